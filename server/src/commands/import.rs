//! `alongside import`

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use domain::api::{FileReport, ImportReport};
use domain::calendar::Date;
use domain::schools::AuthorityId;

use super::{Format, OnDatabase, Outcome, Stop, authority_code};
use crate::import::{self, Loading, MOST_BYTES, Source};

#[derive(Args)]
pub struct Import {
    /// Files as they were published: .csv, .csv.gz, .xlsx.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Three-digit code of the authority whose rows are taken.
    #[arg(long, value_parser = authority_code)]
    pub authority: Option<AuthorityId>,
    /// The day the files say how things were, where they do not say so themselves.
    #[arg(long, value_parser = day)]
    pub as_at: Option<Date>,
    /// Say what would change, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    #[command(flatten)]
    pub database: OnDatabase,
}

/// 2026-11-22
pub fn day(text: &str) -> Result<Date, String> {
    let format = time::macros::format_description!("[year]-[month]-[day]");
    Date::parse(text, &format).map_err(|_| format!("“{text}” is not a date like 2026-11-22"))
}

pub async fn run(asked: Import) -> Outcome {
    let sources = asked
        .files
        .iter()
        .map(read)
        .collect::<Result<Vec<Source>, Stop>>()?;
    let (database, pool) = asked.database.pool().await?;
    let done = load(&pool, &asked, sources).await;
    drop(database);
    done
}

async fn load(pool: &sqlx::PgPool, asked: &Import, sources: Vec<Source>) -> Outcome {
    let authority = match asked.authority {
        Some(authority) => authority,
        None => import::authority_of(&sources).ok_or_else(|| {
            Stop::Usage(
                "Say which authority the rows are taken of: --authority with its three-digit code."
                    .into(),
            )
        })?,
    };
    let loading = Loading {
        authority,
        as_at: asked.as_at,
        by: "command line".into(),
        dry_run: asked.dry_run,
    };
    let report = import::load(pool, loading, sources).await?;
    match asked.format {
        Format::Json => println!("{}", serde_json::to_string(&report)?),
        Format::Text => print!("{}", words(&report, asked.dry_run)),
    }
    if report.files.iter().any(|file| file.reason.is_some()) {
        return Err(Stop::Refused("Nothing was written.".into()));
    }
    Ok(())
}

fn read(path: &PathBuf) -> Result<Source, Stop> {
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned();
    let fails = |error: std::io::Error| Stop::Refused(format!("{}: {error}", path.display()));
    let size = std::fs::metadata(path).map_err(fails)?.len();
    if size > MOST_BYTES {
        return Err(Stop::Refused(format!(
            "{}: the file is larger than 256 MiB, the most that is read.",
            path.display()
        )));
    }
    let bytes = std::fs::read(path).map_err(fails)?;
    Ok(Source {
        name,
        bytes: bytes.into(),
    })
}

/// The report for a person at a terminal.
fn words(report: &ImportReport, dry_run: bool) -> String {
    let mut text = String::new();
    for file in &report.files {
        one(file, dry_run, &mut text);
    }
    text
}

/// Writing to a text cannot fail.
macro_rules! say {
    ($text:expr, $($words:tt)*) => {{ let _ = writeln!($text, $($words)*); }};
}

fn one(file: &FileReport, dry_run: bool, text: &mut String) {
    say!(text, "{}", file.file);
    let Some(kind) = &file.recognised_as else {
        say!(
            text,
            "  refused: {}",
            file.reason.as_deref().unwrap_or("not recognised")
        );
        return;
    };
    say!(text, "  {kind}: {} ({})", file.layout, file.encoding);
    if let Some(reason) = &file.reason {
        say!(text, "  refused: {reason}");
        return;
    }
    say!(text, "  {:>7} rows, {} accepted", file.rows, file.accepted);
    for skipped in &file.skipped {
        say!(
            text,
            "  {:>7} passed over: {}",
            skipped.rows,
            skipped.reason
        );
    }
    for rejected in file.rejected.iter().take(20) {
        let (row, column, value) = (rejected.row, &rejected.column, &rejected.value);
        say!(text, "  row {row}, {column}: “{value}” {}", rejected.reason);
    }
    if file.rejected.len() > 20 {
        say!(text, "  and {} more rejected", file.rejected.len() - 20);
    }
    let values = &file.values;
    if *values != Default::default() {
        say!(
            text,
            "  values: {} known, {} suppressed, {} not applicable, {} not available",
            values.known,
            values.suppressed,
            values.not_applicable,
            values.not_available
        );
    }
    let changes = &file.changes;
    say!(
        text,
        "  {}: {} schools added, {} changed, {} readings added, {} there already",
        if dry_run { "would change" } else { "changed" },
        changes.schools_added,
        changes.schools_changed,
        changes.readings_added,
        changes.readings_already_there
    );
}
