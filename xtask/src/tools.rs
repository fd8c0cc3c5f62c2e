//! What this machine must have. Where we may (root on Debian or Ubuntu) a missing tool is installed; elsewhere we stop with the command to type.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::place::TARGET;
use crate::postgres::binaries::{Binaries, install_command};
use crate::postgres::place::Account;
use crate::step::{ask, command, go, step};

/// The standard library for the browser. Asked of the compiler first: rustup may have to be waited for, a folder not.
pub fn wasm_target() -> Result<()> {
    let folder = ask(command(
        "rustc",
        &["--print=target-libdir", "--target=wasm32-unknown-unknown"],
    ))?;
    if Path::new(&folder).is_dir() {
        return Ok(());
    }
    step("adding the wasm target to Rust (rustup)", || {
        go(command(
            "rustup",
            &["target", "add", "wasm32-unknown-unknown"],
        ))
    })
}

/// Postgres's programs, unless a database of your own is named.
pub fn postgres() -> Result<()> {
    match Binaries::find(None) {
        Ok(_) => Ok(()),
        Err(_) if apt_may() => {
            apt("Postgres", &["postgresql"])?;
            Binaries::find(None)?;
            Ok(())
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// Chromium and its driver: (browser, driver).
pub fn chromium() -> Result<(PathBuf, PathBuf)> {
    let find = || {
        let browser = on_path(&[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
        ])
        .or_else(|| {
            let mac = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
            mac.is_file().then_some(mac)
        });
        browser.zip(on_path(&["chromedriver", "chromium.chromedriver"]))
    };
    if let Some(found) = find() {
        return Ok(found);
    }
    if apt_may() {
        // The pictures are made in a face of the usual widths.
        let packages = ["chromium", "chromium-driver", "fonts-liberation"];
        apt("Chromium and its driver", &packages)?;
        if let Some(found) = find() {
            return Ok(found);
        }
    }
    let how = if cfg!(target_os = "macos") {
        "brew install --cask google-chrome chromedriver"
    } else {
        "sudo apt-get install -y chromium chromium-driver"
    };
    bail!(
        "the browser tests need Chromium and chromedriver, which are not here. Install them with: {how}"
    )
}

/// `npm`, which fetches axe-core.
pub fn npm() -> Result<PathBuf> {
    if let Some(found) = on_path(&["npm"]) {
        return Ok(found);
    }
    if apt_may() {
        apt("npm", &["npm"])?;
        if let Some(found) = on_path(&["npm"]) {
            return Ok(found);
        }
    }
    bail!(
        "the accessibility tests fetch axe-core with npm, which is not here. Install it with: {}",
        install_command(None).replace("postgresql", "npm")
    )
}

/// A Python with pandas and two solvers in a folder of its own below the build output: what peers are measured with.
pub fn peers() -> Result<PathBuf> {
    const PEERS: [&str; 3] = ["pandas==3.1.1", "ortools==9.15.6755", "highspy==1.16.0"];
    let folder = TARGET.join("bench/peers");
    let python = folder.join("bin/python");
    let has = || {
        python.is_file()
            && command(&python, &["-c", "import pandas, ortools, highspy"])
                .output()
                .is_ok_and(|it| it.status.success())
    };
    if has() {
        return Ok(python);
    }
    let make = || -> Result<()> {
        let mut venv = command("python3", &["-m", "venv", "--clear"]);
        venv.arg(&folder);
        go(venv)
    };
    step("making a Python of its own (python3 -m venv)", || {
        make().or_else(|refusal| {
            if !apt_may() {
                return Err(refusal);
            }
            apt("Python's venv", &["python3-venv"])?;
            make()
        })
    })?;
    step(&format!("fetching {}", PEERS.join(", ")), || {
        let mut pip = command(
            &python,
            &[
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ],
        );
        pip.args(PEERS);
        go(pip)
    })?;
    Ok(python)
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = std::env::var_os("PATH")
        .map(|it| std::env::split_paths(&it).collect())
        .unwrap_or_default();
    names.iter().find_map(|name| {
        folders
            .iter()
            .map(|it| it.join(name))
            .find(|it| it.is_file())
    })
}

fn apt_may() -> bool {
    Path::new("/etc/debian_version").exists()
        && on_path(&["apt-get"]).is_some()
        && Account::current().is_ok_and(Account::is_root)
}

fn apt(what: &str, packages: &[&str]) -> Result<()> {
    step(
        &format!("installing {what} (apt-get install {})", packages.join(" ")),
        || {
            let install = || {
                let mut apt = command("apt-get", &["install", "--yes", "--no-install-recommends"]);
                apt.args(packages)
                    .env("DEBIAN_FRONTEND", "noninteractive")
                    .stdout(std::process::Stdio::null());
                go(apt)
            };
            // A fresh machine has no package lists, an old one stale ones.
            install().or_else(|_| {
                let mut update = command("apt-get", &["update", "--quiet"]);
                update.stdout(std::process::Stdio::null());
                go(update)?;
                install()
            })
        },
    )
}
