//! Inspections in the three generations: grades to August 2024, key judgements to November 2025, and
//! report cards since.

use domain::calendar::{Date, day_words};
use domain::schools::Unknown;
use time::macros::date;

use super::chance::Chance;
use super::figures::Drawing;
use super::sheet::{Entry, From, Sheet};
use super::sketch::Cause;

const OFSTED: From = From {
    source: "Ofsted management information",
    by: super::sheet::PUBLISHED,
};

/// What an inspection found, whichever generation says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    Outstanding,
    Good,
    NotYetGood,
    Failing,
    /// Failing, and in a category of concern.
    Category,
}

const GENERATIONS: [&str; 3] = ["I01", "I02", "I03"];

/// Puts one graded inspection on the sheet. The generations it is not of no longer apply.
pub fn graded(sheet: &mut Sheet, on: Date, found: Found) {
    let generation = if on < date!(2024 - 09 - 01) {
        0
    } else if on < date!(2025 - 11 - 10) {
        1
    } else {
        2
    };
    let choice = match (generation, found) {
        (0, Found::Outstanding) => "outstanding",
        (0, Found::Good) => "good",
        (0, Found::NotYetGood) => "ri",
        (0, _) => "inadequate",
        (1, Found::Outstanding | Found::Good) => "all_good",
        (1, Found::NotYetGood) => "some_ri",
        (1, _) => "some_inadequate",
        (_, Found::Outstanding | Found::Good) => "expected",
        (_, Found::NotYetGood) => "attention",
        (_, _) => "urgent",
    };
    let period = format!("Inspected {}", day_words(on));
    for (at, id) in GENERATIONS.into_iter().enumerate() {
        let entry = if at == generation {
            Entry::choice(choice, on)
        } else {
            Entry::unknown(Unknown::NotApplicable, on)
        };
        sheet.put(id, OFSTED, entry.period(&period));
    }
    let concern = match (found, generation) {
        (Found::Category, 2) => "rsi",
        (Found::Category, _) => "sm",
        _ => "none",
    };
    sheet.put("I04", OFSTED, Entry::choice(concern, on).period(&period));
    let none_since = Entry::unknown(Unknown::NotApplicable, on).period(&period);
    sheet.put("I05", OFSTED, none_since);
}

/// The inspections of a school and the years since, as each term’s meeting saw them.
pub fn inspect(sheet: &mut Sheet, drawing: &Drawing, chance: &mut Chance) {
    let found = match drawing.cause {
        Cause::Inspected | Cause::NoProgress if drawing.troubled[2] => Found::NotYetGood,
        Cause::Category => Found::Category,
        Cause::Serious => Found::Failing,
        _ if drawing.quality > 70 && chance.in_hundred(35) => Found::Outstanding,
        _ => Found::Good,
    };
    let days = match (found, drawing.cause) {
        (Found::Category | Found::Failing, _) => chance.between(20, 560),
        (Found::NotYetGood, _) => chance.between(30, 1000),
        (_, Cause::Ungraded) => chance.between(1250, 1750),
        _ => chance.between(60, 1560),
    };
    let latest = drawing.terms.days_ago(days);
    let oldest_meeting = drawing.held[0];
    let mut graded_on = vec![latest];
    if latest >= oldest_meeting {
        // Something stood before it.
        let before = drawing.terms.days_ago(days + chance.between(1100, 1500));
        let was = if found >= Found::NotYetGood {
            Found::Good
        } else {
            found
        };
        graded(sheet, before, was);
        graded_on.insert(0, before);
    }
    graded(sheet, latest, found);
    if drawing.cause == Cause::Ungraded || (days > 1100 && found < Found::NotYetGood) {
        let since = drawing.terms.days_ago(chance.between(40, 420));
        let outcome = if drawing.cause == Cause::Ungraded {
            *chance.pick(&["not_as_strong", "concerns"])
        } else if since < date!(2024 - 09 - 01) {
            "remains"
        } else {
            "maintained"
        };
        let period = format!("Visited {}", day_words(since));
        sheet.put("I05", OFSTED, Entry::choice(outcome, since).period(period));
    }
    for held in drawing.held {
        let Some(last) = graded_on.iter().rev().find(|on| **on <= held) else {
            continue;
        };
        let days = held.to_julian_day() - last.to_julian_day();
        let entry = Entry::number(days * 10_000 / 36_525, held)
            .period(format!("Inspected {}", day_words(*last)));
        sheet.put("I06", OFSTED, entry);
    }
}
