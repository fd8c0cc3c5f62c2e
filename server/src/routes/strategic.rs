//! The strategic board's report of a school year: for the authority all of it, for a lead their partnerships.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::access::Action;
use domain::api::StrategicPage;
use domain::calendar::{Date, HalfTerm};
use domain::schools::CaseId;
use domain::support::caseload::{school_year, year_words};
use domain::support::money::{Pence, Place};
use domain::support::{Weighable, strategic};
use serde::Deserialize;
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::export::{WORKBOOK, made};
use crate::App;
use crate::db::{cases, money, people};
use crate::error::{Error, Result};
use crate::export;
use crate::session::Visitor;

#[derive(Debug, Deserialize)]
pub struct Year {
    year: Option<i32>,
}

/// `GET /api/strategic`
pub async fn page(
    State(app): State<App>,
    visitor: Visitor,
    Query(asked): Query<Year>,
) -> Result<Json<StrategicPage>> {
    let mut tx = visitor.begin(&app.pool).await?;
    read(&mut tx, &visitor, asked.year).await.map(Json)
}

/// `GET /api/strategic/export.xlsx`
pub async fn xlsx(
    State(app): State<App>,
    visitor: Visitor,
    Query(asked): Query<Year>,
) -> Result<Response> {
    let mut tx = visitor.begin(&app.pool).await?;
    let page = read(&mut tx, &visitor, asked.year).await?;
    let name = format!("support-{}.xlsx", year_words(page.year).replace(' ', "-"));
    made(WORKBOOK, name, move || {
        export::xlsx(&export::strategic(&page.report))
    })
    .await
}

async fn read(
    conn: &mut PgConnection,
    visitor: &Visitor,
    year: Option<i32>,
) -> Result<StrategicPage> {
    visitor.must_somewhere(Action::ReadDistrict)?;
    let today = OffsetDateTime::now_utc().date();
    let year = year.unwrap_or_else(|| school_year(today));
    let (from, to) = days_of(year).ok_or_else(|| Error::field("year", "that is no school year"))?;
    let names: BTreeMap<_, _> = people::partnerships(conn)
        .await?
        .into_iter()
        .map(|one| (one.id, one.name))
        .collect();
    let book = money::book(conn).await?;
    let mut spent: BTreeMap<CaseId, Pence> = BTreeMap::new();
    for work in book.commitments.values() {
        let Some(case) = work.case else { continue };
        let sums = work.pots.iter().flat_map(|share| {
            [Place::Drawn, Place::Released].map(|place| book.holds(share.pot, place, work.id))
        });
        let sum = Pence::sum(sums).unwrap_or_default();
        let held = spent.entry(case).or_default();
        *held = held.plus(sum).unwrap_or(*held);
    }
    let all: Vec<Weighable> = cases::all(conn)
        .await?
        .into_iter()
        .filter(|case| {
            let on = visitor.here().partnership(case.partnership);
            visitor.may(Action::ReadDistrict, &on)
        })
        .map(|case| Weighable {
            spend: spent.get(&case.id).copied().unwrap_or_default(),
            case,
        })
        .collect();
    Ok(StrategicPage {
        year,
        whole: visitor.may(Action::ReadDistrict, &visitor.here()),
        this_year: school_year(today),
        report: strategic(&all, &names, (from, to)),
    })
}

/// The first and last day of the school year that begins in a year.
fn days_of(year: i32) -> Option<(Date, Date)> {
    let in_it = Date::from_calendar_date(year, time::Month::October, 1).ok()?;
    let first = HalfTerm::first_of_year(in_it);
    (2000..2100)
        .contains(&year)
        .then(|| (first.begins(), first.later(5).ends()))
}
