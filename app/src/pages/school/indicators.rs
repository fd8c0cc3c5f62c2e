//! Every indicator asked of the school: level, value, the line, where it comes from, and its years.

use domain::api::SchoolRisk;
use domain::calendar::day_words;
use domain::risk::{IndicatorRow, Judged, Level, Scheme, Unit, explain};
use domain::schools::{Evidence, Finding, Key, Reading, School, Value};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::browser;
use crate::components::level_mark::{JudgedMark, UnknownSwatch};
use crate::components::sparkline::sparkline;

/// Years shown.
const YEARS: usize = 5;

pub fn indicators(
    school: &School,
    risk: &SchoolRisk,
    evidence: &Evidence,
    scheme: &Scheme,
) -> AnyView {
    let rows = explain(scheme, evidence, &risk.suggestion).rows;
    let (shown, absent): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .partition(|row| row.judged != Judged::NotCollected);
    let unknown = shown
        .iter()
        .filter(|row| matches!(row.judged, Judged::Unknown(_)))
        .count();
    let count = shown.len();
    let finding = finding(&shown);
    let groups = by_area(shown)
        .into_iter()
        .map(|(area, rows)| {
            let span = rows.len();
            let lines = rows
                .into_iter()
                .enumerate()
                .map(|(at, row)| {
                    let head = (at == 0).then(|| view! { <th scope="rowgroup" rowspan=span.to_string() class="area">{area.clone()}</th> });
                    line(head.map(IntoAny::into_any), row, risk, scheme, school)
                })
                .collect_view();
            view! { <tbody>{lines}</tbody> }
        })
        .collect_view();
    let note = format!(
        "{count} indicators, {} not known. Scheme: {}, version {}.",
        if unknown == 0 {
            "none".to_owned()
        } else {
            unknown.to_string()
        },
        scheme.name,
        scheme.version
    );
    let absent: Vec<String> = absent.into_iter().map(|row| row.name).collect();
    view! {
        <section class="section indicator-section">
            <div class="section-head"><h2 id="indicators" tabindex="-1">{finding}</h2></div>
            <div class="table-box" role="region" aria-label="Indicators" tabindex="0">
                <table class="indicator-table">
                    <caption class="visually-hidden">"Indicators, with the level each reaches"</caption>
                    <thead><tr>
                        <td class="area"></td>
                        <th scope="col">"Indicator"</th><th scope="col">"Level"</th><th scope="col">"Value"</th>
                        <th scope="col">"Line"</th><th scope="col" class="years">"Five years"</th>
                    </tr></thead>
                    {groups}
                </table>
            </div>
            <p class="small-print">{note} {(!absent.is_empty()).then(|| format!(" Not collected: {}.", absent.join(", ")))}</p>
        </section>
    }
    .into_any()
}

