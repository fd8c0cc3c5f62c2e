//! Meetings: open one, look at one, change one, and hear what others change.

mod opening;
mod views;

pub use opening::open;
pub use views::give;

use axum::Json;
use axum::extract::State;
use domain::access::{Action, Resource, may};
use domain::api::{DisplayLink, MeetingPage, MeetingRow};
use domain::meetings::{Board, Change, Meeting, Proposed, Recorded, Refusal};
use domain::risk::{Scheme, explain};
use domain::schools::{ChangeId, EntryId, MeetingId, Reading, Urn};
use sqlx::postgres::PgConnection;

use super::body::{Body, Id};
use super::{events, support};
use crate::App;
use crate::db::decisions::Decided;
use crate::db::meetings::Kept;
use crate::db::{
    contests, decisions, evidence, known, log, meetings, people, sessions, views as own_views,
};
use crate::error::{Error, Result};
use crate::live::Place;
use crate::scheme;
use crate::session::{Visitor, Watcher, link_display};

/// `GET /api/meetings`
pub async fn list(State(app): State<App>, visitor: Visitor) -> Result<Json<Vec<MeetingRow>>> {
    visitor.must_somewhere(Action::ReadMeeting)?;
    let mut tx = visitor.begin(&app.pool).await?;
    Ok(Json(rows(&mut tx, &visitor).await?))
}

/// The meetings this person may read, newest first.
pub async fn rows(conn: &mut PgConnection, visitor: &Visitor) -> Result<Vec<MeetingRow>> {
    let mut rows = meetings::all(conn).await?;
    rows.retain(|row| visitor.may(Action::ReadMeeting, &about(visitor, &row.meeting)));
    Ok(rows)
}

/// What is asked about a meeting.
pub fn about(visitor: &Visitor, meeting: &Meeting) -> Resource {
    visitor
        .here()
        .partnership(Some(meeting.partnership))
        .meeting(meeting.id)
}

/// A meeting this person may do this in.
pub async fn load(
    conn: &mut PgConnection,
    visitor: &Visitor,
    id: MeetingId,
    action: Action,
) -> Result<Kept> {
    let kept = meetings::one(conn, id).await?.ok_or(Error::NotFound)?;
    visitor.must(action, &about(visitor, &kept.meeting))?;
    Ok(kept)
}

/// `GET /api/meetings/{id}`
pub async fn page(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<MeetingId>,
) -> Result<Json<MeetingPage>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let kept = load(&mut tx, &visitor, id, Action::ReadMeeting).await?;
    let openings = meetings::openings(&mut tx, id).await?;
    let changes = log::changes_since(&mut tx, id, 0).await?;
    let place = Place::Meeting(visitor.actor.authority, id);
    let views = own_views::given(&mut tx, id).await?;
    let own_views = own_views::given_by(&mut tx, id, visitor.actor.person).await?;
    let schools: Vec<_> = openings
        .iter()
        .map(|one| (one.school.urn, one.last.as_ref().map(|last| last.on)))
        .collect();
    let support = support::since(&mut tx, &visitor, &schools).await?;
    Ok(Json(MeetingPage {
        support,
        meeting: kept.meeting,
        scheme: scheme::read(&kept.scheme)?,
        openings,
        changes,
        present: app.live.people(place),
        views,
        own_views,
    }))
}

/// `POST /api/meetings/{id}/changes`: recorded once however often it is sent.
pub async fn change(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<MeetingId>,
    Body(proposed): Body<Proposed>,
) -> Result<Json<Recorded>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let mut kept = load(&mut tx, &visitor, id, needed(&proposed.change)).await?;
    allowed(&visitor, &kept.meeting, &proposed.change)?;
    may_chair(&mut tx, &visitor, &kept.meeting, &proposed.change).await?;
    kept.closed = meetings::lock(&mut tx, id).await?;
    if let Some(recorded) = log::change(&mut tx, id, proposed.id).await? {
        return once_more(&visitor, &proposed, recorded).map(Json);
    }
    let recorded = record(&mut tx, &visitor, &kept, &proposed).await?;
    tx.commit().await?;
    app.live.wake(Place::Meeting(visitor.actor.authority, id));
    Ok(Json(recorded))
}

