//! Everybody's own views of a school, given before the suggestion is shown. They can be added to and
//! counted; the database reads out no more than that.

use domain::api::ViewsGiven;
use domain::meetings::{By, Item, Spread};
use domain::risk::{Band, Scheme};
use domain::schools::{AuthorityId, ChangeId, MeetingId, PersonId, Urn};
use sqlx::postgres::PgConnection;

use super::people::urn_key;
use super::schools::urn;
use super::{key, notify, whole};
use crate::error::Result;

/// Keeps a view; the last of a person counts. The same one sent twice is one. Says so to every server.
pub async fn give(
    conn: &mut PgConnection,
    authority: AuthorityId,
    (meeting, id, of): (MeetingId, ChangeId, Urn),
    by: &By,
    band: Band,
) -> Result<()> {
    sqlx::query!(
        "insert into own_view (authority_id, meeting_id, id, urn, person_id, by_name, band)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict do nothing",
        key(authority),
        meeting.0,
        id.0,
        urn_key(of),
        by.id.0,
        by.name,
        i16::from(band.0)
    )
    .execute(&mut *conn)
    .await?;
    notify(conn, &format!("meeting {authority} {meeting}")).await
}

/// How many have given one, by school.
pub async fn given(conn: &mut PgConnection, meeting: MeetingId) -> Result<Vec<ViewsGiven>> {
    let rows = sqlx::query!(
        "select urn as \"urn!\", given as \"given!\" from own_views_given($1)",
        meeting.0
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ViewsGiven {
                urn: urn(row.urn)?,
                given: whole(row.given)?,
            })
        })
        .collect()
}

/// Of which schools this person has given one.
pub async fn given_by(
    conn: &mut PgConnection,
    meeting: MeetingId,
    person: PersonId,
) -> Result<Vec<Urn>> {
    let rows = sqlx::query_scalar!(
        "select urn as \"urn!\" from own_views_of($1, $2) as urn order by 1",
        meeting.0,
        person.0
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(urn).collect()
}

/// How many chose each band, without those who have left the room for the school.
pub async fn spread(
    conn: &mut PgConnection,
    scheme: &Scheme,
    meeting: MeetingId,
    of: &Item,
) -> Result<Spread> {
    let left: Vec<String> = of.left_by_name().map(str::to_lowercase).collect();
    let rows = sqlx::query!(
        "select band as \"band!\", chosen as \"chosen!\" from own_views_spread($1, $2, $3)",
        meeting.0,
        urn_key(of.school.urn),
        &left
    )
    .fetch_all(conn)
    .await?;
    let mut counts = vec![0; scheme.bands.len()];
    for row in rows {
        if let Some(count) = counts.get_mut(whole::<usize, _>(row.band)?) {
            *count = whole(row.chosen)?;
        }
    }
    Ok(Spread(counts))
}
