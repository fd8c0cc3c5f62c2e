//! Support as evidence: what it brought to schools since rooms last decided on them, and how promptly it came.

use std::collections::BTreeMap;

use domain::calendar::Date;
use domain::meetings::{Past, ought_to_be_helped};
use domain::risk::Scheme;
use domain::schools::Urn;
use domain::support::{Flag, SupportSince, part};
use sqlx::postgres::PgConnection;

use crate::db::{decisions, support};
use crate::error::Result;
use crate::session::Visitor;

/// What support brought to each of these schools since a day, as far as this visitor reads each case.
pub async fn since(
    conn: &mut PgConnection,
    visitor: &Visitor,
    schools: &[(Urn, Option<Date>)],
) -> Result<BTreeMap<Urn, Vec<SupportSince>>> {
    let urns: Vec<Urn> = schools.iter().map(|(urn, _)| *urn).collect();
    let days: BTreeMap<Urn, Option<Date>> = schools.iter().copied().collect();
    let mut found: BTreeMap<Urn, Vec<SupportSince>> = BTreeMap::new();
    for case in support::cases_of(conn, &urns).await? {
        let Some(part) = part(&visitor.actor, &case.whose()) else {
            continue;
        };
        let urn = case.urn;
        let day = days.get(&urn).copied().flatten();
        if let Some(one) = case.since(day, part) {
            found.entry(urn).or_default().push(one);
        }
    }
    Ok(found)
}

/// The school's place in the present spell of needing help.
struct Spell {
    urn: Urn,
    name: String,
    /// The room put it there; none: the rules do, and no room has yet.
    decided: Option<Date>,
}

/// Which of these schools ought to be helped, since when, and what was done.
pub async fn flags(
    conn: &mut PgConnection,
    scheme: &Scheme,
    today: Date,
    schools: &[domain::api::DistrictSchool],
) -> Result<Vec<Flag>> {
    let mut decided = decisions::all(conn, scheme, None).await?;
    let spells: Vec<Spell> = schools
        .iter()
        .filter_map(|school| {
            let past = decided.remove(&school.urn).unwrap_or_default();
            let past: Vec<Past> = past.into_iter().map(|one| one.past).collect();
            let decided = ought_to_be_helped(scheme, &past, school.watched.band.known)?;
            Some(Spell {
                urn: school.urn,
                name: school.name.clone(),
                decided,
            })
        })
        .collect();
    let until: Vec<(Urn, Date)> = spells
        .iter()
        .map(|one| (one.urn, one.decided.unwrap_or(today)))
        .collect();
    let came = support::newest_before(conn, &until).await?;
    let flagged = |one: &Spell| {
        let day = came.get(&one.urn).copied();
        day.or(one.decided).unwrap_or(today)
    };
    let from: Vec<(Urn, Date)> = spells.iter().map(|one| (one.urn, flagged(one))).collect();
    let first = support::first_visit_after(conn, &from).await?;
    let mut furthest = BTreeMap::new();
    for case in support::summaries(conn).await? {
        if !case.stage.over() {
            let stage = furthest.entry(case.urn).or_insert(case.stage);
            *stage = stage.further(case.stage);
        }
    }
    Ok(spells
        .into_iter()
        .map(|one| Flag {
            flagged: flagged(&one),
            first: first.get(&one.urn).copied(),
            support: furthest.get(&one.urn).copied(),
            urn: one.urn,
            name: one.name,
            decided: one.decided,
        })
        .collect())
}
