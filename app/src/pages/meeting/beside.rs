//! Similar schools of this meeting side by side, so that like is treated alike: the same indicators, and what
//! each has been given. What the rules suggest of the others is not shown: it is the room that is compared.

use domain::calendar::day_words;
use domain::meetings::{Board, Item};
use domain::risk::{IndicatorRow, Judged, Scheme, explain};
use domain::schools::{School, Urn, similar};
use leptos::prelude::*;

use super::in_meeting::InMeeting;
use crate::browser;
use crate::components::category_tag::{TagSize, UndecidedTag, category_tag};
use crate::components::key_cap::KeyCap;
use crate::components::level_mark::JudgedMark;

/// How many others are set beside it.
const OTHERS: usize = 3;

/// Opens the panel, or closes it.
pub fn turn(here: InMeeting) -> bool {
    let open = !here.beside.get_untracked();
    here.beside.set(open);
    if open {
        // Once it is there.
        request_animation_frame(|| browser::focus("beside"));
    }
    true
}

/// Closes it; false where it was closed.
pub fn close(here: InMeeting) -> bool {
    let open = here.beside.get_untracked();
    here.beside.set(false);
    open
}

#[component]
pub fn BesideButton(here: InMeeting) -> impl IntoView {
    view! {
        <button type="button" class="link" aria-expanded=move || here.beside.get().to_string()
            on:click=move |_| { turn(here); }>"Beside similar schools " <KeyCap key="C"/></button>
    }
}

/// The school and those like it, the school first.
fn side_by_side(board: &Board, urn: Urn) -> Vec<&Item> {
    let Some(own) = board.items.get(&urn) else {
        return Vec::new();
    };
    let all: Vec<School> = board
        .items
        .values()
        .map(|item| item.school.clone())
        .collect();
    let others = similar(&own.school, &all, OTHERS);
    let others = others.iter().filter_map(|(urn, _)| board.items.get(urn));
    std::iter::once(own).chain(others).collect()
}

#[component]
pub fn Beside(here: InMeeting) -> impl IntoView {
    let table = move || {
        let urn = here.urn.get()?;
        let scheme = here.scheme();
        Some(here.board.with(|board| {
            let items = side_by_side(board, urn);
            if items.len() < 2 {
                return view! { <p>"No other school of this phase and kind is in this meeting."</p> }.into_any();
            }
            compared(here, &scheme, board, &items)
        }))
    };
    view! {
        <Show when=move || here.beside.get()>
            <section class="beside" id="beside" tabindex="-1" aria-label="Beside similar schools">
                <header>
                    <h2>"Beside similar schools"</h2>
                    <button type="button" class="button small" on:click=move |_| { close(here); }>"Close " <KeyCap key="Esc"/></button>
                </header>
                {table}
                <p class="small-print">"The schools of this meeting of the same phase and kind that are nearest in roll, in disadvantaged pupils and in place."</p>
            </section>
        </Show>
    }
}

fn compared(here: InMeeting, scheme: &Scheme, board: &Board, items: &[&Item]) -> AnyView {
    let rows: Vec<Vec<IndicatorRow>> = items
        .iter()
        .map(|item| {
            let now = item.suggestion(scheme, board.meeting.on);
            explain(scheme, &item.evidence(scheme), &now).rows
        })
        .collect();
    let heads = items
        .iter()
        .enumerate()
        .map(|(at, item)| {
            let urn = item.school.urn;
            let name = item.school.name.clone();
            let name = if at == 0 {
                view! { <b>{name}</b> }.into_any()
            } else {
                let go = move |_| {
                    close(here);
                    here.go(urn);
                };
                view! { <button type="button" class="link" on:click=go>{name}</button> }.into_any()
            };
            view! { <th scope="col">{name} {given(scheme, item)}</th> }
        })
        .collect_view();
    let known = |row: &&IndicatorRow| row.judged != Judged::NotCollected;
    let own = rows.first().map_or(&[][..], Vec::as_slice);
    let lines = own
        .iter()
        .filter(known)
        .map(|row| {
            let cells = rows
                .iter()
                .map(|of| {
                    of.iter()
                        .find(|one| one.indicator == row.indicator)
                        .map_or_else(
                            || view! { <td>"not asked"</td> }.into_any(),
                            |one| view! { <td><JudgedMark judged=one.judged/> " " {one.value.clone()}</td> }.into_any(),
                        )
                })
                .collect_view();
            view! { <tr><th scope="row">{row.name.clone()}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class="beside-table" tabindex="0" role="region" aria-label="Indicators side by side">
            <table>
                <caption class="visually-hidden">"The same indicators of similar schools"</caption>
                <thead><tr><td></td>{heads}</tr></thead>
                <tbody>
                    {fact("On roll", items, |school| school.roll.map(|roll| roll.to_string()))}
                    {fact("Disadvantaged", items, |school| {
                        let share = school.disadvantaged?;
                        Some(domain::risk::number_words(domain::risk::Unit::PerCent, share))
                    })}
                    {lines}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

fn fact(name: &'static str, items: &[&Item], of: impl Fn(&School) -> Option<String>) -> AnyView {
    let cells = items
        .iter()
        .map(|item| {
            let words = of(&item.school).unwrap_or_else(|| "not known".to_owned());
            view! { <td>{words}</td> }
        })
        .collect_view();
    view! { <tr><th scope="row">{name}</th>{cells}</tr> }.into_any()
}

/// What the room has given it: today, else the last time.
fn given(scheme: &Scheme, item: &Item) -> AnyView {
    match (&item.decision, &item.last) {
        (Some((decision, _, _)), _) => view! {
            <span class="beside-given">{category_tag(scheme, decision.band, TagSize::Small, false)} <small>"decided today"</small></span>
        }
        .into_any(),
        (None, Some(last)) => view! {
            <span class="beside-given">{category_tag(scheme, last.band, TagSize::Small, false)} <small>{format!("since {}", day_words(last.on))}</small></span>
        }
        .into_any(),
        (None, None) => view! { <span class="beside-given"><UndecidedTag size=TagSize::Small/></span> }.into_any(),
    }
}
