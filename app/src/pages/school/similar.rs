//! Schools like this one, by a rule that is said; what is published of them beside what is of this one, a
//! strip of dots a measure, and the same as a table.

use domain::api::{SimilarSchool, SimilarSchools};
use domain::risk::{Indicator, Scheme, more_is_better, number_words};
use domain::schools::{Key, PUBLISHED, Urn};
use leptos::prelude::*;

use crate::api;
use crate::components::category_tag::{TagSize, category_tag};
use crate::components::chart::{Chart, px};
use crate::load::load;
use crate::session::SignedIn;
use crate::words::{count_words, per_cent, thousands};

const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 54.0;
const LEFT: f64 = 12.0;
const RIGHT: f64 = WIDTH - 12.0;
/// The height the dots lie on.
const LINE: f64 = 22.0;

pub fn similar_schools(urn: Urn, signed: &SignedIn) -> AnyView {
    let found = load(move || async move { api::similar_schools(urn).await });
    let scheme = signed.scheme();
    found.view("schools like it", move |found| drawn(&found, &scheme))
}

/// The published measures this school has, that somebody like it has too.
fn measures(found: &SimilarSchools, scheme: &Scheme) -> Vec<Indicator> {
    let has = |key: &&Key| {
        found.own.contains_key(key) && found.others.iter().any(|one| one.figures.contains_key(key))
    };
    PUBLISHED
        .iter()
        .filter(has)
        .filter_map(|key| scheme.indicator(*key).cloned())
        .collect()
}

fn drawn(found: &SimilarSchools, scheme: &Scheme) -> AnyView {
    // Who sees no other school sees none like it either.
    if found.others.is_empty() {
        return ().into_any();
    }
    let measures = measures(found, scheme);
    let finding = finding(found, &measures);
    let rule = found.rule.clone();
    let (one, other) = (found.clone(), found.clone());
    let (strips, columns) = (measures.clone(), measures);
    let scheme = scheme.clone();
    let draw = move || {
        let each = strips.iter().map(|rule| strip(rule, &one)).collect_view();
        view! { <div class="dot-strips">{each}</div> }.into_any()
    };
    let twin = move || table(&other, &columns, &scheme);
    view! {
        <Chart finding unit="published figures; filled: this school. Dotted: national" class="similar" draw twin/>
        <p class="small-print">{rule}</p>
    }
    .into_any()
}

/// How many others do better, of those with a figure of the same year. None: the measure has no better side.
fn better(rule: &Indicator, found: &SimilarSchools) -> Option<(usize, usize)> {
    let own = found.own.get(&rule.id)?;
    let more = more_is_better(rule)?;
    let others: Vec<i32> = found
        .others
        .iter()
        .filter_map(|one| one.figures.get(&rule.id))
        .map(|figure| figure.value)
        .collect();
    let better = others
        .iter()
        .filter(|value| {
            if more {
                **value > own.value
            } else {
                **value < own.value
            }
        })
        .count();
    Some((better, others.len()))
}

fn finding(found: &SimilarSchools, measures: &[Indicator]) -> String {
    let schools = found.others.len();
    let behind = measures
        .iter()
        .filter_map(|rule| better(rule, found))
        .filter(|(better, of)| better * 2 > *of)
        .count();
    let schools = match schools {
        1 => "one similar school".to_owned(),
        many => format!("{} similar schools", count_words(many)),
    };
    match (measures.len(), behind) {
        (0, _) => format!("Beside {schools}: no published figure in common"),
        (_, 0) => format!("Beside {schools}, behind most of them in no measure"),
        (of, behind) => format!(
            "Beside {schools}, behind most of them in {} of {} measures",
            count_words(behind),
            count_words(of)
        ),
    }
}

fn sentence(rule: &Indicator, found: &SimilarSchools) -> String {
    let number = |value| number_words(rule.unit, value);
    let own = found
        .own
        .get(&rule.id)
        .map(|figure| number(figure.value))
        .unwrap_or_default();
    match better(rule, found) {
        Some((better, of)) => format!(
            "{}: {own}; {} of {} similar schools do better",
            rule.name,
            count_words(better),
            count_words(of)
        ),
        None => format!("{}: {own}", rule.name),
    }
}

