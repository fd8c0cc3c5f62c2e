//! What people know about the school that no file says: dated, with where it comes from and how long it
//! is read; and a form to write more down. What is about a person says so, and is not printed.

use domain::api::{RecordEntry, SchoolPage, SchoolRisk, WithdrawEntry};
use domain::calendar::{Date, add_months, day_words};
use domain::risk::Scheme;
use domain::schools::{EntryDraft, EntryId, KEPT_MONTHS, Known, Sensitivity, Urn};
use leptos::prelude::*;

use crate::api;
use crate::browser;
use crate::components::field::Field;
use crate::sending::{Send, Sending};
use crate::words::{capital, count_words, field_day};

pub fn known(page: &SchoolPage, risk: &SchoolRisk, scheme: &Scheme, today: Date) -> AnyView {
    let (urn, rights) = (page.school.urn, page.rights);
    let all = RwSignal::new(risk.known.clone());
    let may = rights.record;
    if risk.known.is_empty() && !may {
        return ().into_any();
    }
    let areas: Vec<(String, String)> = scheme
        .areas
        .iter()
        .map(|area| (area.id.to_string(), area.name.clone()))
        .collect();
    let names = StoredValue::new(areas.clone());
    let name = move |known: &Known| {
        let id = known.entry.area.to_string();
        names.with_value(|names| {
            let found = names.iter().find(|(area, _)| *area == id);
            found.map_or(id.clone(), |(_, name)| name.clone())
        })
    };
    let rows = move |current: bool| {
        all.with(|all| {
            all.iter()
                .filter(|one| one.counts(today) == current)
                .map(|one| row(urn, one, name(one), may && current, today))
                .collect_view()
        })
    };
    // The list is changed by what comes back from the server, and by nothing else.
    let list = move || rows(true);
    let ended = move || {
        let count = all.with(|all| all.iter().filter(|one| !one.counts(today)).count());
        (count > 0).then(|| {
            let words = if count == 1 {
                "One entry no longer counts".to_owned()
            } else {
                format!("{} entries no longer count", capital(&count_words(count)))
            };
            view! { <details class="ended no-print"><summary>{words}</summary><ul class="known-list">{rows(false)}</ul></details> }
        })
    };
    let finding = move || {
        let count = all.with(|all| all.iter().filter(|one| one.counts(today)).count());
        match count {
            0 => "Nothing is written down that no file says".to_owned(),
            1 => "One thing people know that no file says".to_owned(),
            many => format!(
                "{} things people know that no file says",
                capital(&count_words(many))
            ),
        }
    };
    let form = may.then(|| view! { <Write urn areas all today/> });
    provide_context(Entries(all));
    view! {
        <section class="section known">
            <div class="section-head"><h2 id="known" tabindex="-1">{finding}</h2></div>
            <ul class="known-list">{list}</ul>
            {ended}
            {form}
        </section>
    }
    .into_any()
}

/// The entries of the page, for a row that takes one back.
#[derive(Clone, Copy)]
struct Entries(RwSignal<Vec<Known>>);

fn row(urn: Urn, one: &Known, area: String, may: bool, today: Date) -> AnyView {
    let id = one.id;
    let entry = &one.entry;
    let personal = (entry.sensitivity == Sensitivity::Person).then_some("");
    let mark = personal
        .map(|_| view! { <b class="personal-mark">"About a person. Not for a meeting."</b> " " });
    let until = match &one.withdrawn {
        Some(back) => format!(
            "Taken back by {} on {}: {}",
            back.by,
            day_words(back.on),
            back.why
        ),
        None if entry.until < today => format!("Read until {}", day_words(entry.until)),
        None => format!("read until {}", day_words(entry.until)),
    };
    let words = if one.withdrawn.is_some() {
        view! { <p class="voice"><s>{entry.text.clone()}</s></p> }.into_any()
    } else {
        view! { <p class="voice">{entry.text.clone()}</p> }.into_any()
    };
    let take_back = may.then(|| view! { <TakeBack urn id/> });
    view! {
        <li data-personal=personal class:no-print=personal.is_some()>
            {words}
            <p class="small-print">
                {mark} <b>{area}</b> " · " {entry.source.clone()} ", " {day_words(entry.on)} " · written down by " {one.by.clone()} " · " {until}
            </p>
            {take_back}
        </li>
    }
    .into_any()
}

