//! The rules at a glance, area by area: each indicator with where its lines are, and what was changed.

use domain::risk::{Indicator, Scheme, Unit, line_number, number_words, place_of};
use leptos::prelude::*;

use super::{Chosen, drawing};
use crate::state::rules::Lab;

pub fn list(lab: RwSignal<Lab>, at: Memo<Chosen>, may: bool) -> AnyView {
    let name = move || lab.with(|lab| lab.tried.name.clone());
    let version = move || {
        lab.with(|lab| {
            if lab.changed() {
                format!("Trying, from version {}", lab.page.scheme.version)
            } else {
                format!(
                    "Version {}, in force since {}",
                    lab.tried.version,
                    domain::calendar::day_words(lab.tried.from)
                )
            }
        })
    };
    // Rows are drawn anew only for another scheme: a row keeps focus while its numbers change.
    let shape = Memo::new(move |_| lab.with(|lab| shape(&lab.tried)));
    let areas = move || {
        shape
            .get()
            .into_iter()
            .map(|(area, rows)| {
                let rows = rows
                    .into_iter()
                    .map(|(id, short)| row(lab, at, id, short))
                    .collect_view();
                view! { <section><h3>{area}</h3><ul>{rows}</ul></section> }
            })
            .collect_view()
    };
    let link = move |words: &'static str,
                     to: &'static str,
                     here: Chosen,
                     beside: Signal<String>| {
        view! {
            <li><a class="rules-row" href=format!("/rules?at={to}") aria-current=move || (at.get() == here).then_some("true")>
                <span>{words}</span> <small>{beside}</small>
            </a></li>
        }
    };
    let counting = Signal::derive(move || {
        lab.with(|lab| {
            if lab.tried.sums_points() {
                return "points".to_owned();
            }
            let rules = lab.tried.area_rule.len() + lab.tried.risk_rule.len();
            format!("{rules} rules")
        })
    });
    let categories =
        Signal::derive(move || lab.with(|lab| format!("{} of them", lab.tried.bands.len())));
    view! {
        <h2>{name}</h2>
        <p class="small-print">{version}</p>
        {areas}
        <section>
            <h3>"Putting together"</h3>
            <ul>
                {link("Risk from levels", super::COUNTING, Chosen::Counting, counting)}
                {link("Categories", super::CATEGORIES, Chosen::Categories, categories)}
                {may.then(|| link("Add an indicator", super::OWN, Chosen::Own, Signal::stored("your own".to_owned())))}
            </ul>
        </section>
    }
    .into_any()
}

type Rows = Vec<(domain::schools::Key, String)>;

fn shape(scheme: &Scheme) -> Vec<(String, Rows)> {
    scheme
        .areas
        .iter()
        .enumerate()
        .map(|(area, named)| {
            let rows = scheme
                .reading_order
                .iter()
                .map(|at| &scheme.indicators[*at])
                .filter(|one| one.area == area)
                .map(|one| (one.id, one.short.clone()))
                .collect();
            (named.name.clone(), rows)
        })
        .collect()
}

fn row(lab: RwSignal<Lab>, at: Memo<Chosen>, id: domain::schools::Key, short: String) -> AnyView {
    let said = Memo::new(move |_| {
        lab.with(|lab| {
            let now = lab.tried.indicator(id);
            let said = now.map(|one| summary(lab, one)).unwrap_or_default();
            (lab.page.scheme.indicator(id) != now, said)
        })
    });
    view! {
        <li><a class="rules-row" href=format!("/rules?at={id}")
            aria-current=move || (at.get() == Chosen::Indicator(id)).then_some("true")
            data-changed=move || said.with(|(changed, _)| changed.then_some(""))>
            <span>{short}</span>
            <small>{move || said.with(|(_, words)| words.clone())}
                <Show when=move || said.with(|(changed, _)| *changed)><span class="visually-hidden">", changed"</span></Show>
            </small>
        </a></li>
    }
    .into_any()
}

/// "46, 56, 61%", where lines stand among the values, or "four words".
fn summary(lab: &Lab, one: &Indicator) -> String {
    let nationals = drawing::nationals(lab, one, false);
    // Against several figures lines stand at several places: then it is said how far from each.
    let national = match nationals[..] {
        [(figure, _)] => Some(figure),
        _ => None,
    };
    let mut numbers: Vec<i32> = one
        .lines
        .iter()
        .filter_map(|line| place_of(line, national).or_else(|| line_number(line)))
        .collect();
    numbers.dedup();
    if numbers.is_empty() {
        return match one.choices.len() {
            0 => String::new(),
            many => format!("{} words", crate::words::count_words(many)),
        };
    }
    let words: Vec<String> = numbers
        .iter()
        .map(|number| number_words(Unit::Count, *number))
        .collect();
    let unit = if one.unit == Unit::PerCent { "%" } else { "" };
    format!("{}{unit}", words.join(", "))
}
