//! Files in: what each is, what it would change, and then the change.

use std::convert::Infallible;
use std::future::Future;
use std::time::Duration;

use axum::Json;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, Multipart, Query, State};
use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use domain::access::Action;
use domain::api::{ImportNews, ImportProgress};
use serde::Deserialize;
use tokio::sync::{mpsc, watch};
use tokio::time::MissedTickBehavior;
use uuid::Uuid;

use super::body::Id;
use super::{Needs, Route, route};
use crate::App;
use crate::error::{Error, Result};
use crate::import::{self, MOST_BYTES, Source, Telling};
use crate::session::Visitor;

/// Added to the table of [`super::ROUTES`].
#[rustfmt::skip]
pub const ROUTES: &[Route] = &[
    route("POST", "/api/import",      Needs::Right(Action::Import), || post(load).layer(DefaultBodyLimit::max(LARGEST))),
    route("POST", "/api/import/{id}", Needs::Right(Action::Import), || post(take_in)),
];

/// Files and the words between them.
#[expect(clippy::cast_possible_truncation, reason = "256 MiB")]
const LARGEST: usize = MOST_BYTES as usize + 64 * 1024;
/// More parts than there are kinds of file are not an import.
const MOST_FILES: usize = 200;
/// Between two words on how far it is.
const BEAT: Duration = Duration::from_millis(100);
const TOO_LARGE: &str = "at most 256 MiB are taken at once; send the files in several goes";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Say what would change, and change nothing.
    #[serde(default)]
    dry_run: bool,
}

/// `POST /api/import?dry_run=true`: files as parts named `file`, read for the visitor's own authority.
/// A file that is refused is in the report with its reason, and then nothing is written. Answered with
/// the report, or as a stream that says how far it is.
pub async fn load(
    State(app): State<App>,
    visitor: Visitor,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
    headers: HeaderMap,
    body: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<Response> {
    visitor.must(Action::Import, &visitor.here())?;
    let Query(asked) = asked.map_err(|_| Error::field("dry_run", "dry_run is true or false"))?;
    let body = body.map_err(|_| Error::Malformed("send files as multipart/form-data".into()))?;
    let sources = files(body).await?;
    let loading = import::Loading {
        authority: visitor.actor.authority,
        as_at: None,
        by: visitor.name.clone(),
        dry_run: asked.dry_run,
    };
    if !is_followed(&headers) {
        let report = import::load(&app.pool, loading, sources).await?;
        return Ok(Json(report).into_response());
    }
    let (telling, told) = Telling::somebody(sources.len());
    let by = loading.by.clone();
    let work = async move {
        let mut run = import::look(&app.pool, &loading, sources, &telling).await?;
        if !asked.dry_run {
            let report = import::take_in(&app.pool, &mut run, &by, &telling).await?;
            return Ok(ImportNews::Done { report });
        }
        let report = run.report();
        let look = (!run.is_refused()).then(|| app.looks.keep(visitor.actor.person, run));
        Ok(ImportNews::Found { look, report })
    };
    Ok(followed(told, work))
}

/// `POST /api/import/{id}`: takes in what this person looked at, without sending it again. Where it is
/// not kept any more, or something else was taken in since, they are asked to look again.
pub async fn take_in(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<Uuid>,
    headers: HeaderMap,
) -> Result<Response> {
    visitor.must(Action::Import, &visitor.here())?;
    let person = visitor.actor.person;
    let Some(mut run) = app
        .looks
        .take(person, id)
        .filter(|run| run.authority == visitor.actor.authority)
    else {
        return Err(Error::Stale {
            title: "these files are not kept any more: look again at what would change".to_owned(),
            detail: String::new(),
        });
    };
    if !is_followed(&headers) {
        let telling = Telling::nobody();
        let report = import::take_in(&app.pool, &mut run, &visitor.name, &telling).await?;
        return Ok(Json(report).into_response());
    }
    let (telling, told) = Telling::somebody(run.files.len());
    let work = async move {
        let report = import::take_in(&app.pool, &mut run, &visitor.name, &telling).await?;
        Ok(ImportNews::Done { report })
    };
    Ok(followed(told, work))
}

async fn files(mut body: Multipart) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    while let Some(part) = body.next_field().await.map_err(broken)? {
        let Some(name) = part.file_name().map(str::to_owned) else {
            return Err(Error::field("file", "every part is a file"));
        };
        let bytes = part.bytes().await.map_err(broken)?;
        sources.push(Source { name, bytes });
        if sources.len() > MOST_FILES {
            return Err(Error::field("file", "at most 200 files are taken at once"));
        }
    }
    if sources.is_empty() {
        return Err(Error::field("file", "choose at least one file"));
    }
    Ok(sources)
}

/// Whether the caller wants to hear how far it is.
fn is_followed(headers: &HeaderMap) -> bool {
    headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/event-stream"))
}

/// Answers at once, says how far the work is as it goes, and last what came of it. Whoever goes away
/// while files are read stops the reading; what is being written is written whole.
fn followed(
    mut told: watch::Receiver<ImportProgress>,
    work: impl Future<Output = Result<ImportNews>> + Send + 'static,
) -> Response {
    let (to, mut events) = mpsc::channel::<Result<Event, Infallible>>(4);
    tokio::spawn(async move {
        let mut work = tokio::spawn(work);
        let mut beat = tokio::time::interval(BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let last = loop {
            tokio::select! {
                done = &mut work => break done,
                _ = beat.tick() => {
                    if told.has_changed().unwrap_or(false) {
                        let now = ImportNews::Progress(told.borrow_and_update().clone());
                        if to.send(Ok(said(&now))).await.is_err() {
                            return;
                        }
                    }
                }
                () = to.closed() => return,
            }
        };
        let last = last
            .unwrap_or_else(|broken| Err(Error::Internal(broken.into())))
            .unwrap_or_else(|error| ImportNews::Refused {
                problem: Box::new(error.problem()),
            });
        let _nobody_waits = to.send(Ok(said(&last))).await;
    });
    let events = futures::stream::poll_fn(move |context| events.poll_recv(context));
    Sse::new(events)
        .keep_alive(KeepAlive::new())
        .into_response()
}

fn said(news: &ImportNews) -> Event {
    Event::default()
        .json_data(news)
        .unwrap_or_else(|_| Event::default().comment("unsayable"))
}

fn broken(error: MultipartError) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Error::TooLarge(TOO_LARGE);
    }
    // A body cut at the limit in the middle of a part shows as a broken part.
    match error.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge(TOO_LARGE),
        _ => Error::Malformed("the files broke off on the way; send them again".to_owned()),
    }
}
