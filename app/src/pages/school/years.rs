//! Measures over the years as small multiples: the line, the side of it that raises the level, the
//! national figure, and what is not known as a hatched column; and the same as a table.

use domain::api::SchoolRisk;
use domain::risk::{Scheme, Unit, Years, number_words, years, years_finding};
use domain::schools::Evidence;
use leptos::prelude::*;

use crate::components::chart::{Chart, px};
use crate::components::level_mark::JudgedMark;

/// Years shown, and measures.
const YEARS: usize = 5;
const MOST: usize = 12;

const WIDTH: f64 = 236.0;
const HEIGHT: f64 = 96.0;
/// Where values are drawn, and the room left for numbers at its right.
const LEFT: f64 = 6.0;
const RIGHT: f64 = 190.0;
const FOOT: f64 = 16.0;
const BOTTOM: f64 = HEIGHT - FOOT;

pub fn over_years(risk: &SchoolRisk, evidence: &Evidence, scheme: &Scheme) -> Option<AnyView> {
    let mut drawn = years(
        scheme,
        evidence,
        &risk.suggestion.judged,
        &risk.history,
        YEARS,
    );
    drawn.truncate(MOST);
    if drawn.is_empty() {
        return None;
    }
    let finding = years_finding(&drawn);
    let rows = drawn.clone();
    let draw = move || {
        let each = drawn.iter().map(multiple).collect_view();
        view! { <div class="multiples">{each}</div> }.into_any()
    };
    let twin = move || table(&rows);
    Some(
        view! { <Chart finding unit="shaded: the side that raises the level. Dotted: national" class="years-chart" draw twin/> }
            .into_any(),
    )
}

