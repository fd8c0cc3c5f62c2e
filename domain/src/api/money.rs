//! Pots, what is put aside, and who is owed what.

use serde::{Deserialize, Serialize};

use super::NamedSchool;
use crate::brokerage::LeaderType;
use crate::calendar::{Date, Moment};
use crate::schools::{CaseId, ChangeId, PotId, School, VisitId};
use crate::support::money::{
    Change, Claim, ClawBack, Commitment, Held, Invoice, Party, Pence, Place, Pot, Rate,
};

/// `GET /api/money`. A head reads what concerns their own school, and of pots nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyPage {
    /// The number of the last change of the book.
    pub seq: u64,
    pub pots: Vec<PotState>,
    /// The newest first.
    pub work: Vec<WorkState>,
    pub invoices: Vec<Invoice>,
    /// What is asked back, the newest first.
    pub claw_backs: Vec<ClawBackRow>,
    /// Claims to be looked at that nobody has looked at.
    pub claims: Vec<Claim>,
    pub parties: Vec<PartyState>,
    /// As they were written; the rate of today is the domain's to find.
    pub rates: Vec<Rate>,
    pub types: Vec<LeaderType>,
    /// Schools by name: to choose one, and to name what is here.
    pub schools: Vec<NamedSchool>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PotState {
    pub pot: Pot,
    pub held: Held,
}

/// What is paid for, and where the money of each pot for it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkState {
    pub work: Commitment,
    pub held: Vec<(PotId, Held)>,
}

/// Who is owed, or owes, and how far that has gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyState {
    pub party: Party,
    /// Theirs, and on no invoice; less than nothing: owed back.
    pub due: Pence,
    pub invoiced: Pence,
    pub paid: Pence,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClawBackRow {
    pub asked: ClawBack,
    pub by: String,
    /// Who answered.
    pub answered_by: Option<String>,
}

/// `GET /api/money/pots/{id}`: everything that was done with one pot, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PotLedger {
    pub pot: Pot,
    pub held: Held,
    pub rows: Vec<LedgerRow>,
    /// Schools it pays or paid for, by name.
    #[serde(default)]
    pub paid: Vec<NamedSchool>,
    /// What it pays for and goes on, and the schools of that as the register has them: to see what another rule
    /// would not have allowed.
    pub work: Vec<Commitment>,
    pub schools: Vec<School>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    pub seq: u64,
    pub on: Date,
    pub at: Moment,
    pub by: String,
    pub what: String,
    /// It changed the rules of the pot.
    pub rules: bool,
    pub why: String,
    pub case: Option<CaseId>,
    pub visit: Option<VisitId>,
    /// What moved, by place.
    pub moved: Vec<(Place, Pence)>,
    /// Where the pot stood then.
    pub after: Held,
}

/// `POST /api/money/changes`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoneyProposed {
    pub id: ChangeId,
    /// The last change of the book the person was looking at.
    pub base: u64,
    pub why: String,
    pub change: Change,
}
