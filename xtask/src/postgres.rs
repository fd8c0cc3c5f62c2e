//! The product's own cluster code, so that tests and `prepare` stand on what the product stands on. It is compiled here a second time
//! because `prepare` must work when the server does not compile yet.

#[path = "../../server/src/postgres/binaries.rs"]
pub mod binaries;
#[path = "../../server/src/postgres/cluster.rs"]
pub mod cluster;
#[path = "../../server/src/postgres/place.rs"]
pub mod place;

use anyhow::Result;
use cluster::Cluster;
use std::path::PathBuf;

/// A cluster that is gone when it is dropped. Durable while it lives: the tests that kill things mean something.
pub struct Throwaway {
    cluster: Option<Cluster>,
    folder: PathBuf,
}

impl Throwaway {
    pub fn start() -> Result<Self> {
        // Short, for the socket's sake, and where Postgres's own user can go.
        let folder = PathBuf::from(format!("/tmp/alongside-test-{}", std::process::id()));
        Ok(Self {
            cluster: Some(Cluster::start(&folder)?),
            folder,
        })
    }

    pub fn url(&self, database: &str) -> String {
        self.cluster
            .as_ref()
            .map(|it| it.url(database))
            .unwrap_or_default()
    }

    /// `psql`, talking to `database`, stopping at the first error.
    pub fn psql(&self, database: &str) -> std::process::Command {
        let binaries = self.cluster.as_ref().map(|it| it.binaries().clone());
        let mut psql = binaries.map_or_else(
            || std::process::Command::new("psql"),
            |it| it.command("psql"),
        );
        psql.args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"])
            .arg(self.url(database));
        psql
    }
}

impl Drop for Throwaway {
    fn drop(&mut self) {
        self.cluster = None;
        if let Err(error) = std::fs::remove_dir_all(&self.folder) {
            eprintln!("{}: {error}", self.folder.display());
        }
    }
}
