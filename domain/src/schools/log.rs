//! Logbooks: what was written of one thing, entry by entry, and never edited.

use serde::{Deserialize, Serialize};

use super::school::{By, ChangeId};
use crate::calendar::Moment;

/// The longest text of an entry, characters.
const LONGEST: usize = 2_000;

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

/// Why an entry cannot be made: the field it is about, and what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{1}")]
pub struct LogFault(pub &'static str, pub &'static str);

/// Something must be said here, and not at too great length.
pub(crate) fn said(field: &'static str, text: &str, missing: &'static str) -> Result<(), LogFault> {
    if text.trim().is_empty() {
        return Err(LogFault(field, missing));
    }
    short(field, text, LONGEST)
}

/// At most so many characters.
pub(crate) fn short(field: &'static str, text: &str, most: usize) -> Result<(), LogFault> {
    if text.chars().count() > most {
        return Err(LogFault(field, "write less: that is too long"));
    }
    Ok(())
}
