//! Days of support agreed against what the category allows: a short bar and "7 of 15".

use leptos::prelude::*;

/// Half-days given, and whole days the band allows. Nothing given is "none".
pub fn support_bar(half_days: u32, allowed: u8) -> AnyView {
    if half_days == 0 {
        return view! { <span class="support-none">"none"</span> }.into_any();
    }
    let days = domain::brokerage::HalfDays(half_days).words();
    let words = if allowed == 0 {
        days
    } else {
        format!("{days} of {allowed}")
    };
    // Two pixels a day, as far as there is room.
    let whole = u32::from(allowed).max(half_days.div_ceil(2)).min(25);
    let width = whole * 2;
    let done = half_days.min(whole * 2);
    view! {
        <svg class="support-bar" width="52" height="8" aria-hidden="true">
            <rect class="whole" x=".5" y=".5" width=width.to_string() height="7"></rect>
            <rect class="done" x=".5" y=".5" width=done.to_string() height="7"></rect>
        </svg>
        {words}
    }
    .into_any()
}
