//! A labelled field. What is wrong with it stands between label and field, in words.

use leptos::prelude::*;

/// `kind`: the input's type; "area" makes a text area. `voice`: people write in it, so it is set in
/// their face. `id` names it for labels, problems and the browser's own filling-in.
#[component]
pub fn Field(
    id: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional)] kind: Option<&'static str>,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional)] voice: bool,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let kind = kind.unwrap_or("text");
    let hint_id = format!("{id}-hint");
    let problem_id = format!("{id}-problem");
    let describes = {
        let (hint_id, problem_id) = (hint_id.clone(), problem_id.clone());
        let hinted = !hint.is_empty();
        move || match (hinted, problem.get().is_some()) {
            (true, true) => Some(format!("{hint_id} {problem_id}")),
            (true, false) => Some(hint_id.clone()),
            (false, true) => Some(problem_id.clone()),
            (false, false) => None,
        }
    };
    let wrong = move || problem.get().is_some().then_some("true");
    let required = required.then_some("true");
    let input = if kind == "area" {
        view! {
            <textarea id=id name=id rows="3" aria-describedby=describes aria-invalid=wrong aria-required=required
                prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event))></textarea>
        }
        .into_any()
    } else {
        view! {
            <input id=id name=id type=kind autocomplete=autocomplete aria-describedby=describes aria-invalid=wrong
                aria-required=required prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event))/>
        }
        .into_any()
    };
    view! {
        <div class="field" data-voice=voice.then_some("")>
            <label for=id>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {move || problem.get().map(|words| view! { <p class="field-problem" id=problem_id.clone()>{words}</p> })}
            {input}
        </div>
    }
}
