//! The small forms of a school's file: one is open at a time, behind the button that names it. What is written
//! stays on the device, encrypted, until it is sent.

use std::sync::Arc;

use domain::api::{FilePage, PutEntry};
use domain::schools::{ChangeId, PersonId};
use domain::support::caseload::Entry;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::browser;
use crate::offline::drawer;
use crate::pages::support::form::{Ask, Written, Wrong, field};
use crate::pages::support::visit_draft;
use crate::sending::{Send, Sending};

/// The page of a file, and which of its forms is open.
#[derive(Clone, Copy)]
pub struct Desk {
    pub page: RwSignal<FilePage>,
    pub open: RwSignal<String>,
    person: PersonId,
}

impl Desk {
    pub fn of(page: FilePage, person: PersonId) -> Self {
        Self {
            page: RwSignal::new(page),
            open: RwSignal::new(String::new()),
            person,
        }
    }
}

type Make = Arc<dyn Fn(&Written) -> Result<Entry, Wrong> + std::marker::Send + Sync>;

/// A form for one entry.
#[derive(Clone)]
pub struct EntryForm {
    /// Tells it apart from the others of the page.
    pub key: String,
    /// On the button that opens it.
    pub opens: String,
    /// On the button that sends it.
    pub sends: &'static str,
    pub asks: Vec<Ask>,
    pub fields: &'static [&'static str],
    pub make: Make,
}

impl EntryForm {
    pub fn new(
        key: impl Into<String>,
        (opens, sends): (&str, &'static str),
        fields: &'static [&'static str],
        asks: Vec<Ask>,
        make: impl Fn(&Written) -> Result<Entry, Wrong> + std::marker::Send + Sync + 'static,
    ) -> Self {
        Self {
            key: key.into(),
            opens: opens.to_owned(),
            sends,
            asks,
            fields,
            make: Arc::new(make),
        }
    }
}

/// The button, and the form once it was pressed.
pub fn behind(desk: Desk, form: EntryForm) -> AnyView {
    let key = StoredValue::new(form.key.clone());
    let open = move || desk.open.with(|open| key.with_value(|key| open == key));
    let turn = move |_| {
        desk.open.update(|open| {
            let key = key.get_value();
            *open = if *open == key { String::new() } else { key };
        });
    };
    let words = form.opens.clone();
    let form = StoredValue::new(form);
    view! {
        <div class="entry-act no-print">
            <button type="button" class="button small" aria-expanded=move || crate::components::chip::pressed(open()) on:click=turn>{words}</button>
            <Show when=open>{drawn(desk, form.get_value())}</Show>
        </div>
    }
    .into_any()
}

fn drawn(desk: Desk, form: EntryForm) -> AnyView {
    let sending = Sending::new(form.fields);
    // Made once: pressing twice, or again after a lost answer, is one entry.
    let id = StoredValue::new(ChangeId(browser::new_id()));
    let (urn, base) = desk
        .page
        .with_untracked(|page| (page.urn, page.file.revision));
    let written = Written::of(&form.asks);
    let make = form.make.clone();
    let draft = format!("entry-draft {} {urn} {}", desk.person, form.key);
    let draft = StoredValue::new(draft);
    let kept = kept_as_it_is_written(&form.asks, draft);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        sending.clear();
        let entry = match make(&written) {
            Ok(entry) => entry,
            Err((field, reason)) => return sending.say(field, reason),
        };
        let asked = PutEntry {
            id: id.get_value(),
            base,
            entry,
        };
        let request = async move { api::write_entry(urn, &asked).await };
        sending.send(request, move |next| {
            spawn_local(async move { drawer::forget(&draft.get_value()).await });
            desk.open.set(String::new());
            desk.page.set(next);
            browser::focus("stands");
        });
    };
    let asks = form
        .asks
        .iter()
        .map(|ask| field(ask, &form.key, sending))
        .collect_view();
    view! {
        <form class="form step-form" novalidate on:submit=submit>
            {asks}
            <div class="form-foot"><Send sending words=form.sends/> <small role="status">{move || kept.get()}</small></div>
        </form>
    }
    .into_any()
}

/// Puts back what was written here before, and keeps every change. What is said of it.
fn kept_as_it_is_written(asks: &[Ask], draft: StoredValue<String>) -> RwSignal<&'static str> {
    let values: Vec<(String, RwSignal<String>)> = asks
        .iter()
        .map(|ask| (ask.id.to_owned(), ask.value))
        .collect();
    let values = StoredValue::new(values);
    let (said, read) = (RwSignal::new(""), RwSignal::new(false));
    let texts = move || -> Vec<(String, String)> {
        values.with_value(|values| {
            let texts = values.iter().map(|(id, value)| (id.clone(), value.get()));
            texts.collect()
        })
    };
    // What was put back is kept already.
    let put_back = StoredValue::new(Vec::new());
    spawn_local(async move {
        let name = draft.try_get_value().unwrap_or_default();
        let before: Option<Vec<(String, String)>> = visit_draft::remembered(&name).await;
        if let Some(before) = before {
            let _ = values.try_with_value(|values| {
                for (id, text) in &before {
                    if let Some((_, value)) = values.iter().find(|(of, _)| of == id) {
                        value.try_set(text.clone());
                    }
                }
            });
            put_back.try_set_value(before);
            said.try_set("As you left it on this device.");
        }
        read.try_set(true);
    });
    Effect::new(move |before: Option<Vec<(String, String)>>| {
        let now = texts();
        let changed = before.is_some_and(|before| before != now);
        if changed && read.get_untracked() && put_back.with_value(|before| *before != now) {
            let (text, name) = (now.clone(), draft.get_value());
            spawn_local(async move {
                let fine = visit_draft::keep(&name, &text).await;
                said.try_set(if fine {
                    "Kept on this device as you write."
                } else {
                    "This browser keeps nothing: send before you leave."
                });
            });
        }
        now
    });
    said
}
