//! A meeting, live: the agenda, one school on a page, what was said, and the room's decision.
//!
//! The page reads [`InMeeting`] and calls it; what may happen and what follows is the state's and the
//! domain's. Others' changes arrive in place: nothing scrolls, reorders or takes focus.

mod agenda;
mod attendance;
mod bar;
mod beside;
mod carried;
mod close;
mod conflict;
mod decide;
mod edit;
mod history;
mod hypotheses;
mod in_meeting;
mod indicators;
mod keys;
mod known;
mod notes;
mod offices;
mod open;
mod otherwise;
mod own_views;
mod pace;
mod reason;
mod replay;
mod rights;
mod row;
mod school;
mod set_aside;
mod standing;
mod support_given;
mod verdict;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use domain::schools::MeetingId;

use crate::load::load;
use crate::session::SignedIn;
use in_meeting::InMeeting;

// The projector shows the same meeting.
pub use bar::{PROJECTORS, connected};
pub use open::{following, opened, read};
pub use otherwise::otherwise_of;

/// The school of a page's address: `?school=100001`.
pub const SCHOOL: &str = "school";

#[component]
pub fn MeetingPage(signed: SignedIn) -> impl IntoView {
    let params = use_params_map();
    let id = move || {
        params
            .read()
            .get("id")
            .and_then(|id| id.parse::<MeetingId>().ok())
    };
    let page = load(move || {
        let id = id();
        async move { open::read(id).await }
    });
    page.page("the meeting", move |page| {
        let state = opened(page, &signed);
        view! { <Room state signed=signed.clone()/> }.into_any()
    })
}

/// The page once the meeting is here.
#[component]
fn Room(state: RwSignal<crate::state::meeting::MeetingState>, signed: SignedIn) -> impl IntoView {
    following(state);
    open::sending(state);
    let here = InMeeting::provide(state, &signed);
    bar::fill(here);
    keys::listen(here);
    view! {
        <div class="meeting">
            <agenda::Agenda/>
            <div class="meeting-centre">
                <school::SchoolOnAPage/>
            </div>
            <notes::Notes/>
            <decide::DecisionBar/>
            <agenda::AgreeAll/>
            <close::CloseMeeting/>
        </div>
    }
}
