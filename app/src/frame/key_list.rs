//! `?`: the keys of the page shown, and of every page.

use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::keyboard::{self, KeyHelp, Keys};

const EVERYWHERE: [KeyHelp; 4] = [
    KeyHelp {
        keys: "?",
        does: "this list",
    },
    KeyHelp {
        keys: "/",
        does: "find",
    },
    KeyHelp {
        keys: "Esc",
        does: "close, cancel",
    },
    KeyHelp {
        keys: "G T S D M B U C L F R I E",
        does: "go to Today, Schools, District, Meetings, Brokerage, Support, Caseload, Leaders, Money, Rules, Import, Letters",
    },
];

#[component]
pub fn KeyList() -> impl IntoView {
    let Some(keys) = use_context::<Keys>() else {
        return ().into_any();
    };
    keyboard::listen(move |event| {
        let asked = event.key() == "?";
        if asked {
            keys.help.set(true);
        }
        asked
    });
    let of_page = move || {
        let page = keys.page.get();
        (!page.is_empty()).then(|| view! { <h3>"This page"</h3> {list(page)} })
    };
    view! {
        <Dialog open=keys.help title="Keys">
            {of_page}
            <h3>"Every page"</h3>
            {list(&EVERYWHERE)}
            <label class="check">
                <input type="checkbox" prop:checked=move || keys.on.get() on:change=move |event| keys.turn(event_target_checked(&event))/>
                "Single letters and digits do what this list says. Never while typing."
            </label>
            <p class="small-print" role="status">{move || (!keys.on.get()).then_some(
                "They are off for you in this browser. Enter, Escape and the arrows still work; everything else has its button."
            )}</p>
        </Dialog>
    }
    .into_any()
}

fn list(keys: &'static [KeyHelp]) -> AnyView {
    let rows = keys
        .iter()
        .map(|key| {
            let caps = key
                .keys
                .split(' ')
                .map(|cap| view! { <kbd class="key-cap">{cap}</kbd> " " })
                .collect_view();
            view! { <dt>{caps}</dt> <dd>{key.does}</dd> }
        })
        .collect_view();
    view! { <dl class="key-list">{rows}</dl> }.into_any()
}
