//! The product as people run it: the real program on a port of its own, over a database of its own. It can
//! be killed and started again.

use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::district::PASSWORD;

/// A running server.
pub struct Served {
    pub port: u16,
    over: Over,
    demo: bool,
    /// The mail server it sends letters by.
    smtp: Option<String>,
    process: Child,
}

/// What it keeps its record in.
enum Over {
    /// A database that is there already.
    Database(String),
    /// A private Postgres of its own, in a folder.
    Folder(PathBuf),
}

/// Somebody of an authority of one's own: an officer, and their way in.
pub const OFFICER: &str = "officer@test.example";

impl Served {
    /// Starts a server over a new database with the made-up district in it.
    ///
    /// # Errors
    /// When it is not ready within two minutes.
    pub async fn demo() -> Result<Self> {
        let (database_url, ..) = crate::app::new_database().await?;
        Self::start(Over::Database(database_url), true).await
    }

    /// Starts a server over a database that is there already.
    ///
    /// # Errors
    /// When it is not ready within two minutes.
    pub async fn over(database_url: &str) -> Result<Self> {
        Self::start(Over::Database(database_url.to_owned()), false).await
    }

    /// The same, and it sends letters by this mail server.
    ///
    /// # Errors
    /// When it is not ready within two minutes.
    pub async fn posting(database_url: &str, smtp: &str) -> Result<Self> {
        let over = Over::Database(database_url.to_owned());
        Self::launched(over, false, Some(smtp.to_owned())).await
    }

    /// Starts a server with a private Postgres in a folder.
    ///
    /// # Errors
    /// When it is not ready within two minutes.
    pub async fn private(folder: &Path) -> Result<Self> {
        Self::start(Over::Folder(folder.to_owned()), false).await
    }

    /// Starts a server over a new database of an authority's own, without a school in it: code 901, and
    /// [`OFFICER`] to sign in as, with everybody's password.
    ///
    /// # Errors
    /// When it is not ready within two minutes.
    pub async fn own() -> Result<Self> {
        let (database_url, ..) = crate::app::new_database().await?;
        let served = Self::start(Over::Database(database_url.clone()), false).await?;
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
            .env("DATABASE_URL", &database_url)
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

    async fn start(over: Over, demo: bool) -> Result<Self> {
        Self::launched(over, demo, None).await
    }

    async fn launched(over: Over, demo: bool, smtp: Option<String>) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let process = launch(&over, port, demo, smtp.as_deref())?;
        let mut served = Self {
            port,
            over,
            demo,
            smtp,
            process,
        };
        served.ready().await?;
        Ok(served)
    }

    /// The database it was started over, where it is not one of its own.
    pub fn database(&self) -> Option<&str> {
        match &self.over {
            Over::Database(url) => Some(url),
            Over::Folder(_) => None,
        }
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

    /// Ends it as a service manager does; how long it took to go.
    ///
    /// # Errors
    /// When it has not gone after a minute.
    pub async fn end(&mut self) -> Result<Duration> {
        let told = Instant::now();
        let id = self.process.id().to_string();
        let status = Command::new("kill").args(["-TERM", &id]).status()?;
        ensure!(status.success(), "the server could not be told");
        while told.elapsed() < Duration::from_secs(60) {
            if self.process.try_wait()?.is_some() {
                return Ok(told.elapsed());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        bail!("the server did not end")
    }

    /// Starts it again over the same record, at the same address.
    ///
    /// # Errors
    /// When it is not ready within two minutes.
    pub async fn again(&mut self) -> Result<()> {
        self.process = launch(&self.over, self.port, self.demo, self.smtp.as_deref())?;
        self.ready().await
    }

    /// Where it writes letters when it has no mail server.
    pub fn letters(&self) -> PathBuf {
        data(self.port).join("letters")
    }

    /// The address of a page.
    pub fn url(&self, page: &str) -> String {
        format!("http://127.0.0.1:{}{page}", self.port)
    }

    /// Bytes of memory the server has in use.
    ///
    /// # Errors
    /// Where the machine does not say (it does on Linux).
    pub fn memory(&self) -> Result<u64> {
        let said = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let kilobytes: u64 = said
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .and_then(|rest| rest.split_whitespace().next())
            .context("no VmRSS")?
            .parse()?;
        Ok(kilobytes * 1024)
    }

    async fn ready(&mut self) -> Result<()> {
        for _ in 0..2_400 {
            if let Some(status) = self.process.try_wait()? {
                bail!("the server ended by itself: {status}");
            }
            if let Ok(answer) = reqwest::get(self.url("/health/ready")).await
                && answer.status().is_success()
            {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("the server was not ready within two minutes")
    }
}

/// What a server over a database of the tests keeps beside it.
fn data(port: u16) -> PathBuf {
    std::env::temp_dir().join(format!("alongside-test-{port}"))
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(data(self.port));
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn launch(over: &Over, port: u16, demo: bool, smtp: Option<&str>) -> Result<Child> {
    let program = crate::app::server_binary();
    let mut serve = Command::new(&program);
    serve
        .args(["serve", "--bind", &format!("127.0.0.1:{port}")])
        .args(demo.then_some("--demo"))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    match over {
        // Letters of a made-up district belong to nobody's record.
        Over::Database(url) => serve
            .env("DATABASE_URL", url)
            .env("ALONGSIDE_DATA_DIR", data(port)),
        Over::Folder(folder) => serve
            .env_remove("DATABASE_URL")
            .env("ALONGSIDE_DATA_DIR", folder),
    };
    if let Some(smtp) = smtp {
        serve.env("ALONGSIDE_SMTP", smtp);
    }
    serve
        .spawn()
        .with_context(|| format!("{} did not start", program.display()))
}
