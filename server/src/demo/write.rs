//! Writes the district down, once, in one transaction.

use anyhow::bail;
use domain::meetings::By;
use sqlx::PgPool;
use sqlx::postgres::PgConnection;
use sqlx::{Connection, Postgres, Transaction};
use time::OffsetDateTime;

use super::edition::EDITION;
use super::{District, HeldMeeting, district, id, of_another_version};
use crate::db::{demo as db, money as book};

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The district was made.
    Made,
    /// It was there already, and was left as it is.
    AlreadyThere,
    /// It was there already as another version of the program makes it, and was left as it is.
    Another,
}

/// The last thing said in a meeting in progress was said so long before now.
const JUST_NOW: i64 = 60_000;

/// Makes the district where there is none. What is there already is left as it is.
///
/// # Errors
/// Where the database holds a real authority: made-up and real people are never mixed.
pub async fn ensure(pool: &PgPool) -> anyhow::Result<Written> {
    let mut tx = pool.begin().await?;
    let written = ensure_in(&mut tx).await?;
    tx.commit().await?;
    Ok(written)
}

/// Takes the district away and makes it again. Only the owner may take log and decisions away.
///
/// # Errors
/// Where the database holds a real authority, or the connection is not the owner’s.
pub async fn reset(owner: &mut PgConnection) -> anyhow::Result<Written> {
    let mut tx = owner.begin().await?;
    refuse_real(&mut tx).await?;
    db::erase(&mut tx).await?;
    let written = ensure_in(&mut tx).await?;
    tx.commit().await?;
    Ok(written)
}

async fn refuse_real(tx: &mut Transaction<'_, Postgres>) -> anyhow::Result<()> {
    db::enter(tx).await?;
    if db::holds_a_real_authority(tx).await? {
        bail!(
            "Demo people exist only in a demo database, and this one holds a real authority. \
             Nothing was written: use another database for the demonstration"
        );
    }
    Ok(())
}

async fn ensure_in(tx: &mut Transaction<'_, Postgres>) -> anyhow::Result<Written> {
    refuse_real(tx).await?;
    if db::present(tx).await? {
        return Ok(if of_another_version(tx).await? {
            Written::Another
        } else {
            Written::AlreadyThere
        });
    }
    let now = OffsetDateTime::now_utc();
    write(tx, &district(now.date())?, now).await?;
    Ok(Written::Made)
}

/// Writes a district; the transaction speaks for its authority already. Times in a meeting in
/// progress are moved so that the last of them is just before `now`.
async fn write(
    conn: &mut PgConnection,
    district: &District,
    now: OffsetDateTime,
) -> anyhow::Result<()> {
    db::authority(conn, &district.authority, &district.partnerships, &EDITION).await?;
    db::schools(conn, &district.schools).await?;
    db::people(conn, &district.people).await?;
    for held in &district.meetings {
        db::meeting(conn, held, later(held, now)).await?;
    }
    for (urn, reply) in &district.replies {
        db::reply(conn, id::reply(*urn), *urn, reply).await?;
    }
    db::known(conn, &district.known).await?;
    db::contests(conn, &district.contests).await?;
    db::brokerage(
        conn,
        &district.types,
        &district.leaders,
        &district.needs,
        &district.given,
    )
    .await?;
    db::cases(conn, &district.cases).await?;
    db::targets(conn, &district.targets).await?;
    db::logbooks(conn, &district.logbooks).await?;
    money(conn, district).await
}

/// What was done with money, written as it is on screen.
async fn money(conn: &mut PgConnection, district: &District) -> anyhow::Result<()> {
    let authority = district.authority.id;
    let mut seq = book::lock(conn, authority).await?;
    let mut open = book::book(conn).await?;
    for one in &district.money {
        let by = By {
            id: one.asked.by,
            name: one.by.to_owned(),
        };
        let wanted = book::Wanted {
            id: one.asked.id,
            by: &by,
            on: one.asked.on,
            why: &one.asked.why,
            change: one.asked.change.clone(),
        };
        book::record(conn, authority, &mut open, seq, wanted).await?;
        seq += 1;
    }
    Ok(())
}

fn later(held: &HeldMeeting, now: OffsetDateTime) -> i64 {
    match (held.closed, held.log.last()) {
        (None, Some(last)) => now.unix_timestamp() * 1000 - JUST_NOW - last.at.0,
        _ => 0,
    }
}
