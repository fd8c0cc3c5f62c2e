//! One indicator: every school a dot, every line a handle one can drag or move by key. A line against the
//! national figure stands among the values, so far from that figure.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::risk::{
    Indicator, Judged, Level, LineAt, Unit, level_by, lines_of, number_words, place_of, tried,
};
use domain::schools::{Finding, Setting, Value};
use leptos::prelude::*;

use super::finding::finding;
use super::handle::handle;
use super::scale::Scale;
use crate::components::chart::{Chart, px};
use crate::components::level_mark::mark;
use crate::state::rules::Lab;

pub struct Drawn {
    pub lab: RwSignal<Lab>,
    /// The national figure these schools are held against, where a line asks for one.
    pub national: Option<i32>,
    pub moved: Memo<Arc<BTreeSet<usize>>>,
    pub indicator: Indicator,
    pub special: bool,
}

pub const WIDTH: f64 = 800.0;
/// The bar of levels, and where dots begin and stand.
pub const BAR: f64 = 24.0;
pub const GROUND: f64 = 170.0;
const HEIGHT: f64 = 262.0;
/// Where it is written what a line says.
pub const SAID: f64 = GROUND + 86.0;
/// Columns of dots side by side.
const COLUMNS: f64 = 58.0;

/// A school as it is drawn.
#[derive(Clone)]
struct Dot {
    /// Its place among the page's schools.
    nth: usize,
    number: i32,
    x: f64,
    y: f64,
    r: f64,
}

pub fn drawing(drawn: &Drawn) -> AnyView {
    let (lab, id, special) = (drawn.lab, drawn.indicator.id, drawn.special);
    let national = drawn.national;
    let lines: Vec<(usize, Level)> = lines_of(&drawn.indicator, special)
        .iter()
        .enumerate()
        .filter(|(_, line)| place_of(line, national).is_some())
        .map(|(nth, line)| (nth, line.level))
        .collect();
    let (scale, dots) = lab.with_untracked(|lab| placed(lab, drawn));
    let unit = unit_words(&drawn.indicator);
    let count = dots.len();
    // What was moved last, else the most serious, is what the heading speaks of.
    let touched = RwSignal::new(lines.first().map_or(0, |(nth, _)| *nth));
    let finding = Signal::derive(move || lab.with(|lab| finding(lab, id, special, touched.get())));
    let beside = format!("{count} schools, one dot each. {unit}");
    let moved = drawn.moved;
    let shown = dots.clone();
    let draw = move || {
        let circles = shown
            .iter()
            .map(|dot| {
                let nth = dot.nth;
                view! {
                    <circle cx=px(dot.x) cy=px(dot.y) r=px(dot.r)
                        data-moves=move || moved.with(|moved| moved.contains(&nth)).then_some("")></circle>
                }
            })
            .collect_view();
        let handles = lines
            .iter()
            .enumerate()
            .map(|(row, (nth, level))| {
                let at = LineAt {
                    indicator: id,
                    special,
                    nth: *nth,
                };
                // Lines may stand on one another: handles are held at two heights.
                let low = row % 2 == 1;
                handle(lab, (at, *level), low, (scale, national), touched)
            })
            .collect_view();
        let ticks = scale
            .ticks()
            .into_iter()
            .map(|tick| {
                let x = px(scale.x(tick));
                view! {
                    <path class="tick" d=format!("M{x} {GROUND}v5")></path>
                    <text x=x.clone() y=px(GROUND + 18.0) text-anchor="middle">{number_words(Unit::Count, tick)}</text>
                }
            })
            .collect_view();
        let bar = move || lab.with(|lab| bar(lab, id, special, national, scale));
        let national = national
            .filter(|figure| (scale.least..=scale.most).contains(figure))
            .map(|figure| {
                let x = px(scale.x(figure));
                let words = format!("national {}", number_words(Unit::Count, figure));
                view! {
                    <g class="line-national">
                        <path d=format!("M{x} {}V{GROUND}", BAR + 2.0)></path>
                        <text x=px(scale.x(figure) + 5.0) y=px(BAR + 13.0)>{words}</text>
                    </g>
                }
            });
        view! {
            <div class="line-box">
                <svg class="line-drawing" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="group" aria-label=move || finding.get()>
                    <g aria-hidden="true">
                        {bar}
                        <path class="ground" d=format!("M0 {GROUND}H{WIDTH}")></path>
                        {ticks}
                        {national}
                        <g class="dots">{circles}</g>
                    </g>
                    {handles}
                </svg>
            </div>
        }
        .into_any()
    };
    let indicator = drawn.indicator.clone();
    let twin = move || lab.with(|lab| table(lab, &dots, &indicator));
    view! { <Chart finding unit=beside class="rules-chart" draw twin/> }.into_any()
}

/// The national figures the page's schools are held against, where a line asks for one.
pub fn nationals(lab: &Lab, one: &Indicator, special: bool) -> Vec<(i32, usize)> {
    let schools = lab.page.schools.iter().map(|school| &school.evidence);
    tried::nationals(schools, one, special)
}

