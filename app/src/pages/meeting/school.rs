//! The school on a page: its name and facts, the suggestion beside the decision, what would change it,
//! and its indicators.

use domain::meetings::Section;
use domain::risk::number_words;
use domain::schools::School;
use leptos::prelude::*;

use super::beside::Beside;
use super::in_meeting::{InMeeting, use_meeting};
use super::indicators::Indicators;
use super::otherwise::Otherwise;
use super::pace::{Nudge, Spent};
use super::set_aside::SetAside;
use super::standing::{Standing, Strip};
use crate::components::heading::Heading;

#[component]
pub fn SchoolOnAPage() -> impl IntoView {
    let here = use_meeting();
    let name = Memo::new(move |_| {
        here.item
            .with(|item| item.as_ref().map(|item| item.school.name.clone()))
            .unwrap_or_else(|| "No schools in this meeting".to_owned())
    });
    let facts = move || {
        here.item
            .with(|item| item.as_ref().map(|item| facts(&item.school)))
    };
    view! {
        <Strip/>
        <AgendaButton here/>
        <Elsewhere here/>
        <div class="school-head">
            <Heading title=name/>
            <ItemOf here/>
        </div>
        <Nudge here/>
        <p class="school-facts">{facts}</p>
        <SetAside here/>
        <Standing/>
        <Otherwise/>
        <Beside here/>
        <Indicators/>
    }
}

/// "Community school · 412 on roll · 31% disadvantaged · Airedale".
fn facts(school: &School) -> String {
    let mut facts = vec![format!(
        "{}, {}",
        school.kind,
        school.phase.word().to_lowercase()
    )];
    if let Some(roll) = school.roll {
        facts.push(format!("{roll} on roll"));
    }
    if let Some(share) = school.disadvantaged {
        let share = number_words(domain::risk::Unit::PerCent, share);
        facts.push(format!("{share} disadvantaged"));
    }
    for more in [&school.trust, &school.federation] {
        facts.extend(more.clone());
    }
    if !school.town.is_empty() {
        facts.push(school.town.clone());
    }
    facts.push(format!("URN {}", school.urn));
    facts.join(" · ")
}

/// "Item 4 of 7 · 6 min 20 s".
#[component]
fn ItemOf(here: InMeeting) -> impl IntoView {
    let place = move || {
        let urn = here.urn.get()?;
        here.state.with(|state| {
            let order = state.order();
            let entry = order.iter().find(|entry| entry.urn == urn)?;
            let discussed = entry.why.is_some();
            let group = order
                .iter()
                .filter(|other| other.why.is_some() == discussed);
            let of = group.clone().count();
            let at = group.take_while(|other| other.urn != urn).count() + 1;
            Some(if discussed {
                format!("Item {at} of {of}")
            } else {
                format!("As proposed, {at} of {of}")
            })
        })
    };
    view! {
        <p class="item-of">
            {place}
            <Spent here/>
        </p>
    }
}

/// Narrow: the agenda is behind a button that says where one is.
#[component]
fn AgendaButton(here: InMeeting) -> impl IntoView {
    let words = move || {
        here.state.with(|state| {
            let left = state.section(&state.shown(), Section::Discuss).len();
            format!("Agenda, {left} to discuss")
        })
    };
    view! {
        <button type="button" class="button agenda-button" aria-expanded=move || if here.agenda_open.get() { "true" } else { "false" }
            on:click=move |_| here.agenda_open.update(|open| *open = !*open)>{words}</button>
    }
}

/// The chair is somewhere else: said, never followed without asking.
#[component]
fn Elsewhere(here: InMeeting) -> impl IntoView {
    let current = Memo::new(move |_| {
        here.board.with(|board| {
            let urn = board.current?;
            let name = board.items.get(&urn)?.school.name.clone();
            Some((urn, name))
        })
    });
    let words = move || {
        let (urn, name) = current.get()?;
        if here.decides() || here.urn.get() == Some(urn) {
            return None;
        }
        Some(view! {
            <p class="elsewhere" role="status">
                "The room is at " <b>{name}</b> ". "
                <button type="button" class="link" on:click=move |_| here.go(urn)>"Go there"</button>
            </p>
        })
    };
    let closed = move || {
        here.closed().then(|| {
            view! { <p class="elsewhere" role="status">"This meeting is closed. Nothing in it changes any more."</p> }
        })
    };
    view! { {closed} {words} }
}
