//! How levels make areas and areas make risk.

use domain::risk::{Counting, Edit, Level, Scheme, Tally, count_words};
use leptos::prelude::*;

use super::points;
use crate::components::level_mark::LevelMark;
use crate::state::rules::Lab;

pub fn counting(lab: RwSignal<Lab>) -> AnyView {
    let sums = Memo::new(move |_| lab.with(|lab| lab.tried.sums_points()));
    let tallies = Memo::new(move |_| {
        lab.with(|lab| lab.tried.area_rule.len() + lab.tried.risk_rule.len() > 0)
    });
    view! {
        {move || sums.get().then(|| points::points(lab))}
        {move || tallies.get().then(|| both(lab))}
    }
    .into_any()
}

fn both(lab: RwSignal<Lab>) -> AnyView {
    let part = move |title: &'static str, lead: &'static str, of: Counting| {
        let count = Memo::new(move |_| lab.with(|lab| rules(&lab.tried, of).len()));
        let rows = move || {
            (0..count.get())
                .map(|nth| tally(lab, of, nth))
                .collect_view()
        };
        view! {
            <section class="section">
                <div class="section-head"><h2>{title}</h2> <span>{lead}</span></div>
                <div class="table-box" role="region" aria-label=title tabindex="0">
                    <table class="tally-table">
                        <caption class="visually-hidden">{title}</caption>
                        <thead><tr>
                            <th scope="col">"Makes"</th><th scope="col">"Critical"</th>
                            <th scope="col">"High"</th><th scope="col">"Medium"</th><th scope="col">"Low"</th><th scope="col"><span class="visually-hidden">"In words"</span></th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
    };
    view! {
        <p class="facts-line">"The most serious rule that is met. A more serious level also serves where a less serious one is asked for beside it."</p>
        {part("Indicators make an area", "so many indicators at each level, at least", Counting::Areas)}
        {part("Areas make the risk", "so many areas at each level, at least", Counting::Risk)}
    }
    .into_any()
}

fn rules(scheme: &Scheme, of: Counting) -> &[Tally] {
    match of {
        Counting::Areas => &scheme.area_rule,
        Counting::Risk => &scheme.risk_rule,
    }
}

fn tally(lab: RwSignal<Lab>, of: Counting, nth: usize) -> AnyView {
    let rule = Memo::new(move |_| lab.with(|lab| rules(&lab.tried, of).get(nth).copied()));
    let Some(first) = rule.get_untracked() else {
        return ().into_any();
    };
    let field = move |at: usize, level: Level| {
        let value = move || rule.get().map_or(0, |rule| rule.at[at]).to_string();
        let change = move |event| {
            let text: String = event_target_value(&event);
            let Some(mut counts) = rule.get_untracked().map(|rule| rule.at) else {
                return;
            };
            match text.trim().parse() {
                Ok(count) => {
                    counts[at] = count;
                    lab.update(|lab| lab.change(Edit::Tally { of, nth, counts }, false));
                }
                Err(_) => lab.update(|lab| {
                    lab.fault = Some(format!("“{text}” is not a whole number from 0 to 12"));
                }),
            }
        };
        view! {
            <td><input class="count" type="number" min="0" max="12" prop:value=value on:change=change
                aria-label=format!("{} for {}, rule {}", level.word(), first.level.word().to_lowercase(), nth + 1)/></td>
        }
    };
    let words = move || {
        lab.with(|lab| {
            let document = &lab.tried.document;
            let rules = match of {
                Counting::Areas => &document.area_rule,
                Counting::Risk => &document.risk_rule,
            };
            rules.get(nth).map(count_words)
        })
    };
    let critical = (first.critical > 0).then(|| first.critical.to_string());
    view! {
        <tr>
            <th scope="row"><LevelMark level=first.level/></th>
            <td class="number">{critical}</td>
            {field(2, Level::High)} {field(1, Level::Medium)} {field(0, Level::Low)}
            <td class="quiet">{words}</td>
        </tr>
    }
    .into_any()
}
