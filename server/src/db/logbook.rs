//! Logbooks: entries of one kind about one thing, in order. The row lock of the book is what makes two people
//! take turns.

use std::collections::BTreeMap;

use domain::calendar::Moment;
use domain::schools::{AuthorityId, By, ChangeId, PersonId};
use domain::support::Kept;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{constraint, key, moment, whole};
use crate::error::{Error, Result};

/// Which kind of book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Log {
    /// The file of a school, by its number.
    Caseload,
    /// Early and statutory action about a school, by its number.
    Statutory,
    /// A round of peer reviews, by its id.
    Peers,
    /// An organisation around schools, by its id.
    Organisation,
    /// What somebody offers schools, by its id.
    Offer,
    /// A round in which leaders are sought, by its id.
    Recruitment,
}

impl Log {
    fn word(self) -> &'static str {
        match self {
            Self::Caseload => "caseload",
            Self::Statutory => "statutory",
            Self::Peers => "peers",
            Self::Organisation => "organisation",
            Self::Offer => "offer",
            Self::Recruitment => "recruitment",
        }
    }
}

struct Row {
    subject: String,
    revision: i64,
    id: Uuid,
    at: OffsetDateTime,
    person_id: Uuid,
    person_name: String,
    entry: Value,
}

impl Row {
    fn kept<E: DeserializeOwned>(self) -> Result<Kept<E>> {
        Ok(Kept {
            revision: whole(self.revision)?,
            id: ChangeId(self.id),
            at: moment(self.at),
            by: By {
                id: PersonId(self.person_id),
                name: self.person_name,
            },
            entry: serde_json::from_value(self.entry)?,
        })
    }
}

/// Every entry of every book of a kind, in order, by what the book is about.
pub async fn all<E: DeserializeOwned>(
    conn: &mut PgConnection,
    log: Log,
) -> Result<BTreeMap<String, Vec<Kept<E>>>> {
    let rows = sqlx::query_as!(
        Row,
        "select subject, revision, id, at, person_id, person_name, entry
         from logged
         where log = $1
         order by subject, revision",
        log.word()
    )
    .fetch_all(conn)
    .await?;
    let mut found: BTreeMap<String, Vec<Kept<E>>> = BTreeMap::new();
    for row in rows {
        let subject = row.subject.clone();
        found.entry(subject).or_default().push(row.kept()?);
    }
    Ok(found)
}

/// The entries of one book, in order.
pub async fn of<E: DeserializeOwned>(
    conn: &mut PgConnection,
    log: Log,
    subject: &str,
) -> Result<Vec<Kept<E>>> {
    let rows = sqlx::query_as!(
        Row,
        "select subject, revision, id, at, person_id, person_name, entry
         from logged
         where log = $1 and subject = $2
         order by revision",
        log.word(),
        subject
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::kept).collect()
}

/// Begins the book where there is none; nobody else writes into it until the transaction ends.
pub async fn lock(
    conn: &mut PgConnection,
    authority: AuthorityId,
    log: Log,
    subject: &str,
) -> Result<()> {
    sqlx::query!(
        "insert into logbook (authority_id, log, subject) values ($1, $2, $3)
         on conflict (authority_id, log, subject) do update set revision = logbook.revision",
        key(authority),
        log.word(),
        subject
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether this very entry was written before: true where it was, by this person and into this book; an error
/// where the id is another entry's.
pub async fn written<E: Serialize>(
    conn: &mut PgConnection,
    (log, subject): (Log, &str),
    id: ChangeId,
    by: PersonId,
    entry: &E,
) -> Result<bool> {
    let row = sqlx::query!(
        "select log, subject, person_id, entry from logged where id = $1",
        id.0
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(false) };
    let same = row.log == log.word()
        && row.subject == subject
        && row.person_id == by.0
        && row.entry == serde_json::to_value(entry)?;
    if same {
        Ok(true)
    } else {
        Err(Error::field("id", "another change has that id"))
    }
}

/// Keeps an entry, under the book's lock.
pub async fn keep<E: Serialize>(
    conn: &mut PgConnection,
    authority: AuthorityId,
    (log, subject): (Log, &str),
    kept: &Kept<E>,
) -> Result<()> {
    let Moment(at) = kept.at;
    let done = sqlx::query!(
        "insert into logged (authority_id, log, subject, revision, id, at, person_id, person_name, entry)
         values ($1, $2, $3, $4, $5, to_timestamp($6::bigint / 1000.0), $7, $8, $9)",
        key(authority),
        log.word(),
        subject,
        whole::<i64, _>(kept.revision)?,
        kept.id.0,
        at,
        kept.by.id.0,
        kept.by.name,
        serde_json::to_value(&kept.entry)?
    )
    .execute(&mut *conn)
    .await;
    match done {
        Err(error) if constraint(&error) == Some("logged_once") => {
            return Err(Error::field("id", "another change has that id"));
        }
        other => other?,
    };
    sqlx::query!(
        "update logbook set revision = $4 where authority_id = $1 and log = $2 and subject = $3",
        key(authority),
        log.word(),
        subject,
        whole::<i64, _>(kept.revision)?
    )
    .execute(conn)
    .await?;
    Ok(())
}
