//! What the meeting puts into the bar on top: its title, the line, who is here, the projector.

use domain::calendar::day_words;
use leptos::prelude::*;
use web_sys::BroadcastChannel;

use super::attendance::{InTheRoom, hand_over};
use super::in_meeting::InMeeting;
use crate::browser;
use crate::components::connection::Connected;
use crate::components::key_cap::KeyCap;
use crate::frame::use_bar;
use crate::state::meeting::LineState;

/// The windows of one browser that show the same meeting hear each other here.
pub const PROJECTORS: &str = "alongside-projector";

/// The line in the words of the bar.
pub fn connected(line: LineState) -> Connected {
    match line {
        LineState::Live => Connected::Live,
        LineState::Reconnecting => Connected::Reconnecting,
        LineState::ThisDeviceOnly(count) => {
            Connected::OnDevice(u32::try_from(count).unwrap_or(u32::MAX))
        }
        LineState::NotSaved(_) => Connected::NotSaved,
    }
}

/// Fills the bar while the page is there.
pub fn fill(here: InMeeting) {
    let bar = use_bar();
    bar.is_live();
    let line = Memo::new(move |_| here.state.with(|state| state.line()));
    Effect::new(move || bar.connection.set(Some(connected(line.get()))));
    let saved = Memo::new(move |_| here.state.with(|state| state.saved_at()));
    Effect::new(move || {
        let words = saved
            .get()
            .map(|at| format!("saved {}", browser::clock_words(at, true)));
        bar.saved.set(words.unwrap_or_default());
    });
    bar.in_the_middle(move || title(here));
    bar.at_the_side(move || side(here));
}

fn title(here: InMeeting) -> AnyView {
    let (title, on) = here.state.with_untracked(|state| {
        let meeting = &state.confirmed_board().meeting;
        (meeting.title.clone(), meeting.on)
    });
    view! {
        <nav class="meeting-place" aria-label="Where you are">
            <a href="/meetings">"Meetings"</a>
            " / "
            <b>{title}</b>
            " "
            <span>{day_words(on)}</span>
        </nav>
    }
    .into_any()
}

fn side(here: InMeeting) -> AnyView {
    view! {
        {presence(here)}
        <button type="button" class="button projector-button" on:click=move |_| {
            open_projector(here);
        }>"Projector " <KeyCap key="P"/></button>
    }
    .into_any()
}

/// Who is on the page now: circles of initials, the chair's filled, and a list on press.
fn presence(here: InMeeting) -> AnyView {
    let present = Memo::new(move |_| here.state.with(|state| state.present.clone()));
    let chair = Memo::new(move |_| here.board.with(|board| board.chair.id));
    let offline = move || {
        here.state
            .with(|state| state.line() != LineState::Live)
            .then_some("old")
    };
    let circles = move || {
        let people = present.get();
        let more = people.len().saturating_sub(4);
        let circles = people
            .iter()
            .take(4)
            .map(|person| {
                let chairs = (person.id == chair.get()).then_some("");
                view! { <i class="initials" data-chair=chairs aria-hidden="true">{initials(&person.name)}</i> }
            })
            .collect_view();
        view! {
            {circles}
            {(more > 0).then(|| view! { <i class="initials" aria-hidden="true">{format!("+{more}")}</i> })}
            <span>{format!("{} here", people.len())}</span>
        }
    };
    let list = move || {
        present
            .get()
            .into_iter()
            .map(|person| {
                let chairs = (person.id == chair.get()).then_some(", in the chair");
                let hand = hand_over(here, &person);
                view! { <li>{person.name} {chairs} " " {hand}</li> }
            })
            .collect_view()
    };
    view! {
        <details class="presence" data-state=offline>
            <summary>{circles}</summary>
            <div class="presence-list">
                <ul>{list}</ul>
                <InTheRoom here/>
            </div>
        </details>
    }
    .into_any()
}

fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let first = words.next();
    first.into_iter().chain(words.next_back()).collect()
}

/// Opens the projector in a window of its own.
pub fn open_projector(here: InMeeting) -> bool {
    let id = here
        .state
        .with_untracked(|state| state.confirmed_board().meeting.id);
    if let Some(window) = web_sys::window() {
        let _ = window
            .open_with_url_and_target(&format!("/meetings/{id}/projector"), "alongside-projector");
    }
    true
}

/// Tells the projector windows of this browser to hide details or to go blank, or back.
pub fn tell_projector(what: &str) -> bool {
    if let Ok(channel) = BroadcastChannel::new(PROJECTORS) {
        let _ = channel.post_message(&what.into());
        channel.close();
    }
    true
}
