//! Declaration and checks, ties and schools they will not work with, and the word of their own head.

use domain::brokerage::{Field as Part, Release, Tie, TieKind};
use leptos::prelude::*;

use super::Shared;
use crate::components::field::Field;
use crate::words::{capital, field_day, school_number};

pub fn papers(shared: Shared) -> AnyView {
    let written = shared.written;
    let declared = shared.may(Part::Declared).then(|| {
        view! { <Field id="declared" label="Conflict declaration good until" hint="All ties below are true and complete until that day; empty: not made" kind="date" value=written.declared problem=shared.wrong("declared")/> }
    });
    let checks = shared.may(Part::Checks).then(|| {
        view! { <Field id="checks" label="Safeguarding checks confirmed until" hint="As their own school confirmed them" kind="date" value=written.checks problem=shared.wrong("checks")/> }
    });
    (declared.is_some() || checks.is_some())
        .then(|| {
            view! { <fieldset class="part"><legend>"Papers"</legend>{declared} {checks}</fieldset> }
        })
        .into_any()
}

pub fn ties(shared: Shared) -> AnyView {
    if !shared.may(Part::Ties) {
        return ().into_any();
    }
    let (ties, vetoes) = (shared.written.ties, shared.written.vetoes);
    let problem = shared.wrong("ties");
    let tied = move || {
        ties.get()
            .into_iter()
            .enumerate()
            .map(|(at, tie)| {
                let words = tie.words(&shared.school(tie.urn));
                let named = words.clone();
                let take = move |_| {
                    ties.update(|ties| {
                        ties.remove(at);
                    });
                };
                view! { <li><span>{words}</span><button type="button" class="link" on:click=take>"Take away" <span class="visually-hidden">" " {named}</span></button></li> }
            })
            .collect_view()
    };
    let vetoed = move || {
        vetoes
            .get()
            .into_iter()
            .map(|urn| {
                let name = shared.school(urn);
                let named = name.clone();
                let take = move |_| vetoes.update(|vetoes| vetoes.retain(|one| *one != urn));
                view! { <li><span>{name} ": will not work there"</span><button type="button" class="link" on:click=take>"Take away" <span class="visually-hidden">" " {named}</span></button></li> }
            })
            .collect_view()
    };
    view! {
        <fieldset class="part">
            <legend>"Ties to schools"</legend>
            {move || problem.get().map(|words| view! { <p class="field-problem">{words}</p> })}
            <ul class="chosen-list">{tied} {vetoed}</ul>
            {add(shared)}
        </fieldset>
    }
    .into_any()
}

/// One more tie, or a school they will not work with.
fn add(shared: Shared) -> AnyView {
    let school = RwSignal::new(String::new());
    let kind = RwSignal::new("worked there".to_owned());
    let until = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<&'static str>);
    let kinds = TieKind::ALL
        .map(|one| {
            let words = one.words();
            view! { <option value=words selected=move || kind.with(|kind| kind == words)>{capital(words)}</option> }
        })
        .collect_view();
    let put = move |_| {
        let found = shared
            .schools
            .with_value(|schools| school_number(&school.get_untracked(), schools));
        let Some(urn) = found else {
            return wrong.set(Some("Choose a school from the list"));
        };
        let chosen = kind.get_untracked();
        match TieKind::ALL.into_iter().find(|one| one.words() == chosen) {
            Some(kind) => {
                let until = field_day(&until.get_untracked());
                shared
                    .written
                    .ties
                    .update(|ties| ties.push(Tie { urn, kind, until }));
            }
            None => shared.written.vetoes.update(|vetoes| {
                if !vetoes.contains(&urn) {
                    vetoes.push(urn);
                }
            }),
        }
        wrong.set(None);
        school.set(String::new());
        until.set(String::new());
    };
    view! {
        <div class="field">
            <label for="ties">"School"</label>
            {move || wrong.get().map(|words| view! { <p class="field-problem">{words}</p> })}
            <input id="ties" list="record-schools" autocomplete="off" prop:value=move || school.get()
                on:input=move |event| school.set(event_target_value(&event))/>
        </div>
        <div class="pair-of-fields">
            <div class="field">
                <label for="tie-kind">"Tie"</label>
                <select id="tie-kind" on:change=move |event| kind.set(event_target_value(&event))>
                    {kinds}
                    <option value="">"Will not work there"</option>
                </select>
            </div>
            <Field id="tie-until" label="Until, where it has ended" kind="date" value=until/>
        </div>
        <div><button type="button" class="button small" on:click=put>"Add the tie"</button></div>
    }
    .into_any()
}

pub fn release(shared: Shared) -> AnyView {
    if !shared.may(Part::Release) {
        return ().into_any();
    }
    let release = shared.written.release;
    let choices = Release::ALL
        .map(|one| {
            let words = match one {
                Release::Agreed => "They may be asked without asking me",
                Release::AskEachTime => "Ask me each time",
                Release::Refused => "Not released",
            };
            view! {
                <label class="check">
                    <input type="radio" name="release" prop:checked=move || release.get() == one on:change=move |_| release.set(one)/>
                    {words}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="part">
            <legend>"The word of their own head on release"</legend>
            <p class="hint">"Where their school is in the register here, its head says this on the page of the leader."</p>
            {choices}
        </fieldset>
    }
    .into_any()
}