/// The right each change needs. Whoever takes the chair is somebody who may decide.
fn needed(change: &Change) -> Action {
    match change {
        Change::Decide { .. }
        | Change::Chair { .. }
        | Change::Show { .. }
        | Change::AskViews { .. }
        | Change::ShowViews { .. }
        | Change::Pace { .. }
        | Change::Purpose { .. }
        | Change::Close => Action::Decide,
        _ => Action::TakePart,
    }
}

/// Nobody decides on their own school, and only the lead officer stands behind a pair that the scheme
/// refuses.
fn allowed(visitor: &Visitor, meeting: &Meeting, change: &Change) -> Result<()> {
    let Change::Decide { urn, decision } = change else {
        return Ok(());
    };
    not_their_own(visitor, *urn)?;
    let confirms = decision.confirmed.is_some();
    if confirms && !visitor.may(Action::ConfirmRefusedPair, &about(visitor, meeting)) {
        return Err(Error::Forbidden(
            "only the authority's lead officer can confirm what the scheme refuses",
        ));
    }
    Ok(())
}

/// Nobody judges their own school.
fn not_their_own(visitor: &Visitor, urn: Urn) -> Result<()> {
    if visitor.actor.schools.contains(&urn) {
        Err(Error::Forbidden(
            "this is your own school: somebody else has to decide",
        ))
    } else {
        Ok(())
    }
}

/// The chair goes to somebody who may decide here, under the name they have.
async fn may_chair(
    conn: &mut PgConnection,
    visitor: &Visitor,
    meeting: &Meeting,
    change: &Change,
) -> Result<()> {
    let Change::Chair { to } = change else {
        return Ok(());
    };
    let about = about(visitor, meeting);
    let profile = people::profile(conn, visitor.actor.authority, to.id).await?;
    let fits = profile.is_some_and(|profile| {
        profile.name == to.name && may(&profile.actor, Action::Decide, &about)
    });
    if fits {
        Ok(())
    } else {
        Err(Error::field(
            "to",
            "the chair can only be handed to somebody who decides for this partnership",
        ))
    }
}

/// The same change again is the same record; another under its id is a mistake of the sender's, and
/// somebody else's is not shown.
fn once_more(visitor: &Visitor, proposed: &Proposed, recorded: Recorded) -> Result<Recorded> {
    if recorded.change.as_asked() == proposed.change.as_asked()
        && recorded.by.id == visitor.actor.person
    {
        Ok(recorded)
    } else {
        Err(Error::field("id", "another change has that id"))
    }
}

/// Checks a change against the log, under the meeting's lock, and adds it with all that follows.
async fn record(
    conn: &mut PgConnection,
    visitor: &Visitor,
    kept: &Kept,
    proposed: &Proposed,
) -> Result<Recorded> {
    let scheme = scheme::read(&kept.scheme)?;
    let mut board = board(conn, kept, proposed.change.urn(), proposed.change.answers()).await?;
    board
        .check(&scheme, proposed, visitor.actor.person)
        .map_err(refused)?;
    let before = board.before(&proposed.change);
    let change = views::filled_in(conn, &scheme, &board, &proposed.change).await?;
    let recorded = log::record(
        conn,
        visitor.actor.authority,
        kept.meeting.id,
        proposed.id,
        &visitor.by(),
        &change,
        before.as_ref(),
    )
    .await?;
    board.apply(&recorded);
    follow(conn, visitor, &scheme, &board, &recorded).await?;
    Ok(recorded)
}

fn refused(refusal: Refusal) -> Error {
    Error::Refused(Box::new(refusal))
}

