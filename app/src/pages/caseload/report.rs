//! The annual report of a school: compiled from the year's notes by section, with what its named person says of
//! the year and the school's word on it. Prints on A4.

use domain::api::FilePage as Page;
use domain::calendar::day_words;
use domain::support::Word;
use domain::support::caseload::{Line, Seat, school_year, year_words};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::entry_form::{Desk, behind};
use super::{forms, urn};
use crate::api;
use crate::browser;
use crate::components::heading::Heading;
use crate::load::load;
use crate::session::SignedIn;

#[component]
pub fn ReportPage(signed: SignedIn) -> impl IntoView {
    let (urn, query) = (urn(), use_query_map());
    let page = load(move || {
        let urn = urn.get();
        let year = query.with(|query| query.get("year").and_then(|year| year.parse().ok()));
        async move {
            match urn {
                Some(urn) => api::school_file(urn, year).await,
                None => Err(api::nothing_there("There is no such school")),
            }
        }
    });
    let (authority, person) = (signed.authority.clone(), signed.actor.person);
    let ready = move |page: Page| {
        let desk = Desk::of(page, person);
        let authority = authority.clone();
        (move || drawn(desk, &desk.page.get(), &authority)).into_any()
    };
    view! { <div class="minutes-page">{page.page("the report", ready)}</div> }
}

fn drawn(desk: Desk, page: &Page, authority: &str) -> AnyView {
    let annual = &page.annual;
    let years: Vec<i32> = {
        let mut years: Vec<i32> = page
            .file
            .notes
            .iter()
            .map(|one| school_year(one.note.on))
            .collect();
        years.dedup();
        years
    };
    let others = years
        .into_iter()
        .filter(|year| *year != annual.year)
        .map(|year| view! { <a href=format!("/caseload/{}/report?year={year}", page.urn)>{year_words(year)}</a> })
        .collect_view();
    let sections = annual
        .sections
        .iter()
        .map(|(words, lines)| section(page, words, lines))
        .collect_view();
    let agreed = annual
        .agreed
        .iter()
        .map(|(on, words)| view! { <li><b>{day_words(*on)}</b> " " {words.clone()}</li> })
        .collect_view();
    let requests = annual
        .requests
        .iter()
        .map(|(on, words, answer)| {
            let answer = answer.as_ref().map_or_else(
                || " Not answered yet.".to_owned(),
                |word| format!(" Answered: {}", word.words),
            );
            view! { <li><b>{day_words(*on)}</b> " " {words.clone()} {answer}</li> }
        })
        .collect_view();
    let writes = matches!(page.seat, Seat::Officer | Seat::Contact) && annual.visits > 0;
    let heads = page.seat == Seat::Head && annual.report.is_some();
    let visits = match annual.visits {
        0 => "No visit was made".to_owned(),
        1 => "One visit".to_owned(),
        count => format!("{count} visits"),
    };
    view! {
        <article class="minutes annual-report">
            <p class="running-head"><span>{authority.to_owned()}</span> <b>"Official: to the school and the authority"</b></p>
            <p class="actions no-print">
                <button type="button" class="button small" on:click=|_| browser::print()>"Print"</button>
                <a href=format!("/caseload/{}", page.urn)>"The file"</a>
                {others}
            </p>
            <Heading title=format!("Annual report, {}", year_words(annual.year)) page=format!("Annual report, {}", page.school)/>
            <p class="lead">{page.school.clone()} ". " {visits} ", " {annual.used.words()} " of " {annual.given.words()} " days, " {annual.in_school.words()} " of them in school."</p>
            <section class="opens">
                <h2>"What the year came to"</h2>
                {said(annual.report.as_ref(), "Nobody has written this yet.")}
                {writes.then(|| behind(desk, forms::report(annual.year)))}
            </section>
            {sections}
            {keys(page)}
            {(!annual.agreed.is_empty()).then(|| view! { <section class="section"><h2>"What was agreed"</h2><ul class="report-list">{agreed}</ul></section> })}
            {(!annual.requests.is_empty()).then(|| view! { <section class="section"><h2>"What was asked for"</h2><ul class="report-list">{requests}</ul></section> })}
            <section class="section">
                <h2>"The school’s word"</h2>
                {said(annual.reply.as_ref(), "The school has not said what it thinks of this report.")}
                {heads.then(|| behind(desk, forms::reply(annual.year)))}
            </section>
        </article>
    }
    .into_any()
}

fn said(word: Option<&Word>, none: &'static str) -> AnyView {
    match word {
        Some(word) => view! {
            <p class="voice pre">{word.words.clone()}</p>
            <p class="small-print">{word.by.name.clone()} ", " {day_words(word.at.day())}</p>
        }
        .into_any(),
        None => view! { <p class="quiet">{none}</p> }.into_any(),
    }
}

/// What the school says it is in a section, and whether its partner agrees.
fn own_line(page: &Page, words: &str) -> AnyView {
    let own = page.annual.own.iter().find(|(of, ..)| of == words);
    let Some((_, own, against)) = own else {
        return view! { <p class="quiet">"The school has not said what it is in this section."</p> }.into_any();
    };
    let judgement = own.judgement.map(|key| {
        view! { <b>{page.way.judgement(key)} ". "</b> }
    });
    let against = match against {
        None => "Not moderated.".to_owned(),
        Some(against) => format!("Moderated: the partner {}.", against.words()),
    };
    view! {
        <p>"The school: " {judgement} <span class="voice">{own.strengths.clone()}</span> " To be better: " <span class="voice">{own.improve.clone()}</span></p>
        <p class="small-print">{against}</p>
    }
    .into_any()
}

/// The keys to improvement, and the visits each was worked on in.
fn keys(page: &Page) -> Option<AnyView> {
    if page.annual.keys.is_empty() {
        return None;
    }
    let rows = page
        .annual
        .keys
        .iter()
        .map(|(words, count)| {
            let visits = match count {
                0 => "no visit".to_owned(),
                1 => "one visit".to_owned(),
                count => format!("{count} visits"),
            };
            view! { <li><b>{words.clone()}</b> " " {visits}</li> }
        })
        .collect_view();
    Some(
        view! { <section class="section"><h2>"Keys to improvement"</h2><ul class="report-list">{rows}</ul></section> }
            .into_any(),
    )
}

fn section(page: &Page, words: &str, lines: &[Line]) -> AnyView {
    let seat = page.seat;
    let body = if lines.is_empty() {
        view! { <p class="unseen-words">"No visit was about this section in the year: nothing is known of it."</p> }.into_any()
    } else if seat == Seat::Governor {
        view! { <p class="quiet">"Seen on " {lines.iter().map(|line| day_words(line.on)).collect::<Vec<_>>().join(", ")} "."</p> }.into_any()
    } else {
        lines
            .iter()
            .map(|line| {
                let evidence: Vec<&str> = line.evidence.iter().map(|one| one.words()).collect();
                let contested = line.contested.then_some(". The head says this note is not right.");
                view! {
                    <p class="voice">{line.words.clone()}</p>
                    <p class="small-print">{line.by.clone()} ", " {day_words(line.on)} ". " {evidence.join(", ").to_lowercase()} {contested}</p>
                }
            })
            .collect_view()
            .into_any()
    };
    view! { <section class="section"><h2>{words.to_owned()}</h2>{own_line(page, words)}{body}</section> }.into_any()
}
