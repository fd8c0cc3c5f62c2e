//! Writing the plan: a few objectives, or the school's own plan as a file, or where it is.

use domain::api::{CasePage, TakeStep};
use domain::calendar::Date;
use domain::schools::{ChangeId, Charge, Office};
use domain::support::{Level, Objective, Plan, Step, StepKind};
use leptos::prelude::*;

use super::own_plan::own_plan;
use crate::api;
use crate::browser;
use crate::components::field::Field;
use crate::sending::{Send, Sending};
use crate::words::field_day;

const MOST: usize = 8;

#[derive(Clone, Copy)]
struct Row {
    number: usize,
    text: RwSignal<String>,
    baseline: RwSignal<String>,
    target: RwSignal<String>,
    success: RwSignal<String>,
    due: RwSignal<String>,
}

impl Row {
    fn of(number: usize, from: Option<&Objective>, last: Date) -> Self {
        let text = |get: fn(&Objective) -> &String| {
            RwSignal::new(from.map_or_else(String::new, |one| get(one).clone()))
        };
        Self {
            number,
            text: text(|one| &one.text),
            baseline: text(|one| &one.baseline),
            target: text(|one| &one.target),
            success: text(|one| &one.success),
            due: RwSignal::new(from.map_or(last, |one| one.due).to_string()),
        }
    }

    fn empty(self) -> bool {
        [self.text, self.baseline, self.target, self.success]
            .iter()
            .all(|one| one.get_untracked().trim().is_empty())
    }

    fn read(self) -> Result<Objective, &'static str> {
        let said = |one: RwSignal<String>| one.get_untracked().trim().to_owned();
        Ok(Objective {
            text: said(self.text),
            baseline: said(self.baseline),
            target: said(self.target),
            success: said(self.success),
            due: field_day(&self.due.get_untracked()).ok_or("Write the day of each objective")?,
        })
    }
}

