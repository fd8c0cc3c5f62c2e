//! The rules: in force, as they were, and adopted with a minute.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::{AdoptRules, FieldProblem, RulesPage, RulesPast, RulesSchool, RulesVersion};
use domain::calendar::{Date, day_words};
use domain::risk::{Document, SHIPPED, Scheme, SchemeFault, difference, fill_gaps_of};
use domain::schools::{Evidence, School, Urn};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::body::{Body, Id};
use super::schools::{about, weigh};
use crate::App;
use crate::db::brokerage::has_faith;
use crate::db::rules::{self, Adopted};
use crate::db::{decisions, evidence, head_told, schools};
use crate::error::{Error, Result};
use crate::scheme::{self, AS_SHIPPED};
use crate::session::Visitor;

/// The longest minute, characters.
const LONGEST: usize = 1_000;

/// `GET /api/rules`
pub async fn page(State(app): State<App>, visitor: Visitor) -> Result<Json<RulesPage>> {
    visitor.must_somewhere(Action::ReadRules)?;
    let mut tx = visitor.begin(&app.pool).await?;
    Ok(Json(whole(&mut tx, &visitor).await?))
}

async fn whole(conn: &mut PgConnection, visitor: &Visitor) -> Result<RulesPage> {
    let today = OffsetDateTime::now_utc().date();
    let scheme = scheme::in_force(conn, today).await?;
    let seen = seen(conn, visitor).await?;
    let evidence = evidence_of(conn, &seen, today).await?;
    let urns: Vec<Urn> = seen.iter().map(|school| school.urn).collect();
    let (decisions, otherwise) = decisions::otherwise(conn, &scheme, &urns).await?;
    Ok(RulesPage {
        decisions,
        otherwise,
        versions: versions(&rules::all(conn).await?)?,
        schools: seen
            .into_iter()
            .zip(evidence)
            .map(|(school, evidence)| RulesSchool {
                urn: school.urn,
                evidence,
                roll: school.roll,
                disadvantaged: school.disadvantaged,
                faith: has_faith(school.faith.as_deref()),
                name: school.name,
            })
            .collect(),
        today,
        shipped: others(&scheme)?,
        method: format!("/method/{}", visitor.actor.authority),
        scheme,
    })
}

/// Open schools whose evidence this person may see.
pub async fn seen(conn: &mut PgConnection, visitor: &Visitor) -> Result<Vec<School>> {
    let told = head_told::all(conn).await?;
    let mut seen = schools::all(conn).await?;
    seen.retain(|school| {
        school.status.is_open() && visitor.may(Action::ReadEvidence, &about(visitor, school, &told))
    });
    Ok(seen)
}

/// What is known of each of these schools, with what is missing said as missing: for the rules in force
/// and for every other they may be tried beside.
pub async fn evidence_of(
    conn: &mut PgConnection,
    seen: &[School],
    today: Date,
) -> Result<Vec<Evidence>> {
    let urns: Vec<Urn> = seen.iter().map(|school| school.urn).collect();
    let mut asking = vec![scheme::in_force(conn, today).await?];
    for (_, document) in SHIPPED {
        asking.push(scheme::read(document)?);
    }
    let loaded = evidence::loaded(conn).await?;
    let mut readings = evidence::latest(conn, &urns).await?;
    let decided = decisions::all(conn, &asking[0], None).await?;
    Ok(seen
        .iter()
        .map(|school| {
            let of_school = readings.remove(&school.urn).unwrap_or_default();
            let of_school = fill_gaps_of(of_school, &asking, school, &loaded, today);
            let last = decided.get(&school.urn).and_then(|all| all.first());
            weigh(&asking[0], school, &of_school, last)
        })
        .collect())
}

/// Every version there has been, newest first; the one the product came with is the first of all.
pub fn versions(adopted: &[Adopted]) -> Result<Vec<RulesVersion>> {
    let shipped = scheme::read(AS_SHIPPED)?;
    let first = RulesVersion {
        name: shipped.name.clone(),
        version: shipped.version,
        from: shipped.from,
        why: String::new(),
        by: String::new(),
        at: None,
        changes: Vec::new(),
    };
    let mut versions = vec![first];
    let mut before = shipped;
    for one in adopted.iter().rev() {
        let scheme = scheme::read(&one.document)?;
        versions.push(RulesVersion {
            name: one.name.clone(),
            version: one.version,
            from: one.from,
            why: one.why.clone(),
            by: one.by.clone(),
            at: Some(one.at),
            changes: difference(&before.document, &scheme.document),
        });
        before = scheme;
    }
    versions.reverse();
    Ok(versions)
}

/// Schemes shipped under another name than these rules have.
fn others(scheme: &Scheme) -> Result<Vec<(String, String)>> {
    let mut others = Vec::new();
    for (id, document) in SHIPPED {
        let name = &scheme::read(document)?.name;
        if *name != scheme.name {
            others.push((id.to_owned(), name.clone()));
        }
    }
    Ok(others)
}

