//! When the app itself breaks: a plain screen that says what is safe and offers the way back. Nothing
//! here uses the app, which may be in any state by then.

use crate::browser;

/// Shows the recovery screen on a panic, and says where in the console.
pub fn install() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        show();
    }));
}

fn show() {
    let Some(page) = browser::document() else {
        return;
    };
    let Some(body) = page.body() else { return };
    if page.get_element_by_id("recovery").is_some() {
        return;
    }
    let make = |name: &str, text: &str, attributes: &[(&str, &str)]| {
        let element = page.create_element(name).ok()?;
        element.set_text_content(Some(text));
        for (name, value) in attributes {
            let _ = element.set_attribute(name, value);
        }
        Some(element)
    };
    let frame = [
        ("id", "recovery"),
        ("class", "recovery"),
        ("role", "alertdialog"),
        ("aria-labelledby", "recovery-title"),
    ];
    let Some(screen) = make("div", "", &frame) else {
        return;
    };
    let parts = [
        make(
            "h1",
            "This page stopped working",
            &[("id", "recovery-title"), ("tabindex", "-1")],
        ),
        make(
            "p",
            "What you were told is saved is saved. Changes still on this device are kept, and are sent when the page is back.",
            &[],
        ),
        make(
            "a",
            "Open the page again",
            &[
                ("class", "button primary"),
                ("href", ""),
                ("rel", "external"),
            ],
        ),
        make(
            "a",
            "Read the lists as plain pages",
            &[("class", "button"), ("href", "/plain"), ("rel", "external")],
        ),
    ];
    for part in parts.into_iter().flatten() {
        let _ = screen.append_child(&part);
    }
    let _ = body.append_child(&screen);
    browser::focus("recovery-title");
}
