//! Days as a bar: what is given, what is tentative, and how far there is room.

use domain::brokerage::Days;
use leptos::prelude::*;

/// Pixels a half-day, and the longest bar drawn.
const STEP: u32 = 4;
pub const LONGEST: u32 = 60;

/// Half-days to scale; hatched: agreed by nobody. What is over the limit stands beyond its tick.
pub fn bar(days: Days) -> AnyView {
    let spoken = (days.given.0 + days.agreed.0).min(LONGEST);
    let tentative = days.tentative.0.min(LONGEST - spoken);
    let most = days.most.unwrap_or_default().0.min(LONGEST);
    let (x, hatched) = (spoken * STEP, tentative * STEP);
    let end = x + hatched;
    let limit = most * STEP;
    let strokes: String = (0..hatched.saturating_sub(4))
        .step_by(4)
        .map(|step| format!("M{} 11l4 -10", x + step))
        .collect();
    let plan = (hatched > 0).then(|| {
        view! {
            <rect class="part-tentative" x=format!("{x}.5") y="1.5" width=(hatched.saturating_sub(1)).to_string() height="9"></rect>
            <path class="hatching" d=strokes></path>
        }
    });
    let free = (limit > end).then(|| {
        view! { <rect class="free" x=format!("{end}.5") y="1.5" width=(limit - end).saturating_sub(1).to_string() height="9"></rect> }
    });
    let tick = (days.most.is_some() && limit < end)
        .then(|| view! { <path class="limit" d=format!("M{limit} 0v12")></path> });
    let whole = end.max(limit).max(1) + 2;
    view! {
        <svg class="capacity-bar" viewBox=format!("0 0 {whole} 12") width=whole.to_string() height="12" aria-hidden="true">
            <rect class="part-given" x="0" y="1" width=x.to_string() height="10"></rect>
            {plan} {free} {tick}
        </svg>
    }
    .into_any()
}
