//! Following a case: who looks at it is told that it moved on, and reads it again as far as it is theirs.

use axum::extract::State;
use axum::response::Response;
use domain::schools::CaseId;
use domain::support::part;

use crate::App;
use crate::db::support;
use crate::error::{Error, Result};
use crate::live::Place;
use crate::routes::body::Id;
use crate::routes::events;
use crate::session::{Visitor, Watcher};

/// `GET /api/support/{case}/events`
pub async fn moved(
    State(app): State<App>,
    Watcher(visitor): Watcher,
    Id(id): Id<CaseId>,
    from: events::From,
) -> Result<Response> {
    follows(&app, &visitor, id).await?;
    let place = Place::Case(visitor.actor.authority, id);
    events::answer(app, visitor, place, from.asked()).await
}

/// Whether this visitor has a part in the case.
pub async fn follows(app: &App, visitor: &Visitor, id: CaseId) -> Result<()> {
    let mut tx = visitor.begin(&app.pool).await?;
    let case = support::one(&mut tx, id).await?.ok_or(Error::NotFound)?;
    part(&visitor.actor, &case.whose()).ok_or(Error::NotFound)?;
    Ok(())
}
