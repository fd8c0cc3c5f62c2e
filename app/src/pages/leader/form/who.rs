//! Who somebody is, and their designation.

use domain::brokerage::{Field as Part, Standing};
use leptos::prelude::*;

use super::Shared;
use crate::components::field::Field;
use crate::words::capital;

const STANDINGS: [Standing; 5] = [
    Standing::Active,
    Standing::UnderReview,
    Standing::Paused,
    Standing::Lapsed,
    Standing::Removed,
];

pub fn who(shared: Shared) -> AnyView {
    let written = shared.written;
    let name = shared.may(Part::Name).then(|| {
        view! { <Field id="name" label="Name" value=written.name problem=shared.wrong("name") required=true/> }
    });
    let post = shared.may(Part::Post).then(|| {
        view! { <Field id="post" label="Post" hint="“Deputy head”; serving or not" value=written.post problem=shared.wrong("post")/> }
    });
    let home = shared.may(Part::Home).then(|| home(shared));
    let nothing = name.is_none() && post.is_none() && home.is_none();
    (!nothing)
        .then(|| {
            view! {
                <fieldset class="part">
                    <legend>"Who they are"</legend>
                    {name} {post} {home}
                </fieldset>
                {designation(shared)}
            }
        })
        .into_any()
}

fn home(shared: Shared) -> AnyView {
    let written = shared.written;
    let problem = shared.wrong("home");
    view! {
        <div class="field">
            <label for="home">"Own school"</label>
            <p class="hint" id="home-hint">"Its name or number; for a school of another district its name, and the district below"</p>
            {move || problem.get().map(|words| view! { <p class="field-problem">{words}</p> })}
            <input id="home" list="record-schools" autocomplete="off" aria-describedby="home-hint" aria-invalid=move || problem.get().map(|_| "true")
                prop:value=move || written.home.get() on:input=move |event| written.home.set(event_target_value(&event))/>
        </div>
        <Field id="district" label="Its district, where it is not in the register here" value=written.district/>
    }
    .into_any()
}

fn designation(shared: Shared) -> AnyView {
    if !shared.may(Part::Designated) {
        return ().into_any();
    }
    let written = shared.written;
    let kinds = shared.page.with_untracked(|page| page.types.clone());
    let kinds = kinds
        .into_iter()
        .map(|kind| {
            let id = kind.id.to_string();
            let this = id.clone();
            view! { <option value=id selected=move || written.kind.get() == this>{kind.name}</option> }
        })
        .collect_view();
    let standings = STANDINGS
        .map(|standing| {
            view! {
                <option value=standing.words() selected=move || written.standing.get() == standing>{capital(standing.words())}</option>
            }
        })
        .collect_view();
    let stand = move |event| {
        let words = event_target_value(&event);
        let chosen = STANDINGS.into_iter().find(|one| one.words() == words);
        written.standing.set(chosen.unwrap_or(Standing::Active));
    };
    view! {
        <fieldset class="part">
            <legend>"Designation"</legend>
            <div class="field">
                <label for="kind">"Type"</label>
                <select id="kind" on:change=move |event| written.kind.set(event_target_value(&event))>{kinds}</select>
            </div>
            <Field id="body" label="Designated by, or vouched for by" value=written.body problem=shared.wrong("body") required=true/>
            <div class="pair-of-fields">
                <Field id="awarded" label="Awarded" kind="date" value=written.awarded problem=shared.wrong("awarded") required=true/>
                <Field id="review" label="Review due" kind="date" value=written.review problem=shared.wrong("review")/>
            </div>
            <div class="field">
                <label for="standing">"Standing"</label>
                <select id="standing" on:change=stand>{standings}</select>
            </div>
            <Field id="reason" label="Why, where they are not active" hint="Read by brokers, officers, themselves and their head" value=written.reason problem=shared.wrong("reason")/>
        </fieldset>
    }
    .into_any()
}
