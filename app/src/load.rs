//! Something read from the server: not here yet, here, or why not. What was read stays on screen while
//! it is read again.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Answer, Failure};
use crate::components::heading::Heading;
use crate::components::problem::ProblemView;

/// Something that is read.
pub struct Load<T: Send + Sync + 'static> {
    pub value: RwSignal<Option<T>>,
    pub failure: RwSignal<Option<Failure>>,
    turn: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Load<T> {}

/// Reads now, and again whenever a signal read by `fetch` changes. Of two answers only the later counts.
pub fn load<T, F>(fetch: impl Fn() -> F + 'static) -> Load<T>
where
    T: Send + Sync + 'static,
    F: Future<Output = Answer<T>> + 'static,
{
    let this = Load {
        value: RwSignal::new(None),
        failure: RwSignal::new(None),
        turn: RwSignal::new(0),
    };
    let asked = StoredValue::new(0_u32);
    Effect::new(move || {
        this.turn.track();
        asked.update_value(|number| *number += 1);
        let mine = asked.get_value();
        let answer = fetch();
        spawn_local(async move {
            let answer = answer.await;
            // The page may be gone, or have asked for something else since.
            if asked.try_get_value() != Some(mine) {
                return;
            }
            match answer {
                Ok(value) => {
                    this.failure.set(None);
                    this.value.set(Some(value));
                }
                Err(failure) => this.failure.set(Some(failure)),
            }
        });
    });
    this
}

impl<T: Clone + Send + Sync + 'static> Load<T> {
    /// Reads again.
    pub fn again(self) {
        self.turn.update(|turn| *turn += 1);
    }

    /// The thing drawn by `ready`; until then hairlines, or the problem and a way to try again.
    /// `what` ends "Reading …".
    pub fn view(
        self,
        what: &'static str,
        ready: impl Fn(T) -> AnyView + Send + Sync + 'static,
    ) -> AnyView {
        self.drawn(what, failure_view, ready)
    }

    /// The same for a page that has no heading until the thing is there.
    pub fn page(
        self,
        what: &'static str,
        ready: impl Fn(T) -> AnyView + Send + Sync + 'static,
    ) -> AnyView {
        self.drawn(what, failure_page, ready)
    }

    fn drawn(
        self,
        what: &'static str,
        failed: fn(&Failure, Callback<()>) -> AnyView,
        ready: impl Fn(T) -> AnyView + Send + Sync + 'static,
    ) -> AnyView {
        let ready = std::sync::Arc::new(ready);
        let here = Memo::new(move |_| self.value.with(Option::is_some));
        (move || {
            if here.get() {
                let failure = move || {
                    self.failure.get().map(|failure| {
                        failure_view(&failure, Callback::new(move |()| self.again()))
                    })
                };
                let ready = ready.clone();
                let value = move || self.value.get().map(|value| ready(value));
                view! { {failure} {value} }.into_any()
            } else if let Some(failure) = self.failure.get() {
                failed(&failure, Callback::new(move |()| self.again()))
            } else {
                waiting(what)
            }
        })
        .into_any()
    }
}

/// One sentence and hairlines where the content will be.
pub fn waiting(what: &'static str) -> AnyView {
    view! {
        <div class="waiting" aria-busy="true">
            <p>"Reading " {what} "…"</p>
            <i></i><i></i><i></i><i></i><i></i><i></i>
        </div>
    }
    .into_any()
}

/// Why something is not here, and the next step.
pub fn failure_view(failure: &Failure, retry: Callback<()>) -> AnyView {
    let (title, detail) = said(failure);
    view! { <ProblemView title detail retry/> }.into_any()
}

/// The same as a page of its own.
fn failure_page(failure: &Failure, retry: Callback<()>) -> AnyView {
    let (title, detail) = said(failure);
    // What is not there, or not theirs, is not there the second time either.
    let gone = matches!(failure, Failure::Refused(problem) if problem.status == 404);
    let next = if gone {
        view! { <p><a href="/">"Go to today"</a></p> }.into_any()
    } else {
        view! { <p><button type="button" class="button" on:click=move |_| retry.run(())>"Try again"</button></p> }
            .into_any()
    };
    view! {
        <div class="page reading">
            <Heading title/>
            {(!detail.is_empty()).then(|| view! { <p>{detail}</p> })}
            {next}
        </div>
    }
    .into_any()
}

fn said(failure: &Failure) -> (String, String) {
    match failure {
        Failure::Offline => (
            "The server cannot be reached".to_owned(),
            "It may be the network, or the server is being started again. What was said to be saved is saved.".to_owned(),
        ),
        Failure::Refused(problem) => (problem.title.clone(), problem.detail.clone()),
    }
}
