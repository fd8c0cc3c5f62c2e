//! Rows one can see come first: after a change the others are laid out when these are on screen, so that
//! hundreds of schools are sorted and found as quickly as a few. What is laid out at once is in the style
//! sheet.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// Scrolled further than this, pixels, other rows are in view, and all are laid out at once.
const NEAR_TOP: f64 = 400.0;
/// The others follow so much later, milliseconds; typing on begins it anew.
const LATER: u32 = 120;

/// Whether only the first rows are laid out.
pub fn first_rows(order: Memo<Vec<usize>>) -> RwSignal<bool> {
    let first = RwSignal::new(false);
    let later = StoredValue::new_local(None::<Timeout>);
    // Heard as it happens: asked for after a change, it would lay out every row to answer.
    let down = StoredValue::new(scrolled());
    let scroll = window_event_listener(leptos::ev::scroll, move |_| down.set_value(scrolled()));
    on_cleanup(move || scroll.remove());
    Effect::watch(
        move || order.track(),
        move |(), _, _| {
            if down.get_value() <= NEAR_TOP {
                first.set(true);
                let all = Timeout::new(LATER, move || {
                    // The page may be gone by then.
                    let _gone = first.try_set(false);
                });
                later.set_value(Some(all));
            }
        },
        false,
    );
    first
}

fn scrolled() -> f64 {
    web_sys::window()
        .and_then(|window| window.scroll_y().ok())
        .unwrap_or(0.0)
}
