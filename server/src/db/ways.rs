//! The way of working an authority adopted, version by version.

use domain::calendar::Moment;
use domain::schools::{AuthorityId, By, ChangeId, PersonId};
use sqlx::postgres::PgConnection;

use super::{key, moment, whole};
use crate::error::Result;

/// The way that was adopted last.
pub struct Adopted {
    pub version: u32,
    pub id: ChangeId,
    pub by: By,
    pub at: Moment,
    pub document: String,
}

/// The way in force; none: as shipped.
pub async fn latest(conn: &mut PgConnection) -> Result<Option<Adopted>> {
    let row = sqlx::query!(
        "select version, id, at, person_id, person_name, document
         from adopted_way
         order by version desc
         limit 1"
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Adopted {
            version: whole(row.version)?,
            id: ChangeId(row.id),
            by: By {
                id: PersonId(row.person_id),
                name: row.person_name,
            },
            at: moment(row.at),
            document: row.document,
        })
    })
    .transpose()
}

/// Adopts a document as this version. False where somebody else was first.
pub async fn adopt(
    conn: &mut PgConnection,
    authority: AuthorityId,
    (version, id): (u32, ChangeId),
    by: &By,
    (document, why): (&str, &str),
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into adopted_way (authority_id, version, id, person_id, person_name, why, document)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict do nothing",
        key(authority),
        whole::<i32, _>(version)?,
        id.0,
        by.id.0,
        by.name,
        why,
        document
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}
