//! Sign in, or look round the made-up district as somebody there.

pub mod example;
mod people;

use domain::api::{FieldProblem, SignIn};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::api::{self, Answer, Failure};
use crate::components::field::Field;
use crate::components::heading::Heading;
use crate::components::problem::ProblemSummary;
use crate::load::load;
use crate::pages::apart;
use crate::session::{Standing, use_session};

#[component]
pub fn SignInPage() -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let query = use_query_map();
    // Only pages of our own: "//elsewhere" is somewhere else.
    let target = move || {
        query
            .with(|query| query.get("to"))
            .filter(|to| to.starts_with('/') && !to.starts_with("//") && !to.contains('\\'))
            .unwrap_or_else(|| "/".to_owned())
    };
    Effect::new(move || {
        if matches!(session.get(), Standing::In(_)) {
            navigate(
                &target(),
                NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                },
            );
        }
    });
    let demo = load(api::demonstration);
    let there = move || demo.value.get().filter(|found| !found.people.is_empty());
    let problems = RwSignal::new(Vec::<FieldProblem>::new());
    let entered = Callback::new(move |answer: Answer<()>| match answer {
        Ok(()) => session.ask(),
        Err(failure) => problems.set(said(&failure)),
    });
    view! {
        <div class="sign-in" data-demo=move || there().is_some().then_some("")>
            <section class="sign-in-form">
                <div>
                    <p class="mark-and-name">{crate::frame::mark()} "Alongside"</p>
                    <Heading title="Agree which schools need help. Find who can give it." page="Sign in" class="promise"/>
                    <p class="lead">
                        "For local authorities, school partnerships and teaching school hubs. The rules suggest, the room decides, and both are kept."
                    </p>
                    <Example/>
                    <h2>"Sign in"</h2>
                    <ProblemSummary problems/>
                    <PasswordForm problems entered/>
                </div>
                <p class="sign-in-foot"><a href="/plain" rel="external">"Plain pages, without scripts"</a></p>
            </section>
            {move || there().map(|found| people::people(found, entered))}
        </div>
    }
}

/// The place of the example is kept from the start, so that nothing moves when it comes.
#[component]
fn Example() -> impl IntoView {
    let example = load(|| async {
        let draw = apart::example().await?;
        Ok((draw, api::example().await?))
    });
    view! {
        <div class="example opens">
            {move || example.value.get().map(|(draw, scheme)| draw(&scheme))}
        </div>
    }
}

#[component]
fn PasswordForm(
    problems: RwSignal<Vec<FieldProblem>>,
    entered: Callback<Answer<()>>,
) -> impl IntoView {
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let wrong = move |field: &'static str| {
        Signal::derive(move || {
            problems.with(|problems| {
                problems
                    .iter()
                    .find(|one| one.field == field)
                    .map(|one| one.reason.clone())
            })
        })
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let who = SignIn {
            email: email.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
        };
        let missing = missing(&who);
        problems.set(missing.clone());
        if !missing.is_empty() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = api::sign_in(&who).await;
            busy.set(false);
            entered.run(answer);
        });
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            <Field id="email" label="Work email" value=email kind="email" autocomplete="username" problem=wrong("email") required=true/>
            <Field id="password" label="Password" value=password kind="password" autocomplete="current-password" problem=wrong("password") required=true/>
            <div class="actions">
                <button class="button primary" data-busy=move || busy.get().then_some("")>
                    {move || if busy.get() { "Signing in" } else { "Sign in" }}
                </button>
            </div>
        </form>
    }
}

fn missing(who: &SignIn) -> Vec<FieldProblem> {
    let mut missing = Vec::new();
    let mut needs = |empty: bool, field: &str, reason: &str| {
        if empty {
            missing.push(FieldProblem {
                field: field.to_owned(),
                reason: reason.to_owned(),
            });
        }
    };
    needs(who.email.is_empty(), "email", "Enter your work email");
    needs(who.password.is_empty(), "password", "Enter your password");
    missing
}

/// What a form says of a refusal: its fields' problems, else the whole.
pub fn said(failure: &Failure) -> Vec<FieldProblem> {
    match failure {
        Failure::Refused(problem) if !problem.fields.is_empty() => problem.fields.clone(),
        failure => {
            let reason = match failure.problem() {
                Some(problem) => problem.title.clone(),
                None => "The server cannot be reached. Try again in a moment.".to_owned(),
            };
            vec![FieldProblem {
                field: String::new(),
                reason,
            }]
        }
    }
}
