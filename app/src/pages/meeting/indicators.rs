//! The indicators of the school on the page, grouped by area as on a printed form.

use std::collections::BTreeSet;

use domain::calendar::day_words;
use domain::risk::{Judged, is_shared};
use domain::schools::Key;
use leptos::prelude::*;

use super::history::short_day;
use super::in_meeting::{InMeeting, use_meeting};
use super::row::IndicatorLine;

/// One area and its indicators, in the order of the scheme.
type Group = (String, Vec<Key>);

#[component]
pub fn Indicators() -> impl IntoView {
    let here = use_meeting();
    let groups = Memo::new(move |_| groups(here));
    let last = Memo::new(move |_| {
        here.item
            .with(|item| item.as_ref()?.last.as_ref().map(|last| last.on))
    });
    let then = move || match last.get() {
        Some(on) => format!("On {}", short_day(on)),
        None => "Last time".to_owned(),
    };
    view! {
        <table class="indicators" aria-label="Indicators">
            <thead>
                <tr>
                    <td></td>
                    <th scope="col">"Indicator"</th>
                    <th scope="col">"Level"</th>
                    <th scope="col">"Value"</th>
                    <th scope="col">"Line"</th>
                    <th scope="col">{then}</th>
                    <th scope="col">"Five years"</th>
                </tr>
            </thead>
            <For each=move || groups.get() key=|group| group.clone() let:group>
                <Area here group/>
            </For>
        </table>
        <Foot here/>
    }
}

/// Grouped, leaving out what nobody has loaded and what does not apply: the foot says how many.
fn groups(here: InMeeting) -> Vec<Group> {
    let recorded: BTreeSet<Key> = here.item.with(|item| {
        item.as_ref()
            .map(|item| item.cells.keys().copied().collect())
            .unwrap_or_default()
    });
    let choices = here.scheme();
    here.explanation.with(|why| {
        let mut groups: Vec<Group> = Vec::new();
        let rows = why.iter().flat_map(|why| &why.rows);
        for row in rows {
            // A judgement can be made in the room, and nobody publishes what is the partnership's own: both
            // are offered though nobody has given a value yet.
            let given_here = choices
                .indicator(row.indicator)
                .is_some_and(|rule| !rule.choices.is_empty() || !is_shared(rule.id));
            let shown = row.judged != Judged::NotCollected
                || recorded.contains(&row.indicator)
                || given_here;
            if !shown {
                continue;
            }
            match groups.last_mut() {
                Some((area, keys)) if *area == row.area => keys.push(row.indicator),
                _ => groups.push((row.area.clone(), vec![row.indicator])),
            }
        }
        groups
    })
}

#[component]
fn Area(here: InMeeting, group: Group) -> impl IntoView {
    let (area, keys) = group;
    let rows = keys.len();
    let lines = keys
        .into_iter()
        .enumerate()
        .map(|(at, indicator)| {
            let heading = (at == 0).then(|| (area.clone(), rows));
            view! { <IndicatorLine here indicator area=heading/> }
        })
        .collect_view();
    view! { <tbody>{lines}</tbody> }
}

#[component]
fn Foot(here: InMeeting) -> impl IntoView {
    let words = move || {
        let (all, unknown, missing) = here.explanation.with(|why| {
            let rows = why.as_ref().map(|why| &why.rows);
            let count = |wanted: fn(&Judged) -> bool| {
                rows.map_or(0, |rows| {
                    rows.iter().filter(|row| wanted(&row.judged)).count()
                })
            };
            (
                count(|_| true),
                count(|judged| matches!(judged, Judged::Unknown(_))),
                count(|judged| *judged == Judged::NotCollected),
            )
        });
        let frozen = here.board.with(|board| day_words(board.meeting.frozen));
        let scheme = here.scheme();
        let missing = if missing > 0 {
            format!(", {missing} not collected by the authority")
        } else {
            String::new()
        };
        format!(
            "{all} indicators, {unknown} not known{missing}. Evidence frozen {frozen}. Scheme: {}, version {}.",
            scheme.name, scheme.version
        )
    };
    view! { <p class="indicators-foot">{words}</p> }
}
