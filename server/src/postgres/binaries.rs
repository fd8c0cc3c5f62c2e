//! Where this machine keeps Postgres's own programs. Standard library only: `xtask` compiles this file too,
//! so that the tests run the very cluster the product runs.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Why Postgres cannot be had here, in a sentence to show, with what to type where there is something to type.
#[derive(Debug)]
pub struct Refusal(String);

impl Refusal {
    pub(super) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

/// The oldest Postgres we run on.
pub const OLDEST: u32 = 13;

/// One installed Postgres.
#[derive(Debug, Clone)]
pub struct Binaries {
    /// Holds `initdb`, `pg_ctl` and `postgres`.
    pub folder: PathBuf,
    /// Major version, as in 15.
    pub major: u32,
}

impl Binaries {
    /// The newest usable Postgres on this machine, or the one of version `major` where existing data asks for it.
    pub fn find(major: Option<u32>) -> Result<Self, Refusal> {
        let mut installed: Vec<Self> = candidates()
            .iter()
            .filter_map(|folder| Self::at(folder))
            .collect();
        installed.sort_by_key(|it| std::cmp::Reverse(it.major));
        match major {
            Some(major) => installed.into_iter().find(|it| it.major == major).ok_or_else(|| {
                Refusal::new(format!(
                    "the data was written by Postgres {major}, which is not installed here. Install that version ({}), \
                     or set DATABASE_URL to a Postgres of your own",
                    install_command(Some(major))
                ))
            }),
            None => installed.into_iter().find(|it| it.major >= OLDEST).ok_or_else(|| {
                Refusal::new(format!(
                    "Postgres {OLDEST} or later was not found on this machine. Install it with: {}\n\
                     or set DATABASE_URL to a Postgres of your own",
                    install_command(None)
                ))
            }),
        }
    }

    fn at(folder: &Path) -> Option<Self> {
        // Through links, to where all of one version's programs are.
        let postgres = std::fs::canonicalize(folder.join("postgres")).ok()?;
        let folder = postgres.parent()?;
        if !["initdb", "pg_ctl"]
            .iter()
            .all(|name| folder.join(name).is_file())
        {
            return None;
        }
        let said = Command::new(folder.join("postgres"))
            .arg("--version")
            .output()
            .ok()?;
        let major = major_version(&String::from_utf8_lossy(&said.stdout))?;
        Some(Self {
            folder: folder.to_path_buf(),
            major,
        })
    }

    /// One of Postgres's programs, deaf to any `PG*` variable of the person who started us.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.folder.join(program));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PG") {
                command.env_remove(name);
            }
        }
        command.env("LC_ALL", "C");
        command
    }
}

/// What to type where Postgres is missing, for this machine.
pub fn install_command(major: Option<u32>) -> String {
    let version = major.map(|it| it.to_string());
    if cfg!(target_os = "macos") {
        format!(
            "brew install postgresql@{}",
            version.as_deref().unwrap_or("17")
        )
    } else if Path::new("/etc/debian_version").exists() {
        format!(
            "sudo apt-get install -y postgresql{}",
            version.map_or(String::new(), |it| format!("-{it}"))
        )
    } else if Path::new("/etc/redhat-release").exists() {
        "sudo dnf install -y postgresql-server".to_owned()
    } else {
        "your package manager's `postgresql` package".to_owned()
    }
}

fn candidates() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = std::env::var_os("PATH")
        .map(|it| std::env::split_paths(&it).collect())
        .unwrap_or_default();
    if let Ok(said) = Command::new("pg_config").arg("--bindir").output() {
        folders.push(PathBuf::from(String::from_utf8_lossy(&said.stdout).trim()));
    }
    for (parent, prefix) in [
        ("/usr/lib/postgresql", ""),
        ("/usr", "pgsql-"),
        ("/opt/homebrew/opt", "postgresql"),
        ("/usr/local/opt", "postgresql"),
        ("/Applications/Postgres.app/Contents/Versions", ""),
    ] {
        let Ok(entries) = std::fs::read_dir(parent) else {
            continue;
        };
        for entry in entries.flatten() {
            if entry.file_name().to_string_lossy().starts_with(prefix) {
                folders.push(entry.path().join("bin"));
            }
        }
    }
    folders.retain(|it| it.is_absolute());
    folders
}

/// `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)` says 15.
fn major_version(said: &str) -> Option<u32> {
    let number = said
        .split_whitespace()
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    number
        .chars()
        .take_while(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::major_version;

    #[test]
    fn the_major_version_is_read_from_every_wording() {
        for (said, major) in [
            (
                "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)",
                Some(15),
            ),
            ("postgres (PostgreSQL) 17.2 (Homebrew)", Some(17)),
            ("postgres (PostgreSQL) 18beta1", Some(18)),
            ("command not found", None),
        ] {
            assert_eq!(major_version(said), major, "{said}");
        }
    }
}
