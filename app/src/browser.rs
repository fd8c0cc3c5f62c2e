//! The few things asked of the browser itself: clock, storage, ids, focus.

use domain::calendar::Moment;
use uuid::Uuid;
use wasm_bindgen::JsCast;

/// Now, by this device's clock.
pub fn now() -> Moment {
    // Milliseconds since 1970 are whole and far below 2^53.
    Moment(js_sys::Date::now() as i64)
}

/// "14:07", or "14:07:32" with seconds, in the reader's own time.
pub fn clock_words(at: Moment, seconds: bool) -> String {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at.0 as f64));
    let two = |number: u32| {
        if number < 10 {
            format!("0{number}")
        } else {
            number.to_string()
        }
    };
    let mut words = two(date.get_hours());
    words.push(':');
    words.push_str(&two(date.get_minutes()));
    if seconds {
        words.push(':');
        words.push_str(&two(date.get_seconds()));
    }
    words
}

/// A new random id, so that sending a thing twice is recognised.
pub fn new_id() -> Uuid {
    let mut bytes = [0_u8; 16];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        for byte in &mut bytes {
            *byte = (js_sys::Math::random() * 256.0) as u8;
        }
    }
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// What was kept on this device under a name.
pub fn kept(name: &str) -> Option<String> {
    local_storage()?.get_item(name).ok().flatten()
}

/// Keeps a text on this device. False where the browser would not.
pub fn keep(name: &str, text: &str) -> bool {
    local_storage().is_some_and(|storage| storage.set_item(name, text).is_ok())
}

fn local_storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// Moves focus to the element of that id, without scrolling where `still`.
pub fn focus(id: &str) {
    if let Some(element) = by_id(id) {
        let _ = element.focus();
    }
}

/// The element of that id.
pub fn by_id(id: &str) -> Option<web_sys::HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Whether nobody looks at this page now.
pub fn hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// The page.
pub fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// Path, query and fragment of the page shown.
pub fn address() -> String {
    let Some(window) = web_sys::window() else {
        return String::new();
    };
    let location = window.location();
    let mut address = location.pathname().unwrap_or_default();
    address.push_str(&location.search().unwrap_or_default());
    address
}

/// Opens the browser's print dialogue.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Whether the device has a network at all.
pub fn online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}
