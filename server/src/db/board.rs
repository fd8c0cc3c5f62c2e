//! The board and what was accepted on it. One board an authority: its row lock is what makes two brokers
//! take turns, and days are only ever reserved under it.

mod pays;

pub use pays::{pays, purse, purse_moved, set_pays};

use domain::api::{BoardDone, BoardRecorded, Pair};
use domain::brokerage::{Board, HalfDays, Rule, Waiver};
use domain::meetings::By;
use domain::schools::{AuthorityId, ChangeId, LeaderId, NeedId, PersonId};
use sqlx::postgres::PgConnection;
use sqlx::types::Json;
use std::sync::Arc;
use uuid::Uuid;

use super::{brokerage, constraint, key, moment, schools, whole, word};
use crate::error::{Error, Result};

/// The board as it stands.
pub async fn read(conn: &mut PgConnection) -> Result<Board> {
    let types = brokerage::types(conn).await?;
    let leaders = brokerage::leaders(conn).await?;
    let needs = brokerage::needs(conn).await?;
    let (pins, exclusions) = held(conn).await?;
    let waivers = waivers(conn).await?;
    let register = schools::register(conn).await?;
    let revision = revision(conn).await?;
    let board = Board::open(types, leaders, needs, pins, exclusions, revision);
    let (purse, pays) = (purse(conn).await?, pays(conn).await?);
    Ok(board
        .knowing(Arc::new(register), waivers)
        .paying(Arc::new(purse), pays))
}

/// Takes the board's lock, and the revision it is at. The first to ask makes it.
pub async fn lock(conn: &mut PgConnection, authority: AuthorityId) -> Result<u64> {
    sqlx::query!(
        "insert into board (authority_id) values ($1) on conflict do nothing",
        key(authority)
    )
    .execute(&mut *conn)
    .await?;
    let revision = sqlx::query_scalar!(
        "select revision from board where authority_id = $1 for update",
        key(authority)
    )
    .fetch_one(conn)
    .await?;
    whole(revision)
}

/// The revision the board is at.
pub async fn revision(conn: &mut PgConnection) -> Result<u64> {
    let revision = sqlx::query_scalar!("select revision from board")
        .fetch_optional(conn)
        .await?;
    whole(revision.unwrap_or(0))
}

/// Pins and exclusions, in order.
pub async fn held(conn: &mut PgConnection) -> Result<(Vec<Pair>, Vec<Pair>)> {
    let rows =
        sqlx::query!("select need_id, leader_id, held from board_pair order by need_id, leader_id")
            .fetch_all(conn)
            .await?;
    let (mut pins, mut exclusions) = (Vec::new(), Vec::new());
    for row in rows {
        let pair = Pair {
            need: NeedId(row.need_id),
            leader: LeaderId(row.leader_id),
        };
        if row.held == "pin" {
            pins.push(pair);
        } else {
            exclusions.push(pair);
        }
    }
    Ok((pins, exclusions))
}

/// What people hold about a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    Pin,
    Exclude,
}

impl Held {
    fn word(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Exclude => "exclude",
        }
    }
}

/// Pins or excludes a pair. A need has one pin: pinning another lets the first go.
pub async fn hold(
    conn: &mut PgConnection,
    authority: AuthorityId,
    pair: Pair,
    held: Held,
) -> Result<()> {
    if held == Held::Pin {
        sqlx::query!(
            "delete from board_pair where need_id = $1 and held = 'pin'",
            pair.need.0
        )
        .execute(&mut *conn)
        .await?;
    }
    let done = sqlx::query!(
        "insert into board_pair (authority_id, need_id, leader_id, held) values ($1, $2, $3, $4)
         on conflict (authority_id, need_id, leader_id) do update set held = excluded.held",
        key(authority),
        pair.need.0,
        pair.leader.0,
        held.word()
    )
    .execute(conn)
    .await;
    match done {
        Err(error)
            if matches!(
                constraint(&error),
                Some("board_pair_need" | "board_pair_leader")
            ) =>
        {
            Err(Error::NotFound)
        }
        other => other.map(|_| ()).map_err(Into::into),
    }
}

