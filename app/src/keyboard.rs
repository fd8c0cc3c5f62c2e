//! Keys. Off while typing; single letters can be turned off; `?` lists those of the page.
//!
//! A page says which keys it has and what they do with [`page_keys`]; both go when the page goes.

use domain::schools::PersonId;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use crate::browser;

/// A key and what it does, as `?` lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyHelp {
    /// Pressed together or one after the other, separated by spaces: "G S", "Shift A".
    pub keys: &'static str,
    pub does: &'static str,
}

/// The keys in force.
#[derive(Clone, Copy)]
pub struct Keys {
    /// Those of the page shown.
    pub page: RwSignal<&'static [KeyHelp]>,
    /// Whether single letters do anything.
    pub on: RwSignal<bool>,
    /// Whether the list of keys is open.
    pub help: RwSignal<bool>,
    /// Whose choice it is: on a device that people share, each has their own.
    whose: RwSignal<Option<PersonId>>,
}

impl Keys {
    pub fn provide() -> Self {
        let keys = Self {
            page: RwSignal::new(&[]),
            // Until it is known whose they are.
            on: RwSignal::new(false),
            help: RwSignal::new(false),
            whose: RwSignal::new(None),
        };
        provide_context(keys);
        keys
    }

    /// Somebody is signed in, or nobody: as they left it in this browser.
    pub fn are_for(self, person: Option<PersonId>) {
        self.whose.set(person);
        self.on
            .set(browser::kept(&place(person)).as_deref() != Some("off"));
    }

    /// Turns single letters on or off, and keeps the choice in this browser.
    pub fn turn(self, on: bool) {
        let place = place(self.whose.get_untracked());
        browser::keep(&place, if on { "on" } else { "off" });
        self.on.set(on);
    }
}

fn place(person: Option<PersonId>) -> String {
    person.map_or_else(|| "keys".to_owned(), |person| format!("keys-{person}"))
}

/// The keys of a page. `handle` says whether it took the key; then the browser does nothing else with
/// it. It is not asked while somebody types, nor with Ctrl, Alt or the command key held.
pub fn page_keys(help: &'static [KeyHelp], handle: impl Fn(&KeyboardEvent) -> bool + 'static) {
    if let Some(keys) = use_context::<Keys>() {
        keys.page.set(help);
        on_cleanup(move || {
            // The next page has put its own there already, if it has any.
            keys.page.try_update(|page| {
                if std::ptr::eq(*page, help) {
                    *page = &[];
                }
            });
        });
    }
    listen(handle);
}

/// Listens for keys while the component around it lives.
pub fn listen(handle: impl Fn(&KeyboardEvent) -> bool + 'static) {
    let keys = use_context::<Keys>();
    let handle = window_event_listener(ev::keydown, move |event| {
        let plain = !(event.ctrl_key() || event.alt_key() || event.meta_key());
        let on = keys.is_none_or(|keys| keys.on.get_untracked());
        let letter = event.key().chars().count() == 1;
        if plain
            && (on || !letter)
            && !event.default_prevented()
            && !typing(&event)
            && handle(&event)
        {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Whether the key goes into a field.
pub fn typing(event: &KeyboardEvent) -> bool {
    let Some(element) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return false;
    };
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => {
            let kind = element.get_attribute("type").unwrap_or_default();
            !matches!(kind.as_str(), "radio" | "checkbox" | "button" | "submit")
        }
        _ => element.is_content_editable(),
    }
}

/// Whether focus is on something that does its own with Enter and Space.
pub fn on_control(event: &KeyboardEvent) -> bool {
    let Some(element) = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
    else {
        return false;
    };
    element
        .closest("a, button, summary, dialog")
        .ok()
        .flatten()
        .is_some()
}
