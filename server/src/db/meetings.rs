//! Meetings: how each opened, and what schools said before it.

use std::collections::BTreeMap;

use domain::api::{Coming, MeetingRow};
use domain::calendar::Date;
use domain::meetings::{By, Meeting, Opening, Purpose, Reply};
use domain::schools::{AuthorityId, MeetingId, PartnershipId, PersonId, Urn};
use sqlx::postgres::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::people::urn_key;
use super::schools::urn;
use super::{constraint, key, whole};
use crate::error::{Error, Result};

/// A meeting as it is kept.
pub struct Kept {
    pub meeting: Meeting,
    /// The document it works under.
    pub scheme: String,
    /// The last change.
    pub seq: u64,
    pub closed: bool,
}

struct Row {
    id: Uuid,
    title: String,
    partnership_id: Uuid,
    partnership_name: String,
    on_date: Date,
    scheme_name: String,
    scheme_version: i32,
    scheme: String,
    chair_id: Uuid,
    chair_name: String,
    frozen_on: Date,
    seq: i64,
    closed: bool,
}

impl Row {
    fn kept(self) -> Result<Kept> {
        let meeting = Meeting {
            id: MeetingId(self.id),
            title: self.title,
            partnership: PartnershipId(self.partnership_id),
            partnership_name: self.partnership_name,
            on: self.on_date,
            scheme: self.scheme_name,
            scheme_version: whole(self.scheme_version)?,
            chair: By {
                id: PersonId(self.chair_id),
                name: self.chair_name,
            },
            frozen: self.frozen_on,
        };
        Ok(Kept {
            meeting,
            scheme: self.scheme,
            seq: whole(self.seq)?,
            closed: self.closed,
        })
    }
}

/// One meeting.
pub async fn one(conn: &mut PgConnection, id: MeetingId) -> Result<Option<Kept>> {
    let row = sqlx::query_as!(
        Row,
        "select meeting.id, meeting.title, meeting.partnership_id,
             partnership.name as partnership_name, meeting.on_date, meeting.scheme_name,
             meeting.scheme_version, meeting.scheme, meeting.chair_id, person.name as chair_name,
             meeting.frozen_on, meeting.seq, meeting.closed_at is not null as \"closed!\"
         from meeting
         join partnership on partnership.authority_id = meeting.authority_id
             and partnership.id = meeting.partnership_id
         join person on person.authority_id = meeting.authority_id and person.id = meeting.chair_id
         where meeting.id = $1",
        id.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(Row::kept).transpose()
}

/// Makes everybody else who writes to this meeting wait until the transaction ends. True where it is
/// closed: what was read before the wait may be old.
pub async fn lock(conn: &mut PgConnection, id: MeetingId) -> Result<bool> {
    sqlx::query_scalar!(
        "select closed_at is not null as \"closed!\" from meeting where id = $1 for update",
        id.0
    )
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)
}

/// Every meeting of the authority with how far it is, newest first.
pub async fn all(conn: &mut PgConnection) -> Result<Vec<MeetingRow>> {
    let rows = sqlx::query!(
        "select meeting.id, meeting.title, meeting.partnership_id,
             partnership.name as partnership_name, meeting.on_date, meeting.scheme_name,
             meeting.scheme_version, meeting.chair_id, person.name as chair_name, meeting.frozen_on,
             meeting.closed_at is not null as \"closed!\",
             (select count(*) from meeting_item where meeting_item.meeting_id = meeting.id)
                 as \"schools!\",
             (select count(distinct urn) from decision where decision.meeting_id = meeting.id)
                 as \"decided!\",
             (select change -> 'purpose' from meeting_change
              where meeting_change.meeting_id = meeting.id and change ->> 'kind' = 'purpose'
              order by meeting_change.seq desc limit 1) as \"purpose: Json<Purpose>\"
         from meeting
         join partnership on partnership.authority_id = meeting.authority_id
             and partnership.id = meeting.partnership_id
         join person on person.authority_id = meeting.authority_id and person.id = meeting.chair_id
         order by meeting.on_date desc, meeting.id"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let meeting = Meeting {
                id: MeetingId(row.id),
                title: row.title,
                partnership: PartnershipId(row.partnership_id),
                partnership_name: row.partnership_name,
                on: row.on_date,
                scheme: row.scheme_name,
                scheme_version: whole(row.scheme_version)?,
                chair: By {
                    id: PersonId(row.chair_id),
                    name: row.chair_name,
                },
                frozen: row.frozen_on,
            };
            Ok(MeetingRow {
                meeting,
                closed: row.closed,
                schools: whole(row.schools)?,
                decided: whole(row.decided)?,
                purpose: row
                    .purpose
                    .map_or_else(Purpose::default, |purpose| purpose.0),
            })
        })
        .collect()
}

