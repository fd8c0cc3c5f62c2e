//! Schools: the list, and one on a page. What a person may not see of a school is not in the reply.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::State;
use domain::access::{Action, Resource};
use domain::api::{SchoolList, SchoolPage, SchoolRights, SchoolRisk, SchoolRow, Standing};
use domain::calendar::{Date, Moment};
use domain::meetings::{Past, holds};
use domain::risk::{Scheme, categorise, explain, fill_gaps};
use domain::schools::{Evidence, Key, LeaderId, Reading, School, Urn};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::body::Id;
use super::organisations::All;
use super::{known, support, telling};
use crate::App;
use crate::db::decisions::PastDecision;
use crate::db::{
    brokerage, contests, decisions, evidence, head_told, letters, meetings, people, schools,
};
use crate::error::{Error, Result};
use crate::scheme;
use crate::session::Visitor;

/// The measures a row draws: results of a primary, of a secondary, and absence.
const RESULTS: [Key; 2] = [Key::of("I10"), Key::of("I15")];
const ABSENCE: Key = Key::of("I30");
/// Years a small chart shows.
const YEARS: usize = 6;

/// `GET /api/schools`
pub async fn list(State(app): State<App>, visitor: Visitor) -> Result<Json<SchoolList>> {
    visitor.must_somewhere(Action::ReadSchool)?;
    let mut tx = visitor.begin(&app.pool).await?;
    let rows = rows(&mut tx, &visitor).await?;
    Ok(Json(SchoolList { rows, at: now() }))
}

/// This moment.
pub fn now() -> Moment {
    let millis = OffsetDateTime::now_utc().unix_timestamp_nanos() / 1_000_000;
    Moment(i64::try_from(millis).unwrap_or(i64::MAX))
}

/// Every school this person may see, with what they may see of it.
pub async fn rows(conn: &mut PgConnection, visitor: &Visitor) -> Result<Vec<SchoolRow>> {
    let told = head_told::all(conn).await?;
    let seen: Vec<School> = schools::all(conn)
        .await?
        .into_iter()
        .filter(|school| school.status.is_open())
        .filter(|school| visitor.may(Action::ReadSchool, &about(visitor, school, &told)))
        .collect();
    let open: Vec<Urn> = seen
        .iter()
        .filter(|school| visitor.may(Action::ReadCategory, &about(visitor, school, &told)))
        .map(|school| school.urn)
        .collect();
    let mut standings = standings(conn, &seen, &open).await?;
    let (into, out) = brokerage::agreed(conn).await?;
    let homes = homes(conn, &out).await?;
    Ok(seen
        .into_iter()
        .map(|school| {
            let mut standing = standings.remove(&school.urn);
            let reasons = visitor.may(Action::ReadEvidence, &about(visitor, &school, &told));
            if !reasons {
                standing = standing.map(without_reasons);
            }
            SchoolRow {
                standing,
                support_in: into.get(&school.urn).copied().unwrap_or(0),
                support_out: homes.get(&school.urn).copied().unwrap_or(0),
                school,
            }
        })
        .collect())
}

/// What is asked about a school.
pub fn about(visitor: &Visitor, school: &School, told: &BTreeMap<Urn, bool>) -> Resource {
    visitor
        .here()
        .school(school.urn)
        .partnership(school.partnership)
        .told(told.get(&school.urn).copied().unwrap_or(false))
}

/// A school this person may do this to.
pub async fn open(
    conn: &mut PgConnection,
    visitor: &Visitor,
    urn: Urn,
    action: Action,
) -> Result<Resource> {
    let school = schools::one(conn, urn).await?.ok_or(Error::NotFound)?;
    let told = head_told::all(conn).await?;
    let on = about(visitor, &school, &told);
    visitor.must(action, &on)?;
    Ok(on)
}

/// The category without what it was made from.
fn without_reasons(standing: Standing) -> Standing {
    let plain = |past: Past| Past {
        rationale: String::new(),
        suggested: None,
        suggested_risk: None,
        rests_on: Vec::new(),
        approval: None,
        ..past
    };
    Standing {
        main_reason: String::new(),
        unknown: 0,
        decided: standing.decided.map(plain),
        before: standing.before.map(plain),
        holds: None,
        results: Vec::new(),
        absence: Vec::new(),
        ..standing
    }
}

