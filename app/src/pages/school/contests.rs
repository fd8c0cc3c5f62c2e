//! What the school disputes: each with its own words, and how it ended. A head contests a value here;
//! somebody else settles it.

use domain::api::{ContestValue, SchoolPage, SchoolRights, SchoolRisk};
use domain::calendar::{Date, day_words};
use domain::risk::{Scheme, finding_words};
use domain::schools::{Contest, ContestId, Finding, Key, Reading, Settlement, Urn};
use leptos::prelude::*;

use super::settle::Settle;
use crate::api;
use crate::browser;
use crate::components::field::Field;
use crate::sending::{Send, Sending};
use crate::words::count_words;

/// `again` reads the page once more: what is contested or settled can move the suggestion.
pub fn contests(
    page: &SchoolPage,
    risk: &SchoolRisk,
    scheme: &Scheme,
    again: Callback<&'static str>,
) -> AnyView {
    let (urn, rights) = (page.school.urn, page.rights);
    let open = risk.contests.iter().filter(|one| one.open()).count();
    if risk.contests.is_empty() && !rights.contest {
        return ().into_any();
    }
    let finding = match open {
        0 => "The school contests no value".to_owned(),
        1 => "The school contests one value".to_owned(),
        many => format!("The school contests {} values", count_words(many)),
    };
    let rows = risk
        .contests
        .iter()
        .map(|one| row(urn, one, rights, scheme, again))
        .collect_view();
    let form = rights
        .contest
        .then(|| view! { <Raise urn values=values(risk, scheme) again/> });
    view! {
        <section class="section contests">
            <div class="section-head"><h2 id="contests" tabindex="-1">{finding}</h2></div>
            <ul class="known-list">{rows}</ul>
            {form}
        </section>
    }
    .into_any()
}

fn words_of(scheme: &Scheme, key: Key, finding: Finding) -> (String, String) {
    scheme.indicator(key).map_or_else(
        || (key.to_string(), String::new()),
        |rule| (rule.name.clone(), finding_words(rule, finding)),
    )
}

fn row(
    urn: Urn,
    one: &Contest,
    rights: SchoolRights,
    scheme: &Scheme,
    again: Callback<&'static str>,
) -> AnyView {
    let (name, value) = words_of(scheme, one.indicator, one.finding);
    let ended = one.settled.as_ref().map(|settled| {
        let how = match settled.how {
            Settlement::Stands => "The value stands".to_owned(),
            Settlement::Corrected(finding) => {
                format!("Corrected to {}", words_of(scheme, one.indicator, finding).1)
            }
        };
        let words = settled.words.trim_end_matches('.').to_owned();
        view! {
            <p class="settled"><b>{how}</b> ": " {words} ". " <span class="quiet">{settled.by.clone()} ", " {day_words(settled.on)}</span></p>
        }
    });
    let settle = (one.open() && rights.record && !rights.reply)
        .then(|| {
            let rule = scheme.indicator(one.indicator)?;
            Some(view! { <Settle urn id=one.id rule=rule.clone() again/> })
        })
        .flatten();
    view! {
        <li>
            <p><b>{name}</b> ": " {value} <span class="quiet">", as at " {day_words(one.as_at)}</span></p>
            <blockquote class="voice"><em>"“" {one.why.clone()} "”"</em></blockquote>
            <p class="small-print">{one.by.clone()} ", " {day_words(one.on)}</p>
            {ended}
            {settle}
        </li>
    }
    .into_any()
}

/// A value that can be contested: what it is called, and itself.
#[derive(Clone)]
struct Contestable {
    words: String,
    indicator: Key,
    finding: Finding,
    as_at: Date,
}

fn values(risk: &SchoolRisk, scheme: &Scheme) -> Vec<Contestable> {
    let known = |reading: &&Reading| {
        matches!(reading.seen.finding, Finding::Known(_)) && !reading.seen.contested
    };
    risk.readings
        .iter()
        .filter(known)
        .filter(|reading| scheme.indicator(reading.indicator).is_some())
        .map(|reading| {
            let (name, value) = words_of(scheme, reading.indicator, reading.seen.finding);
            Contestable {
                words: format!("{name}: {value}"),
                indicator: reading.indicator,
                finding: reading.seen.finding,
                as_at: reading.seen.as_at,
            }
        })
        .collect()
}

#[component]
fn Raise(urn: Urn, values: Vec<Contestable>, again: Callback<&'static str>) -> impl IntoView {
    let chosen = RwSignal::new(0_usize);
    let why = RwSignal::new(String::new());
    let sending = Sending::new(&["why"]);
    let id = ContestId(browser::new_id());
    let options = values
        .iter()
        .enumerate()
        .map(|(at, one)| view! { <option value=at.to_string()>{one.words.clone()}</option> })
        .collect_view();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(one) = values.get(chosen.get_untracked()).cloned() else {
            return;
        };
        let asked = ContestValue {
            id,
            indicator: one.indicator,
            finding: one.finding,
            as_at: one.as_at,
            why: why.get_untracked(),
        };
        let request = async move { api::contest(urn, &asked).await };
        sending.send(request, move |_: Contest| again.run("contests"));
    };
    view! {
        <details class="write-known no-print">
            <summary>"Contest a value"</summary>
            <form class="form" novalidate on:submit=submit>
                <p class="hint">"It stays on the page, marked, until somebody outside the school has settled it."</p>
                <div class="field">
                    <label for="contest-value">"Which value is wrong?"</label>
                    <select id="contest-value" on:change=move |event| chosen.set(event_target_value(&event).parse().unwrap_or(0))>{options}</select>
                </div>
                <Field id="contest-why" label="Why" kind="area" voice=true value=why problem=sending.problem("why") required=true/>
                <div><Send sending words="Contest it"/></div>
            </form>
        </details>
    }
}
