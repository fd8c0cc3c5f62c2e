//! Passwords. Hashing is slow and hungry on purpose, so it runs on blocking threads and only so many
//! at once: five hundred people signing in together wait their turn and do not eat the machine.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::error::{Error, Result};

/// What a password must be at least, characters.
const SHORTEST: usize = 12;
/// More than anybody types, less than what would keep the hash busy.
const LONGEST: usize = 256;

/// Hashes and checks passwords, a few at a time.
#[derive(Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    /// The hash of no password. Checked for unknown addresses, so that they take as long as known ones.
    nobody: Arc<str>,
}

impl Passwords {
    /// # Errors
    /// Where the machine gives no random bytes.
    pub fn new() -> Result<Self> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Self {
            turns: Arc::new(Semaphore::new(cores * 2)),
            nobody: hash("the password of nobody at all")?.into(),
        })
    }

    /// Whether this is the password of that hash. Without a hash it is not, after the same time.
    pub async fn matches(&self, password: String, hash: Option<String>) -> Result<bool> {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.nobody.to_string());
        let _turn = self
            .turns
            .acquire()
            .await
            .map_err(|error| Error::Internal(error.into()))?;
        let same = tokio::task::spawn_blocking(move || verify(&password, &hash))
            .await
            .map_err(|error| Error::Internal(error.into()))?;
        Ok(same && known)
    }
}

fn verify(password: &str, hash: &str) -> bool {
    password.chars().count() <= LONGEST
        && PasswordHash::new(hash).is_ok_and(|parsed| {
            Argon2::default()
                .verify_password(password.as_bytes(), &parsed)
                .is_ok()
        })
}

/// The hash of a password that may be one.
///
/// # Errors
/// Why it may not, in words.
pub fn checked_hash(password: &str, name: &str, email: &str) -> Result<String> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Error::field(
            "password",
            format!("a password has at least {SHORTEST} characters"),
        ));
    }
    if length > LONGEST {
        return Err(Error::field(
            "password",
            format!("a password has at most {LONGEST} characters"),
        ));
    }
    let plain = password.to_lowercase();
    let local = email.split('@').next().unwrap_or_default().to_lowercase();
    let easy = COMMON.iter().any(|common| plain.contains(common))
        || (local.len() > 3 && plain.contains(&local))
        || plain == name.to_lowercase()
        || all_alike(&plain);
    if easy {
        return Err(Error::field(
            "password",
            "that is one of the first anybody would try",
        ));
    }
    hash(password)
}

const COMMON: [&str; 8] = [
    "password",
    "letmein",
    "qwerty",
    "12345678",
    "iloveyou",
    "welcome1",
    "alongside",
    "abcdefgh",
];

fn all_alike(text: &str) -> bool {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len() < 4
}

fn hash(password: &str) -> Result<String> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| Error::Internal(anyhow::anyhow!("hashing failed: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_refused_when_anybody_would_guess_it() {
        for (password, fine) in [
            ("short", false),
            ("Password1234!", false),
            ("aaaaaaaaaaaaaaa", false),
            ("asha.malik-2026", false),
            ("three grey herons", true),
            ("пять цапель на берегу", true),
        ] {
            let checked = checked_hash(password, "Asha Malik", "asha.malik@example.org");
            assert_eq!(checked.is_ok(), fine, "{password}");
        }
    }

    #[test]
    fn a_hash_knows_its_own_password_and_no_other() {
        let hash = hash("three grey herons").unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify("three grey herons", &hash));
        assert!(!verify("three gray herons", &hash));
    }
}