/// Schools asked for these lines, each above where it stands, one on another.
fn placed(lab: &Lab, drawn: &Drawn) -> (Scale, Vec<Dot>) {
    let (one, national) = (&drawn.indicator, drawn.national);
    let known: Vec<(usize, i32)> = lab
        .page
        .schools
        .iter()
        .enumerate()
        .filter(|(_, school)| {
            let apart = school.evidence.setting != Setting::Mainstream;
            one.special_lines.is_empty() || apart == drawn.special
        })
        .filter_map(|(nth, school)| {
            // What the rules do not look at is not drawn as if they did.
            let at = lab.tried.place(one.id)?;
            if !matches!(
                lab.then.get(nth)?.judged[at],
                Judged::Is(_) | Judged::Contested(_)
            ) {
                return None;
            }
            let seen = school.evidence.of(one.id)?;
            // Held against another figure, its lines stand elsewhere.
            if national.is_some() && seen.comparator != national {
                return None;
            }
            match seen.finding {
                Finding::Known(Value::Number(number)) => Some((nth, number)),
                _ => None,
            }
        })
        .collect();
    let numbers = known.iter().map(|(_, number)| *number);
    let lines = lines_of(one, drawn.special)
        .iter()
        .filter_map(|line| place_of(line, national));
    let within = one.bounds;
    let scale = Scale::over(numbers.chain(lines), within, WIDTH);
    let column = |number: i32| ((scale.x(number) / WIDTH) * COLUMNS).floor();
    let mut heights = std::collections::BTreeMap::<i64, usize>::new();
    for (_, number) in &known {
        *heights.entry(column(*number) as i64).or_default() += 1;
    }
    let tallest = heights.values().copied().max().unwrap_or(1) as f64;
    let step = ((GROUND - BAR - 14.0) / tallest).min(WIDTH / COLUMNS);
    let r = (step / 2.0 - 0.8).max(1.2);
    let mut filled = std::collections::BTreeMap::<i64, usize>::new();
    let dots = known
        .into_iter()
        .map(|(nth, number)| {
            let column = column(number);
            let below = filled.entry(column as i64).or_default();
            let y = GROUND - 2.0 - r - *below as f64 * step;
            *below += 1;
            Dot {
                nth,
                number,
                x: (column + 0.5) * WIDTH / COLUMNS,
                y,
                r,
            }
        })
        .collect();
    (scale, dots)
}

/// Levels over the whole scale, by the lines as they are tried.
fn bar(
    lab: &Lab,
    id: domain::schools::Key,
    special: bool,
    national: Option<i32>,
    scale: Scale,
) -> Option<AnyView> {
    let one = lab.tried.indicator(id)?;
    let lines = lines_of(one, special);
    let mut ends: Vec<i32> = lines
        .iter()
        .filter_map(|line| place_of(line, national))
        .filter(|place| (scale.least..=scale.most).contains(place))
        .collect();
    ends.push(scale.least);
    ends.push(scale.most);
    ends.sort_unstable();
    ends.dedup();
    // Neighbours of one level are one stretch.
    let mut stretches: Vec<(i32, i32, Level)> = Vec::new();
    for pair in ends.windows(2) {
        let level = level_by(lines, i32::midpoint(pair[0], pair[1]), national);
        match stretches.last_mut() {
            Some((_, end, same)) if *same == level => *end = pair[1],
            _ => stretches.push((pair[0], pair[1], level)),
        }
    }
    let parts = stretches
        .into_iter()
        .map(|(least, most, level)| {
            let (from, to) = (scale.x(least), scale.x(most));
            let wide = to - from > 64.0;
            let middle = f64::midpoint(from, to);
            let words = wide.then(|| {
                view! {
                    <g class="level-mark" data-level=level.word().to_lowercase() transform=format!("translate({:.1} 0)", middle - 26.0)>
                        {mark(Some(level))}
                        <text x="17" y="10.5">{level.word()}</text>
                    </g>
                }
            });
            view! {
                <rect class="level-bar" data-level=level.word().to_lowercase() x=px(from) y=px(BAR - 7.0) width=px(to - from) height="6"></rect>
                {words}
            }
        })
        .collect_view();
    Some(parts.into_any())
}

fn unit_words(one: &Indicator) -> &'static str {
    match one.unit {
        Unit::PerCent => "Per cent",
        Unit::Centile => "Centile, national",
        Unit::Years => "Years",
        Unit::Points => "Points",
        _ => "",
    }
}

fn table(lab: &Lab, dots: &[Dot], one: &Indicator) -> AnyView {
    let mut sorted: Vec<&Dot> = dots.iter().collect();
    sorted.sort_by_key(|dot| dot.number);
    let rows = sorted
        .into_iter()
        .filter_map(|dot| {
            let school = lab.page.schools.get(dot.nth)?;
            let pupils = school.evidence.of(one.id).and_then(|seen| seen.cohort);
            Some(view! {
                <tr>
                    <th scope="row">{school.name.clone()}</th>
                    <td class="number">{number_words(one.unit, dot.number)}</td>
                    <td class="number">{pupils}</td>
                </tr>
            })
        })
        .collect_view();
    view! {
        <div class="table-box tall" role="region" aria-label="Schools by this measure" tabindex="0">
            <table>
                <caption class="visually-hidden">"Schools by this measure"</caption>
                <thead><tr><th scope="col">"School"</th><th scope="col" class="number">"Value"</th><th scope="col" class="number">"Pupils"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
