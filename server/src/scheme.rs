//! Schemes in use, read once: a document is checked the first time somebody needs it.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use domain::calendar::Date;
use domain::risk::{BRADFORD, BandName, Document, Scheme, SchemeFault, VersionBands};
use sqlx::postgres::PgConnection;

use crate::db::rules;
use crate::error::{Error, Result};

/// The document of an authority that has adopted none.
pub const AS_SHIPPED: &str = BRADFORD;

/// The rules the authority of this transaction has in force on a day. They know the bands of every other
/// version too, so that what was decided under one can be read.
pub async fn in_force(conn: &mut PgConnection, day: Date) -> Result<Arc<Scheme>> {
    let adopted = rules::document_on(conn, day).await?;
    let scheme = read(adopted.as_deref().unwrap_or(AS_SHIPPED))?;
    let mut versions = rules::bands(conn).await?;
    if !versions.is_empty() {
        let shipped = read(AS_SHIPPED)?;
        versions.insert(
            0,
            VersionBands {
                version: shipped.version,
                bands: BandName::all(&shipped.document),
            },
        );
    }
    Ok(scheme.knowing(&versions))
}

/// The document of those rules, as a meeting keeps it: with the bands that are gone, for what was decided
/// before it opened.
pub fn document(scheme: &Scheme) -> Result<String> {
    Ok(serde_json::to_string(&scheme.document)?)
}

static READ: LazyLock<Mutex<BTreeMap<String, Arc<Scheme>>>> = LazyLock::new(Mutex::default);

/// The rules of a document: TOML as a scheme is shipped, or JSON as one is adopted.
///
/// # Errors
/// A document in the database was checked before it was put there: a fault is ours.
pub fn read(document: &str) -> Result<Arc<Scheme>> {
    let mut read = READ
        .lock()
        .map_err(|_| Error::Internal(anyhow::anyhow!("a reader of schemes panicked")))?;
    if let Some(scheme) = read.get(document) {
        return Ok(Arc::clone(scheme));
    }
    let checked = if document.starts_with('{') {
        Scheme::new(serde_json::from_str::<Document>(document)?)
    } else {
        Scheme::parse(document)
    };
    let scheme = Arc::new(checked.map_err(faulty)?);
    read.insert(document.to_owned(), Arc::clone(&scheme));
    Ok(scheme)
}

fn faulty(faults: Vec<SchemeFault>) -> Error {
    let words: Vec<String> = faults.iter().map(ToString::to_string).collect();
    Error::Internal(anyhow::anyhow!(
        "the scheme cannot be read: {}",
        words.join("; ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_says_the_same_as_it_is_shipped_and_as_it_is_adopted() {
        let shipped = read(AS_SHIPPED).unwrap();
        let json = serde_json::to_string(&shipped.document).unwrap();
        assert_eq!(read(&json).unwrap(), shipped);
    }
}
