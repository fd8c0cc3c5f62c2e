//! The action plan: few objectives, each with where it starts and where it should end.

use serde::{Deserialize, Serialize};

use super::attached::Attached;
use crate::calendar::Date;

/// What of a school a plan is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    #[default]
    School,
    Subject,
    Faculty,
    Governance,
}

impl Level {
    pub const ALL: [Self; 4] = [Self::School, Self::Subject, Self::Faculty, Self::Governance];

    pub fn words(self) -> &'static str {
        match self {
            Self::School => "Whole school",
            Self::Subject => "Subject",
            Self::Faculty => "Faculty",
            Self::Governance => "Governance",
        }
    }
}

/// How an objective is going, in the three meanings of the Department's guidance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rag {
    /// On track.
    Green,
    /// At risk, and reachable if something is done in time.
    Amber,
    /// Off track, and unlikely to change unless much is done.
    Red,
}

impl Rag {
    pub const ALL: [Self; 3] = [Self::Green, Self::Amber, Self::Red];

    /// On a button: "Attention".
    pub fn words(self) -> &'static str {
        match self {
            Self::Green => "On track",
            Self::Amber => "Attention",
            Self::Red => "Off track",
        }
    }
}

/// One objective.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// "Year 6 writing".
    pub text: String,
    /// "41%".
    pub baseline: String,
    /// "60%".
    pub target: String,
    /// What one would see.
    pub success: String,
    pub due: Date,
}

impl Objective {
    /// "Year 6 writing, from 41% to 60%".
    pub fn words(&self) -> String {
        match (self.baseline.is_empty(), self.target.is_empty()) {
            (false, false) => format!("{}, from {} to {}", self.text, self.baseline, self.target),
            (true, false) => format!("{}, to {}", self.text, self.target),
            _ => self.text.clone(),
        }
    }
}

/// A plan. A school that has one of its own sends it or says where it is, and nothing is written twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    #[serde(default)]
    pub level: Level,
    pub objectives: Vec<Objective>,
    /// What the school is good at, to build on.
    #[serde(default)]
    pub strengths: String,
    /// Where the school's own plan is, when that is used instead of a form.
    #[serde(default)]
    pub own: String,
    /// The school's own plan itself.
    #[serde(default)]
    pub file: Option<Attached>,
    /// Who leads the school, and who chairs its governors: both stand on the plan.
    #[serde(default)]
    pub head: String,
    #[serde(default)]
    pub chair: String,
}

/// Objectives a plan may have at most: more are none.
pub const MOST_OBJECTIVES: usize = 8;
