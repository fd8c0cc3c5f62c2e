//! A year of somebody's days: spoken for solid, free an empty outline to the limit, past the limit a
//! tick where it was.

use domain::brokerage::HalfDays;
use leptos::prelude::*;

/// Pixels a half-day.
const STEP: u32 = 2;
/// The longest bar, half-days; a longer year is drawn to this and said in figures.
const LONGEST: u32 = 80;

pub fn capacity_bar(used: HalfDays, yearly: HalfDays) -> AnyView {
    let limit = yearly.0.min(LONGEST) * STEP;
    let solid = used.0.min(LONGEST + 6) * STEP;
    let whole = limit.max(solid).max(1);
    let outline = (limit > solid).then(|| {
        let width = (limit - solid).saturating_sub(1).max(1);
        view! { <rect class="free" x=format!("{solid}.5") y="1.5" width=width.to_string() height="9"></rect> }
    });
    let over = (solid > limit).then(|| {
        view! { <path class="limit" d=format!("M{limit} 0v13")></path> }
    });
    view! {
        <svg class="capacity-bar" viewBox=format!("0 0 {} 13", whole + 1) width=(whole + 1).to_string() height="13" aria-hidden="true">
            <rect class="used" x="0" y="1" width=solid.to_string() height="10"></rect>
            {outline}
            {over}
        </svg>
    }
    .into_any()
}

/// "12 of 15", "full, 15", "5 over 30".
pub fn capacity_words(used: HalfDays, yearly: HalfDays) -> AnyView {
    let limit = yearly.words();
    match yearly.0.checked_sub(used.0) {
        None => {
            let over = HalfDays(used.0 - yearly.0).words();
            view! { <b>{over} " over"</b> " " {limit} }.into_any()
        }
        Some(0) => view! { <b>"full"</b> ", " {limit} }.into_any(),
        Some(free) => view! { <b>{HalfDays(free).words()}</b> " of " {limit} }.into_any(),
    }
}
