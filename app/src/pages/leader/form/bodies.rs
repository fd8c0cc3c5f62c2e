//! Ties to a trust, a federation or a diocese itself: it may run a school that asks.

use domain::brokerage::{BodyTie, Field as Part, TieKind};
use leptos::prelude::*;

use super::Shared;
use crate::components::field::Field;
use crate::words::{capital, field_day};

pub fn bodies(shared: Shared) -> AnyView {
    if !shared.may(Part::Bodies) {
        return ().into_any();
    }
    let bodies = shared.written.bodies;
    let problem = shared.wrong("bodies");
    let tied = move || {
        bodies
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, tie)| {
                let words = tie.words();
                let named = words.clone();
                let take = move |_| {
                    bodies.update(|ties| {
                        ties.remove(at);
                    });
                };
                view! { <li><span>{words}</span><button type="button" class="link" on:click=take>"Take away" <span class="visually-hidden">" " {named}</span></button></li> }
            })
            .collect_view()
    };
    view! {
        <fieldset class="part">
            <legend>"Ties to trusts, federations and dioceses"</legend>
            <p class="hint">"That of their own school is known already."</p>
            {move || problem.get().map(|words| view! { <p class="field-problem">{words}</p> })}
            <ul class="chosen-list">{tied}</ul>
            {add(shared)}
        </fieldset>
    }
    .into_any()
}

fn add(shared: Shared) -> AnyView {
    let body = RwSignal::new(String::new());
    let kind = RwSignal::new(TieKind::WorkedThere);
    let until = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<&'static str>);
    let kinds = TieKind::OF_A_BODY
        .map(|one| {
            view! { <option value=one.words() selected=move || kind.get() == one>{capital(one.words())}</option> }
        })
        .collect_view();
    let named = shared.page.with_untracked(|page| {
        page.bodies
            .iter()
            .map(|name| view! { <option value=name.clone()></option> })
            .collect_view()
    });
    let put = move |_| {
        let name = body.get_untracked().trim().to_owned();
        if name.is_empty() {
            return wrong.set(Some("Write which it is"));
        }
        let tie = BodyTie {
            body: name,
            kind: kind.get_untracked(),
            until: field_day(&until.get_untracked()),
        };
        shared.written.bodies.update(|ties| ties.push(tie));
        wrong.set(None);
        body.set(String::new());
        until.set(String::new());
    };
    let choose = move |event| {
        let chosen = event_target_value(&event);
        let mut kinds = TieKind::OF_A_BODY.into_iter();
        if let Some(found) = kinds.find(|one| one.words() == chosen) {
            kind.set(found);
        }
    };
    view! {
        <datalist id="record-bodies">{named}</datalist>
        <div class="field">
            <label for="bodies">"Trust, federation or diocese"</label>
            {move || wrong.get().map(|words| view! { <p class="field-problem">{words}</p> })}
            <input id="bodies" list="record-bodies" autocomplete="off" prop:value=move || body.get()
                on:input=move |event| body.set(event_target_value(&event))/>
        </div>
        <div class="pair-of-fields">
            <div class="field">
                <label for="body-kind">"Tie"</label>
                <select id="body-kind" on:change=choose>{kinds}</select>
            </div>
            <Field id="body-until" label="Until, where it has ended" kind="date" value=until/>
        </div>
        <div><button type="button" class="button small" on:click=put>"Add the organisation"</button></div>
    }
    .into_any()
}
