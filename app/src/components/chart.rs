//! What every chart has: a heading that is its finding, and the same facts as a table one press away.

use leptos::prelude::*;

use super::chip::pressed;

/// A length of a drawing, to a tenth of a pixel.
pub fn px(number: f64) -> String {
    format!("{number:.1}")
}

/// `finding` is the heading and the drawing's name; `unit` stands beside it in grey.
#[component]
pub fn Chart(
    #[prop(into)] finding: Signal<String>,
    #[prop(into)] unit: String,
    #[prop(optional, into)] class: String,
    /// The drawing.
    #[prop(into)]
    draw: ViewFn,
    /// The same as a table.
    #[prop(into)]
    twin: ViewFn,
) -> impl IntoView {
    let as_table = RwSignal::new(false);
    view! {
        <section class=format!("section chart {class}")>
            <div class="section-head">
                <h2>{move || finding.get()}</h2>
                <span>{unit}</span>
                <button type="button" class="link no-print" aria-pressed=move || pressed(as_table.get())
                    on:click=move |_| as_table.update(|on| *on = !*on)>
                    "As a table" <span class="visually-hidden">": " {move || finding.get()}</span>
                </button>
            </div>
            {move || if as_table.get() { twin.run() } else { draw.run() }}
        </section>
    }
}
