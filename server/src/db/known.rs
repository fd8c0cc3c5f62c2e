//! What people know about schools that no file says. Added, and taken back by a row of its own.

use std::collections::BTreeMap;

use domain::meetings::By;
use domain::schools::{
    AuthorityId, EntryDraft, EntryId, Known, MeetingId, PersonId, Sensitivity, Urn, Withdrawn,
};
use sqlx::postgres::PgConnection;

use super::people::urn_key;
use super::schools::urn;
use super::{from_word, key, name, word};
use crate::error::Result;

/// An entry and who wrote it.
pub struct Kept {
    pub known: Known,
    pub author: PersonId,
}

/// Every entry about these schools, newest first, also what has ended; whether somebody may read what is
/// about a person is for the caller to ask.
pub async fn of(conn: &mut PgConnection, urns: &[Urn]) -> Result<BTreeMap<Urn, Vec<Kept>>> {
    let urns: Vec<i32> = urns.iter().map(|urn| urn_key(*urn)).collect();
    let rows = sqlx::query!(
        "select known.id, known.urn, known.on_date, known.area, known.text, known.source,
             known.sensitivity, known.until, known.person_id, known.by_name,
             (known.at at time zone 'UTC')::date as \"recorded!\",
             back.why as \"why?\", back.by_name as \"back_by?\",
             (back.at at time zone 'UTC')::date as back_on
         from known
         left join known_withdrawn as back on back.authority_id = known.authority_id
             and back.id = known.id
         where known.urn = any($1)
         order by known.on_date desc, known.at desc",
        &urns
    )
    .fetch_all(conn)
    .await?;
    let mut found: BTreeMap<Urn, Vec<Kept>> = BTreeMap::new();
    for row in rows {
        let withdrawn = match (row.why, row.back_by, row.back_on) {
            (Some(why), Some(by), Some(on)) => Some(Withdrawn { on, by, why }),
            _ => None,
        };
        let known = Known {
            id: EntryId(row.id),
            entry: EntryDraft {
                on: row.on_date,
                area: name(&row.area)?,
                text: row.text,
                source: row.source,
                sensitivity: from_word::<Sensitivity>(&row.sensitivity)?,
                until: row.until,
            },
            by: row.by_name,
            recorded: row.recorded,
            withdrawn,
        };
        found.entry(urn(row.urn)?).or_default().push(Kept {
            known,
            author: PersonId(row.person_id),
        });
    }
    Ok(found)
}

/// Keeps an entry. False where there is one of that id already.
pub async fn add(
    conn: &mut PgConnection,
    authority: AuthorityId,
    (of, id): (Urn, EntryId),
    entry: &EntryDraft,
    by: &By,
    meeting: Option<MeetingId>,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into known (authority_id, id, urn, on_date, area, text, source, sensitivity, until,
             meeting_id, person_id, by_name)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict do nothing",
        key(authority),
        id.0,
        urn_key(of),
        entry.on,
        entry.area.as_str(),
        entry.text.trim(),
        entry.source.trim(),
        word(&entry.sensitivity)?,
        entry.until,
        meeting.map(|id| id.0),
        by.id.0,
        by.name
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes an entry back. False where that was done already: the first word stands.
pub async fn withdraw(
    conn: &mut PgConnection,
    authority: AuthorityId,
    id: EntryId,
    why: &str,
    by: &By,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into known_withdrawn (authority_id, id, why, person_id, by_name)
         values ($1, $2, $3, $4, $5)
         on conflict do nothing",
        key(authority),
        id.0,
        why,
        by.id.0,
        by.name
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}
