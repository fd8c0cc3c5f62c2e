//! Actions of earlier meetings that are still open: done, or why not. What is said of one ends it.

use domain::calendar::day_words;
use domain::meetings::{Carried as Action, Change, Point};
use domain::schools::ChangeId;
use leptos::prelude::*;

use super::history::{minute, short_day};
use super::in_meeting::InMeeting;
use super::notes::leave;

#[component]
pub fn Carried(here: InMeeting) -> impl IntoView {
    let carried = Memo::new(move |_| {
        here.item.with(|item| {
            item.as_ref()
                .map(|item| item.carried.clone())
                .unwrap_or_default()
        })
    });
    let rows = move || {
        carried
            .get()
            .into_iter()
            .map(|(action, said)| row(here, action, said))
            .collect_view()
    };
    view! {
        <Show when=move || carried.with(|all| !all.is_empty())>
            <ul class="carried" aria-label="From earlier meetings">{rows}</ul>
        </Show>
    }
}

fn row(here: InMeeting, action: Action, said: Option<Point>) -> AnyView {
    let on = here.board.with_untracked(|board| board.meeting.on);
    let late = (action.due < on && said.is_none()).then_some("");
    let id = action.id;
    let end = match said {
        Some(said) => {
            let when = if said.at.0 == 0 {
                "sending".to_owned()
            } else {
                minute(said.at)
            };
            view! { <p class="said-of-it"><span class="voice">{said.text}</span> <small>{when}</small></p> }
                .into_any()
        }
        None => view! {
            <Show when=move || here.may_record()><DoneForm here id/></Show>
        }
        .into_any(),
    };
    view! {
        <li data-late=late>
            <p>{action.text}</p>
            <small>{action.owner} " · was due " {short_day(action.due)} " · agreed " {day_words(action.agreed)}</small>
            {end}
        </li>
    }
    .into_any()
}

#[component]
fn DoneForm(here: InMeeting, id: ChangeId) -> impl IntoView {
    let how = RwSignal::new(String::new());
    let field = format!("done-{id}");
    let say = move |words: &str| {
        let Some(urn) = here.urn.get_untracked() else {
            return;
        };
        if words.trim().is_empty() {
            return;
        }
        here.propose(Change::Done {
            urn,
            action: id,
            how: words.trim().to_owned(),
        });
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        say(&how.get_untracked());
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            leave(&event);
        }
    };
    view! {
        <form class="done-form" on:submit=submit on:keydown=keys>
            <label class="visually-hidden" for=field.clone()>"What became of it"</label>
            <input id=field type="text" placeholder="What became of it" autocomplete="off" prop:value=move || how.get()
                on:input=move |event| how.set(event_target_value(&event))/>
            <button type="button" class="button small" on:click=move |_| say("Done.")>"Done"</button>
        </form>
    }
}
