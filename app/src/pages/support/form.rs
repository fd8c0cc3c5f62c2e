//! The small forms of a case, made from a list of what is asked. A form knows its fields and how to make a step
//! of what was written; the rest is the same for all.

use std::sync::Arc;

use domain::api::{CasePage, TakeStep};
use domain::brokerage::HalfDays;
use domain::calendar::Date;
use domain::schools::ChangeId;
use domain::support::{Rag, Step, StepKind};
use leptos::prelude::*;

use super::drafts::Drafts;
use crate::api;
use crate::browser;
use crate::components::field::Field;
use crate::pages::money::Choose;
use crate::sending::{Send, Sending};
use crate::words::{field_day, half_days};

/// How something is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    Line,
    Words,
    Day,
    /// Days as people write them: "2½".
    Days,
    /// One of these: value and word.
    OneOf(Vec<(String, String)>),
    /// One of many, from a list: value and word.
    From(Vec<(String, String)>),
    /// Any of these.
    AnyOf(Vec<(String, String)>),
    Tick,
    /// How each objective is going.
    Rags(Vec<String>),
}

/// One thing that is asked.
#[derive(Clone)]
pub struct Ask {
    pub id: &'static str,
    pub label: String,
    pub hint: String,
    pub how: How,
    pub value: RwSignal<String>,
}

impl Ask {
    pub fn new(id: &'static str, label: &str, how: How) -> Self {
        Self {
            id,
            label: label.to_owned(),
            hint: String::new(),
            how,
            value: RwSignal::new(String::new()),
        }
    }

    pub fn hint(mut self, hint: &str) -> Self {
        hint.clone_into(&mut self.hint);
        self
    }

    pub fn at_first(self, value: impl Into<String>) -> Self {
        self.value.set(value.into());
        self
    }
}

/// What was written.
#[derive(Clone)]
pub struct Written(Vec<(&'static str, RwSignal<String>)>);

/// A field, and what is wrong with it.
pub type Wrong = (&'static str, &'static str);

impl Written {
    pub fn of(asks: &[Ask]) -> Self {
        Self(asks.iter().map(|ask| (ask.id, ask.value)).collect())
    }

    pub fn text(&self, id: &str) -> String {
        let found = self.0.iter().find(|(of, _)| *of == id);
        found.map_or_else(String::new, |(_, value)| {
            value.get_untracked().trim().to_owned()
        })
    }

    pub fn day(&self, id: &'static str) -> Result<Date, Wrong> {
        field_day(&self.text(id)).ok_or((id, "Write a day"))
    }

    /// None where it is left empty.
    pub fn day_if(&self, id: &'static str) -> Result<Option<Date>, Wrong> {
        match self.text(id).as_str() {
            "" => Ok(None),
            _ => self.day(id).map(Some),
        }
    }

    pub fn days(&self, id: &'static str) -> Result<HalfDays, Wrong> {
        half_days(&self.text(id)).ok_or((id, "Write days in whole or half: 6, or 2½"))
    }

    pub fn many(&self, id: &str) -> Vec<String> {
        let text = self.text(id);
        let parts = text.split(',').filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    }

    pub fn tick(&self, id: &str) -> bool {
        self.text(id) == "yes"
    }

    /// Objectives and how they are going; those nothing is said of are left out.
    pub fn rags(&self, id: &str) -> Vec<(u16, Rag)> {
        self.many(id)
            .iter()
            .filter_map(|part| {
                let (at, rag) = part.split_once(':')?;
                let rag = Rag::ALL.into_iter().find(|one| one.words() == rag)?;
                Some((at.parse().ok()?, rag))
            })
            .collect()
    }
}

type Make = Arc<dyn Fn(&Written) -> Result<Step, Wrong> + std::marker::Send + Sync>;

/// A form for one kind of step.
#[derive(Clone)]
pub struct Form {
    pub kind: StepKind,
    /// What it is about, where the button's word does not say it.
    pub lead: String,
    pub asks: Vec<Ask>,
    pub fields: &'static [&'static str],
    pub make: Make,
}

impl Form {
    pub fn new(
        kind: StepKind,
        fields: &'static [&'static str],
        asks: Vec<Ask>,
        make: impl Fn(&Written) -> Result<Step, Wrong> + std::marker::Send + Sync + 'static,
    ) -> Self {
        Self {
            kind,
            lead: String::new(),
            asks,
            fields,
            make: Arc::new(make),
        }
    }

    pub fn lead(mut self, lead: &str) -> Self {
        lead.clone_into(&mut self.lead);
        self
    }
}

#[component]
pub fn StepForm(
    page: RwSignal<CasePage>,
    form: Form,
    #[prop(optional)] primary: bool,
) -> impl IntoView {
    let sending = Sending::new(form.fields);
    // Made once: pressing twice, or again after a lost answer, is one step.
    let id = StoredValue::new(ChangeId(browser::new_id()));
    let base = page.with_untracked(|page| page.case.revision);
    let (case, kind) = (page.with_untracked(|page| page.case.id), form.kind);
    let draft = Drafts::of(case, kind);
    for ask in &form.asks {
        draft.follow(ask.id, ask.value);
    }
    let written = Written::of(&form.asks);
    let make = form.make.clone();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        sending.clear();
        let step = match make(&written) {
            Ok(step) => step,
            Err((field, reason)) => return sending.say(field, reason),
        };
        let asked = TakeStep {
            id: id.get_value(),
            base,
            step,
        };
        let request = async move { api::take_step(case, &asked).await };
        sending.send(request, move |next: CasePage| {
            draft.forget();
            page.set(next);
            browser::focus("stands");
        });
    };
    let asks = form
        .asks
        .iter()
        .map(|ask| field(ask, kind.words(), sending))
        .collect_view();
    let lead = (!form.lead.is_empty()).then(|| view! { <p class="hint">{form.lead.clone()}</p> });
    view! {
        <form class="form step-form no-print" novalidate on:submit=submit>
            {lead}
            {asks}
            <div><Send sending words=kind.words() primary/></div>
        </form>
    }
}

