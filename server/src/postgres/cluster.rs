//! The private Postgres: made, started and stopped by us, durable, and open to nobody else.
//!
//! It listens on a Unix socket in a folder only its own user may enter, and asks for a password (scram) that is kept in a
//! file only that user may read. Several processes may use one cluster (a server and a command beside it): each holds a
//! shared lock, and the last to leave stops it. A lock dies with its process, so `kill -9` leaves nothing to clear up.
//! Standard library only, as in `binaries`.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::binaries::{Binaries, Refusal};
use super::place::{Account, give, make_private, socket_folder};

/// The role that owns the database; migrations run as it, the app never does.
pub const OWNER: &str = "alongside_owner";

/// How long a start may take: replaying what a power cut left behind is slow on a big database.
const START_SECONDS: u32 = 180;

/// A running private cluster. Dropping it stops Postgres, unless another process is still using it.
pub struct Cluster {
    folder: PathBuf,
    socket: PathBuf,
    password: String,
    account: Account,
    binaries: Binaries,
    in_use: Option<File>,
}

impl Cluster {
    /// Uses the cluster in `folder`: makes it the first time, starts it when it is not running.
    /// Blocks until it takes connections.
    ///
    /// # Errors
    /// A sentence to show: Postgres is not installed, the folder cannot be used, or what Postgres itself said.
    pub fn start(folder: &Path) -> Result<Self, Refusal> {
        let folder = std::path::absolute(folder)
            .map_err(|it| Refusal::new(format!("{}: {it}", folder.display())))?;
        let account = Account::for_postgres()?;
        make_private(&folder, account)?;
        let _turn = lock_file(&folder, "starting.lock")?;
        let binaries = Binaries::find(written_by(&folder)?)?;
        let password = password(&folder, account)?;
        let socket = socket_folder(&folder, account)?;
        let in_use = open_lock(&folder, "in-use.lock")?;
        in_use.lock_shared().map_err(|it| {
            Refusal::new(format!(
                "the cluster in {} cannot be locked: {it}",
                folder.display()
            ))
        })?;
        let mut cluster = Self {
            folder,
            socket,
            password,
            account,
            binaries,
            in_use: None,
        };
        cluster.make()?;
        cluster.run()?;
        // Held only once running: a failed start must not try to stop what never ran.
        cluster.in_use = Some(in_use);
        Ok(cluster)
    }

    /// The connection URL of `database` as the role that owns it. Holds the password: never log it.
    pub fn url(&self, database: &str) -> String {
        format!(
            "postgres://{OWNER}:{}@localhost/{database}?host={}",
            self.password,
            encoded(&self.socket)
        )
    }

    /// Starts Postgres again if it is gone; true when it had to.
    pub fn ensure_running(&self) -> Result<bool, Refusal> {
        if self.postmaster().is_some() {
            return Ok(false);
        }
        let _turn = lock_file(&self.folder, "starting.lock")?;
        self.run()
    }

    /// The process id of the running postmaster.
    pub fn postmaster(&self) -> Option<u32> {
        let said = fs::read_to_string(self.data().join("postmaster.pid")).ok()?;
        let id = said.lines().next()?.trim().parse().ok()?;
        is_postmaster(id, &self.data()).then_some(id)
    }

