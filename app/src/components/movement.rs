//! Where a category came from. "Up" is more support, said with where from, never an arrow alone.

use std::cmp::Ordering;

use domain::meetings::Past;
use domain::risk::{Band, Level, Scheme};
use leptos::prelude::*;

/// Movement from an earlier decision; none before is "new this year". Where the band is the same the
/// risk is said, and where that is too, for how many terms.
pub fn movement(
    scheme: &Scheme,
    before: Option<&Past>,
    now: Band,
    risk: Option<Level>,
    steady: u32,
) -> AnyView {
    let Some(before) = before else {
        return drawn("new", "", "new this year".to_owned());
    };
    if scheme.gone_since(before.band).is_some()
        && let Some(words) = scheme.moved_words(before.band, now, true)
    {
        return drawn("gone", "", words);
    }
    let from = &scheme.band(before.band).short;
    let risk = risk.map_or(Ordering::Equal, |risk| risk.cmp(&before.risk));
    let was = before.risk.word();
    match (now.cmp(&before.band), risk) {
        (Ordering::Greater, _) => drawn("up", "↑", format!("up from {from}")),
        (Ordering::Less, _) => drawn("down", "↓", format!("down from {from}")),
        (Ordering::Equal, Ordering::Greater) => drawn("up", "↑", format!("up from {was}")),
        (Ordering::Equal, Ordering::Less) => drawn("down", "↓", format!("down from {was}")),
        (Ordering::Equal, Ordering::Equal) => drawn(
            "same",
            "",
            match steady {
                0 | 1 => "same".to_owned(),
                terms => format!("same, {terms} terms"),
            },
        ),
    }
}

fn drawn(way: &'static str, arrow: &'static str, words: String) -> AnyView {
    view! {
        <span class="movement" data-way=way>
            <i aria-hidden="true">{arrow}</i>
            {words}
        </span>
    }
    .into_any()
}
