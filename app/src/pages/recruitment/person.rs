//! Somebody who is put forward, as far as one reads of them.

use domain::api::{ApplicantRow, RecruitmentPage as Page, RoundRow};
use domain::brokerage::Areas;
use domain::brokerage::recruitment::{Applicant, Application, Interview, PutForwardBy, Stage};
use domain::calendar::day_words;
use domain::schools::{LeaderId, Word};
use leptos::prelude::*;

use super::round::name_of;
use super::{Desk, acts};
use crate::words::{capital, near_day};

pub fn one(desk: Desk, row: &RoundRow, of: &ApplicantRow, page: &Page) -> AnyView {
    let one = &of.applicant;
    let said = &one.application;
    let waits = of
        .waits
        .iter()
        .map(|wait| {
            let due = wait
                .due
                .map_or_else(|| "no day set".to_owned(), |due| near_day(due, page.today));
            let whose = if wait.mine {
                "you".to_owned()
            } else {
                wait.whose.clone()
            };
            let late = wait.due.is_some_and(|due| due < page.today);
            view! { <li data-late=late.then_some("")>{wait.what.clone()} ": " <b>{whose}</b> ", " {due}</li> }
        })
        .collect_view();
    let waits = (!of.waits.is_empty()).then(|| view! { <ul class="round-waits">{waits}</ul> });
    let school = match said.school {
        Some(urn) => {
            view! { <a href=format!("/schools/{urn}")>{said.school_name.clone()}</a> }.into_any()
        }
        None => view! { {elsewhere(said)} }.into_any(),
    };
    let acts = of
        .acts
        .iter()
        .map(|act| acts::form(desk, row, of, *act, page))
        .collect_view();
    view! {
        <li>
            <h3>{said.name.clone()} " " <small>{one.stage.kind().words()}</small></h3>
            <p>{said.post.clone()} ", " {school} ". " {facts(said)}</p>
            <p class="voice">{said.statement.clone()}</p>
            {course(one, page)}
            {waits}
            <div class="other-acts no-print">{acts}</div>
        </li>
    }
    .into_any()
}

fn elsewhere(said: &Application) -> String {
    if said.district.is_empty() {
        said.school_name.clone()
    } else {
        format!("{}, {}", said.school_name, said.district)
    }
}

/// "Mathematics, writing; primary. Leads since 2019. 8 days a year."
fn facts(said: &Application) -> String {
    let areas: Vec<String> = said
        .areas
        .iter()
        .map(|area| Areas::standard().word(*area))
        .collect();
    let phases: Vec<String> = said
        .phases
        .iter()
        .map(|phase| phase.word().to_lowercase())
        .collect();
    let since = said.leads_since.map_or_else(
        || "Since when they lead: not said".to_owned(),
        |year| format!("Leads since {year}"),
    );
    let days = match said.yearly.0 {
        0 => "days a year: not said".to_owned(),
        _ => format!("{} days a year", said.yearly.words()),
    };
    format!(
        "{}; {}. {since}; {days}.",
        capital(&areas.join(", ")),
        phases.join(", ")
    )
}

fn course(one: &Applicant, page: &Page) -> AnyView {
    let by = match one.application.by {
        PutForwardBy::Themselves => "By themselves".to_owned(),
        PutForwardBy::Head => format!("By their head, {}", one.put.by.name),
        PutForwardBy::Office => format!("By {}", one.put.by.name),
    };
    let mut rows: Vec<(&'static str, AnyView)> = vec![(
        "Put forward",
        plain(format!("{by}, {}", day_words(one.put.at.day()))),
    )];
    rows.push((
        "Own school’s word",
        match &one.word {
            None => plain("Not given yet".to_owned()),
            Some(word) => {
                let yes = if word.supports {
                    "Supports it"
                } else {
                    "Does not support it"
                };
                spoken(yes.to_owned(), &word.word)
            }
        },
    ));
    if let Some(word) = &one.shortlisted {
        rows.push(("Shortlisted", spoken(day_words(word.at.day()), word)));
    }
    for before in &one.before {
        rows.push(("Interview", plain(booked(before, page))));
    }
    if let Some(interview) = one.interview() {
        rows.push(("Interview", plain(booked(interview, page))));
    }
    for interest in &one.interests {
        let who = &interest.word.by.name;
        let words = if interest.is_tied() {
            format!("{who}: {}", interest.word.words)
        } else {
            format!("{who}: nothing ties them")
        };
        rows.push(("Declared", plain(words)));
    }
    if let Some(why) = one.stage.why() {
        rows.push(("Outcome", outcome(one, why, page)));
    }
    for word in &one.feedback {
        rows.push(("Feedback", spoken(day_words(word.at.day()), word)));
    }
    let rows = rows
        .into_iter()
        .map(|(term, words)| view! { <dt>{term}</dt><dd>{words}</dd> })
        .collect_view();
    view! { <dl class="about-sections">{rows}</dl> }.into_any()
}

fn plain(words: String) -> AnyView {
    view! { {words} }.into_any()
}

fn spoken(lead: String, word: &Word) -> AnyView {
    view! { {lead} ". " <span class="voice">{word.words.clone()}</span> " " <small>{word.by.name.clone()}</small> }
        .into_any()
}

/// "2 Dec 2026, The hub, with Pearl Okafor and Helen Marsh".
fn booked(of: &Interview, page: &Page) -> String {
    let names: Vec<String> = of.by.iter().map(|id| name_of(page, *id)).collect();
    format!(
        "{}, {}, with {}",
        day_words(of.on),
        of.place,
        names.join(" and ")
    )
}

fn outcome(one: &Applicant, why: &Word, page: &Page) -> AnyView {
    let lead = match &one.stage {
        Stage::Designated { award, .. } => {
            let review = award.review_due.map_or_else(
                || "no review day set".to_owned(),
                |day| format!("looked at again {}", day_words(day)),
            );
            let record = one.application.leader.unwrap_or(LeaderId(one.id.0));
            let words = format!(
                "Designated by {}, {}; {review}. ",
                award.body,
                day_words(award.awarded)
            );
            view! { {words} <a href=format!("/leaders/{record}")>"Their page"</a> " " }.into_any()
        }
        Stage::Deferred { to, .. } => {
            let round = to.and_then(|to| page.rounds.iter().find(|row| row.id == to));
            let to = round.map_or_else(
                || "a round that is not opened yet".to_owned(),
                |row| row.round.draft.title.clone(),
            );
            plain(format!("Deferred to {to}. "))
        }
        other => plain(format!("{}. ", other.kind().words())),
    };
    view! { {lead} <span class="voice">{why.words.clone()}</span> " " <small>{why.by.name.clone()} ", " {day_words(why.at.day())}</small> }
        .into_any()
}
