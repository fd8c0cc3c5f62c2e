//! Every ring of tests, from the innermost out. Everything is built with the same few package selections: cargo compiles a dependency again
//! for every other set of features, and that is where the time of a first run goes.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::bundle::bundle;
use crate::place::TARGET;
use crate::postgres::Throwaway;
use crate::step::{cargo_command, go, step};
use crate::{axe, tools, wasm_cases};

#[derive(clap::Args)]
pub struct Options {
    /// Only tests whose name holds this, and no lints
    filter: Option<String>,
    /// With the app as it is built while one works on it: quick to build, slow to run
    #[arg(long)]
    dev: bool,
}

/// What the rings add up to.
#[derive(Default)]
struct Tally {
    passed: u32,
    failed: u32,
    /// The rings that failed, for the last lines on screen.
    broken: Vec<String>,
}

const PROOF: [&str; 3] = ["--package=domain", "--package=server", "--package=tests"];

pub fn test(options: &Options) -> Result<()> {
    tools::wasm_target()?;
    tools::postgres()?;
    let (browser, driver) = tools::chromium()?;
    let axe = axe::fetch()?;
    let mut tally = Tally::default();
    if options.filter.is_none() {
        tally.ring("formatting (cargo fmt)", || {
            go(cargo_command(&["fmt", "--all", "--check"]))
        });
        tally.ring("lints: xtask", || lint(&["--package=xtask"], &[]));
        tally.ring("lints: domain, server, tests", || lint(&PROOF, &[]));
        tally.ring("lints: the app, for the browser", || {
            lint(
                &["--package=app"],
                &["--target=wasm32-unknown-unknown", "--profile=wasm"],
            )
        });
    }
    let bundle = bundle(options.dev)?;
    let build = |arguments: &[&str]| {
        let mut cargo = cargo_command(arguments);
        cargo.args(PROOF).env("ALONGSIDE_BUNDLE", &bundle);
        cargo
    };
    step("building the server with the app inside", || {
        go(build(&["build"]))
    })?;
    step("building the tests", || go(build(&["test", "--no-run"])))?;
    if options.filter.is_none() {
        tally.ring("the domain's own cases, in the browser", || {
            wasm_cases::run(&browser)
        });
    }
    let mut own = cargo_command(&["test", "--package=app"]);
    own.args(&options.filter);
    step("the app's own cases (cargo test)", || tally.cargo_test(own))?;
    let throwaway = step("starting a throw-away Postgres", Throwaway::start)?;
    let mut tests = build(&["test", "--no-fail-fast"]);
    tests.args(&options.filter);
    tests
        .env("DATABASE_URL", throwaway.url("postgres"))
        .env("ALONGSIDE_TEST_POSTGRES", throwaway.url("postgres"));
    tests
        .env("ALONGSIDE_CHROMIUM", &browser)
        .env("ALONGSIDE_CHROMEDRIVER", &driver)
        .env("ALONGSIDE_AXE", &axe);
    tests.env("ALONGSIDE_SERVER", TARGET.join("debug/alongside"));
    step("domain, API, browser, faults, tidy (cargo test)", || {
        tally.cargo_test(tests)
    })?;
    drop(throwaway);
    for ring in &tally.broken {
        println!("failed: {ring}");
    }
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if tally.failed > 0 {
        bail!("not everything passed");
    }
    Ok(())
}

fn lint(packages: &[&str], how: &[&str]) -> Result<()> {
    let mut clippy = cargo_command(&["clippy", "--quiet"]);
    clippy.args(packages).args(how);
    if !packages.contains(&"--package=app") {
        clippy.arg("--all-targets");
    }
    go({
        clippy.args(["--", "--deny=warnings"]);
        clippy
    })
}

impl Tally {
    /// A ring that passes or fails as one.
    fn ring(&mut self, what: &str, work: impl FnOnce() -> Result<()>) {
        match step(what, work) {
            Ok(()) => self.passed += 1,
            Err(error) => {
                eprintln!("{error:#}");
                self.fail(what);
            }
        }
    }

    fn fail(&mut self, what: &str) {
        self.failed += 1;
        self.broken.push(what.to_owned());
    }

    /// Runs `cargo test`, shows what it says and adds up its summaries.
    fn cargo_test(&mut self, mut tests: Command) -> Result<()> {
        let mut running = tests
            .stdout(Stdio::piped())
            .spawn()
            .context("cargo test cannot be run")?;
        let before = self.failed;
        let mut seen = Vec::new();
        if let Some(said) = running.stdout.take() {
            for line in BufReader::new(said).lines() {
                let line = line?;
                println!("{line}");
                if let Some(name) = line
                    .strip_prefix("test ")
                    .and_then(|it| it.strip_suffix(" ... FAILED"))
                {
                    seen.push(name.to_owned());
                }
                let (passed, failed) = summary(&line).unwrap_or_default();
                self.passed += passed;
                self.failed += failed;
            }
        }
        self.broken.extend(seen);
        let status = running.wait()?;
        if !status.success() && self.failed == before {
            self.fail("cargo test");
        }
        Ok(())
    }
}

/// `test result: ok. 12 passed; 1 failed; 0 ignored; …` says (12, 1).
fn summary(line: &str) -> Option<(u32, u32)> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let mut numbers = counts.split(';').map(|it| {
        it.trim()
            .split(' ')
            .next()
            .unwrap_or_default()
            .parse::<u32>()
    });
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}
