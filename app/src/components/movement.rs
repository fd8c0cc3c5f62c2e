//! Where a category came from. "Up" is more support, said with where from, never an arrow alone.

use domain::risk::{Band, Scheme};
use leptos::prelude::*;

/// Movement from an earlier band; none before is "new this year".
pub fn movement(scheme: &Scheme, before: Option<Band>, now: Band) -> AnyView {
    let Some(before) = before else {
        return view! { <span class="movement" data-way="new">"new this year"</span> }.into_any();
    };
    let from = scheme.band(before).short.clone();
    let (way, arrow, words) = match now.cmp(&before) {
        std::cmp::Ordering::Greater => ("up", "↑", format!("up from {from}")),
        std::cmp::Ordering::Less => ("down", "↓", format!("down from {from}")),
        std::cmp::Ordering::Equal => ("same", "", "same".to_owned()),
    };
    view! {
        <span class="movement" data-way=way>
            <i aria-hidden="true">{arrow}</i>
            {words}
        </span>
    }
    .into_any()
}
