//! Changing a value in place: a number with its unit, or a judgement from its list. The suggestion moves
//! while one types; Enter or leaving keeps it, Esc does not.

use domain::risk::{Level, Unit, finding_words};
use domain::schools::{Finding, Key, Unknown, Value};
use gloo_timers::future::TimeoutFuture;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::in_meeting::InMeeting;
use crate::browser;
use crate::components::level_mark::level_mark;
use crate::state::meeting::{number_text, read_number};

#[component]
pub fn Editor(here: InMeeting, indicator: Key) -> impl IntoView {
    let scheme = here.scheme();
    let unit = scheme.indicator(indicator).map(|rule| rule.unit);
    match unit {
        Some(Unit::Choice) => view! { <ChoiceEditor here indicator/> }.into_any(),
        Some(unit) => view! { <NumberEditor here indicator unit/> }.into_any(),
        None => ().into_any(),
    }
}

fn type_in(here: InMeeting, finding: Finding) {
    here.draft.update(|draft| {
        if let Some(draft) = draft {
            draft.finding = Some(finding);
        }
    });
}

/// Keeps or drops what was typed and gives focus back to the value.
fn finish(here: InMeeting, indicator: Key, keep: bool) {
    if keep {
        here.keep_draft();
    } else {
        here.drop_draft();
    }
    spawn_local(async move {
        TimeoutFuture::new(0).await;
        browser::focus(&format!("value-{indicator}"));
    });
}

#[component]
fn NumberEditor(here: InMeeting, indicator: Key, unit: Unit) -> impl IntoView {
    let scheme = here.scheme();
    let name = scheme
        .indicator(indicator)
        .map_or_else(String::new, |rule| rule.name.clone());
    let start = here
        .draft
        .with_untracked(|draft| match draft.and_then(|draft| draft.finding) {
            Some(Finding::Known(Value::Number(number))) => number_text(number),
            _ => String::new(),
        });
    let fault = RwSignal::new(None::<String>);
    let node = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let Some(input) = node.get() {
            let _ = input.focus();
            // The value is put in after the field is there.
            spawn_local(async move {
                TimeoutFuture::new(0).await;
                input.select();
            });
        }
    });
    let typed = move |event: web_sys::Event| match read_number(&event_target_value(&event)) {
        Ok(Some(number)) => {
            fault.set(None);
            type_in(here, Finding::number(number));
        }
        Ok(None) => {
            fault.set(None);
            type_in(here, Finding::Unknown(Unknown::NotAvailable));
        }
        Err(words) => fault.set(Some(words.to_string())),
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        event.stop_propagation();
        match event.key().as_str() {
            "Enter" if fault.with_untracked(Option::is_none) => {
                event.prevent_default();
                finish(here, indicator, true);
            }
            "Escape" => {
                event.prevent_default();
                finish(here, indicator, false);
            }
            _ => {}
        }
    };
    let left = move |_| {
        // Enter and Esc take the editor away, and leaving comes after: then there is nothing to ask.
        match fault.try_get_untracked() {
            Some(None) => here.keep_draft(),
            Some(Some(_)) => here.drop_draft(),
            None => {}
        }
    };
    let fault_id = format!("fault-{indicator}");
    view! {
        <span class="number-editor">
            <input type="text" inputmode="decimal" autocomplete="off" node_ref=node prop:value=start
                aria-label=format!("{name}{}", unit_words(unit)) aria-describedby=fault_id.clone()
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                on:input=typed on:keydown=keys on:blur=left/>
            <span aria-hidden="true">{unit_mark(unit)}</span>
            <span class="editor-fault" role="alert" id=fault_id>{move || fault.get()}</span>
        </span>
    }
}

fn unit_words(unit: Unit) -> &'static str {
    match unit {
        Unit::PerCent => ", per cent. Blank is not known",
        Unit::Points => ", points. Blank is not known",
        Unit::Centile => ", centile. Blank is not known",
        Unit::Years => ", years. Blank is not known",
        _ => ". Blank is not known",
    }
}

fn unit_mark(unit: Unit) -> &'static str {
    match unit {
        Unit::PerCent => "%",
        Unit::Points => "points",
        Unit::Centile => "centile",
        Unit::Years => "years",
        _ => "",
    }
}

#[component]
fn ChoiceEditor(here: InMeeting, indicator: Key) -> impl IntoView {
    let scheme = here.scheme();
    let Some(rule) = scheme.indicator(indicator) else {
        return ().into_any();
    };
    let mut options: Vec<(Finding, Option<Level>, String)> = rule
        .choices
        .iter()
        .map(|choice| {
            let finding = Finding::choice(choice.id);
            (finding, Some(choice.level), finding_words(rule, finding))
        })
        .collect();
    let unknown = Finding::Unknown(Unknown::NotAvailable);
    options.push((unknown, None, "Not known".to_owned()));
    let findings: Vec<Finding> = options.iter().map(|(finding, _, _)| *finding).collect();
    let at = Memo::new({
        let findings = findings.clone();
        move |_| {
            let finding = here.draft.get().and_then(|draft| draft.finding)?;
            findings.iter().position(|one| *one == finding)
        }
    });
    let node = NodeRef::<html::Ul>::new();
    Effect::new(move || {
        if let Some(list) = node.get() {
            let _ = list.focus();
        }
    });
    let id = move |at: usize| format!("choice-{indicator}-{at}");
    let keys = {
        let findings = findings.clone();
        move |event: web_sys::KeyboardEvent| {
            event.stop_propagation();
            let last = findings.len() - 1;
            let to = match (event.key().as_str(), at.get_untracked()) {
                ("ArrowDown", None) | ("Home", _) => 0,
                ("ArrowDown", Some(at)) => (at + 1).min(last),
                ("ArrowUp", at) => at.unwrap_or(0).saturating_sub(1),
                ("End", _) => last,
                ("Enter" | " ", _) => {
                    event.prevent_default();
                    return finish(here, indicator, true);
                }
                ("Escape", _) => {
                    event.prevent_default();
                    return finish(here, indicator, false);
                }
                _ => return,
            };
            event.prevent_default();
            type_in(here, findings[to]);
        }
    };
    let list = options
        .into_iter()
        .enumerate()
        .map(|(place, (finding, level, words))| {
            let press = move |_| {
                type_in(here, finding);
                finish(here, indicator, true);
            };
            let chosen = move || {
                if at.get() == Some(place) {
                    "true"
                } else {
                    "false"
                }
            };
            view! {
                <li role="option" id=id(place) aria-selected=chosen on:click=press>
                    {level_mark(level, words, false)}
                </li>
            }
        })
        .collect_view();
    view! {
        <span class="choice-editor">
            <ul role="listbox" tabindex="0" node_ref=node aria-label=rule.name.clone()
                aria-activedescendant=move || at.get().map(id)
                on:keydown=keys on:blur=move |_| here.keep_draft()>
                {list}
            </ul>
        </span>
    }
    .into_any()
}