/// Opens a meeting on these schools. False where it was open already: opening twice is one meeting.
pub async fn open(
    conn: &mut PgConnection,
    authority: AuthorityId,
    meeting: &Meeting,
    scheme: &str,
    openings: &[Opening],
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into meeting (authority_id, id, partnership_id, title, on_date, scheme_name,
             scheme_version, scheme, chair_id, frozen_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (authority_id, id) do nothing",
        key(authority),
        meeting.id.0,
        meeting.partnership.0,
        meeting.title,
        meeting.on,
        meeting.scheme,
        whole::<i32, _>(meeting.scheme_version)?,
        scheme,
        meeting.chair.id.0,
        meeting.frozen
    )
    .execute(&mut *conn)
    .await;
    match done {
        Err(error) if constraint(&error) == Some("meeting_partnership") => {
            return Err(Error::NotFound);
        }
        other => {
            if other?.rows_affected() == 0 {
                return Ok(false);
            }
        }
    }
    let urns: Vec<i32> = openings.iter().map(|one| urn_key(one.school.urn)).collect();
    let documents = openings
        .iter()
        .map(serde_json::to_value)
        .collect::<Result<Vec<_>, _>>()?;
    sqlx::query!(
        "insert into meeting_item (authority_id, meeting_id, urn, opening)
         select $1, $2, item.urn, item.opening
         from unnest($3::integer[], $4::jsonb[]) as item (urn, opening)",
        key(authority),
        meeting.id.0,
        &urns,
        &documents
    )
    .execute(conn)
    .await?;
    Ok(true)
}

/// How each school of a meeting was when it opened.
pub async fn openings(conn: &mut PgConnection, id: MeetingId) -> Result<Vec<Opening>> {
    let rows = sqlx::query_scalar!(
        "select opening as \"opening: Json<Opening>\" from meeting_item
         where meeting_id = $1
         order by urn",
        id.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// How one school of a meeting was when it opened; none where it is not on the agenda.
pub async fn opening(conn: &mut PgConnection, id: MeetingId, of: Urn) -> Result<Option<Opening>> {
    let row = sqlx::query_scalar!(
        "select opening as \"opening: Json<Opening>\" from meeting_item
         where meeting_id = $1 and urn = $2",
        id.0,
        urn_key(of)
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| row.0))
}

/// Meetings that are open and have a school on their agenda, in a fixed order: two that lock several never
/// wait for each other.
pub async fn open_on(conn: &mut PgConnection, of: Urn) -> Result<Vec<MeetingId>> {
    let rows = sqlx::query_scalar!(
        "select meeting.id
         from meeting
         join meeting_item on meeting_item.authority_id = meeting.authority_id
             and meeting_item.meeting_id = meeting.id
         where meeting_item.urn = $1 and meeting.closed_at is null
         order by meeting.id",
        urn_key(of)
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(MeetingId).collect())
}

/// Open meetings that will speak of a school, and actions agreed about it, from a day on.
pub async fn coming(conn: &mut PgConnection, of: Urn, from: Date) -> Result<Vec<Coming>> {
    let rows = sqlx::query!(
        "select meeting.on_date as \"on!\", meeting.title as \"what!\", '' as \"owner!\",
             meeting.id as \"meeting!\"
         from meeting
         join meeting_item on meeting_item.authority_id = meeting.authority_id
             and meeting_item.meeting_id = meeting.id
         where meeting_item.urn = $1 and meeting.closed_at is null and meeting.on_date >= $2
         union all
         select (change ->> 'due')::date, change ->> 'text', change ->> 'owner', meeting_id
         from meeting_change
         where change ->> 'kind' = 'act' and (change ->> 'urn')::integer = $1
             and (change ->> 'due')::date >= $2
         order by 1, 2",
        urn_key(of),
        from
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Coming {
            on: row.on,
            what: row.what,
            owner: row.owner,
            meeting: MeetingId(row.meeting),
        })
        .collect())
}

/// The last reply of each of these schools.
pub async fn replies(conn: &mut PgConnection, urns: &[Urn]) -> Result<BTreeMap<Urn, Reply>> {
    let urns: Vec<i32> = urns.iter().map(|urn| urn_key(*urn)).collect();
    let rows = sqlx::query!(
        "select distinct on (urn) urn, text, by_name, on_date
         from reply
         where urn = any($1)
         order by urn, on_date desc, id",
        &urns
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let reply = Reply {
                text: row.text,
                by: row.by_name,
                on: row.on_date,
            };
            Ok((urn(row.urn)?, reply))
        })
        .collect()
}

/// Keeps a school's own words.
pub async fn reply(
    conn: &mut PgConnection,
    authority: AuthorityId,
    id: Uuid,
    of: Urn,
    reply: &Reply,
) -> Result<()> {
    sqlx::query!(
        "insert into reply (authority_id, id, urn, on_date, by_name, text)
         values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing",
        key(authority),
        id,
        urn_key(of),
        reply.on,
        reply.by,
        reply.text
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// One of a school's replies.
pub async fn reply_of(conn: &mut PgConnection, id: Uuid, of: Urn) -> Result<Option<Reply>> {
    let row = sqlx::query!(
        "select text, by_name, on_date from reply where id = $1 and urn = $2",
        id,
        urn_key(of)
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Reply {
        text: row.text,
        by: row.by_name,
        on: row.on_date,
    }))
}
