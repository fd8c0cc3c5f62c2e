//! The library of what worked.

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::schools::{CaseId, Key, Phase, Setting, Urn};
use crate::support::{Impact, ToldTo};

/// `GET /api/library`: case studies both schools said yes to, as far as they are told to this person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LibraryPage {
    pub today: Date,
    /// The latest first.
    pub studies: Vec<ToldStudy>,
}

/// A case study in the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldStudy {
    pub case: CaseId,
    pub on: Date,
    pub title: String,
    pub text: String,
    pub quote: String,
    pub area: Key,
    pub urn: Urn,
    pub school: String,
    pub phase: Phase,
    pub setting: Setting,
    /// The school that lent its leader; empty: somebody from outside.
    pub home: String,
    pub leader: String,
    pub told_to: ToldTo,
    /// What the next figures, or the next term, showed.
    pub impact: Option<Impact>,
    /// This person has a part in the case and may open it.
    pub opens: bool,
}
