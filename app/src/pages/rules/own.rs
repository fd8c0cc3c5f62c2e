//! An indicator of one's own: added, changed, taken away. It is tried like any other change, and adopted
//! with the rest.

mod fields;
mod written;

use domain::risk::{Edit, OwnField, OwnIndicator};
use domain::schools::Key;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use self::written::Written;
use super::attempt;
use super::kept::focus_soon;
use crate::state::rules::Lab;

/// The form for one that is not there yet.
pub fn add(lab: RwSignal<Lab>) -> AnyView {
    let navigate = use_navigate();
    let done = Callback::new(move |id: Key| {
        navigate(
            &format!("/rules?at={id}"),
            leptos_router::NavigateOptions::default(),
        );
    });
    view! {
        <p class="facts-line">"What your partnership looks at and nobody publishes. Once it is adopted it is not known of any school, until a value is given in a meeting or loaded with the template."</p>
        {form(lab, None, done)}
    }
    .into_any()
}

/// Beside an indicator that is the partnership's own: how it is changed and taken away.
pub fn own(lab: RwSignal<Lab>, id: Key) -> Option<AnyView> {
    let readable = lab.with_untracked(|lab| OwnIndicator::read(&lab.tried.document, id).is_some());
    if domain::risk::is_shared(id) {
        return None;
    }
    let open = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let navigate = use_navigate();
    let remove = move |_| match attempt(lab, Edit::Remove(id)) {
        Ok(()) => navigate("/rules", leptos_router::NavigateOptions::default()),
        Err(why) => problem.set(Some(why)),
    };
    let close = Callback::new(move |_| {
        open.set(false);
        focus_soon("change-own".to_owned());
    });
    let known = move || {
        lab.with(|lab| {
            let mut schools = lab.page.schools.iter();
            schools.any(|school| school.evidence.of(id).is_some())
        })
    };
    let unknown = move || {
        (!known()).then_some(
            "Nobody has a value of it yet, so no school moves. Once it is adopted, give one in a meeting or load them with the template.",
        )
    };
    Some(
        view! {
            <section class="section own-section">
                <div class="section-head"><h2>"Your own indicator"</h2> <span>{format!("{id} in the template")}</span></div>
                <p class="rules-empty">{unknown}</p>
                {move || problem.get().map(|why| view! { <p class="field-problem" role="alert">"It cannot be taken away. " {why} "."</p> })}
                <Show when=move || open.get() fallback=move || {
                    let remove = remove.clone();
                    view! {
                    <div class="actions">
                        <Show when=move || readable>
                            <button type="button" class="button small" id="change-own" on:click=move |_| { open.set(true); focus_soon("own-name".to_owned()); }>"Change it"</button>
                        </Show>
                        <button type="button" class="button small" on:click=remove>"Take it away"</button>
                    </div>
                }}>
                    {form(lab, Some(id), close)}
                </Show>
            </section>
        }
        .into_any(),
    )
}

/// `done` is told the id it has once it is tried.
fn form(lab: RwSignal<Lab>, id: Option<Key>, done: Callback<Key>) -> AnyView {
    let start = id
        .and_then(|id| lab.with_untracked(|lab| OwnIndicator::read(&lab.tried.document, id)))
        .unwrap_or_default();
    let written = RwSignal::new(Written::of(&start));
    let problems = RwSignal::new(Vec::<(OwnField, String)>::new());
    let refused = RwSignal::new(None::<String>);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        refused.set(None);
        let read = written
            .with_untracked(Written::read)
            .and_then(|own| lab.with_untracked(|lab| own.written(&lab.tried.document, id)));
        let one = match read {
            Ok(one) => one,
            Err(wrong) => {
                let first = wrong.first().map(|(field, _)| fields::input(*field));
                problems.set(wrong);
                if let Some(first) = first {
                    focus_soon(first.to_owned());
                }
                return;
            }
        };
        problems.set(Vec::new());
        let key = one.id;
        match attempt(lab, Edit::Indicator(Box::new(one))) {
            Ok(()) => done.run(key),
            Err(why) => refused.set(Some(why)),
        }
    };
    let leave = id.map(|id| {
        view! { <button type="button" class="button" on:click=move |_| done.run(id)>"Leave it as it was"</button> }
    });
    view! {
        <form class="own-form" novalidate on:submit=submit>
            {fields::fields(lab, written, problems)}
            {move || refused.get().map(|why| view! { <p class="field-problem" role="alert">"That cannot be a rule. " {why} "."</p> })}
            <div class="actions">
                <button class="button primary">{if id.is_some() { "Try it so" } else { "Add it to what is tried" }}</button>
                {leave}
            </div>
        </form>
    }
    .into_any()
}
