//! Whether an entry can be written.

use serde::{Deserialize, Serialize};

use super::aim::wrong_with_aim;
use super::audit::wrong_with_audit;
use super::entry::Entry;
use super::evaluation::{wrong_with_own, wrong_with_view};
use super::file::{SchoolFile, school_year};
use super::note::wrong_with;
use super::seat::Seat;
use super::way::Way;
use crate::calendar::{Date, add_months};
use crate::support::{LONGEST, Quarters};

/// Why an entry cannot be written, for who wanted to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryRefusal {
    #[error("that is not yours to write in this school’s file")]
    NotYours,
    #[error("there is no such note")]
    NoSuchNote,
    #[error("there is no such audit")]
    NoSuchAudit,
    #[error("this visit is written down already")]
    NotedAlready,
    #[error("{reason}")]
    Written { field: String, reason: String },
}

/// Months ahead somebody may be named for.
const AHEAD: i32 = 12;
/// Quarters of a day a school may have a year.
const MOST: Quarters = Quarters(400);

fn written(field: &str, reason: impl Into<String>) -> EntryRefusal {
    EntryRefusal::Written {
        field: field.to_owned(),
        reason: reason.into(),
    }
}

fn fine(wrong: Option<(&'static str, String)>) -> Result<(), EntryRefusal> {
    wrong.map_or(Ok(()), |(field, reason)| Err(written(field, reason)))
}

impl SchoolFile {
    /// Whether this entry can be written now, from this seat.
    ///
    /// # Errors
    /// Where not, and why.
    pub fn check(
        &self,
        entry: &Entry,
        seat: Seat,
        way: &Way,
        today: Date,
    ) -> Result<(), EntryRefusal> {
        if !seat.writes(entry.kind()) {
            return Err(EntryRefusal::NotYours);
        }
        let long = |field: &str, words: &str| {
            if words.chars().count() > LONGEST {
                return Err(written(field, "write at most 2,000 characters"));
            }
            Ok(())
        };
        let said = |words: &str, reason: &str| {
            if words.trim().is_empty() {
                return Err(written("words", reason));
            }
            long("words", words)
        };
        match entry {
            Entry::Contact {
                role,
                person,
                from,
                why,
            } => {
                long("why", why)?;
                if way.role(*role).is_none() {
                    return Err(written("role", "there is no such role here"));
                }
                if *from > add_months(today, AHEAD) {
                    return Err(written("from", "name somebody for at most a year ahead"));
                }
                // What was is not written anew: a role is handed on from a day that is not before the last.
                let last = self.contacts.iter().filter(|one| one.role == *role);
                if let Some(last) = last.max_by_key(|one| one.from) {
                    if *from < last.from {
                        let day = crate::calendar::day_words(last.from);
                        return Err(written(
                            "from",
                            format!(
                                "the last change was for {day}: hand over from that day or later"
                            ),
                        ));
                    }
                    if last.person.as_ref().map(|by| by.id) == person.as_ref().map(|by| by.id) {
                        return Err(written("person", "that is so already"));
                    }
                }
                if person.is_none() && why.trim().is_empty() {
                    return Err(written("why", "say why nobody is named"));
                }
            }
            Entry::Allowance {
                quarters,
                in_school,
                why,
            } => {
                if *quarters > MOST {
                    return Err(written("days", "a school has at most 100 days a year"));
                }
                if in_school > quarters {
                    return Err(written("in_school", "days in school are among the days"));
                }
                if why.trim().is_empty() {
                    return Err(written("why", "say why this school has other days"));
                }
                long("why", why)?;
            }
            Entry::Note { note } => {
                if self.note(note.id).is_some() {
                    return Err(EntryRefusal::NotedAlready);
                }
                fine(wrong_with(note, way, today))?;
            }
            Entry::Confirm {
                note,
                accurate,
                words,
            } => {
                self.note(*note).ok_or(EntryRefusal::NoSuchNote)?;
                if !accurate {
                    said(words, "say what is not right")?;
                }
                long("words", words)?;
            }
            Entry::Answer { note, words } => {
                let one = self.note(*note).ok_or(EntryRefusal::NoSuchNote)?;
                if one.note.request.trim().is_empty() {
                    return Err(written("words", "this note asks for nothing"));
                }
                said(words, "say what the answer is")?;
            }
            Entry::Done { element, on, words } => {
                let known = way
                    .programmes
                    .iter()
                    .flat_map(|one| &one.elements)
                    .any(|one| one.key == *element);
                if !known {
                    return Err(written("element", "there is no such part of a programme"));
                }
                if *on > today {
                    return Err(written("on", "say what was done once it is done"));
                }
                said(words, "say in a line what was found or agreed")?;
            }
            Entry::Report { year, words } => {
                if *year > school_year(today) || self.notes_of(*year).next().is_none() {
                    return Err(written(
                        "words",
                        "there is no note of that year to report from",
                    ));
                }
                said(words, "say what the year came to")?;
            }
            Entry::Reply { year, words } => {
                let there = self.years.iter().find(|one| one.year == *year);
                if there.is_none_or(|one| one.report.is_none()) {
                    return Err(written("words", "there is no report of that year yet"));
                }
                said(words, "say what you think of the report")?;
            }
            Entry::Evaluate { own } => fine(wrong_with_own(own, way, today))?,
            Entry::Moderate {
                year,
                section,
                judgement,
                words,
            } => {
                if *year != school_year(today) {
                    return Err(written("year", "a view is of this school year"));
                }
                fine(wrong_with_view(
                    self,
                    way,
                    (*year, *section),
                    *judgement,
                    words,
                ))?;
            }
            Entry::Audit { audit } => fine(wrong_with_audit(self, audit, today))?,
            Entry::Found { audit, on, words } => {
                let one = self.audit(*audit).ok_or(EntryRefusal::NoSuchAudit)?;
                if one.found.is_some() {
                    return Err(written("words", "what it found is written down already"));
                }
                if *on < one.audit.from || *on > today {
                    return Err(written("on", "it ends after it began, and not after today"));
                }
                said(words, "say what it found, and what happens now")?;
            }
            Entry::OnAudit { audit, words } => {
                self.audit(*audit).ok_or(EntryRefusal::NoSuchAudit)?;
                said(words, "say what the school thinks of it")?;
            }
            Entry::Aim { aim } => {
                long("why", &aim.why)?;
                fine(wrong_with_aim(aim, way, today))?;
            }
            Entry::ByHand { on, words, .. } => {
                if *on > today {
                    return Err(written("on", "say what was done once it is done"));
                }
                said(words, "say in a line what was done")?;
            }
        }
        Ok(())
    }
}
