//! How many stand in each category, now and then, and what was changed in words.

use domain::risk::{Scheme, difference, tried};
use leptos::prelude::*;

use super::moved;
use crate::components::category_tag::{TagSize, category_tag};
use crate::state::rules::Lab;

/// Sentences shown: another scheme altogether differs in very many.
const FIRST: usize = 12;

pub fn counts(lab: RwSignal<Lab>) -> AnyView {
    let all = move || format!("All {}", lab.with(|lab| lab.page.schools.len()));
    let body = move || {
        lab.with(|lab| {
            let now = tried::counted(&lab.tried, &lab.was);
            let then = tried::counted(&lab.tried, &lab.then);
            let most = now.iter().chain(&then).copied().max().unwrap_or(1).max(1);
            if lab.comparable() {
                rows(&lab.tried, Some(&now), &then, most)
            } else {
                rows(&lab.tried, None, &then, most)
            }
        })
    };
    view! {
        <section class="section">
            <div class="section-head"><h2>{all}</h2></div>
            <table class="counts-table">
                <caption class="visually-hidden">"Schools in each category, now and then"</caption>
                <thead><tr><th scope="col"><span class="visually-hidden">"Category"</span></th><th scope="col" class="number">"Now"</th><th scope="col" class="number">"Then"</th><td></td></tr></thead>
                <tbody>{body}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn rows(scheme: &Scheme, now: Option<&[u32]>, then: &[u32], most: u32) -> AnyView {
    let mut rows: Vec<AnyView> = scheme
        .all_bands()
        .chain(scheme.former_bands().filter(|band| {
            let at = usize::from(band.0);
            now.is_some_and(|now| now.get(at).is_some_and(|count| *count > 0))
        }))
        .map(|band| {
            let at = usize::from(band.0);
            let after = then.get(at).copied().unwrap_or(0);
            let before = now.map(|now| now.get(at).copied().unwrap_or(0));
            let width = |count: u32| format!("{:.1}", f64::from(count) / f64::from(most) * 150.0);
            let changed = before.is_some_and(|before| before != after);
            view! {
                <tr data-changed=changed.then_some("")>
                    <th scope="row">{category_tag(scheme, band, TagSize::Small, false)}</th>
                    <td class="number">{before}</td>
                    <td class="number then">{after}</td>
                    <td><svg class="now-then" viewBox="0 0 150 14" width="150" height="14" aria-hidden="true">
                        <rect class="now" y="1" height="5" width=width(before.unwrap_or(0))></rect>
                        <rect class="then" y="8" height="5" width=width(after)></rect>
                    </svg></td>
                </tr>
            }
            .into_any()
        })
        .collect();
    rows.reverse();
    rows.into_any()
}

pub fn words(lab: RwSignal<Lab>) -> AnyView {
    let body = move || {
        lab.with(|lab| {
            if !lab.changed() {
                return view! { <p class="rules-empty">"As version " {lab.page.scheme.version} " has it."</p> }.into_any();
            }
            let mut changes = difference(&lab.page.scheme.document, &lab.tried.document);
            let rest = changes.len().saturating_sub(FIRST);
            changes.truncate(FIRST);
            if rest > 0 {
                changes.push(format!("{rest} more; the record keeps them all"));
            }
            let said = changes
                .into_iter()
                .map(|words| view! { <li>{words}</li> })
                .collect_view();
            let sum = lab.comparable().then(|| moved::sum(lab));
            view! { <ul class="rules-changes voice">{said}</ul> <p class="small-print">{sum}</p> }.into_any()
        })
    };
    view! {
        <section class="section">
            <div class="section-head"><h2>"In words"</h2></div>
            {body}
        </section>
    }
    .into_any()
}
