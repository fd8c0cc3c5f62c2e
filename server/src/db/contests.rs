//! What schools dispute, and what came of it. Whether a value is contested is no part of the value: it is
//! marked when it is read.

use std::collections::BTreeMap;

use domain::meetings::By;
use domain::schools::{
    AuthorityId, Contest, ContestId, Finding, Key, Reading, Settled, Settlement, Urn,
};
use sqlx::postgres::PgConnection;

use super::people::urn_key;
use super::schools::urn;
use super::{key, name};
use crate::error::Result;

struct Row {
    id: uuid::Uuid,
    urn: i32,
    indicator: String,
    finding: serde_json::Value,
    as_at: domain::calendar::Date,
    why: String,
    by_name: String,
    on_date: domain::calendar::Date,
    how: Option<serde_json::Value>,
    words: Option<String>,
    settled_by: Option<String>,
    settled_on: Option<domain::calendar::Date>,
}

impl Row {
    fn contest(self) -> Result<(Urn, Contest)> {
        let settled = match (self.how, self.words, self.settled_by, self.settled_on) {
            (Some(how), Some(words), Some(by), Some(on)) => Some(Settled {
                how: serde_json::from_value(how)?,
                words,
                by,
                on,
            }),
            _ => None,
        };
        let contest = Contest {
            id: ContestId(self.id),
            indicator: name(&self.indicator)?,
            finding: serde_json::from_value(self.finding)?,
            as_at: self.as_at,
            why: self.why,
            by: self.by_name,
            on: self.on_date,
            settled,
        };
        Ok((urn(self.urn)?, contest))
    }
}

/// What these schools dispute and disputed, newest first.
pub async fn of(conn: &mut PgConnection, urns: &[Urn]) -> Result<BTreeMap<Urn, Vec<Contest>>> {
    let urns: Vec<i32> = urns.iter().map(|urn| urn_key(*urn)).collect();
    read(conn, &urns, false).await
}

async fn read(
    conn: &mut PgConnection,
    urns: &[i32],
    open_only: bool,
) -> Result<BTreeMap<Urn, Vec<Contest>>> {
    let rows = sqlx::query_as!(
        Row,
        "select contest.id, contest.urn, contest.indicator, contest.finding, contest.as_at,
             contest.why, contest.by_name, contest.on_date,
             settled.how as \"how?\", settled.words as \"words?\",
             settled.by_name as \"settled_by?\", (settled.at at time zone 'UTC')::date as settled_on
         from contest
         left join contest_settled as settled on settled.authority_id = contest.authority_id
             and settled.contest_id = contest.id
         where contest.urn = any($1)
             and (settled.contest_id is null or not $2)
         order by contest.on_date desc, contest.at desc",
        urns,
        open_only
    )
    .fetch_all(conn)
    .await?;
    let mut found: BTreeMap<Urn, Vec<Contest>> = BTreeMap::new();
    for row in rows {
        let (urn, contest) = row.contest()?;
        found.entry(urn).or_default().push(contest);
    }
    Ok(found)
}

/// Marks the values among these that are contested and not settled, and says by whom and why.
pub async fn mark(
    conn: &mut PgConnection,
    urns: &[i32],
    readings: &mut BTreeMap<Urn, Vec<Reading>>,
) -> Result<()> {
    for (urn, contests) in read(conn, urns, true).await? {
        for reading in readings.get_mut(&urn).into_iter().flatten() {
            let about = |contest: &&Contest| {
                contest.indicator == reading.indicator
                    && contest.finding == reading.seen.finding
                    && contest.as_at == reading.seen.as_at
            };
            if let Some(contest) = contests.iter().find(about) {
                reading.seen.contested = true;
                let words = contest.words();
                reading.from.note = if reading.from.note.is_empty() {
                    words
                } else {
                    format!("{} {words}", reading.from.note)
                };
            }
        }
    }
    Ok(())
}

/// Keeps a contest. False where there is one of that id already.
pub async fn add(
    conn: &mut PgConnection,
    authority: AuthorityId,
    of: Urn,
    contest: &Contest,
    by: &By,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into contest (authority_id, id, urn, indicator, finding, as_at, why, person_id,
             by_name, on_date)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict do nothing",
        key(authority),
        contest.id.0,
        urn_key(of),
        contest.indicator.as_str(),
        serde_json::to_value(contest.finding)?,
        contest.as_at,
        contest.why,
        by.id.0,
        contest.by,
        contest.on
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Who raised a contest; none where it was carried over.
pub async fn raised_by(conn: &mut PgConnection, id: ContestId) -> Result<Option<uuid::Uuid>> {
    Ok(
        sqlx::query_scalar!("select person_id from contest where id = $1", id.0)
            .fetch_optional(conn)
            .await?
            .flatten(),
    )
}

/// Keeps how a contest ended. False where it has ended already: the first word stands.
pub async fn settle(
    conn: &mut PgConnection,
    authority: AuthorityId,
    id: ContestId,
    how: Settlement,
    words: &str,
    by: &By,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into contest_settled (authority_id, contest_id, how, words, person_id, by_name)
         values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing",
        key(authority),
        id.0,
        serde_json::to_value(how)?,
        words,
        by.id.0,
        by.name
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A room that gives another value has settled what was contested of that indicator.
pub async fn settle_by_room(
    conn: &mut PgConnection,
    authority: AuthorityId,
    of: Urn,
    indicator: Key,
    finding: Finding,
    by: &By,
) -> Result<()> {
    let open = read(conn, &[urn_key(of)], true)
        .await?
        .remove(&of)
        .unwrap_or_default();
    for contest in open.iter().filter(|one| one.indicator == indicator) {
        let how = if contest.finding == finding {
            Settlement::Stands
        } else {
            Settlement::Corrected(finding)
        };
        settle(
            conn,
            authority,
            contest.id,
            how,
            "Settled in the meeting.",
            by,
        )
        .await?;
    }
    Ok(())
}

/// How many contests nobody has settled, of each school that has any.
pub async fn waiting(conn: &mut PgConnection) -> Result<BTreeMap<Urn, Vec<Contest>>> {
    let urns = sqlx::query_scalar!(
        "select distinct contest.urn
         from contest
         left join contest_settled on contest_settled.authority_id = contest.authority_id
             and contest_settled.contest_id = contest.id
         where contest_settled.contest_id is null"
    )
    .fetch_all(&mut *conn)
    .await?;
    read(conn, &urns, true).await
}
