//! The foot: light or dark, the keys.

use leptos::prelude::*;

use crate::keyboard::Keys;
use crate::session::use_session;
use crate::theme::{self, Theme};

#[component]
pub fn Footer() -> impl IntoView {
    let session = use_session();
    let chosen = RwSignal::new(theme::chosen());
    let keys = use_context::<Keys>();
    let themes = Theme::ALL
        .into_iter()
        .map(|one| {
            view! {
                <label>
                    <input type="radio" name="theme" prop:checked=move || chosen.get() == one on:change=move |_| {
                        theme::choose(one);
                        chosen.set(one);
                    }/>
                    {one.word()}
                </label>
            }
        })
        .collect_view();
    let demo = move || {
        session.signed_in().filter(|signed| signed.demo).map(|_| {
            view! { <span class="demonstration">"Demonstration"</span> <span>"A made-up district: nobody here is real."</span> }
        })
    };
    view! {
        <footer class="page-foot">
            {demo}
            <fieldset class="theme">
                <legend>"Colours"</legend>
                {themes}
            </fieldset>
            {keys.map(|keys| view! {
                <button type="button" class="link" on:click=move |_| keys.help.set(true)>"Keys"</button>
            })}
        </footer>
    }
}
