//! The product as people run it: the real program with the made-up district, on a port of its own,
//! over a database of its own. It can be killed and started again.

use std::io::Write;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use crate::district::PASSWORD;

/// A running server.
pub struct Served {
    pub port: u16,
    pub database_url: String,
    demo: bool,
    process: Child,
}

/// Somebody of an authority of one's own: an officer, and their way in.
pub const OFFICER: &str = "officer@test.example";

impl Served {
    /// Starts a server over a new database with the made-up district in it.
    ///
    /// # Errors
    /// When it is not ready within two minutes.
    pub async fn demo() -> Result<Self> {
        Self::start(true).await
    }

    /// Starts a server over a new database of an authority's own, without a school in it: code 901, and
    /// [`OFFICER`] to sign in as, with everybody's password.
    ///
    /// # Errors
    /// When it is not ready within two minutes.
    pub async fn own() -> Result<Self> {
        let served = Self::start(false).await?;
        let mut add = Command::new(crate::app::server_binary())
            .args([
                "user",
                "add",
                "--authority",
                "901",
                "--authority-name",
                "Made-up Vale",
            ])
            .args([
                "--name",
                "Una Officer",
                "--email",
                OFFICER,
                "--role",
                "officer",
            ])
            .env("DATABASE_URL", &served.database_url)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut typed = add.stdin.take().context("no standard input")?;
        writeln!(typed, "{PASSWORD}")?;
        drop(typed);
        ensure!(add.wait()?.success(), "the officer could not be added");
        Ok(served)
    }

    async fn start(demo: bool) -> Result<Self> {
        let (database_url, _, _) = crate::app::new_database().await?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let process = launch(&database_url, port, demo)?;
        let mut served = Self {
            port,
            database_url,
            demo,
            process,
        };
        served.ready().await?;
        Ok(served)
    }

    /// Pulls the plug: no goodbye, nothing flushed.
    ///
    /// # Errors
    /// When it was gone already.
    pub fn kill(&mut self) -> Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }

    /// Starts it again over the same database, at the same address.
    ///
    /// # Errors
    /// When it is not ready within two minutes.
    pub async fn again(&mut self) -> Result<()> {
        self.process = launch(&self.database_url, self.port, self.demo)?;
        self.ready().await
    }

    /// The address of a page.
    pub fn url(&self, page: &str) -> String {
        format!("http://127.0.0.1:{}{page}", self.port)
    }

    async fn ready(&mut self) -> Result<()> {
        for _ in 0..600 {
            if let Some(status) = self.process.try_wait()? {
                bail!("the server ended by itself: {status}");
            }
            if let Ok(answer) = reqwest::get(self.url("/health/ready")).await
                && answer.status().is_success()
            {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        bail!("the server was not ready within two minutes")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn launch(database_url: &str, port: u16, demo: bool) -> Result<Child> {
    let program = crate::app::server_binary();
    Command::new(&program)
        .args(["serve", "--bind", &format!("127.0.0.1:{port}")])
        .args(demo.then_some("--demo"))
        .env("DATABASE_URL", database_url)
        .stdout(Stdio::null())
        .spawn()
        .with_context(|| format!("{} did not start", program.display()))
}
