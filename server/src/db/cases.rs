//! Whole cases of support, for what is counted over all of them.

use domain::support::Case;
use sqlx::postgres::PgConnection;
use sqlx::types::Json;

use crate::error::Result;

/// Every case there is, the one opened first first.
pub async fn all(conn: &mut PgConnection) -> Result<Vec<Case>> {
    let rows = sqlx::query_scalar!(
        "select doc as \"doc: Json<Case>\" from support_case order by opened_at, id"
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
