//! Support over the same ten terms: what is agreed and what is asked for, and the same as a table.

use domain::api::SchoolPage as Page;
use domain::brokerage::words::support_finding;
use domain::brokerage::{Areas, Need};
use domain::calendar::{Date, day_words};
use leptos::prelude::*;

use crate::components::chart::Chart;
use crate::components::support_since::support_since;
use crate::components::time_axis::{TimeAxis, percent};
use crate::words::{capital, near_day};

pub fn over_time(needs: &[Need], today: Date) -> Option<AnyView> {
    if needs.is_empty() {
        return None;
    }
    let mut needs = needs.to_vec();
    needs.sort_by_key(|need| (need.draft.from, need.draft.area, need.id));
    let finding = support_finding(&needs);
    let said = finding.clone();
    let rows = needs.clone();
    let draw = move || drawing(&needs, today, &said);
    let twin = move || table(&rows, today);
    Some(
        view! { <Chart finding unit="filled: agreed. Dashed: asked for" class="support" draw twin/> }
            .into_any(),
    )
}

/// What it brought since a room last decided on the school, case by case.
pub fn since(page: &Page) -> Option<AnyView> {
    if page.support.is_empty() {
        return None;
    }
    let day = page.risk.as_ref().and_then(|risk| risk.decisions.first());
    let since = match day {
        Some(last) => format!("since the decision of {}", day_words(last.on)),
        None => "what was given, and what was said of it".to_owned(),
    };
    Some(
        view! {
            <section class="section" id="support">
                <div class="section-head"><h2>"Support"</h2> <span>{since}</span></div>
                {support_since(&page.support)}
            </section>
        }
        .into_any(),
    )
}

fn drawing(needs: &[Need], today: Date, said: &str) -> AnyView {
    let axis = TimeAxis::around(today);
    let areas = Areas::standard();
    let names = needs
        .iter()
        .map(|need| view! { <li>{capital(&areas.word(need.draft.area))}</li> })
        .collect_view();
    let bars = needs
        .iter()
        .map(|need| {
            let draft = &need.draft;
            if !axis.shows(draft.from, draft.to) {
                return view! { <li></li> }.into_any();
            }
            let (from, to) = (axis.at(draft.from), axis.at(draft.to));
            let days = domain::brokerage::days(draft.half_days);
            let (state, words) = if need.matched.is_some() {
                ("agreed", format!("{days} agreed"))
            } else {
                (
                    "asked",
                    format!("{days} asked for, from {}", near_day(draft.from, today)),
                )
            };
            // Words stand where there is room: after the bar, or before it.
            let (left, right) = if to > 60.0 {
                ("auto".to_owned(), percent(100.6 - from))
            } else {
                (percent(to + 0.6), "auto".to_owned())
            };
            view! {
                <li data-state=state>
                    <i style:left=percent(from) style:width=percent((to - from).max(0.6))></i>
                    <span style:left=left style:right=right>{words}</span>
                </li>
            }
            .into_any()
        })
        .collect_view();
    let rules = axis.rules(10);
    view! {
        <div class="time-box" role="region" aria-label="Support over ten terms" tabindex="0">
            <div class="time-chart" role="img" aria-label=said.to_owned()>
                <ul class="time-labels">{names}</ul>
                <div class="time-plot">
                    <svg viewBox="0 0 1000 10" preserveAspectRatio="none"><path class="term-rules" d=rules></path></svg>
                    {axis.today(today)}
                    <ul class="support-rows">{bars}</ul>
                </div>
                {axis.names()}
            </div>
        </div>
    }
    .into_any()
}

fn table(needs: &[Need], today: Date) -> AnyView {
    let areas = Areas::standard();
    let rows = needs
        .iter()
        .map(|need| {
            let draft = &need.draft;
            let state = if need.matched.is_some() {
                "agreed"
            } else {
                "waiting"
            };
            view! {
                <tr>
                    <th scope="row">{capital(&areas.word(draft.area))}</th>
                    <td class="number">{draft.half_days.words()}</td>
                    <td>{draft.tier.words()} " tier"</td>
                    <td>{near_day(draft.from, today)} " to " {near_day(draft.to, today)}</td>
                    <td>{state}</td>
                    <td class="voice">{draft.note.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-box" role="region" aria-label="Needs" tabindex="0">
            <table>
                <caption class="visually-hidden">"Needs for support"</caption>
                <thead><tr>
                    <th scope="col">"Need"</th><th scope="col" class="number">"Days"</th><th scope="col">"How soon"</th>
                    <th scope="col">"When"</th><th scope="col">"Leader"</th><th scope="col">"Note"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