/// The heading is what the table shows: "Two high, three medium of 15 indicators".
fn finding(rows: &[IndicatorRow]) -> String {
    let at = |level: Level| {
        rows.iter()
            .filter(|row| row.judged.known() == level)
            .count()
    };
    let parts: Vec<String> = [(at(Level::High), "high"), (at(Level::Medium), "medium")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{} {word}", crate::words::count_words(count)))
        .collect();
    if parts.is_empty() {
        return format!("Nothing above low in {} indicators", rows.len());
    }
    crate::words::capital(&format!(
        "{} of {} indicators",
        parts.join(", "),
        rows.len()
    ))
}

/// Rows of one area stand together, in the order of the scheme.
fn by_area(rows: Vec<IndicatorRow>) -> Vec<(String, Vec<IndicatorRow>)> {
    let mut groups: Vec<(String, Vec<IndicatorRow>)> = Vec::new();
    for row in rows {
        match groups.iter_mut().find(|(area, _)| *area == row.area) {
            Some((_, group)) => group.push(row),
            None => groups.push((row.area.clone(), vec![row])),
        }
    }
    groups
}

fn line(
    head: Option<AnyView>,
    row: IndicatorRow,
    risk: &SchoolRisk,
    scheme: &Scheme,
    school: &School,
) -> AnyView {
    let reading = risk
        .readings
        .iter()
        .filter(|reading| reading.indicator == row.indicator)
        .max_by_key(|reading| reading.seen.as_at);
    let id = format!("source-{}", row.indicator);
    let source = reading.map(|reading| source(reading, row.indicator, scheme));
    let value = match row.judged {
        Judged::Unknown(_) => view! { <UnknownSwatch reason=row.value/> }.into_any(),
        _ => row.value.into_any(),
    };
    let strong = (row.judged.known() == Level::High).then_some("");
    let measured = scheme
        .indicator(row.indicator)
        .is_some_and(|one| one.unit != Unit::Choice);
    let years = if measured {
        trace(row.indicator, risk, scheme, school)
    } else {
        Some(view! { <small>"judged"</small> }.into_any())
    };
    view! {
        <tr data-high=strong>
            {head}
            <th scope="row" class="name">{row.name}</th>
            <td class="level-reached"><JudgedMark judged=row.judged/></td>
            <td class="reading-cell">
                <button type="button" class="reading-button" aria-describedby=id.clone()>{value} " " <small>{row.beside}</small></button>
                <span class="reading-source" role="tooltip" id=id>{source}</span>
            </td>
            <td class="line-to-cross">{row.line}</td>
            <td class="years">{years}</td>
        </tr>
    }
    .into_any()
}

/// "School census, 2022/23. 409 pupils. As at 15 Oct 2026. The line is rule I30 of Priority and risk, version 4."
fn source(reading: &Reading, indicator: Key, scheme: &Scheme) -> String {
    let from = &reading.from;
    let mut parts = vec![match from.period.as_str() {
        "" => from.source.clone(),
        period => format!("{}, {period}", from.source),
    }];
    parts.extend(reading.seen.cohort.map(|pupils| format!("{pupils} pupils")));
    if let (Some(national), Some(rule)) = (reading.seen.comparator, scheme.indicator(indicator)) {
        parts.push(format!(
            "National {}",
            domain::risk::number_words(rule.unit, national)
        ));
    }
    parts.push(format!("As at {}", day_words(reading.seen.as_at)));
    if !from.by.is_empty() {
        parts.push(format!("By {}", from.by));
    }
    if !from.note.is_empty() {
        parts.push(from.note.clone());
    }
    parts.push(format!(
        "The line is rule {indicator} of {}, version {}",
        scheme.name, scheme.version
    ));
    let mut words = parts.join(". ");
    words.push('.');
    words
}

fn trace(indicator: Key, risk: &SchoolRisk, scheme: &Scheme, school: &School) -> Option<AnyView> {
    let rule = scheme.indicator(indicator)?;
    // One value a period: of several loads of one the last counts.
    let mut years: Vec<(&str, Option<i32>)> = Vec::new();
    for reading in risk
        .history
        .iter()
        .filter(|reading| reading.indicator == indicator)
    {
        let value = match reading.seen.finding {
            Finding::Known(Value::Number(number)) => Some(number),
            _ => None,
        };
        match years.last_mut() {
            Some(last) if !reading.from.period.is_empty() && last.0 == reading.from.period => {
                last.1 = value
            }
            _ => years.push((&reading.from.period, value)),
        }
    }
    let years: Vec<Option<i32>> = years
        .iter()
        .rev()
        .take(YEARS)
        .rev()
        .map(|(_, value)| *value)
        .collect();
    if years.iter().flatten().count() < 2 {
        return None;
    }
    let to_cross = rule.line_to_cross(school.setting);
    let least = match rule.unit {
        Unit::PerCent if indicator.as_str() == "I30" => 160,
        Unit::PerCent | Unit::Centile => 1_200,
        _ => 400,
    };
    sparkline(&years, to_cross, least)
}

/// `S`: the source of the value that has focus, or of the first.
pub fn show_source() -> bool {
    let Some(page) = browser::document() else {
        return false;
    };
    let inside = page
        .active_element()
        .and_then(|at| at.closest("tr").ok().flatten());
    let button = match inside {
        Some(row) => row.query_selector(".reading-button").ok().flatten(),
        None => page.query_selector(".reading-button").ok().flatten(),
    };
    button
        .and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok())
        .is_some_and(|button| button.focus().is_ok())
}
