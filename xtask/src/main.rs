//! The commands. `cargo xtask run` and `cargo xtask test` do all the set-up there is; the rest is for people who work on the product.

mod axe;
mod bench;
mod budget;
mod bundle;
mod dev;
mod place;
mod postgres;
mod prepare;
mod run;
mod soak;
mod split;
mod step;
mod test;
mod tools;
mod wasm_cases;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "The commands of Alongside",
    disable_help_subcommand = true
)]
struct Commands {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Everything a fresh machine lacks, the app, the server and demo data; prints the address
    Run(run::Options),
    /// Every ring of tests, the browser ones too
    Test(test::Options),
    /// Only the domain's own cases, in the browser
    Cases,
    /// Builds again and reloads the page whenever a file is saved
    Dev(run::Options),
    /// Builds the app into the files the server carries
    Bundle(bundle::Options),
    /// Measures, and says how to read the figures
    Bench(bench::Options),
    /// What a meeting stands, in full: killed servers, 500 screens, 10,000 streams
    Soak(soak::Options),
    /// Checks every SQL query against a real database and keeps what it learns in server/.sqlx
    Prepare,
}

fn main() -> ExitCode {
    let done = match Commands::parse().command {
        Command::Run(options) => run::run(&options),
        Command::Test(options) => test::test(&options),
        Command::Cases => wasm_cases::cases(),
        Command::Dev(options) => dev::dev(&options),
        Command::Bundle(options) => bundle::bundle(options.dev).map(|_| ()),
        Command::Bench(options) => bench::bench(&options),
        Command::Soak(options) => soak::soak(&options),
        Command::Prepare => prepare::prepare(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}
