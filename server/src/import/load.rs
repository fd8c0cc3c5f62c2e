//! From files to the record: what the database knows, reading off the async threads, then one
//! transaction, kept or let go.

use domain::api::ImportReport;
use domain::calendar::Date;
use domain::schools::AuthorityId;
use sqlx::PgPool;
use time::OffsetDateTime;

use super::{Source, read_all, write};
use crate::db;
use crate::error::{Error, Result};

/// What is asked of an import.
#[derive(Debug, Clone)]
pub struct Loading {
    pub authority: AuthorityId,
    pub as_at: Option<Date>,
    /// Who loads.
    pub by: String,
    pub dry_run: bool,
}

/// Reads the files and writes what they say, unless one is refused or it is only asked what would
/// change. The reports of a dry run count what a real one would.
///
/// # Errors
/// A made-up authority, and a database that does not answer. A refused file is no error: its report says
/// why, and nothing is written.
pub async fn load(pool: &PgPool, asked: Loading, sources: Vec<Source>) -> Result<ImportReport> {
    let today = OffsetDateTime::now_utc().date();
    let mut tx = db::begin(pool, asked.authority).await?;
    let known = write::known(&mut tx, asked.authority, &sources, asked.as_at, today).await?;
    // Reading takes seconds: no connection is held, and no async thread.
    tx.commit().await?;
    let mut run = tokio::task::spawn_blocking(move || read_all(known, &sources))
        .await
        .map_err(|error| Error::Internal(error.into()))?;
    if run.is_refused() {
        return Ok(run.report());
    }
    let mut tx = db::begin(pool, asked.authority).await?;
    write::write(&mut tx, &mut run, &asked.by).await?;
    if asked.dry_run {
        tx.rollback().await?;
    } else {
        tx.commit().await?;
    }
    Ok(run.report())
}
