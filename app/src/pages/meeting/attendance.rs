//! Who is in the room and who sent word. Whoever is signed in here is counted by what they do; everybody
//! else is put down by name.

use domain::meetings::{Attendance, By, Change};
use leptos::prelude::*;

use super::in_meeting::InMeeting;
use super::notes::leave;

/// Below the list of who is on the page.
#[component]
pub fn InTheRoom(here: InMeeting) -> impl IntoView {
    let named = Memo::new(move |_| here.board.with(|board| board.attendance.clone()));
    let rows = move || {
        named
            .get()
            .into_iter()
            .map(|(who, how)| {
                let words = match how {
                    Attendance::Present => "in the room",
                    Attendance::Apologies => "sent apologies",
                    Attendance::Neither => "",
                };
                let name = who.clone();
                let strike = move |_| {
                    let change = Change::Attend {
                        who: name.clone(),
                        how: Attendance::Neither,
                    };
                    here.propose(change);
                };
                let label = format!("take off {who}");
                view! {
                    <li>
                        {who} <small>{words}</small>
                        <Show when=move || here.may_record()>
                            <button type="button" class="link" aria-label=label.clone() on:click=strike.clone()>"take off"</button>
                        </Show>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <ul class="in-the-room" aria-label="Put down by name">{rows}</ul>
        <Show when=move || here.may_record()><PutDown here/></Show>
    }
}

#[component]
fn PutDown(here: InMeeting) -> impl IntoView {
    let who = RwSignal::new(String::new());
    let put = move |how: Attendance| {
        let name = who.get_untracked().trim().to_owned();
        if !name.is_empty() && here.propose(Change::Attend { who: name, how }) {
            who.set(String::new());
        }
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        put(Attendance::Present);
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            leave(&event);
        }
    };
    view! {
        <form class="put-down" on:submit=submit on:keydown=keys>
            <label for="put-down">"Put somebody down"</label>
            <input id="put-down" type="text" placeholder="Name, post" autocomplete="off" prop:value=move || who.get()
                on:input=move |event| who.set(event_target_value(&event))/>
            <span>
                <button type="submit" class="button small">"In the room"</button>
                <button type="button" class="button small" on:click=move |_| put(Attendance::Apologies)>"Apologies"</button>
            </span>
        </form>
    }
}

/// Hands the chair to somebody who is on the page. The server says where they may not have it.
pub fn hand_over(here: InMeeting, person: &By) -> Option<AnyView> {
    let me = here.state.with_untracked(|state| state.me.id);
    if person.id == me {
        return None;
    }
    let to = person.clone();
    let label = format!("Hand the chair to {}", person.name);
    let press = move |_| {
        here.propose(Change::Chair { to: to.clone() });
    };
    Some(
        view! {
            <Show when=move || here.decides()>
                <button type="button" class="link" aria-label=label.clone() on:click=press.clone()>"hand the chair"</button>
            </Show>
        }
        .into_any(),
    )
}
