//! Specialists asked for beside a lead: an area and days each.

use domain::api::FieldProblem;
use domain::brokerage::{MOST_SPECIALISTS, Specialist};
use domain::schools::{Key, NeedId};
use leptos::prelude::*;

use super::read::Written;
use super::{areas, wrong_of};
use crate::browser;
use crate::words::half_days;

/// What is written of one specialist.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    id: NeedId,
    area: RwSignal<Option<Key>>,
    days: RwSignal<String>,
}

impl Row {
    fn new() -> Self {
        Self {
            id: NeedId(browser::new_id()),
            area: RwSignal::new(None),
            days: RwSignal::new(String::new()),
        }
    }
}

/// The specialists, or what is wrong with them.
pub fn read(rows: &[Row]) -> Result<Vec<Specialist>, Vec<FieldProblem>> {
    let mut wrong = Vec::new();
    let mut with = Vec::new();
    for (at, row) in (1..).zip(rows) {
        let mut problem = |field: &str, reason: &str| {
            wrong.push(FieldProblem {
                field: format!("specialist-{at}-{field}"),
                reason: reason.to_owned(),
            });
        };
        let area = row.area.get_untracked();
        if area.is_none() {
            problem("area", "Choose what this specialist is for");
        }
        let half_days = half_days(&row.days.get_untracked());
        if half_days.is_none() {
            problem(
                "half_days",
                "Enter this specialist’s days as a number, such as 6 or 2.5",
            );
        }
        if let (Some(area), Some(half_days)) = (area, half_days) {
            with.push(Specialist {
                id: row.id,
                area,
                half_days,
            });
        }
    }
    if wrong.is_empty() {
        Ok(with)
    } else {
        Err(wrong)
    }
}

/// None to begin with; each can be taken away again.
#[component]
pub fn Specialists(
    written: RwSignal<Written>,
    problems: RwSignal<Vec<FieldProblem>>,
) -> impl IntoView {
    let rows = Memo::new(move |_| written.with(|written| written.with.clone()));
    let alone = move || rows.with(Vec::is_empty);
    let add = move |_| {
        let at = rows.with_untracked(Vec::len) + 1;
        written.update(|written| written.with.push(Row::new()));
        browser::focus(&format!("specialist-{at}-area"));
    };
    let list = move || {
        (1..)
            .zip(rows.get())
            .map(|(at, row)| one(written, problems, at, row))
            .collect_view()
    };
    view! {
        <fieldset class="specialists">
            <legend>"And with specialists"</legend>
            <p class="hint">
                {move || if alone() {
                    "Where one person is not enough: each specialist has an area and days of their own. The team is met whole or not at all."
                } else {
                    "The need above is the lead’s. Each part goes to somebody else; all are met, or none."
                }}
            </p>
            {list}
            <button type="button" class="link" on:click=add aria-disabled=move || (rows.with(Vec::len) >= MOST_SPECIALISTS).then_some("true")>
                {move || if alone() { "Add a specialist" } else { "Add another specialist" }}
            </button>
        </fieldset>
    }
}

fn one(
    written: RwSignal<Written>,
    problems: RwSignal<Vec<FieldProblem>>,
    at: usize,
    row: Row,
) -> AnyView {
    let (area_id, days_id) = (
        format!("specialist-{at}-area"),
        format!("specialist-{at}-half_days"),
    );
    let area_problem = wrong_of(problems, area_id.clone());
    let days_problem = wrong_of(problems, days_id.clone());
    let away = move |_| {
        written.update(|written| written.with.retain(|other| other.id != row.id));
        problems.set(Vec::new());
    };
    view! {
        <div class="specialist" role="group" aria-label=format!("Specialist {at}")>
            <div class="field">
                <label for=area_id.clone()>"Specialist for"</label>
                {move || area_problem.get().map(|words| view! { <p class="field-problem">{words}</p> })}
                <select id=area_id aria-invalid=move || area_problem.get().map(|_| "true")
                    prop:value=move || row.area.get().map_or_else(String::new, |area| area.to_string())
                    on:change=move |event| row.area.set(event_target_value(&event).parse().ok())>
                    <option value="">"Choose an area"</option>
                    {areas()}
                </select>
            </div>
            <div class="field">
                <label for=days_id.clone()>"Days"</label>
                {move || days_problem.get().map(|words| view! { <p class="field-problem">{words}</p> })}
                <input id=days_id type="text" aria-invalid=move || days_problem.get().map(|_| "true") aria-required="true"
                    prop:value=move || row.days.get() on:input=move |event| row.days.set(event_target_value(&event))/>
            </div>
            <button type="button" class="link" aria-label=format!("Take away specialist {at}") on:click=away>"Take away"</button>
        </div>
    }
    .into_any()
}
