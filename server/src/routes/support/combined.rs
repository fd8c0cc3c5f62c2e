//! One report of all the support a school had in a school year: each case as its reader may read it.

use axum::Json;
use axum::extract::{Query, State};
use domain::api::CombinedPage;
use domain::schools::Urn;
use domain::support::money::YearKind;
use domain::support::{Case, Part, Whose, combined_report, part, years_of};
use serde::Deserialize;

use super::today;
use crate::App;
use crate::db::{money, schools, support};
use crate::error::{Error, Result};
use crate::routes::body::Id;
use crate::session::Visitor;

/// Which year; none: the one that runs.
#[derive(Deserialize)]
pub struct Asked {
    year: Option<i32>,
}

/// `GET /api/support/combined/{urn}`
pub async fn combined(
    State(app): State<App>,
    visitor: Visitor,
    Id(urn): Id<Urn>,
    Query(asked): Query<Asked>,
) -> Result<Json<CombinedPage>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let school = schools::one(&mut tx, urn).await?.ok_or(Error::NotFound)?;
    let whole = part(
        &visitor.actor,
        &Whose {
            urn,
            partnership: school.partnership,
            leader: None,
            home: None,
        },
    );
    let mine: Vec<(Part, Case)> = support::cases_of(&mut tx, &[urn])
        .await?
        .into_iter()
        .filter_map(|case| Some((part(&visitor.actor, &case.whose())?, case)))
        .collect();
    if whole.is_none() && mine.is_empty() {
        return Err(Error::NotFound);
    }
    let today = today();
    let year = asked.year.unwrap_or_else(|| YearKind::Academic.of(today));
    // No year is so far off that its first day is none.
    let year = year.clamp(1_990, 2_200);
    let cases: Vec<Case> = mine.iter().map(|(_, case)| case.clone()).collect();
    let book = money::book(&mut tx).await?;
    Ok(Json(CombinedPage {
        today,
        school: school.name,
        years: years_of(&cases, today),
        report: combined_report(urn, year, mine, whole, &book),
    }))
}
