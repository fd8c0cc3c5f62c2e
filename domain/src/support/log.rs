//! Logbooks: what was written of one thing, entry by entry, and never edited.

use serde::{Deserialize, Serialize};

use crate::calendar::Moment;
use crate::schools::{By, ChangeId};

/// An entry that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept<E> {
    /// Gap-free from 1 within its logbook.
    pub revision: u64,
    pub id: ChangeId,
    pub at: Moment,
    pub by: By,
    pub entry: E,
}

/// Somebody's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    pub words: String,
    pub by: By,
    pub at: Moment,
}

impl<E> Kept<E> {
    /// What whoever kept it said.
    pub fn word(&self, words: &str) -> Word {
        Word {
            words: words.trim().to_owned(),
            by: self.by.clone(),
            at: self.at,
        }
    }
}
