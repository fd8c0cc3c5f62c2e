//! What others do in a case, as it happens: the server is asked for what comes after the last step here. The page is
//! brought up to date by itself only where nobody is at work on it; else it says what is new and waits to be asked.

use domain::api::CasePage;
use domain::schools::PersonId;
use leptos::prelude::*;

use super::visit_draft;
use crate::api::{self, Failure};
use crate::browser::document;
use crate::following::{Heard, follow};

/// Somebody is at work: a form stands open, or something on the page has the keyboard.
const AT_WORK: &str =
    ".case-page form, .case-page :is(a, button, input, select, textarea, summary):focus";

/// Says what is new in a case, while its page lives and somebody looks at it.
pub fn newer(person: PersonId, page: RwSignal<CasePage>) -> AnyView {
    let waits = RwSignal::new(None::<CasePage>);
    follow(move || async move { ask(person, page, waits).await.unwrap_or(Heard::Over) });
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

/// Asks once. None: the page is gone.
async fn ask(
    person: PersonId,
    page: RwSignal<CasePage>,
    waits: RwSignal<Option<CasePage>>,
) -> Option<Heard> {
    let here = page.try_with_untracked(|now| (now.case.id, now.case.revision))?;
    let known = waits
        .try_get_untracked()?
        .map_or(here.1, |newer| newer.case.revision.max(here.1));
    let revision = match api::case_moved(here.0, known).await {
        Ok(Some(revision)) => revision,
        Ok(None) | Err(Failure::Offline) => return Some(Heard::Nothing),
        Err(Failure::Refused(_)) => return Some(Heard::Over),
    };
    // One's own step is here already.
    if revision <= page.try_with_untracked(|now| now.case.revision)? {
        return Some(Heard::Nothing);
    }
    Some(match visit_draft::case(person, here.0).await {
        Ok(newer) if newer.case.revision < revision => Heard::News,
        Ok(newer) if at_work() => {
            waits.try_set(Some(newer));
            Heard::News
        }
        Ok(newer) => {
            page.try_set(newer);
            Heard::News
        }
        Err(Failure::Offline) => Heard::Nothing,
        Err(Failure::Refused(_)) => Heard::Over,
    })
}

fn at_work() -> bool {
    document().is_some_and(|document| document.query_selector(AT_WORK).ok().flatten().is_some())
}
