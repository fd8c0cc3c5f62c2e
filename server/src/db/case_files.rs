//! Files kept with cases.

use domain::schools::{AuthorityId, By, CaseId, FileId};
use domain::support::Attached;
use sqlx::postgres::PgConnection;

use super::{key, whole};
use crate::error::Result;

/// A file that is kept: its case, its name and what is in it.
pub struct KeptFile {
    pub case: CaseId,
    pub file: Attached,
    pub bytes: Vec<u8>,
}

/// The file of this id, whatever case it is kept with.
pub async fn one(conn: &mut PgConnection, id: FileId) -> Result<Option<KeptFile>> {
    let row = sqlx::query!(
        "select case_id, name, bytes
         from case_file
         where id = $1",
        id.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        let size = whole(row.bytes.len())?;
        Ok(KeptFile {
            case: CaseId(row.case_id),
            file: Attached {
                id,
                name: row.name,
                size,
            },
            bytes: row.bytes,
        })
    })
    .transpose()
}

/// Whether this very file is kept with this case, without reading what is in it.
pub async fn there(conn: &mut PgConnection, case: CaseId, file: &Attached) -> Result<bool> {
    let found = sqlx::query_scalar!(
        "select exists (
             select from case_file
             where case_id = $1 and id = $2 and name = $3 and length(bytes) = $4
         ) as \"found!\"",
        case.0,
        file.id.0,
        file.name,
        whole::<i32, _>(file.size)?
    )
    .fetch_one(conn)
    .await?;
    Ok(found)
}

/// How many files a case has, those that were replaced among them.
pub async fn count(conn: &mut PgConnection, case: CaseId) -> Result<usize> {
    let count = sqlx::query_scalar!(
        "select count(*) as \"count!\" from case_file where case_id = $1",
        case.0
    )
    .fetch_one(conn)
    .await?;
    whole(count)
}

/// Keeps a file.
pub async fn keep(
    conn: &mut PgConnection,
    authority: AuthorityId,
    (case, id): (CaseId, FileId),
    (name, bytes): (&str, &[u8]),
    by: &By,
) -> Result<()> {
    sqlx::query!(
        "insert into case_file (authority_id, case_id, id, name, bytes, person_id, person_name)
         values ($1, $2, $3, $4, $5, $6, $7)",
        key(authority),
        case.0,
        id.0,
        name,
        bytes,
        by.id.0,
        by.name
    )
    .execute(conn)
    .await?;
    Ok(())
}
