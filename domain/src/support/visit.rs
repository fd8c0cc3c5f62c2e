//! The record of a visit or a call: six answers, two to three minutes.

use serde::{Deserialize, Serialize};

use super::plan::Rag;
use super::time_used::Quarters;
use crate::calendar::{Date, Moment};
use crate::schools::{By, VisitId};

/// How people met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    InPerson,
    Video,
    Phone,
}

impl Mode {
    pub const ALL: [Self; 3] = [Self::InPerson, Self::Video, Self::Phone];

    pub fn words(self) -> &'static str {
        match self {
            Self::InPerson => "In person",
            Self::Video => "Video",
            Self::Phone => "Phone",
        }
    }
}

/// An objective that was worked on, by its place in the plan, and how it is going.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touched {
    pub objective: u16,
    pub rag: Rag,
}

/// What is done next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    pub text: String,
    #[serde(default)]
    pub who: String,
    #[serde(default)]
    pub by: Option<Date>,
}

/// One visit or call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    pub id: VisitId,
    pub on: Date,
    pub mode: Mode,
    pub time: Quarters,
    /// "Head", "English".
    pub met: Vec<String>,
    pub touched: Vec<Touched>,
    /// What was done, and what changed.
    pub done: String,
    #[serde(default)]
    pub next: Option<NextStep>,
    #[serde(default)]
    pub next_visit: Option<Date>,
    /// A safeguarding worry: said the same day by the route for it, and only marked here.
    #[serde(default)]
    pub worry: bool,
    /// Seconds it took to fill in: the owner of the form sees the median against 180.
    #[serde(default)]
    pub seconds: u32,
}

/// The school's word on a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    pub accurate: bool,
    pub comment: String,
    pub by: By,
    pub at: Moment,
}
