//! How the schools of a meeting are as it opens: evidence is frozen, and what was before stands beside it.

use std::collections::BTreeMap;

use domain::calendar::Date;
use domain::meetings::{Meeting, Opening};
use domain::risk::{Scheme, Unit, fill_gaps};
use domain::schools::{Finding, Key, Known, Reading, School, Sensitivity, Urn};
use sqlx::postgres::PgConnection;

use crate::db::{decisions, evidence, known, letters, log, meetings, schools};
use crate::error::Result;

/// Earlier values a meeting shows of a measure.
const YEARS: usize = 6;

/// How each open school of the partnership is now.
pub async fn freeze(
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
    let mut decided = decisions::all(conn, None).await?;
    let mut before = decisions::last_evidence(conn, &urns).await?;
    let mut replies = meetings::replies(conn, &urns).await?;
    let mut said = known::of(conn, &urns).await?;
    let mut appeals = letters::open_appeals(conn, &urns).await?;
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
                appeal: appeals.remove(&school.urn),
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
