//! A dialog over the page. The browser keeps focus inside and gives it back; Esc closes.

use leptos::html;
use leptos::prelude::*;

/// Open while `open` says so. `title` is its heading and its name; `leave` the word on the button that only
/// takes it away.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(default = "Close")] leave: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = node.get() else { return };
        if open.get() {
            if !dialog.open() {
                let _ = dialog.show_modal();
            }
        } else if dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog class="dialog" node_ref=node aria-label=move || title.get() on:close=move |_| open.set(false)>
            <Show when=move || open.get()>
                <header>
                    <h2>{move || title.get()}</h2>
                    <button type="button" class="button quiet" on:click=move |_| open.set(false)>{leave}</button>
                </header>
                {children()}
            </Show>
        </dialog>
    }
}
