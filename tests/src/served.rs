//! The product as people run it: the real program with the made-up district, on a port of its own,
//! over a database of its own. It can be killed and started again.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// A running server.
pub struct Served {
    pub port: u16,
    database_url: String,
    process: Child,
}

impl Served {
    /// Starts a server over a new database with the made-up district in it.
    ///
    /// # Errors
    /// When it is not ready within two minutes.
    pub async fn demo() -> Result<Self> {
        let (database_url, _, _) = crate::app::new_database().await?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let process = launch(&database_url, port)?;
        let mut served = Self {
            port,
            database_url,
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
        self.process = launch(&self.database_url, self.port)?;
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

fn launch(database_url: &str, port: u16) -> Result<Child> {
    let program = crate::app::server_binary();
    Command::new(&program)
        .args(["serve", "--demo", "--bind", &format!("127.0.0.1:{port}")])
        .env("DATABASE_URL", database_url)
        .stdout(Stdio::null())
        .spawn()
        .with_context(|| format!("{} did not start", program.display()))
}
