//! What people know about a school that no file says: dated, attributed, and gone again after a while.
//! It informs the room; no rule counts it.

use serde::{Deserialize, Serialize};

use super::key::Key;
use super::school::EntryId;
use crate::calendar::{Date, add_months, day_words};

/// The longest text of an entry, characters.
pub const LONGEST_ENTRY: usize = 2_000;
/// What somebody heard is good for so many months unless they say otherwise, and for so many at most.
pub const KEPT_MONTHS: i32 = 6;
pub const MOST_MONTHS: i32 = 24;

/// Who may read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// About the school: whoever sees its evidence.
    School,
    /// About a person: officers and whoever wrote it. Never in a meeting, never on a wall.
    Person,
}

/// One entry, as its author wrote it. Never edited: it ends, or is withdrawn with a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryDraft {
    /// The day it was true or heard.
    pub on: Date,
    /// The area of the scheme it belongs to.
    pub area: Key,
    pub text: String,
    /// Whom it comes from: "Governor services", "Visit by the adviser".
    pub source: String,
    pub sensitivity: Sensitivity,
    /// The last day it is read as current.
    pub until: Date,
}

/// An entry on the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    pub id: EntryId,
    #[serde(flatten)]
    pub entry: EntryDraft,
    /// Who wrote it down, and when.
    pub by: String,
    pub recorded: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Withdrawn>,
}

/// An entry taken back; it stays readable, struck through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    pub on: Date,
    pub by: String,
    pub why: String,
}

impl Known {
    /// Whether it is read as current on such a day.
    pub fn counts(&self, on: Date) -> bool {
        self.withdrawn.is_none() && on <= self.entry.until
    }
}

/// Why an entry cannot be kept, and which field is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryFault {
    #[error("write what is known, in 1 to {LONGEST_ENTRY} characters")]
    Text,
    #[error("say whom it comes from, in 1 to 200 characters")]
    Source,
    #[error("{} is still to come: an entry is about what was or is", day_words(*.0))]
    Ahead(Date),
    #[error("it is to end after {} and by {}", day_words(*.0), day_words(*.1))]
    Until(Date, Date),
    #[error("the scheme has no area {0}")]
    Area(Key),
}

impl EntryFault {
    /// The field it is about.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Source => "source",
            Self::Ahead(_) => "on",
            Self::Until(..) => "until",
            Self::Area(_) => "area",
        }
    }
}

/// Whether an entry can be kept today; `areas` are those of the scheme.
///
/// # Errors
/// The first field that is wrong.
pub fn check_entry(entry: &EntryDraft, areas: &[Key], today: Date) -> Result<(), EntryFault> {
    let filled = |text: &str, most: usize| {
        let count = text.trim().chars().count();
        count > 0 && count <= most
    };
    if !filled(&entry.text, LONGEST_ENTRY) {
        return Err(EntryFault::Text);
    }
    if !filled(&entry.source, 200) {
        return Err(EntryFault::Source);
    }
    if entry.on > today {
        return Err(EntryFault::Ahead(entry.on));
    }
    let last = add_months(today, MOST_MONTHS);
    if entry.until <= today || entry.until > last {
        return Err(EntryFault::Until(today, last));
    }
    if !areas.contains(&entry.area) {
        return Err(EntryFault::Area(entry.area));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const TODAY: Date = date!(2026 - 11 - 27);

    fn entry() -> EntryDraft {
        EntryDraft {
            on: date!(2026 - 11 - 20),
            area: Key::of("leadership"),
            text: "The deputy starts in January.".to_owned(),
            source: "Governor services".to_owned(),
            sensitivity: Sensitivity::School,
            until: date!(2027 - 05 - 27),
        }
    }

    #[test]
    fn an_entry_is_kept_or_says_which_field_is_wrong() {
        let check = |entry: EntryDraft| check_entry(&entry, &[Key::of("leadership")], TODAY);
        assert_eq!(check(entry()), Ok(()));
        let wrong = [
            (
                EntryDraft {
                    text: " ".to_owned(),
                    ..entry()
                },
                "text",
            ),
            (
                EntryDraft {
                    text: "x".repeat(LONGEST_ENTRY + 1),
                    ..entry()
                },
                "text",
            ),
            (
                EntryDraft {
                    source: String::new(),
                    ..entry()
                },
                "source",
            ),
            (
                EntryDraft {
                    on: date!(2026 - 11 - 28),
                    ..entry()
                },
                "on",
            ),
            (
                EntryDraft {
                    until: TODAY,
                    ..entry()
                },
                "until",
            ),
            (
                EntryDraft {
                    until: date!(2028 - 11 - 28),
                    ..entry()
                },
                "until",
            ),
            (
                EntryDraft {
                    area: Key::of("weather"),
                    ..entry()
                },
                "area",
            ),
        ];
        for (entry, field) in wrong {
            assert_eq!(check(entry).unwrap_err().field(), field);
        }
    }

    #[test]
    fn an_entry_counts_to_its_last_day_and_not_after() {
        let mut known = Known {
            id: EntryId(uuid::Uuid::nil()),
            entry: entry(),
            by: "Pearl Okafor".to_owned(),
            recorded: TODAY,
            withdrawn: None,
        };
        assert!(known.counts(date!(2027 - 05 - 27)));
        assert!(!known.counts(date!(2027 - 05 - 28)));
        known.withdrawn = Some(Withdrawn {
            on: TODAY,
            by: "Pearl Okafor".to_owned(),
            why: "It was the school next door.".to_owned(),
        });
        assert!(!known.counts(TODAY));
    }
}
