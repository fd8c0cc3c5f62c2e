//! Something that can be done, behind one press: its form opens below the button and closes when it is recorded.

use std::future::Future;

use leptos::prelude::*;

use crate::api::Answer;
use crate::pages::support::form::{Ask, Written, Wrong, field};
use crate::sending::{Send, Sending};

/// Which form of a page is open; none is called nothing.
pub type Open = RwSignal<String>;

/// What an act asks for, and the names of its fields.
pub struct Act {
    /// Tells it from the other acts of the page.
    pub key: String,
    pub words: String,
    pub asks: Vec<Ask>,
    pub fields: &'static [&'static str],
}

/// The button and its form. `send` makes the request of what was written, `done` takes what comes back.
pub fn act<T, F>(
    open: Open,
    act: Act,
    send: impl Fn(&Written) -> Result<F, Wrong> + std::marker::Send + Sync + Clone + 'static,
    done: impl Fn(T) + std::marker::Send + Sync + Copy + 'static,
) -> AnyView
where
    T: 'static,
    F: Future<Output = Answer<T>> + 'static,
{
    let Act {
        key,
        words,
        asks,
        fields,
    } = act;
    let key = StoredValue::new(key);
    let shown = move || open.with(|open| key.with_value(|key| open == key));
    let turn = move |_| {
        open.update(|open| {
            let key = key.get_value();
            *open = if *open == key { String::new() } else { key };
        });
    };
    let asks = StoredValue::new(asks);
    let send = StoredValue::new(send);
    let form = move || {
        let (asks, send) = (asks.get_value(), send.get_value());
        let sending = Sending::new(fields);
        let written = Written::of(&asks);
        let submit = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            sending.clear();
            match send(&written) {
                Ok(request) => sending.send(request, move |next| {
                    open.set(String::new());
                    done(next);
                }),
                Err((field, reason)) => sending.say(field, reason),
            }
        };
        let of = key.get_value();
        let asks = asks
            .iter()
            .map(|ask| field(ask, &of, sending))
            .collect_view();
        view! {
            <form class="form step-form" novalidate on:submit=submit>
                {asks}
                <div><Send sending words="Record it" primary=true/></div>
            </form>
        }
    };
    view! {
        <div class="entry-act">
            <button type="button" class="button small" aria-expanded=move || crate::components::chip::pressed(shown()) on:click=turn>{words}</button>
            <Show when=shown>{form}</Show>
        </div>
    }
    .into_any()
}

/// What may be left empty.
pub fn choices<K: ToString>(of: impl IntoIterator<Item = (K, String)>) -> Vec<(String, String)> {
    of.into_iter()
        .map(|(key, word)| (key.to_string(), word))
        .collect()
}
