//! Sessions: known by the hash of a token and by nothing else.

use std::collections::HashMap;

use domain::schools::{AuthorityId, MeetingId, PersonId};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::people::authority_id;
use super::{key, setting};
use crate::error::Result;
use crate::session::TokenHash;

/// A session that is still good.
pub struct Open {
    pub authority: AuthorityId,
    pub person: PersonId,
    pub meeting: Option<MeetingId>,
    pub seen_at: OffsetDateTime,
}

/// How a session begins.
pub struct New<'a> {
    pub hash: &'a [u8],
    pub person: PersonId,
    pub meeting: Option<MeetingId>,
    /// Minutes it lasts however busy it is.
    pub minutes: i32,
}

/// Begins a session, clears away what has run out, and keeps the newest ten of the person.
pub async fn begin(conn: &mut PgConnection, authority: AuthorityId, new: &New<'_>) -> Result<()> {
    sqlx::query!("delete from session where expires_at < now()")
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "insert into session (authority_id, token_hash, person_id, meeting_id, expires_at)
         values ($1, $2, $3, $4, now() + make_interval(mins => $5))",
        key(authority),
        new.hash,
        new.person.0,
        new.meeting.map(|id| id.0),
        new.minutes
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from session where person_id = $1 and token_hash not in (
             select token_hash from session where person_id = $1
             order by created_at desc limit 10)",
        new.person.0
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The session of a token, by its hash, while it is good.
pub async fn open(conn: &mut PgConnection, hash: &[u8]) -> Result<Option<Open>> {
    setting(conn, "alongside.token", &hex(hash)).await?;
    let row = sqlx::query!(
        "select authority_id, person_id, meeting_id, seen_at
         from session
         where token_hash = $1 and session_is_good(session)",
        hash
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Open {
            authority: authority_id(row.authority_id)?,
            person: PersonId(row.person_id),
            meeting: row.meeting_id.map(MeetingId),
            seen_at: row.seen_at,
        })
    })
    .transpose()
}

/// What the people of these sessions are and belong to, in words that change whenever that does; those
/// that have ended are left out.
pub async fn standings(
    conn: &mut PgConnection,
    of: &[TokenHash],
) -> Result<HashMap<TokenHash, String>> {
    let hashes: Vec<Vec<u8>> = of.iter().map(|hash| hash.bytes().to_vec()).collect();
    let rows = sqlx::query!(
        "select session.token_hash,
             concat_ws(' ', session.meeting_id, person.role, person.leader_id,
                 array(select partnership_id from person_partnership
                       where person_id = person.id order by partnership_id)::text,
                 array(select urn from person_school
                       where person_id = person.id order by urn)::text) as \"standing!\"
         from session
         join person on person.authority_id = session.authority_id and person.id = session.person_id
         where session.token_hash = any($1) and session_is_good(session) and person.active",
        &hashes
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((TokenHash::of(&row.token_hash)?, row.standing)))
        .collect())
}

/// Notes that a session was used.
pub async fn touch(conn: &mut PgConnection, hash: &[u8]) -> Result<()> {
    sqlx::query!(
        "update session set seen_at = now() where token_hash = $1",
        hash
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends one session. False where it had ended before.
pub async fn end(conn: &mut PgConnection, hash: &[u8]) -> Result<bool> {
    let done = sqlx::query!("delete from session where token_hash = $1", hash)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends the projectors of a meeting.
pub async fn end_displays(conn: &mut PgConnection, meeting: MeetingId) -> Result<()> {
    sqlx::query!("delete from session where meeting_id = $1", meeting.0)
        .execute(conn)
        .await?;
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Ends every session of a person.
pub async fn end_all(conn: &mut PgConnection, person: PersonId) -> Result<()> {
    sqlx::query!("delete from session where person_id = $1", person.0)
        .execute(conn)
        .await?;
    Ok(())
}
