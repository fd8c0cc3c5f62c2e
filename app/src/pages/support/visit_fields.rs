//! The six answers of a record of a visit.

use domain::api::CasePage as Page;
use domain::calendar::Date;
use domain::schools::VisitId;
use domain::support::{Mode, NextStep, Quarters, Rag, Touched, Visit};
use leptos::prelude::*;

use super::form::rag_row;
use crate::components::chip::pressed;
use crate::words::field_day;

/// Whom leaders meet, before the school is known.
const USUAL: [&str; 5] = ["Head", "Deputy", "Subject lead", "Teachers", "Governor"];
/// Quarters of a day on the buttons.
const LENGTHS: [(u32, &str); 3] = [(1, "¼ day"), (2, "½ day"), (4, "1 day")];

/// What is written.
#[derive(Clone, Copy)]
pub struct Written {
    pub on: RwSignal<String>,
    pub mode: RwSignal<Mode>,
    pub quarters: RwSignal<u32>,
    pub other: RwSignal<bool>,
    pub met: RwSignal<Vec<String>>,
    /// As the form of objectives writes it: "0:On track,2:Attention".
    pub touched: RwSignal<String>,
    pub done: RwSignal<String>,
    pub next: RwSignal<String>,
    pub who: RwSignal<String>,
    pub by: RwSignal<String>,
    pub next_visit: RwSignal<String>,
    pub worry: RwSignal<bool>,
}

impl Written {
    /// As the last visit was, on this day; a draft takes its place when it has been read.
    pub fn first(page: &Page, today: Date) -> Self {
        let last = page.case.visits.last().map(|one| &one.visit);
        Self {
            on: RwSignal::new(today.to_string()),
            mode: RwSignal::new(last.map_or(Mode::InPerson, |one| one.mode)),
            quarters: RwSignal::new(last.map_or(2, |one| one.time.0)),
            other: RwSignal::new(false),
            met: RwSignal::new(Vec::new()),
            touched: RwSignal::new(String::new()),
            done: RwSignal::new(String::new()),
            next: RwSignal::new(String::new()),
            who: RwSignal::new(String::new()),
            by: RwSignal::new(String::new()),
            next_visit: RwSignal::new(String::new()),
            worry: RwSignal::new(false),
        }
    }

    pub fn fill(self, visit: &Visit) {
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        self.on.set(visit.on.to_string());
        self.mode.set(visit.mode);
        self.quarters.set(visit.time.0);
        self.met.set(visit.met.clone());
        let touched: Vec<String> = visit
            .touched
            .iter()
            .map(|one| format!("{}:{}", one.objective, one.rag.words()))
            .collect();
        self.touched.set(touched.join(","));
        self.done.set(visit.done.clone());
        if let Some(next) = &visit.next {
            self.next.set(next.text.clone());
            self.who.set(next.who.clone());
            self.by.set(day(next.by));
        }
        self.next_visit.set(day(visit.next_visit));
        self.worry.set(visit.worry);
    }

    pub fn visit(self, id: VisitId, today: Date, seconds: u32) -> Visit {
        let said = |one: RwSignal<String>| one.get().trim().to_owned();
        let touched = self.touched.get();
        let touched = touched
            .split(',')
            .filter_map(|part| {
                let (at, word) = part.split_once(':')?;
                let rag = Rag::ALL.into_iter().find(|one| one.words() == word)?;
                Some(Touched {
                    objective: at.parse().ok()?,
                    rag,
                })
            })
            .collect();
        let next = said(self.next);
        Visit {
            id,
            on: field_day(&self.on.get()).unwrap_or(today),
            mode: self.mode.get(),
            time: Quarters(self.quarters.get()),
            met: self.met.get(),
            touched,
            done: said(self.done),
            next: (!next.is_empty()).then(|| NextStep {
                text: next,
                who: said(self.who),
                by: field_day(&self.by.get()),
            }),
            next_visit: field_day(&self.next_visit.get()),
            worry: self.worry.get(),
            seconds,
        }
    }
}

pub fn how(
    written: Written,
    after: impl Fn() -> String + Send + Sync + 'static,
    time: Signal<Option<String>>,
    on: Signal<Option<String>>,
) -> AnyView {
    let modes = Mode::ALL
        .map(|mode| {
            view! {
                <label class="segment"><input type="radio" name="mode" prop:checked=move || written.mode.get() == mode on:change=move |_| written.mode.set(mode)/><span class="word">{mode.words()}</span></label>
            }
        })
        .into_iter()
        .collect_view();
    let usual = move |quarters: u32| LENGTHS.iter().any(|(one, _)| *one == quarters);
    let lengths = LENGTHS
        .map(|(quarters, words)| {
            let choose = move |_| {
                written.other.set(false);
                written.quarters.set(quarters);
            };
            view! {
                <label class="segment"><input type="radio" name="length" prop:checked=move || !written.other.get() && written.quarters.get() == quarters on:change=choose/><span class="word">{words}</span></label>
            }
        })
        .into_iter()
        .collect_view();
    let other = move || written.other.get() || !usual(written.quarters.get());
    let longer = move |event| {
        let text: String = event_target_value(&event);
        if let Ok(quarters) = text.parse() {
            written.quarters.set(quarters);
        }
    };
    let choices = (1..=12_u32)
        .map(|quarters| {
            view! { <option value=quarters.to_string() selected=move || written.quarters.get() == quarters>{Quarters(quarters).words()} " days"</option> }
        })
        .collect_view();
    view! {
        <fieldset class="visit-part" id="time" tabindex="-1">
            <legend>"How, and how long"</legend>
            {move || time.get().map(|words| view! { <p class="field-problem">{words}</p> })}
            <div class="segments even">{modes}</div>
            <div class="segments even">{lengths}<label class="segment"><input type="radio" name="length" prop:checked=other on:change=move |_| written.other.set(true)/><span class="word">"Other"</span></label></div>
            <Show when=other><label class="bare-field"><span>"How long"</span><select on:change=longer>{choices.clone()}</select></label></Show>
            <p class="small-print">{after}</p>
            <label class="bare-field day"><span>"On"</span><input id="on" type="date" prop:value=move || written.on.get() on:input=move |event| written.on.set(event_target_value(&event))/></label>
            {move || on.get().map(|words| view! { <p class="field-problem">{words}</p> })}
        </fieldset>
    }
    .into_any()
}

