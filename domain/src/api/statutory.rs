//! Early and statutory action about schools.

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::schools::{ChangeId, Urn};
use crate::support::caseload::Periods;
use crate::support::statutory::{Action, Eye, Part, Stage, Step, StepKind};

/// `GET /api/statutory`: action under way, and lately closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatutoryList {
    pub today: Date,
    pub rows: Vec<StatutoryRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatutoryRow {
    pub urn: Urn,
    pub school: String,
    pub stage: Stage,
    pub due: Option<(Date, String)>,
    /// The last thing that was done.
    pub last: String,
    pub on: Date,
}

/// `GET /api/statutory/{urn}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatutoryPage {
    pub today: Date,
    pub urn: Urn,
    pub school: String,
    pub eye: Eye,
    /// None: nothing this person reads of, or no route to a school of this kind.
    pub action: Option<Action>,
    pub offers: Vec<StepKind>,
    pub periods: Periods,
    /// The last notice as a document.
    pub letter: Vec<Part>,
    /// Who is asked for copies of a notice here.
    pub copies: Vec<String>,
}

/// `POST /api/statutory/{urn}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeStatutory {
    pub id: ChangeId,
    /// The revision they were looking at.
    pub base: u64,
    pub step: Step,
}
