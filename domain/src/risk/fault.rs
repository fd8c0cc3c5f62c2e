//! Why a scheme was refused, and where in its document.

use super::document::Document;
use super::rule_words::{band_word, indicator_name};
use super::words::capital;
use crate::schools::Key;

/// Why a scheme was refused: where, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct SchemeFault {
    /// "line 42, indicator I10"; without a line where the document was no text.
    pub place: String,
    pub reason: String,
    pub(super) at: Place,
}

/// A place in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place {
    pub section: &'static str,
    pub id: Option<Key>,
    /// A list inside of it and a place in that list.
    pub within: Option<(&'static str, usize)>,
}

impl Place {
    pub fn of(section: &'static str, id: Key) -> Self {
        Self {
            section,
            id: Some(id),
            within: None,
        }
    }

    pub fn section(section: &'static str) -> Self {
        Self {
            section,
            ..Self::default()
        }
    }

    pub fn within(mut self, list: &'static str, at: usize) -> Self {
        self.within = Some((list, at));
        self
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.section)?;
        if let Some(id) = self.id {
            write!(out, " {id}")?;
        }
        match self.within {
            Some(("when", at)) => write!(out, ", rule {}", at + 1),
            Some((list, at)) => write!(out, ", {list} {}", at + 1),
            None => Ok(()),
        }
    }
}

impl SchemeFault {
    /// Where and why in the words of the scheme itself: "Priority 3, rule 2: can never be met".
    pub fn words(&self, document: &Document) -> String {
        let section = self.at.section;
        let place = match (section, self.at.id) {
            ("band", Some(id)) => band_word(document, id),
            ("indicator", Some(id)) => indicator_name(document, id),
            ("area", Some(id)) => document
                .area
                .iter()
                .find(|area| area.id == id)
                .map_or_else(|| id.to_string(), |area| area.name.clone()),
            ("decide", _) => "The order in which categories are tried".to_owned(),
            ("", _) => return capital(&self.reason),
            _ => capital(&section.replace('_', " ")),
        };
        match self.at.within {
            Some(("when", at)) => format!("{place}, rule {}: {}", at + 1, self.reason),
            Some(("line" | "special_line", at)) => {
                format!("{place}, line {}: {}", at + 1, self.reason)
            }
            // What begins with a verb is said of the thing itself.
            _ if ["is ", "has ", "cannot "]
                .iter()
                .any(|verb| self.reason.starts_with(verb)) =>
            {
                format!("{place} {}", self.reason)
            }
            _ => format!("{place}: {}", self.reason),
        }
    }

    pub(super) fn new(at: Place, reason: impl Into<String>) -> Self {
        Self {
            place: at.to_string(),
            reason: reason.into(),
            at,
        }
    }
}
