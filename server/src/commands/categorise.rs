//! `alongside categorise`: what a scheme makes of a table of facts, so that a result can be checked by
//! hand. Filled in from `--template`.

use clap::Args;
use std::path::PathBuf;

use super::{Format, Outcome};

#[derive(Args)]
pub struct Categorise {
    #[arg(long)]
    scheme: String,
    file: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(_asked: &Categorise) -> Outcome {
    Ok(())
}