fn strip(rule: &Indicator, found: &SimilarSchools) -> AnyView {
    let Some(own) = found.own.get(&rule.id) else {
        return ().into_any();
    };
    let mut others: Vec<(i32, &SimilarSchool)> = found
        .others
        .iter()
        .filter_map(|one| Some((one.figures.get(&rule.id)?.value, one)))
        .collect();
    others.sort_by_key(|(value, one)| (*value, one.school.urn));
    let values = others
        .iter()
        .map(|(value, _)| *value)
        .chain([own.value])
        .chain(own.national);
    let (low, high) = values.fold((i32::MAX, i32::MIN), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    // Little differences stay little: a strip never spans less than half a drawing of years does.
    let spread = f64::from((high - low).max(rule.least_range() / 2).max(1));
    let middle = f64::from(low) + f64::from(high - low) / 2.0;
    let x = |value: i32| {
        let at = (f64::from(value) - middle) / spread + 0.5;
        LEFT + at.clamp(0.0, 1.0) * (RIGHT - LEFT)
    };
    // Schools of one figure stand over each other.
    let mut stacked = 0.0;
    let mut before = None;
    let dots = others
        .iter()
        .map(|(value, one)| {
            stacked = if before == Some(*value) { stacked + 7.0 } else { 0.0 };
            before = Some(*value);
            let name = format!("{}, {}", one.school.name, number_words(rule.unit, *value));
            view! { <circle cx=px(x(*value)) cy=px(LINE - stacked) r="4"><title>{name}</title></circle> }
        })
        .collect_view();
    let number = |value| number_words(rule.unit, value);
    let national = own.national.map(|national| {
        let at = x(national);
        view! { <path class="national" d=format!("M{at:.1} 4V34")></path> }
    });
    let named = |at: Option<&(i32, &SimilarSchool)>| {
        at.map(|(value, one)| format!("{} {}", one.school.name, number(*value)))
    };
    let at = x(own.value);
    view! {
        <div class="dot-strip">
            <h3>{rule.name.clone()}</h3>
            <p><b>{number(own.value)}</b> <span>{own.year}</span>
                {own.national.map(|national| view! { <span>"national " {number(national)}</span> })}</p>
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") width=px(WIDTH) height=px(HEIGHT) role="img" aria-label=sentence(rule, found)>
                <path class="ground" d=format!("M{LEFT} {LINE}H{RIGHT}")></path>
                {national}
                <g class="others">{dots}</g>
                <path class="own" d=format!("M{at:.1} {:.1}l7 7-7 7-7-7z", LINE - 7.0)></path>
            </svg>
            <p class="ends"><span>{named(others.first())}</span> <span>{(others.len() > 1).then(|| named(others.last())).flatten()}</span></p>
        </div>
    }
    .into_any()
}

fn table(found: &SimilarSchools, measures: &[Indicator], scheme: &Scheme) -> AnyView {
    let categories = found.others.iter().any(|one| one.decided.is_some());
    let heads = measures
        .iter()
        .map(|rule| view! { <th scope="col" class="number">{rule.short.clone()}</th> })
        .collect_view();
    let cells = |figures: &domain::api::Figures| {
        measures
            .iter()
            .map(|rule| {
                let figure = figures.get(&rule.id);
                let words = figure.map_or_else(
                    || "not published".to_owned(),
                    |figure| number_words(rule.unit, figure.value),
                );
                view! { <td class="number">{words}</td> }
            })
            .collect_view()
    };
    let rows = found
        .others
        .iter()
        .map(|one| {
            let school = &one.school;
            let metres = one.apart.metres.map(|metres| {
                let tenths = (metres + 50) / 100;
                format!("{}.{} km", tenths / 10, tenths % 10)
            });
            view! {
                <tr>
                    <th scope="row"><a href=format!("/schools/{}", school.urn)>{school.name.clone()}</a></th>
                    <td class="number">{school.roll.map(thousands)}</td>
                    <td class="number">{school.disadvantaged.map(|share| format!("{}%", per_cent(share, false)))}</td>
                    <td class="number">{metres}</td>
                    {cells(&one.figures)}
                    {categories.then(|| view! {
                        <td>{one.decided.map(|band| category_tag(scheme, band, TagSize::Small, false))}</td>
                    })}
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-box" role="region" aria-label="Similar schools" tabindex="0">
            <table>
                <caption class="visually-hidden">"Similar schools, nearest first, with their latest published figures"</caption>
                <thead><tr>
                    <th scope="col">"School"</th><th scope="col" class="number">"Roll"</th>
                    <th scope="col" class="number">"Disadvantaged"</th><th scope="col" class="number">"Away"</th>
                    {heads}
                    {categories.then(|| view! { <th scope="col">"Decided"</th> })}
                </tr></thead>
                <tbody>
                    <tr class="own-row"><th scope="row">"This school"</th><td></td><td></td><td></td>{cells(&found.own)}
                        {categories.then(|| view! { <td></td> })}</tr>
                    {rows}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
