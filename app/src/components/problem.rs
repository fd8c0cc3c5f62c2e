//! What went wrong, in words, with the next step.

use domain::api::FieldProblem;
use leptos::prelude::*;

/// Something is not here: why, and a way to try again.
#[component]
pub fn ProblemView(
    #[prop(into)] title: String,
    #[prop(optional, into)] detail: String,
    #[prop(optional)] retry: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <div class="problem" role="alert">
            <h2>{title}</h2>
            {(!detail.is_empty()).then(|| view! { <p>{detail}</p> })}
            {retry.map(|retry| view! {
                <button type="button" class="button" on:click=move |_| retry.run(())>"Try again"</button>
            })}
        </div>
    }
}

/// What is wrong with a form: takes focus when it appears, each line leads to its field. A problem
/// whose field is empty is about the whole.
#[component]
pub fn ProblemSummary(#[prop(into)] problems: Signal<Vec<FieldProblem>>) -> impl IntoView {
    let node = NodeRef::<leptos::html::Div>::new();
    Effect::new(move || {
        if !problems.get().is_empty()
            && let Some(summary) = node.get()
        {
            let _ = summary.focus();
        }
    });
    let lines = move || {
        problems
            .get()
            .into_iter()
            .map(|problem| {
                if problem.field.is_empty() {
                    view! { <li>{problem.reason}</li> }.into_any()
                } else {
                    let field = problem.field.clone();
                    let go = move |event: web_sys::MouseEvent| {
                        event.prevent_default();
                        if let Some(field) = web_sys::window()
                            .and_then(|window| window.document())
                            .and_then(|document| document.get_element_by_id(&field))
                            .and_then(|field| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(field).ok())
                        {
                            let _ = field.focus();
                        }
                    };
                    view! { <li><a href=format!("#{}", problem.field) on:click=go>{problem.reason}</a></li> }.into_any()
                }
            })
            .collect_view()
    };
    view! {
        <div class="problem-summary" role="alert" tabindex="-1" node_ref=node hidden=move || problems.with(Vec::is_empty)>
            <Show when=move || !problems.with(Vec::is_empty)>
                <h2>"There is a problem"</h2>
                <ul>{lines}</ul>
            </Show>
        </div>
    }
}
