//! Measures. Each figure says what is good.

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::bundle::bundle;
use crate::place::TARGET;
use crate::postgres::Throwaway;
use crate::run::server;
use crate::step::{cargo_command, go, step};
use crate::tools;

/// What `cargo xtask bench` measures: everything, or what is named.
#[derive(clap::Args)]
pub struct Options {
    #[arg(value_enum)]
    only: Vec<Part>,
    /// Also by others, fetched from PyPI, beside ours: England categorised by pandas, matching solved by OR-Tools
    /// CP-SAT and HiGHS on two threads each, fresh instances too
    #[arg(long)]
    peers: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// What a first visit weighs
    Weight,
    /// Every open school of England categorised
    England,
    /// Each matching instance solved
    Solve,
    /// What people wait for in a meeting, and the first page on a slow line
    Room,
    /// Levels of risk held against the inspections that came later
    Truth,
    /// Four districts of the published files, each under its own scheme
    Districts,
}

pub fn bench(options: &Options) -> Result<()> {
    let wanted = |part| options.only.is_empty() || options.only.contains(&part);
    let work_wanted = wanted(Part::England) || wanted(Part::Solve);
    let bundle = if wanted(Part::Weight) || wanted(Part::Room) {
        println!(
            "What a first visit weighs. Read the brotli column: that is what crosses the wire; a build over the limit is refused."
        );
        Some(bundle(false)?)
    } else {
        None
    };
    let mut bench = cargo_command(&["run", "--quiet", "--package=tests", "--bin=bench", "--"]);
    if work_wanted {
        let work = step("building the work that is measured", work)?;
        bench.env("ALONGSIDE_BENCH", work);
    }
    if work_wanted || wanted(Part::Room) {
        let (browser, driver) = tools::chromium()?;
        bench
            .env("ALONGSIDE_CHROMIUM", browser)
            .env("ALONGSIDE_CHROMEDRIVER", driver);
    }
    if options.peers {
        bench.env("ALONGSIDE_PEER", tools::peers()?);
    }
    let throwaway = if wanted(Part::Room) {
        tools::postgres()?;
        let program = server(true, bundle.as_ref())?;
        let throwaway = step("starting a throw-away Postgres", Throwaway::start)?;
        bench
            .env("ALONGSIDE_SERVER", program)
            .env("ALONGSIDE_TEST_POSTGRES", throwaway.url("postgres"));
        Some(throwaway)
    } else {
        None
    };
    for (part, name) in [
        (Part::England, "england"),
        (Part::Solve, "solve"),
        (Part::Room, "room"),
        (Part::Truth, "truth"),
        (Part::Districts, "districts"),
    ] {
        if wanted(part) {
            bench.arg(name);
        }
    }
    println!();
    let done = go(bench);
    drop(throwaway);
    done
}

/// The domain's work, as released, natively and for the browser; returns the folder of both.
fn work() -> Result<std::path::PathBuf> {
    let target = "wasm32-unknown-unknown";
    go(cargo_command(&[
        "build",
        "--quiet",
        "--package=in_browser",
        "--bin=work",
        "--release",
    ]))?;
    go(cargo_command(&[
        "build",
        "--quiet",
        "--package=in_browser",
        "--lib",
        "--profile=wasm",
        "--target",
        target,
    ]))?;
    let folder = TARGET.join("bench");
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    std::fs::copy(TARGET.join("release/work"), folder.join("work"))?;
    Bindgen::new()
        .input_path(TARGET.join(target).join("wasm/in_browser.wasm"))
        .web(true)?
        .typescript(false)
        .generate(&folder)?;
    Ok(folder)
}
