//! From a fresh clone to an address in the browser.

use std::os::unix::process::CommandExt;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::bundle::bundle;
use crate::place::TARGET;
use crate::step::{cargo_command, command, go, step};
use crate::tools;

#[derive(clap::Args)]
pub struct Options {
    /// Build the server as it is shipped (slower to build, quicker to answer)
    #[arg(long)]
    release: bool,
    /// The port on this machine
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Where to keep the data; without it the user's own data folder
    #[arg(long)]
    pub data_dir: Option<PathBuf>,
    /// Start empty, without the made-up district
    #[arg(long)]
    pub no_demo: bool,
}

impl Options {
    /// `alongside serve` as these options want it.
    pub fn serve(&self, program: PathBuf) -> std::process::Command {
        let mut serve = command(program, &["serve", "--bind"]);
        serve.arg(format!("127.0.0.1:{}", self.port));
        if !self.no_demo {
            serve.arg("--demo");
        }
        if let Some(folder) = &self.data_dir {
            serve.env(
                "ALONGSIDE_DATA_DIR",
                std::path::absolute(folder).unwrap_or_else(|_| folder.clone()),
            );
        }
        serve
    }
}

pub fn run(options: &Options) -> Result<()> {
    if std::env::var_os("DATABASE_URL").is_none() {
        tools::postgres()?;
    }
    let bundle = bundle(false)?;
    let program = server(options.release, Some(&bundle))?;
    println!(
        "\nAlongside opens at  http://127.0.0.1:{}/  (stop it with Ctrl+C)\n",
        options.port
    );
    let mut serve = options.serve(program);
    Err(serve.exec()).with_context(|| format!("{} cannot be run", serve.get_program().display()))
}

/// Builds the server, with the app inside where there is a bundle; returns the program.
pub fn server(release: bool, bundle: Option<&PathBuf>) -> Result<PathBuf> {
    let profile = if release { "release" } else { "dev" };
    step(&format!("building the server (profile {profile})"), || {
        let mut build = cargo_command(&[
            "build",
            "--package=server",
            "--bin=alongside",
            "--profile",
            profile,
        ]);
        match bundle {
            Some(folder) => build.env("ALONGSIDE_BUNDLE", folder),
            None => build.env_remove("ALONGSIDE_BUNDLE"),
        };
        go(build)
    })?;
    Ok(TARGET
        .join(if release { "release" } else { "debug" })
        .join("alongside"))
}
