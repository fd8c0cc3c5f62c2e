//! What the table shows, in a sentence and in bars.

use leptos::prelude::*;

use super::Table;
use crate::components::category_tag::{TagSize, category_tag};
use crate::state::schools::is_due;
use crate::words::{capital, count_words};

/// "58 of 212 shown. Five need a decision soon. One has a range, not a category."
pub fn sentence(table: Table) -> AnyView {
    let words = move || {
        let shown = table.order.with(Vec::len);
        let all = table.rows.len();
        let mut words = if shown == all {
            format!("{all} schools.")
        } else {
            format!("{shown} of {all} shown.")
        };
        let count = |of: &dyn Fn(&domain::api::SchoolRow) -> bool| {
            table
                .order
                .with(|order| order.iter().filter(|at| of(&table.rows[**at])).count())
        };
        let due = count(&|row| is_due(row, table.today));
        if due > 0 {
            let verb = if due == 1 { "is" } else { "are" };
            words.push_str(&format!(
                " {} {verb} due for review.",
                capital(&count_words(due))
            ));
        }
        let ranges = count(&|row| {
            row.standing
                .as_ref()
                .is_some_and(|is| is.band.settled().is_none())
        });
        match ranges {
            0 => {}
            1 => words.push_str(" One has a range, not a category."),
            many => words.push_str(&format!(
                " {} have a range, not a category.",
                capital(&count_words(many))
            )),
        }
        words
    };
    // Said again when filters change it.
    view! { <p class="schools-sentence" role="status">{words}</p> }.into_any()
}

/// How many of each band, most serious first, and how many at the last decisions.
pub fn counts(table: Table) -> AnyView {
    let bands = table.scheme.bands.len();
    let numbers = {
        let table = table.clone();
        Memo::new(move |_| {
            let mut now = vec![0_usize; bands + 1];
            let mut before = vec![0_usize; bands + table.scheme.former.len()];
            table.order.with(|order| {
                for at in order {
                    let Some(is) = &table.rows[*at].standing else {
                        continue;
                    };
                    let place = is.band.settled().map_or(bands, |band| usize::from(band.0));
                    if let Some(count) = now.get_mut(place) {
                        *count += 1;
                    }
                    if let Some(count) = is
                        .decided
                        .as_ref()
                        .and_then(|was| before.get_mut(usize::from(was.band.0)))
                    {
                        *count += 1;
                    }
                }
            });
            (now, before)
        })
    };
    let rows = move || {
        let (now, before) = numbers.get();
        let most = now.iter().copied().max().unwrap_or(0).max(1);
        let line = |tag: AnyView, count: usize, was: Option<usize>| {
            // 96 px for the longest.
            let width = (count * 96).div_ceil(most);
            view! {
                <tr>
                    <th scope="row">{tag}</th>
                    <td class="bar"><svg width="97" height="10" aria-hidden="true"><rect width=width.to_string() height="10"></rect></svg></td>
                    <td class="number"><b>{count}</b></td>
                    <td class="was">{was.map(|was| format!("{was} decided"))}</td>
                </tr>
            }
            .into_any()
        };
        let mut lines: Vec<AnyView> = table
            .scheme
            .all_bands()
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .map(|band| {
                let at = usize::from(band.0);
                line(
                    category_tag(&table.scheme, band, TagSize::Small, false),
                    now[at],
                    Some(before[at]),
                )
            })
            .collect();
        for band in table.scheme.former_bands() {
            let was = before[usize::from(band.0)];
            if was > 0 {
                let tag = category_tag(&table.scheme, band, TagSize::Small, false);
                lines.push(line(tag, 0, Some(was)));
            }
        }
        if now[bands] > 0 {
            let tag = view! { <span class="category-tag" data-tone="range"><i class="hatch-square" aria-hidden="true"></i>"Range"</span> };
            lines.push(line(tag.into_any(), now[bands], None));
        }
        lines
    };
    view! {
        <table class="band-counts">
            <caption class="visually-hidden">"Schools of each category, suggested now and last decided"</caption>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
