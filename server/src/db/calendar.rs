//! The address of a person's own dates.

use domain::calendar::Moment;
use domain::schools::{AuthorityId, PersonId};
use sqlx::postgres::PgConnection;

use super::people::authority_id;
use super::{key, moment, setting};
use crate::error::Result;
use crate::session::TokenHash;

/// Gives a person an address, in place of the one before.
pub async fn put(
    conn: &mut PgConnection,
    authority: AuthorityId,
    person: PersonId,
    hash: TokenHash,
) -> Result<()> {
    sqlx::query!(
        "insert into calendar_link (authority_id, person_id, token_hash) values ($1, $2, $3)
         on conflict (authority_id, person_id)
         do update set token_hash = excluded.token_hash, made_at = now()",
        key(authority),
        person.0,
        hash.bytes()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// When a person's address was made; none: they have none.
pub async fn made(conn: &mut PgConnection, person: PersonId) -> Result<Option<Moment>> {
    let at = sqlx::query_scalar!(
        "select made_at from calendar_link where person_id = $1",
        person.0
    )
    .fetch_optional(conn)
    .await?;
    Ok(at.map(moment))
}

/// Takes it back.
pub async fn forget(conn: &mut PgConnection, person: PersonId) -> Result<()> {
    sqlx::query!("delete from calendar_link where person_id = $1", person.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Whose address this is; from here on rows of their authority are seen.
pub async fn whose(
    conn: &mut PgConnection,
    hash: TokenHash,
) -> Result<Option<(AuthorityId, PersonId)>> {
    let hex: String = hash
        .bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    setting(conn, "alongside.token", &hex).await?;
    let row = sqlx::query!(
        "select authority_id, person_id from calendar_link where token_hash = $1",
        hash.bytes()
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let authority = authority_id(row.authority_id)?;
    super::enter(conn, authority).await?;
    Ok(Some((authority, PersonId(row.person_id))))
}
