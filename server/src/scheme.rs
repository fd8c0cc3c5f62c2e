//! Schemes in use, read once: a document is checked the first time somebody needs it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use domain::calendar::Date;
use domain::risk::{BRADFORD, Document, Scheme, SchemeFault};
use sqlx::postgres::PgConnection;

use crate::db::rules;
use crate::error::{Error, Result};

/// The document of an authority that has adopted none.
pub const AS_SHIPPED: &str = BRADFORD;

/// The rules the authority of this transaction has in force on a day.
pub async fn in_force(conn: &mut PgConnection, day: Date) -> Result<Arc<Scheme>> {
    read(&document(conn, day).await?)
}

/// The document of those rules, as a meeting keeps it.
pub async fn document(conn: &mut PgConnection, day: Date) -> Result<Cow<'static, str>> {
    let adopted = rules::document_on(conn, day).await?;
    Ok(adopted.map_or(Cow::Borrowed(AS_SHIPPED), Cow::Owned))
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
