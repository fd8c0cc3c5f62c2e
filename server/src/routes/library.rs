//! The library of what worked: case studies both schools said yes to, told as far as they said.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::{LibraryPage, ToldStudy};
use domain::schools::{PartnershipId, School, Urn};
use domain::support::{Case, Reader, part};
use time::OffsetDateTime;

use crate::App;
use crate::db::{schools, support};
use crate::error::Result;
use crate::session::Visitor;

/// `GET /api/library`
pub async fn page(State(app): State<App>, visitor: Visitor) -> Result<Json<LibraryPage>> {
    visitor.must_somewhere(Action::ReadSupport)?;
    let mut tx = visitor.begin(&app.pool).await?;
    let all = schools::all(&mut tx).await?;
    let all: BTreeMap<Urn, School> = all.into_iter().map(|school| (school.urn, school)).collect();
    let mut partnerships = visitor.actor.partnerships.clone();
    let own = visitor.actor.schools.iter();
    partnerships.extend(own.filter_map(|urn| all.get(urn)?.partnership));
    let reader = reader(&visitor, &partnerships);
    let mut studies: Vec<ToldStudy> = support::published(&mut tx)
        .await?
        .iter()
        .filter_map(|case| told(&visitor, &reader, &all, case))
        .collect();
    studies.sort_by_key(|one| std::cmp::Reverse((one.on, one.case)));
    Ok(Json(LibraryPage {
        today: OffsetDateTime::now_utc().date(),
        studies,
    }))
}

fn reader<'a>(visitor: &Visitor, partnerships: &'a [PartnershipId]) -> Reader<'a> {
    if visitor.may(Action::ReadSupport, &visitor.here()) {
        Reader::All
    } else {
        Reader::Of(partnerships)
    }
}

/// A case study as this reader has it; who has a part in the case reads it whomever it is told to.
fn told(
    visitor: &Visitor,
    reader: &Reader,
    all: &BTreeMap<Urn, School>,
    case: &Case,
) -> Option<ToldStudy> {
    let opens = part(&visitor.actor, &case.whose()).is_some();
    let reader = if opens { &Reader::All } else { reader };
    let study = case.told_to(reader)?;
    let school = all.get(&case.urn)?;
    let helper = case.helper.as_ref();
    Some(ToldStudy {
        case: case.id,
        on: case.since.day(),
        title: study.title.clone(),
        text: study.text.clone(),
        quote: study.quote.clone(),
        area: case
            .scope
            .as_ref()
            .map_or(case.request.area, |one| one.area),
        urn: case.urn,
        school: school.name.clone(),
        phase: school.phase,
        setting: school.setting,
        home: helper.map_or_else(String::new, |one| one.home_name.clone()),
        leader: helper.map_or_else(String::new, |one| one.name.clone()),
        told_to: study.told_to,
        impact: case.impact.clone(),
        opens,
    })
}
