//! Schools like another one, with what is published of them. A category goes to those who see it anyway.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::{Figure, Figures, SimilarSchool, SimilarSchools};
use domain::risk::Band;
use domain::schools::{PUBLISHED, School, Urn, similar, similar_words};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::body::Id;
use super::schools::about;
use crate::App;
use crate::db::{decisions, district, head_told, schools};
use crate::error::{Error, Result};
use crate::scheme;
use crate::session::Visitor;

/// How many are shown.
const MOST: usize = 8;

/// `GET /api/schools/{urn}/similar`
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Id(urn): Id<Urn>,
) -> Result<Json<SimilarSchools>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let told = head_told::all(&mut tx).await?;
    let all = schools::all(&mut tx).await?;
    let own = all
        .iter()
        .find(|school| school.urn == urn)
        .ok_or(Error::NotFound)?;
    visitor.must(Action::ReadSchool, &about(&visitor, own, &told))?;
    let seen: Vec<School> = all
        .iter()
        .filter(|school| visitor.may(Action::ReadSchool, &about(&visitor, school, &told)))
        .cloned()
        .collect();
    let found = similar(own, &seen, MOST);
    let urns: Vec<Urn> = found.iter().map(|(urn, _)| *urn).chain([urn]).collect();
    let mut figures = figures(&mut tx, &urns).await?;
    let today = OffsetDateTime::now_utc().date();
    let scheme = scheme::in_force(&mut tx, today).await?;
    let decided = decisions::all(&mut tx, &scheme, None).await?;
    let mut of: BTreeMap<Urn, School> = seen.into_iter().map(|one| (one.urn, one)).collect();
    let others = found
        .into_iter()
        .filter_map(|(urn, apart)| {
            let school = of.remove(&urn)?;
            let sees = visitor.may(Action::ReadCategory, &about(&visitor, &school, &told));
            let last = || -> Option<Band> { Some(decided.get(&urn)?.first()?.past.band) };
            Some(SimilarSchool {
                decided: sees.then(last).flatten(),
                figures: figures.remove(&urn).unwrap_or_default(),
                school,
                apart,
            })
        })
        .collect();
    Ok(Json(SimilarSchools {
        rule: similar_words(own),
        own: figures.remove(&urn).unwrap_or_default(),
        others,
    }))
}

/// The latest published figures of each school.
async fn figures(conn: &mut PgConnection, urns: &[Urn]) -> Result<BTreeMap<Urn, Figures>> {
    let mut found: BTreeMap<Urn, Figures> = BTreeMap::new();
    for (indicator, values) in district::published(conn, urns, &PUBLISHED).await? {
        // Oldest first: the last of a school is its latest.
        for one in values {
            let figure = Figure {
                year: one.year,
                value: one.value,
                national: one.national,
            };
            found
                .entry(one.school)
                .or_default()
                .insert(indicator, figure);
        }
    }
    Ok(found)
}
