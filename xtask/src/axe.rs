//! axe-core, the accessibility checker the browser tests put into every page: fetched once from npm, kept with the build output.

use anyhow::{Result, bail};
use std::path::PathBuf;

use crate::place;
use crate::step::{command, go, step};
use crate::tools;

const VERSION: &str = "4.14.1";

/// The path of `axe.min.js`.
pub fn fetch() -> Result<PathBuf> {
    let folder = place::cache().join(format!("axe-core-{VERSION}"));
    let script = folder.join("node_modules/axe-core/axe.min.js");
    if script.is_file() {
        return Ok(script);
    }
    let npm = tools::npm()?;
    step(&format!("fetching axe-core {VERSION} (npm)"), || {
        std::fs::create_dir_all(&folder)?;
        let mut install = command(
            npm,
            &[
                "install",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
                "--prefix",
            ],
        );
        install
            .arg(&folder)
            .arg(format!("axe-core@{VERSION}"))
            .stdout(std::process::Stdio::null());
        go(install)
    })?;
    if !script.is_file() {
        bail!(
            "npm fetched axe-core, but {} is not there",
            script.display()
        );
    }
    Ok(script)
}
