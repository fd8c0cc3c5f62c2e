//! What of visits is kept on this device, encrypted: the record while it is written, records that wait for a
//! line, and the cases they are about. All of it goes when somebody signs out.

use domain::api::{CasePage, SupportPage, TakeStep};
use domain::schools::{CaseId, PersonId};
use domain::support::{Part, Visit};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::api::{self, Answer, Failure};
use crate::load::Load;
use crate::offline::drawer;
use crate::words::{capital, count_words};

/// Hours a record may wait for a line, and a case is remembered: over a holiday.
const KEPT: f64 = 24.0 * 14.0;

/// A record that waits for a line.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Unsent {
    case: CaseId,
    step: TakeStep,
}

/// Records that wait on this device, and why the server would not have one of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Waiting {
    pub count: usize,
    pub refused: Option<String>,
}

fn draft_name(person: PersonId, case: CaseId) -> String {
    format!("visit-draft {person} {case}")
}

fn case_name(person: PersonId, case: CaseId) -> String {
    format!("visit-case {person} {case}")
}

fn unsent_names(person: PersonId) -> String {
    format!("visit-unsent {person} ")
}

/// Keeps what is written so far. False where the browser would not.
pub async fn keep_draft(person: PersonId, case: CaseId, visit: &Visit) -> bool {
    keep(&draft_name(person, case), visit).await
}

pub async fn draft(person: PersonId, case: CaseId) -> Option<Visit> {
    remembered(&draft_name(person, case)).await
}

/// Keeps anything that is being written, under a name. False where the browser would not.
pub async fn keep(name: &str, draft: &impl Serialize) -> bool {
    match serde_json::to_string(draft) {
        Ok(text) => drawer::write(name, &text).await,
        Err(_) => false,
    }
}

pub async fn forget_draft(person: PersonId, case: CaseId) {
    drawer::forget(&draft_name(person, case)).await;
}

/// A case from the server; for its leader, as this device last saw it where there is no line.
pub async fn case(person: PersonId, id: CaseId) -> Answer<CasePage> {
    let name = case_name(person, id);
    match api::case(id).await {
        Ok(page) => {
            if page.part == Part::Leader {
                keep(&name, &page).await;
            }
            Ok(page)
        }
        Err(Failure::Offline) => remembered(&name).await.ok_or(Failure::Offline),
        Err(refused) => Err(refused),
    }
}

/// The list of cases; for a leader, as this device last saw it where there is no line.
pub async fn list(person: PersonId, leads: bool) -> Answer<SupportPage> {
    let name = format!("visit-list {person}");
    match api::support().await {
        Ok(page) => {
            if leads {
                keep(&name, &page).await;
            }
            Ok(page)
        }
        Err(Failure::Offline) => remembered(&name).await.ok_or(Failure::Offline),
        Err(refused) => Err(refused),
    }
}

pub async fn remembered<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_str(&drawer::read(name, KEPT).await?).ok()
}

/// Fetches the cases a leader may soon be asked to write about, while there is a line.
pub fn keep_ready(person: PersonId, page: Load<SupportPage>) {
    const MOST: usize = 12;
    Effect::new(move || {
        let cases: Vec<CaseId> = page.value.with(|page| {
            let rows = page.iter().flat_map(|page| &page.cases);
            rows.filter(|row| row.part == Part::Leader && row.case.stage.visited())
                .map(|row| row.case.id)
                .take(MOST)
                .collect()
        });
        spawn_local(async move {
            for id in cases {
                let _ = case(person, id).await;
            }
        });
    });
}

/// Puts a record into the drawer until there is a line.
pub async fn queue(person: PersonId, case: CaseId, step: TakeStep) -> bool {
    let name = format!("{}{}", unsent_names(person), step.id);
    match serde_json::to_string(&Unsent { case, step }) {
        Ok(text) => drawer::write(&name, &text).await,
        Err(_) => false,
    }
}

/// How many records wait here, as it changes.
pub fn waiting_here(person: PersonId) -> RwSignal<Waiting> {
    let waiting = RwSignal::new(Waiting::default());
    let look = move || {
        spawn_local(async move {
            let count = async || drawer::names(&unsent_names(person)).await.len();
            waiting.try_set(Waiting {
                count: count().await,
                refused: None,
            });
            let refused = send_all(person).await;
            waiting.try_set(Waiting {
                count: count().await,
                refused,
            });
        });
    };
    look();
    let heard = window_event_listener(leptos::ev::online, move |_| {
        spawn_local(async move {
            // The line is said to be there a moment before it is.
            TimeoutFuture::new(500).await;
            look();
        });
    });
    on_cleanup(move || heard.remove());
    waiting
}

/// Records written without a line, and where they are.
pub fn on_this_device(waiting: RwSignal<Waiting>) -> impl IntoView {
    move || {
        let Waiting { count, refused } = waiting.get();
        let refused = refused.map(|reason| format!(" The server would not have it: {reason}."));
        (count > 0).then(|| {
            let words = match count {
                1 => "One record of a visit is saved on this device only. It is sent when there is a line.".to_owned(),
                count => format!(
                    "{} records of visits are saved on this device only. They are sent when there is a line.",
                    capital(&count_words(count))
                ),
            };
            view! { <p class="on-device" role="status">{words}{refused}</p> }
        })
    }
}

/// Sends what waits: for an app that does not show it now.
pub async fn send_waiting(person: PersonId) {
    let _ = send_all(person).await;
}

/// Sends what waits. What the server will not have stays, with its words for whoever wrote it.
async fn send_all(person: PersonId) -> Option<String> {
    let mut refused = None;
    for name in drawer::names(&unsent_names(person)).await {
        let Some(text) = drawer::read(&name, KEPT).await else {
            continue;
        };
        let Ok(unsent) = serde_json::from_str::<Unsent>(&text) else {
            refused = Some("a record on this device cannot be read any more".to_owned());
            continue;
        };
        match api::take_step(unsent.case, &unsent.step).await {
            Ok(_) => drawer::forget(&name).await,
            Err(Failure::Offline) => return refused,
            Err(Failure::Refused(problem)) => {
                let field = problem.fields.first().map(|one| one.reason.clone());
                refused = Some(field.unwrap_or(problem.title));
            }
        }
    }
    refused
}
