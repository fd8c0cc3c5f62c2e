//! Long steps say what they do and how long it took.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::place::{ROOT, cargo};

/// Does one step, saying so on standard error.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("· {what}");
    let started = Instant::now();
    let done = work().with_context(|| what.to_owned())?;
    eprintln!("  {:.1} s", started.elapsed().as_secs_f64());
    Ok(done)
}

/// A command in the workspace's folder.
pub fn command(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(&*ROOT);
    command
}

/// `cargo`, the one that runs us.
pub fn cargo_command(arguments: &[&str]) -> Command {
    command(cargo(), arguments)
}

/// Runs it with its output on screen.
pub fn go(mut command: Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("{} cannot be run", command.get_program().display()))?;
    if !status.success() {
        bail!(
            "{} {} failed",
            command.get_program().display(),
            command
                .get_args()
                .map(|it| it.to_string_lossy())
                .collect::<Vec<_>>()
                .join(" ")
        );
    }
    Ok(())
}

/// What it writes to standard output, trimmed.
pub fn ask(mut command: Command) -> Result<String> {
    let said = command
        .output()
        .with_context(|| format!("{} cannot be run", command.get_program().display()))?;
    if !said.status.success() {
        bail!(
            "{} failed: {}",
            command.get_program().display(),
            String::from_utf8_lossy(&said.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&said.stdout).trim().to_owned())
}

/// Reads a file, naming it where that fails.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| path.display().to_string())
}

/// Writes a file and the folders above it, naming it where that fails.
pub fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<()> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).with_context(|| parent.display().to_string())?;
    }
    std::fs::write(path, bytes).with_context(|| path.display().to_string())
}
