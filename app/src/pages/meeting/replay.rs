//! A closed meeting as the room saw it: after each change, with who made it and when.

use domain::meetings::{Change, Recorded};
use domain::schools::Office;
use leptos::prelude::*;

use super::history::{second, short_name};
use super::in_meeting::InMeeting;

#[component]
pub fn Replay(here: InMeeting) -> impl IntoView {
    let closed = Memo::new(move |_| here.state.with(|state| state.confirmed_board().closed));
    let all = Memo::new(move |_| here.state.with(|state| state.changes()));
    let at = move || here.replay.get().unwrap_or_else(|| all.get());
    let words = move || {
        let nth = at();
        here.state.with(|state| match state.change_at(nth) {
            _ if nth == 0 => "As it opened".to_owned(),
            None => "As it ended".to_owned(),
            Some(_) if nth == all.get() => "As it ended".to_owned(),
            Some(recorded) => format!(
                "{}, {}: {}",
                second(recorded.at),
                short_name(&recorded.by.name),
                what(recorded)
            ),
        })
    };
    let moved = move |event: web_sys::Event| {
        let nth: usize = event_target_value(&event).parse().unwrap_or(0);
        here.replay.set((nth < all.get_untracked()).then_some(nth));
    };
    // Where the hand rests, the school of that change is on the page.
    let rested = move |_| {
        let urn = here.replay.get_untracked().and_then(|nth| {
            here.state
                .with_untracked(|state| state.change_at(nth)?.change.urn())
        });
        if let Some(urn) = urn {
            here.go(urn);
        }
    };
    view! {
        <Show when=move || closed.get()>
            <div class="replay no-print">
                <label for="replay">"As the room saw it"</label>
                <input id="replay" type="range" min="0" max=move || all.get().to_string() prop:value=move || at().to_string()
                    aria-valuetext=words on:input=moved on:change=rested/>
                <p>{words}</p>
            </div>
        </Show>
    }
}

fn what(recorded: &Recorded) -> &'static str {
    match &recorded.change {
        Change::Record { .. } => "changed a value",
        Change::Decide { .. } => "the room decided",
        Change::Point { .. } => "a point",
        Change::Know { .. } => "something known",
        Change::Act { .. } => "an action",
        Change::Done { .. } => "what became of an action",
        Change::Dissent { .. } => "a different view",
        Change::Recuse { .. } => "somebody left the room",
        Change::Park { parked: true, .. } => "set aside",
        Change::Park { .. } => "taken up again",
        Change::Pull { .. } => "pulled out to discuss",
        Change::Attend { .. } => "who is there",
        Change::Chair { .. } => "the chair",
        Change::Office {
            who: Office::Head, ..
        } => "the headteacher",
        Change::Office { .. } => "the chair of governors",
        Change::Led { .. } => "who led for the school",
        Change::Show { .. } => "the next school",
        Change::AskViews { .. } => "own views asked for",
        Change::ShowViews { .. } => "own views shown",
        Change::Purpose { .. } => "what the meeting is for",
        Change::Suppose { .. } => "a hypothesis",
        Change::Settle {
            confirmed: true, ..
        } => "a hypothesis confirmed",
        Change::Settle { .. } => "a hypothesis rejected",
        Change::Pace { .. } => "minutes planned",
        Change::Replied { .. } => "the school wrote",
        Change::Close => "closed",
    }
}
