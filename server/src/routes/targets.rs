//! Targets with a deadline: set and taken back by officers, read by everybody who sees the district.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::{SetTarget, TargetState, WithdrawTarget};
use domain::calendar::Date;
use domain::risk::{Scheme, TargetId, check_target, progress};
use domain::schools::{Key, School, Urn};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::body::{Body, Id};
use super::{district as page, schools as list};
use crate::App;
use crate::db::{district, rules, targets};
use crate::error::{Error, Result};
use crate::scheme;
use crate::session::Visitor;

/// The longest account of why a target is taken back, characters.
const LONGEST: usize = 400;

/// Every target that stands, and how far these schools have reached it.
pub async fn standing(
    conn: &mut PgConnection,
    scheme: &Scheme,
    schools: &[School],
    today: Date,
) -> Result<Vec<TargetState>> {
    let kept = targets::standing(conn).await?;
    let urns: Vec<Urn> = schools.iter().map(|school| school.urn).collect();
    let indicators: Vec<Key> = kept.iter().map(|one| one.target.indicator).collect();
    let values = if kept.is_empty() {
        BTreeMap::new()
    } else {
        district::measured(conn, &urns, &indicators).await?
    };
    Ok(kept
        .into_iter()
        // A measure the rules have dropped is nobody's aim any more; the row stays.
        .filter_map(|one| {
            let rule = scheme.indicator(one.target.indicator)?;
            let asked = |school: &&School| rule.applies(school.phase, school.setting);
            let asked: Vec<Urn> = schools.iter().filter(asked).map(|one| one.urn).collect();
            let mut values = values
                .get(&one.target.indicator)
                .cloned()
                .unwrap_or_default();
            values.retain(|value| asked.contains(&value.school));
            let count = u32::try_from(asked.len()).unwrap_or(u32::MAX);
            Some(TargetState {
                progress: progress(rule, &one.target, &values, count, today),
                id: one.id,
                target: one.target,
                set_by: one.by,
                set_at: one.at,
            })
        })
        .collect())
}

async fn answer(conn: &mut PgConnection, visitor: &Visitor) -> Result<Json<Vec<TargetState>>> {
    let today = OffsetDateTime::now_utc().date();
    let scheme = scheme::in_force(conn, today).await?;
    let rows = list::rows(conn, visitor).await?;
    let schools = page::seen(visitor, rows);
    let schools: Vec<School> = schools.into_iter().map(|row| row.school).collect();
    Ok(Json(standing(conn, &scheme, &schools, today).await?))
}

/// `POST /api/targets`
pub async fn set(
    State(app): State<App>,
    visitor: Visitor,
    Body(asked): Body<SetTarget>,
) -> Result<Json<Vec<TargetState>>> {
    visitor.must(Action::SetTargets, &visitor.here())?;
    let authority = visitor.actor.authority;
    let today = OffsetDateTime::now_utc().date();
    let mut tx = visitor.begin(&app.pool).await?;
    let scheme = scheme::in_force(&mut tx, today).await?;
    check_target(&scheme, &asked.target, today)
        .map_err(|fault| Error::field(fault.field(), fault.to_string()))?;
    // One at a time, so that no measure gets two aims at once.
    rules::lock(&mut tx).await?;
    let other = targets::standing(&mut tx)
        .await?
        .into_iter()
        .find(|one| one.target.indicator == asked.target.indicator && one.id != asked.id);
    if let (Some(other), Some(rule)) = (other, scheme.indicator(asked.target.indicator)) {
        return Err(Error::Stale {
            title: format!("{} has a target already, set by {}", rule.name, other.by),
            detail: "Take that one back first.".to_owned(),
        });
    }
    targets::set(&mut tx, authority, asked.id, &asked.target, &visitor.by()).await?;
    let answer = answer(&mut tx, &visitor).await?;
    tx.commit().await?;
    Ok(answer)
}

/// `POST /api/targets/{id}/withdraw`
pub async fn withdraw(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<TargetId>,
    Body(asked): Body<WithdrawTarget>,
) -> Result<Json<Vec<TargetState>>> {
    visitor.must(Action::SetTargets, &visitor.here())?;
    let why = asked.why.trim();
    if why.is_empty() || why.chars().count() > LONGEST {
        return Err(Error::field(
            "why",
            format!("say in 1 to {LONGEST} characters why it is taken back"),
        ));
    }
    let authority = visitor.actor.authority;
    let mut tx = visitor.begin(&app.pool).await?;
    if !targets::withdraw(&mut tx, authority, id, why, &visitor.by()).await? {
        return Err(Error::Stale {
            title: "that target was taken back meanwhile".to_owned(),
            detail: "Open the page again to see what stands.".to_owned(),
        });
    }
    let answer = answer(&mut tx, &visitor).await?;
    tx.commit().await?;
    Ok(answer)
}
