//! One round: what is sought, how many stand where, and who is put forward as far as one reads of them.

use domain::api::{RecruitmentPage as Page, RoundRow};
use domain::brokerage::recruitment::{Pipeline, RoundDraft, RoundEntry};
use domain::calendar::{Date, day_words};
use domain::schools::PersonId;
use leptos::prelude::*;

use super::{Desk, apply, draft, entry, person};
use crate::pages::support::form::{Ask, How};
use crate::words::capital;

/// What somebody is called on this page.
pub fn name_of(page: &Page, id: PersonId) -> String {
    let found = page.names.iter().find(|(of, _)| *of == id);
    found.map_or_else(
        || "Somebody without an account".to_owned(),
        |(_, name)| name.clone(),
    )
}

/// "2 Dec 2026, and again on 8 Feb 2027".
fn interview_words(days: &[Date]) -> String {
    let words: Vec<String> = days.iter().map(|day| day_words(*day)).collect();
    match words.split_first() {
        None => "not set".to_owned(),
        Some((first, [])) => first.clone(),
        Some((first, more)) => format!("{first}, and again on {}", more.join(" and ")),
    }
}

pub fn one(desk: Desk, row: &RoundRow, page: &Page) -> AnyView {
    let sought = &row.round.draft;
    let kind = page.types.iter().find(|kind| kind.id == sought.kind);
    let kind = kind.map_or_else(|| sought.kind.to_string(), |kind| kind.name.clone());
    let people = row
        .applicants
        .iter()
        .map(|one| person::one(desk, row, one, page))
        .collect_view();
    let heading = match (row.pipeline.is_some(), row.applicants.len()) {
        (true, 0) => Some("Nobody is put forward yet."),
        _ => None,
    };
    let over = row.round.over.as_ref().map(|word| {
        let day = day_words(word.at.day());
        view! { <p class="small-print">"Ended " {day} " by " {word.by.name.clone()} ": " {word.words.clone()}</p> }
    });
    let closing = row.keeps && row.round.over.is_none();
    let change = closing.then(|| draft::change(desk, row, page));
    let end = closing.then(|| {
        let asks = vec![
            Ask::new("why", "Why it ends", How::Words)
                .hint("Say of places that are left why they stay unfilled"),
        ];
        let key = (format!("end-{}", row.id), "End the round");
        entry(desk, row, key, asks, &["why"], |written| {
            Ok(RoundEntry::End {
                why: written.text("why"),
            })
        })
    });
    let forward = apply::forms(desk, row, page);
    let deferred = apply::deferred(desk, row);
    view! {
        <section class="section round" id=format!("round-{}", row.id)>
            <div class="section-head"><h2>{sought.title.clone()}</h2> <span>{row.standing.words()}</span></div>
            {facts(sought, kind, row, page)}
            {row.pipeline.as_ref().map(numbers)}
            {over}
            <div class="other-acts no-print">{forward} {change} {end}</div>
            {deferred}
            {heading.map(|words| view! { <p class="empty">{words}</p> })}
            <ul class="applicants">{people}</ul>
        </section>
    }
    .into_any()
}

fn facts(sought: &RoundDraft, kind: String, row: &RoundRow, page: &Page) -> AnyView {
    let left = row.pipeline.as_ref().map(|one| one.left);
    let places = match (sought.places, left) {
        (1, Some(0)) => "1, filled".to_owned(),
        (1, _) => "1".to_owned(),
        (places, Some(0)) => format!("{places}, all filled"),
        (places, Some(left)) => format!("{places}, of which {left} not filled"),
        (places, None) => places.to_string(),
    };
    let closes = sought.closes.map_or_else(
        || "last day not set".to_owned(),
        |day| format!("until {}", day_words(day)),
    );
    let panel: Vec<String> = sought.panel.iter().map(|id| name_of(page, *id)).collect();
    let panel = if panel.is_empty() {
        "not set".to_owned()
    } else {
        panel.join(", ")
    };
    let rows = [
        ("Who is sought", kind),
        ("Can help with", sought.area_words()),
        ("For", capital(&sought.phase_words())),
        ("Places", places),
        (
            "Applications",
            format!("from {}, {closes}", day_words(sought.opens)),
        ),
        ("Interviews", interview_words(&sought.interviews)),
        ("Who interviews", panel),
        ("Designated by", sought.body.clone()),
    ]
    .into_iter()
    .map(|(term, words)| view! { <div><dt>{term}</dt><dd>{words}</dd></div> })
    .collect_view();
    view! {
        <p class="voice">{sought.why.clone()}</p>
        <dl class="round-facts">{rows}</dl>
    }
    .into_any()
}

/// How many stand at each stage.
fn numbers(of: &Pipeline) -> AnyView {
    let stages = of
        .stages
        .iter()
        .map(|(kind, count)| {
            let none = *count == 0;
            view! { <div data-none=none.then_some("")><dt>{kind.words()}</dt><dd>{*count}</dd></div> }
        })
        .collect_view();
    let empty = of.stages.iter().all(|(_, count)| *count == 0);
    (!empty)
        .then(|| view! { <dl class="pipeline">{stages}</dl> })
        .into_any()
}
