//! What an import found, would change or changed: the same on the command line and on the page.

use serde::{Deserialize, Serialize};

/// The contract of `alongside import --format json`, also the page's.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportReport {
    pub files: Vec<FileReport>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FileReport {
    pub file: String,
    /// `None`: not recognised; `reason` says what was looked for.
    pub recognised_as: Option<String>,
    #[serde(default)]
    pub layout: String,
    #[serde(default)]
    pub encoding: String,
    #[serde(default)]
    pub rows: u64,
    #[serde(default)]
    pub accepted: u64,
    #[serde(default)]
    pub skipped: Vec<Skipped>,
    #[serde(default)]
    pub rejected: Vec<Rejected>,
    #[serde(default)]
    pub values: ValueCounts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What would change, or did: schools added, schools changed, readings added, already there.
    #[serde(default)]
    pub changes: ImportChanges,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Skipped {
    pub reason: String,
    pub rows: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rejected {
    pub row: u64,
    pub column: String,
    pub value: String,
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ValueCounts {
    pub known: u64,
    pub suppressed: u64,
    pub not_applicable: u64,
    pub not_available: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportChanges {
    pub schools_added: u64,
    pub schools_changed: u64,
    pub readings_added: u64,
    pub readings_already_there: u64,
}
