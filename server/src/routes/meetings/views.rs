//! A view of one's own, before the suggestion is shown: kept where nobody reads it.

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::{GiveView, ViewsGiven};
use domain::meetings::{Board, Change, Refusal};
use domain::risk::Scheme;
use domain::schools::MeetingId;
use sqlx::postgres::PgConnection;

use super::{board, load, not_their_own, refused};
use crate::App;
use crate::db::{meetings, views};
use crate::error::Result;
use crate::live::Place;
use crate::routes::body::{Body, Id};
use crate::scheme;
use crate::session::Visitor;

/// `POST /api/meetings/{id}/views`: answered with how many have given one of that school.
pub async fn give(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<MeetingId>,
    Body(view): Body<GiveView>,
) -> Result<Json<ViewsGiven>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let mut kept = load(&mut tx, &visitor, id, Action::TakePart).await?;
    not_their_own(&visitor, view.urn)?;
    // Under the lock of the meeting, so that none comes after they were shown.
    kept.closed = meetings::lock(&mut tx, id).await?;
    let scheme = scheme::read(&kept.scheme)?;
    let by = visitor.by();
    board(&mut tx, &kept, Some(view.urn), None)
        .await?
        .check_view(&scheme, view.urn, view.band, &by.name)
        .map_err(refused)?;
    let authority = visitor.actor.authority;
    views::give(&mut tx, authority, (id, view.id, view.urn), &by, view.band).await?;
    let given = views::given(&mut tx, id).await?;
    tx.commit().await?;
    app.live.wake(Place::Meeting(authority, id));
    let of_school = given.into_iter().find(|one| one.urn == view.urn);
    Ok(Json(of_school.unwrap_or(ViewsGiven {
        urn: view.urn,
        given: 0,
    })))
}

/// The change with what only the server knows: how the views were spread that nobody has read.
pub async fn filled_in(
    conn: &mut PgConnection,
    scheme: &Scheme,
    board: &Board,
    change: &Change,
) -> Result<Change> {
    let Change::ShowViews { urn, .. } = change else {
        return Ok(change.clone());
    };
    let item = board.items.get(urn);
    let item = item.ok_or_else(|| refused(Refusal::NotOnAgenda))?;
    let spread = views::spread(conn, scheme, board.meeting.id, item).await?;
    Ok(Change::ShowViews {
        urn: *urn,
        spread: Some(spread),
    })
}
