//! What rooms decided against what the rules suggested, over ten terms, and the same as a table.

use domain::api::SchoolRisk;
use domain::calendar::{Date, day_words};
use domain::meetings::{Course, Past, course};
use domain::risk::{Band, Scheme, Span, span_words};
use domain::schools::School;
use leptos::prelude::*;

use crate::components::category_tag::{TagSize, category_tag, span_tag};
use crate::components::chart::Chart;
use crate::components::level_mark::LevelMark;
use crate::components::time_axis::{TimeAxis, percent};

/// Height of a band.
const ROW: usize = 28;

pub fn over_time(
    school: &School,
    risk: &SchoolRisk,
    scheme: &Scheme,
    today: Date,
) -> Option<AnyView> {
    let found = course(
        scheme,
        school,
        &risk.decisions,
        &risk.readings,
        &risk.history,
        today,
    )?;
    let finding = found.finding.clone();
    let unit = format!("ten terms; {}", found.beside);
    let (drawn, said) = (scheme.clone(), finding.clone());
    let decisions = risk.decisions.clone();
    let draw = move || drawing(&found, &decisions, &drawn, today, &said);
    let (rows, scheme) = (risk.decisions.clone(), scheme.clone());
    let twin = move || table(&rows, &scheme);
    Some(view! { <Chart finding unit class="course" draw twin/> }.into_any())
}

fn drawing(
    found: &Course,
    decisions: &[Past],
    scheme: &Scheme,
    today: Date,
    said: &str,
) -> AnyView {
    let axis = TimeAxis::around(today);
    let bands = scheme.bands.len();
    let height = (bands + 1) * ROW;
    // One that is gone stands between those it stood between.
    let places: Vec<usize> = (scheme.all_bands().chain(scheme.former_bands()))
        .map(|band| scheme.seriousness(band))
        .collect();
    let y = move |band: Band| {
        let place = places
            .get(usize::from(band.0))
            .copied()
            .unwrap_or(2 * bands);
        height - place * ROW / 2
    };
    let decided = steps(
        found.decided.iter().map(|(on, band)| (*on, *band)),
        axis,
        today,
    );
    let suggested = steps(
        found.suggested.iter().map(|(on, span)| (*on, span.known)),
        axis,
        today,
    );
    let ranges: String = steps(
        found.suggested.iter().map(|(on, span)| (*on, *span)),
        axis,
        today,
    )
    .into_iter()
    .filter(|(_, _, span)| span.settled().is_none())
    .map(|(from, to, span)| {
        let (top, bottom) = (y(span.highest), y(span.lowest));
        format!(
            "M{:.1} {top}H{:.1}V{bottom}H{:.1}Z",
            from * 10.0,
            to * 10.0,
            from * 10.0
        )
    })
    .collect();
    let grid: String = (0..bands)
        .map(|band| format!("M0 {}H1000", height - ROW / 2 - band * ROW))
        .collect();
    let tags = scheme
        .all_bands()
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .map(|band| view! { <li>{category_tag(scheme, band, TagSize::Small, false)}</li> })
        .collect_view();
    let gone: Vec<String> = scheme
        .former_bands()
        .filter(|band| found.decided.iter().any(|(_, was)| was == band))
        .map(|band| scheme.past_words(Span::only(band)))
        .collect();
    let gone = (!gone.is_empty()).then(|| {
        view! { <p class="small-print">"Between the lines: " {gone.join(", ")} ", a category that is gone."</p> }
    });
    let now = found.suggested.last().map(|(_, span)| {
        let top = y(span.known).saturating_sub(7);
        let words = span_words(scheme, *span);
        view! { <span class="rules-words now" style:left=percent(axis.at(today)) style:top=format!("{top}px")>{words}</span> }
    });
    let (why, taken) = reasons(decisions, &decided, axis, &y);
    let room_words = roomiest(&decided, &taken).map(|(from, band)| {
        let top = y(band).saturating_sub(20);
        view! { <span class="room-words" style:left=percent(from + 0.4) style:top=format!("{top}px")>"The room decided"</span> }
    });
    let rules_words = roomiest(&suggested, &taken).map(|(from, band)| {
        let top = y(band) + 9;
        view! { <span class="rules-words" style:left=percent(from + 0.4) style:top=format!("{top}px")>"The rules suggested"</span> }
    });
    view! {
        <div class="time-box" role="region" aria-label="Ten terms" tabindex="0">
            <div class="time-chart" role="img" aria-label=said.to_owned()>
                <ul class="time-labels" style:padding-top=format!("{ROW}px")>{tags}</ul>
                <div class="time-plot" style:height=format!("{height}px")>
                    <svg viewBox=format!("0 0 1000 {height}") preserveAspectRatio="none">
                        <path class="level-grid" d=grid></path>
                        <path class="term-rules" d=axis.rules(height)></path>
                        <path class="range" d=ranges></path>
                        <path class="rules" d=line(&suggested, &y, 5)></path>
                        <path class="room" d=line(&decided, &y, 0)></path>
                    </svg>
                    {axis.today(today)}
                    {room_words} {rules_words} {why} {now}
                </div>
                {axis.names()}
            </div>
        </div>
        {gone}
    }
    .into_any()
}

