//! What people know of the school that no file says, and a line to write more. Nothing about a person: that
//! is on the page of the school.

use domain::calendar::{add_months, day_words};
use domain::meetings::Change;
use domain::schools::{EntryDraft, KEPT_MONTHS, Key, Known, Sensitivity};
use leptos::prelude::*;

use super::in_meeting::InMeeting;
use super::notes::leave;
use crate::browser;
use crate::components::key_cap::KeyCap;

#[component]
pub fn WhatIsKnown(here: InMeeting) -> impl IntoView {
    let known = Memo::new(move |_| {
        here.item.with(|item| {
            item.as_ref()
                .map(|item| item.known.clone())
                .unwrap_or_default()
        })
    });
    let rows = move || {
        known
            .get()
            .into_iter()
            .map(|one: Known| {
                let area = area_name(here, one.entry.area);
                view! {
                    <li>
                        <p class="voice">{one.entry.text}</p>
                        <small>{area} " · " {one.entry.source} ", " {day_words(one.entry.on)}</small>
                    </li>
                }
            })
            .collect_view()
    };
    let none = move || {
        known
            .with(Vec::is_empty)
            .then(|| view! { <p class="quiet">"Nothing is written down that no file says."</p> })
    };
    view! {
        <section class="what-is-known">
            <h2>"What people know"</h2>
            <ul>{rows}</ul>
            {none}
            <Show when=move || here.may_record()>
                <KnowForm here/>
            </Show>
        </section>
    }
}

fn area_name(here: InMeeting, area: Key) -> String {
    let scheme = here.scheme();
    scheme
        .areas
        .iter()
        .find(|one| one.id == area)
        .map_or_else(|| area.to_string(), |one| one.name.clone())
}

#[component]
fn KnowForm(here: InMeeting) -> impl IntoView {
    let on = here.board.with_untracked(|board| board.meeting.on);
    let scheme = here.scheme();
    let text = RwSignal::new(String::new());
    let source = RwSignal::new(String::new());
    let area = RwSignal::new(scheme.areas.first().map(|area| area.id));
    let open = RwSignal::new(false);
    let fault = RwSignal::new(None::<&'static str>);
    let add = move || {
        let (Some(urn), Some(area)) = (here.urn.get_untracked(), area.get_untracked()) else {
            return;
        };
        let (what, whom) = (text.get_untracked(), source.get_untracked());
        let missing = match (what.trim(), whom.trim()) {
            ("", _) => Some(("What is known?", "know")),
            (_, "") => Some(("Whom does it come from?", "know-source")),
            _ => None,
        };
        fault.set(missing.map(|(words, _)| words));
        if let Some((_, field)) = missing {
            return browser::focus(field);
        }
        let entry = EntryDraft {
            on,
            area,
            text: what.trim().to_owned(),
            source: whom.trim().to_owned(),
            sensitivity: Sensitivity::School,
            until: add_months(on, KEPT_MONTHS),
        };
        if here.propose(Change::Know { urn, entry }) {
            text.set(String::new());
            browser::focus("know");
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            leave(&event);
        }
    };
    let areas: Vec<(String, String)> = scheme
        .areas
        .iter()
        .map(|one| (one.id.to_string(), one.name.clone()))
        .collect();
    let choose = move |event: web_sys::Event| area.set(event_target_value(&event).parse().ok());
    view! {
        <form class="action-form" on:submit=move |event| { event.prevent_default(); add(); }
            on:focusin=move |_| open.set(true) on:keydown=keys>
            <label class="visually-hidden" for="know">"Write down what is known"</label>
            <span class="with-key">
                <input id="know" type="text" placeholder="Write down what is known" autocomplete="off" prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))/>
                <Show when=move || !open.get()><KeyCap key="I"/></Show>
            </span>
            <div class="more-of-form" hidden=move || !open.get()>
                <label for="know-source">"Whom it comes from"</label>
                <input id="know-source" type="text" autocomplete="off" prop:value=move || source.get()
                    on:input=move |event| source.set(event_target_value(&event))/>
                <label for="know-area">"It belongs to"</label>
                <select id="know-area" on:change=choose>
                    {areas.into_iter().map(|(id, name)| view! { <option value=id>{name}</option> }).collect_view()}
                </select>
                <p class="hint">"About the school. What is about a person is written on the page of the school."</p>
                <p class="field-problem" role="alert">{move || fault.get()}</p>
                <button type="submit" class="button small">"Write it down"</button>
            </div>
        </form>
    }
}
