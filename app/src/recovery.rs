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
    let Ok(screen) = page.create_element("div") else {
        return;
    };
    screen.set_id("recovery");
    screen.set_class_name("recovery");
    let _ = screen.set_attribute("role", "alertdialog");
    let _ = screen.set_attribute("aria-labelledby", "recovery-title");
    screen.set_inner_html(
        "<h1 id=\"recovery-title\" tabindex=\"-1\">This page stopped working</h1>\
         <p>What you were told is saved is saved. Changes still on this device are kept and are sent \
         when the page is back.</p>\
         <p><a class=\"button primary\" href=\"\">Open the page again</a> \
         <a class=\"button\" href=\"/plain\">Read the lists as plain pages</a></p>",
    );
    let _ = body.append_child(&screen);
    browser::focus("recovery-title");
}
