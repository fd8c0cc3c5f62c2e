//! The way of working in force.

use domain::support::caseload::{WAYS, Way};
use sqlx::postgres::PgConnection;

use crate::db::ways::{self, Adopted};
use crate::error::{Error, Result};

/// The document of an authority that has adopted none.
pub const AS_SHIPPED: &str = WAYS[0].1;

/// The way, and who adopted it.
pub async fn in_force(conn: &mut PgConnection) -> Result<(Way, Option<Adopted>)> {
    let adopted = ways::latest(conn).await?;
    let document = adopted
        .as_ref()
        .map_or(AS_SHIPPED, |one| one.document.as_str());
    // A document in the database was checked before it was put there: a fault is ours.
    let way = Way::parse(document)
        .map_err(|fault| Error::Internal(anyhow::anyhow!("the way cannot be read: {fault}")))?;
    Ok((way, adopted))
}
