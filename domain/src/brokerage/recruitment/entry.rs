//! What is written in a round, entry by entry.

use serde::{Deserialize, Serialize};

use super::super::leader::HalfDays;
use super::draft::RoundDraft;
use crate::calendar::Date;
use crate::schools::{ApplicantId, Key, LeaderId, PersonId, Phase, RoundId, Urn};

/// Who put somebody forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PutForwardBy {
    Themselves,
    /// The head of their own school, whose word of support it is.
    Head,
    Office,
}

/// What is said of somebody who is put forward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    pub by: PutForwardBy,
    pub name: String,
    /// Their account, where they have one.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// Their record, where they are a leader already.
    #[serde(default)]
    pub leader: Option<LeaderId>,
    /// Their own school; none: it is in no register here.
    #[serde(default)]
    pub school: Option<Urn>,
    /// Its name, and where it is in no register here, its district.
    pub school_name: String,
    #[serde(default)]
    pub district: String,
    /// "Deputy head".
    pub post: String,
    pub areas: Vec<Key>,
    pub phases: Vec<Phase>,
    /// The year they first led in a school; none: nobody said.
    #[serde(default)]
    pub leads_since: Option<u16>,
    /// Days a year they could give; nothing: nobody said.
    #[serde(default)]
    pub yearly: HalfDays,
    /// Why, in a few sentences; of a head who puts somebody forward, why they support it.
    pub statement: String,
}

/// A designation that is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Award {
    pub body: String,
    pub awarded: Date,
    /// None: no day is set.
    pub review_due: Option<Date>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case", deny_unknown_fields)]
pub enum Outcome {
    Designated {
        award: Award,
    },
    /// To be looked at again in another round; none: in one that is not opened yet.
    Deferred {
        to: Option<RoundId>,
    },
    NotThisTime,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case", deny_unknown_fields)]
pub enum RoundEntry {
    Open {
        round: Box<RoundDraft>,
    },
    Change {
        round: Box<RoundDraft>,
    },
    PutForward {
        applicant: ApplicantId,
        application: Box<Application>,
    },
    /// The word of whoever answers for their own school.
    Word {
        applicant: ApplicantId,
        supports: bool,
        words: String,
    },
    Shortlist {
        applicant: ApplicantId,
        why: String,
    },
    /// An interview is booked, or booked again on another day or with others.
    Book {
        applicant: ApplicantId,
        on: Date,
        place: String,
        by: Vec<PersonId>,
    },
    /// Somebody who may interview says what ties them to an applicant; in no words: nothing does.
    Declare {
        applicant: ApplicantId,
        interest: String,
    },
    Outcome {
        applicant: ApplicantId,
        outcome: Outcome,
        /// Read by the applicant.
        why: String,
        #[serde(default)]
        feedback: String,
    },
    Feedback {
        applicant: ApplicantId,
        words: String,
    },
    Withdraw {
        applicant: ApplicantId,
        why: String,
    },
    /// The round is over; places that are left stay unfilled.
    End {
        why: String,
    },
}

impl RoundEntry {
    /// Whom it is about.
    pub fn applicant(&self) -> Option<ApplicantId> {
        match self {
            Self::Open { .. } | Self::Change { .. } | Self::End { .. } => None,
            Self::PutForward { applicant, .. }
            | Self::Word { applicant, .. }
            | Self::Shortlist { applicant, .. }
            | Self::Book { applicant, .. }
            | Self::Declare { applicant, .. }
            | Self::Outcome { applicant, .. }
            | Self::Feedback { applicant, .. }
            | Self::Withdraw { applicant, .. } => Some(*applicant),
        }
    }
}
