//! A field of the rules: what is written in it is tried when one leaves it. What was refused stays as it was
//! written, with why beside it, until something else is written there.

use leptos::prelude::*;

use crate::browser;

/// What becomes of what was written: tried, or why not.
pub type Keep = Callback<String, Result<(), String>>;

/// How a field looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    #[default]
    Line,
    /// Several lines.
    Area,
    /// A number, narrow.
    Number,
}

/// `named`: the label stands elsewhere (a heading of its column), and is only read out.
#[component]
pub fn KeptField(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    keep: Keep,
    #[prop(optional)] look: Look,
    #[prop(optional)] named: bool,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let refused = RwSignal::new(None::<(String, String)>);
    let shown = move || {
        refused
            .get()
            .map_or_else(|| value.get(), |(written, _)| written)
    };
    let change = move |event| {
        let written = event_target_value(&event);
        let answer = keep.run(written.clone());
        refused.set(answer.err().map(|why| (written, why)));
    };
    let problem_id = format!("{id}-problem");
    let describes = {
        let problem_id = problem_id.clone();
        move || refused.with(Option::is_some).then(|| problem_id.clone())
    };
    let wrong = move || refused.with(Option::is_some).then_some("true");
    let input = match look {
        Look::Area => view! {
            <textarea id=id.clone() rows="3" aria-describedby=describes aria-invalid=wrong prop:value=shown on:change=change></textarea>
        }
        .into_any(),
        Look::Line => view! {
            <input id=id.clone() autocomplete="off" aria-describedby=describes aria-invalid=wrong prop:value=shown on:change=change/>
        }
        .into_any(),
        Look::Number => view! {
            <input id=id.clone() class="count" inputmode="decimal" autocomplete="off" aria-describedby=describes aria-invalid=wrong
                prop:value=shown on:change=change/>
        }
        .into_any(),
    };
    let problem = move || {
        refused.get().map(|(_, why)| {
            view! { <p class="field-problem" id=problem_id.clone() role="alert">{why}</p> }
        })
    };
    view! {
        <div class="field" data-named=named.then_some("")>
            <label for=id class=named.then_some("visually-hidden")>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
            {problem}
            {input}
        </div>
    }
}

/// Puts the hand back where one can go on, after what it was on has gone.
pub fn focus_soon(id: String) {
    leptos::task::spawn_local(async move {
        gloo_timers::future::TimeoutFuture::new(0).await;
        browser::focus(&id);
    });
}
