//! Each matching instance solved: natively, in the browser, and beside them two solvers people use, CP-SAT and HiGHS,
//! on the same instances and on fresh ones made in the same run.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{browser, fresh, native, peers, same};

/// How long one native solve may take before it is stopped and shown as stopped.
const PATIENCE_SECONDS: &str = "60";
/// How long a peer may.
const PEER_SECONDS: &str = "120";
const PEERS: [(&str, &str); 2] = [("highs", "HiGHS"), ("cp-sat", "CP-SAT")];

/// Prints a line an instance, and two more where peers are wanted.
///
/// # Errors
/// When a solver cannot be run, or two that have proven their plan differ in its worth.
pub async fn print(page: &browser::Page, folder: &Path) -> Result<()> {
    for path in instances(folder)? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let json = std::fs::read_to_string(&path)?;
        one(page, &name, &path, &json).await?;
    }
    if peers::python().is_none() {
        return Ok(());
    }
    let seed = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    println!("\nfresh instances, seed {seed}");
    for (name, instance) in fresh::instances(seed) {
        let json = serde_json::to_string(&instance)?;
        let path = PathBuf::from(std::env::var("ALONGSIDE_BENCH")?).join("fresh.json");
        std::fs::write(&path, &json)?;
        one(page, name, &path, &json).await?;
    }
    Ok(())
}

async fn one(page: &browser::Page, name: &str, path: &Path, json: &str) -> Result<()> {
    let (here, plan) = native(&["solve", "5", PATIENCE_SECONDS], json)?;
    // The largest would hold a browser for minutes; natively they show what there is to show.
    let there = if here < 5_000.0 {
        Some(page.solve(json, 5).await?)
    } else {
        None
    };
    let short: Value = serde_json::from_str(&plan)?;
    println!(
        "{:<44} {here:>10.2} {:>10}  {} met {} fit {}{}",
        format!("solve {name}"),
        there
            .as_ref()
            .map_or("-".to_owned(), |(took, _)| format!("{took:.2}")),
        short["status"].as_str().unwrap_or_default(),
        short["met"],
        short["fit"],
        there.map_or(String::new(), |(_, there)| same(&plan, &there)),
    );
    let Some(python) = peers::python() else {
        return Ok(());
    };
    let ours = worth(&short)?;
    for (engine, called) in PEERS {
        let peer = solved(&python, engine, path)?;
        let both = peer.proven && short["status"] == "optimal";
        ensure!(
            !both || peer.worth == ours,
            "{called} proves {:?}, ours {ours:?}",
            peer.worth
        );
        println!(
            "{:<44} {:>10.2} {:>10}  {} {:?}, {:.1} times as long",
            format!("  {called}, two threads"),
            peer.milliseconds,
            "-",
            if peer.proven { "proven" } else { "stopped" },
            peer.worth,
            peer.milliseconds / here,
        );
    }
    Ok(())
}

struct Peer {
    milliseconds: f64,
    proven: bool,
    /// Needs met in tiers 4 to 1, and fit.
    worth: Vec<i64>,
}

fn worth(plan: &Value) -> Result<Vec<i64>> {
    let met = ["4", "3", "2", "1"].map(|tier| &plan["met"][tier]);
    met.into_iter()
        .chain([&plan["fit"]])
        .map(|figure| figure.as_i64().context("a plan has whole figures"))
        .collect()
}

fn solved(python: &Path, engine: &str, path: &Path) -> Result<Peer> {
    let done = Command::new(python)
        .arg(crate::here().join("src/bench/peer_match.py"))
        .arg(engine)
        .arg(path)
        .arg(PEER_SECONDS)
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| python.display().to_string())?;
    ensure!(done.status.success(), "{engine} failed");
    let said = String::from_utf8(done.stdout)?;
    // Some say who they are first.
    let last = said.trim().lines().last().unwrap_or_default();
    let mut words = last.split(' ');
    let seconds: f64 = words.next().unwrap_or_default().parse()?;
    let proven = words.next() == Some("proven");
    Ok(Peer {
        milliseconds: seconds * 1_000.0,
        proven,
        worth: words.map(str::parse).collect::<Result<_, _>>()?,
    })
}

fn instances(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|is| is == "json"))
        .filter(|path| path.file_stem().is_some_and(|name| name != "expected"))
        .collect();
    // The small ones first: what there is to see comes soon.
    found.sort_by_key(|path| (path.metadata().map_or(0, |file| file.len()), path.clone()));
    Ok(found)
}
