//! A small form on its way: busy or not, and what is wrong, beside the field it is about.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Answer, Failure};
use crate::words::capital;

/// What is said where the server is away: nothing is lost, and nothing is kept either.
const AWAY: &str = "The server cannot be reached. Nothing was recorded; try again.";

#[derive(Clone, Copy)]
pub struct Sending {
    pub busy: RwSignal<bool>,
    /// Field and reason, in the order the server said them; a field of no name is the form itself.
    wrong: RwSignal<Vec<(String, String)>>,
    /// The fields the form has.
    fields: &'static [&'static str],
}

impl Sending {
    pub fn new(fields: &'static [&'static str]) -> Self {
        Self {
            busy: RwSignal::new(false),
            wrong: RwSignal::new(Vec::new()),
            fields,
        }
    }

    /// What is wrong with a field.
    pub fn problem(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.wrong.with(|wrong| {
                let found = wrong.iter().find(|(of, _)| of == field);
                found.map(|(_, reason)| capital(reason))
            })
        })
    }

    /// What is wrong with none of the form's own fields.
    pub fn rest(self) -> impl Fn() -> Option<AnyView> + Clone {
        move || {
            let words: Vec<String> = self.wrong.with(|wrong| {
                let own = |of: &String| self.fields.contains(&of.as_str());
                let rest = wrong.iter().filter(|(of, _)| !own(of));
                rest.map(|(_, reason)| capital(reason)).collect()
            });
            (!words.is_empty()).then(|| {
                view! { <p class="field-problem" role="alert">{words.join(" ")}</p> }.into_any()
            })
        }
    }

    /// Nothing is wrong any more.
    pub fn clear(self) {
        self.wrong.set(Vec::new());
    }

    pub fn say(self, field: &str, reason: &str) {
        self.wrong
            .update(|wrong| wrong.push((field.to_owned(), reason.to_owned())));
    }

    /// Sends, unless it is on its way already, and hands on what comes back.
    pub fn send<T: 'static>(
        self,
        request: impl Future<Output = Answer<T>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.wrong.set(Vec::new());
        spawn_local(async move {
            let answer = request.await;
            self.busy.try_set(false);
            match answer {
                Ok(value) => done(value),
                Err(Failure::Offline) => self.say("", AWAY),
                Err(Failure::Refused(problem)) if problem.fields.is_empty() => {
                    let words = format!("{}. {}", problem.title, problem.detail);
                    self.say("", words.trim());
                }
                Err(Failure::Refused(problem)) => {
                    for field in &problem.fields {
                        self.say(&field.field, &field.reason);
                    }
                }
            }
        });
    }
}

/// The button of a small form.
#[component]
pub fn Send(
    sending: Sending,
    words: &'static str,
    #[prop(optional)] primary: bool,
) -> impl IntoView {
    let class = if primary {
        "button small primary"
    } else {
        "button small"
    };
    view! {
        {sending.rest()}
        <button class=class data-busy=move || sending.busy.get().then_some("")>
            {move || if sending.busy.get() { "Recording" } else { words }}
        </button>
    }
}
