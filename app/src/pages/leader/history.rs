//! What was said of somebody before: who, when, from what, to what, and why.

use domain::api::{LeaderPage as Page, LeaderRecorded};
use domain::brokerage::Sight;
use domain::calendar::day_words;
use domain::schools::Urn;
use leptos::prelude::*;

pub fn history(page: &Page) -> AnyView {
    if page.sight != Sight::Whole {
        return ().into_any();
    }
    if page.history.is_empty() {
        return view! {
            <section class="section">
                <h2>"Nothing has been changed here yet"</h2>
                <p class="small-print">"The record is as it was brought in."</p>
            </section>
        }
        .into_any();
    }
    let finding = match page.history.len() {
        1 => "Changed once".to_owned(),
        2 => "Changed twice".to_owned(),
        many => format!("Changed {many} times"),
    };
    let rows = page
        .history
        .iter()
        .map(|one| entry(page, one))
        .collect_view();
    view! {
        <section class="section">
            <h2>{finding}</h2>
            <ol class="record-history">{rows}</ol>
        </section>
    }
    .into_any()
}

fn entry(page: &Page, one: &LeaderRecorded) -> AnyView {
    let school = |urn: Urn| {
        let named = page.schools.iter().find(|school| school.urn == urn)?;
        Some(named.name.clone())
    };
    let changes = one
        .changes
        .iter()
        .map(|change| {
            let field = change.to.field().words();
            let (from, to) = (
                change.from.words(&page.types, &school),
                change.to.words(&page.types, &school),
            );
            if one.added {
                view! { <li><b>{field}</b> ": " {to}</li> }.into_any()
            } else {
                view! { <li><b>{field}</b> ": from " {from} " to " <em>{to}</em></li> }.into_any()
            }
        })
        .collect_view();
    let why = (!one.why.is_empty()).then(|| view! { <p class="voice">{one.why.clone()}</p> });
    let what = if one.added { " added them" } else { "" };
    view! {
        <li>
            <p class="small-print"><b>{one.by.name.clone()}</b> {what} ", " {day_words(one.at.day())}</p>
            <ul>{changes}</ul>
            {why}
        </li>
    }
    .into_any()
}
