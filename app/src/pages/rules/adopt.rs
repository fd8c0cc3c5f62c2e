//! Taking a rule: a recorded decision with its reason, from a day.

use domain::access::Action;
use domain::api::AdoptRules;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, Failure};
use crate::components::field::Field;
use crate::session::{SignedIn, use_session};
use crate::state::rules::Lab;
use crate::words::field_day;

pub fn adopt(lab: RwSignal<Lab>, signed: SignedIn) -> AnyView {
    let may = signed.may(Action::AdoptRules);
    let body = if may {
        view! { <Form lab/> }.into_any()
    } else {
        view! { <p>"What you try here changes nothing for anybody. The lead officer adopts a version; show them what you found."</p> }.into_any()
    };
    view! { <section class="rules-adopt"><h2>"Adopt"</h2>{body}</section> }.into_any()
}

#[component]
fn Form(lab: RwSignal<Lab>) -> impl IntoView {
    let session = use_session();
    let today = lab.with_untracked(|lab| lab.page.today);
    let (why, from) = (
        RwSignal::new(String::new()),
        RwSignal::new(today.to_string()),
    );
    let problem = RwSignal::new(None::<String>);
    let why_problem = RwSignal::new(None::<String>);
    let from_problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let newest = move |lab: &Lab| {
        let adopted = lab.page.versions.iter().map(|one| one.version).max();
        adopted.unwrap_or(lab.page.scheme.version)
    };
    let next = move || lab.with(newest) + 1;
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        problem.set(None);
        why_problem.set(None);
        from_problem.set(None);
        if !lab.with_untracked(Lab::changed) {
            problem.set(Some(
                "Nothing is changed: there is nothing to adopt yet.".to_owned(),
            ));
            return;
        }
        if why.with_untracked(|why| why.trim().is_empty()) {
            why_problem.set(Some("Say why, as the minute will have it.".to_owned()));
            return;
        }
        let Some(day) = field_day(&from.get_untracked()) else {
            from_problem.set(Some("That is not a day.".to_owned()));
            return;
        };
        let asked = lab.with_untracked(|lab| AdoptRules {
            base: newest(lab),
            from: day,
            why: why.get_untracked().trim().to_owned(),
            document: lab.tried.document.clone(),
        });
        busy.set(true);
        spawn_local(async move {
            let answer = api::adopt_rules(&asked).await;
            busy.set(false);
            match answer {
                Ok(page) => {
                    why.set(String::new());
                    lab.set(Lab::new(page));
                    if day <= today {
                        // Every page goes by the new rules from here on.
                        session.ask();
                    }
                }
                Err(Failure::Offline) => problem.set(Some(
                    "The server cannot be reached. Nothing was adopted; try again.".to_owned(),
                )),
                Err(Failure::Refused(refused)) => {
                    let mut rest = Vec::new();
                    for field in &refused.fields {
                        match field.field.as_str() {
                            "why" => why_problem.set(Some(field.reason.clone())),
                            "from" => from_problem.set(Some(field.reason.clone())),
                            _ => rest.push(format!("{}: {}", field.field, field.reason)),
                        }
                    }
                    if refused.fields.is_empty() {
                        rest.push(format!("{}. {}", refused.title, refused.detail));
                    }
                    if !rest.is_empty() {
                        problem.set(Some(crate::words::capital(rest.join("; ").trim())));
                    }
                }
            }
        });
    };
    view! {
        <p>"A rule is adopted by a recorded decision, from a day. Decisions already made keep the version they were made under."</p>
        <form class="form" novalidate on:submit=submit>
            <Field id="why" label="Why" kind="area" voice=true value=why problem=why_problem required=true/>
            <Field id="from" label="From" kind="date" value=from problem=from_problem required=true/>
            {move || problem.get().map(|words| view! { <p class="field-problem" role="alert">{words}</p> })}
            <button class="button primary wide" data-busy=move || busy.get().then_some("")
                aria-disabled=move || (!lab.with(Lab::changed)).then_some("true")>
                {move || if busy.get() { "Adopting".to_owned() } else { format!("Adopt as version {}", next()) }}
            </button>
        </form>
    }
}
