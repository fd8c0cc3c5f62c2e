//! The log of a meeting: added to, never edited.
//!
//! Its sequence is taken under the meeting's row lock in the transaction that writes the change, so it
//! has no gaps and no reader can skip one.

use std::collections::BTreeMap;

use domain::meetings::{Before, By, Carried, Change, Recorded};
use domain::schools::{AuthorityId, ChangeId, MeetingId, PersonId, Urn};
use sqlx::postgres::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::people::urn_key;
use super::{key, moment, notify, whole};
use crate::error::Result;

struct ChangeRow {
    seq: i64,
    id: Uuid,
    at: time::OffsetDateTime,
    person_id: Uuid,
    person_name: String,
    change: Json<Change>,
    before: Option<Json<Before>>,
}

impl ChangeRow {
    fn recorded(self) -> Result<Recorded> {
        Ok(Recorded {
            seq: whole(self.seq)?,
            id: ChangeId(self.id),
            at: moment(self.at),
            by: By {
                id: PersonId(self.person_id),
                name: self.person_name,
            },
            change: self.change.0,
            from: self.before.map(|before| before.0),
        })
    }
}

/// The log after a sequence number, in order.
pub async fn changes_since(
    conn: &mut PgConnection,
    id: MeetingId,
    after: u64,
) -> Result<Vec<Recorded>> {
    let rows = sqlx::query_as!(
        ChangeRow,
        "select seq, id, at, person_id, person_name, change as \"change: Json<Change>\",
             before as \"before: Json<Before>\"
         from meeting_change
         where meeting_id = $1 and seq > $2
         order by seq",
        id.0,
        i64::try_from(after).unwrap_or(i64::MAX)
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(ChangeRow::recorded).collect()
}

/// The part of the log that a change is checked against: the last of each kind and value of the school it is
/// about, who is in the chair, and the end.
pub async fn last_of(
    conn: &mut PgConnection,
    id: MeetingId,
    of: Option<Urn>,
) -> Result<Vec<Recorded>> {
    let rows = sqlx::query_as!(
        ChangeRow,
        // As an array, so that the log is read by its key whatever is known of how the tables have grown.
        "select seq, id, at, person_id, person_name, change as \"change: Json<Change>\",
             before as \"before: Json<Before>\"
         from meeting_change
         where meeting_id = $1
             and seq = any(array(
                 select last.seq from meeting_last as last
                 where last.meeting_id = $1
                     and (last.urn = $2 or last.urn = 0 and last.kind in ('chair', 'close'))))
         order by seq",
        id.0,
        of.map(urn_key)
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(ChangeRow::recorded).collect()
}

/// A change by its own id, if it was recorded before.
pub async fn change(
    conn: &mut PgConnection,
    meeting: MeetingId,
    id: ChangeId,
) -> Result<Option<Recorded>> {
    let row = sqlx::query_as!(
        ChangeRow,
        "select seq, id, at, person_id, person_name, change as \"change: Json<Change>\",
             before as \"before: Json<Before>\"
         from meeting_change
         where meeting_id = $1 and id = $2",
        meeting.0,
        id.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(ChangeRow::recorded).transpose()
}

/// Adds a change to the log, under the meeting's lock, and says so to every server.
pub async fn record(
    conn: &mut PgConnection,
    authority: AuthorityId,
    meeting: MeetingId,
    id: ChangeId,
    by: &By,
    change: &Change,
    before: Option<&Before>,
) -> Result<Recorded> {
    let row = sqlx::query!(
        "with next as (
             update meeting set seq = seq + 1,
                 closed_at = case when $7 then now() else closed_at end
             where id = $2
             returning seq
         )
         insert into meeting_change (authority_id, meeting_id, seq, id, person_id, person_name,
             change, before)
         select $1, $2, next.seq, $3, $4, $5, $6, $8 from next
         returning seq, at",
        key(authority),
        meeting.0,
        id.0,
        by.id.0,
        by.name,
        serde_json::to_value(change)?,
        matches!(change, Change::Close),
        before.map(serde_json::to_value).transpose()?
    )
    .fetch_one(&mut *conn)
    .await?;
    notify(conn, &format!("meeting {authority} {meeting}")).await?;
    Ok(Recorded {
        seq: whole(row.seq)?,
        id,
        at: moment(row.at),
        by: by.clone(),
        change: change.clone(),
        from: before.cloned(),
    })
}

/// Actions agreed on these schools in meetings that are closed, and that nobody has said are done.
pub async fn open_actions(
    conn: &mut PgConnection,
    urns: &[Urn],
) -> Result<BTreeMap<Urn, Vec<Carried>>> {
    let urns: Vec<i32> = urns.iter().map(|urn| urn_key(*urn)).collect();
    let rows = sqlx::query!(
        "select act.id, act.change as \"change: Json<Change>\", meeting.on_date
         from meeting_change as act
         join meeting on meeting.authority_id = act.authority_id and meeting.id = act.meeting_id
         where act.change ->> 'kind' = 'act'
             and (act.change ->> 'urn')::integer = any($1)
             and meeting.closed_at is not null
             and not exists (
                 select from meeting_change as done
                 where done.change ->> 'kind' = 'done'
                     and done.change ->> 'action' = act.id::text
             )
         order by act.change ->> 'due', act.at",
        &urns
    )
    .fetch_all(conn)
    .await?;
    let mut found: BTreeMap<Urn, Vec<Carried>> = BTreeMap::new();
    for row in rows {
        if let Change::Act {
            urn,
            text,
            owner,
            due,
        } = row.change.0
        {
            found.entry(urn).or_default().push(Carried {
                id: ChangeId(row.id),
                text,
                owner,
                due,
                agreed: row.on_date,
            });
        }
    }
    Ok(found)
}
