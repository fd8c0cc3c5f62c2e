//! Links in letters: found by the hash of their token, good for one question, used once.

use domain::calendar::Moment;
use domain::schools::{AuthorityId, CaseId, PersonId};
use domain::support::Question;
use sqlx::postgres::PgConnection;
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::super::people::authority_id;
use super::super::{enter, key, moment, setting};
use crate::error::Result;
use crate::session::TokenHash;

/// A link to one thing, in place of earlier ones.
pub async fn link(
    conn: &mut PgConnection,
    authority: AuthorityId,
    notice: Uuid,
    hash: TokenHash,
    expires: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "delete from mail_link where notice_id = $1 and used_at is null",
        notice
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into mail_link (authority_id, token_hash, notice_id, expires_at) values ($1, $2, $3, $4)",
        key(authority),
        hash.bytes(),
        notice,
        expires
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whose a link is.
pub struct Linked {
    pub authority: AuthorityId,
    pub person: PersonId,
    pub case: CaseId,
    pub question: Question,
    pub used: Option<Moment>,
    pub expired: bool,
}

/// Which authority a link is of, as far as anybody may know who holds it.
pub async fn authority_of(conn: &mut PgConnection, hash: TokenHash) -> Result<Option<AuthorityId>> {
    let hex: String = hash
        .bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    setting(conn, "alongside.token", &hex).await?;
    let found = sqlx::query_scalar!(
        "select authority_id from mail_link where token_hash = $1",
        hash.bytes()
    )
    .fetch_optional(conn)
    .await?;
    found.map(authority_id).transpose()
}

/// The link of a token, by its hash; from here on rows of its authority are seen. Held until the transaction
/// ends, so that it is used once.
pub async fn linked(conn: &mut PgConnection, hash: TokenHash) -> Result<Option<Linked>> {
    let Some(authority) = authority_of(conn, hash).await? else {
        return Ok(None);
    };
    enter(conn, authority).await?;
    let row = sqlx::query!(
        "select notice.person_id, notice.case_id as \"case_id!\",
             notice.question as \"question!: Json<Question>\", mail_link.used_at,
             mail_link.expires_at < now() as \"expired!\"
         from mail_link
         join notice on notice.authority_id = mail_link.authority_id and notice.id = mail_link.notice_id
         where mail_link.token_hash = $1 and notice.case_id is not null and notice.question is not null
         for update of mail_link",
        hash.bytes()
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Linked {
        authority,
        person: PersonId(row.person_id),
        case: CaseId(row.case_id),
        question: row.question.0,
        used: row.used_at.map(moment),
        expired: row.expired,
    }))
}

/// The link was used.
pub async fn used(conn: &mut PgConnection, hash: TokenHash) -> Result<()> {
    sqlx::query!(
        "update mail_link set used_at = now() where token_hash = $1",
        hash.bytes()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What somebody without an account still has to write, and whose link is too old: told again, with a new one.
pub async fn renew(conn: &mut PgConnection, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "update notice set mail_id = null
         where settled_at is null and mail_id is not null
             and question ->> 'asked' in ('visit', 'interim', 'report')
             and exists (
                 select from mail_link
                 where mail_link.notice_id = notice.id and used_at is null and expires_at <= $1
             )
             and not exists (
                 select from mail_link where mail_link.notice_id = notice.id and expires_at > $1
             )",
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}
