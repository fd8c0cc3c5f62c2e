//! "Never a surprise": whether the head has heard what was decided. Those who decide record it here;
//! until then nobody outside the room sees the category.

use domain::api::{TellHead, Telling};
use domain::calendar::day_words;
use domain::schools::Urn;
use leptos::prelude::*;

use crate::api;
use crate::components::field::Field;
use crate::sending::{Send, Sending};

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
    view! {
        <section class="told">
            <h2>"Has the head heard?"</h2>
            {body}
            <p class="no-print"><a href=format!("/schools/{urn}/letter")>"The letter to the school"</a></p>
        </section>
    }
    .into_any()
}

#[component]
fn Tell(urn: Urn, now: RwSignal<Telling>) -> impl IntoView {
    let how = RwSignal::new(String::new());
    let sending = Sending::new(&["how"]);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let asked = TellHead {
            meeting: now.with_untracked(|now| now.meeting),
            how: how.get_untracked(),
        };
        let request = async move { api::tell_head(urn, &asked).await };
        sending.send(request, move |telling| now.set(telling));
    };
    view! {
        <p>"Not yet. Nobody outside the room sees what was decided before the head has heard it."</p>
        <form class="form no-print" novalidate on:submit=submit>
            <Field id="how" label="How the head was told, or why not" value=how voice=true problem=sending.problem("how") required=true/>
            <div><Send sending words="Record it"/></div>
        </form>
    }
}
