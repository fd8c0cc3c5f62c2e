//! What is done with the item itself: set it aside, take it up again, discuss it after all; and that somebody
//! leaves the room for it. Nobody decides on their own school.

use domain::meetings::{Change, Recusal, Section};
use leptos::prelude::*;

use super::beside::BesideButton;
use super::in_meeting::InMeeting;
use super::notes::leave;
use super::own_views::AskForViews;
use crate::browser;
use crate::state::meeting::section_of;

#[component]
pub fn SetAside(here: InMeeting) -> impl IntoView {
    let section = Memo::new(move |_| {
        let urn = here.urn.get()?;
        let board = here.board.get();
        here.state.with(|state| {
            let entry = state.order().iter().find(|entry| entry.urn == urn)?;
            Some(section_of(&board, entry))
        })
    });
    let change = move |make: fn(domain::schools::Urn) -> Change| {
        if let Some(urn) = here.urn.get_untracked() {
            here.propose(make(urn));
        }
    };
    let park = move |_| change(|urn| Change::Park { urn, parked: true });
    let take_up = move |_| change(|urn| Change::Park { urn, parked: false });
    let pull = move |_| change(|urn| Change::Pull { urn });
    let words = move || {
        match section.get() {
        Some(Section::Discuss) => {
            view! { <button type="button" class="link" on:click=park>"Set it aside"</button> }.into_any()
        }
        Some(Section::Parked) => {
            view! { <span>"Set aside. "</span><button type="button" class="link" on:click=take_up>"Take it up again"</button> }
                .into_any()
        }
        Some(Section::AsProposed) => {
            view! { <button type="button" class="link" on:click=pull>"Discuss it"</button> }.into_any()
        }
        Some(Section::Done) | None => ().into_any(),
    }
    };
    view! {
        <Show when=move || here.may_record()>
            <p class="set-aside no-print">{words} <Leaves here/> <AskForViews here/> <BesideButton here/></p>
        </Show>
        <Recused here/>
    }
}

/// Who has left the room for this school.
#[component]
fn Recused(here: InMeeting) -> impl IntoView {
    let recusals = Memo::new(move |_| {
        here.item.with(|item| {
            item.as_ref()
                .map(|item| item.recusals.clone())
                .unwrap_or_default()
        })
    });
    move || {
        recusals
            .get()
            .into_iter()
            .map(|one: Recusal| {
                view! { <p class="recused">{one.who} " has left the room: " <span class="voice">{one.why}</span></p> }
            })
            .collect_view()
    }
}

#[component]
fn Leaves(here: InMeeting) -> impl IntoView {
    let open = RwSignal::new(false);
    let who = RwSignal::new(String::new());
    let why = RwSignal::new(String::new());
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(urn) = here.urn.get_untracked() else {
            return;
        };
        let (name, reason) = (who.get_untracked(), why.get_untracked());
        if name.trim().is_empty() {
            return browser::focus("leaves");
        }
        if reason.trim().is_empty() {
            return browser::focus("leaves-why");
        }
        let change = Change::Recuse {
            urn,
            who: name.trim().to_owned(),
            why: reason.trim().to_owned(),
        };
        if here.propose(change) {
            who.set(String::new());
            why.set(String::new());
            open.set(false);
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            leave(&event);
            open.set(false);
        }
    };
    view! {
        <Show when=move || open.get() fallback=move || view! {
            <button type="button" class="link" on:click=move |_| open.set(true)>"Somebody leaves for it"</button>
        }>
            <form class="leaves-form" on:submit=add on:keydown=keys>
                <label for="leaves">"Who leaves the room"</label>
                <input id="leaves" type="text" autocomplete="off" prop:value=move || who.get()
                    on:input=move |event| who.set(event_target_value(&event))/>
                <label for="leaves-why">"Why"</label>
                <input id="leaves-why" type="text" autocomplete="off" prop:value=move || why.get()
                    on:input=move |event| why.set(event_target_value(&event))/>
                <button type="submit" class="button small">"Put it down"</button>
            </form>
        </Show>
    }
}
