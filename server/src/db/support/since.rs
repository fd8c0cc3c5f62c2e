//! What happened at schools since a day: the newest value, the first visit.

use std::collections::BTreeMap;

use domain::calendar::Date;
use domain::schools::Urn;
use sqlx::postgres::PgConnection;

use crate::db::people::urn_key;
use crate::db::schools::urn;
use crate::error::Result;

/// The day of the newest value of each school that was there on a day and that no meeting put there.
pub async fn newest_before(
    conn: &mut PgConnection,
    until: &[(Urn, Date)],
) -> Result<BTreeMap<Urn, Date>> {
    let (urns, days) = columns(until);
    let rows = sqlx::query_as!(
        DayRow,
        "select asked.urn as \"urn!\", max(reading.as_at) as \"day!\"
         from unnest($1::integer[], $2::date[]) as asked (urn, day)
         join reading on reading.authority_id = current_authority() and reading.urn = asked.urn
             and reading.as_at <= asked.day and reading.meeting_id is null
         group by asked.urn",
        &urns,
        &days
    )
    .fetch_all(conn)
    .await?;
    by_school(rows)
}

/// The first visit or call to each school from a day on.
pub async fn first_visit_after(
    conn: &mut PgConnection,
    from: &[(Urn, Date)],
) -> Result<BTreeMap<Urn, Date>> {
    let (urns, days) = columns(from);
    let rows = sqlx::query_as!(
        DayRow,
        "select asked.urn as \"urn!\", min(visit.day) as \"day!\"
         from unnest($1::integer[], $2::date[]) as asked (urn, day)
         join support_case as one on one.urn = asked.urn
         join lateral (
             select (step -> 'visit' ->> 'on')::date as day
             from support_step
             where support_step.authority_id = one.authority_id and case_id = one.id
                 and step ->> 'step' = 'visit'
         ) as visit on visit.day >= asked.day
         group by asked.urn",
        &urns,
        &days
    )
    .fetch_all(conn)
    .await?;
    by_school(rows)
}

struct DayRow {
    urn: i32,
    day: Date,
}

fn by_school(rows: Vec<DayRow>) -> Result<BTreeMap<Urn, Date>> {
    rows.into_iter()
        .map(|row| Ok((urn(row.urn)?, row.day)))
        .collect()
}

fn columns(of: &[(Urn, Date)]) -> (Vec<i32>, Vec<Date>) {
    of.iter().map(|(urn, day)| (urn_key(*urn), *day)).unzip()
}
