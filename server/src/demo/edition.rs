//! Which made-up district this program makes.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};
use sqlx::postgres::PgConnection;
use time::macros::date;

use super::district;
use crate::db::demo as db;

/// The same for all days the district is made on, and another whenever what is made up changes.
pub(super) static EDITION: LazyLock<String> = LazyLock::new(|| {
    let made = format!("{:?}", district(date!(2026 - 09 - 01)));
    Sha256::digest(made)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
});

/// Whether the district the transaction speaks for was made up by another version of the program.
///
/// # Errors
/// When it cannot be read.
pub async fn of_another_version(conn: &mut PgConnection) -> anyhow::Result<bool> {
    Ok(db::edition(conn)
        .await?
        .is_some_and(|made| made.as_deref() != Some(EDITION.as_str())))
}
