//! Notes of visits in a file: what waits for an answer, what was seen by section, and each note with the head's
//! word on it.

use domain::api::FilePage as Page;
use domain::calendar::working_days_after;
use domain::support::Mode;
use domain::support::caseload::{Noted, Seat, school_year};
use leptos::prelude::*;

use super::entry_form::{Desk, behind};
use super::forms;
use crate::words::near_day;

/// What somebody is asked for first.
pub fn waiting(desk: Desk, page: &Page) -> Option<AnyView> {
    let today = page.today;
    let asks: Vec<&Noted> = page.file.notes.iter().filter(|one| one.waits()).collect();
    let unread: Vec<&Noted> = page
        .file
        .notes
        .iter()
        .filter(|one| one.confirmed.is_none())
        .collect();
    let rows = asks
        .iter()
        .map(|one| {
            let due = working_days_after(one.at.day(), page.way.respond_days);
            let late = (due < today).then_some("");
            view! { <li data-late=late><b>"Leadership team"</b><span>{one.note.request.clone()}</span><small>"answer by " {near_day(due, today)}</small></li> }
        })
        .collect_view();
    let heads = (page.seat == Seat::Head && !unread.is_empty()).then(|| {
        view! { <li data-own=""><b>"You"</b><span>{match unread.len() { 1 => "Say whether a note is right".to_owned(), count => format!("Say whether {count} notes are right") }}</span><small>"below"</small></li> }
    });
    if asks.is_empty() && heads.is_none() {
        return None;
    }
    let forms = (page.seat == Seat::Officer).then(|| {
        asks.iter()
            .map(|one| behind(desk, forms::answer(one)))
            .collect_view()
    });
    Some(
        view! {
            <section class="opens turn">
                <h2>"Waiting"</h2>
                <ul class="waits">{rows}{heads}</ul>
                <div class="other-acts no-print">{forms}</div>
            </section>
        }
        .into_any(),
    )
}

/// Each section, and when a visit was last about it.
pub fn sections(page: &Page) -> AnyView {
    let year = school_year(page.today);
    let cells = page
        .way
        .sections
        .iter()
        .zip(page.file.coverage(&page.way, year))
        .map(|(section, seen)| {
            let own = page.file.evaluated(year, section.key).last().and_then(|one| {
                let words = page.way.judgement(one.own.judgement?);
                Some(view! { <small>"the school: " {words}</small> })
            });
            match seen {
                Some(day) => view! { <li class="seen"><span>{section.words.clone()}</span> <b>{near_day(day, page.today)}</b> {own}</li> }.into_any(),
                None => view! { <li class="unseen"><span>{section.words.clone()}</span> <b>"not visited"</b> {own}</li> }.into_any(),
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <h2>"Sections seen this year"</h2>
            <ul class="section-strip">{cells}</ul>
        </section>
    }
    .into_any()
}

pub fn notes(desk: Desk, page: &Page) -> AnyView {
    if page.file.notes.is_empty() {
        return view! {
            <section class="section"><h2>"Notes of visits"</h2><p class="empty">"There is no note yet."</p></section>
        }
        .into_any();
    }
    let rows = page
        .file
        .notes
        .iter()
        .rev()
        .map(|one| note(desk, page, one))
        .collect_view();
    view! {
        <section class="section">
            <div class="section-head"><h2>"Notes of visits"</h2> <span>{page.file.notes.len()}</span></div>
            <ul class="visits">{rows}</ul>
        </section>
    }
    .into_any()
}

fn note(desk: Desk, page: &Page, one: &Noted) -> AnyView {
    let note = &one.note;
    let purpose = page
        .way
        .purpose(note.purpose)
        .map_or_else(|| note.purpose.to_string(), |purpose| purpose.words.clone());
    let place = match note.mode {
        Mode::InPerson => "in school",
        Mode::Video => "by video",
        Mode::Phone => "by phone",
    };
    let about = note
        .about
        .iter()
        .map(|about| {
            let evidence: Vec<&str> = about.evidence.iter().map(|one| one.words()).collect();
            let evidence = (!evidence.is_empty()).then(|| view! { <small>" " {evidence.join(", ").to_lowercase()}</small> });
            view! { <dt>{page.way.section(about.section)}</dt><dd class="voice">{about.words.clone()} {evidence}</dd> }
        })
        .collect_view();
    let keys = (!note.keys.is_empty()).then(|| {
        let words: Vec<String> = note.keys.iter().map(|key| page.way.key(*key)).collect();
        view! { <p class="small-print">"Keys to improvement: " {words.join(", ")} "."</p> }
    });
    let met = (!note.met.is_empty()).then(|| format!("Met: {}.", note.met.join(", ")));
    let agreed =
        (!note.agreed.is_empty()).then(|| view! { <p><b>"Agreed: "</b>{note.agreed.clone()}</p> });
    let request = (!note.request.is_empty()).then(|| {
        let answer = one.answer.as_ref().map(|word| {
            view! { <p class="answered"><b>{word.by.name.clone()} ": "</b>{word.words.clone()}</p> }
        });
        view! { <p><b>"Asks for: "</b>{note.request.clone()}</p> {answer} }
    });
    let word = match &one.confirmed {
        Some((true, word)) => view! { <p class="quiet">"The head says it is right. " {word.words.clone()}</p> }.into_any(),
        Some((false, word)) => view! { <p data-wrong="">"The head says it is not right: “" {word.words.clone()} "”"</p> }.into_any(),
        None if page.seat == Seat::Head => view! {
            <div class="confirm">{behind(desk, forms::accurate(note.id))} {behind(desk, forms::inaccurate(note.id))}</div>
        }
        .into_any(),
        None if page.seat == Seat::Governor => ().into_any(),
        None => view! { <p class="quiet">"The head has not said a word on it yet."</p> }.into_any(),
    };
    view! {
        <li>
            <h3>{near_day(note.on, page.today)} ", " {purpose} <span>{one.by.name.clone()} ", " {note.time.words()} " days " {place}</span></h3>
            <dl class="about-sections">{about}</dl>
            {keys}
            {agreed} {request}
            <p class="small-print">{met}</p>
            {word}
        </li>
    }
    .into_any()
}
