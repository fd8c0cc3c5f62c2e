//! Versions of the rules an authority adopted: added, never edited.

use domain::calendar::{Date, Moment};
use domain::meetings::By;
use domain::risk::{BandName, Scheme, VersionBands};
use domain::schools::AuthorityId;
use sqlx::postgres::PgConnection;
use sqlx::types::Json;

use super::{key, moment, whole};
use crate::error::Result;

/// A version that was adopted, and the minute of it.
#[derive(Debug, Clone)]
pub struct Adopted {
    pub version: u32,
    pub name: String,
    /// JSON.
    pub document: String,
    pub from: Date,
    pub why: String,
    pub by: String,
    pub at: Moment,
}

/// The document in force on a day, as JSON. None: no version adopted here had begun by then.
pub async fn document_on(conn: &mut PgConnection, day: Date) -> Result<Option<String>> {
    let found = sqlx::query_scalar!(
        "select document::text as \"document!\"
         from adopted_scheme
         where from_day <= $1
         order by version desc
         limit 1",
        day
    )
    .fetch_optional(conn)
    .await?;
    Ok(found)
}

/// The document of one version, as JSON.
pub async fn document_of(conn: &mut PgConnection, version: u32) -> Result<Option<String>> {
    let Ok(version) = i32::try_from(version) else {
        return Ok(None);
    };
    let found = sqlx::query_scalar!(
        "select document::text as \"document!\" from adopted_scheme where version = $1",
        version
    )
    .fetch_optional(conn)
    .await?;
    Ok(found)
}

/// Every version adopted here, newest first, with those that only begin later.
pub async fn all(conn: &mut PgConnection) -> Result<Vec<Adopted>> {
    let rows = sqlx::query!(
        "select version, name, document::text as \"document!\", from_day, why, person_name, at
         from adopted_scheme
         order by version desc"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Adopted {
                version: whole(row.version)?,
                name: row.name,
                document: row.document,
                from: row.from_day,
                why: row.why,
                by: row.person_name,
                at: moment(row.at),
            })
        })
        .collect()
}

/// Puts a version beside those before it.
pub async fn adopt(
    conn: &mut PgConnection,
    authority: AuthorityId,
    scheme: &Scheme,
    why: &str,
    by: &By,
) -> Result<()> {
    sqlx::query!(
        "insert into adopted_scheme (authority_id, version, name, document, bands, from_day, why,
             person_id, person_name)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        key(authority),
        whole::<i32, _>(scheme.version)?,
        scheme.name,
        serde_json::to_value(&scheme.document)?,
        serde_json::to_value(BandName::all(&scheme.document))?,
        scheme.from,
        why,
        by.id.0,
        by.name
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Until the transaction ends nobody adopts a version, and no meeting opens under the one before.
pub async fn lock(conn: &mut PgConnection) -> Result<()> {
    sqlx::query_scalar!(
        "select authority_id from authority
         where authority_id = current_authority()
         for no key update"
    )
    .fetch_optional(conn)
    .await?;
    Ok(())
}

/// Until the transaction ends the version in force stays so. Many may hold it at once.
pub async fn hold(conn: &mut PgConnection) -> Result<()> {
    sqlx::query_scalar!(
        "select authority_id from authority where authority_id = current_authority() for share"
    )
    .fetch_optional(conn)
    .await?;
    Ok(())
}

/// The bands of every version adopted here, in their order.
pub async fn bands(conn: &mut PgConnection) -> Result<Vec<VersionBands>> {
    let rows = sqlx::query!(
        "select version, bands as \"bands: Json<Vec<BandName>>\"
         from adopted_scheme
         order by version"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(VersionBands {
                version: whole(row.version)?,
                bands: row.bands.0,
            })
        })
        .collect()
}