/// The board as far as this change looks at it: one school, the change it answers, who is in the chair, and
/// whether the meeting is closed.
async fn board(
    conn: &mut PgConnection,
    kept: &Kept,
    urn: Option<Urn>,
    answered: Option<ChangeId>,
) -> Result<Board> {
    let id = kept.meeting.id;
    let opening = match urn {
        Some(urn) => meetings::opening(conn, id, urn).await?,
        None => None,
    };
    let mut board = Board::open(kept.meeting.clone(), opening.into_iter().collect());
    let mut changes = log::last_of(conn, id, urn).await?;
    if let Some(answered) = answered
        && changes.iter().all(|one| one.id != answered)
    {
        changes.extend(log::change(conn, id, answered).await?);
        changes.sort_by_key(|one| one.seq);
    }
    for recorded in changes {
        board.apply(&recorded);
    }
    board.closed |= kept.closed;
    Ok(board)
}

/// What a change makes besides its line in the log: a reading, a decision, the end of projectors.
async fn follow(
    conn: &mut PgConnection,
    visitor: &Visitor,
    scheme: &Scheme,
    board: &Board,
    recorded: &Recorded,
) -> Result<()> {
    let authority = visitor.actor.authority;
    let meeting = &board.meeting;
    match &recorded.change {
        Change::Record { urn, indicator, .. } => {
            let cell = board
                .items
                .get(urn)
                .and_then(|item| item.cells.get(indicator));
            if let Some(cell) = cell {
                let (id, reading) = (Some(meeting.id), &cell.reading);
                evidence::add(conn, authority, *urn, reading, id).await?;
                let (indicator, finding) = (reading.indicator, reading.seen.finding);
                let by = &recorded.by;
                contests::settle_by_room(conn, authority, *urn, indicator, finding, by).await?;
            }
        }
        Change::Know { urn, entry } => {
            let id = (*urn, EntryId(recorded.id.0));
            let (by, meeting) = (&recorded.by, Some(meeting.id));
            known::add(conn, authority, id, entry, by, meeting).await?;
        }
        Change::Decide { urn, decision } => {
            let item = board
                .items
                .get(urn)
                .ok_or_else(|| refused(Refusal::NotOnAgenda))?;
            let suggestion = item.suggestion(scheme, meeting.on);
            let readings: Vec<Reading> = item
                .cells
                .values()
                .map(|cell| cell.reading.clone())
                .collect();
            let decided = Decided {
                meeting: meeting.id,
                seq: recorded.seq,
                urn: *urn,
                on: meeting.on,
                decision,
                outcome: board.outcome(scheme, item, decision).map_err(refused)?,
                scheme: (&meeting.scheme, meeting.scheme_version),
                reasons: &explain(scheme, &item.evidence(scheme), &suggestion),
                suggestion: &suggestion,
                evidence: &readings,
                by: &recorded.by,
            };
            decisions::keep(conn, authority, &decided).await?;
        }
        Change::Close => sessions::end_displays(conn, meeting.id).await?,
        _ => {}
    }
    Ok(())
}

/// `POST /api/meetings/{id}/display`: a link for another device to show this meeting and nothing else.
pub async fn display(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<MeetingId>,
) -> Result<Json<DisplayLink>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let kept = load(&mut tx, &visitor, id, Action::Decide).await?;
    if kept.closed {
        return Err(refused(Refusal::Closed));
    }
    let token = link_display(&mut tx, &visitor, id).await?;
    tx.commit().await?;
    Ok(Json(DisplayLink {
        href: format!("/meetings/{id}/projector#{token}"),
        token,
    }))
}

/// `GET /api/meetings/{id}/events`
pub async fn events(
    State(app): State<App>,
    Watcher(visitor): Watcher,
    Id(id): Id<MeetingId>,
    from: events::From,
) -> Result<axum::response::Response> {
    let mut tx = visitor.begin(&app.pool).await?;
    load(&mut tx, &visitor, id, Action::ReadMeeting).await?;
    tx.commit().await?;
    let place = Place::Meeting(visitor.actor.authority, id);
    events::answer(app, visitor, place, from).await
}
