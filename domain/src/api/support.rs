//! Cases of support.

use serde::{Deserialize, Serialize};

use crate::calendar::{Date, Moment};
use crate::schools::{CaseId, ChangeId, VisitId};
use crate::support::money::{CaseMoney, PotChoice};
use crate::support::{Case, Part, Request, Step, StepKind, Summary, Waiting};

/// `GET /api/support`: every case this person has a part in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportPage {
    pub today: Date,
    pub cases: Vec<CaseRow>,
    /// Schools this person may ask for support for.
    pub may_ask: Vec<super::NamedSchool>,
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
    /// Offers it could be pointed to: for those who may.
    #[serde(default)]
    pub elsewhere: super::OffersBeside,
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
