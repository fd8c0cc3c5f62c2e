//! From files to the record: what the database knows, reading off the async threads, then one
//! transaction, kept or let go.

use domain::api::{ImportReport, ImportStep};
use domain::calendar::Date;
use domain::schools::AuthorityId;
use sqlx::PgPool;
use time::OffsetDateTime;

use super::{Run, Source, Telling, read_all, write};
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
    let telling = Telling::nobody();
    let mut run = read(pool, &asked, sources, &telling).await?;
    written(pool, &mut run, &asked.by, !asked.dry_run, &telling).await?;
    Ok(run.report())
}

/// Reads the files and finds out what they would change, and changes nothing.
///
/// # Errors
/// As [`load`].
pub async fn look(
    pool: &PgPool,
    asked: &Loading,
    sources: Vec<Source>,
    telling: &Telling,
) -> Result<Run> {
    let mut run = read(pool, asked, sources, telling).await?;
    written(pool, &mut run, &asked.by, false, telling).await?;
    Ok(run)
}

/// Writes what was looked at.
///
/// # Errors
/// Where files were taken in since the look, and a database that does not answer: then nothing is written.
pub async fn take_in(
    pool: &PgPool,
    run: &mut Run,
    by: &str,
    telling: &Telling,
) -> Result<ImportReport> {
    written(pool, run, by, true, telling).await?;
    Ok(run.report())
}

async fn read(
    pool: &PgPool,
    asked: &Loading,
    sources: Vec<Source>,
    telling: &Telling,
) -> Result<Run> {
    let today = OffsetDateTime::now_utc().date();
    let mut tx = db::begin(pool, asked.authority).await?;
    let known = write::known(&mut tx, asked.authority, &sources, asked.as_at, today).await?;
    // Reading takes seconds: no connection is held, and no async thread.
    tx.commit().await?;
    let telling = telling.clone();
    tokio::task::spawn_blocking(move || read_all(known, &sources, &telling))
        .await
        .map_err(|error| Error::Internal(error.into()))
}

/// Writes a run, unless one of its files is refused; lets it go again where it is only a look.
async fn written(
    pool: &PgPool,
    run: &mut Run,
    by: &str,
    keep: bool,
    telling: &Telling,
) -> Result<()> {
    if run.is_refused() {
        return Ok(());
    }
    let step = if keep {
        ImportStep::Writing
    } else {
        ImportStep::Comparing
    };
    telling.step(step);
    let mut tx = db::begin(pool, run.authority).await?;
    write::write(&mut tx, run, by, telling).await?;
    if keep {
        tx.commit().await?;
    } else {
        tx.rollback().await?;
    }
    Ok(())
}