#[component]
fn TakeBack(urn: Urn, id: EntryId) -> impl IntoView {
    let open = RwSignal::new(false);
    let why = RwSignal::new(String::new());
    let sending = Sending::new(&["why"]);
    let entries = use_context::<Entries>();
    let field = format!("why-{id}");
    let shown = field.clone();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let asked = WithdrawEntry {
            why: why.get_untracked(),
        };
        let request = async move { api::withdraw_entry(urn, id, &asked).await };
        sending.send(request, move |back: Known| {
            if let Some(Entries(all)) = entries {
                all.update(|all| {
                    if let Some(one) = all.iter_mut().find(|one| one.id == back.id) {
                        *one = back;
                    }
                });
                browser::focus("known");
            }
        });
    };
    let problem = sending.problem("why");
    view! {
        <Show when=move || open.get() fallback=move || view! {
            <button type="button" class="link no-print" on:click=move |_| open.set(true)>"Take it back"</button>
        }>
            <form class="row-form no-print" novalidate on:submit=submit>
                <label for=shown.clone()>"Why is it taken back?"</label>
                <input id=field.clone() type="text" autocomplete="off" prop:value=move || why.get()
                    on:input=move |event| why.set(event_target_value(&event))/>
                {move || problem.get().map(|words| view! { <p class="field-problem" role="alert">{words}</p> })}
                <Send sending words="Take it back"/>
            </form>
        </Show>
    }
}

#[component]
fn Write(
    urn: Urn,
    areas: Vec<(String, String)>,
    all: RwSignal<Vec<Known>>,
    today: Date,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let source = RwSignal::new(String::new());
    let on = RwSignal::new(today.to_string());
    let until = RwSignal::new(add_months(today, KEPT_MONTHS).to_string());
    let first = areas.first().map(|(id, _)| id.clone()).unwrap_or_default();
    let area = RwSignal::new(first);
    let personal = RwSignal::new(false);
    let sending = Sending::new(&["text", "source", "on", "until", "area"]);
    // Made once for each entry: sent again after a lost answer it is one entry.
    let id = StoredValue::new(EntryId(browser::new_id()));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(on_day) = field_day(&on.get_untracked()) else {
            return sending.say("on", "that is not a day");
        };
        let Some(until_day) = field_day(&until.get_untracked()) else {
            return sending.say("until", "that is not a day");
        };
        let Ok(area) = area.get_untracked().parse() else {
            return;
        };
        let entry = EntryDraft {
            on: on_day,
            area,
            text: text.get_untracked().trim().to_owned(),
            source: source.get_untracked().trim().to_owned(),
            sensitivity: if personal.get_untracked() {
                Sensitivity::Person
            } else {
                Sensitivity::School
            },
            until: until_day,
        };
        let asked = RecordEntry {
            id: id.get_value(),
            entry,
        };
        let request = async move { api::record_entry(urn, &asked).await };
        sending.send(request, move |kept: Known| {
            all.update(|all| {
                all.retain(|one| one.id != kept.id);
                all.insert(0, kept);
            });
            id.set_value(EntryId(browser::new_id()));
            text.set(String::new());
            personal.set(false);
            browser::focus("known");
        });
    };
    let options = areas
        .into_iter()
        .map(|(id, name)| view! { <option value=id>{name}</option> })
        .collect_view();
    view! {
        <details class="write-known no-print">
            <summary>"Write down what is known"</summary>
            <form class="form" novalidate on:submit=submit>
                <Field id="known-text" label="What is known" kind="area" voice=true value=text problem=sending.problem("text") required=true/>
                <Field id="known-source" label="Whom it comes from" hint="A service, a visit, a person’s post" voice=true value=source problem=sending.problem("source") required=true/>
                <div class="field">
                    <label for="known-area">"It belongs to"</label>
                    <select id="known-area" prop:value=move || area.get() on:change=move |event| area.set(event_target_value(&event))>{options}</select>
                </div>
                <div class="field-pair">
                    <Field id="known-on" label="Of" kind="date" value=on problem=sending.problem("on") required=true/>
                    <Field id="known-until" label="Read until" kind="date" value=until problem=sending.problem("until") required=true/>
                </div>
                <label class="check">
                    <input type="checkbox" prop:checked=move || personal.get() on:change=move |event| personal.set(event_target_checked(&event))/>
                    "It is about a person: officers and I read it, no meeting does"
                </label>
                <div><Send sending words="Write it down"/></div>
            </form>
        </details>
    }
}
