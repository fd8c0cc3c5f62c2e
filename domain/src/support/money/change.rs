//! The one way anything happens to money: somebody asks, the book decides.

use serde::{Deserialize, Serialize};

use super::account::{Party, Place};
use super::claim::Looked;
use super::{Pence, Pot, PotRules, Rate, ReportDue, Standing, WhoPays};
use crate::brokerage::HalfDays;
use crate::calendar::Date;
use crate::schools::{
    CaseId, ChangeId, ClawBackId, CommitmentId, InvoiceId, Key, PotId, Urn, VisitId,
};

/// Support to be paid for, as it is asked. The price is the rate's to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewCommitment {
    pub id: CommitmentId,
    #[serde(default)]
    pub case: Option<CaseId>,
    pub what: String,
    pub recipient: Urn,
    #[serde(default)]
    pub area: Option<Key>,
    pub leader_type: Key,
    #[serde(default)]
    pub home: Option<Urn>,
    pub half_days: HalfDays,
    pub from: Date,
}

/// An invoice as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewInvoice {
    pub id: InvoiceId,
    pub party: Party,
    #[serde(default)]
    pub commitment: Option<CommitmentId>,
    pub amount: Pence,
    pub issued: Date,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    AddPot {
        pot: Box<Pot>,
    },
    /// What a pot may pay for from now on, and when reports are due.
    SetRules {
        pot: PotId,
        rules: Box<PotRules>,
        reports: Vec<ReportDue>,
    },
    /// What became of a bid; where it was won, with how much.
    Bid {
        pot: PotId,
        becomes: Standing,
        #[serde(default)]
        amount: Option<Pence>,
    },
    /// Money left from before the record began.
    CarryIn {
        pot: PotId,
        amount: Pence,
    },
    /// Money that came from the funder.
    Grant {
        pot: PotId,
        amount: Pence,
    },
    /// What is left in a pot goes on in the next.
    CarryForward {
        from: PotId,
        to: PotId,
        amount: Pence,
    },
    /// Money is put aside for support.
    Reserve {
        work: Box<NewCommitment>,
        payers: WhoPays,
    },
    /// All that is reserved for it is agreed.
    Commit {
        commitment: CommitmentId,
    },
    /// A visit uses days.
    Draw {
        commitment: CommitmentId,
        half_days: HalfDays,
        #[serde(default)]
        visit: Option<VisitId>,
    },
    /// A report was accepted: what is drawn from this pot is paid on.
    Release {
        pot: PotId,
        commitment: CommitmentId,
        amount: Pence,
    },
    /// What is put aside becomes available again; what is available goes back to the funder.
    Return {
        pot: PotId,
        from: Place,
        #[serde(default)]
        commitment: Option<CommitmentId>,
        amount: Pence,
    },
    /// No more is given: what is put aside and not used is available again, and the school pays for what
    /// was used.
    End {
        commitment: CommitmentId,
    },
    Invoice {
        invoice: NewInvoice,
    },
    Pay {
        invoice: InvoiceId,
    },
    /// Released money is asked back.
    AskBack {
        id: ClawBackId,
        pot: PotId,
        commitment: CommitmentId,
        amount: Pence,
    },
    /// A second person says yes or no.
    AnswerBack {
        id: ClawBackId,
        approved: bool,
    },
    /// The funder accepted reports: one report may do for several pots.
    Report {
        covers: Vec<(PotId, Date)>,
    },
    SetRate {
        rate: Rate,
    },
    /// Somebody looked at a claim.
    LookAt {
        claim: ChangeId,
        found: Looked,
    },
}
