//! A sentence of the rules, as it is set: what matters strong, what limits it quiet.

use domain::risk::Said;
use leptos::prelude::*;

pub fn said_view(said: Vec<Said>) -> AnyView {
    said.into_iter()
        .map(|one| match one {
            Said::Plain(words) => words.into_any(),
            Said::Strong(words) => view! { <b>{words}</b> }.into_any(),
            Said::Quiet(words) => view! { <span class="quiet">{words}</span> }.into_any(),
        })
        .collect_view()
        .into_any()
}
