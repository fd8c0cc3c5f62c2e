//! How long the school has been before the room: a quiet figure for everybody, and past what was planned a
//! sentence for the chair. It stops nothing, and is not read out as it counts.

use domain::meetings::{Change, LONGEST_PACE, Section, nudge};
use leptos::prelude::*;

use super::history::spent;
use super::in_meeting::InMeeting;

/// How long it has been shown, by the log of the meeting.
fn on_screen(here: InMeeting) -> Option<i64> {
    let urn = here.urn.get()?;
    let now = here.now.get();
    Some(here.board.with(|board| board.on_screen(urn, now)))
}

fn planned(here: InMeeting) -> Option<u8> {
    here.board.with(|board| board.planned(&here.scheme()))
}

/// " · 6 min 20 s".
#[component]
pub fn Spent(here: InMeeting) -> impl IntoView {
    let time = move || on_screen(here).filter(|time| *time > 0).map(spent);
    view! {
        <span aria-hidden="true">{move || time().map(|time| view! { " · " <b>{time}</b> })}</span>
    }
}

/// For who is in the chair: past the planned minutes, and nothing before.
#[component]
pub fn Nudge(here: InMeeting) -> impl IntoView {
    let words = Memo::new(move |_| {
        if !here.decides() {
            return None;
        }
        let (urn, time) = (here.urn.get()?, on_screen(here)?);
        let board = here.board.get();
        let left = here.state.with(|state| {
            let open = state.section(&board, Section::Discuss);
            open.iter().filter(|one| **one != urn).count()
        });
        nudge(time, planned(here), left)
    });
    move || {
        words
            .get()
            .map(|words| view! { <p class="nudge">{words}</p> })
    }
}

/// What the chair plans for a school that is discussed.
#[component]
pub fn Planned(here: InMeeting) -> impl IntoView {
    let value = move || planned(here).map_or_else(String::new, |minutes| minutes.to_string());
    let set = move |event: web_sys::Event| {
        let text = event_target_value(&event);
        let minutes = text
            .trim()
            .parse::<u8>()
            .ok()
            .filter(|minutes| *minutes > 0);
        here.propose(Change::Pace { minutes });
    };
    view! {
        <Show when=move || here.decides()>
            <p class="planned">
                <label for="planned-minutes">"Minutes planned a school"</label>
                <input id="planned-minutes" type="number" min="1" max=LONGEST_PACE.to_string() prop:value=value on:change=set/>
            </p>
        </Show>
    }
}
