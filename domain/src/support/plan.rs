//! The action plan: few objectives, each with where it starts and where it should end.

use serde::{Deserialize, Serialize};

use super::attached::Attached;
use crate::calendar::Date;
use crate::schools::{Charge, Office};

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
    /// What each of the two does for the improvement: who is accountable, who monitors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head_does: Option<Charge>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair_does: Option<Charge>,
}

impl Plan {
    /// Who holds an office on this plan, and what they do.
    pub fn of(&self, office: Office) -> (&str, Option<Charge>) {
        match office {
            Office::Head => (&self.head, self.head_does),
            Office::Chair => (&self.chair, self.chair_does),
        }
    }

    /// Of these, the first whose part in the improvement is not said.
    pub fn unsaid(&self, asked: &[Office]) -> Option<Office> {
        let silent = |office: &&Office| self.of(**office).1.is_none();
        asked.iter().find(silent).copied()
    }

    /// The field that says what somebody does.
    pub fn field(office: Office) -> &'static str {
        match office {
            Office::Head => "head_does",
            Office::Chair => "chair_does",
        }
    }

    /// Where it has to be said and is not.
    pub(super) fn asks(office: Office) -> &'static str {
        match office {
            Office::Head => "say what the headteacher does for the improvement",
            Office::Chair => "say what the chair of governors does for the improvement",
        }
    }

    /// "Rashida Dalal. Accountable for the improvement."
    pub fn office_words(&self, office: Office) -> String {
        let (name, does) = self.of(office);
        let name = match name.trim() {
            "" => "not recorded",
            name => name,
        };
        let does = does.map_or("Role in the improvement not said", Charge::words);
        format!("{name}. {does}.")
    }
}

/// Objectives a plan may have at most: more are none.
pub const MOST_OBJECTIVES: usize = 8;
