//! The same school for the room: one school at a time, from eight metres.
//!
//! Built from a list of what may be shown, not by hiding some of what there is: measures, never
//! judgements of people; views as counts and never by name, nobody who is present, no other school.
//! `H` leaves the name and the categories, `B` a plain ground.

mod wall;

use std::sync::Arc;

use domain::calendar::day_words;
use domain::risk::{Level, Said, Scheme};
use domain::schools::MeetingId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::components::category_tag::{TagSize, UndecidedTag, category_tag, span_tag};
use crate::components::connection::{Connected, Connection};
use crate::components::heading::Heading;
use crate::components::level_mark::{JudgedMark, level_mark};
use crate::components::said::said_view;
use crate::keyboard::{self, KeyHelp};
use crate::load::load;
use crate::pages::meeting::{PROJECTORS, connected, following, opened, read};
use crate::session::SignedIn;
use crate::state::meeting::MeetingState;
use wall::{Wall, WallRow, wall};

const HELP: [KeyHelp; 2] = [
    KeyHelp {
        keys: "H",
        does: "hide details",
    },
    KeyHelp {
        keys: "B",
        does: "blank",
    },
];

#[component]
pub fn ProjectorPage(signed: SignedIn) -> impl IntoView {
    let params = use_params_map();
    let page = load(move || {
        let id = params
            .read()
            .get("id")
            .and_then(|id| id.parse::<MeetingId>().ok());
        async move { read(id).await }
    });
    page.page("the meeting", move |page| {
        let state = opened(page, &signed);
        view! { <OnTheWall state/> }.into_any()
    })
}

#[component]
fn OnTheWall(state: RwSignal<MeetingState>) -> impl IntoView {
    following(state);
    let hidden = RwSignal::new(false);
    let blank = RwSignal::new(false);
    let press = move |what: &str| match what {
        "hide" => hidden.update(|hidden| *hidden = !*hidden),
        "blank" => blank.update(|blank| *blank = !*blank),
        _ => {}
    };
    keyboard::page_keys(&HELP, move |event| {
        let what = match event.key().to_lowercase().as_str() {
            "h" => "hide",
            "b" => "blank",
            _ => return false,
        };
        press(what);
        true
    });
    hear(press);
    let scheme = state.with_untracked(|state| Arc::clone(&state.scheme));
    let wall = Memo::new(move |_| state.with(wall));
    let line = Signal::derive(move || {
        let connected = state.with(|state| connected(state.line()));
        // The wall sends nothing, so all it can be is joined or not.
        if connected == Connected::Live {
            connected
        } else {
            Connected::Reconnecting
        }
    });
    let meeting = state.with_untracked(|state| {
        let meeting = &state.confirmed_board().meeting;
        format!("{}, {}", meeting.partnership_name, day_words(meeting.on))
    });
    let shown = move || {
        if blank.get() {
            return view! { <p class="wall-paused">"Paused"</p> }.into_any();
        }
        match wall.get() {
            Some(wall) => wall_view(&scheme, wall, hidden.get()),
            None => view! { <p class="wall-paused">"No school is shown yet"</p> }.into_any(),
        }
    };
    view! {
        <div class="projector">
            <div class="wall" data-blank=move || blank.get().then_some("")>
                {shown}
                <footer class="wall-foot" hidden=move || blank.get()>
                    <span><Connection state=line/></span>
                    <span>{meeting}</span>
                    <span class="wall-keys">
                        <button type="button" on:click=move |_| press("hide")><kbd class="key-cap">"H"</kbd>
                            {move || if hidden.get() { " show details" } else { " hide details" }}</button>
                        <button type="button" on:click=move |_| press("blank")><kbd class="key-cap">"B"</kbd> " blank"</button>
                    </span>
                </footer>
            </div>
        </div>
    }
}

/// The chair's own window may say hide or blank.
fn hear(press: impl Fn(&str) + 'static) {
    let Ok(channel) = BroadcastChannel::new(PROJECTORS) else {
        return;
    };
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        press(&event.data().as_string().unwrap_or_default());
    });
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    let kept = StoredValue::new_local((channel, heard));
    on_cleanup(move || kept.with_value(|(channel, _)| channel.close()));
}

fn wall_view(scheme: &Arc<Scheme>, wall: Wall, hidden: bool) -> AnyView {
    let risk = |level: Level| {
        level_mark(
            Some(level),
            format!("Risk {}", level.word().to_lowercase()),
            true,
        )
    };
    let said = match wall.decided {
        Some((band, level)) => view! {
            {category_tag(scheme, band, TagSize::Projector, false)}
            {risk(level)}
        }
        .into_any(),
        None => {
            let last = wall.last.map(|(on, band)| {
                let words = format!("{}: {}", on.month(), scheme.band(band).word);
                view! { <span class="wall-last">{words}</span> }
            });
            view! { <UndecidedTag size=TagSize::Projector/> {last} }.into_any()
        }
    };
    let suggested = match wall.choosing {
        Some(_) => {
            view! { <span class="category-tag" data-tone="undecided">"Own views first"</span> }
                .into_any()
        }
        None => {
            view! { {span_tag(scheme, wall.band, TagSize::Projector, false)} {risk(wall.risk)} }
                .into_any()
        }
    };
    let said = match wall.choosing {
        Some(0) => view! { <span class="wall-last">"Nobody has chosen yet"</span> }.into_any(),
        Some(1) => view! { <span class="wall-last">"1 has chosen"</span> }.into_any(),
        Some(many) => {
            view! { <span class="wall-last">{format!("{many} have chosen")}</span> }.into_any()
        }
        None => said,
    };
    let spread = wall
        .spread
        .map(|words| view! { <p class="wall-spread">"Own views: " {words}</p> });
    let details = (!hidden).then(|| details(wall.rows, wall.unknown, wall.otherwise, wall.words));
    view! {
        <header class="wall-head">
            <Heading title=wall.school.clone()/>
            <span>{wall.place.clone()}</span>
        </header>
        <div class="wall-standing">
            <section>
                <h2>"The rules suggest"</h2>
                <p>{suggested}</p>
            </section>
            <section>
                <h2>"The room says"</h2>
                <p>{said}</p>
            </section>
        </div>
        {spread}
        {details}
    }
    .into_any()
}

fn details(
    rows: Vec<WallRow>,
    unknown: Option<String>,
    otherwise: Vec<Said>,
    words: Option<String>,
) -> AnyView {
    let rows = rows
        .into_iter()
        .map(|row| {
            let rest = match row.measure {
                Some(measure) => view! {
                    <td><b>{measure.value}</b></td>
                    <td>{measure.before.map(|before| format!("was {before}"))}</td>
                    <td class="wall-line">{format!("line {}", measure.line)}</td>
                }
                .into_any(),
                None => view! { <td colspan="3">"details not shown here"</td> }.into_any(),
            };
            view! { <tr><th scope="row">{row.name}</th><td><JudgedMark judged=row.judged/></td>{rest}</tr> }
        })
        .collect_view();
    let unknown = unknown.map(|words| {
        view! { <p class="wall-unknown"><i class="swatch" aria-hidden="true"></i>{words}</p> }
    });
    let otherwise =
        (!otherwise.is_empty()).then(|| view! { <p class="otherwise">{said_view(otherwise)}</p> });
    let words = words.map(|words| {
        view! { <p class="wall-words voice"><em>{format!("“{words}”")}</em> " The school"</p> }
    });
    view! {
        <table class="wall-rows" aria-label="What the suggestion rests on"><tbody>{rows}</tbody></table>
        {unknown}
        {otherwise}
        {words}
    }
    .into_any()
}
