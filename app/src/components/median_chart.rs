//! The middle school of each year beside the national figure: a line, a dotted line, a number at the end of
//! each; and the same as a table.

use domain::risk::{Indicator, number_words};
use domain::schools::YearMedian;
use leptos::prelude::*;

use super::chart::px;

const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 110.0;
/// Where values are drawn; numbers stand at the right.
const LEFT: f64 = 10.0;
const RIGHT: f64 = 196.0;
const BOTTOM: f64 = HEIGHT - 20.0;
/// Numbers nearer than this would stand on each other.
const APART: f64 = 14.0;

/// The drawing; `said` is its name. `aim`: a line to reach, hundredths.
pub fn median_chart(
    rule: &Indicator,
    years: &[YearMedian],
    aim: Option<i32>,
    said: String,
) -> AnyView {
    let all = years
        .iter()
        .flat_map(|year| [Some(year.median), year.national])
        .flatten()
        .chain(aim);
    let (low, high) = all.fold((i32::MAX, i32::MIN), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let (Some(first), Some(last)) = (years.first(), years.last()) else {
        return ().into_any();
    };
    let spread = f64::from(high.saturating_sub(low).max(rule.least_range()));
    let middle = f64::from(low) + f64::from(high.saturating_sub(low)) / 2.0;
    let y = |value: i32| {
        let up = (f64::from(value) - middle) / (spread * 1.3) + 0.5;
        BOTTOM - up * BOTTOM
    };
    // Years lie as far apart as they are: one without values leaves its room.
    let span = f64::from((last.year - first.year).max(1));
    let x = |year: i32| LEFT + f64::from(year - first.year) * (RIGHT - LEFT) / span;
    let path = |of: &dyn Fn(&YearMedian) -> Option<i32>| {
        let mut path = String::new();
        let mut before: Option<i32> = None;
        for year in years {
            let Some(value) = of(year) else {
                before = None;
                continue;
            };
            let joined = before == Some(year.year - 1);
            path.push_str(&format!(
                "{}{:.1} {:.1}",
                if joined { 'L' } else { 'M' },
                x(year.year),
                y(value)
            ));
            before = Some(year.year);
        }
        path
    };
    let dots = years
        .iter()
        .map(|year| {
            let r = if year.year == last.year { "3.4" } else { "2" };
            view! { <circle cx=px(x(year.year)) cy=px(y(year.median)) r=r></circle> }
        })
        .collect_view();
    let number = |value| number_words(rule.unit, value);
    let own = y(last.median);
    let beside = last.national.map(|national| {
        let at = y(national);
        let at = if (at - own).abs() >= APART {
            at
        } else if at < own {
            own - APART
        } else {
            own + APART
        };
        let words = format!("{} national", number(national));
        view! { <text class="national-words" x=px(RIGHT + 10.0) y=px(at + 4.0)>{words}</text> }
    });
    let aimed = aim.map(|aim| {
        let at = y(aim);
        view! { <path class="aim" d=format!("M{LEFT} {at:.1}H{RIGHT}")></path> }
    });
    view! {
        <svg class="median-chart" viewBox=format!("0 0 {WIDTH} {HEIGHT}") width=px(WIDTH) height=px(HEIGHT) role="img" aria-label=said>
            {aimed}
            <path class="national" d=path(&|year| year.national)></path>
            <path class="trace" d=path(&|year| Some(year.median))></path>
            {dots}
            <text class="own-words" x=px(RIGHT + 10.0) y=px(own + 4.0)>{number(last.median)}</text>
            {beside}
            <text x=px(LEFT) y=px(HEIGHT - 4.0)>{first.year}</text>
            {(last.year != first.year).then(|| view! { <text x=px(RIGHT) y=px(HEIGHT - 4.0) text-anchor="end">{last.year}</text> })}
        </svg>
    }
    .into_any()
}

/// The same as a table.
pub fn median_table(rule: &Indicator, years: &[YearMedian]) -> AnyView {
    let number = |value| number_words(rule.unit, value);
    let rows = years
        .iter()
        .map(|year| {
            let national = year.national.map_or_else(|| "not known".to_owned(), number);
            view! {
                <tr>
                    <th scope="row">{year.year}</th>
                    <td class="number">{number(year.median)}</td>
                    <td class="number">{national}</td>
                    <td class="number">{year.schools}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-box" role="region" aria-label=rule.name.clone() tabindex="0">
            <table>
                <caption class="visually-hidden">{rule.name.clone()} ", by year"</caption>
                <thead><tr>
                    <th scope="col">"Year"</th><th scope="col" class="number">"Middle school"</th>
                    <th scope="col" class="number">"National"</th><th scope="col" class="number">"Schools"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
