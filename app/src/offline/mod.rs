//! Changes on their way: sent one at a time and in order, kept while there is no line, sent again with
//! the same ids until the server answers. The server knows a repeat by its id.
//!
//! What waits, for the line or for somebody to choose, is also kept in the browser, encrypted with a key that cannot be read out, until it has
//! arrived or somebody signs out.

/// What other pages keep on this device, in the same encrypted drawer.
pub mod drawer {
    pub use super::store::{forget, names, read_within as read, write};
}
mod store;

use std::cell::Cell;
use std::rc::Rc;

use domain::api::Unread;
use domain::meetings::Proposed;
use domain::schools::{MeetingId, PersonId};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::api::{self, Failure};
use crate::browser;
use crate::state::meeting::MeetingState;

/// Forgets everything kept on this device: for signing out.
pub fn wipe() {
    store::wipe();
}

/// Sends the pending changes of a meeting, now and whenever there are more.
pub fn send_pending(meeting: MeetingId, state: RwSignal<MeetingState>) {
    let person = state.with_untracked(|state| state.me.id);
    let busy = Rc::new(Cell::new(false));
    take_back(meeting, person, state);
    let waiting = Memo::new(move |_| state.with(MeetingState::unsettled));
    let read = StoredValue::new(false);
    Effect::new(move || {
        let waiting = waiting.get();
        if !waiting.is_empty() && !busy.replace(true) {
            spawn_local(drain(meeting, state, Rc::clone(&busy)));
        }
        // The first time there is nothing to keep, and what was kept is still being read.
        if read.get_value() || !waiting.is_empty() {
            read.set_value(true);
            spawn_local(keep(meeting, person, state));
        }
    });
    warn_before_leaving(state);
}

/// Sends until nothing is left, waiting longer after each failure of the line.
async fn drain(meeting: MeetingId, state: RwSignal<MeetingState>, busy: Rc<Cell<bool>>) {
    let mut wait = 500;
    while let Some(Some(next)) = state.try_with_untracked(|state| state.next_to_send().cloned()) {
        let answer = api::propose(meeting, &next).await;
        let went = match answer {
            Ok(recorded) => {
                state.try_update(|state| state.confirmed(recorded));
                true
            }
            Err(Failure::Refused(problem)) if decided(problem.status) => {
                let words = if problem.detail.is_empty() {
                    problem.title.clone()
                } else {
                    format!("{} {}", problem.title, problem.detail)
                };
                let refusal = problem.refusal.as_ref().and_then(Unread::read);
                state.try_update(|state| state.refused(next.id, refusal, words, browser::now()));
                true
            }
            Err(_) => false,
        };
        if state.try_with_untracked(|state| state.stuck) == Some(went) {
            state.try_update(|state| state.stuck = !went);
        }
        if went {
            wait = 500;
        } else {
            let jitter = (js_sys::Math::random() * f64::from(wait) / 2.0) as u32;
            rest(wait / 2 + jitter).await;
            wait = (wait * 2).min(5_000);
        }
    }
    busy.set(false);
}

/// Waits, and no longer than until the network is back.
async fn rest(milliseconds: u32) {
    const TICK: u32 = 250;
    let was_online = browser::online();
    let mut waited = 0;
    while waited < milliseconds && (was_online || !browser::online()) {
        TimeoutFuture::new(TICK.min(milliseconds - waited)).await;
        waited += TICK;
    }
}

/// Whether an answer settles the change; else it is tried again: nobody is signed in any more, the
/// server is busy, or its database is away.
fn decided(status: u16) -> bool {
    (400..500).contains(&status) && !matches!(status, 401 | 408 | 425 | 429)
}

/// Puts back what was kept when the page was last closed, in this window or another.
fn take_back(meeting: MeetingId, person: PersonId, state: RwSignal<MeetingState>) {
    spawn_local(async move {
        for name in store::names(&beginning(meeting, person)).await {
            let kept = store::read(&name).await;
            let kept: Vec<Proposed> = kept
                .and_then(|text| serde_json::from_str(&text).ok())
                .unwrap_or_default();
            if !kept.is_empty() {
                state.try_update(|state| state.take_back(kept));
            }
            // What is still to be sent is kept under this window's own name from here on.
            if name != self::name(meeting, person) {
                keep(meeting, person, state).await;
                store::forget(&name).await;
            }
        }
    });
}

thread_local! {
    static KEEPING: Cell<bool> = const { Cell::new(false) };
}

/// Keeps what is waiting; nothing waiting, nothing kept. One after the other, each with the list as it is
/// when its turn comes: an older list must not end up on top of a newer one, nor two keys be made.
async fn keep(meeting: MeetingId, person: PersonId, state: RwSignal<MeetingState>) {
    while KEEPING.replace(true) {
        TimeoutFuture::new(20).await;
    }
    write_down(meeting, person, state).await;
    KEEPING.set(false);
}

async fn write_down(meeting: MeetingId, person: PersonId, state: RwSignal<MeetingState>) {
    let Some(waiting) = state.try_with_untracked(MeetingState::unsettled) else {
        return;
    };
    let name = name(meeting, person);
    let kept = if waiting.is_empty() {
        store::forget(&name).await;
        false
    } else {
        match serde_json::to_string(&waiting) {
            Ok(text) => store::write(&name, &text).await,
            Err(_) => false,
        }
    };
    if state.try_with_untracked(|state| state.kept) == Some(!kept) {
        state.try_update(|state| state.kept = kept);
    }
}

fn beginning(meeting: MeetingId, person: PersonId) -> String {
    format!("{person}/{meeting}/")
}

/// Each window keeps its own queue: one that is done must not forget another's.
fn name(meeting: MeetingId, person: PersonId) -> String {
    format!("{}{}", beginning(meeting, person), window_name())
}

/// The name of this window; the same after it is loaded again.
fn window_name() -> String {
    let kept = web_sys::window().and_then(|window| window.session_storage().ok().flatten());
    let old = kept
        .as_ref()
        .and_then(|kept| kept.get_item("window").ok().flatten());
    old.unwrap_or_else(|| {
        let name = browser::new_id().to_string();
        if let Some(kept) = kept {
            let _ = kept.set_item("window", &name);
        }
        name
    })
}

/// Asks before the page is closed while something waits.
fn warn_before_leaving(state: RwSignal<MeetingState>) {
    let warn = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        let waiting = state.try_with_untracked(|state| !state.unsettled().is_empty());
        if waiting == Some(true) {
            event.prevent_default();
        }
    });
    let Some(window) = web_sys::window() else {
        return;
    };
    let _ = window.add_event_listener_with_callback("beforeunload", warn.as_ref().unchecked_ref());
    let warn = StoredValue::new_local(warn);
    on_cleanup(move || {
        warn.with_value(|warn| {
            if let Some(window) = web_sys::window() {
                let _ = window.remove_event_listener_with_callback(
                    "beforeunload",
                    warn.as_ref().unchecked_ref(),
                );
            }
        });
    });
}
