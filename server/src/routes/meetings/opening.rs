//! How the schools of a meeting are as it opens: evidence is frozen, and what was before stands beside it.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::access::Action;
use domain::api::{MeetingRow, OpenMeeting};
use domain::calendar::Date;
use domain::meetings::{Change, Meeting, Opening, Purpose, Reply};
use domain::risk::{Scheme, Unit, fill_gaps};
use domain::schools::{ChangeId, Finding, Key, Known, Reading, School, Sensitivity, Urn};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::rows;
use crate::App;
use crate::db::{decisions, evidence, known, letters, log, meetings, people, rules, schools};
use crate::error::{Error, Result};
use crate::routes::body::Body;
use crate::scheme;
use crate::session::Visitor;

/// Earlier values a meeting shows of a measure.
const YEARS: usize = 6;

/// The longest title of a meeting, characters.
const LONGEST_TITLE: usize = 200;

/// `POST /api/meetings`: evidence is frozen as it is now. Opening twice is one meeting.
pub async fn open(
    State(app): State<App>,
    visitor: Visitor,
    Body(asked): Body<OpenMeeting>,
) -> Result<(StatusCode, Json<MeetingRow>)> {
    let here = visitor.here().partnership(Some(asked.partnership));
    visitor.must(Action::OpenMeeting, &here)?;
    let title = asked.title.trim();
    if title.is_empty() || title.chars().count() > LONGEST_TITLE {
        return Err(Error::field(
            "title",
            format!("a title has 1 to {LONGEST_TITLE} characters"),
        ));
    }
    let mut tx = visitor.begin(&app.pool).await?;
    let partnership = schools::partnership(&mut tx, asked.partnership)
        .await?
        .ok_or(Error::NotFound)?;
    let today = OffsetDateTime::now_utc().date();
    rules::hold(&mut tx).await?;
    let scheme = scheme::in_force(&mut tx, today).await?;
    let document = scheme::document(&scheme)?;
    let meeting = Meeting {
        id: asked.id,
        title: title.to_owned(),
        partnership: partnership.id,
        partnership_name: partnership.name,
        on: asked.on,
        scheme: scheme.name.clone(),
        scheme_version: scheme.version,
        chair: visitor.by(),
        frozen: today,
    };
    let openings = freeze(&mut tx, &meeting, &scheme).await?;
    let authority = visitor.actor.authority;
    let opened = meetings::open(&mut tx, authority, &meeting, &document, &openings).await?;
    let purpose = asked.purpose;
    if opened && purpose != Purpose::Routine {
        let (by, change) = (visitor.by(), Change::Purpose { purpose });
        let id = ChangeId(asked.id.0);
        log::record(&mut tx, authority, asked.id, id, &by, &change, None).await?;
    }
    let row = rows(&mut tx, &visitor)
        .await?
        .into_iter()
        .find(|row| row.meeting.id == asked.id)
        .ok_or(Error::NotFound)?;
    tx.commit().await?;
    let same = row.meeting.title == meeting.title
        && row.meeting.on == meeting.on
        && row.meeting.partnership == meeting.partnership;
    match (opened, same) {
        (true, _) => Ok((StatusCode::CREATED, Json(row))),
        (false, true) => Ok((StatusCode::OK, Json(row))),
        (false, false) => Err(Error::field("id", "another meeting has that id")),
    }
}

/// How each open school of the partnership is now.
async fn freeze(
    conn: &mut PgConnection,
    meeting: &Meeting,
    scheme: &Scheme,
) -> Result<Vec<Opening>> {
    let mut listed: Vec<School> = schools::all(conn).await?;
    listed.retain(|school| {
        school.partnership == Some(meeting.partnership) && school.status.is_open()
    });
    let urns: Vec<Urn> = listed.iter().map(|school| school.urn).collect();
    let measures: Vec<Key> = scheme
        .indicators
        .iter()
        .filter(|indicator| indicator.unit != Unit::Choice)
        .map(|indicator| indicator.id)
        .collect();
    let loaded = evidence::loaded(conn).await?;
    let mut readings = evidence::latest(conn, &urns).await?;
    let mut history = evidence::series(conn, &urns, &measures, YEARS).await?;
    let mut decided = decisions::all(conn, scheme, None).await?;
    let mut before = decisions::last_evidence(conn, &urns).await?;
    let mut replies = meetings::replies(conn, &urns).await?;
    let mut said = known::of(conn, &urns).await?;
    let mut appeals = letters::open_appeals(conn, &urns).await?;
    let mut holders = people::holders(conn, &urns).await?;
    let mut carried = log::open_actions(conn, &urns).await?;
    Ok(listed
        .into_iter()
        .map(|school| {
            let of_school = readings.remove(&school.urn).unwrap_or_default();
            let readings = fill_gaps(of_school, scheme, &school, &loaded, meeting.frozen);
            let last = decided
                .remove(&school.urn)
                .and_then(|all| all.into_iter().next());
            let then = before.remove(&school.urn).unwrap_or_default();
            let mut series = history.remove(&school.urn).unwrap_or_default();
            series.retain(|_, values| values.len() > 1);
            Opening {
                last: last.map(|last| last.past),
                before: differing(&then, &readings),
                history: series,
                reply: replies.remove(&school.urn),
                known: for_the_room(said.remove(&school.urn), meeting.frozen),
                appeal: appeals.remove(&school.urn).map(|appeal| Reply {
                    text: appeal.text,
                    by: appeal.by,
                    on: appeal.at.day(),
                }),
                holders: holders.remove(&school.urn).unwrap_or_default(),
                carried: carried.remove(&school.urn).unwrap_or_default(),
                readings,
                school,
            }
        })
        .collect())
}

/// What people know and the room reads: what still counts, and nothing about a person. Newest last.
fn for_the_room(kept: Option<Vec<known::Kept>>, on: Date) -> Vec<Known> {
    let mut known: Vec<Known> = kept
        .unwrap_or_default()
        .into_iter()
        .map(|kept| kept.known)
        .filter(|one| one.entry.sensitivity == Sensitivity::School && one.counts(on))
        .collect();
    known.reverse();
    known
}

/// What was found at the last meeting, of what is otherwise now.
fn differing(then: &[Reading], now: &[Reading]) -> BTreeMap<Key, Finding> {
    then.iter()
        .filter(|old| {
            now.iter()
                .any(|new| new.indicator == old.indicator && new.seen.finding != old.seen.finding)
        })
        .map(|old| (old.indicator, old.seen.finding))
        .collect()
}
