//! Schemes in use, read once: a document is checked the first time somebody needs it.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use domain::risk::{BRADFORD, Scheme};

use crate::error::{Error, Result};

/// The document in force for a new meeting.
pub fn in_force() -> &'static str {
    BRADFORD
}

static READ: LazyLock<Mutex<BTreeMap<String, Arc<Scheme>>>> = LazyLock::new(Mutex::default);

/// The rules of a document.
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
    let scheme = Scheme::parse(document).map_err(|faults| {
        let words: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Error::Internal(anyhow::anyhow!(
            "the scheme cannot be read: {}",
            words.join("; ")
        ))
    })?;
    let scheme = Arc::new(scheme);
    read.insert(document.to_owned(), Arc::clone(&scheme));
    Ok(scheme)
}
