//! Targets of an authority: set, and taken back by a later row; never edited.

use domain::calendar::Moment;
use domain::meetings::By;
use domain::risk::{Aim, Target, TargetId};
use domain::schools::AuthorityId;
use sqlx::postgres::PgConnection;

use super::{constraint, key, moment};
use crate::error::{Error, Result};

/// A target that stands.
#[derive(Debug, Clone)]
pub struct Kept {
    pub id: TargetId,
    pub target: Target,
    pub by: String,
    pub at: Moment,
}

/// Targets nobody has taken back, the nearest day first.
pub async fn standing(conn: &mut PgConnection) -> Result<Vec<Kept>> {
    let rows = sqlx::query!(
        "select target.id, target.indicator, target.aim, target.by_day, target.person_name, target.at
         from target
         left join target_withdrawn on target_withdrawn.authority_id = target.authority_id
             and target_withdrawn.target_id = target.id
         where target_withdrawn.target_id is null
         order by target.by_day, target.at, target.id"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let indicator = row.indicator.parse().map_err(|error| {
                Error::Internal(anyhow::anyhow!("the database holds a target: {error}"))
            })?;
            Ok(Kept {
                id: TargetId(row.id),
                target: Target {
                    indicator,
                    aim: row.aim.map_or(Aim::National, Aim::Number),
                    by: row.by_day,
                },
                by: row.person_name,
                at: moment(row.at),
            })
        })
        .collect()
}

/// Sets a target. False where this id was set before.
pub async fn set(
    conn: &mut PgConnection,
    authority: AuthorityId,
    id: TargetId,
    target: &Target,
    by: &By,
) -> Result<bool> {
    let aim = match target.aim {
        Aim::National => None,
        Aim::Number(number) => Some(number),
    };
    let done = sqlx::query!(
        "insert into target (authority_id, id, indicator, aim, by_day, person_id, person_name)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (authority_id, id) do nothing",
        key(authority),
        id.0,
        target.indicator.as_str(),
        aim,
        target.by,
        by.id.0,
        by.name
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a target back. False where that was done before; not found where there is none.
pub async fn withdraw(
    conn: &mut PgConnection,
    authority: AuthorityId,
    id: TargetId,
    why: &str,
    by: &By,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into target_withdrawn (authority_id, target_id, why, person_id, person_name)
         values ($1, $2, $3, $4, $5)
         on conflict (authority_id, target_id) do nothing",
        key(authority),
        id.0,
        why,
        by.id.0,
        by.name
    )
    .execute(conn)
    .await;
    match done {
        Err(error) if constraint(&error) == Some("target_withdrawn_target") => Err(Error::NotFound),
        other => Ok(other?.rows_affected() == 1),
    }
}
