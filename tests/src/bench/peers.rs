//! The same categorisation done by somebody else's tool, in the same run: pandas, vectorised.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::truth::shipped;

/// The Python that has pandas, where peers are wanted.
pub fn python() -> Option<PathBuf> {
    std::env::var_os("ALONGSIDE_PEER").map(PathBuf::from)
}

/// Median milliseconds of so many runs on the same facts, and how many schools fall in each band.
///
/// # Errors
/// When it cannot be run.
pub fn pandas(python: &PathBuf, facts: &str, scheme: &str, times: u32) -> Result<(f64, String)> {
    let folder = PathBuf::from(std::env::var("ALONGSIDE_BENCH")?);
    let (facts_file, scheme_file) = (folder.join("facts.json"), folder.join("scheme.json"));
    std::fs::write(&facts_file, facts)?;
    // The whole document: what it takes from the catalogue is written out.
    let scheme = shipped(scheme)?;
    std::fs::write(&scheme_file, serde_json::to_string(&scheme)?)?;
    let done = Command::new(python)
        .arg(crate::here().join("src/bench/peer.py"))
        .args([&facts_file, &scheme_file])
        .arg(times.to_string())
        // One core, as ours.
        .envs([
            ("OMP_NUM_THREADS", "1"),
            ("OPENBLAS_NUM_THREADS", "1"),
            ("NUMEXPR_NUM_THREADS", "1"),
        ])
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| python.display().to_string())?;
    ensure!(done.status.success(), "the peer failed");
    let said = String::from_utf8(done.stdout)?;
    let (took, bands) = said
        .trim()
        .split_once(' ')
        .context("the peer said nothing")?;
    Ok((took.parse()?, bands.to_owned()))
}
