//! Where the private cluster lives and whom it runs as. Standard library only, as in `binaries`.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::binaries::Refusal;

/// The longest socket path every system we know takes (macOS: 103 bytes and a closing zero).
const LONGEST_SOCKET_PATH: usize = 103;

/// The user a process runs as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    pub uid: u32,
    pub gid: u32,
}

impl Account {
    /// Whoever runs us.
    pub fn current() -> Result<Self, Refusal> {
        Self::named(None).ok_or_else(|| Refusal::new("`id` did not say which user this is"))
    }

    pub fn is_root(self) -> bool {
        self.uid == 0
    }

    /// Postgres refuses to run as root: then it is `postgres`, or `nobody` where that user does not exist.
    pub fn for_postgres() -> Result<Self, Refusal> {
        let me = Self::current()?;
        if !me.is_root() {
            return Ok(me);
        }
        ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| Self::named(Some(name)))
            .ok_or_else(|| {
                Refusal::new(
                    "Postgres refuses to run as root, and there is no user `postgres` or `nobody`",
                )
            })
    }

    fn named(name: Option<&str>) -> Option<Self> {
        let ask = |flag: &str| -> Option<u32> {
            let said = Command::new("id").arg(flag).args(name).output().ok()?;
            String::from_utf8_lossy(&said.stdout).trim().parse().ok()
        };
        Some(Self {
            uid: ask("-u")?,
            gid: ask("-g")?,
        })
    }
}

/// Where everything the product keeps is: `ALONGSIDE_DATA_DIR`, else `/var/lib/alongside` for root, else the user's own data folder.
pub fn data_folder() -> Result<PathBuf, Refusal> {
    let set = |name: &str| {
        std::env::var_os(name)
            .filter(|it| !it.is_empty())
            .map(PathBuf::from)
    };
    if let Some(folder) = set("ALONGSIDE_DATA_DIR") {
        return std::path::absolute(&folder).map_err(|error| {
            Refusal::new(format!(
                "ALONGSIDE_DATA_DIR ({}): {error}",
                folder.display()
            ))
        });
    }
    if Account::current()?.is_root() {
        return Ok(PathBuf::from("/var/lib/alongside"));
    }
    if let Some(folder) = set("XDG_DATA_HOME").filter(|it| it.is_absolute()) {
        return Ok(folder.join("alongside"));
    }
    let home = set("HOME")
        .ok_or_else(|| Refusal::new("there is no home folder (HOME is not set): set ALONGSIDE_DATA_DIR to the folder to keep the data in"))?;
    Ok(home.join(if cfg!(target_os = "macos") {
        "Library/Application Support/alongside"
    } else {
        ".local/share/alongside"
    }))
}

/// Makes `folder` (and what is above it) so that only `account` can look inside.
pub fn make_private(folder: &Path, account: Account) -> Result<(), Refusal> {
    let said = |error: std::io::Error| {
        Refusal::new(format!(
            "the folder {} cannot be made: {error}",
            folder.display()
        ))
    };
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent).map_err(said)?;
    }
    if !folder.exists() {
        DirBuilder::new().mode(0o700).create(folder).map_err(said)?;
    }
    give(folder, account)?;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(said)?;
    reachable(folder, account)
}

/// Makes `account` the owner of `path`.
pub fn give(path: &Path, account: Account) -> Result<(), Refusal> {
    let said = |error: std::io::Error| {
        Refusal::new(format!(
            "{} cannot be given to Postgres's user: {error}",
            path.display()
        ))
    };
    if fs::metadata(path).map_err(said)?.uid() == account.uid {
        return Ok(());
    }
    std::os::unix::fs::chown(path, Some(account.uid), Some(account.gid)).map_err(said)
}

fn reachable(folder: &Path, account: Account) -> Result<(), Refusal> {
    for above in folder.ancestors().skip(1) {
        let Ok(known) = fs::metadata(above) else {
            continue;
        };
        if known.uid() != account.uid && known.mode() & 0o001 == 0 && known.gid() != account.gid {
            return Err(Refusal::new(format!(
                "Postgres does not run as root, and its own user cannot pass through {}: choose another data folder (ALONGSIDE_DATA_DIR)",
                above.display()
            )));
        }
    }
    Ok(())
}

/// Where the Unix socket goes: beside the data, or in a short runtime folder where that path would be too long for a socket.
pub fn socket_folder(folder: &Path, account: Account) -> Result<PathBuf, Refusal> {
    let beside = folder.join("socket");
    if fits(&beside) {
        make_private(&beside, account)?;
        return Ok(beside);
    }
    let runtime = std::env::var_os("XDG_RUNTIME_DIR")
        .map(PathBuf::from)
        .filter(|it| it.is_dir() && fits(&it.join(short_name(folder, account))))
        .unwrap_or_else(|| PathBuf::from("/tmp"));
    let short = runtime.join(short_name(folder, account));
    match DirBuilder::new().mode(0o700).create(&short) {
        Ok(()) => give(&short, account)?,
        Err(_) if is_ours(&short, account) => {}
        Err(error) => {
            return Err(Refusal::new(format!(
                "the socket folder {} cannot be used: {error}",
                short.display()
            )));
        }
    }
    Ok(short)
}

/// A folder somebody else put there first would let them pose as the database.
fn is_ours(folder: &Path, account: Account) -> bool {
    fs::symlink_metadata(folder)
        .is_ok_and(|it| it.is_dir() && it.uid() == account.uid && it.mode() & 0o077 == 0)
}

fn fits(folder: &Path) -> bool {
    folder.join(".s.PGSQL.5432.lock").as_os_str().len() <= LONGEST_SOCKET_PATH
}

fn short_name(folder: &Path, account: Account) -> String {
    // FNV-1a: the same folder finds the same socket in every build.
    let sum = folder
        .as_os_str()
        .as_encoded_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
            (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("alongside-{}-{sum:016x}", account.uid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_data_folder_gets_a_socket_path_that_fits() {
        let account = Account::for_postgres().unwrap();
        let deep = PathBuf::from("/tmp").join("x".repeat(120));
        let short = PathBuf::from("/tmp").join(short_name(&deep, account));
        assert!(!fits(&deep.join("socket")));
        assert!(fits(&short));
        assert_ne!(
            short_name(&deep, account),
            short_name(Path::new("/tmp/y"), account)
        );
    }

    #[test]
    fn a_socket_folder_others_can_open_is_not_taken_for_ours() {
        let account = Account::current().unwrap();
        let folder = std::env::temp_dir().join(format!("alongside-place-{}", std::process::id()));
        DirBuilder::new().mode(0o700).create(&folder).unwrap();
        assert!(is_ours(&folder, account));
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(!is_ours(&folder, account));
        fs::remove_dir(&folder).unwrap();
    }
}
