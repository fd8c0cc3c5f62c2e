//! The annual report of a school, compiled from the year's notes by section; and the calendar of its year.

use serde::{Deserialize, Serialize};

use super::activity::worked_on;
use super::evaluation::{Against, OwnSection};
use super::file::{SchoolFile, school_year};
use super::way::Way;
use crate::calendar::{Date, HalfTerm};
use crate::schools::Key;
use crate::support::{Evidence, Quarters, Word};

/// What one note said of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub on: Date,
    pub by: String,
    pub words: String,
    pub evidence: Vec<Evidence>,
    /// The head said the note is not right.
    pub contested: bool,
}

/// The report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annual {
    pub year: i32,
    pub visits: usize,
    pub used: Quarters,
    pub in_school: Quarters,
    pub given: Quarters,
    /// Every section, in the way's order; without lines: no visit was about it.
    pub sections: Vec<(String, Vec<Line>)>,
    /// What was agreed, by the day of the note.
    pub agreed: Vec<(Date, String)>,
    /// What was asked for, and the answer.
    pub requests: Vec<(Date, String, Option<Word>)>,
    pub report: Option<Word>,
    pub reply: Option<Word>,
    /// The way's keys to improvement, and the visits of the year each was worked on in.
    #[serde(default)]
    pub keys: Vec<(String, u32)>,
    /// What the school says of each section, and the partner's view beside it; those it has said nothing of are
    /// left out.
    #[serde(default)]
    pub own: Vec<(String, OwnSection, Option<Against>)>,
}

/// What the notes of a year say of a section.
pub(super) fn lines_of(file: &SchoolFile, section: Key, year: i32) -> Vec<Line> {
    file.notes_of(year)
        .flat_map(|noted| {
            let about = noted.note.about.iter();
            let about = about.filter(|about| about.section == section);
            about.map(|about| Line {
                on: noted.note.on,
                by: noted.by.name.clone(),
                words: about.words.clone(),
                evidence: about.evidence.clone(),
                contested: noted.confirmed.as_ref().is_some_and(|(right, _)| !right),
            })
        })
        .collect()
}

/// The report of a year, as far as its notes write it.
pub fn annual(file: &SchoolFile, way: &Way, tone: u8, year: i32) -> Annual {
    let drawn = file.drawn(way, tone, year);
    let sections = way
        .sections
        .iter()
        .map(|section| (section.words.clone(), lines_of(file, section.key, year)))
        .collect();
    let texts = |text: fn(&super::file::Noted) -> &str| {
        file.notes_of(year)
            .filter(move |one| !text(one).trim().is_empty())
            .map(move |one| (one, text(one).to_owned()))
    };
    let said = file.years.iter().find(|one| one.year == year);
    Annual {
        year,
        visits: file.notes_of(year).count(),
        used: drawn.used,
        in_school: drawn.used_in_school,
        given: drawn.given,
        sections,
        agreed: texts(|one| &one.note.agreed)
            .map(|(one, words)| (one.note.on, words))
            .collect(),
        requests: texts(|one| &one.note.request)
            .map(|(one, words)| (one.note.on, words, one.answer.clone()))
            .collect(),
        keys: way
            .keys
            .iter()
            .zip(worked_on(file, way, year))
            .map(|(key, (_, count))| (key.words.clone(), count))
            .collect(),
        own: file
            .evaluation(way, year)
            .into_iter()
            .filter_map(|one| {
                let latest = one.versions.last()?;
                Some((one.words.to_owned(), latest.own.clone(), one.against))
            })
            .collect(),
        report: said.and_then(|one| one.report.clone()),
        reply: said.and_then(|one| one.reply.clone()),
    }
}

/// What the year's calendar asks of every school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    pub purpose: Key,
    pub words: String,
    pub half_term: u8,
    /// The last day of that old term.
    pub by: Date,
    pub held: Option<Date>,
}

/// The calendar of the year a day lies in.
pub fn expected(file: &SchoolFile, way: &Way, today: Date) -> Vec<Expected> {
    let first = HalfTerm::first_of_year(today);
    let year = school_year(today);
    let mut found: Vec<Expected> = way
        .purposes
        .iter()
        .filter_map(|purpose| {
            let half_term = purpose.half_term?;
            let held = file
                .notes_of(year)
                .filter(|one| one.note.purpose == purpose.key)
                .map(|one| one.note.on)
                .min();
            Some(Expected {
                purpose: purpose.key,
                words: purpose.words.clone(),
                half_term,
                by: first.later(i32::from(half_term) - 1).ends(),
                held,
            })
        })
        .collect();
    found.sort_by_key(|one| one.by);
    found
}