/// From, to and what held between, in per cent of the axis; what ended before it began is left out.
fn steps<T: Copy>(
    course: impl Iterator<Item = (Date, T)>,
    axis: TimeAxis,
    today: Date,
) -> Vec<(f64, f64, T)> {
    let course: Vec<(Date, T)> = course.collect();
    course
        .iter()
        .enumerate()
        .map(|(at, (on, what))| {
            let until = course.get(at + 1).map_or(today, |(next, _)| *next);
            (axis.at(*on), axis.at(until), *what)
        })
        .filter(|(from, to, _)| to > from || *to >= axis.at(today))
        .collect()
}

/// A line in steps, so many pixels below its place.
fn line(steps: &[(f64, f64, Band)], y: &impl Fn(Band) -> usize, lower: usize) -> String {
    let mut path = String::new();
    for (from, to, band) in steps {
        let y = y(*band) + lower;
        if path.is_empty() {
            path = format!("M{:.1} {y}", from * 10.0);
        } else {
            path.push_str(&format!("V{y}"));
        }
        path.push_str(&format!("H{:.1}", to * 10.0));
    }
    path
}

/// The least room words take, per cent of the axis.
const WORDS: f64 = 12.0;

/// Where along these steps there is most room for words: they never stand where others do. None where
/// there is too little everywhere.
fn roomiest(steps: &[(f64, f64, Band)], taken: &[(f64, f64)]) -> Option<(f64, Band)> {
    let mut best: Option<(f64, f64, Band)> = None;
    for (from, to, band) in steps {
        // Free stretches of the step begin where it does, or where other words end.
        let begins = taken.iter().map(|(_, right)| *right).chain([*from]);
        for begin in begins.filter(|at| (*from..*to).contains(at)) {
            if taken
                .iter()
                .any(|(left, right)| (*left..*right).contains(&begin))
            {
                continue;
            }
            let end = taken
                .iter()
                .map(|(left, _)| *left)
                .filter(|left| *left > begin)
                .fold(*to, f64::min);
            if end - begin >= WORDS && best.is_none_or(|(_, wide, _)| end - begin > wide) {
                best = Some((begin, end - begin, *band));
            }
        }
    }
    best.map(|(begin, _, band)| (begin, band))
}

/// Why the room decided otherwise, in its own words, over the line; and from where to where they stand.
fn reasons(
    decisions: &[Past],
    steps: &[(f64, f64, Band)],
    axis: TimeAxis,
    y: &impl Fn(Band) -> usize,
) -> (AnyView, Vec<(f64, f64)>) {
    let mut taken: Vec<(f64, f64)> = Vec::new();
    let mut words = Vec::new();
    for past in decisions
        .iter()
        .filter(|past| past.differed && !past.rationale.is_empty())
    {
        let at = axis.at(past.on);
        let Some((from, to, band)) = steps
            .iter()
            .find(|(from, to, _)| *from <= at && at < *to)
            .copied()
        else {
            continue;
        };
        if taken.contains(&(from, to)) {
            continue;
        }
        taken.push((from, to));
        let top = y(band).saturating_sub(21);
        words.push(view! {
            <span class="voice" style:left=percent(from + 0.4) style:top=format!("{top}px") style:max-width=percent(to - from - 0.6)
                title=past.rationale.clone()>{past.rationale.clone()}</span>
        });
    }
    (words.collect_view().into_any(), taken)
}

fn table(decisions: &[Past], scheme: &Scheme) -> AnyView {
    let rows = decisions
        .iter()
        .map(|past| {
            let suggested = past
                .suggested
                .map(|span| span_tag(scheme, span, TagSize::Small, false));
            let how = if past.differed {
                "otherwise"
            } else {
                "as suggested"
            };
            view! {
                <tr>
                    <th scope="row">{day_words(past.on)}</th>
                    <td>{category_tag(scheme, past.band, TagSize::Small, false)}</td>
                    <td><LevelMark level=past.risk/></td>
                    <td>{suggested}</td>
                    <td>{how}</td>
                    <td class="voice">{past.rationale.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-box" role="region" aria-label="Decisions" tabindex="0">
            <table>
                <caption class="visually-hidden">"What the room decided and the rules suggested, newest first"</caption>
                <thead><tr>
                    <th scope="col">"Decided"</th><th scope="col">"Category"</th><th scope="col">"Risk"</th>
                    <th scope="col">"The rules suggested"</th><th scope="col">"The room"</th><th scope="col">"Why"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
