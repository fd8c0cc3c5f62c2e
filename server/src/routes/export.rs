//! The same table as CSV and as a workbook: a row for each school whose evidence a person may see.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::access::Action;
use time::OffsetDateTime;

use super::rules::{evidence_of, seen};
use crate::App;
use crate::error::{Error, Result};
use crate::export::{self, Table};
use crate::scheme;
use crate::session::Visitor;

pub const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /api/rules/export.csv`
pub async fn csv(State(app): State<App>, visitor: Visitor) -> Result<Response> {
    let (name, table) = table(&app, &visitor).await?;
    made(
        "text/csv; charset=utf-8",
        format!("{name}.csv"),
        move || export::csv(&table),
    )
    .await
}

/// `GET /api/rules/export.xlsx`
pub async fn xlsx(State(app): State<App>, visitor: Visitor) -> Result<Response> {
    let (name, table) = table(&app, &visitor).await?;
    made(WORKBOOK, format!("{name}.xlsx"), move || {
        export::xlsx(&table)
    })
    .await
}

/// The table, and the name of its file: the day and the version it was made under.
async fn table(app: &App, visitor: &Visitor) -> Result<(String, Table)> {
    visitor.must_somewhere(Action::ReadRules)?;
    let mut tx = visitor.begin(&app.pool).await?;
    let today = OffsetDateTime::now_utc().date();
    let scheme = scheme::in_force(&mut tx, today).await?;
    let seen = seen(&mut tx, visitor).await?;
    let evidence = evidence_of(&mut tx, &seen, today).await?;
    let name = format!(
        "levels-and-reasons-{today}-rules-version-{}",
        scheme.version
    );
    Ok((name, export::levels(&scheme, &seen, &evidence, today)))
}

/// A file, made where it holds nobody up.
pub async fn made(
    kind: &'static str,
    name: String,
    make: impl FnOnce() -> Result<Vec<u8>> + Send + 'static,
) -> Result<Response> {
    let bytes = tokio::task::spawn_blocking(make)
        .await
        .map_err(|error| Error::Internal(error.into()))??;
    let attached = format!("attachment; filename=\"{name}\"");
    let heads = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, attached),
    ];
    Ok((heads, bytes).into_response())
}
