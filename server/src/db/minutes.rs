//! Minutes as they were signed.

use domain::api::Signed;
use domain::meetings::By;
use domain::schools::{AuthorityId, MeetingId};
use sqlx::postgres::PgConnection;

use super::{key, moment};
use crate::error::Result;

/// The signed minutes of a meeting: the document, word for word, and who signed it.
pub async fn signed(conn: &mut PgConnection, id: MeetingId) -> Result<Option<(String, Signed)>> {
    let row = sqlx::query!(
        "select document, seal, note, by_name, at from minutes_signed where meeting_id = $1",
        id.0
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| {
        let signed = Signed {
            by: row.by_name,
            at: moment(row.at),
            seal: row.seal,
            note: row.note,
        };
        (row.document, signed)
    }))
}

/// Keeps minutes under their seal. False where they are signed already: the first signature stands.
pub async fn sign(
    conn: &mut PgConnection,
    authority: AuthorityId,
    id: MeetingId,
    (document, seal): (&str, &str),
    note: &str,
    by: &By,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into minutes_signed (authority_id, meeting_id, document, seal, note, person_id,
             by_name)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict do nothing",
        key(authority),
        id.0,
        document,
        seal,
        note,
        by.id.0,
        by.name
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}
