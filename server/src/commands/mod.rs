//! The command line: one file a subcommand. Exit status 0: done; 1: refused, with reasons; 2: wrong usage.

mod categorise;
mod demo;
pub mod import;
mod match_leaders;
mod migrate;
mod serve;
mod solve;
mod user;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::schools::AuthorityId;
use sqlx::PgPool;

use crate::config::Config;
use crate::postgres::{self, Database};
use crate::{Error, db};

/// Categorise schools live in meetings, and broker support.
#[derive(Parser)]
#[command(name = "alongside", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the app.
    Serve(serve::Serve),
    /// Bring the database up to date, and stop.
    Migrate(OnDatabase),
    /// Load public files: each is recognised by its header.
    Import(import::Import),
    /// Make the made-up district.
    Demo(demo::Demo),
    /// Add people, list them, set a password.
    User(user::User),
    /// What a scheme makes of a table of facts.
    Categorise(categorise::Categorise),
    /// The best plan of one instance.
    Solve(solve::Solve),
    /// Who should support whom, on what is in the database.
    Match(match_leaders::Match),
}

/// Which database.
#[derive(Args, Clone)]
pub struct OnDatabase {
    /// The database's address. Without one, a private Postgres of our own is started.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
}

impl OnDatabase {
    /// Opened and brought up to date.
    async fn open(&self) -> anyhow::Result<Database> {
        postgres::open(self.database_url.as_deref(), DATABASE).await
    }

    /// Opened, with a small pool of the app's own role.
    async fn pool(&self) -> anyhow::Result<(Database, PgPool)> {
        let database = self.open().await?;
        let config = Config {
            connections: 4,
            ..Config::default()
        };
        let pool = db::pool(database.app.clone(), &config);
        Ok((database, pool))
    }
}

/// The name of the database in a private cluster.
pub const DATABASE: &str = "alongside";

/// How a command prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON document, and nothing else on standard output.
    Json,
}

/// Why a command ended without doing what was asked.
#[derive(Debug)]
pub enum Stop {
    /// It was refused, and the reasons have been or are to be printed.
    Refused(String),
    /// The command line itself was wrong.
    Usage(String),
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Self::Refused(format!("{error:#}"))
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        match error {
            Error::Internal(cause) => cause.into(),
            other => Self::Refused(other.to_string()),
        }
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::Refused(error.to_string())
    }
}

impl From<serde_json::Error> for Stop {
    fn from(error: serde_json::Error) -> Self {
        Self::Refused(error.to_string())
    }
}

/// What a command ends with.
pub type Outcome = Result<(), Stop>;

/// Runs what the command line asks for.
pub async fn run(cli: Cli) -> ExitCode {
    let done = match cli.command {
        Command::Serve(asked) => serve::run(asked).await,
        Command::Migrate(asked) => migrate::run(asked).await,
        Command::Import(asked) => import::run(asked).await,
        Command::Demo(asked) => demo::run(asked).await,
        Command::User(asked) => user::run(asked).await,
        Command::Categorise(asked) => categorise::run(&asked),
        Command::Solve(asked) => solve::run(&asked),
        Command::Match(asked) => match_leaders::run(asked).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Refused(why)) => {
            if !why.is_empty() {
                eprintln!("{why}");
            }
            ExitCode::from(1)
        }
        Err(Stop::Usage(why)) => {
            eprintln!("{why}");
            ExitCode::from(2)
        }
    }
}

/// The authority a command works in: the one named, or the only one there is.
fn authority_code(text: &str) -> Result<AuthorityId, String> {
    let number: u16 = text
        .parse()
        .map_err(|_| format!("“{text}” is not a local authority code"))?;
    AuthorityId::try_from(number).map_err(|error| error.to_string())
}
