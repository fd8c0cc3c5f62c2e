//! Everything an authority did with a school, in one log: monitoring, challenge, assurance and intervention.

use domain::api::FilePage as Page;
use domain::calendar::day_words;
use domain::support::caseload::{Activity, LogLine, Seat, school_year, year_words};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::entry_form::{Desk, behind};
use super::{own_forms, urn};
use crate::api;
use crate::browser;
use crate::components::chip::Chip;
use crate::components::heading::Heading;
use crate::load::load;
use crate::session::SignedIn;

#[component]
pub fn LogPage(signed: SignedIn) -> impl IntoView {
    let urn = urn();
    let page = load(move || {
        let urn = urn.get();
        async move {
            match urn {
                Some(urn) => api::school_file(urn, None).await,
                None => Err(api::nothing_there("There is no such school")),
            }
        }
    });
    let person = signed.actor.person;
    page.page("the log", move |page: Page| {
        let desk = Desk::of(page, person);
        view! { <Drawn desk/> }.into_any()
    })
}

#[component]
fn Drawn(desk: Desk) -> impl IntoView {
    let query = use_query_map();
    let navigate = use_navigate();
    let (urn, school, writes) = desk.page.with_untracked(|page| {
        let writes = matches!(page.seat, Seat::Officer | Seat::Contact);
        (page.urn, page.school.clone(), writes)
    });
    let shown = Memo::new(move |_| {
        let asked = query.with(|query| query.get("kind"));
        Activity::ALL
            .into_iter()
            .find(|kind| asked.as_deref() == Some(kind.key()))
    });
    let chip = |of: Option<Activity>| {
        let count = move || {
            desk.page.with(|page| {
                let takes = |line: &&LogLine| of.is_none_or(|kind| line.kind == kind);
                page.log.iter().filter(takes).count()
            })
        };
        let words = of.map_or("All", Activity::words);
        let label = Signal::derive(move || format!("{words} {}", count()));
        let chosen = Signal::derive(move || shown.get() == of);
        let navigate = navigate.clone();
        let press = move |()| {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            let kind = of.map_or_else(String::new, |kind| format!("?kind={}", kind.key()));
            navigate(&format!("/caseload/{urn}/log{kind}"), options);
        };
        view! { <Chip label chosen on_press=Callback::new(press)/> }
    };
    let chips = std::iter::once(None)
        .chain(Activity::ALL.map(Some))
        .map(chip)
        .collect_view();
    let write = move || {
        writes.then(|| {
            desk.page
                .with(|page| behind(desk, own_forms::by_hand(page)))
        })
    };
    view! {
        <div class="page reading caseload log-page">
            <Heading title="Log" page=format!("Log, {school}")/>
            <p class="lead" id="stands" tabindex="-1">{school.clone()} ". " {move || desk.page.with(said)}</p>
            <div class="actions no-print">
                <button type="button" class="button small" on:click=|_| browser::print()>"Print"</button>
                <a class="button small" href=format!("/caseload/{urn}")>"The file"</a>
            </div>
            <div class="leader-chips no-print" role="group" aria-label="Which kind">{chips}</div>
            {write}
            {move || desk.page.with(|page| lines(page, shown.get()))}
        </div>
    }
}

/// "Since September: two of monitoring, none of challenge …".
fn said(page: &Page) -> String {
    let year = school_year(page.today);
    let counts = Activity::ALL
        .map(|kind| {
            let of = |line: &&LogLine| line.kind == kind && school_year(line.on) == year;
            let count = page.log.iter().filter(of).count();
            format!("{} {count}", kind.words().to_lowercase())
        })
        .join(", ");
    format!("This school year: {counts}.")
}

fn lines(page: &Page, shown: Option<Activity>) -> AnyView {
    let takes = |line: &&LogLine| shown.is_none_or(|kind| line.kind == kind);
    let lines: Vec<&LogLine> = page.log.iter().filter(takes).collect();
    if lines.is_empty() {
        return view! { <p class="empty">"Nothing of this kind is recorded. That says nothing of what was done and not written down."</p> }.into_any();
    }
    let mut years: Vec<i32> = lines.iter().map(|line| school_year(line.on)).collect();
    years.dedup();
    years
        .into_iter()
        .map(|year| {
            let rows = lines
                .iter()
                .filter(|line| school_year(line.on) == year)
                .map(|one| line(one))
                .collect_view();
            view! { <section class="section"><h2>{year_words(year)}</h2><ol class="log-lines">{rows}</ol></section> }
        })
        .collect_view()
        .into_any()
}

fn line(one: &LogLine) -> AnyView {
    let what = if one.href.is_empty() {
        one.what.clone().into_any()
    } else {
        view! { <a href=one.href.clone()>{one.what.clone()}</a> }.into_any()
    };
    let by = (!one.by.is_empty()).then(|| view! { <small>{one.by.clone()}</small> });
    let words = (!one.words.is_empty()).then(|| view! { <p class="voice">{one.words.clone()}</p> });
    view! {
        <li data-kind=one.kind.key()>
            <span class="when">{day_words(one.on)}</span>
            <span class="log-kind">{one.kind.words()}</span>
            <div><p>{what} " " {by}</p>{words}</div>
        </li>
    }
    .into_any()
}