/// Half-days given by the leaders of each school.
async fn homes(
    conn: &mut PgConnection,
    out: &BTreeMap<LeaderId, u32>,
) -> Result<BTreeMap<Urn, u32>> {
    let mut homes = BTreeMap::new();
    if out.is_empty() {
        return Ok(homes);
    }
    for leader in brokerage::leaders(conn).await? {
        if let (Some(home), Some(given)) = (leader.home, out.get(&leader.id)) {
            *homes.entry(home).or_default() += given;
        }
    }
    Ok(homes)
}

/// Where each of these schools stands by the rules in force, today.
async fn standings(
    conn: &mut PgConnection,
    seen: &[School],
    open: &[Urn],
) -> Result<BTreeMap<Urn, Standing>> {
    if open.is_empty() {
        return Ok(BTreeMap::new());
    }
    let today = OffsetDateTime::now_utc().date();
    let scheme = scheme::in_force(conn, today).await?;
    let wanted: BTreeSet<Urn> = open.iter().copied().collect();
    let loaded = evidence::loaded(conn).await?;
    let mut readings = evidence::latest(conn, open).await?;
    let mut decided = decisions::all(conn, &scheme, None).await?;
    let measures = [RESULTS[0], RESULTS[1], ABSENCE];
    let series = evidence::series(conn, open, &measures, YEARS).await?;
    Ok(seen
        .iter()
        .filter(|school| wanted.contains(&school.urn))
        .map(|school| {
            let of_school = readings.remove(&school.urn).unwrap_or_default();
            let of_school = fill_gaps(of_school, &scheme, school, &loaded, today);
            let decided = decided.remove(&school.urn).unwrap_or_default();
            let drawn = series.get(&school.urn);
            let standing = standing(&scheme, school, &of_school, decided, drawn, today);
            (school.urn, standing)
        })
        .collect())
}

fn standing(
    scheme: &Scheme,
    school: &School,
    readings: &[Reading],
    decided: Vec<PastDecision>,
    drawn: Option<&BTreeMap<Key, Vec<Option<i32>>>>,
    today: Date,
) -> Standing {
    let evidence = weigh(scheme, school, readings, decided.first());
    let now = categorise(&evidence, scheme, today);
    let reasons = explain(scheme, &evidence, &now);
    let drawn_of = |key: &Key| drawn.and_then(|drawn| drawn.get(key)).cloned();
    let steady = decided
        .iter()
        .take_while(|one| one.past.band == decided[0].past.band)
        .count();
    let mut decided = decided.into_iter();
    let last = decided.next();
    Standing {
        band: now.band,
        risk: now.risk,
        owner: now.owner,
        causing_concern: now.causing_concern,
        main_reason: reasons.main,
        unknown: u32::try_from(now.judged.iter().filter(|one| one.is_open()).count())
            .unwrap_or(u32::MAX),
        next_review: last.as_ref().and_then(|last| last.past.review),
        holds: last.as_ref().map(|last| holds(&last.past, &now, today)),
        decided: last.map(|last| last.past),
        before: decided.next().map(|before| before.past),
        steady: u32::try_from(steady).unwrap_or(u32::MAX),
        results: RESULTS.iter().find_map(drawn_of).unwrap_or_default(),
        absence: drawn_of(&ABSENCE).unwrap_or_default(),
    }
}

/// Readings as the rules look at them.
pub fn weigh(
    scheme: &Scheme,
    school: &School,
    readings: &[Reading],
    last: Option<&PastDecision>,
) -> Evidence {
    let seen = readings
        .iter()
        .map(|reading| (reading.indicator, reading.seen));
    Evidence::new(school.phase, school.setting, seen)
        .after(last.map(|last| last.past.prior(scheme)))
}

