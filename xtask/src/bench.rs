//! Measures. Each figure says what is good.

use anyhow::Result;

use crate::bundle::bundle;
use crate::step::{cargo_command, go};

pub fn bench() -> Result<()> {
    println!(
        "What a first visit weighs. Read the brotli column: that is what crosses the wire; a build over the limit is refused."
    );
    bundle(false)?;
    if std::path::Path::new(&*crate::place::ROOT)
        .join("tests/src/bin/bench.rs")
        .is_file()
    {
        println!();
        go(cargo_command(&[
            "run",
            "--quiet",
            "--release",
            "--package=tests",
            "--bin=bench",
        ]))?;
    }
    Ok(())
}
