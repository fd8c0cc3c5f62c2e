//! One school in the table. Drawn once; nothing in it changes while it stands there.

use domain::api::{SchoolRow, Standing};
use domain::meetings::Holds;
use domain::risk::Level;
use domain::schools::{Governance, Key, Phase, School};
use leptos::prelude::*;

use super::Table;
use crate::components::category_tag::{TagSize, span_tag};
use crate::components::level_mark::level_mark;
use crate::components::movement::movement;
use crate::components::sparkline::sparkline;
use crate::components::support_bar::support_bar;
use crate::words::{near_day, per_cent, thousands};

/// Vertical ranges of the small lines, hundredths: noise stays flat.
const RESULTS_RANGE: i32 = 1_200;
const ABSENCE_RANGE: i32 = 160;
/// The measures drawn.
const RESULTS: Key = Key::of("I10");
const ATTAINMENT: Key = Key::of("I15");
const ABSENCE: Key = Key::of("I30");

pub fn row(row: &SchoolRow, table: &Table) -> AnyView {
    let school = &row.school;
    let standing = row.standing.as_ref();
    let allowed = standing.map_or(0, |is| table.scheme.band(is.band.known).days);
    let out = match row.support_out {
        0 => "–".to_owned(),
        half_days => domain::brokerage::HalfDays(half_days).words(),
    };
    // Rows of one band stand together: a change of band is ruled off.
    let band = standing.map(|is| is.band.highest.0.to_string());
    view! {
        <tr data-band=band>
            <th scope="row" class="name">
                <a href=format!("/schools/{}", school.urn)>{school.name.clone()}</a>
            </th>
            <td class="phase">{school.phase.word()}</td>
            <td class="roll number">{school.roll.map(thousands)}</td>
            {table.categories.then(|| confidential(school, standing, table))}
            <td class="support-in">{support_bar(row.support_in, allowed)}</td>
            <td class="support-out number">{out}</td>
            {table.categories.then(|| {
                let next = standing.and_then(|is| is.next_review).map(|on| near_day(on, table.today));
                view! { <td class="next-review number">{next}</td> }
            })}
            {extra(school, standing, table)}
        </tr>
    }
    .into_any()
}

fn confidential(school: &School, standing: Option<&Standing>, table: &Table) -> AnyView {
    let Some(is) = standing else {
        return view! { <td class="category withheld" colspan="7">"not yours to see"</td> }
            .into_any();
    };
    let scheme = &table.scheme;
    let before = is.decided.as_ref();
    let since = match (is.band.settled(), before) {
        (None, Some(was)) => view! { <span class="movement" data-way="same"><i></i>"was " {scheme.band(was.band).short.clone()}</span> }.into_any(),
        _ => movement(scheme, before, is.band.known, is.risk.settled(), is.steady),
    };
    let asks = is
        .holds
        .and_then(Holds::short)
        .map(|words| {
            view! { <b class="asks" title=words aria-hidden="true">"!"</b> <span class="visually-hidden">{words}</span> }
        });
    let line = |id: Key| {
        let rule = scheme.indicator(id)?;
        rule.line_to_cross(school.setting)
    };
    // Secondary schools are drawn by a rank, whose line is another one.
    let results_line = if school.phase == Phase::Secondary {
        line(ATTAINMENT)
    } else {
        line(RESULTS)
    };
    let squares = (0..is.unknown.min(5))
        .map(|_| view! { <i class="hatch-box"></i> })
        .collect_view();
    let unknown = (is.unknown > 0).then(|| {
        view! { <span class="visually-hidden">{is.unknown}</span> <span aria-hidden="true" class="hatches" title=format!("{} not known", is.unknown)>{squares}</span> }
    });
    view! {
        <td class="category">{span_tag(scheme, is.band, TagSize::Small, false)}</td>
        <td class="risk">{level_mark(Some(is.risk.known), risk_words(is), false)}</td>
        <td class="since">{asks} {since}</td>
        <td class="main-reason" title=is.main_reason.clone()>{is.main_reason.clone()}</td>
        <td class="results">{years(&is.results, results_line, RESULTS_RANGE, false)}</td>
        <td class="absence">{years(&is.absence, line(ABSENCE), ABSENCE_RANGE, true)}</td>
        <td class="not-known">{unknown}</td>
    }
    .into_any()
}

/// "Medium", or "Low to high" where unknowns leave it open.
fn risk_words(is: &Standing) -> String {
    match is.risk.settled() {
        Some(level) => level.word().to_owned(),
        None if is.risk.lowest == Level::None => format!("{}, open", is.risk.known.word()),
        None => format!(
            "{} to {}",
            is.risk.lowest.word(),
            is.risk.highest.word().to_lowercase()
        ),
    }
}

fn years(values: &[Option<i32>], line: Option<i32>, range: i32, decimals: bool) -> AnyView {
    if values.is_empty() {
        return view! { <span class="support-none">"not applicable"</span> }.into_any();
    }
    match values.last().copied().flatten() {
        Some(last) => view! { <span class="years">{sparkline(values, line, range)} <span>{per_cent(last, decimals)}</span></span> }.into_any(),
        None => view! { <span class="years">{sparkline(values, line, range)} <span class="support-none">"not known"</span></span> }.into_any(),
    }
}

/// The columns that are only there when every column is asked for.
fn extra(school: &School, standing: Option<&Standing>, table: &Table) -> AnyView {
    let partnership = school.partnership.and_then(|id| {
        let name = table.partnerships.get(&id)?.clone();
        // Who sees the category of a member sees the members together.
        Some(match standing {
            Some(_) if table.together => {
                view! { <a href=format!("/partnerships/{id}")>{name}</a> }.into_any()
            }
            _ => name.into_any(),
        })
    });
    let responsible = match (standing, school.governance) {
        (Some(is), _) => is.owner.words(),
        (None, Governance::Maintained) => "Local authority",
        (None, _) => "",
    };
    view! {
        <td class="extra">{partnership}</td>
        <td class="extra">{school.kind.clone()}</td>
        <td class="extra">{school.trust.clone()}</td>
        <td class="extra">{school.town.clone()}</td>
        <td class="extra number">{school.disadvantaged.map(|share| per_cent(share, false))}</td>
        <td class="extra">{responsible}</td>
        <td class="extra number">{school.urn.to_string()}</td>
    }
    .into_any()
}
