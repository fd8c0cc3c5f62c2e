//! Back and Forward return to where one was on the page, once the page is long enough again.

use gloo_timers::future::TimeoutFuture;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser;

/// How long to wait for a page to be long enough again, in steps of 50 ms.
const PATIENCE: u32 = 60;

/// Remembers how far each address was scrolled, and goes back there on Back and Forward.
pub fn restore() {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
    }
    let places = StoredValue::new(Vec::<(String, f64)>::new());
    let scrolled = window_event_listener(ev::scroll, move |_| {
        let at = scroll_y();
        let address = browser::address();
        places.update_value(|places| {
            match places.iter_mut().find(|(place, _)| *place == address) {
                Some(place) => place.1 = at,
                None => places.push((address, at)),
            }
        });
    });
    let went = window_event_listener(ev::popstate, move |_| {
        let address = browser::address();
        let found = places.with_value(|places| {
            places
                .iter()
                .find(|(place, _)| *place == address)
                .map(|(_, at)| *at)
        });
        if let Some(at) = found {
            spawn_local(async move {
                for _ in 0..PATIENCE {
                    TimeoutFuture::new(50).await;
                    if browser::address() != address {
                        return;
                    }
                    if let Some(window) = web_sys::window() {
                        window.scroll_to_with_x_and_y(0.0, at);
                    }
                    if (scroll_y() - at).abs() < 2.0 {
                        return;
                    }
                }
            });
        }
    });
    on_cleanup(move || {
        scrolled.remove();
        went.remove();
    });
}

fn scroll_y() -> f64 {
    web_sys::window()
        .and_then(|window| window.scroll_y().ok())
        .unwrap_or_default()
}
