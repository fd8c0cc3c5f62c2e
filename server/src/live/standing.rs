//! Whether those who listen still may, asked for all of an authority at once: a room of five hundred
//! costs one question a second and not five hundred.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::schools::AuthorityId;
use sqlx::PgPool;
use tokio::time::Instant;

use crate::db::{self, sessions};
use crate::error::Result;
use crate::session::TokenHash;

/// What every session with an open stream may, as last read.
#[derive(Clone, Default)]
pub struct Standings(Arc<Mutex<BTreeMap<AuthorityId, Arc<Book>>>>);

/// The sessions of one authority.
#[derive(Default)]
struct Book {
    /// When they were last read. Held while they are: whoever comes meanwhile waits for the answer.
    read: tokio::sync::Mutex<Option<Instant>>,
    sessions: Mutex<HashMap<TokenHash, Entry>>,
}

#[derive(Default)]
struct Entry {
    streams: u32,
    /// Role and belonging in the database's own words; `None`: the session has ended, or was never read.
    standing: Option<String>,
}

/// One stream's eye on its session.
pub struct Watch {
    authority: AuthorityId,
    session: TokenHash,
    book: Arc<Book>,
    /// The standing under which this stream was last found to be allowed.
    known: Option<String>,
}

impl Standings {
    pub fn watch(&self, authority: AuthorityId, session: TokenHash) -> Watch {
        let mut books = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let book = Arc::clone(books.entry(authority).or_default());
        book.sessions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(session)
            .or_default()
            .streams += 1;
        Watch {
            authority,
            session,
            book,
            known: None,
        }
    }
}

impl Watch {
    /// Whether anything about the session has changed since this was last asked, by an answer of the
    /// database no older than `age`. True the first time.
    pub async fn changed(&mut self, pool: &PgPool, age: Duration) -> Result<bool> {
        self.book.refresh(pool, self.authority, age).await?;
        let now = self
            .book
            .sessions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&self.session)
            .and_then(|entry| entry.standing.clone());
        let changed = now.is_none() || now != self.known;
        self.known = now;
        Ok(changed)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let mut sessions = self
            .book
            .sessions
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = sessions.get_mut(&self.session) {
            entry.streams -= 1;
            if entry.streams == 0 {
                sessions.remove(&self.session);
            }
        }
    }
}

impl Book {
    async fn refresh(&self, pool: &PgPool, authority: AuthorityId, age: Duration) -> Result<()> {
        let mut read = self.read.lock().await;
        if read.is_some_and(|at| at.elapsed() < age) {
            return Ok(());
        }
        let asked = Instant::now();
        let hashes: Vec<TokenHash> = {
            let sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
            sessions.keys().copied().collect()
        };
        let mut tx = db::begin(pool, authority).await?;
        let found = sessions::standings(&mut tx, &hashes).await?;
        tx.commit().await?;
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        for hash in hashes {
            if let Some(entry) = sessions.get_mut(&hash) {
                entry.standing = found.get(&hash).cloned();
            }
        }
        *read = Some(asked);
        Ok(())
    }
}
