//! "Never a surprise": whether the head has heard what was decided. Those who decide record it here;
//! until then nobody outside the room sees the category.

use domain::api::{FieldProblem, TellHead, Telling};
use domain::calendar::day_words;
use domain::schools::Urn;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, Failure};
use crate::components::field::Field;

pub fn told(urn: Urn, telling: &Telling) -> AnyView {
    let now = RwSignal::new(telling.clone());
    let body = move || {
        let telling = now.get();
        match telling.told {
            Some(told) => {
                let by = format!("{}, {}", told.by, day_words(told.at.day()));
                view! { <p>{told.how}</p> <p class="small-print">{by}</p> }.into_any()
            }
            None if telling.closed => view! { <Tell urn now/> }.into_any(),
            None => view! {
                <p>"The meeting is still in progress. Tell the head when it is closed."</p>
            }
            .into_any(),
        }
    };
    view! { <section class="told"><h2>"Has the head heard?"</h2> {body}</section> }.into_any()
}

#[component]
fn Tell(urn: Urn, now: RwSignal<Telling>) -> impl IntoView {
    let how = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let asked = TellHead {
            meeting: now.with_untracked(|now| now.meeting),
            how: how.get_untracked(),
        };
        busy.set(true);
        spawn_local(async move {
            let answer = api::tell_head(urn, &asked).await;
            busy.set(false);
            match answer {
                Ok(telling) => now.set(telling),
                Err(failure) => problem.set(Some(said(&failure))),
            }
        });
    };
    view! {
        <p>"Not yet. Nobody outside the room sees what was decided before the head has heard it."</p>
        <form class="form no-print" novalidate on:submit=submit>
            <Field id="how" label="How the head was told, or why not" value=how voice=true problem=problem required=true/>
            <button class="button" data-busy=move || busy.get().then_some("")>
                {move || if busy.get() { "Recording" } else { "Record it" }}
            </button>
        </form>
    }
}

fn said(failure: &Failure) -> String {
    let field = |one: &FieldProblem| one.reason.clone();
    match failure {
        Failure::Offline => {
            "The server cannot be reached. Nothing was recorded; try again.".to_owned()
        }
        Failure::Refused(problem) => problem.fields.first().map_or_else(
            || {
                format!("{} {}", problem.title, problem.detail)
                    .trim()
                    .to_owned()
            },
            field,
        ),
    }
}
