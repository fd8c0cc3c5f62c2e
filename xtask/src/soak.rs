//! What a meeting stands, in full. Tests run the same in small.

use anyhow::Result;

use crate::bundle::bundle;
use crate::postgres::Throwaway;
use crate::run::server;
use crate::step::{cargo_command, go, step};
use crate::tools;

/// What `cargo xtask soak` runs: everything, or what is named.
#[derive(clap::Args)]
pub struct Options {
    #[arg(value_enum)]
    only: Vec<Part>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// Screens, drops, repeats and restarts in any order: 30,000 of them with each of 100 seeds
    Protocol,
    /// 60 people write 100,000 changes while server and Postgres are killed in turn
    Writers,
    /// 500 people in one meeting at 20 changes a second, through one server and through two
    Room,
    /// 10,000 open streams over 150 meetings
    Streams,
    /// A server with 1,000 streams told to end, 20 times
    Goodbye,
}

pub fn soak(options: &Options) -> Result<()> {
    let wanted = |part| options.only.is_empty() || options.only.contains(&part);
    if wanted(Part::Protocol) {
        let mut protocol = cargo_command(&[
            "test",
            "--quiet",
            "--release",
            "--package=app",
            "protocol",
            "--",
            "--nocapture",
        ]);
        protocol.env("ALONGSIDE_SOAK", "30000 100");
        go(protocol)?;
    }
    let rest: Vec<&str> = [
        (Part::Writers, "writers"),
        (Part::Room, "room"),
        (Part::Streams, "streams"),
        (Part::Goodbye, "goodbye"),
    ]
    .into_iter()
    .filter_map(|(part, name)| wanted(part).then_some(name))
    .collect();
    if rest.is_empty() {
        return Ok(());
    }
    tools::postgres()?;
    let program = server(true, Some(&bundle(false)?))?;
    let throwaway = step("starting a throw-away Postgres", Throwaway::start)?;
    let mut soak = cargo_command(&[
        "run",
        "--quiet",
        "--release",
        "--package=tests",
        "--bin=soak",
        "--",
    ]);
    soak.env("ALONGSIDE_SERVER", program)
        .env("ALONGSIDE_TEST_POSTGRES", throwaway.url("postgres"))
        .args(rest);
    let done = go(soak);
    drop(throwaway);
    done
}