pub fn met(written: Written, before: &[String]) -> AnyView {
    let mut names: Vec<String> = before.iter().take(6).cloned().collect();
    for one in USUAL {
        if names.len() < 6 && !names.iter().any(|name| name == one) {
            names.push(one.to_owned());
        }
    }
    let offered = RwSignal::new(names);
    let adding = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let chips = move || {
        let mut all = offered.get();
        for one in written.met.get() {
            if !all.contains(&one) {
                all.push(one);
            }
        }
        all.into_iter()
            .map(|one| {
                let own = StoredValue::new(one.clone());
                let on = move || written.met.with(|met| own.with_value(|own| met.contains(own)));
                let turn = move |_| {
                    written.met.update(|met| match met.iter().position(|one| own.with_value(|own| one == own)) {
                        Some(at) => {
                            met.remove(at);
                        }
                        None => met.push(own.get_value()),
                    });
                };
                view! { <button type="button" class="chip" aria-pressed=move || pressed(on()) on:click=turn>{one}</button> }
            })
            .collect_view()
    };
    let add = move || {
        let text = name.get_untracked().trim().to_owned();
        if !text.is_empty() {
            offered.update(|all| all.push(text.clone()));
            written.met.update(|met| met.push(text));
        }
        name.set(String::new());
        adding.set(false);
    };
    let typed = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            add();
        }
    };
    view! {
        <fieldset class="visit-part">
            <legend>"Who you met"</legend>
            <div class="chip-line">{chips}
                <button type="button" class="chip" on:click=move |_| adding.update(|adding| *adding = !*adding)>"Add"</button>
            </div>
            <Show when=move || adding.get()>
                <label class="bare-field"><span>"Who"</span><input type="text" prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event)) on:keydown=typed on:blur=move |_| add()/></label>
            </Show>
        </fieldset>
    }
    .into_any()
}

pub fn touched(
    written: Written,
    objectives: Vec<String>,
    problem: Signal<Option<String>>,
) -> AnyView {
    if objectives.is_empty() {
        return view! { <p class="visit-part quiet">"There is no plan with objectives yet."</p> }
            .into_any();
    }
    let rows = objectives
        .into_iter()
        .enumerate()
        .map(|(at, words)| objective(written, at, words))
        .collect_view();
    view! {
        <fieldset class="visit-part" id="touched" tabindex="-1">
            <legend>"Objectives touched"</legend>
            {move || problem.get().map(|words| view! { <p class="field-problem">{words}</p> })}
            {rows}
        </fieldset>
    }
    .into_any()
}

/// One objective: a tick, and once it is ticked how it is going.
fn objective(written: Written, at: usize, words: String) -> AnyView {
    let open = RwSignal::new(false);
    let before = format!("{at}:");
    let own = StoredValue::new(before);
    let said = move || {
        written.touched.with(|touched| {
            touched
                .split(',')
                .any(|part| own.with_value(|own| part.starts_with(own.as_str())))
        })
    };
    let on = move || open.get() || said();
    let turn = move |event| {
        let ticked: bool = event_target_checked(&event);
        open.set(ticked);
        if !ticked {
            written.touched.update(|touched| {
                let parts: Vec<String> = touched
                    .split(',')
                    .filter(|part| {
                        !part.is_empty() && own.with_value(|own| !part.starts_with(own.as_str()))
                    })
                    .map(str::to_owned)
                    .collect();
                *touched = parts.join(",");
            });
        }
    };
    let legend = format!("How it is going: {words}");
    view! {
        <div class="visit-objective">
            <label class="check"><input type="checkbox" prop:checked=on on:change=turn/>{words}</label>
            <Show when=on>{rag_row("touched", at, &legend, written.touched)}</Show>
        </div>
    }
    .into_any()
}

pub fn next(written: Written) -> AnyView {
    let input = |id: &'static str,
                 label: &'static str,
                 kind: &'static str,
                 value: RwSignal<String>| {
        view! {
            <label class="bare-field"><span>{label}</span><input id=id type=kind prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event))/></label>
        }
    };
    view! {
        <fieldset class="visit-part next-step">
            <legend>"Next step, who, by when"</legend>
            <input id="next" type="text" aria-label="Next step" class="voice" prop:value=move || written.next.get() on:input=move |event| written.next.set(event_target_value(&event))/>
            <div class="field-row">
                {input("who", "Who", "text", written.who)}
                {input("by", "By", "date", written.by)}
                {input("next_visit", "Next visit", "date", written.next_visit)}
            </div>
        </fieldset>
    }
    .into_any()
}
