//! The school’s own words: on the page, and for its head a place to write them.

use domain::api::{SchoolPage, SendReply};
use domain::calendar::day_words;
use domain::meetings::Reply;
use domain::schools::{ReplyId, Urn};
use leptos::prelude::*;

use crate::api;
use crate::browser;
use crate::components::field::Field;
use crate::sending::{Send, Sending};

pub fn reply(page: &SchoolPage) -> Option<AnyView> {
    let urn = page.school.urn;
    let now = RwSignal::new(page.reply.clone());
    if page.reply.is_none() && !page.rights.reply {
        return None;
    }
    let words = move || match now.get() {
        Some(reply) => view! {
            <blockquote class="voice"><em>"“" {reply.text} "”"</em></blockquote>
            <p class="small-print">{reply.by} " · " {day_words(reply.on)}</p>
        }
        .into_any(),
        None => view! { <p class="quiet">"Nothing is written yet."</p> }.into_any(),
    };
    let letter = (page.letter && page.rights.reply).then(
        || view! { <p><a href=format!("/schools/{urn}/letter")>"The letter about the last decision"</a></p> },
    );
    let form = page.rights.reply.then(|| view! { <Write urn now/> });
    Some(
        view! {
            <section class="reply">
                <h2 id="reply" tabindex="-1">"The school’s reply"</h2>
                {words}
                {letter}
                {form}
            </section>
        }
        .into_any(),
    )
}

#[component]
fn Write(urn: Urn, now: RwSignal<Option<Reply>>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let sending = Sending::new(&["text"]);
    let id = StoredValue::new(ReplyId(browser::new_id()));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let asked = SendReply {
            id: id.get_value(),
            text: text.get_untracked(),
        };
        let request = async move { api::reply(urn, &asked).await };
        sending.send(request, move |reply: Reply| {
            now.set(Some(reply));
            id.set_value(ReplyId(browser::new_id()));
            text.set(String::new());
            browser::focus("reply");
        });
    };
    view! {
        <form class="form no-print" novalidate on:submit=submit>
            <Field id="reply-text" label="Your words to the room" hint="The room reads them beside the evidence; a meeting that is open, as they come" kind="area" voice=true value=text problem=sending.problem("text") required=true/>
            <div><Send sending words="Send them"/></div>
        </form>
    }
}