fn multiple(one: &Years) -> AnyView {
    let known = one.years.iter().filter_map(|year| year.found.ok());
    let line = one.line.map(|line| line.at);
    let (mut low, mut high) = known
        .chain(line)
        .fold((i32::MAX, i32::MIN), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    let spread = (high - low).max(one.least);
    // National joins where it is within reach.
    let national = one
        .national
        .filter(|national| *national > low - spread && *national < high + spread);
    low = low.min(national.unwrap_or(low));
    high = high.max(national.unwrap_or(high));
    let spread = (high - low).max(one.least);
    let floor = f64::from(low) - f64::from(spread - (high - low)) / 2.0 - f64::from(spread) * 0.1;
    let range = f64::from(spread) * 1.2;
    let y = |value: i32| BOTTOM - (f64::from(value) - floor) / range * BOTTOM;
    let steps = (one.years.len().max(2) - 1) as f64;
    let x = |at: usize| LEFT + 6.0 + at as f64 * (RIGHT - LEFT - 12.0) / steps;
    let mut path = String::new();
    let mut dots = Vec::new();
    let mut gaps = Vec::new();
    let mut down = false;
    for (at, year) in one.years.iter().enumerate() {
        match year.found {
            Ok(value) => {
                path.push(if down { 'L' } else { 'M' });
                path.push_str(&format!("{:.1} {:.1}", x(at), y(value)));
                let last = at + 1 == one.years.len();
                let r = if last { "3.2" } else { "1.9" };
                dots.push(view! { <circle cx=px(x(at)) cy=px(y(value)) r=r></circle> });
                down = true;
            }
            Err(_) => {
                let left = x(at) - 6.0;
                // Drawn as lines, as a pattern would need a name of its own.
                let hatch: String = (0..=14)
                    .map(|step| {
                        let top = f64::from(step) * 6.0 - 6.0;
                        let (from, to) = ((top + 12.0).min(BOTTOM), top.max(0.0));
                        let (cut_low, cut_high) = ((top + 12.0 - from), (to - top));
                        format!(
                            "M{:.1} {from:.1}L{:.1} {to:.1}",
                            left + cut_low,
                            left + 12.0 - cut_high
                        )
                    })
                    .collect();
                gaps.push(view! {
                    <path class="hatching" d=hatch></path>
                    <rect class="gap" x=px(left) y="0.5" width="12" height=px(BOTTOM - 1.0)></rect>
                });
                down = false;
            }
        }
    }
    let shaded = one.line.map(|line| {
        let at = y(line.at).clamp(0.0, BOTTOM);
        let (top, high) = if line.raises_below {
            (at, BOTTOM - at)
        } else {
            (0.0, at)
        };
        view! {
            <rect class="raises" x=px(LEFT) y=px(top) width=px(RIGHT - LEFT) height=px(high)></rect>
            <path class="line" d=format!("M{LEFT} {at:.1}H{RIGHT}")></path>
        }
    });
    let (line_y, national_y) = (line.map(&y), national.map(&y));
    let apart = |at: f64| match line_y {
        // Two numbers never stand on each other.
        Some(line) if (line - at).abs() < 12.0 => line + if at < line { -12.0 } else { 12.0 },
        _ => at,
    };
    let plain = |value: i32| number_words(Unit::Count, value);
    let line_words = line.zip(line_y).map(|(line, at)| {
        view! { <text class="line-words" x=px(RIGHT + 8.0) y=px(at.clamp(6.0, BOTTOM - 2.0) + 4.0)>{plain(line)}</text> }
    });
    let national_words = national.zip(national_y).map(|(national, at)| {
        view! {
            <path class="national" d=format!("M{LEFT} {at:.1}H{RIGHT}")></path>
            <text class="national-words" x=px(RIGHT + 8.0) y=px(apart(at).clamp(6.0, BOTTOM - 2.0) + 4.0)>{plain(national)}</text>
        }
    });
    let label = |at: usize| one.years.get(at).map(|year| year.label.clone());
    let last = one.years.len().saturating_sub(1);
    view! {
        <div class="multiple">
            <h3>{one.name.clone()}</h3>
            <p><span>{one.latest()}</span> <JudgedMark judged=one.judged/></p>
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") width=px(WIDTH) height=px(HEIGHT) role="img" aria-label=one.sentence()>
                {shaded}
                {national_words}
                {gaps}
                <path class="trace" d=path></path>
                {dots}
                {line_words}
                <text x=px(x(0)) y=px(HEIGHT - 3.0) text-anchor="middle">{label(0)}</text>
                <text x=px(x(last)) y=px(HEIGHT - 3.0) text-anchor="middle">{label(last)}</text>
            </svg>
        </div>
    }
    .into_any()
}

fn table(rows: &[Years]) -> AnyView {
    let mut labels: Vec<&str> = rows
        .iter()
        .flat_map(|one| one.years.iter().map(|year| year.label.as_str()))
        .collect();
    labels.sort_unstable();
    labels.dedup();
    let heads = labels
        .iter()
        .map(|label| view! { <th scope="col" class="number">{(*label).to_owned()}</th> })
        .collect_view();
    let lines = rows
        .iter()
        .map(|one| {
            let cells = labels
                .iter()
                .map(|label| {
                    let year = one.years.iter().rfind(|year| year.label == *label);
                    let words = year.map(|year| match year.found {
                        Ok(value) => number_words(one.unit, value),
                        Err(why) => why.words().to_owned(),
                    });
                    view! { <td class="number">{words}</td> }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{one.name.clone()}</th>
                    <td><JudgedMark judged=one.judged/></td>
                    {cells}
                    <td class="number">{one.line.map(|line| line.words(one.unit))}</td>
                    <td class="number">{one.national.map(|value| number_words(one.unit, value))}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-box" role="region" aria-label="Measures over the years" tabindex="0">
            <table>
                <caption class="visually-hidden">"Measures over the years"</caption>
                <thead><tr>
                    <th scope="col">"Measure"</th><th scope="col">"Level"</th>{heads}
                    <th scope="col" class="number">"Line"</th><th scope="col" class="number">"National"</th>
                </tr></thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}
