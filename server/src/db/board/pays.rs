//! Who is named to pay for a need, and what the pots have.

use std::sync::Arc;

use domain::brokerage::BoardDone;
use domain::brokerage::pots::{Purse, WhoPays};
use domain::meetings::By;
use domain::schools::{AuthorityId, ChangeId, NeedId};
use sqlx::postgres::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::record;
use crate::db::money;
use crate::error::Result;

/// Who is named to pay, by need: what its case says, or what was said before there was one.
pub async fn pays(conn: &mut PgConnection) -> Result<Vec<(NeedId, WhoPays)>> {
    let rows = sqlx::query!(
        "select need.id,
             coalesce(nullif(support_case.doc -> 'pays', 'null'::jsonb), need.pays) as \"pays: Json<WhoPays>\"
         from need
         left join support_case on support_case.authority_id = need.authority_id
             and support_case.need_id = need.id
         where need.closed_at is null
         order by need.id"
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((NeedId(row.id), row.pays?.0)))
        .collect())
}

/// Names who pays for a need that has no case.
pub async fn set_pays(conn: &mut PgConnection, need: NeedId, pays: &WhoPays) -> Result<()> {
    sqlx::query!(
        "update need set pays = $2 where id = $1",
        need.0,
        serde_json::to_value(pays)?
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The pots, what is left in each, and what a day costs.
pub async fn purse(conn: &mut PgConnection) -> Result<Purse> {
    Ok(money::available(conn).await?.purse())
}

/// Tells the board what the pots have now, where it is another thing than before; its lock is held.
pub async fn purse_moved(
    conn: &mut PgConnection,
    authority: AuthorityId,
    cause: ChangeId,
    by: &By,
    (before, now): (&Purse, Purse),
) -> Result<()> {
    if *before == now {
        return Ok(());
    }
    let id = ChangeId(Uuid::new_v5(&cause.0, b"purse"));
    let done = BoardDone::Purse {
        purse: Arc::new(now),
    };
    record(conn, authority, id, by, &done).await?;
    Ok(())
}
