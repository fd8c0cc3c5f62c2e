//! A key, as printed on a keyboard.

use leptos::prelude::*;

/// `Enter`, `J`. For sighted readers beside a button that already has its name.
#[component]
pub fn KeyCap(key: &'static str) -> impl IntoView {
    view! { <kbd class="key-cap">{key}</kbd> }
}