/// `GET /api/schools/{urn}`
pub async fn page(
    State(app): State<App>,
    visitor: Visitor,
    Id(urn): Id<Urn>,
) -> Result<Json<SchoolPage>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let school = schools::one(&mut tx, urn).await?.ok_or(Error::NotFound)?;
    let told = head_told::all(&mut tx).await?;
    let on = about(&visitor, &school, &told);
    visitor.must(Action::ReadSchool, &on)?;
    let partnership = match school.partnership {
        Some(id) => schools::partnership(&mut tx, id).await?,
        None => None,
    };
    let today = OffsetDateTime::now_utc().date();
    let scheme = scheme::in_force(&mut tx, today).await?;
    let decided = decisions::all(&mut tx, &scheme, Some(urn)).await?;
    let decided = decided.into_iter().next().map(|(_, all)| all);
    let decided = decided.unwrap_or_default();
    // Evidence gives the category away and a category its evidence: both or neither.
    let risk = if visitor.may(Action::ReadCategory, &on) && visitor.may(Action::ReadEvidence, &on) {
        Some(
            risk(
                &mut tx,
                (&visitor, &on),
                (&scheme, today),
                &school,
                &decided,
            )
            .await?,
        )
    } else {
        None
    };
    let mut needs = Vec::new();
    if visitor.may(Action::ReadNeeds, &on) {
        needs = brokerage::needs(&mut tx).await?;
        needs.retain(|need| need.draft.urn == urn);
    }
    let mut telling = None;
    if visitor.may(Action::Decide, &on) {
        telling = telling::last(&mut tx, urn).await?;
    }
    let mut reply = None;
    if risk.is_some() || visitor.may(Action::Reply, &on) {
        reply = meetings::replies(&mut tx, &[urn]).await?.remove(&urn);
    }
    let last = decided.first();
    let mut letter = false;
    if let Some(last) = last.filter(|_| risk.is_some()) {
        letter = letters::issued(&mut tx, last.meeting, urn).await?.is_some();
    }
    // Since when a room looked at it is told to those who see what it decided.
    let day = last.filter(|_| risk.is_some()).map(|last| last.past.on);
    let support = support::since(&mut tx, &visitor, &[(urn, day)])
        .await?
        .remove(&urn)
        .unwrap_or_default();
    let mut belongs = Vec::new();
    if visitor.may(Action::ReadOrganisations, &visitor.here()) {
        belongs = All::read(&mut tx).await?.belongs(&school, today);
    }
    Ok(Json(SchoolPage {
        belongs,
        support,
        letter,
        reply,
        rights: rights(&visitor, &on, urn, last),
        school,
        partnership,
        risk,
        needs,
        telling,
    }))
}

async fn risk(
    conn: &mut PgConnection,
    (visitor, on): (&Visitor, &Resource),
    (scheme, today): (&Scheme, Date),
    school: &School,
    decided: &[PastDecision],
) -> Result<SchoolRisk> {
    let loaded = evidence::loaded(conn).await?;
    let readings = evidence::latest(conn, &[school.urn])
        .await?
        .remove(&school.urn)
        .unwrap_or_default();
    let readings = fill_gaps(readings, scheme, school, &loaded, today);
    let evidence = weigh(scheme, school, &readings, decided.first());
    let suggestion = categorise(&evidence, scheme, today);
    let coming = if visitor.may(Action::ReadMeeting, on) {
        meetings::coming(conn, school.urn, today).await?
    } else {
        Vec::new()
    };
    Ok(SchoolRisk {
        readings,
        suggestion,
        next_review: decided.first().and_then(|last| last.past.review),
        decisions: decided.iter().map(|one| one.past.clone()).collect(),
        history: evidence::history(conn, &[school.urn])
            .await?
            .remove(&school.urn)
            .unwrap_or_default(),
        known: known::readable(conn, visitor, on, school.urn).await?,
        contests: contests::of(conn, &[school.urn])
            .await?
            .remove(&school.urn)
            .unwrap_or_default(),
        people: people::around(conn, school.urn, school.partnership).await?,
        coming,
    })
}

fn rights(visitor: &Visitor, on: &Resource, urn: Urn, last: Option<&PastDecision>) -> SchoolRights {
    let own = visitor.actor.schools.contains(&urn);
    let second = last.is_some_and(|last| last.decided_by != visitor.actor.person);
    SchoolRights {
        record: visitor.may(Action::RecordEvidence, on),
        personal: visitor.may(Action::ReadPersonal, on),
        contest: visitor.may(Action::Contest, on),
        reply: visitor.may(Action::Reply, on),
        approve: second && !own && visitor.may(Action::Approve, on),
    }
}
