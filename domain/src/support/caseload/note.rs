//! The note of a visit by a named person: what it was for, and what was seen, by section of the school's own
//! self-evaluation.

use serde::{Deserialize, Serialize};

use super::way::Way;
use crate::calendar::Date;
use crate::schools::{Key, VisitId};
use crate::support::{Evidence, LONGEST, Mode, Quarters};

/// What was seen of one section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AboutSection {
    pub section: Key,
    pub words: String,
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

/// One note of visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    pub id: VisitId,
    pub on: Date,
    pub mode: Mode,
    pub time: Quarters,
    pub purpose: Key,
    #[serde(default)]
    pub met: Vec<String>,
    pub about: Vec<AboutSection>,
    /// Keys to improvement it was about.
    #[serde(default)]
    pub keys: Vec<Key>,
    /// What was agreed to be done, and by whom.
    #[serde(default)]
    pub agreed: String,
    /// Support or partnership that is asked for: the leadership team answers.
    #[serde(default)]
    pub request: String,
    #[serde(default)]
    pub next_visit: Option<Date>,
}

/// The longest a visit is: three days.
const MOST: Quarters = Quarters(12);

/// What is wrong with a note, and where; none: it can be kept.
pub fn wrong_with(note: &Note, way: &Way, today: Date) -> Option<(&'static str, String)> {
    let said = |field, words: &str| Some((field, words.to_owned()));
    let purpose = way.purpose(note.purpose);
    if note.on > today {
        return said("on", "a visit is written down once it was made");
    }
    if note.time.0 == 0 || note.time > MOST {
        return said(
            "time",
            "say how long it took: a quarter of a day to three days",
        );
    }
    let Some(purpose) = purpose else {
        return said("purpose", "choose what it was for");
    };
    if purpose.restricted {
        let more =
            !note.about.is_empty() || !note.agreed.trim().is_empty() || !note.keys.is_empty();
        return more
            .then(|| {
                said(
                    "about",
                    "only that it took place is kept, and nothing of what was said",
                )
            })
            .flatten();
    }
    if note.about.is_empty() {
        return said("about", "say what you saw of at least one section");
    }
    for (at, one) in note.about.iter().enumerate() {
        if !way
            .sections
            .iter()
            .any(|section| section.key == one.section)
        {
            return said("about", "there is no such section");
        }
        if note.about[..at]
            .iter()
            .any(|before| before.section == one.section)
        {
            return said("about", "one section is there twice");
        }
        if one.words.trim().is_empty() {
            let section = way.section(one.section).to_lowercase();
            return Some((
                "about",
                format!("say what you saw of {section}, or leave it out"),
            ));
        }
    }
    for (at, key) in note.keys.iter().enumerate() {
        if !way.keys.iter().any(|one| one.key == *key) || note.keys[..at].contains(key) {
            return said("keys", "choose keys from the list, each once");
        }
    }
    let texts = note
        .about
        .iter()
        .map(|one| ("about", &one.words))
        .chain([("agreed", &note.agreed), ("request", &note.request)]);
    for (field, text) in texts {
        if text.chars().count() > LONGEST {
            return said(field, "write at most 2,000 characters");
        }
    }
    if note.next_visit.is_some_and(|next| next <= note.on) {
        return said("next_visit", "the next visit is after this one");
    }
    None
}
