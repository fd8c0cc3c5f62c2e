//! The page's one h1. It names the document, and takes focus when somebody came here from another page,
//! so that a screen reader starts where the eye does.

use std::sync::atomic::{AtomicBool, Ordering};

use leptos::html;
use leptos::prelude::*;

static ARRIVED: AtomicBool = AtomicBool::new(false);

/// The reader went to another page: its heading is to be focused and said.
pub fn arrived() {
    ARRIVED.store(true, Ordering::Relaxed);
}

/// `title` is the heading; `page` names the document where that should say more.
#[component]
pub fn Heading(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] page: MaybeProp<String>,
    #[prop(optional, into)] class: String,
) -> impl IntoView {
    let node = NodeRef::<html::H1>::new();
    Effect::new(move || {
        let title = page.get().unwrap_or_else(|| title.get());
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(&if title.is_empty() {
                "Alongside".to_owned()
            } else {
                format!("{title} · Alongside")
            });
        }
        if title.is_empty() {
            return;
        }
        if let Some(heading) = node.get()
            && ARRIVED.swap(false, Ordering::Relaxed)
        {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = heading.focus_with_options(&options);
            if let Some(announcer) = web_sys::window()
                .and_then(|window| window.document())
                .and_then(|document| document.get_element_by_id("announcer"))
            {
                announcer.set_text_content(Some(&title));
            }
        }
    });
    view! {
        <h1 node_ref=node tabindex="-1" class=class>
            {move || title.get()}
        </h1>
    }
}
