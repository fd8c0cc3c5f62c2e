//! "Never a surprise": that a head has heard what was decided of their school, or why not, is recorded
//! here; until then nobody outside the room sees it.

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::{TellHead, Telling};
use domain::schools::Urn;
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::body::{Body, Id};
use super::schools::about;
use crate::App;
use crate::db::{decisions, head_told, meetings, schools};
use crate::error::{Error, Result};
use crate::scheme;
use crate::session::Visitor;

/// The longest account of how, characters.
const LONGEST: usize = 400;

/// What was last decided of this school, and whether its head has heard. None: nothing is decided yet.
pub async fn last(conn: &mut PgConnection, urn: Urn) -> Result<Option<Telling>> {
    let scheme = scheme::in_force(conn, OffsetDateTime::now_utc().date()).await?;
    let Some(decided) = decisions::last(conn, &scheme, urn).await? else {
        return Ok(None);
    };
    let Some(kept) = meetings::one(conn, decided.meeting).await? else {
        return Ok(None);
    };
    Ok(Some(Telling {
        meeting: decided.meeting,
        on: decided.past.on,
        closed: kept.closed,
        told: head_told::of(conn, decided.meeting, urn).await?,
    }))
}

/// `POST /api/schools/{urn}/told`. Said twice is recorded once: the first word stands and is answered.
pub async fn record(
    State(app): State<App>,
    visitor: Visitor,
    Id(urn): Id<Urn>,
    Body(asked): Body<TellHead>,
) -> Result<Json<Telling>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let school = schools::one(&mut tx, urn).await?.ok_or(Error::NotFound)?;
    let told = head_told::all(&mut tx).await?;
    visitor.must(Action::Decide, &about(&visitor, &school, &told))?;
    let how = asked.how.trim();
    if how.is_empty() || how.chars().count() > LONGEST {
        return Err(Error::field(
            "how",
            format!("say in 1 to {LONGEST} characters how the head was told, or why not"),
        ));
    }
    let Some(last) = last(&mut tx, urn).await? else {
        return Err(Error::field(
            "meeting",
            "no meeting has decided on this school yet",
        ));
    };
    if last.meeting != asked.meeting {
        return Err(Error::Stale {
            title: "another meeting has decided on this school since".to_owned(),
            detail: "Open the page again to see what it decided.".to_owned(),
        });
    }
    if !last.closed {
        return Err(Error::field(
            "meeting",
            "the meeting is still in progress and may change its mind: close it first",
        ));
    }
    let scheme = scheme::in_force(&mut tx, OffsetDateTime::now_utc().date()).await?;
    let waits = decisions::last(&mut tx, &scheme, urn)
        .await?
        .and_then(|last| last.past.why_not_told());
    if let Some(words) = waits {
        return Err(Error::field("meeting", words));
    }
    let by = visitor.actor.person;
    head_told::record(&mut tx, visitor.actor.authority, last.meeting, urn, by, how).await?;
    let told = head_told::of(&mut tx, last.meeting, urn).await?;
    tx.commit().await?;
    Ok(Json(Telling { told, ..last }))
}
