//! The school's own words about its evidence: the head writes them, every screen of the room shows them. In
//! a meeting that is open already they arrive as they are sent; its evidence stays as it was.

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::SendReply;
use domain::meetings::{Change, LONGEST_REPLY, Reply};
use domain::schools::{ChangeId, MeetingId, Urn};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::body::{Body, Id};
use super::schools::open;
use crate::App;
use crate::db::{log, meetings};
use crate::error::{Error, Result};
use crate::live::Place;
use crate::session::Visitor;

/// `POST /api/schools/{urn}/reply`. Sent twice is sent once; another one later stands beside it.
pub async fn send(
    State(app): State<App>,
    visitor: Visitor,
    Id(urn): Id<Urn>,
    Body(asked): Body<SendReply>,
) -> Result<Json<Reply>> {
    let mut tx = visitor.begin(&app.pool).await?;
    open(&mut tx, &visitor, urn, Action::Reply).await?;
    let text = asked.text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_REPLY {
        return Err(Error::field(
            "text",
            format!("write 1 to {LONGEST_REPLY} characters"),
        ));
    }
    let reply = Reply {
        text: text.to_owned(),
        by: format!(
            "{}, {}",
            visitor.by().name,
            visitor.actor.role.words().to_lowercase()
        ),
        on: OffsetDateTime::now_utc().date(),
    };
    let authority = visitor.actor.authority;
    meetings::reply(&mut tx, authority, asked.id.0, urn, &reply).await?;
    let kept = meetings::reply_of(&mut tx, asked.id.0, urn)
        .await?
        .filter(|kept| kept.text == reply.text && kept.by == reply.by)
        .ok_or_else(|| Error::field("id", "another reply has that id"))?;
    let open = meetings::open_on(&mut tx, urn).await?;
    for meeting in &open {
        arrive(
            &mut tx,
            &visitor,
            *meeting,
            (ChangeId(asked.id.0), urn),
            &kept,
        )
        .await?;
    }
    tx.commit().await?;
    for meeting in open {
        app.live.wake(Place::Meeting(authority, meeting));
    }
    Ok(Json(kept))
}

/// Puts the words into the log of an open meeting, once.
async fn arrive(
    conn: &mut PgConnection,
    visitor: &Visitor,
    meeting: MeetingId,
    (id, urn): (ChangeId, Urn),
    reply: &Reply,
) -> Result<()> {
    let closed = meetings::lock(conn, meeting).await?;
    if closed || log::change(conn, meeting, id).await?.is_some() {
        return Ok(());
    }
    let change = Change::Replied {
        urn,
        reply: reply.clone(),
    };
    let (authority, by) = (visitor.actor.authority, visitor.by());
    log::record(conn, authority, meeting, id, &by, &change, None).await?;
    Ok(())
}
