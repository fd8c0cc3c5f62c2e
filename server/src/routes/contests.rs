//! The school disputes a value; somebody else settles it.

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::{ContestValue, SettleContest};
use domain::calendar::day_words;
use domain::meetings::takes;
use domain::schools::{
    Contest, ContestId, Finding, LONGEST_CONTEST, Observed, Provenance, Reading, Settlement, Urn,
};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::body::{Body, Id};
use super::schools::open;
use crate::App;
use crate::db::{contests, evidence};
use crate::error::{Error, Result};
use crate::scheme;
use crate::session::Visitor;

/// `POST /api/schools/{urn}/contests`
pub async fn raise(
    State(app): State<App>,
    visitor: Visitor,
    Id(urn): Id<Urn>,
    Body(asked): Body<ContestValue>,
) -> Result<Json<Contest>> {
    let mut tx = visitor.begin(&app.pool).await?;
    open(&mut tx, &visitor, urn, Action::Contest).await?;
    let why = said("why", &asked.why)?;
    let before = find(&mut tx, urn, asked.id).await?;
    if before.is_none() {
        let reading = counted(&mut tx, urn, &asked).await?;
        if matches!(reading.seen.finding, Finding::Unknown(_)) {
            return Err(Error::field(
                "finding",
                "what is not known cannot be contested: record the value instead",
            ));
        }
        if reading.seen.contested {
            return Err(Error::field("indicator", "this value is contested already"));
        }
    }
    let by = visitor.by();
    let contest = Contest {
        id: asked.id,
        indicator: asked.indicator,
        finding: asked.finding,
        as_at: asked.as_at,
        why: why.to_owned(),
        by: by.name.clone(),
        on: OffsetDateTime::now_utc().date(),
        settled: None,
    };
    contests::add(&mut tx, visitor.actor.authority, urn, &contest, &by).await?;
    let kept = find(&mut tx, urn, asked.id).await?;
    let kept = kept.filter(|kept| kept.why == contest.why && kept.by == contest.by);
    let kept = kept.ok_or_else(|| Error::field("id", "another contest has that id"))?;
    tx.commit().await?;
    Ok(Json(kept))
}

/// The reading that counts, if it is still the one that was seen.
async fn counted(conn: &mut PgConnection, urn: Urn, asked: &ContestValue) -> Result<Reading> {
    let readings = evidence::latest(conn, &[urn]).await?.remove(&urn);
    let reading = readings
        .unwrap_or_default()
        .into_iter()
        .find(|reading| reading.indicator == asked.indicator)
        .ok_or_else(|| Error::field("indicator", "the school has no such value"))?;
    if reading.seen.finding != asked.finding || reading.seen.as_at != asked.as_at {
        return Err(Error::Stale {
            title: "the value has changed since".to_owned(),
            detail: format!(
                "The one that counts now is of {}. Open the page again to see it.",
                day_words(reading.seen.as_at)
            ),
        });
    }
    Ok(reading)
}

/// `POST /api/schools/{urn}/contests/{id}/settle`. Not by whoever raised it, nor by the school itself;
/// the first word stands.
pub async fn settle(
    State(app): State<App>,
    visitor: Visitor,
    Id((urn, id)): Id<(Urn, ContestId)>,
    Body(asked): Body<SettleContest>,
) -> Result<Json<Contest>> {
    let mut tx = visitor.begin(&app.pool).await?;
    open(&mut tx, &visitor, urn, Action::RecordEvidence).await?;
    let words = said("words", &asked.words)?;
    let contest = find(&mut tx, urn, id).await?.ok_or(Error::NotFound)?;
    let raised_by = contests::raised_by(&mut tx, id).await?;
    if visitor.actor.schools.contains(&urn) || raised_by == Some(visitor.actor.person.0) {
        return Err(Error::Forbidden(
            "somebody else has to settle what you or your school contest",
        ));
    }
    if let Some(settled) = &contest.settled {
        if settled.how == asked.how && settled.by == visitor.by().name {
            return Ok(Json(contest));
        }
        return Err(Error::Stale {
            title: format!("{} has settled this already", settled.by),
            detail: settled.words.clone(),
        });
    }
    if let Settlement::Corrected(finding) = asked.how {
        correct(&mut tx, &visitor, urn, &contest, finding).await?;
    }
    let (authority, by) = (visitor.actor.authority, visitor.by());
    contests::settle(&mut tx, authority, id, asked.how, words, &by).await?;
    let contest = find(&mut tx, urn, id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(Json(contest))
}

/// The right value, beside the wrong one: of the same day, and therefore counted instead of it.
async fn correct(
    conn: &mut PgConnection,
    visitor: &Visitor,
    urn: Urn,
    contest: &Contest,
    finding: Finding,
) -> Result<()> {
    let today = OffsetDateTime::now_utc().date();
    let scheme = scheme::in_force(conn, today).await?;
    takes(&scheme, contest.indicator, finding)
        .map_err(|refusal| Error::field("how", refusal.to_string()))?;
    if finding == contest.finding {
        return Err(Error::field(
            "how",
            "that is the value it has: say that it stands, or give another",
        ));
    }
    let history = evidence::history(conn, &[urn]).await?.remove(&urn);
    let old = history
        .unwrap_or_default()
        .into_iter()
        .rfind(|one| one.indicator == contest.indicator && one.seen.as_at == contest.as_at);
    let reading = Reading {
        indicator: contest.indicator,
        seen: Observed {
            finding,
            comparator: old.as_ref().and_then(|old| old.seen.comparator),
            cohort: old.as_ref().and_then(|old| old.seen.cohort),
            marker: None,
            as_at: contest.as_at,
            contested: false,
        },
        from: Provenance {
            source: "Corrected after the school contested it".to_owned(),
            period: old.map_or_else(String::new, |old| old.from.period),
            by: visitor.by().name,
            note: String::new(),
        },
    };
    evidence::add(conn, visitor.actor.authority, urn, &reading, None).await?;
    Ok(())
}

async fn find(conn: &mut PgConnection, urn: Urn, id: ContestId) -> Result<Option<Contest>> {
    let all = contests::of(conn, &[urn]).await?.remove(&urn);
    Ok(all.unwrap_or_default().into_iter().find(|one| one.id == id))
}

fn said<'a>(field: &str, text: &'a str) -> Result<&'a str> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_CONTEST {
        return Err(Error::field(
            field,
            format!("say why, in 1 to {LONGEST_CONTEST} characters"),
        ));
    }
    Ok(text)
}
