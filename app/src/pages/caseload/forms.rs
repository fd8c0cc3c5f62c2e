//! What can be written into a file, each as a form.

use domain::api::FilePage;
use domain::schools::{By, VisitId};
use domain::support::Quarters;
use domain::support::caseload::{ContactRole, Element, Entry, Noted, Way};

use super::entry_form::EntryForm;
use crate::pages::support::form::{Ask, How};

/// Somebody is named for a role.
pub fn name(page: &FilePage, role: &ContactRole) -> EntryForm {
    let people: Vec<(String, String)> = page
        .people
        .iter()
        .map(|one| {
            (
                one.id.to_string(),
                format!("{}, {}", one.name, one.role.words()),
            )
        })
        .collect();
    let known: Vec<By> = page
        .people
        .iter()
        .map(|one| By {
            id: one.id,
            name: one.name.clone(),
        })
        .collect();
    let key = role.key;
    let words = format!("Name somebody: {}", role.words);
    EntryForm::new(
        format!("name-{key}"),
        (&words, "Name them"),
        &["person", "from", "why"],
        vec![
            Ask::new("person", "Who", How::From(people)),
            Ask::new("from", "From", How::Day).at_first(page.today.to_string()),
            Ask::new("why", "Why, where it is not plain", How::Line),
        ],
        move |written| {
            let id = written.text("person");
            let person = known.iter().find(|by| by.id.to_string() == id);
            Ok(Entry::Contact {
                role: key,
                person: Some(person.cloned().ok_or(("person", "Choose somebody"))?),
                from: written.day("from")?,
                why: written.text("why"),
            })
        },
    )
}

pub fn nobody(page: &FilePage, role: &ContactRole) -> EntryForm {
    let key = role.key;
    let words = format!("Nobody any more: {}", role.words);
    EntryForm::new(
        format!("nobody-{key}"),
        (&words, "End it"),
        &["from", "why"],
        vec![
            Ask::new("from", "From", How::Day).at_first(page.today.to_string()),
            Ask::new("why", "Why, and what happens now", How::Line),
        ],
        move |written| {
            Ok(Entry::Contact {
                role: key,
                person: None,
                from: written.day("from")?,
                why: written.text("why"),
            })
        },
    )
}

pub fn days(page: &FilePage) -> EntryForm {
    let quarters = |days: domain::brokerage::HalfDays| Quarters::from(days);
    EntryForm::new(
        "days",
        ("Other days for this school", "Record the days"),
        &["days", "in_school", "why"],
        vec![
            Ask::new("days", "Days a year", How::Days).at_first(page.drawn.given.words()),
            Ask::new("in_school", "Of them in school", How::Days)
                .at_first(page.drawn.given_in_school.words()),
            Ask::new("why", "Why", How::Line),
        ],
        move |written| {
            Ok(Entry::Allowance {
                quarters: quarters(written.days("days")?),
                in_school: quarters(written.days("in_school")?),
                why: written.text("why"),
            })
        },
    )
}

pub fn answer(note: &Noted) -> EntryForm {
    let id = note.note.id;
    EntryForm::new(
        format!("answer-{id}"),
        ("Answer for the leadership team", "Record the answer"),
        &["words"],
        vec![Ask::new(
            "words",
            "The answer, and who does what",
            How::Words,
        )],
        move |written| {
            Ok(Entry::Answer {
                note: id,
                words: written.text("words"),
            })
        },
    )
}

pub fn accurate(id: VisitId) -> EntryForm {
    EntryForm::new(
        format!("accurate-{id}"),
        ("It is right", "Say that it is right"),
        &["words"],
        vec![Ask::new("words", "Anything to add", How::Line)],
        move |written| {
            Ok(Entry::Confirm {
                note: id,
                accurate: true,
                words: written.text("words"),
            })
        },
    )
}

pub fn inaccurate(id: VisitId) -> EntryForm {
    EntryForm::new(
        format!("inaccurate-{id}"),
        ("It is not right", "Say what is not right"),
        &["words"],
        vec![Ask::new("words", "What is not right", How::Words)],
        move |written| {
            Ok(Entry::Confirm {
                note: id,
                accurate: false,
                words: written.text("words"),
            })
        },
    )
}

/// Something of the programme was done.
pub fn done(page: &FilePage, element: &Element) -> EntryForm {
    let key = element.key;
    EntryForm::new(
        format!("done-{key}"),
        (&element.words, "Record it"),
        &["on", "words"],
        vec![
            Ask::new("on", "Done on", How::Day).at_first(page.today.to_string()),
            Ask::new("words", "What was found or agreed", How::Words),
        ],
        move |written| {
            Ok(Entry::Done {
                element: key,
                on: written.day("on")?,
                words: written.text("words"),
            })
        },
    )
}

pub fn report(year: i32) -> EntryForm {
    EntryForm::new(
        "report",
        (
            "Write what the year came to",
            "Put it at the head of the report",
        ),
        &["words"],
        vec![Ask::new("words", "What the year came to", How::Words)],
        move |written| {
            Ok(Entry::Report {
                year,
                words: written.text("words"),
            })
        },
    )
}

pub fn reply(year: i32) -> EntryForm {
    EntryForm::new(
        "reply",
        ("The school’s word on it", "Put it under the report"),
        &["words"],
        vec![Ask::new(
            "words",
            "What the school thinks of the report",
            How::Words,
        )],
        move |written| {
            Ok(Entry::Reply {
                year,
                words: written.text("words"),
            })
        },
    )
}

/// The elements of a programme one can record as done.
pub fn elements<'a>(page: &'a FilePage, way: &'a Way) -> Vec<&'a Element> {
    let Some(under) = &page.under else {
        return Vec::new();
    };
    way.programmes
        .iter()
        .filter(|one| one.words == under.words)
        .flat_map(|one| &one.elements)
        .filter(|one| one.visit.is_none())
        .filter(|one| one.leaving.is_none() || under.left.is_some())
        .collect()
}
