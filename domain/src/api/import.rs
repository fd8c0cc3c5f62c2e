//! What an import found, would change or changed: the same on the command line and on the page.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Problem;

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

// ---- how far it is ---------------------------------------------------------------------------------

/// What the server says while it takes files in, and last what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ImportNews {
    Progress(ImportProgress),
    /// What would change. What was read is kept for a while under this number, for the person who sent it,
    /// so that it can be taken in without being sent again.
    Found {
        look: Option<Uuid>,
        report: ImportReport,
    },
    /// What changed.
    Done {
        report: ImportReport,
    },
    Refused {
        problem: Box<Problem>,
    },
}

/// How far an import is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportProgress {
    pub step: ImportStep,
    /// In the order they were sent.
    pub files: Vec<FileProgress>,
}

/// What is done to all files together, one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportStep {
    /// What each of them is.
    Recognising,
    Reading,
    /// What several files say only together.
    Deriving,
    /// Against what is there: what would change.
    Comparing,
    Writing,
}

/// One file of an import under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FileProgress {
    pub stage: FileStage,
    pub rows: u64,
    /// Of the file, read so far.
    pub per_cent: u8,
}

/// How far one file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileStage {
    #[default]
    Waiting,
    Reading,
    Read,
    Writing,
    Written,
}
