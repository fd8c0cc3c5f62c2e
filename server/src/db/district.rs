//! What views of many schools at once read: one query each, never one a school.

use std::collections::BTreeMap;

use domain::calendar::Date;
use domain::risk::{Band, Given, Owner, Scheme, Span};
use domain::schools::{Key, Measured, Urn};
use sqlx::postgres::PgConnection;
use sqlx::types::Json;

use super::people::urn_key;
use super::schools::urn;
use super::{from_word, whole};
use crate::error::{Error, Result};

/// What the last decision on a school came with.
#[derive(Debug, Clone, Copy)]
pub struct Last {
    pub owner: Owner,
    /// What the rules suggested beside it.
    pub suggested: Span<Band>,
}

/// What the last decision on each school came with.
pub async fn last(conn: &mut PgConnection, scheme: &Scheme) -> Result<BTreeMap<Urn, Last>> {
    let rows = sqlx::query!(
        "select distinct on (urn) urn, owner, scheme_version,
             suggestion -> 'band' as \"suggested!: Json<Span<Band>>\"
         from decision
         order by urn, on_date desc, at desc"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let last = Last {
                owner: from_word(&row.owner)?,
                suggested: scheme.suggested_under(whole(row.scheme_version)?, row.suggested.0),
            };
            Ok((urn(row.urn)?, last))
        })
        .collect()
}

/// The last day a room decided on each school, its head was told something, or the school wrote.
pub async fn contacts(conn: &mut PgConnection) -> Result<BTreeMap<Urn, Date>> {
    let rows = sqlx::query!(
        "select urn as \"urn!\", max(day) as \"day!\"
         from (
             select urn, on_date as day from decision
             union all
             select urn, (at at time zone 'UTC')::date from head_told
             union all
             select urn, on_date from reply
         ) as contact
         group by urn"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Ok((urn(row.urn)?, row.day)))
        .collect()
}

/// The day of the newest value of each school that no meeting put there.
pub async fn newest(conn: &mut PgConnection) -> Result<BTreeMap<Urn, Date>> {
    let rows = sqlx::query!(
        "select urn, max(as_at) as \"day!\"
         from reading
         where meeting_id is null and authority_id = current_authority()
         group by urn"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Ok((urn(row.urn)?, row.day)))
        .collect()
}

/// Half-days asked for, for each school, with nobody found yet.
pub async fn asked(conn: &mut PgConnection) -> Result<BTreeMap<Urn, u32>> {
    let rows = sqlx::query!(
        "select need.urn, sum((need.draft ->> 'half_days')::integer) as \"half_days!\"
         from need
         left join deployment on deployment.authority_id = need.authority_id
             and deployment.need_id = need.id and deployment.ended_at is null
         where need.closed_at is null and deployment.id is null
         group by need.urn"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Ok((urn(row.urn)?, whole(row.half_days)?)))
        .collect()
}

/// Half-days that leaders of one school were agreed to give another since the first of September.
pub async fn given(conn: &mut PgConnection) -> Result<Vec<Given>> {
    let rows = sqlx::query!(
        "select (leader.doc ->> 'home')::integer as \"home!\", need.urn,
             sum(deployment.half_days) as \"half_days!\"
         from deployment
         join need on need.authority_id = deployment.authority_id and need.id = deployment.need_id
         join leader on leader.authority_id = deployment.authority_id
             and leader.id = deployment.leader_id
         where leader.doc ->> 'home' is not null
             and deployment.agreed_at
                 >= school_year_began()
         group by 1, need.urn
         order by 1, need.urn"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Given {
                from: urn(row.home)?,
                to: urn(row.urn)?,
                half_days: whole(row.half_days)?,
            })
        })
        .collect()
}

/// Every number of these measures of these schools that no meeting put there, with the year it was
/// published; oldest first, a predecessor's where it has none of its own.
pub async fn measured(
    conn: &mut PgConnection,
    urns: &[Urn],
    indicators: &[Key],
) -> Result<BTreeMap<Key, Vec<Measured>>> {
    figures(conn, urns, indicators, false).await
}

/// The same of what came with a file: what anybody may read.
pub async fn published(
    conn: &mut PgConnection,
    urns: &[Urn],
    indicators: &[Key],
) -> Result<BTreeMap<Key, Vec<Measured>>> {
    figures(conn, urns, indicators, true).await
}

async fn figures(
    conn: &mut PgConnection,
    urns: &[Urn],
    indicators: &[Key],
    of_files: bool,
) -> Result<BTreeMap<Key, Vec<Measured>>> {
    let urns: Vec<i32> = urns.iter().map(|urn| urn_key(*urn)).collect();
    let names: Vec<String> = indicators.iter().map(Key::to_string).collect();
    let rows = sqlx::query!(
        "select distinct on (reading.indicator, line.urn, reading.as_at)
             line.urn as \"urn!\", reading.indicator, reading.number, reading.comparator,
             reading.as_at
         from school_line($1::integer[]) as line
         join reading on reading.urn = line.from_urn and reading.authority_id = current_authority()
         where reading.indicator = any($2) and reading.choice is null and reading.meeting_id is null
             and (not $3 or reading.import_id is not null)
         order by reading.indicator, line.urn, reading.as_at, line.far, reading.id desc",
        &urns,
        &names,
        of_files
    )
    .fetch_all(conn)
    .await?;
    let mut found: BTreeMap<Key, Vec<Measured>> = BTreeMap::new();
    for row in rows {
        // A year whose number is not known has none: the one before it is not its.
        let Some(value) = row.number else { continue };
        let indicator = row
            .indicator
            .parse()
            .map_err(|error| Error::Internal(anyhow::anyhow!("the database holds {error}")))?;
        found.entry(indicator).or_default().push(Measured {
            school: urn(row.urn)?,
            year: row.as_at.year(),
            value,
            national: row.comparator,
        });
    }
    Ok(found)
}
