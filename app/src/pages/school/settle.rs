//! How a contested value ends: it stands, or the right one is another; and what was found.

use domain::api::SettleContest;
use domain::risk::{Indicator, Unit, finding_words};
use domain::schools::{Contest, ContestId, Finding, Settlement, Urn};
use leptos::prelude::*;

use crate::api;
use crate::sending::{Send, Sending};
use crate::state::meeting::read_number;
use crate::words::capital;

#[component]
pub fn Settle(
    urn: Urn,
    id: ContestId,
    rule: Indicator,
    again: Callback<&'static str>,
) -> impl IntoView {
    let stands = RwSignal::new(true);
    let choices: Vec<Finding> = rule
        .choices
        .iter()
        .map(|choice| Finding::choice(choice.id))
        .collect();
    let options: Vec<String> = choices
        .iter()
        .map(|finding| capital(&finding_words(&rule, *finding)))
        .collect();
    // The number as typed, or the place of the choice.
    let typed = RwSignal::new(if choices.is_empty() { "" } else { "0" }.to_owned());
    let words = RwSignal::new(String::new());
    let sending = Sending::new(&["words", "how"]);
    let right = move || {
        let text = typed.get_untracked();
        if choices.is_empty() {
            let number = read_number(&text).map_err(|fault| fault.to_string())?;
            number
                .map(Finding::number)
                .ok_or_else(|| "write the right value".to_owned())
        } else {
            let at: usize = text.parse().unwrap_or(0);
            choices
                .get(at)
                .copied()
                .ok_or_else(|| "choose the right value".to_owned())
        }
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let how = if stands.get_untracked() {
            Settlement::Stands
        } else {
            match right() {
                Ok(finding) => Settlement::Corrected(finding),
                Err(reason) => return sending.say("how", &reason),
            }
        };
        let asked = SettleContest {
            how,
            words: words.get_untracked(),
        };
        let request = async move { api::settle_contest(urn, id, &asked).await };
        sending.send(request, move |_: Contest| again.run("contests"));
    };
    let value = format!("right-{id}");
    let value_label = if rule.unit == Unit::PerCent {
        "The right value, per cent"
    } else {
        "The right value"
    };
    let found = format!("found-{id}");
    let group = format!("how-{id}");
    let input = {
        let value = value.clone();
        move || {
            if options.is_empty() {
                view! {
                    <input id=value.clone() type="text" inputmode="decimal" autocomplete="off" prop:value=move || typed.get()
                        on:input=move |event| typed.set(event_target_value(&event))/>
                }
                .into_any()
            } else {
                let options = options.iter().enumerate().map(|(at, words)| {
                    view! { <option value=at.to_string()>{words.clone()}</option> }
                });
                let options = options.collect_view();
                view! { <select id=value.clone() on:change=move |event| typed.set(event_target_value(&event))>{options}</select> }
                    .into_any()
            }
        }
    };
    let how_problem = sending.problem("how");
    let words_problem = sending.problem("words");
    let problem = |problem: Signal<Option<String>>| {
        move || {
            problem
                .get()
                .map(|words| view! { <p class="field-problem" role="alert">{words}</p> })
        }
    };
    view! {
        <form class="row-form no-print" novalidate on:submit=submit>
            <fieldset class="options">
                <legend>"How does it end?"</legend>
                <label class="check"><input type="radio" name=group.clone() prop:checked=move || stands.get() on:change=move |_| stands.set(true)/>"The value stands"</label>
                <label class="check"><input type="radio" name=group prop:checked=move || !stands.get() on:change=move |_| stands.set(false)/>"The right value is another"</label>
            </fieldset>
            <Show when=move || !stands.get()>
                <div class="field"><label for=value.clone()>{value_label}</label>{problem(how_problem)}{input.clone()}</div>
            </Show>
            <div class="field" data-voice="">
                <label for=found.clone()>"What was found"</label>
                {problem(words_problem)}
                <input id=found.clone() type="text" autocomplete="off" prop:value=move || words.get() on:input=move |event| words.set(event_target_value(&event))/>
            </div>
            <div><Send sending words="Settle it"/></div>
        </form>
    }
}
