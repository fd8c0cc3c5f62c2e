//! Cases of support.

use serde::{Deserialize, Serialize};

use crate::brokerage::HalfDays;
use crate::calendar::{Date, Moment};
use crate::schools::{CaseId, ChangeId, Key, VisitId};
use crate::support::caseload::Named;
use crate::support::money::{CaseMoney, PotChoice};
use crate::support::{Case, Duty, Part, Request, StageKind, Step, StepKind, Summary, Waiting};

/// `GET /api/support`: every case this person has a part in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportPage {
    pub today: Date,
    pub cases: Vec<CaseRow>,
    /// Schools this person may ask for support for.
    pub may_ask: Vec<super::NamedSchool>,
    /// Kinds of support and keys to improvement of the way of working, for those who ask.
    #[serde(default)]
    pub kinds: Vec<Named>,
    #[serde(default)]
    pub keys: Vec<Named>,
    /// Seconds the last records of visits took to fill in, the middle one; for those who own the form.
    #[serde(default)]
    pub record_seconds: Option<u32>,
}

/// A case, and what this person is to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRow {
    pub part: Part,
    #[serde(flatten)]
    pub case: Summary,
}

/// `POST /api/support`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskSupport {
    /// Made by the client: the same request sent twice is one.
    pub case: CaseId,
    pub id: ChangeId,
    pub request: Request,
}

/// `POST /api/support/{case}/steps`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeStep {
    pub id: ChangeId,
    /// The revision they were looking at.
    pub base: u64,
    pub step: Step,
}

/// `GET /api/support/{case}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasePage {
    pub case: Case,
    pub part: Part,
    pub today: Date,
    pub offers: Vec<StepKind>,
    pub waits: Vec<Waiting>,
    pub history: Vec<CaseEvent>,
    /// Other support going into the school now: whoever leads a case sees it all, so that it does not clash.
    pub beside: Vec<Summary>,
    /// The other parts of its team, the lead's first.
    #[serde(default)]
    pub team: Vec<TeamPart>,
    /// Pence a day the leader's type is charged at: what an agreement begins with.
    pub day_rate: Option<u32>,
    /// Who of the school was met before, most often first.
    pub met: Vec<String>,
    /// Where its money is, as far as this person may read it; none: none was put aside, or not theirs.
    #[serde(default)]
    pub money: Option<CaseMoney>,
    /// Pots that could pay: for those who say who pays.
    #[serde(default)]
    pub pots: Vec<PotChoice>,
    /// Who leads the school and who governs it, as far as they have accounts: for those who write the plan.
    #[serde(default)]
    pub head: Option<String>,
    #[serde(default)]
    pub chair: Option<String>,
    /// What who oversees it may take on: for those who name them.
    #[serde(default)]
    pub duties: Vec<Duty>,
    /// Offers it could be pointed to: for those who may.
    #[serde(default)]
    pub elsewhere: super::OffersBeside,
}

/// A step was taken in a case: what those who look at it are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseMoved {
    pub revision: u64,
}

/// Another part of the team a case belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamPart {
    /// Where this person has a part in it too.
    pub case: Option<CaseId>,
    pub lead: bool,
    pub area: Key,
    pub half_days: HalfDays,
    /// As far as this person may know.
    pub leader: Option<String>,
    /// None: nobody has been asked yet.
    pub stage: Option<StageKind>,
}

/// One line of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseEvent {
    pub revision: u64,
    pub at: Moment,
    /// None: a rule of the program.
    pub who: Option<String>,
    pub part: Option<Part>,
    pub words: String,
    /// The record it is about.
    pub visit: Option<VisitId>,
}
