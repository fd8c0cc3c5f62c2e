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
        sweep();
        // Short, for the socket's sake, and where Postgres's own user can go.
        let folder = PathBuf::from(format!("{PLACE}{}", std::process::id()));
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

const PLACE: &str = "/tmp/alongside-test-";

/// Clears away what runs that were interrupted left running.
fn sweep() {
    for entry in std::fs::read_dir("/tmp").into_iter().flatten().flatten() {
        let folder = entry.path();
        // Only what is named after a process is such a run's.
        let id = folder.to_str().and_then(|it| it.strip_prefix(PLACE));
        let Some(id) = id.filter(|id| id.bytes().all(|byte| byte.is_ascii_digit())) else {
            continue;
        };
        let alive = std::process::Command::new("sh")
            .args(["-c", "kill -0 \"$1\" 2>/dev/null", "sh", id])
            .status();
        if alive.is_ok_and(|it| !it.success()) {
            // Taking it and leaving it stops it.
            drop(Cluster::start(&folder));
            let _ = std::fs::remove_dir_all(&folder);
        }
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
