//! Who moved between the last two decisions: a matrix from band to band, a dot and a name for each school,
//! and the same as a list.

use std::sync::Arc;

use domain::calendar::day_words;
use domain::meetings::{Moves, moves};
use domain::risk::Band;
use leptos::prelude::*;

use super::{District, folded, link, stands};
use crate::components::category_tag::{TagSize, category_tag};
use crate::components::chart::Chart;

/// Names shown of a cell, and dots in a row.
const NAMES: usize = 5;
const DOTS: usize = 10;

pub fn moved(district: &District) -> AnyView {
    let found = Arc::new(moves(
        &district.scheme,
        district.page.schools.iter().map(|school| &school.watched),
    ));
    let finding = found.finding();
    let (drawn, listed) = (found.clone(), found);
    let (one, other) = (district.clone(), district.clone());
    let draw = move || matrix(&one, &drawn);
    let twin = move || list(&other, &listed);
    view! { <Chart finding unit="a dot a school, by its last two decisions" class="moved-chart" draw twin/> }.into_any()
}

fn matrix(district: &District, found: &Moves) -> AnyView {
    let scheme = &district.scheme;
    let heads = scheme
        .all_bands()
        .map(|band| view! { <th scope="col">{category_tag(scheme, band, TagSize::Small, false)}</th> })
        .collect_view();
    let row = |head: AnyView, from: Option<usize>, cells: &[Vec<usize>]| {
        let cells = cells
            .iter()
            .enumerate()
            .map(|(to, places)| cell(district, from, to, places))
            .collect_view();
        view! { <tr><th scope="row">{head}</th>{cells}</tr> }.into_any()
    };
    let rows = stands::bands(scheme)
        .map(|(from, tag)| row(tag, Some(from), &found.cells[from]))
        .collect_view();
    let first = found.first.iter().any(|cell| !cell.is_empty()).then(|| {
        let head = view! { <span class="quiet">"decided for the first time"</span> }.into_any();
        row(head, None, &found.first)
    });
    let from_gone = found
        .from_gone
        .iter()
        .any(|cell| !cell.is_empty())
        .then(|| {
            let head = view! { <span class="quiet">"a category that is gone"</span> }.into_any();
            row(head, None, &found.from_gone)
        });
    let in_gone = (!found.in_gone.is_empty()).then(|| {
        let schools = found
            .in_gone
            .iter()
            .filter_map(|at| district.page.schools.get(*at));
        let names = schools
            .map(|school| view! { <li>{link(school)}</li> }.into_any())
            .collect();
        view! {
            <div class="moved-gone">
                <p>"Last decided for a category that is gone, and waiting to be decided again:"</p>
                {folded(names, NAMES)}
            </div>
        }
    });
    view! {
        <div class="table-box" role="region" aria-label="From category to category" tabindex="0">
            <table class="moved-matrix">
                <caption class="visually-hidden">"Schools by the category they were in and the category they are in now"</caption>
                <thead><tr><td class="corner">"was ↓ is now →"</td>{heads}</tr></thead>
                <tbody>{rows} {from_gone} {first}</tbody>
            </table>
        </div>
        {in_gone}
    }
    .into_any()
}

fn cell(district: &District, from: Option<usize>, to: usize, places: &[usize]) -> AnyView {
    let way = match from {
        Some(from) if to > from => "more",
        Some(from) if to < from => "less",
        Some(_) => "same",
        None => "first",
    };
    if places.is_empty() {
        return view! { <td data-way=way class="none"><span class="visually-hidden">"none"</span></td> }.into_any();
    }
    let names = match way {
        "same" => {
            // Who stayed is a list of its own, with everything that is known of them.
            let href = format!("/schools?band={to}");
            view! { <a class="quiet" href=href>{places.len()} " stayed"</a> }.into_any()
        }
        _ => {
            let lines = places
                .iter()
                .filter_map(|at| district.page.schools.get(*at))
                .map(|school| view! { <li>{link(school)}</li> }.into_any())
                .collect();
            folded(lines, NAMES)
        }
    };
    view! { <td data-way=way>{dots(places.len())} {names}</td> }.into_any()
}

fn dots(count: usize) -> AnyView {
    let mut path = String::new();
    for at in 0..count {
        let (x, y) = ((at % DOTS) * 9 + 1, (at / DOTS) * 9 + 4);
        path.push_str(&format!("M{x} {y}a3 3 0 1 0 6 0a3 3 0 1 0-6 0z"));
    }
    let (width, height) = (count.min(DOTS) * 9, count.div_ceil(DOTS) * 9);
    view! {
        <svg class="dots" width=width.to_string() height=height.to_string() aria-hidden="true"><path d=path></path></svg>
    }
    .into_any()
}

fn list(district: &District, found: &Moves) -> AnyView {
    let scheme = &district.scheme;
    let mut rows = Vec::new();
    // The longest way up first.
    let mut movers: Vec<(i64, usize)> = Vec::new();
    for (from, row) in found.cells.iter().enumerate() {
        for (to, cell) in row.iter().enumerate().filter(|(to, _)| *to != from) {
            let steps = i64::try_from(to).unwrap_or(0) - i64::try_from(from).unwrap_or(0);
            movers.extend(cell.iter().map(|at| (-steps, *at)));
        }
    }
    // Out of a category that is gone there is neither up nor down.
    movers.extend(found.from_gone.iter().flatten().map(|at| (0, *at)));
    movers.sort_unstable();
    let tag = |band: Band| category_tag(scheme, band, TagSize::Small, false);
    for (steps, at) in movers {
        let Some(school) = district.page.schools.get(at) else {
            continue;
        };
        let one = &school.watched;
        let (Some(before), Some(last)) = (&one.before, &one.decided) else {
            continue;
        };
        let way = match steps {
            ..0 => "to more".to_owned(),
            0 => format!(
                "was under version {}",
                scheme.gone_since(before.band).unwrap_or_default()
            ),
            _ => "to less".to_owned(),
        };
        let why = if last.rationale.is_empty() {
            view! { <td>{school.main_reason.clone()}</td> }.into_any()
        } else {
            view! { <td class="voice">{last.rationale.clone()}</td> }.into_any()
        };
        rows.push(view! {
            <tr>
                <th scope="row">{link(school)}</th>
                <td>{tag(before.band)}</td>
                <td>{tag(last.band)}</td>
                <td>{way}</td>
                <td class="number">{day_words(last.on)}</td>
                {why}
            </tr>
        });
    }
    let none = rows
        .is_empty()
        .then(|| view! { <p class="empty">"No school moved."</p> });
    view! {
        <div class="table-box" role="region" aria-label="Schools that moved" tabindex="0">
            <table class="moved-list">
                <caption class="visually-hidden">"Schools that moved between their last two decisions, the longest way first"</caption>
                <thead><tr>
                    <th scope="col">"School"</th><th scope="col">"Was"</th><th scope="col">"Is now"</th>
                    <th scope="col">"Attention"</th><th scope="col" class="number">"Decided"</th><th scope="col">"In the room’s words, or what stands out today"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {none}
        </div>
    }
    .into_any()
}
