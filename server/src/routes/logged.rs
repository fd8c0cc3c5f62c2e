//! An entry of a logbook on its way in: in turn, once, and not over what somebody else wrote meanwhile.

use domain::schools::ChangeId;
use domain::support::{Kept, LogFault};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::postgres::PgConnection;

use crate::db::logbook::{self, Log};
use crate::db::support;
use crate::error::{Error, Result};
use crate::session::Visitor;

/// What is to be written, and where.
pub struct Asked<'a, E> {
    pub log: Log,
    pub subject: &'a str,
    pub id: ChangeId,
    /// The revision they were looking at; none: whatever it is now.
    pub base: Option<u64>,
    pub entry: E,
}

/// Writes an entry that `check` lets through, given all there is; the same entry sent again changes nothing. The
/// book is locked from here to the end of the transaction.
pub async fn write<E>(
    conn: &mut PgConnection,
    visitor: &Visitor,
    asked: Asked<'_, E>,
    check: impl FnOnce(&[Kept<E>], &E) -> Result<()>,
) -> Result<()>
where
    E: Serialize + DeserializeOwned,
{
    let authority = visitor.actor.authority;
    let book = (asked.log, asked.subject);
    logbook::lock(conn, authority, asked.log, asked.subject).await?;
    if logbook::written(conn, book, asked.id, visitor.actor.person, &asked.entry).await? {
        return Ok(());
    }
    let kept: Vec<Kept<E>> = logbook::of(conn, asked.log, asked.subject).await?;
    let theirs = kept.iter().find(|one| {
        asked.base.is_some_and(|base| one.revision > base) && one.by.id != visitor.actor.person
    });
    if let Some(theirs) = theirs {
        return Err(Error::Stale {
            title: format!("{} wrote here meanwhile", theirs.by.name),
            detail: "Open the page again to see it, and write yours if it still holds.".to_owned(),
        });
    }
    check(&kept, &asked.entry)?;
    let next = Kept {
        revision: kept.last().map_or(0, |last| last.revision) + 1,
        id: asked.id,
        at: support::now(conn).await?,
        by: visitor.by(),
        entry: asked.entry,
    };
    logbook::keep(conn, authority, book, &next).await
}

/// A fault at its field.
pub fn refused(LogFault(field, words): LogFault) -> Error {
    Error::field(field, words)
}