#[component]
pub fn PlanForm(page: RwSignal<CasePage>, primary: bool) -> impl IntoView {
    let (case, base, last, before) = page.with_untracked(|page| {
        let case = &page.case;
        (case.id, case.revision, case.days().1, case.plan.clone())
    });
    let first: Vec<Row> = match &before {
        Some(plan) if !plan.objectives.is_empty() => plan
            .objectives
            .iter()
            .enumerate()
            .map(|(at, one)| Row::of(at, Some(one), last))
            .collect(),
        _ => vec![Row::of(0, None, last)],
    };
    let rows = RwSignal::new(first);
    let level = RwSignal::new(before.as_ref().map_or(Level::Subject, |plan| plan.level));
    let strengths = RwSignal::new(
        before
            .as_ref()
            .map_or_else(String::new, |one| one.strengths.clone()),
    );
    let file = RwSignal::new(before.as_ref().and_then(|one| one.file.clone()));
    // Who leads the school is known; who chairs its governors, as far as they have an account here.
    let (head, chair) = page.with_untracked(|page| {
        let named = |own: Option<&String>, known: &Option<String>| {
            let own = own.filter(|name| !name.is_empty()).cloned();
            RwSignal::new(own.or_else(|| known.clone()).unwrap_or_default())
        };
        let plan = before.as_ref();
        (
            named(plan.map(|one| &one.head), &page.head),
            named(plan.map(|one| &one.chair), &page.chair),
        )
    });
    let (head_does, chair_does) = (
        RwSignal::new(before.as_ref().and_then(|one| one.head_does)),
        RwSignal::new(before.as_ref().and_then(|one| one.chair_does)),
    );
    let asked = page.with_untracked(|page| page.case.process.plan_says.clone());
    let own = RwSignal::new(before.map_or_else(String::new, |one| one.own));
    let sending = Sending::new(&[
        "objectives",
        "success",
        "strengths",
        "own",
        "file",
        "head",
        "chair",
        "head_does",
        "chair_does",
    ]);
    let id = StoredValue::new(ChangeId(browser::new_id()));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        sending.clear();
        let written: Result<Vec<Objective>, &str> = rows
            .get_untracked()
            .into_iter()
            .filter(|row| !row.empty())
            .map(Row::read)
            .collect();
        let objectives = match written {
            Ok(objectives) => objectives,
            Err(reason) => return sending.say("objectives", reason),
        };
        let asked = TakeStep {
            id: id.get_value(),
            base,
            step: Step::SetPlan {
                plan: Box::new(Plan {
                    level: level.get_untracked(),
                    objectives,
                    strengths: strengths.get_untracked().trim().to_owned(),
                    own: own.get_untracked().trim().to_owned(),
                    file: file.get_untracked(),
                    head: head.get_untracked().trim().to_owned(),
                    chair: chair.get_untracked().trim().to_owned(),
                    head_does: head_does.get_untracked(),
                    chair_does: chair_does.get_untracked(),
                }),
            },
        };
        let request = async move { api::take_step(case, &asked).await };
        sending.send(request, move |next: CasePage| {
            page.set(next);
            browser::focus("stands");
        });
    };
    let levels = Level::ALL
        .map(|one| {
            view! {
                <label class="segment">
                    <input type="radio" name="plan-level" prop:checked=move || level.get() == one on:change=move |_| level.set(one)/>
                    <span class="word">{one.words()}</span>
                </label>
            }
        })
        .into_iter()
        .collect_view();
    let add = move |_| {
        rows.update(|rows| {
            if rows.len() < MOST {
                rows.push(Row::of(rows.len(), None, last));
            }
        });
    };
    let problem = sending.problem("objectives");
    let success = sending.problem("success");
    view! {
        <form class="form step-form plan-form no-print" novalidate on:submit=submit>
            <fieldset class="field choice"><legend>"What it is about"</legend><div class="segments">{levels}</div></fieldset>
            <div id="objectives" tabindex="-1">
                {move || problem.get().map(|words| view! { <p class="field-problem" role="alert">{words}</p> })}
                {move || success.get().map(|words| view! { <p class="field-problem" role="alert">{words}</p> })}
                <For each=move || rows.get() key=|row| row.number let:row>
                    <fieldset class="objective-fields">
                        <legend>"Objective " {row.number + 1}</legend>
                        {line("What", row.text, "Year 6 writing")}
                        {line("From", row.baseline, "41%")}
                        {line("To", row.target, "60%")}
                        {line("What one would see", row.success, "Books of every class show it")}
                        <label class="bare-field"><span>"By"</span><input type="date" prop:value=move || row.due.get() on:input=move |event| row.due.set(event_target_value(&event))/></label>
                    </fieldset>
                </For>
                <Show when=move || rows.with(|rows| rows.len() < MOST)>
                    <button type="button" class="button small" on:click=add>"Add an objective"</button>
                </Show>
            </div>
            <Field id="strengths" label="Strengths to build on" kind="area" value=strengths problem=sending.problem("strengths") voice=true/>
            {own_plan(case, file, sending)}
            <Field id="own" label="Or: where the school’s own plan is" value=own problem=sending.problem("own") voice=true/>
            <div class="plan-people">
                <Field id="head" label="Head" value=head problem=sending.problem("head") required=true/>
                <Field id="chair" label="Chair of governors" value=chair problem=sending.problem("chair") required=true/>
                {does(Office::Head, head_does, sending, asked.contains(&Office::Head))}
                {does(Office::Chair, chair_does, sending, asked.contains(&Office::Chair))}
            </div>
            <div><Send sending words=StepKind::SetPlan.words() primary/></div>
        </form>
    }
}

fn line(label: &'static str, value: RwSignal<String>, like: &'static str) -> AnyView {
    view! {
        <label class="bare-field"><span>{label}</span>
            <input type="text" placeholder=like prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event))/>
        </label>
    }
    .into_any()
}

/// What somebody does for the improvement; where the way of working asks for it, it has to be said.
fn does(office: Office, value: RwSignal<Option<Charge>>, sending: Sending, asked: bool) -> AnyView {
    let id = Plan::field(office);
    let label = match office {
        Office::Head => "What the head does for the improvement",
        Office::Chair => "What the chair of governors does for it",
    };
    let problem = sending.problem(id);
    let problem_id = format!("{id}-problem");
    let described = {
        let problem_id = problem_id.clone();
        move || problem.get().map(|_| problem_id.clone())
    };
    let wrong = move || problem.get().map(|_| "true");
    let choose = move |event: web_sys::Event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        value.set(at.and_then(|at| Charge::ALL.get(at).copied()));
    };
    let choices = Charge::ALL
        .into_iter()
        .enumerate()
        .map(|(at, one)| {
            let chosen = move || value.get() == Some(one);
            view! { <option value=at.to_string() prop:selected=chosen>{one.words()}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {move || problem.get().map(|words| view! { <p class="field-problem" id=problem_id.clone()>{words}</p> })}
            <select id=id aria-describedby=described aria-invalid=wrong aria-required=asked.then_some("true") on:change=choose>
                <option value="" prop:selected=move || value.get().is_none()>"Not said"</option>
                {choices}
            </select>
        </div>
    }
    .into_any()
}
