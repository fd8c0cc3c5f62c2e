//! Closing the meeting, once, after asking.

use domain::meetings::{Change, Section};
use leptos::prelude::*;

use super::in_meeting::use_meeting;
use crate::components::dialog::Dialog;

#[component]
pub fn CloseMeeting() -> impl IntoView {
    let here = use_meeting();
    let left = Memo::new(move |_| {
        here.state.with(|state| {
            let board = state.shown();
            state.section(&board, Section::Discuss).len()
                + state.section(&board, Section::AsProposed).len()
                + state.section(&board, Section::Parked).len()
        })
    });
    // Somebody else closed it while this person was being asked.
    Effect::new(move || {
        if here.closed() {
            here.closing.set(false);
            here.agree_all.set(false);
        }
    });
    let waiting = Memo::new(move |_| here.state.with(|state| state.pending().len()));
    let words = move || match left.get() {
        0 => "Every school has been decided.".to_owned(),
        1 => "One school has not been decided. It keeps its last decision.".to_owned(),
        left => format!("{left} schools have not been decided. They keep their last decision."),
    };
    let sending = move || {
        (waiting.get() > 0).then(|| {
            view! { <p><b>{waiting.get()} " changes are not with the server yet; they go first."</b></p> }
        })
    };
    view! {
        <Dialog open=here.closing title="Close the meeting" leave="Cancel">
            <p>{words}</p>
            {sending}
            <p>"After this nothing in it can be changed by anybody."</p>
            <p class="dialog-actions">
                <button type="button" class="button primary" on:click=move |_| {
                    here.propose(Change::Close);
                    here.closing.set(false);
                }>"Close the meeting"</button>
                <button type="button" class="button" on:click=move |_| here.closing.set(false)>"Not yet"</button>
            </p>
        </Dialog>
    }
}
