//! Letters as they were issued, and appeals against what was decided.

use std::collections::BTreeMap;

use domain::api::{Appeal, Issued};
use domain::meetings::{By, Letter};
use domain::schools::{AuthorityId, MeetingId, Urn};
use sqlx::postgres::PgConnection;
use sqlx::types::Json;

use super::people::urn_key;
use super::schools::urn;
use super::{key, moment};
use crate::error::Result;

/// The letter that was issued about what a meeting decided of a school.
pub async fn issued(
    conn: &mut PgConnection,
    meeting: MeetingId,
    of: Urn,
) -> Result<Option<(Letter, Issued)>> {
    let row = sqlx::query!(
        "select document as \"document: Json<Letter>\", by_name, at
         from letter_issued
         where meeting_id = $1 and urn = $2",
        meeting.0,
        urn_key(of)
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| {
        let issued = Issued {
            by: row.by_name,
            at: moment(row.at),
        };
        (row.document.0, issued)
    }))
}

/// Keeps a letter as issued; the first one stands.
pub async fn issue(
    conn: &mut PgConnection,
    authority: AuthorityId,
    (meeting, of): (MeetingId, Urn),
    letter: &Letter,
    by: &By,
) -> Result<()> {
    sqlx::query!(
        "insert into letter_issued (authority_id, meeting_id, urn, document, person_id, by_name)
         values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing",
        key(authority),
        meeting.0,
        urn_key(of),
        serde_json::to_value(letter)?,
        by.id.0,
        by.name
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps an appeal; the first one stands.
pub async fn add_appeal(
    conn: &mut PgConnection,
    authority: AuthorityId,
    (meeting, of): (MeetingId, Urn),
    text: &str,
    by: &By,
) -> Result<()> {
    sqlx::query!(
        "insert into appeal (authority_id, meeting_id, urn, text, person_id, by_name)
         values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing",
        key(authority),
        meeting.0,
        urn_key(of),
        text,
        by.id.0,
        by.name
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Appeals against the last decision on each of these schools: what no later decision has answered.
pub async fn open_appeals(conn: &mut PgConnection, urns: &[Urn]) -> Result<BTreeMap<Urn, Appeal>> {
    let urns: Vec<i32> = urns.iter().map(|urn| urn_key(*urn)).collect();
    let rows = sqlx::query!(
        "select last.urn, appeal.text, appeal.by_name, appeal.at
         from (
             select distinct on (urn) urn, meeting_id
             from decision
             where urn = any($1)
             order by urn, on_date desc, at desc
         ) as last
         join appeal on appeal.meeting_id = last.meeting_id and appeal.urn = last.urn",
        &urns
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let appeal = Appeal {
                text: row.text,
                by: row.by_name,
                at: moment(row.at),
            };
            Ok((urn(row.urn)?, appeal))
        })
        .collect()
}
