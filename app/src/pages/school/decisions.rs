//! What the room has decided, meeting by meeting: a line over time, and the same as a table.

use domain::api::SchoolRisk;
use domain::calendar::{Date, day_words};
use domain::meetings::Past;
use domain::risk::{Scheme, Span};
use leptos::prelude::*;

use crate::components::category_tag::{TagSize, category_tag};
use crate::components::level_mark::LevelMark;

pub fn decisions(risk: &SchoolRisk, scheme: &Scheme, today: Date) -> Option<AnyView> {
    let newest = risk.decisions.first()?;
    let chart = (risk.decisions.len() > 1).then(|| chart(&risk.decisions, scheme, today));
    let rows = risk
        .decisions
        .iter()
        .map(|past| {
            let how = if past.differed {
                "differed"
            } else {
                "as suggested"
            };
            view! {
                <tr>
                    <th scope="row">{day_words(past.on)}</th>
                    <td>{category_tag(scheme, past.band, TagSize::Small, false)}</td>
                    <td><LevelMark level=past.risk/></td>
                    <td>{how}</td>
                    <td class="voice">{past.rationale.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    let title = heading(newest, &risk.decisions, scheme, risk.suggestion.band);
    Some(
        view! {
            <section class="section decision-section">
                <div class="section-head"><h2>{title}</h2> <span>{risk.decisions.len()} " decisions"</span></div>
                {chart}
                <div class="table-box" role="region" aria-label="Decisions" tabindex="0">
                    <table>
                        <caption class="visually-hidden">"What the room decided, newest first"</caption>
                        <thead><tr>
                            <th scope="col">"Decided"</th><th scope="col">"Category"</th><th scope="col">"Risk"</th>
                            <th scope="col">"Against the rules"</th><th scope="col">"Why"</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}

/// "Priority 2 since June 2025, now suggested Priority 3".
fn heading(
    newest: &Past,
    all: &[Past],
    scheme: &Scheme,
    suggested: Span<domain::risk::Band>,
) -> String {
    let since = all
        .iter()
        .take_while(|past| past.band == newest.band)
        .last()
        .unwrap_or(newest);
    let mut words = format!(
        "{} since {} {}",
        scheme.band(newest.band).word,
        since.on.month(),
        since.on.year()
    );
    match suggested.settled() {
        Some(band) if band == newest.band => words.push_str(", and still suggested"),
        Some(band) => words.push_str(&format!(", now suggested {}", scheme.band(band).word)),
        None => words.push_str(&format!(
            ", now suggested {}",
            domain::risk::span_words(scheme, suggested)
        )),
    }
    words
}

/// Steps over time, most serious on top. Drawn 1,000 wide and stretched; words stand beside it.
fn chart(decisions: &[Past], scheme: &Scheme, today: Date) -> AnyView {
    let Some(first) = decisions.last() else {
        return ().into_any();
    };
    let from = first.on.to_julian_day();
    let days = (today.to_julian_day() - from).max(1);
    let x = |on: Date| (on.to_julian_day() - from) * 1_000 / days;
    let bands = scheme.bands.len();
    let y = |past: &Past| (bands - 1 - usize::from(past.band.0).min(bands - 1)) * 28 + 14;
    let mut path = String::new();
    for past in decisions.iter().rev() {
        if path.is_empty() {
            path = format!("M{} {}", x(past.on), y(past));
        } else {
            path.push_str(&format!("H{}V{}", x(past.on), y(past)));
        }
    }
    path.push_str("H1000");
    let grid: String = (0..bands)
        .map(|at| format!("M0 {}H1000", at * 28 + 14))
        .collect();
    let height = bands * 28;
    let tags = scheme
        .all_bands()
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .map(|band| view! { <li>{category_tag(scheme, band, TagSize::Small, false)}</li> })
        .collect_view();
    // Every 1 September between, so that school years can be told apart.
    let years = (first.on.year()..=today.year())
        .filter_map(|year| Date::from_calendar_date(year, time::Month::September, 1).ok())
        .filter(|on| *on > first.on && *on < today);
    let marks: String = years
        .clone()
        .map(|on| format!("M{} 0V{height}", x(on)))
        .collect();
    let labels = years
        .map(|on| {
            let left = format!("{}.{}%", x(on) / 10, x(on) % 10);
            view! { <span style:left=left>"Sep " {on.year()}</span> }
        })
        .collect_view();
    view! {
        <figure class="history" aria-hidden="true">
            <ul>{tags}</ul>
            <div>
                <svg class="steps" viewBox=format!("0 0 1000 {height}") preserveAspectRatio="none" height=height.to_string()>
                    <path class="level-grid" d=grid></path>
                    <path class="years" d=marks></path>
                    <path class="room" d=path></path>
                </svg>
                <p>{labels}</p>
            </div>
        </figure>
    }
    .into_any()
}
