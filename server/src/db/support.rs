//! Cases of support: the steps as they were taken, and what they come to. A case's row lock is what makes two
//! people take turns.

mod since;

pub use since::{first_visit_after, newest_before};

use domain::brokerage::NeedDraft;
use domain::schools::{AuthorityId, By, CaseId, ChangeId, LeaderId, NeedId, PersonId, Urn};
use domain::support::{Case, Step, Summary, Taken};
use sqlx::postgres::PgConnection;
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::people::urn_key;
use super::{constraint, from_word, key, moment, notify, whole, word};
use crate::error::{Error, Result};

/// Every case in a row, the one that moved last first.
pub async fn summaries(conn: &mut PgConnection) -> Result<Vec<Summary>> {
    let rows = sqlx::query_scalar!(
        "select summary as \"summary: Json<Summary>\" from support_case order by opened_at desc, id"
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Every case of a school in a row.
pub async fn of_school(conn: &mut PgConnection, urn: Urn) -> Result<Vec<Summary>> {
    let rows = sqlx::query_scalar!(
        "select summary as \"summary: Json<Summary>\" from support_case
         where urn = $1
         order by opened_at desc, id",
        urn_key(urn)
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Every case of these schools as it stands, the one that was opened last first.
pub async fn cases_of(conn: &mut PgConnection, urns: &[Urn]) -> Result<Vec<Case>> {
    let urns: Vec<i32> = urns.iter().map(|urn| urn_key(*urn)).collect();
    let rows = sqlx::query_scalar!(
        "select doc as \"doc: Json<Case>\" from support_case
         where urn = any($1)
         order by opened_at desc, id",
        &urns
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Every case whose study both schools said yes to.
pub async fn published(conn: &mut PgConnection) -> Result<Vec<Case>> {
    let rows = sqlx::query_scalar!(
        "select doc as \"doc: Json<Case>\" from support_case
         where summary ->> 'stage' = 'published'
         order by opened_at desc, id"
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// A case as it stands.
pub async fn one(conn: &mut PgConnection, id: CaseId) -> Result<Option<Case>> {
    let row = sqlx::query_scalar!(
        "select doc as \"doc: Json<Case>\" from support_case where id = $1",
        id.0
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| row.0))
}

/// The same, and nobody else takes a step of it until the transaction ends.
pub async fn lock(conn: &mut PgConnection, id: CaseId) -> Result<Option<Case>> {
    let row = sqlx::query_scalar!(
        "select doc as \"doc: Json<Case>\" from support_case where id = $1 for update",
        id.0
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| row.0))
}

/// The case a need is met in, if there is one.
pub async fn of_need(conn: &mut PgConnection, need: NeedId) -> Result<Option<CaseId>> {
    let id = sqlx::query_scalar!("select id from support_case where need_id = $1", need.0)
        .fetch_optional(conn)
        .await?;
    Ok(id.map(CaseId))
}

/// The other needs of the team a need belongs to, the lead's first, and the case each led to.
pub async fn in_team(
    conn: &mut PgConnection,
    need: NeedId,
) -> Result<Vec<(NeedDraft, Option<Case>)>> {
    let rows = sqlx::query!(
        "select need.draft as \"draft: Json<NeedDraft>\", support_case.doc as \"doc?: Json<Case>\"
         from need
         join need as own on own.authority_id = need.authority_id and own.id = $1
             and coalesce(need.lead_id, need.id) = coalesce(own.lead_id, own.id)
         left join support_case on support_case.authority_id = need.authority_id
             and support_case.need_id = need.id
         where need.id <> $1
         order by need.lead_id is not null, need.id",
        need.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.draft.0, row.doc.map(|doc| doc.0)))
        .collect())
}

struct StepRow {
    revision: i64,
    id: Uuid,
    at: OffsetDateTime,
    person_id: Option<Uuid>,
    person_name: String,
    part: Option<String>,
    step: Json<Step>,
}

impl StepRow {
    fn taken(self) -> Result<Taken> {
        Ok(Taken {
            revision: whole(self.revision)?,
            id: ChangeId(self.id),
            at: moment(self.at),
            by: By {
                id: PersonId(self.person_id.unwrap_or_default()),
                name: self.person_name,
            },
            part: self.part.as_deref().map(from_word).transpose()?,
            step: self.step.0,
        })
    }
}

/// The numbers of the steps of a case after one.
pub async fn revisions_since(conn: &mut PgConnection, id: CaseId, after: u64) -> Result<Vec<u64>> {
    sqlx::query_scalar!(
        "select revision from support_step where case_id = $1 and revision > $2 order by revision",
        id.0,
        i64::try_from(after).unwrap_or(i64::MAX)
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(whole)
    .collect()
}

/// The steps of a case, in order.
pub async fn steps(conn: &mut PgConnection, id: CaseId) -> Result<Vec<Taken>> {
    let rows = sqlx::query_as!(
        StepRow,
        "select revision, id, at, person_id, person_name, part, step as \"step: Json<Step>\"
         from support_step
         where case_id = $1
         order by revision",
        id.0
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(StepRow::taken).collect()
}

/// A step by its own id, with its case, if it was taken before.
pub async fn step(conn: &mut PgConnection, id: ChangeId) -> Result<Option<(CaseId, Taken)>> {
    let row = sqlx::query!("select case_id from support_step where id = $1", id.0)
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let case = CaseId(row.case_id);
    let found = steps(conn, case)
        .await?
        .into_iter()
        .find(|one| one.id == id);
    Ok(found.map(|taken| (case, taken)))
}

/// Seconds the last records of visits took to fill in, the middle one; none: none say.
pub async fn record_seconds(conn: &mut PgConnection, last: usize) -> Result<Option<u32>> {
    let middle = sqlx::query_scalar!(
        "select percentile_disc(0.5) within group (order by took)
         from (
             select (step -> 'visit' ->> 'seconds')::integer as took
             from support_step
             where step ->> 'step' = 'visit' and (step -> 'visit' ->> 'seconds')::integer > 0
             order by at desc
             limit $1
         ) as taken",
        i64::try_from(last).unwrap_or(i64::MAX)
    )
    .fetch_one(conn)
    .await?;
    middle.map(whole).transpose()
}

/// The moment now, as every row of this transaction has it.
pub async fn now(conn: &mut PgConnection) -> Result<domain::calendar::Moment> {
    let at = sqlx::query_scalar!("select now() as \"now!\"")
        .fetch_one(conn)
        .await?;
    Ok(moment(at))
}

/// Keeps a case with its first step. False where the case is there already.
pub async fn begin(
    conn: &mut PgConnection,
    authority: AuthorityId,
    case: &Case,
    taken: &Taken,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into support_case (authority_id, id, urn, need_id, revision, doc, summary, opened_at)
         values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::bigint / 1000.0))
         on conflict (authority_id, id) do nothing",
        key(authority),
        case.id.0,
        urn_key(case.urn),
        case.need.map(|need| need.0),
        whole::<i64, _>(case.revision)?,
        serde_json::to_value(case)?,
        serde_json::to_value(Summary::of(case))?,
        taken.at.0
    )
    .execute(&mut *conn)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    keep(conn, authority, case.id, taken).await?;
    Ok(true)
}

/// Keeps a step and what the case came to with it, under the case's lock.
pub async fn record(
    conn: &mut PgConnection,
    authority: AuthorityId,
    case: &Case,
    taken: &Taken,
) -> Result<()> {
    keep(conn, authority, case.id, taken).await?;
    sqlx::query!(
        "update support_case
         set revision = $3, doc = $4, summary = $5, need_id = $6
         where authority_id = $1 and id = $2",
        key(authority),
        case.id.0,
        whole::<i64, _>(case.revision)?,
        serde_json::to_value(case)?,
        serde_json::to_value(Summary::of(case))?,
        case.need.map(|need| need.0)
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn keep(
    conn: &mut PgConnection,
    authority: AuthorityId,
    case: CaseId,
    taken: &Taken,
) -> Result<()> {
    let part = taken.part.as_ref().map(word).transpose()?;
    let done = sqlx::query!(
        "insert into support_step (authority_id, case_id, revision, id, at, person_id, person_name,
             part, step)
         values ($1, $2, $3, $4, to_timestamp($5::bigint / 1000.0), $6, $7, $8, $9)",
        key(authority),
        case.0,
        whole::<i64, _>(taken.revision)?,
        taken.id.0,
        taken.at.0,
        Some(taken.by.id.0).filter(|id| !id.is_nil()),
        taken.by.name,
        part,
        serde_json::to_value(&taken.step)?
    )
    .execute(&mut *conn)
    .await;
    match done {
        Err(error) if constraint(&error) == Some("support_step_once") => {
            Err(Error::field("id", "another change has that id"))
        }
        other => {
            other?;
            notify(conn, &format!("case {authority} {case}")).await
        }
    }
}

/// Ends the days held for a need: none of them were given.
pub async fn free(conn: &mut PgConnection, need: NeedId) -> Result<()> {
    sqlx::query!(
        "update deployment set ended_at = now() where need_id = $1 and ended_at is null",
        need.0
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends the days held for a need, with as many as were given, and closes the need.
pub async fn settle(
    conn: &mut PgConnection,
    need: NeedId,
    given: domain::brokerage::HalfDays,
) -> Result<()> {
    if given.0 == 0 {
        free(&mut *conn, need).await?;
    } else {
        sqlx::query!(
            "update deployment set ended_at = now(), half_days = $2
             where need_id = $1 and ended_at is null",
            need.0,
            whole::<i32, _>(given.0)?
        )
        .execute(&mut *conn)
        .await?;
    }
    sqlx::query!(
        "update need set closed_at = now() where id = $1 and closed_at is null",
        need.0
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Holds days of another leader for a need whose days were freed, on the plan they were held by. False where
/// there was no such plan.
pub async fn hold_again(
    conn: &mut PgConnection,
    authority: AuthorityId,
    need: NeedId,
    leader: LeaderId,
    half_days: domain::brokerage::HalfDays,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into deployment (authority_id, id, plan_id, need_id, leader_id, half_days)
         select $1, $2, before.plan_id, $3, $4, $5
         from deployment as before
         where before.need_id = $3
         order by before.agreed_at desc
         limit 1",
        key(authority),
        Uuid::new_v4(),
        need.0,
        leader.0,
        whole::<i32, _>(half_days.0)?
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}
