//! The right column: points raised, the school's own words, actions.

use domain::calendar::{Date, add_months, day_words};
use domain::meetings::{Action, Change, Point};
use leptos::prelude::*;

use super::carried::Carried;
use super::history::{minute, short_day, short_name};
use super::hypotheses::Hypotheses;
use super::in_meeting::{InMeeting, use_meeting};
use super::known::WhatIsKnown;
use super::offices::ForTheSchool;
use super::support_given::SupportGiven;
use crate::browser;
use crate::components::key_cap::KeyCap;
use crate::words::field_day;

#[component]
pub fn Notes() -> impl IntoView {
    let here = use_meeting();
    view! {
        <aside class="notes" tabindex="0" aria-label="Points, the school’s words, who came for it, what people know, actions">
            <Points here/>
            <OwnWords here/>
            <ForTheSchool here/>
            <SupportGiven here/>
            <Hypotheses here/>
            <WhatIsKnown here/>
            <Actions here/>
        </aside>
    }
}

/// Whether an entry is still on its way: it has no time of the server's yet.
fn when(at: domain::calendar::Moment) -> String {
    if at.0 == 0 {
        "sending".to_owned()
    } else {
        minute(at)
    }
}

#[component]
fn Points(here: InMeeting) -> impl IntoView {
    let points = Memo::new(move |_| {
        here.item.with(|item| {
            item.as_ref()
                .map(|item| item.points.clone())
                .unwrap_or_default()
        })
    });
    let dissents = Memo::new(move |_| {
        here.item.with(|item| {
            item.as_ref()
                .map(|item| item.dissents.clone())
                .unwrap_or_default()
        })
    });
    let otherwise = move || {
        dissents
            .get()
            .into_iter()
            .map(|one: Point| {
                let sending = (one.at.0 == 0).then_some("");
                view! {
                    <li class="dissent" data-pending=sending>
                        <p><b>{one.raised_by} " sees it otherwise: "</b> <span class="voice">{one.text}</span></p>
                        <small>{when(one.at)}</small>
                    </li>
                }
            })
            .collect_view()
    };
    let rows = move || {
        points
            .get()
            .into_iter()
            .map(|point: Point| {
                let sending = (point.at.0 == 0).then_some("");
                let who = if point.raised_by == point.by.name {
                    short_name(&point.by.name)
                } else {
                    format!(
                        "{}, noted by {}",
                        point.raised_by,
                        short_name(&point.by.name)
                    )
                };
                view! {
                    <li data-pending=sending>
                        <p class="voice">{point.text}</p>
                        <small>{who} " · " {when(point.at)}</small>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <section class="points">
            <h2>"Points raised"</h2>
            <ul>{rows} {otherwise}</ul>
            <Show when=move || here.may_record()>
                <PointForm here/>
            </Show>
        </section>
    }
}

#[component]
fn PointForm(here: InMeeting) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let by = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let dissent = RwSignal::new(false);
    let add = move || {
        let Some(urn) = here.urn.get_untracked() else {
            return;
        };
        if text.with_untracked(|text| text.trim().is_empty()) {
            return;
        }
        let (text_now, by_now) = (text.get_untracked(), by.get_untracked());
        let change = if dissent.get_untracked() {
            let me = here.state.with_untracked(|state| state.me.name.clone());
            let named = by_now.trim();
            Change::Dissent {
                urn,
                text: text_now.trim().to_owned(),
                by: if named.is_empty() {
                    me
                } else {
                    named.to_owned()
                },
            }
        } else {
            Change::Point {
                urn,
                text: text_now.trim().to_owned(),
                raised_by: by_now.trim().to_owned(),
            }
        };
        if here.propose(change) {
            dissent.set(false);
            text.set(String::new());
            by.set(String::new());
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.shift_key() => {
            event.prevent_default();
            add();
        }
        "Escape" => leave(&event),
        _ => {}
    };
    view! {
        <form class="point-form" on:submit=move |event| { event.prevent_default(); add(); } on:focusin=move |_| open.set(true)>
            <label class="visually-hidden" for="point">"Add a point"</label>
            <span class="with-key">
                <textarea id="point" rows="1" placeholder="Add a point" prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event)) on:keydown=keys></textarea>
                <Show when=move || !open.get()><KeyCap key="N"/></Show>
            </span>
            <Show when=move || open.get()>
                <label for="point-by">"Raised by, if not you"</label>
                <input id="point-by" type="text" autocomplete="off" prop:value=move || by.get()
                    on:input=move |event| by.set(event_target_value(&event))/>
                <label class="check">
                    <input type="checkbox" prop:checked=move || dissent.get() on:change=move |event| dissent.set(event_target_checked(&event))/>
                    "A different view from the room’s decision"
                </label>
                <button type="submit" class="button small">"Add the point"</button>
            </Show>
        </form>
    }
}

/// Esc leaves a field, so that the keys of the page work again.
pub fn leave(event: &web_sys::KeyboardEvent) {
    let field = event
        .target()
        .and_then(|target| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(target).ok());
    if let Some(field) = field {
        let _ = field.blur();
    }
}

#[component]
fn OwnWords(here: InMeeting) -> impl IntoView {
    let reply = Memo::new(move |_| {
        here.item
            .with(|item| item.as_ref().and_then(|item| item.reply.clone()))
    });
    let words = move || match reply.get() {
        Some(reply) => view! {
            <blockquote class="voice"><em>{format!("“{}”", reply.text)}</em></blockquote>
            <small>{reply.by} ", " {day_words(reply.on)}</small>
        }
        .into_any(),
        None => {
            view! { <p class="quiet">"The school has sent none for this meeting."</p> }.into_any()
        }
    };
    let arrived = Memo::new(move |_| {
        here.item.with(|item| {
            item.as_ref()
                .map(|item| item.arrived.clone())
                .unwrap_or_default()
        })
    });
    // Newest first: it is what nobody here has read yet.
    let since = move || {
        let all = arrived.get().into_iter().rev();
        all.map(|(reply, at)| {
            view! {
                <p class="arrived"><b>"Arrived since the meeting opened"</b> ", " {minute(at)}</p>
                <blockquote class="voice"><em>{format!("“{}”", reply.text)}</em></blockquote>
                <small>{reply.by} ", " {day_words(reply.on)}</small>
            }
        })
        .collect_view()
    };
    let words = move || (reply.with(Option::is_some) || arrived.with(Vec::is_empty)).then(words);
    view! {
        <section class="own-words">
            <h2>"The school’s own words"</h2>
            <div role="status">{since}</div>
            {words}
        </section>
    }
}

#[component]
fn Actions(here: InMeeting) -> impl IntoView {
    let actions = Memo::new(move |_| {
        here.item.with(|item| {
            item.as_ref()
                .map(|item| item.actions.clone())
                .unwrap_or_default()
        })
    });
    let rows = move || {
        actions
            .get()
            .into_iter()
            .map(|action: Action| {
                let sending = (action.at.0 == 0).then_some("");
                view! {
                    <li data-pending=sending>
                        <p>{action.text}</p>
                        <small>{action.owner} " · by " {short_day(action.due)}</small>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <section class="meeting-actions">
            <h2>"Actions"</h2>
            <Carried here/>
            <ul>{rows}</ul>
            <Show when=move || here.may_record()>
                <ActionForm here/>
            </Show>
        </section>
    }
}

#[component]
fn ActionForm(here: InMeeting) -> impl IntoView {
    let on: Date = here.board.with_untracked(|board| board.meeting.on);
    let text = RwSignal::new(String::new());
    let owner = RwSignal::new(String::new());
    let due = RwSignal::new(add_months(on, 1).to_string());
    let open = RwSignal::new(false);
    let fault = RwSignal::new(None::<&'static str>);
    let add = move || {
        let Some(urn) = here.urn.get_untracked() else {
            return;
        };
        let (what, who) = (text.get_untracked(), owner.get_untracked());
        let day = field_day(&due.get_untracked());
        let missing = match (what.trim(), who.trim(), day) {
            ("", _, _) => Some(("What is to be done?", "action")),
            (_, "", _) => Some(("Who does it?", "action-owner")),
            (_, _, None) => Some(("By which day?", "action-due")),
            (_, _, Some(day)) if day < on => Some(("That day is before the meeting", "action-due")),
            _ => None,
        };
        fault.set(missing.map(|(words, _)| words));
        match (missing, day) {
            (None, Some(due)) => {
                let change = Change::Act {
                    urn,
                    text: what.trim().to_owned(),
                    owner: who.trim().to_owned(),
                    due,
                };
                if here.propose(change) {
                    text.set(String::new());
                    owner.set(String::new());
                    browser::focus("action");
                }
            }
            (Some((_, field)), _) => browser::focus(field),
            (None, None) => {}
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            leave(&event);
        }
    };
    view! {
        <form class="action-form" on:submit=move |event| { event.prevent_default(); add(); }
            on:focusin=move |_| open.set(true) on:keydown=keys>
            <label class="visually-hidden" for="action">"Add an action"</label>
            <span class="with-key">
                <input id="action" type="text" placeholder="Add an action" autocomplete="off" prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))/>
                <Show when=move || !open.get()><KeyCap key="A"/></Show>
            </span>
            <Show when=move || open.get()>
                <label for="action-owner">"Who does it"</label>
                <input id="action-owner" type="text" autocomplete="off" prop:value=move || owner.get()
                    on:input=move |event| owner.set(event_target_value(&event))/>
                <label for="action-due">"By"</label>
                <input id="action-due" type="date" prop:value=move || due.get()
                    on:input=move |event| due.set(event_target_value(&event))/>
                <p class="field-problem" role="alert">{move || fault.get()}</p>
                <button type="submit" class="button small">"Add the action"</button>
            </Show>
        </form>
    }
}