    /// Where `psql` and its like are.
    pub fn binaries(&self) -> &Binaries {
        &self.binaries
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn make(&self) -> Result<(), Refusal> {
        if self.data().join("PG_VERSION").is_file() {
            return Ok(());
        }
        // Made beside and renamed: a cluster cut off half-way is never mistaken for a whole one.
        let fresh = self.folder.join("data.new");
        if fresh.exists() {
            fs::remove_dir_all(&fresh)
                .map_err(|it| Refusal::new(format!("{}: {it}", fresh.display())))?;
        }
        let mut initdb = self.command("initdb");
        initdb.args([
            "--encoding=UTF8",
            "--locale=C",
            "--data-checksums",
            "--auth=scram-sha-256",
        ]);
        initdb.arg(format!("--username={OWNER}"));
        initdb
            .arg("--pwfile")
            .arg(self.folder.join("password"))
            .arg("-D")
            .arg(&fresh);
        done(initdb, "Postgres could not make its data folder")?;
        fs::rename(&fresh, self.data())
            .map_err(|it| Refusal::new(format!("{}: {it}", self.data().display())))
    }

    /// True when it was not running already.
    fn run(&self) -> Result<bool, Refusal> {
        if self.postmaster().is_some() {
            return Ok(false);
        }
        self.configure()?;
        let started = Instant::now();
        loop {
            let mut start = self.command("pg_ctl");
            start
                .args(["start", "--wait", "--silent", "--timeout"])
                .arg(format!("{START_SECONDS}"));
            start
                .arg("-D")
                .arg(self.data())
                .arg("-l")
                .arg(self.folder.join("postgres.log"));
            match done(start, "Postgres did not start") {
                Ok(()) => return Ok(true),
                // A killed postmaster is not quite gone at once, nor are its last children.
                Err(_)
                    if ["shared memory block", "lock file"]
                        .iter()
                        .any(|it| self.log_tail().contains(it))
                        && started.elapsed() < Duration::from_secs(20) =>
                {
                    std::thread::sleep(Duration::from_millis(200));
                }
                Err(refusal) => {
                    return Err(Refusal::new(format!(
                        "{refusal}\nThe end of {}:\n{}",
                        self.folder.join("postgres.log").display(),
                        self.log_tail()
                    )));
                }
            }
        }
    }

    fn configure(&self) -> Result<(), Refusal> {
        let socket = self.socket.to_string_lossy().replace('\'', "''");
        let settings = format!(
            "# Written at every start; changes made here are lost.\n\
             listen_addresses = ''\n\
             port = 5432\n\
             unix_socket_directories = '\"{socket}\"'\n\
             unix_socket_permissions = 0700\n\
             fsync = on\n\
             full_page_writes = on\n\
             synchronous_commit = on\n\
             password_encryption = 'scram-sha-256'\n\
             max_connections = 200\n\
             timezone = 'UTC'\n\
             log_timezone = 'UTC'\n"
        );
        let path = self.data().join("postgresql.auto.conf");
        write_private(&path, &settings, self.account)
    }

    fn command(&self, program: &str) -> Command {
        let mut command = self.binaries.command(program);
        command.current_dir(&self.folder);
        if Account::current().is_ok_and(Account::is_root) {
            command.uid(self.account.uid).gid(self.account.gid);
        }
        command
    }

    fn log_tail(&self) -> String {
        let log = fs::read_to_string(self.folder.join("postgres.log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(8)..].join("\n")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let Some(in_use) = self.in_use.take() else {
            return;
        };
        let Ok(_turn) = lock_file(&self.folder, "starting.lock") else {
            return;
        };
        if in_use.unlock().is_err() || in_use.try_lock().is_err() {
            return; // somebody else is still using it
        }
        let mut stop = self.command("pg_ctl");
        stop.args([
            "stop",
            "--wait",
            "--silent",
            "--mode=fast",
            "--timeout=60",
            "-D",
        ])
        .arg(self.data());
        if self.postmaster().is_some()
            && let Err(refusal) = done(stop, "Postgres did not stop")
        {
            eprintln!("{refusal}");
        }
    }
}

/// A process id outlives a power cut in the file, and may by then be somebody else's.
fn is_postmaster(id: u32, data: &Path) -> bool {
    let process = PathBuf::from(format!("/proc/{id}"));
    if Path::new("/proc/self").exists() {
        let zombie = fs::read_to_string(process.join("stat")).is_ok_and(|it| it.contains(") Z "));
        let works_in = fs::read_link(process.join("cwd")).ok();
        return !zombie && works_in.is_some() && works_in == fs::canonicalize(data).ok();
    }
    let said = Command::new("ps")
        .args(["-o", "command=", "-p", &id.to_string()])
        .output();
    said.is_ok_and(|it| String::from_utf8_lossy(&it.stdout).contains("postgres"))
}

fn written_by(folder: &Path) -> Result<Option<u32>, Refusal> {
    match fs::read_to_string(folder.join("data/PG_VERSION")) {
        Ok(said) => Ok(said.trim().parse().ok()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Refusal::new(format!(
            "{}: {error}",
            folder.join("data/PG_VERSION").display()
        ))),
    }
}

fn password(folder: &Path, account: Account) -> Result<String, Refusal> {
    let path = folder.join("password");
    match fs::read_to_string(&path) {
        Ok(kept) => Ok(kept.trim().to_owned()),
        Err(error)
            if error.kind() == std::io::ErrorKind::NotFound && written_by(folder)?.is_none() =>
        {
            let mut random = [0_u8; 32];
            File::open("/dev/urandom")
                .and_then(|mut it| it.read_exact(&mut random))
                .map_err(|it| Refusal::new(format!("/dev/urandom: {it}")))?;
            let made: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
            write_private(&path, &made, account)?;
            Ok(made)
        }
        Err(error) => Err(Refusal::new(format!(
            "the database's password file {} cannot be read: {error}",
            path.display()
        ))),
    }
}

fn write_private(path: &Path, text: &str, account: Account) -> Result<(), Refusal> {
    let fresh = path.with_extension("new");
    let write = || -> std::io::Result<()> {
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&fresh)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    write().map_err(|it| Refusal::new(format!("{}: {it}", fresh.display())))?;
    give(&fresh, account)?;
    fs::rename(&fresh, path).map_err(|it| Refusal::new(format!("{}: {it}", path.display())))
}

fn open_lock(folder: &Path, name: &str) -> Result<File, Refusal> {
    let path = folder.join(name);
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path)
        .map_err(|it| Refusal::new(format!("{}: {it}", path.display())))
}

fn lock_file(folder: &Path, name: &str) -> Result<File, Refusal> {
    let file = open_lock(folder, name)?;
    file.lock()
        .map_err(|it| Refusal::new(format!("{}: {it}", folder.join(name).display())))?;
    Ok(file)
}

fn done(mut command: Command, what: &str) -> Result<(), Refusal> {
    let said = command
        .output()
        .map_err(|it| Refusal::new(format!("{what}: {it}")))?;
    if said.status.success() {
        return Ok(());
    }
    Err(Refusal::new(format!(
        "{what}: {}{}",
        String::from_utf8_lossy(&said.stdout).trim(),
        String::from_utf8_lossy(&said.stderr).trim()
    )))
}

/// Percent-encoded for the `host` parameter of a connection URL.
fn encoded(path: &Path) -> String {
    path.as_os_str()
        .as_encoded_bytes()
        .iter()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                char::from(*byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}
