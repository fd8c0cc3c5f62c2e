//! All SQL. Every function takes the connection of a transaction that [`begin`] opened for one
//! authority; row-level security shows it that authority's rows and no others.

pub mod board;
pub mod brokerage;
pub mod calendar;
pub mod case_files;
pub mod cases;
pub mod contests;
pub mod decisions;
pub mod demo;
pub mod district;
pub mod evidence;
pub mod head_told;
pub mod imports;
pub mod known;
pub mod leaders;
pub mod letters;
pub mod log;
pub mod logbook;
pub mod mail;
pub mod meetings;
pub mod minutes;
pub mod money;
pub mod people;
pub mod rules;
pub mod schools;
pub mod sessions;
pub mod shares;
pub mod support;
pub mod targets;
pub mod views;
pub mod ways;

use domain::schools::{AuthorityId, Key};
use serde::Serialize;
use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::{PgPool, Postgres, Transaction};
use time::OffsetDateTime;

use crate::config::Config;
use crate::error::{Error, Result};

/// The pool of the role that owns nothing. Connects when first asked, so that a database that is away
/// is an answer to a request and not a reason to stop.
pub fn pool(app: PgConnectOptions, config: &Config) -> PgPool {
    PgPoolOptions::new()
        .max_connections(config.connections)
        .acquire_timeout(config.acquire)
        .connect_lazy_with(app)
}

/// A transaction that sees this authority and nothing else.
pub async fn begin(
    pool: &PgPool,
    authority: AuthorityId,
) -> Result<Transaction<'static, Postgres>> {
    let mut tx = pool.begin().await?;
    enter(&mut tx, authority).await?;
    Ok(tx)
}

/// From here to the end of the transaction, rows of this authority are seen.
pub async fn enter(conn: &mut PgConnection, authority: AuthorityId) -> Result<()> {
    setting(
        conn,
        "alongside.authority",
        &u16::from(authority).to_string(),
    )
    .await
}

/// A setting that ends with the transaction: a plain `set` would leak through the pool.
pub(crate) async fn setting(conn: &mut PgConnection, name: &str, value: &str) -> Result<()> {
    sqlx::query_scalar!("select set_config($1, $2, true)", name, value)
        .fetch_one(conn)
        .await?;
    Ok(())
}

/// Whether the database answers.
pub async fn ready(pool: &PgPool) -> Result<()> {
    sqlx::query_scalar!("select 1 as \"one!\"")
        .fetch_one(pool)
        .await?;
    Ok(())
}

/// The authority's key in every table.
pub(crate) fn key(authority: AuthorityId) -> i16 {
    i16::try_from(u16::from(authority)).unwrap_or(i16::MAX)
}

/// An enum's word, as tables hold it: the same as on the wire.
pub(crate) fn word<T: Serialize>(value: &T) -> Result<String> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(word) => Ok(word),
        other => Err(Error::Internal(anyhow::anyhow!("{other} is not a word"))),
    }
}

/// An enum from its word.
pub(crate) fn from_word<T: DeserializeOwned>(text: &str) -> Result<T> {
    let from: StrDeserializer<'_, WordError> = text.into_deserializer();
    T::deserialize(from).map_err(|error| Error::Internal(anyhow::anyhow!("“{text}”: {error}")))
}

/// The name of an indicator or an area, as tables hold it.
pub(crate) fn name(text: &str) -> Result<Key> {
    text.parse()
        .map_err(|error| Error::Internal(anyhow::anyhow!("the database holds {error}")))
}

/// A value that the table's checks should have kept whole.
pub(crate) fn whole<T, F>(from: F) -> Result<T>
where
    F: TryInto<T>,
    F::Error: std::fmt::Display,
{
    from.try_into()
        .map_err(|error| Error::Internal(anyhow::anyhow!("the database holds {error}")))
}

/// A moment as the wire has it.
pub(crate) fn moment(at: OffsetDateTime) -> domain::calendar::Moment {
    let millis = at.unix_timestamp_nanos() / 1_000_000;
    domain::calendar::Moment(i64::try_from(millis).unwrap_or(i64::MAX))
}

/// The name of the constraint that refused, if one did.
pub(crate) fn constraint(error: &sqlx::Error) -> Option<&str> {
    error.as_database_error()?.constraint()
}

/// "Wake up and read the log." The log is the truth; a lost notice is made good by a poll.
pub(crate) async fn notify(conn: &mut PgConnection, room: &str) -> Result<()> {
    sqlx::query_scalar!("select pg_notify('alongside', $1)::text", room)
        .fetch_one(conn)
        .await?;
    Ok(())
}
