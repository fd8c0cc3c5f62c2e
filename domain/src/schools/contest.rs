//! A value the school disputes. Until somebody settles it the value stands, marked, and the rules also ask
//! what they would say if it were otherwise: where that matters the suggestion is a range.

use serde::{Deserialize, Serialize};

use super::evidence::Finding;
use super::key::Key;
use super::school::ContestId;
use crate::calendar::{Date, day_words};

/// The longest reason for contesting a value or settling it, characters.
pub const LONGEST_CONTEST: usize = 1_000;

/// A value somebody disputes, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contest {
    pub id: ContestId,
    pub indicator: Key,
    /// The value disputed, and the day it was true or published: a later one is another matter.
    pub finding: Finding,
    pub as_at: Date,
    /// The school's own words.
    pub why: String,
    pub by: String,
    pub on: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Settled>,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    pub how: Settlement,
    pub words: String,
    pub by: String,
    pub on: Date,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settlement {
    /// The value was right.
    Stands,
    /// This is the right value.
    Corrected(Finding),
}

impl Contest {
    /// Nobody has settled it yet.
    pub fn open(&self) -> bool {
        self.settled.is_none()
    }

    /// "Contested by Rashida Dalal on 3 Nov 2026: “Two retired.”"
    pub fn words(&self) -> String {
        contested_words(&self.by, self.on, &self.why)
    }
}

/// What stands beside a contested value.
pub fn contested_words(by: &str, on: Date, why: &str) -> String {
    format!("Contested by {by} on {}: “{why}”", day_words(on))
}
