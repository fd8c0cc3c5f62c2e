//! One partnership on a page: its members by area, the support among them, their years.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::{MeasureYears, MemberSchool, PartnershipPage, SchoolRow};
use domain::risk::{areas_found, categorise, fill_gaps};
use domain::schools::{Key, PartnershipId, Phase, Urn, medians};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::body::Id;
use super::{district as page, schools as list};
use crate::App;
use crate::db::{decisions, district, evidence, schools};
use crate::error::{Error, Result};
use crate::scheme;
use crate::session::Visitor;

/// The measures drawn over the years: results of primaries and of secondaries, absence.
const PRIMARY: Key = Key::of("I10");
const SECONDARY: Key = Key::of("I15");
const ABSENCE: Key = Key::of("I30");

/// `GET /api/partnerships/{id}`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<PartnershipId>,
) -> Result<Json<PartnershipPage>> {
    visitor.must(Action::ReadDistrict, &visitor.here().partnership(Some(id)))?;
    let mut tx = visitor.begin(&app.pool).await?;
    let partnership = schools::partnership(&mut tx, id)
        .await?
        .ok_or(Error::NotFound)?;
    let mut rows = page::seen(&visitor, list::rows(&mut tx, &visitor).await?);
    rows.retain(|row| row.school.partnership == Some(id));
    let urns: BTreeSet<Urn> = rows.iter().map(|row| row.school.urn).collect();
    let mut support = district::given(&mut tx).await?;
    support.retain(|one| urns.contains(&one.from) || urns.contains(&one.to));
    Ok(Json(PartnershipPage {
        trends: trends(&mut tx, &rows).await?,
        members: members(&mut tx, rows).await?,
        partnership,
        support,
    }))
}

async fn members(conn: &mut PgConnection, rows: Vec<SchoolRow>) -> Result<Vec<MemberSchool>> {
    let today = OffsetDateTime::now_utc().date();
    let scheme = scheme::in_force(conn, today).await?;
    let urns: Vec<Urn> = rows.iter().map(|row| row.school.urn).collect();
    let loaded = evidence::loaded(conn).await?;
    let mut readings = evidence::latest(conn, &urns).await?;
    let decided = decisions::all(conn, &scheme, None).await?;
    let mut areas: BTreeMap<Urn, _> = rows
        .iter()
        .map(|row| {
            let school = &row.school;
            let of_school = readings.remove(&school.urn).unwrap_or_default();
            let of_school = fill_gaps(of_school, &scheme, school, &loaded, today);
            let last = decided.get(&school.urn).and_then(|all| all.first());
            let evidence = list::weigh(&scheme, school, &of_school, last);
            let now = categorise(&evidence, &scheme, today);
            (school.urn, areas_found(&scheme, &now))
        })
        .collect();
    Ok(page::watched(conn, &scheme, rows)
        .await?
        .into_iter()
        .map(|school| MemberSchool {
            areas: areas.remove(&school.urn).unwrap_or_default(),
            school,
        })
        .collect())
}

async fn trends(conn: &mut PgConnection, rows: &[SchoolRow]) -> Result<Vec<MeasureYears>> {
    let urns: Vec<Urn> = rows.iter().map(|row| row.school.urn).collect();
    // A single school is no community: its years are on its own page.
    let secondaries = rows
        .iter()
        .filter(|row| row.school.phase == Phase::Secondary)
        .count();
    let measures = [PRIMARY, ABSENCE, SECONDARY];
    let found = district::measured(conn, &urns, &measures).await?;
    Ok(measures
        .into_iter()
        .filter(|measure| *measure != SECONDARY || secondaries > 1)
        .map(|indicator| MeasureYears {
            indicator,
            years: found
                .get(&indicator)
                .map_or_else(Vec::new, |values| medians(values)),
        })
        .collect())
}
