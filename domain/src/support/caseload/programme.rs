//! What a school in a serious category is given, and whether it was: the clock of its stay, and each thing the
//! programme asks for with the day it is due.

use serde::{Deserialize, Serialize};

use super::file::SchoolFile;
use super::way::{Each, Element, Programme, Way};
use crate::calendar::{Date, HalfTerm, Term, add_months, working_days_after, working_days_between};
use crate::schools::Key;
use crate::support::Mode;

/// A stay in a serious category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stay {
    pub tone: u8,
    /// The day it came in.
    pub since: Date,
    /// The day it left.
    pub left: Option<Date>,
    /// Months of the category's own clock, warning and limit, where the scheme has one.
    pub clock: Option<(u8, u8)>,
}

/// A decision as far as a stay hangs on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    pub on: Date,
    pub tone: u8,
    pub clock: Option<(u8, u8)>,
}

/// Months after leaving in which the way out is looked after still.
const AFTER: i32 = 12;

/// The stay a school is in, or has left lately, by its decisions, the latest first.
pub fn stay(way: &Way, decided: &[Decided], today: Date) -> Option<Stay> {
    let in_it = |one: &Decided| way.programme(one.tone).is_some();
    let first = decided.first()?;
    let (left, at) = if in_it(first) {
        (None, 0)
    } else {
        // Left when the first decision below it was taken.
        let at = decided.iter().position(in_it)?;
        (Some(decided.get(at.checked_sub(1)?)?.on), at)
    };
    if left.is_some_and(|left| add_months(left, AFTER) < today) {
        return None;
    }
    let run = &decided[at..];
    let length = run.iter().position(|one| !in_it(one)).unwrap_or(run.len());
    let run = &run[..length];
    let tone = run.iter().map(|one| one.tone).max()?;
    Some(Stay {
        tone,
        since: run.last()?.on,
        left,
        clock: run.first()?.clock,
    })
}

/// How far the clock of a stay has run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Run {
    Left,
    Running,
    /// The warning was due.
    Warned,
    /// As long as it may be, or longer.
    Over,
}

/// One thing of a programme at its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub element: Key,
    pub words: String,
    /// "old term 2", where it comes again and again.
    pub period: String,
    /// None: held where both want it.
    pub due: Option<Date>,
    pub done: Option<Date>,
}

impl Item {
    /// Working days it is late; 0 where it is not.
    pub fn late(&self, today: Date) -> u32 {
        match (self.due, self.done) {
            (Some(due), None) => working_days_between(due, today),
            _ => 0,
        }
    }
}

/// A programme under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnderProgramme {
    pub words: String,
    pub since: Date,
    pub warn: Date,
    pub limit: Date,
    pub left: Option<Date>,
    pub run: Run,
    /// In the order of the programme.
    pub items: Vec<Item>,
}

impl UnderProgramme {
    /// What is late, the longest first.
    pub fn late(&self, today: Date) -> Vec<&Item> {
        let mut late: Vec<&Item> = self
            .items
            .iter()
            .filter(|one| one.late(today) > 0)
            .collect();
        late.sort_by_key(|one| one.due);
        late
    }
}

/// The programme of a stay, as far as the file says it was done.
pub fn under_programme(
    way: &Way,
    stay: &Stay,
    file: &SchoolFile,
    today: Date,
) -> Option<UnderProgramme> {
    let programme = way.programme(stay.tone)?;
    let (warn, limit) = limits(programme, stay);
    let run = if stay.left.is_some() {
        Run::Left
    } else if today >= limit {
        Run::Over
    } else if today >= warn {
        Run::Warned
    } else {
        Run::Running
    };
    Some(UnderProgramme {
        words: programme.words.clone(),
        since: stay.since,
        warn,
        limit,
        left: stay.left,
        run,
        items: programme
            .elements
            .iter()
            .flat_map(|element| items(element, stay, file, today))
            .collect(),
    })
}

fn limits(programme: &Programme, stay: &Stay) -> (Date, Date) {
    let own = (programme.warn_months, programme.limit_months);
    let (warn, limit) = stay.clock.unwrap_or(own);
    (
        add_months(stay.since, i32::from(warn)),
        add_months(stay.since, i32::from(limit)),
    )
}

fn items(element: &Element, stay: &Stay, file: &SchoolFile, today: Date) -> Vec<Item> {
    let item = |period: String, due: Option<Date>, done: Option<Date>| Item {
        element: element.key,
        words: element.words.clone(),
        period,
        due,
        done,
    };
    let once = |due: Option<Date>, from: Date| {
        vec![item(
            String::new(),
            due,
            done_between(element, file, from, Date::MAX),
        )]
    };
    if let Some(days) = element.within {
        return once(Some(working_days_after(stay.since, days)), stay.since);
    }
    if let Some(days) = element.leaving {
        return match stay.left {
            Some(left) => once(Some(working_days_after(left, days)), stay.since),
            None => Vec::new(),
        };
    }
    match element.each {
        None => once(None, stay.since),
        Some(each) => periods(each, stay.since, stay.left.unwrap_or(today))
            .into_iter()
            .map(|(words, begins, ends)| {
                item(words, Some(ends), done_between(element, file, begins, ends))
            })
            .collect(),
    }
}

/// The parts of the year a stay touches, with their days.
fn periods(each: Each, since: Date, to: Date) -> Vec<(String, Date, Date)> {
    let mut found = Vec::new();
    match each {
        Each::HalfTerm => {
            let mut half = HalfTerm::of(since);
            while half.begins() <= to {
                found.push((
                    format!("old term {}", half.number()),
                    half.begins(),
                    half.ends(),
                ));
                half = half.later(1);
            }
        }
        Each::Term => {
            let mut term = Term::of(since);
            while term.begins() <= to {
                found.push((term.words(), term.begins(), term.ends()));
                term = term.later(1);
            }
        }
    }
    found
}

fn done_between(element: &Element, file: &SchoolFile, from: Date, to: Date) -> Option<Date> {
    let within = |day: &Date| (from..=to).contains(day);
    let said = file.done.iter().filter(|one| one.element == element.key);
    let said = said.map(|one| one.on).filter(within).min();
    let long = element.visit.and_then(|visit| {
        let notes = file.notes.iter().map(|one| &one.note);
        notes
            .filter(|one| one.mode == Mode::InPerson && one.time >= visit)
            .map(|one| one.on)
            .filter(within)
            .min()
    });
    [said, long].into_iter().flatten().min()
}
