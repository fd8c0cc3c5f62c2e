//! Whether heads have heard what was decided of their school, from whom and how. Until one has, or an
//! officer has recorded why not, the category is seen by nobody outside the room.

use std::collections::BTreeMap;

use domain::api::Told;
use domain::schools::{AuthorityId, MeetingId, PersonId, Urn};
use sqlx::PgConnection;

use super::people::urn_key;
use super::schools::urn;
use super::{key, moment};
use crate::error::Result;

/// Records that the head was told what the meeting decided, or why not. False where that was recorded
/// before: the first word stands.
pub async fn record(
    conn: &mut PgConnection,
    authority: AuthorityId,
    meeting: MeetingId,
    of: Urn,
    by: PersonId,
    how: &str,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into head_told (authority_id, meeting_id, urn, person_id, how)
         values ($1, $2, $3, $4, $5)
         on conflict do nothing",
        key(authority),
        meeting.0,
        urn_key(of),
        by.0,
        how
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What was recorded of telling the head of this school what that meeting decided.
pub async fn of(conn: &mut PgConnection, meeting: MeetingId, of: Urn) -> Result<Option<Told>> {
    let row = sqlx::query!(
        "select head_told.at, head_told.how, person.name
         from head_told
         join person on person.authority_id = head_told.authority_id
             and person.id = head_told.person_id
         where head_told.meeting_id = $1
             and head_told.urn = $2",
        meeting.0,
        urn_key(of)
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Told {
        at: moment(row.at),
        by: row.name,
        how: row.how,
    }))
}

/// Whether the head of each school has heard what was last decided of it. Schools without a decision
/// are not in it.
pub async fn all(conn: &mut PgConnection) -> Result<BTreeMap<Urn, bool>> {
    let rows = sqlx::query!(
        "select distinct on (decision.urn) decision.urn, head_told.urn is not null as \"told!\"
         from decision
         left join head_told on head_told.authority_id = decision.authority_id
             and head_told.meeting_id = decision.meeting_id
             and head_told.urn = decision.urn
         order by decision.urn, decision.on_date desc, decision.at desc"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Ok((urn(row.urn)?, row.told)))
        .collect()
}
