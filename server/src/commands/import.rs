//! `alongside import`

use std::path::PathBuf;

use clap::Args;
use domain::calendar::Date;
use domain::schools::AuthorityId;

use super::{Format, OnDatabase, Outcome, authority_code};

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
    let _ = &asked.database;
    Err(super::Stop::Refused(
        "importing is not built yet".to_owned(),
    ))
}
