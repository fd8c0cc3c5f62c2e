//! Schools by sections: what a visit was about this year, and what none was. Not visited is not fine: it is
//! hatched, and says so.

use domain::api::{CaseloadRow, UnderWay};
use domain::calendar::{Date, day_words};
use domain::support::Quarters;
use domain::support::caseload::{Run, Way};
use leptos::prelude::*;

use crate::components::level_mark::mark;
use crate::pages::support::table::days_bar;
use crate::words::near_day;

/// Rows drawn before somebody asks for more.
const FIRST: usize = 60;

#[component]
pub fn Grid(rows: Vec<CaseloadRow>, way: Way, today: Date) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p class="empty">"No school is among these."</p> }.into_any();
    }
    let heads = way
        .sections
        .iter()
        .map(|section| view! { <th scope="col" class="section-head-cell"><span>{section.words.clone()}</span></th> })
        .collect_view();
    let all = RwSignal::new(false);
    let count = rows.len();
    let rows = StoredValue::new(rows);
    let way = StoredValue::new(way);
    let body = move || {
        let most = if all.get() { count } else { FIRST };
        rows.with_value(|rows| {
            rows.iter()
                .take(most)
                .map(|one| way.with_value(|way| row(one, way, today)))
                .collect_view()
        })
    };
    let more = move || {
        (count > FIRST && !all.get()).then(|| {
            view! { <button type="button" class="button small" on:click=move |_| all.set(true)>"Show " {count - FIRST} " more"</button> }
        })
    };
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label="Schools by sections">
            <table class="caseload-table">
                <caption class="visually-hidden">"Schools, who is named, days, and the last visit about each section"</caption>
                <thead><tr>
                    <th scope="col">"School"</th><th scope="col">"Named"</th><th scope="col">"Days this year"</th>
                    {heads}
                    <th scope="col">"Visits"</th><th scope="col">"To see to"</th>
                </tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        <p class="caseload-key"><span><i class="seen"></i>"the last visit about it this year"</span> <span><i class="unseen"></i>"no visit was about it this year: nothing is known, which is not the same as well"</span></p>
        {more}
    }
    .into_any()
}

fn row(one: &CaseloadRow, way: &Way, today: Date) -> AnyView {
    let held = one
        .held
        .iter()
        .map(|held| {
            let role = way
                .role(held.role)
                .map_or(String::new(), |role| role.words.clone());
            let next = held
                .next
                .as_ref()
                .map(|(who, from)| format!(", {who} from {}", near_day(*from, today)));
            view! { <span>{held.by.name.clone()}</span> <small>{role} {next}</small> }
        })
        .collect_view();
    let unnamed = one
        .unnamed
        .iter()
        .map(|role| view! { <span class="nobody">{mark(Some(domain::risk::Level::High))} "Nobody"</span> <small>{role.clone()}</small> })
        .collect_view();
    let cells = way
        .sections
        .iter()
        .zip(&one.coverage)
        .map(|(section, seen)| match seen {
            Some(day) => view! { <td class="seen">{short(*day)}</td> }.into_any(),
            None => view! { <td class="unseen"><span class="visually-hidden">{section.words.clone()} ": not visited"</span></td> }.into_any(),
        })
        .collect_view();
    let seen = one.coverage.iter().filter(|one| one.is_some()).count();
    let gap = one
        .gap
        .as_ref()
        .filter(|_| one.evaluated > 0)
        .map(|words| view! { <small>"aim: " {words.clone()}</small> });
    let own = (one.evaluated > 0).then(
        || view! { <small>"school wrote " {one.evaluated} " of " {one.coverage.len()}</small> },
    );
    let drawn = one.drawn;
    let over = drawn.over().then_some("");
    let visits = match (one.last, one.next) {
        (None, None) => view! { <span class="quiet">"none yet"</span> }.into_any(),
        (last, next) => view! {
            {last.map(|day| view! { <span>"last " {near_day(day, today)}</span> })}
            {next.map(|day| view! { <small>"next " {near_day(day, today)}</small> })}
        }
        .into_any(),
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("/caseload/{}", one.urn)>{one.school.clone()}</a> <small>{one.partnership.clone()}</small></th>
            <td class="held">{unnamed} {held}</td>
            <td class="drawn" data-over=over>{days_bar(drawn.used, drawn.given)} <span>{drawn.used.words()} " of " {drawn.given.words()}</span>
                <small>{in_school(drawn.used_in_school, drawn.given_in_school)}</small></td>
            {cells}
            <td class="visits-cell">{visits} {own} {gap} <small class="narrow-only">{seen} " of " {one.coverage.len()} " sections seen"</small></td>
            <td class="see-to">{see_to(one, today)}</td>
        </tr>
    }
    .into_any()
}

fn in_school(used: Quarters, given: Quarters) -> String {
    format!("in school {} of {}", used.words(), given.words())
}

/// "12 Oct".
fn short(day: Date) -> String {
    let words = day_words(day);
    words
        .rsplit_once(' ')
        .map_or(words.clone(), |(short, _)| short.to_owned())
}

fn see_to(one: &CaseloadRow, today: Date) -> AnyView {
    let mut lines: Vec<(bool, String)> = Vec::new();
    if let Some(under) = &one.under {
        lines.push(clock(under, today));
        if let Some((what, due)) = under.late.first() {
            let more = match under.late.len() {
                1 => String::new(),
                count => format!(", and {} more", count - 1),
            };
            lines.push((
                true,
                format!("{what}: was due {}{more}", near_day(*due, today)),
            ));
        }
    }
    if let Some((auditor, without)) = &one.audit {
        let words = if *without {
            format!("audit without consent: {auditor}")
        } else {
            format!("external audit: {auditor}")
        };
        lines.push((*without, words));
    }
    if one.first_visit_due {
        lines.push((false, "first visit of a whole day to be held".to_owned()));
    }
    if let Some(due) = one.unanswered {
        let late = due < today;
        lines.push((
            late,
            format!("asks for something, answer by {}", near_day(due, today)),
        ));
    }
    for clash in one.clashes.iter().take(2) {
        lines.push((true, clash.words()));
    }
    lines
        .into_iter()
        .map(|(late, words)| view! { <small data-late=late.then_some("")>{words}</small> })
        .collect_view()
        .into_any()
}

/// "Improving schools since 3 Sep, limit 3 Sep 2027".
pub fn clock(under: &UnderWay, today: Date) -> (bool, String) {
    match under.run {
        Run::Left => (
            false,
            format!("{}: left, until what was gained is kept up", under.words),
        ),
        Run::Running => (
            false,
            format!("{} since {}", under.words, near_day(under.since, today)),
        ),
        Run::Warned => (
            true,
            format!("{}: its limit is {}", under.words, day_words(under.limit)),
        ),
        Run::Over => (
            true,
            format!(
                "{}: past its limit of {}",
                under.words,
                day_words(under.limit)
            ),
        ),
    }
}
