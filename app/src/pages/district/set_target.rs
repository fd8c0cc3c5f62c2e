//! The form that sets a target: which measure, national or a number, by when.

use std::sync::Arc;

use domain::api::{FieldProblem, SetTarget, TargetState};
use domain::calendar::Date;
use domain::risk::{Aim, Scheme, Target, TargetId, measures};
use domain::schools::Key;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, Failure};
use crate::browser::new_id;
use crate::components::field::Field;
use crate::state::meeting::read_number;
use crate::words::field_day;

/// What refused, in words.
pub fn said(failure: &Failure) -> String {
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
            |field| field.reason.clone(),
        ),
    }
}

#[component]
pub fn Setting(
    scheme: Arc<Scheme>,
    standing: RwSignal<Vec<TargetState>>,
    today: Date,
) -> impl IntoView {
    let first = measures(&scheme).next().map(|rule| rule.id.to_string());
    let indicator = RwSignal::new(first.unwrap_or_default());
    let national = RwSignal::new(true);
    let number = RwSignal::new(String::new());
    let by = RwSignal::new(format!("{}-07-31", today.year() + 2));
    let problems = RwSignal::new(Vec::<FieldProblem>::new());
    let busy = RwSignal::new(false);
    let id = RwSignal::new(TargetId(new_id()));
    let of = move |field: &'static str| {
        Signal::derive(move || {
            problems.with(|all| {
                let one = all.iter().find(|one| one.field == field);
                one.map(|one| one.reason.clone())
            })
        })
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let read = read(
            &indicator.get_untracked(),
            national.get_untracked(),
            &number.get_untracked(),
            &by.get_untracked(),
        );
        let target = match read {
            Ok(target) => target,
            Err(problem) => return problems.set(vec![problem]),
        };
        let asked = SetTarget {
            id: id.get_untracked(),
            target,
        };
        busy.set(true);
        spawn_local(async move {
            let answer = api::set_target(&asked).await;
            busy.set(false);
            match answer {
                Ok(all) => {
                    problems.set(Vec::new());
                    id.set(TargetId(new_id()));
                    standing.set(all);
                }
                Err(Failure::Refused(problem)) if !problem.fields.is_empty() => {
                    problems.set(problem.fields);
                }
                Err(failure) => problems.set(vec![problem("", said(&failure))]),
            }
        });
    };
    let options = measures(&scheme)
        .map(|rule| {
            let chosen = rule.id.to_string();
            view! { <option value=chosen.clone() selected=move || indicator.get() == chosen>{rule.name.clone()}</option> }
        })
        .collect_view();
    let whole = of("");
    let measure = of("indicator");
    view! {
        <details class="no-print set-target">
            <summary>"Set a target"</summary>
            <form class="form" novalidate on:submit=submit>
                <div role="alert">{move || whole.get().map(|words| view! { <p class="field-problem">{words}</p> })}</div>
                <div class="field">
                    <label for="target-measure">"Measure"</label>
                    {move || measure.get().map(|words| view! { <p class="field-problem">{words}</p> })}
                    <select id="target-measure" on:change=move |event| indicator.set(event_target_value(&event))>{options}</select>
                </div>
                <fieldset>
                    <legend class="visually-hidden">"What is to be reached"</legend>
                    <label class="check">
                        <input type="radio" name="target-aim" prop:checked=move || national.get() on:change=move |_| national.set(true)/>
                        "National or better"
                    </label>
                    <label class="check">
                        <input type="radio" name="target-aim" id="target-by-number" prop:checked=move || !national.get() on:change=move |_| national.set(false)/>
                        "A number or better"
                    </label>
                </fieldset>
                <Show when=move || !national.get()>
                    <Field id="target-number" label="The number, in the measure’s own unit" value=number problem=of("aim")/>
                </Show>
                <Field id="target-day" label="By" kind="date" value=by problem=of("by") required=true/>
                <button class="button" data-busy=move || busy.get().then_some("")>"Set the target"</button>
            </form>
        </details>
    }
}

fn problem(field: &str, reason: impl Into<String>) -> FieldProblem {
    FieldProblem {
        field: field.to_owned(),
        reason: reason.into(),
    }
}

fn read(indicator: &str, national: bool, number: &str, by: &str) -> Result<Target, FieldProblem> {
    let indicator: Key = indicator
        .parse()
        .map_err(|_| problem("indicator", "Choose a measure"))?;
    let aim = if national {
        Aim::National
    } else {
        let number = read_number(number).map_err(|wrong| problem("aim", wrong.to_string()))?;
        Aim::Number(number.ok_or_else(|| problem("aim", "Write a number, such as 65"))?)
    };
    let by = field_day(by).ok_or_else(|| problem("by", "Choose a day"))?;
    Ok(Target { indicator, aim, by })
}
