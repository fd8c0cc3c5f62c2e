//! Every school at once: who moved, who was left behind, what came up between meetings.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::{DistrictPage, DistrictSchool, SchoolRow};
use domain::meetings::{Past, Watched};
use domain::risk::Scheme;
use domain::schools::{School, Urn};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::{schools, support as cases, targets};
use crate::App;
use crate::db::district;
use crate::error::Result;
use crate::scheme;
use crate::session::Visitor;

/// `GET /api/district`
pub async fn page(State(app): State<App>, visitor: Visitor) -> Result<Json<DistrictPage>> {
    visitor.must_somewhere(Action::ReadDistrict)?;
    let mut tx = visitor.begin(&app.pool).await?;
    let rows = seen(&visitor, schools::rows(&mut tx, &visitor).await?);
    let today = OffsetDateTime::now_utc().date();
    let scheme = scheme::in_force(&mut tx, today).await?;
    let registered: Vec<School> = rows.iter().map(|row| row.school.clone()).collect();
    let targets = targets::standing(&mut tx, &scheme, &registered, today).await?;
    let schools = watched(&mut tx, &scheme, rows).await?;
    let seen: BTreeSet<Urn> = schools.iter().map(|school| school.urn).collect();
    let mut support = district::given(&mut tx).await?;
    // Of support one sees what a school one sees gave or got; who else gives to whom is theirs.
    support.retain(|one| seen.contains(&one.from) || seen.contains(&one.to));
    let flagged = cases::flags(&mut tx, &scheme, today, &schools).await?;
    Ok(Json(DistrictPage {
        flagged,
        schools,
        support,
        targets,
        at: schools::now(),
    }))
}

/// The schools of a list that this person sees among all others.
pub fn seen(visitor: &Visitor, mut rows: Vec<SchoolRow>) -> Vec<SchoolRow> {
    rows.retain(|row| {
        let on = visitor.here().partnership(row.school.partnership);
        visitor.may(Action::ReadDistrict, &on)
    });
    rows
}

/// Rows whose category is seen, each with what happened to the school between meetings.
pub async fn watched(
    conn: &mut PgConnection,
    scheme: &Scheme,
    rows: Vec<SchoolRow>,
) -> Result<Vec<DistrictSchool>> {
    let last = district::last(conn, scheme).await?;
    let contacts = district::contacts(conn).await?;
    let newest = district::newest(conn).await?;
    let asked = district::asked(conn).await?;
    let of = |days: &BTreeMap<Urn, _>, urn| days.get(&urn).copied();
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let standing = row.standing?;
            let urn = row.school.urn;
            let last = last.get(&urn);
            let suggested = last.map(|last| last.suggested);
            Some(DistrictSchool {
                urn,
                name: row.school.name,
                main_reason: standing.main_reason,
                watched: Watched {
                    partnership: row.school.partnership,
                    band: standing.band,
                    risk: standing.risk,
                    decided: standing.decided.map(|past| Past { suggested, ..past }),
                    before: standing.before,
                    owner: last.map(|last| last.owner),
                    next_review: standing.next_review,
                    contact: of(&contacts, urn),
                    support: row.support_in,
                    asked: asked.get(&urn).copied().unwrap_or(0),
                    newest: of(&newest, urn),
                },
            })
        })
        .collect())
}
