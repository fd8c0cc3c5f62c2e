//! What the new results make one suppose of a school: written before the meeting or in it, and confirmed or
//! rejected in the room, on the record.

use domain::meetings::{Change, Hypothesis, Purpose};
use domain::schools::ChangeId;
use leptos::prelude::*;

use super::history::{minute, short_name};
use super::in_meeting::InMeeting;
use super::notes::leave;

#[component]
pub fn Hypotheses(here: InMeeting) -> impl IntoView {
    let all = Memo::new(move |_| {
        here.item.with(|item| {
            item.as_ref()
                .map(|item| item.hypotheses.clone())
                .unwrap_or_default()
        })
    });
    let meant = Memo::new(move |_| {
        here.board
            .with(|board| board.purpose == Purpose::Hypotheses)
    });
    let shown = move || meant.get() || all.with(|all| !all.is_empty());
    let rows = move || {
        all.get()
            .into_iter()
            .map(|one| row(here, one))
            .collect_view()
    };
    view! {
        <Show when=shown>
            <section class="hypotheses">
                <h2>"Data hypotheses"</h2>
                <ul>{rows}</ul>
                <Show when=move || here.may_record()><SupposeForm here/></Show>
            </section>
        </Show>
    }
}

fn row(here: InMeeting, one: Hypothesis) -> AnyView {
    let id = one.id;
    let by = short_name(&one.by.name);
    let settled = one.settled.map(|(confirmed, by, at)| {
        let word = if confirmed { "Confirmed" } else { "Rejected" };
        let when = if at.0 == 0 {
            "sending".to_owned()
        } else {
            format!("{}, {}", short_name(&by.name), minute(at))
        };
        view! { <p class="settled"><b>{word}</b> " " <small>{when}</small></p> }
    });
    // On its way it has no place in the log to settle yet.
    let stands = one.at.0 != 0;
    view! {
        <li>
            <p class="voice">{one.text}</p>
            <small>{by}</small>
            {settled}
            <Show when=move || stands && here.may_record()>
                <span class="settle">
                    <button type="button" class="button small" on:click=move |_| settle(here, id, true)>"Confirmed"</button>
                    <button type="button" class="button small" on:click=move |_| settle(here, id, false)>"Rejected"</button>
                </span>
            </Show>
        </li>
    }
    .into_any()
}

fn settle(here: InMeeting, hypothesis: ChangeId, confirmed: bool) {
    if let Some(urn) = here.urn.get_untracked() {
        here.propose(Change::Settle {
            urn,
            hypothesis,
            confirmed,
        });
    }
}

#[component]
fn SupposeForm(here: InMeeting) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let words = text.get_untracked().trim().to_owned();
        if let Some(urn) = here.urn.get_untracked().filter(|_| !words.is_empty())
            && here.propose(Change::Suppose { urn, text: words })
        {
            text.set(String::new());
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            leave(&event);
        }
    };
    view! {
        <form class="suppose-form" on:submit=submit on:keydown=keys>
            <label for="suppose">"What the data make one suppose"</label>
            <input id="suppose" type="text" autocomplete="off" prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))/>
            <button type="submit" class="button small">"Write it down"</button>
        </form>
    }
}