/// Lets go of what is held of a pair.
pub async fn let_go(conn: &mut PgConnection, pair: Pair, held: Held) -> Result<()> {
    sqlx::query!(
        "delete from board_pair where need_id = $1 and leader_id = $2 and held = $3",
        pair.need.0,
        pair.leader.0,
        held.word()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Rules that are set aside, in order of pair and rule.
pub async fn waivers(conn: &mut PgConnection) -> Result<Vec<Waiver>> {
    let rows = sqlx::query_scalar!(
        "select doc as \"doc: Json<Waiver>\" from board_waiver order by need_id, leader_id, rule"
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Sets a rule aside for a pair, in place of an earlier waiver of it.
pub async fn waive(
    conn: &mut PgConnection,
    authority: AuthorityId,
    by: PersonId,
    waiver: &Waiver,
) -> Result<()> {
    sqlx::query!(
        "insert into board_waiver (authority_id, need_id, leader_id, rule, doc, person_id)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (authority_id, need_id, leader_id, rule)
         do update set doc = excluded.doc, person_id = excluded.person_id, at = now()",
        key(authority),
        waiver.need.0,
        waiver.leader.0,
        word(&waiver.rule)?,
        serde_json::to_value(waiver)?,
        by.0
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes a waiver back.
pub async fn unwaive(conn: &mut PgConnection, pair: Pair, rule: Rule) -> Result<()> {
    sqlx::query!(
        "delete from board_waiver where need_id = $1 and leader_id = $2 and rule = $3",
        pair.need.0,
        pair.leader.0,
        word(&rule)?
    )
    .execute(conn)
    .await?;
    Ok(())
}

struct ChangeRow {
    revision: i64,
    id: Uuid,
    at: time::OffsetDateTime,
    person_id: Uuid,
    person_name: String,
    change: Json<BoardDone>,
}

impl ChangeRow {
    fn recorded(self) -> Result<BoardRecorded> {
        Ok(BoardRecorded {
            revision: whole(self.revision)?,
            id: ChangeId(self.id),
            at: moment(self.at),
            by: By {
                id: PersonId(self.person_id),
                name: self.person_name,
            },
            change: self.change.0,
        })
    }
}

/// A change of the board by its own id, if it was recorded before.
pub async fn change(conn: &mut PgConnection, id: ChangeId) -> Result<Option<BoardRecorded>> {
    let row = sqlx::query_as!(
        ChangeRow,
        "select revision, id, at, person_id, person_name, change as \"change: Json<BoardDone>\"
         from board_change
         where id = $1",
        id.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(ChangeRow::recorded).transpose()
}

/// The board's log after a revision, in order.
pub async fn changes_since(conn: &mut PgConnection, after: u64) -> Result<Vec<BoardRecorded>> {
    let rows = sqlx::query_as!(
        ChangeRow,
        "select revision, id, at, person_id, person_name, change as \"change: Json<BoardDone>\"
         from board_change
         where revision > $1
         order by revision",
        i64::try_from(after).unwrap_or(i64::MAX)
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(ChangeRow::recorded).collect()
}

/// Adds a change to the board's log, under its lock, and says so to every server.
pub async fn record(
    conn: &mut PgConnection,
    authority: AuthorityId,
    id: ChangeId,
    by: &By,
    change: &BoardDone,
) -> Result<BoardRecorded> {
    let row = sqlx::query!(
        "with next as (
             update board set revision = revision + 1 where authority_id = $1 returning revision
         )
         insert into board_change (authority_id, revision, id, person_id, person_name, change)
         select $1, next.revision, $2, $3, $4, $5 from next
         returning revision, at",
        key(authority),
        id.0,
        by.id.0,
        by.name,
        serde_json::to_value(change)?
    )
    .fetch_one(&mut *conn)
    .await?;
    super::notify(conn, &format!("board {authority}")).await?;
    Ok(BoardRecorded {
        revision: whole(row.revision)?,
        id,
        at: moment(row.at),
        by: by.clone(),
        change: change.clone(),
    })
}

/// An accepted plan: the instance it solves, what was found, and the proof.
pub struct Accepted<'a> {
    pub id: Uuid,
    pub revision: u64,
    pub by: PersonId,
    pub instance: &'a serde_json::Value,
    pub plan: &'a serde_json::Value,
    pub certificate: Option<&'a serde_json::Value>,
    /// Each pair and the half-days it takes.
    pub matches: &'a [(Pair, HalfDays)],
}

/// Keeps a plan and reserves its days, under the board's lock.
pub async fn accept(
    conn: &mut PgConnection,
    authority: AuthorityId,
    accepted: &Accepted<'_>,
) -> Result<()> {
    sqlx::query!(
        "insert into plan (authority_id, id, revision, person_id, instance, plan, certificate)
         values ($1, $2, $3, $4, $5, $6, $7)",
        key(authority),
        accepted.id,
        whole::<i64, _>(accepted.revision)?,
        accepted.by.0,
        accepted.instance,
        accepted.plan,
        accepted.certificate
    )
    .execute(&mut *conn)
    .await?;
    for (pair, half_days) in accepted.matches {
        let done = sqlx::query!(
            "insert into deployment (authority_id, id, plan_id, need_id, leader_id, half_days)
             values ($1, $2, $3, $4, $5, $6)",
            key(authority),
            Uuid::new_v4(),
            accepted.id,
            pair.need.0,
            pair.leader.0,
            whole::<i32, _>(half_days.0)?
        )
        .execute(&mut *conn)
        .await;
        match done {
            Err(error) if constraint(&error) == Some("deployment_need_met_once") => {
                return Err(Error::Stale {
                    title: "somebody has agreed help for one of these schools already".to_owned(),
                    detail: String::new(),
                });
            }
            other => other?,
        };
    }
    Ok(())
}