/// `GET /api/rules/past`
pub async fn past(State(app): State<App>, visitor: Visitor) -> Result<Json<RulesPast>> {
    visitor.must_somewhere(Action::ReadRules)?;
    let mut tx = visitor.begin(&app.pool).await?;
    let urns: Vec<Urn> = seen(&mut tx, &visitor)
        .await?
        .iter()
        .map(|school| school.urn)
        .collect();
    let history: BTreeMap<_, _> = evidence::history(&mut tx, &urns).await?;
    let schools = history
        .into_iter()
        .map(|(urn, readings)| {
            let dated = readings.into_iter().map(|one| (one.indicator, one.seen));
            (urn, dated.collect())
        })
        .collect();
    Ok(Json(RulesPast { schools }))
}

/// `GET /api/rules/{version}`
pub async fn version(
    State(app): State<App>,
    visitor: Visitor,
    Id(version): Id<u32>,
) -> Result<Json<Arc<Scheme>>> {
    visitor.must_somewhere(Action::ReadRules)?;
    let mut tx = visitor.begin(&app.pool).await?;
    let shipped = scheme::read(AS_SHIPPED)?;
    match rules::document_of(&mut tx, version).await? {
        Some(document) => Ok(Json(scheme::read(&document)?)),
        None if version == shipped.version => Ok(Json(shipped)),
        None => Err(Error::NotFound),
    }
}

/// `GET /api/rules/shipped/{name}`
pub async fn shipped(visitor: Visitor, Id(name): Id<String>) -> Result<Json<Arc<Scheme>>> {
    visitor.must_somewhere(Action::ReadRules)?;
    let document = Scheme::shipped(&name).ok_or(Error::NotFound)?;
    Ok(Json(scheme::read(document)?))
}

/// `POST /api/rules`
pub async fn adopt(
    State(app): State<App>,
    visitor: Visitor,
    Body(asked): Body<AdoptRules>,
) -> Result<Json<RulesPage>> {
    visitor.must(Action::AdoptRules, &visitor.here())?;
    let today = OffsetDateTime::now_utc().date();
    let why = minute(&asked.why)?;
    let mut tx = visitor.begin(&app.pool).await?;
    rules::lock(&mut tx).await?;
    let adopted = rules::all(&mut tx).await?;
    is_newest(asked.base, &versions(&adopted)?)?;
    begins(asked.from, today, adopted.first())?;
    let next = Document {
        version: asked.base.saturating_add(1),
        from: asked.from,
        // Which bands there were is the record's to say.
        former: Vec::new(),
        ..asked.document
    };
    let next = Scheme::new(next).map_err(|faults| faulty(&faults))?;
    rules::adopt(&mut tx, visitor.actor.authority, &next, why, &visitor.by()).await?;
    let page = whole(&mut tx, &visitor).await?;
    tx.commit().await?;
    Ok(Json(page))
}

fn minute(why: &str) -> Result<&str> {
    let why = why.trim();
    if why.is_empty() || why.chars().count() > LONGEST {
        let reason = format!("say in 1 to {LONGEST} characters why: it is the minute of it");
        return Err(Error::field("why", reason));
    }
    Ok(why)
}

/// Refuses what was not made from the newest version, and says who adopted what since.
fn is_newest(base: u32, versions: &[RulesVersion]) -> Result<()> {
    if versions.first().is_some_and(|one| one.version == base) {
        return Ok(());
    }
    let since: Vec<String> = versions
        .iter()
        .take_while(|one| one.version > base)
        .filter(|one| !one.by.is_empty())
        .map(|one| {
            let from = day_words(one.from);
            format!(
                "{} adopted version {}, from {from}: {}",
                one.by, one.version, one.why
            )
        })
        .collect();
    Err(Error::Stale {
        title: "another version of the rules was adopted since".to_owned(),
        detail: since.join("\n"),
    })
}

fn begins(from: Date, today: Date, newest: Option<&Adopted>) -> Result<()> {
    if from < today {
        return Err(Error::field("from", "rules begin today or later"));
    }
    match newest {
        Some(newest) if from < newest.from => {
            let begins = day_words(newest.from);
            let reason = format!(
                "version {} begins on {begins}: not before it",
                newest.version
            );
            Err(Error::field("from", reason))
        }
        _ => Ok(()),
    }
}

fn faulty(faults: &[SchemeFault]) -> Error {
    let title = match faults.len() {
        1 => "the rules have a fault".to_owned(),
        many => format!("the rules have {many} faults"),
    };
    let fields = faults.iter().map(|fault| FieldProblem {
        field: fault.place.clone(),
        reason: fault.reason.clone(),
    });
    Error::Invalid {
        title,
        fields: fields.collect(),
    }
}
