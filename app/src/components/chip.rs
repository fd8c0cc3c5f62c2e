//! A chip: a filter that is on or off. On, it has a cross and is removed by pressing it.

use leptos::prelude::*;

#[component]
pub fn Chip(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] chosen: Signal<bool>,
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class="chip" aria-pressed=move || pressed(chosen.get()) on:click=move |_| on_press.run(())>
            {move || label.get()}
            <Show when=move || chosen.get()>
                <span class="cross" aria-hidden="true">"✕"</span>
            </Show>
        </button>
    }
}

/// `aria-pressed` and its like take words.
pub fn pressed(yes: bool) -> &'static str {
    if yes { "true" } else { "false" }
}
