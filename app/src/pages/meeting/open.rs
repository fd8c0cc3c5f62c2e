//! Opening a meeting's page: what the server sent becomes the state, and the feed and the queue follow.

use domain::api::{MeetingPage, Problem};
use domain::meetings::By;
use domain::schools::MeetingId;
use leptos::prelude::*;

use crate::api::{self, Answer, Failure};
use crate::live::{self, Heard, Reader};
use crate::offline;
use crate::session::SignedIn;
use crate::state::meeting::MeetingState;

/// Reads a meeting; an address without a proper id is no meeting.
pub async fn read(id: Option<MeetingId>) -> Answer<MeetingPage> {
    match id {
        Some(id) => api::meeting(id).await,
        None => Err(Failure::Refused(Box::new(Problem {
            kind: "not_found".to_owned(),
            status: 404,
            title: "There is no such meeting".to_owned(),
            detail: "The address may be mistyped.".to_owned(),
            fields: Vec::new(),
            refusal: None,
        }))),
    }
}

/// The state of a meeting as this person sees it.
pub fn opened(page: MeetingPage, signed: &SignedIn) -> RwSignal<MeetingState> {
    let me = By {
        id: signed.actor.person,
        name: signed.name.clone(),
    };
    RwSignal::new(MeetingState::open(page, me))
}

/// Sends what is pending, as long as the page is there.
pub fn sending(state: RwSignal<MeetingState>) {
    let meeting = state.with_untracked(|state| state.confirmed_board().meeting.id);
    offline::send_pending(meeting, state);
}

/// Follows the feed as long as the page is there.
pub fn following(state: RwSignal<MeetingState>) {
    let meeting = state.with_untracked(|state| state.confirmed_board().meeting.id);
    let feed = live::follow(
        meeting,
        Reader {
            seq: Box::new(move || state.try_with_untracked(MeetingState::seq)),
            behind: Box::new(move || state.try_with_untracked(MeetingState::behind) == Some(true)),
            tell: Box::new(move |heard| tell(state, heard)),
        },
    );
    on_cleanup(move || feed.stop());
}

fn tell(state: RwSignal<MeetingState>, heard: Heard) {
    match heard {
        Heard::Event(event) => {
            state.try_update(|state| state.heard(event));
        }
        Heard::Stream(stream) => {
            if state.try_with_untracked(|state| state.stream) != Some(stream) {
                state.try_update(|state| state.stream = stream);
            }
        }
    }
}
