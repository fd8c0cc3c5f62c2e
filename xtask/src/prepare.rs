//! Lets the compiler check every SQL query against a real database, and keeps what it learnt in `server/.sqlx`, so that everybody else builds
//! without a database. The database is a throw-away one, brought up to date by the migrations in the source.

use std::collections::BTreeSet;

use anyhow::{Context, Result};

use crate::place::{ROOT, TARGET};
use crate::postgres::Throwaway;
use crate::step::{cargo_command, go, step};
use crate::tools;

pub fn prepare() -> Result<()> {
    tools::postgres()?;
    let throwaway = step("starting a throw-away Postgres", Throwaway::start)?;
    step("bringing it up to date (server/migrations)", || {
        migrate(&throwaway)
    })?;
    let kept = ROOT.join("server/.sqlx");
    let fresh = TARGET.join("sqlx");
    if fresh.exists() {
        std::fs::remove_dir_all(&fresh)?;
    }
    std::fs::create_dir_all(&fresh)?;
    step(
        "checking the queries (cargo check --package server)",
        || {
            // The compiler asks the database only where it compiles: make it compile.
            let lib = ROOT.join("server/src/lib.rs");
            std::fs::File::options()
                .append(true)
                .open(&lib)?
                .set_modified(std::time::SystemTime::now())?;
            let mut check = cargo_command(&["check", "--package=server"]);
            check
                .env("DATABASE_URL", throwaway.url("postgres"))
                .env("SQLX_OFFLINE", "false")
                .env("SQLX_OFFLINE_DIR", &fresh);
            go(check)
        },
    )?;
    let names = |folder: &std::path::Path| -> Result<BTreeSet<_>> {
        Ok(std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .collect::<std::io::Result<Vec<_>>>()?
            .into_iter()
            .map(|it| it.file_name())
            .collect())
    };
    let (before, after) = (names(&kept)?, names(&fresh)?);
    if kept.exists() {
        std::fs::remove_dir_all(&kept)?;
    }
    std::fs::create_dir_all(&kept).context("server/.sqlx cannot be written")?;
    for name in &after {
        std::fs::copy(fresh.join(name), kept.join(name))?;
    }
    println!(
        "{} queries checked: {} new, {} no longer used",
        after.len(),
        after.difference(&before).count(),
        before.difference(&after).count()
    );
    Ok(())
}

fn migrate(throwaway: &Throwaway) -> Result<()> {
    let mut role = throwaway.psql("postgres");
    role.args(["--command", "create role alongside_app login"]);
    go(role)?;
    let mut files: Vec<_> = std::fs::read_dir(ROOT.join("server/migrations"))?
        .flatten()
        .map(|it| it.path())
        .collect();
    files.retain(|it| it.extension().is_some_and(|it| it == "sql"));
    files.sort();
    for file in files {
        let mut apply = throwaway.psql("postgres");
        apply
            .args(["--single-transaction", "--output=/dev/null", "--file"])
            .arg(&file);
        go(apply).with_context(|| file.display().to_string())?;
    }
    Ok(())
}
