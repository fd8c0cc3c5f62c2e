//! Files in: what each is, what it would change, and then the change.

use axum::Json;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, Multipart, Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::post;
use domain::access::Action;
use domain::api::ImportReport;
use serde::Deserialize;

use super::{Needs, Route, route};
use crate::App;
use crate::error::{Error, Result};
use crate::import::{self, MOST_BYTES, Source};
use crate::session::Visitor;

/// Added to the table of [`super::ROUTES`].
#[rustfmt::skip]
pub const ROUTES: &[Route] = &[
    route("POST", "/api/import", Needs::Right(Action::Import), || post(load).layer(DefaultBodyLimit::max(LARGEST))),
];

/// Files and the words between them.
#[expect(clippy::cast_possible_truncation, reason = "256 MiB")]
const LARGEST: usize = MOST_BYTES as usize + 64 * 1024;
/// More parts than there are kinds of file are not an import.
const MOST_FILES: usize = 200;
const TOO_LARGE: &str = "at most 256 MiB are taken at once; send the files in several goes";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Say what would change, and change nothing.
    #[serde(default)]
    dry_run: bool,
}

/// `POST /api/import?dry_run=true`: files as parts named `file`, read for the visitor's own authority.
/// A file that is refused is in the report with its reason, and then nothing is written.
pub async fn load(
    State(app): State<App>,
    visitor: Visitor,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
    body: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<Json<ImportReport>> {
    visitor.must(Action::Import, &visitor.here())?;
    let Query(asked) = asked.map_err(|_| Error::field("dry_run", "dry_run is true or false"))?;
    let mut body =
        body.map_err(|_| Error::Malformed("send files as multipart/form-data".into()))?;
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
    let loading = import::Loading {
        authority: visitor.actor.authority,
        as_at: None,
        by: visitor.name.clone(),
        dry_run: asked.dry_run,
    };
    import::load(&app.pool, loading, sources).await.map(Json)
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