/// One field as it is asked; `of` tells the choices of two forms apart.
pub fn field(ask: &Ask, of: &str, sending: Sending) -> AnyView {
    let id = ask.id;
    let problem = sending.problem(id);
    let (label, hint, value) = (ask.label.clone(), ask.hint.clone(), ask.value);
    match &ask.how {
        How::Line | How::Days => view! { <Field id label hint value problem voice=true/> }.into_any(),
        How::Words => {
            view! { <Field id label hint kind="area" value problem voice=true/> }.into_any()
        }
        How::Day => view! { <Field id label hint kind="date" value problem/> }.into_any(),
        How::Tick => view! {
            <label class="check"><input id=id type="checkbox" prop:checked=move || value.get() == "yes"
                on:change=move |event| value.set(if event_target_checked(&event) { "yes" } else { "" }.to_owned())/>{label}</label>
        }
        .into_any(),
        How::From(choices) => {
            let mut all = vec![(String::new(), "Choose".to_owned())];
            all.extend(choices.iter().cloned());
            view! { <Choose id label all chosen=value problem/> }.into_any()
        }
        How::OneOf(choices) => {
            let name = format!("{id}-{of}");
            let all = choices.iter().map(|(key, word)| {
                let key = StoredValue::new(key.clone());
                view! {
                    <label class="segment">
                        <input type="radio" name=name.clone() prop:checked=move || value.get() == key.get_value()
                            on:change=move |_| value.set(key.get_value())/>
                        <span class="word">{word.clone()}</span>
                    </label>
                }
            }).collect_view();
            choice(id, label, hint, problem, view! { <div class="segments">{all}</div> }.into_any())
        }
        How::AnyOf(choices) => {
            let all = choices.iter().map(|(key, word)| {
                let key = StoredValue::new(key.clone());
                let on = move || value.with(|value| value.split(',').any(|one| key.with_value(|key| one == key)));
                let turn = move |_| value.update(|value| {
                    let mut parts: Vec<String> = value.split(',').filter(|part| !part.is_empty()).map(str::to_owned).collect();
                    let key = key.get_value();
                    match parts.iter().position(|part| *part == key) {
                        Some(at) => { parts.remove(at); }
                        None => parts.push(key),
                    }
                    *value = parts.join(",");
                });
                view! { <button type="button" class="chip" aria-pressed=move || crate::components::chip::pressed(on()) on:click=turn>{word.clone()}</button> }
            }).collect_view();
            choice(id, label, hint, problem, view! { <div class="chip-line">{all}</div> }.into_any())
        }
        How::Rags(objectives) => {
            let rows = objectives.iter().enumerate().map(|(at, words)| rag_row(id, at, words, value)).collect_view();
            choice(id, label, hint, problem, view! { <div class="rags">{rows}</div> }.into_any())
        }
    }
}

/// One objective and its three answers.
pub fn rag_row(id: &str, at: usize, words: &str, value: RwSignal<String>) -> AnyView {
    let name = format!("{id}-{at}");
    let choices = Rag::ALL
        .map(|rag| {
            let own = format!("{at}:{}", rag.words());
            let own = StoredValue::new(own);
            let on = move || {
                value.with(|value| value.split(',').any(|one| own.with_value(|own| one == own)))
            };
            let choose = move |_| {
                value.update(|value| {
                    let before = format!("{at}:");
                    let mut parts: Vec<String> = value
                        .split(',')
                        .filter(|part| !part.is_empty() && !part.starts_with(&before))
                        .map(str::to_owned)
                        .collect();
                    parts.push(own.get_value());
                    *value = parts.join(",");
                });
            };
            view! {
                <label class="segment">
                    <input type="radio" name=name.clone() prop:checked=on on:change=choose/>
                    {rag_mark(rag)}
                    <span class="word">{rag.words()}</span>
                </label>
            }
        })
        .into_iter()
        .collect_view();
    view! {
        <fieldset class="rag-row">
            <legend>{words.to_owned()}</legend>
            <div class="segments">{choices}</div>
        </fieldset>
    }
    .into_any()
}

/// How something is going, drawn: never by colour alone.
pub fn rag_mark(rag: Rag) -> AnyView {
    match rag {
        Rag::Green => view! { <svg class="mark rag" viewBox="0 0 12 12" aria-hidden="true"><path class="tick" d="M2 6.5l3 3 5-7"></path></svg> }.into_any(),
        Rag::Amber => crate::components::level_mark::mark(Some(domain::risk::Level::Medium)),
        Rag::Red => crate::components::level_mark::mark(Some(domain::risk::Level::High)),
    }
}

fn choice(
    id: &'static str,
    label: String,
    hint: String,
    problem: Signal<Option<String>>,
    choices: AnyView,
) -> AnyView {
    view! {
        <fieldset class="field choice" id=id tabindex="-1">
            <legend>{label}</legend>
            {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
            {move || problem.get().map(|words| view! { <p class="field-problem">{words}</p> })}
            {choices}
        </fieldset>
    }
    .into_any()
}
