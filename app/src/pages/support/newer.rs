//! What others do in a case, as it happens: the server is asked for what comes after the last step here. The page is
//! brought up to date by itself only where nobody is at work on it; else it says what is new and waits to be asked.

use domain::api::CasePage;
use domain::schools::PersonId;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::visit_draft;
use crate::api::{self, Failure};
use crate::browser::{document, hidden};

/// How long to wait before asking again where the answer came at once or not at all, milliseconds.
const PATIENCE: u32 = 2_000;

/// Somebody is at work: a form stands open, or something on the page has the keyboard.
const AT_WORK: &str =
    ".case-page form, .case-page :is(a, button, input, select, textarea, summary):focus";

/// Says what is new in a case, while its page lives and somebody looks at it.
pub fn newer(person: PersonId, page: RwSignal<CasePage>) -> AnyView {
    let waits = RwSignal::new(None::<CasePage>);
    spawn_local(async move {
        // The page is painted first.
        TimeoutFuture::new(PATIENCE).await;
        while follow(person, page, waits).await.is_some() {}
    });
    let said = move || {
        let newer = waits.get()?;
        if newer.case.revision <= page.with(|now| now.case.revision) {
            return None;
        }
        // What this person sees of the last step; a step they do not see moves nothing they do.
        let last = newer.history.last()?;
        let who = last.who.clone().unwrap_or_else(|| "A rule".to_owned());
        let words = format!("{who}: {}. ", last.words.trim_end_matches('.'));
        let show = move |_| {
            if let Some(newer) = waits.get_untracked() {
                waits.set(None);
                page.set(newer);
                crate::browser::focus("stands");
            }
        };
        Some(view! {
            <b>"New in this case meanwhile. "</b> {words}
            <button type="button" class="link" on:click=show>"Show it"</button>
        })
    };
    view! { <div role="status" class="newer no-print">{said}</div> }.into_any()
}

/// Asks once. None: the page is gone, or the case is not theirs any more.
async fn follow(
    person: PersonId,
    page: RwSignal<CasePage>,
    waits: RwSignal<Option<CasePage>>,
) -> Option<()> {
    let here = page.try_with_untracked(|now| (now.case.id, now.case.revision))?;
    if hidden() {
        TimeoutFuture::new(PATIENCE).await;
        return Some(());
    }
    let known = waits
        .try_get_untracked()?
        .map_or(here.1, |newer| newer.case.revision.max(here.1));
    match api::case_moved(here.0, known).await {
        Ok(Some(revision)) if revision > page.try_with_untracked(|now| now.case.revision)? => {
            match visit_draft::case(person, here.0).await {
                Ok(newer) if newer.case.revision < revision => {}
                Ok(newer) if at_work() => drop(waits.try_set(Some(newer))),
                Ok(newer) => drop(page.try_set(newer)),
                Err(Failure::Offline) => TimeoutFuture::new(PATIENCE).await,
                Err(Failure::Refused(_)) => return None,
            }
        }
        Err(Failure::Refused(_)) => return None,
        Ok(_) | Err(Failure::Offline) => TimeoutFuture::new(PATIENCE).await,
    }
    Some(())
}

fn at_work() -> bool {
    document().is_some_and(|document| document.query_selector(AT_WORK).ok().flatten().is_some())
}
