//! The figures, and how they are taken: the same work natively and in Chromium, medians of several
//! runs on this machine. Compare within one printing; machines differ.

mod browser;
pub mod districts;
mod england;
mod fresh;
mod lists;
mod matching;
mod peers;
mod room;
pub mod truth;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::served::Served;

/// Prints the figures of the parts named.
///
/// # Errors
/// When the open data is missing, or a part cannot be run.
pub async fn run(parts: &[String]) -> Result<()> {
    let wanted = |part: &str| parts.iter().any(|one| one == part);
    if wanted("england") || wanted("solve") {
        println!(
            "Median milliseconds on this machine; native is a release build, Chromium is the wasm the app ships."
        );
        println!(
            "Read down a column, or across for what the browser costs; do not compare machines.\n"
        );
        println!("{:<44} {:>10} {:>10}  result", "what", "native", "Chromium");
        let shared = crate::here().join("../../shared");
        let page = browser::Page::open().await?;
        if wanted("england") {
            categorise(&page, &shared.join("data")).await?;
            ways(&page).await?;
        }
        if wanted("solve") {
            matching::print(&page, &shared.join("matching")).await?;
        }
        page.close().await?;
    }
    if wanted("room") {
        waiting().await?;
    }
    let data = crate::here().join("../../shared/data");
    if wanted("truth") {
        truth::print(&data)?;
    }
    if wanted("districts") {
        districts::print(&data)?;
    }
    Ok(())
}

/// What would move a school, where every indicator is known and near a line.
async fn ways(page: &browser::Page) -> Result<()> {
    let (here, found) = native(&["ways", "9"], "")?;
    let (browser, there, schools) = page.ways(9).await?;
    println!(
        "{:<44} {:>10.2} {:>10.2}  {found} ways for {schools} schools{}",
        "what would move a school (want 5)",
        here / schools,
        browser / schools,
        same(&found, &there),
    );
    Ok(())
}

async fn categorise(page: &browser::Page, data: &Path) -> Result<()> {
    let facts = england::facts(data).context("the open data beside the project")?;
    let json = serde_json::to_string(&facts)?;
    page.load_england(&json).await?;
    let (here, bands) = native(&["england", "41"], &json)?;
    let (browser, there) = page.categorise(41).await?;
    println!(
        "{:<44} {here:>10.2} {browser:>10.2}  P1 to P4 {bands}{}",
        format!("categorise {} schools of England", facts.schools.len()),
        same(&bands, &there),
    );
    if let Some(python) = peers::python() {
        let (took, there) = peers::pandas(&python, &json, "bradford", 11)?;
        println!(
            "{:<44} {took:>10.2} {:>10}  {}",
            "  the same by pandas, vectorised",
            "-",
            if bands == there {
                format!("the same bands, {:.0} times as long", took / here)
            } else {
                format!("BUT pandas says {there}")
            },
        );
    }
    Ok(())
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
    let (median, worst) = room::line_moved(&served, 60).await?;
    println!(
        "{:<60} {median:>10.1} {worst:>10.1}",
        "a line of the rules moved, 212 schools, to painted (want 16)"
    );
    let answers = crate::hand::worked(&served).await?;
    println!(
        "{:<60} {:>10} {:>10}",
        format!(
            "{} presses, processor {}x slower",
            answers.presses,
            crate::hand::SLOWER
        ),
        "98 in 100",
        "worst"
    );
    println!(
        "{:<60} {:>10} {:>10}",
        "  each to the next frame painted (want 200)",
        answers.most(),
        answers.worst()
    );
    for (took, what) in answers.slow.iter().take(3) {
        println!("    {took} {what}");
    }
    let seconds = crate::record::seconds(&served).await?;
    println!(
        "{:<60} {:>10} {:>10}",
        "seconds to record a visit (want 60)", "thumb", "keyboard"
    );
    println!("{:<60} {:>10} {:>10}", "", seconds.thumb, seconds.keyboard);
    let (median, worst, presses) = lists::cases(&served).await?;
    println!(
        "{:<60} {median:>10.1} {worst:>10.1}",
        format!(
            "{} cases sorted or filtered, {presses} presses (want 100)",
            lists::CASES
        )
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
