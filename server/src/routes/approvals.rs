//! A decision against the rules, and one for a band that is read twice, needs a second person: who did not
//! decide it, and whose school it is not.

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::ApproveDecision;
use domain::meetings::{Approval, LONGEST_APPROVAL};
use domain::schools::Urn;
use time::OffsetDateTime;

use super::body::{Body, Id};
use super::schools::open;
use crate::App;
use crate::db::decisions;
use crate::error::{Error, Result};
use crate::scheme;
use crate::session::Visitor;

/// `POST /api/schools/{urn}/approval`. The first word stands.
pub async fn approve(
    State(app): State<App>,
    visitor: Visitor,
    Id(urn): Id<Urn>,
    Body(asked): Body<ApproveDecision>,
) -> Result<Json<Approval>> {
    let mut tx = visitor.begin(&app.pool).await?;
    open(&mut tx, &visitor, urn, Action::Approve).await?;
    let words = asked.words.trim();
    if words.chars().count() > LONGEST_APPROVAL || (!asked.approved && words.is_empty()) {
        return Err(Error::field(
            "words",
            format!("say in 1 to {LONGEST_APPROVAL} characters why it goes back to the room"),
        ));
    }
    let scheme = scheme::in_force(&mut tx, OffsetDateTime::now_utc().date()).await?;
    let last = decisions::last(&mut tx, &scheme, urn)
        .await?
        .ok_or_else(|| Error::field("meeting", "no meeting has decided on this school yet"))?;
    let same = last.meeting == asked.meeting
        && last.past.band == asked.band
        && last.past.risk == asked.risk;
    if !same {
        return Err(Error::Stale {
            title: "the room has decided otherwise since".to_owned(),
            detail: "Open the page again to see what it decided.".to_owned(),
        });
    }
    if !last.past.asks_a_second_person() {
        return Err(Error::field(
            "meeting",
            "that decision is as the rules suggested: there is nothing to approve",
        ));
    }
    if last.decided_by == visitor.actor.person || visitor.actor.schools.contains(&urn) {
        return Err(Error::Forbidden(
            "a second person has to approve it: not who decided, nor anybody of the school",
        ));
    }
    let (authority, by) = (visitor.actor.authority, visitor.by());
    let decision = (last.meeting, last.seq, urn);
    let first =
        decisions::approve(&mut tx, authority, decision, &by, asked.approved, words).await?;
    let approval = decisions::last(&mut tx, &scheme, urn)
        .await?
        .and_then(|last| last.past.approval)
        .ok_or(Error::NotFound)?;
    let mine = approval.by == by.name && approval.approved == asked.approved;
    if !first && !mine {
        return Err(Error::Stale {
            title: format!("{} has looked at this already", approval.by),
            detail: approval.words,
        });
    }
    tx.commit().await?;
    Ok(Json(approval))
}
