//! The letter about what was last decided of a school, and the school's appeal against it.

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::{AppealDecision, IssueLetter, LetterPage};
use domain::calendar::Date;
use domain::meetings::{LONGEST_REPLY, Letter, Notice, Sender, letter, may_issue};
use domain::schools::{MeetingId, Urn};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::body::{Body, Id};
use super::minutes::from_the_log;
use super::schools::open;
use crate::App;
use crate::db::decisions::PastDecision;
use crate::db::{decisions, head_told, letters, meetings, people};
use crate::error::{Error, Result};
use crate::scheme;
use crate::session::Visitor;

/// What was last decided of a school, and how far it has got.
struct Last {
    decided: PastDecision,
    letter: Letter,
    notice: Notice,
    closed: bool,
}

async fn last(conn: &mut PgConnection, urn: Urn) -> Result<Option<Last>> {
    let scheme = scheme::in_force(conn, OffsetDateTime::now_utc().date()).await?;
    let Some(decided) = decisions::last(conn, &scheme, urn).await? else {
        return Ok(None);
    };
    let Some(kept) = meetings::one(conn, decided.meeting).await? else {
        return Ok(None);
    };
    let told = head_told::of(conn, decided.meeting, urn).await?;
    let told = told.map(|told| told.at.day());
    let reply = meetings::replies(conn, &[urn]).await?.remove(&urn);
    let notice = Notice::after(told, reply.map(|reply| reply.on));
    let minutes = from_the_log(conn, &kept).await?;
    let Some(item) = minutes.items().find(|item| item.urn == urn) else {
        return Ok(None);
    };
    let authority = people::authority(conn).await?;
    let authority = authority.map_or_else(String::new, |(authority, _)| authority.name);
    let sender = Sender {
        authority: &authority,
        partnership: &kept.meeting.partnership_name,
        on: kept.meeting.on,
        chair: minutes.chairs.last().map_or("", String::as_str),
        scheme: &minutes.scheme,
        answer_by: notice.answer_by,
    };
    let scheme = scheme::read(&kept.scheme)?;
    Ok(Some(Last {
        letter: letter(&scheme, &sender, item, &decided.past),
        decided,
        notice,
        closed: kept.closed,
    }))
}

/// `GET /api/schools/{urn}/letter`: the draft for those who decide, the letter for its head once it is
/// issued.
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Id(urn): Id<Urn>,
) -> Result<Json<LetterPage>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let on = open(&mut tx, &visitor, urn, Action::ReadSchool).await?;
    let decides = visitor.may(Action::Decide, &on);
    if !decides && !visitor.may(Action::ReadEvidence, &on) {
        return Err(Error::NotFound);
    }
    let last = last(&mut tx, urn).await?.ok_or(Error::NotFound)?;
    Ok(Json(page(&mut tx, urn, last, decides).await?))
}

async fn page(conn: &mut PgConnection, urn: Urn, last: Last, decides: bool) -> Result<LetterPage> {
    let today = OffsetDateTime::now_utc().date();
    let meeting = last.decided.meeting;
    let (letter, issued) = match letters::issued(conn, meeting, urn).await? {
        Some((letter, issued)) => (letter, Some(issued)),
        None if decides => (last.letter.clone(), None),
        None => return Err(Error::NotFound),
    };
    let held = if issued.is_some() {
        None
    } else {
        held(&last, today)
    };
    Ok(LetterPage {
        meeting,
        letter,
        told: last.notice.told,
        answer_by: last.notice.answer_by,
        answered: last.notice.answered,
        may_issue: decides && issued.is_none() && held.is_none(),
        held,
        appeal: letters::open_appeals(conn, &[urn]).await?.remove(&urn),
        may_appeal: !decides,
        issued,
    })
}

/// Why the letter cannot go yet.
fn held(last: &Last, today: Date) -> Option<String> {
    if !last.closed {
        return Some("the meeting is still in progress".to_owned());
    }
    may_issue(&last.notice, today)
        .err()
        .map(|fault| fault.to_string())
}

/// `POST /api/schools/{urn}/letter`. Issued twice is issued once.
pub async fn issue(
    State(app): State<App>,
    visitor: Visitor,
    Id(urn): Id<Urn>,
    Body(asked): Body<IssueLetter>,
) -> Result<Json<LetterPage>> {
    let mut tx = visitor.begin(&app.pool).await?;
    open(&mut tx, &visitor, urn, Action::Decide).await?;
    let last = about(&mut tx, urn, asked.meeting).await?;
    let before = letters::issued(&mut tx, asked.meeting, urn).await?;
    let today = OffsetDateTime::now_utc().date();
    if let Some(why) = held(&last, today).filter(|_| before.is_none()) {
        return Err(Error::field("meeting", why));
    }
    let (authority, by) = (visitor.actor.authority, visitor.by());
    let whose = (asked.meeting, urn);
    letters::issue(&mut tx, authority, whose, &last.letter, &by).await?;
    let page = page(&mut tx, urn, last, true).await?;
    tx.commit().await?;
    Ok(Json(page))
}

/// The last decision, if it is still the one that was looked at.
async fn about(conn: &mut PgConnection, urn: Urn, meeting: MeetingId) -> Result<Last> {
    let last = last(conn, urn).await?;
    let last =
        last.ok_or_else(|| Error::field("meeting", "no meeting has decided on this school yet"))?;
    if last.decided.meeting == meeting {
        return Ok(last);
    }
    Err(Error::Stale {
        title: "another meeting has decided on this school since".to_owned(),
        detail: "Open the page again to see what it decided.".to_owned(),
    })
}

/// `POST /api/schools/{urn}/appeal`: the school's own, once it was told. The first one stands.
pub async fn appeal(
    State(app): State<App>,
    visitor: Visitor,
    Id(urn): Id<Urn>,
    Body(asked): Body<AppealDecision>,
) -> Result<Json<LetterPage>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let on = open(&mut tx, &visitor, urn, Action::Reply).await?;
    visitor.must(Action::ReadEvidence, &on)?;
    let text = asked.text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_REPLY {
        return Err(Error::field(
            "text",
            format!("write 1 to {LONGEST_REPLY} characters"),
        ));
    }
    let last = about(&mut tx, urn, asked.meeting).await?;
    if letters::issued(&mut tx, asked.meeting, urn)
        .await?
        .is_none()
    {
        return Err(Error::field(
            "meeting",
            "the letter has not been issued yet: there is nothing to appeal against",
        ));
    }
    let (authority, by) = (visitor.actor.authority, visitor.by());
    letters::add_appeal(&mut tx, authority, (asked.meeting, urn), text, &by).await?;
    let page = page(&mut tx, urn, last, false).await?;
    tx.commit().await?;
    Ok(Json(page))
}
