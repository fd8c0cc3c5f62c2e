//! One leader's record: what stands, what was said before, and the work they were given.

use domain::api::{LeaderDeployment, LeaderRecorded};
use domain::brokerage::{Changed, HalfDays, Leader, LeaderType, NeedDraft};
use domain::meetings::By;
use domain::schools::{AuthorityId, ChangeId, LeaderId, NeedId, PersonId};
use sqlx::postgres::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::brokerage;
use super::{constraint, key, moment, whole};
use crate::error::{Error, Result};

/// A leader as the record has them, with nothing added, and the revision that is.
pub struct Kept {
    pub leader: Leader,
    pub revision: u64,
}

/// What the record says of a leader.
pub async fn kept(conn: &mut PgConnection, id: LeaderId) -> Result<Option<Kept>> {
    let row = sqlx::query!(
        "select doc as \"doc: Json<Leader>\", revision from leader where id = $1",
        id.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Kept {
            leader: row.doc.0,
            revision: whole(row.revision)?,
        })
    })
    .transpose()
}

/// A leader as every page shows them: with what is agreed here.
pub async fn one(conn: &mut PgConnection, id: LeaderId) -> Result<Option<Leader>> {
    let all = brokerage::leaders(conn).await?;
    Ok(all.into_iter().find(|leader| leader.id == id))
}

/// What is written with a change.
pub struct Change<'a> {
    pub id: ChangeId,
    pub by: &'a By,
    pub added: bool,
    pub changes: &'a [Changed],
    pub why: &'a str,
}

/// Keeps a record as it is now and says who made it so; the board's lock is held. The revision it is at.
pub async fn record(
    conn: &mut PgConnection,
    authority: AuthorityId,
    leader: &Leader,
    change: &Change<'_>,
) -> Result<u64> {
    let done = sqlx::query_scalar!(
        "with now as (
             insert into leader (authority_id, id, name, doc, revision) values ($1, $2, $3, $4, 1)
             on conflict (authority_id, id) do update set
                 name = excluded.name,
                 doc = excluded.doc,
                 revision = leader.revision + 1
             returning revision
         )
         select revision as \"revision!\" from now",
        key(authority),
        leader.id.0,
        leader.name,
        serde_json::to_value(leader)?
    )
    .fetch_one(&mut *conn)
    .await?;
    let written = sqlx::query!(
        "insert into leader_change
             (authority_id, leader_id, revision, id, person_id, person_name, added, changes, why)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        key(authority),
        leader.id.0,
        done,
        change.id.0,
        change.by.id.0,
        change.by.name,
        change.added,
        serde_json::to_value(change.changes)?,
        change.why
    )
    .execute(conn)
    .await;
    match written {
        Err(error) if constraint(&error) == Some("leader_change_once") => {
            Err(Error::field("id", "another change has that id"))
        }
        other => {
            other?;
            whole(done)
        }
    }
}

struct Row {
    revision: i64,
    id: Uuid,
    at: time::OffsetDateTime,
    person_id: Uuid,
    person_name: String,
    added: bool,
    changes: Json<Vec<Changed>>,
    why: String,
}

impl Row {
    fn recorded(self) -> Result<LeaderRecorded> {
        Ok(LeaderRecorded {
            revision: whole(self.revision)?,
            id: ChangeId(self.id),
            at: moment(self.at),
            by: By {
                id: PersonId(self.person_id),
                name: self.person_name,
            },
            added: self.added,
            changes: self.changes.0,
            why: self.why,
        })
    }
}

/// What was said of a leader, newest first.
pub async fn history(conn: &mut PgConnection, id: LeaderId) -> Result<Vec<LeaderRecorded>> {
    let rows = sqlx::query_as!(
        Row,
        "select revision, id, at, person_id, person_name, added,
             changes as \"changes: Json<Vec<Changed>>\", why
         from leader_change
         where leader_id = $1
         order by revision desc",
        id.0
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::recorded).collect()
}

/// The work a leader was given, newest first.
pub async fn deployments(conn: &mut PgConnection, id: LeaderId) -> Result<Vec<LeaderDeployment>> {
    let rows = sqlx::query!(
        "select work.need_id, need.draft as \"draft: Json<NeedDraft>\", school.name, work.half_days,
             (work.agreed_at at time zone 'UTC')::date as \"agreed!\",
             (work.ended_at at time zone 'UTC')::date as ended
         from deployment as work
         join need on need.authority_id = work.authority_id and need.id = work.need_id
         join school on school.authority_id = need.authority_id and school.urn = need.urn
         where work.leader_id = $1
         order by work.agreed_at desc, school.name, work.id",
        id.0
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let draft = row.draft.0;
            Ok(LeaderDeployment {
                need: NeedId(row.need_id),
                urn: draft.urn,
                school: row.name,
                area: draft.area,
                half_days: HalfDays(whole(row.half_days)?),
                from: draft.from,
                to: draft.to,
                agreed: Some(row.agreed),
                ended: row.ended,
            })
        })
        .collect()
}

/// Work a leader is pinned to and nobody has agreed yet.
pub async fn pinned(conn: &mut PgConnection, id: LeaderId) -> Result<Vec<LeaderDeployment>> {
    let rows = sqlx::query!(
        "select need.id, need.draft as \"draft: Json<NeedDraft>\", school.name
         from board_pair
         join need on need.authority_id = board_pair.authority_id and need.id = board_pair.need_id
         join school on school.authority_id = need.authority_id and school.urn = need.urn
         where board_pair.leader_id = $1 and board_pair.held = 'pin' and need.closed_at is null
             and not exists (select from deployment as work
                 where work.authority_id = need.authority_id and work.need_id = need.id
                     and work.ended_at is null)
         order by school.name, need.id",
        id.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let draft = row.draft.0;
            LeaderDeployment {
                need: NeedId(row.id),
                urn: draft.urn,
                school: row.name,
                area: draft.area,
                half_days: draft.half_days,
                from: draft.from,
                to: draft.to,
                agreed: None,
                ended: None,
            }
        })
        .collect())
}

/// Says who made a type of leader what it is; the board's lock is held.
pub async fn record_type(
    conn: &mut PgConnection,
    authority: AuthorityId,
    was: Option<&LeaderType>,
    becomes: &LeaderType,
    by: &By,
) -> Result<()> {
    brokerage::put_type(conn, authority, becomes).await?;
    sqlx::query!(
        "insert into leader_type_change (authority_id, type_id, person_id, person_name, was, becomes)
         values ($1, $2, $3, $4, $5, $6)",
        key(authority),
        becomes.id.as_str(),
        by.id.0,
        by.name,
        was.map(serde_json::to_value).transpose()?,
        serde_json::to_value(becomes)?
    )
    .execute(conn)
    .await?;
    Ok(())
}
