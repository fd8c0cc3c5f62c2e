//! Measures. Each figure says what is good.

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::bundle::bundle;
use crate::place::TARGET;
use crate::postgres::Throwaway;
use crate::run::server;
use crate::step::{cargo_command, go, step};
use crate::tools;

pub fn bench() -> Result<()> {
    tools::postgres()?;
    let (browser, driver) = tools::chromium()?;
    println!(
        "What a first visit weighs. Read the brotli column: that is what crosses the wire; a build over the limit is refused."
    );
    let bundle = bundle(false)?;
    let work = step("building the work that is measured", work)?;
    let program = server(true, Some(&bundle))?;
    let throwaway = step("starting a throw-away Postgres", Throwaway::start)?;
    println!();
    let mut bench = cargo_command(&["run", "--quiet", "--package=tests", "--bin=bench"]);
    bench
        .env("ALONGSIDE_BENCH", work)
        .env("ALONGSIDE_SERVER", program)
        .env("ALONGSIDE_TEST_POSTGRES", throwaway.url("postgres"))
        .env("ALONGSIDE_CHROMIUM", browser)
        .env("ALONGSIDE_CHROMEDRIVER", driver);
    go(bench)
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
