//! The figures, and how they are taken: the same work natively and in Chromium, medians of several
//! runs on this machine. Compare within one printing; machines differ.

mod browser;
mod england;
mod room;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::served::Served;

/// How long one native solve may take before it is stopped and shown as stopped.
const PATIENCE_SECONDS: &str = "60";

/// Prints every figure.
///
/// # Errors
/// When the open data is missing, or a part cannot be run.
pub async fn run() -> Result<()> {
    let shared = crate::here().join("../../shared");
    let facts = england::facts(&shared.join("data")).context("the open data beside the project")?;
    let json = serde_json::to_string(&facts)?;
    let count = facts.schools.len();
    println!(
        "Median milliseconds on this machine; native is a release build, Chromium is the wasm the app ships."
    );
    println!(
        "Read down a column, or across for what the browser costs; do not compare machines.\n"
    );
    println!("{:<44} {:>10} {:>10}  result", "what", "native", "Chromium");

    let page = browser::Page::open().await?;
    page.load_england(&json).await?;
    let (here, bands) = native(&["england", "7"], &json)?;
    let (browser, there) = page.categorise(9).await?;
    println!(
        "{:<44} {here:>10.2} {browser:>10.2}  P1 to P4 {bands}{}",
        format!("categorise {count} schools of England"),
        same(&bands, &there),
    );
    for path in instances(&shared.join("matching"))? {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let json = std::fs::read_to_string(&path)?;
        let (here, plan) = native(&["solve", "5", PATIENCE_SECONDS], &json)?;
        // The largest would hold a browser for minutes; natively they show what there is to show.
        let (browser, there) = if here < 5_000.0 {
            page.solve(&json, 5).await?
        } else {
            (f64::NAN, String::new())
        };
        let short: serde_json::Value = serde_json::from_str(&plan)?;
        println!(
            "{:<44} {here:>10.2} {browser:>10.2}  {} met {} fit {}{}",
            format!("solve {name}"),
            short["status"].as_str().unwrap_or_default(),
            short["met"],
            short["fit"],
            if there.is_empty() {
                String::new()
            } else {
                same(&plan, &there)
            },
        );
    }
    page.close().await?;
    waiting().await
}

/// What people wait for, in the product itself.
async fn waiting() -> Result<()> {
    let served = Served::demo().await?;
    println!(
        "\n{:<60} {:>10} {:>10}",
        "what people wait for, ms", "median", "worst"
    );
    let (median, worst) = room::commit_to_paint(&served, 21).await?;
    println!(
        "{:<60} {median:>10} {worst:>10}",
        "Enter on one screen to painted on another (want 150)"
    );
    let (sign_in, meeting) = room::slow_start(&served).await?;
    println!(
        "{:<60} {sign_in:>10}",
        "1.6 Mbit/s, 150 ms, nothing kept: to signing in"
    );
    println!(
        "{:<60} {meeting:>10}",
        "the same: to a meeting ready to work in"
    );
    Ok(())
}

fn same(here: &str, there: &str) -> String {
    if here == there {
        String::new()
    } else {
        format!("  BUT the browser says {there}")
    }
}

/// Work done by the release build: median milliseconds and what came of it.
fn native(arguments: &[&str], json: &str) -> Result<(f64, String)> {
    let program = PathBuf::from(std::env::var("ALONGSIDE_BENCH")?).join("work");
    let mut child = Command::new(&program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| program.display().to_string())?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(json.as_bytes())?;
    }
    let said = String::from_utf8(child.wait_with_output()?.stdout)?;
    let (took, result) = said
        .trim()
        .split_once(' ')
        .context("the native work said nothing")?;
    Ok((took.parse()?, result.to_owned()))
}

fn instances(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|is| is == "json"))
        .filter(|path| path.file_stem().is_some_and(|name| name != "expected"))
        .collect();
    found.sort();
    Ok(found)
}
