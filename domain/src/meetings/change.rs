//! The one way anything happens in a meeting: somebody proposes a change, the server records it.

use serde::{Deserialize, Serialize};

use super::attended::{Held, Led};
use super::decision::{Decision, DecisionFault};
use super::item::Reply;
use super::views::Spread;
use super::year::Purpose;
use crate::calendar::{Date, Moment};
pub use crate::schools::By;
use crate::schools::{ChangeId, EntryDraft, Finding, Key, Office, Urn};

/// What a person asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// Change an indicator or a judgement of one school.
    Record {
        urn: Urn,
        indicator: Key,
        finding: Finding,
        #[serde(default)]
        note: String,
    },
    /// The room decides.
    Decide { urn: Urn, decision: Decision },
    /// A point raised, and who raised it.
    Point {
        urn: Urn,
        text: String,
        #[serde(default)]
        raised_by: String,
    },
    /// What somebody knows of a school that no file says. About the school, never about a person.
    Know { urn: Urn, entry: EntryDraft },
    /// An action with owner and date.
    Act {
        urn: Urn,
        text: String,
        owner: String,
        due: Date,
    },
    /// An action of an earlier meeting is done, or why it is not.
    Done {
        urn: Urn,
        /// The change that agreed it.
        action: ChangeId,
        how: String,
    },
    /// Somebody sees it otherwise than the room decided, in their own words.
    Dissent { urn: Urn, text: String, by: String },
    /// Somebody leaves the room for a school: it is their own, or they have to do with it.
    Recuse { urn: Urn, who: String, why: String },
    /// Set aside until the rest is done, or taken up again.
    Park { urn: Urn, parked: bool },
    /// A school of the block agreed as proposed is to be discussed after all.
    Pull { urn: Urn },
    /// Somebody is there, sent word, or has left.
    Attend { who: String, how: Attendance },
    /// Whether who heads the school, or chairs its governors, came for it, and what they do for its improvement.
    Office { urn: Urn, who: Office, held: Held },
    /// Who led the item for the school.
    Led { urn: Urn, led: Led },
    /// The chair is handed over, or taken.
    Chair { to: By },
    /// The chair moves the room to a school.
    Show { urn: Urn },
    /// The chair asks everybody for a band of their own, before the suggestion is seen.
    AskViews { urn: Urn },
    /// The chair shows how they were spread.
    ShowViews {
        urn: Urn,
        /// The server's to fill in: nobody else has read them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        spread: Option<Spread>,
    },
    /// What the meeting is for.
    Purpose { purpose: Purpose },
    /// What the data make somebody suppose of a school.
    Suppose { urn: Urn, text: String },
    /// The room confirms what was supposed, or rejects it.
    Settle {
        urn: Urn,
        /// The change that supposed it.
        hypothesis: ChangeId,
        confirmed: bool,
    },
    /// Minutes the chair plans for a school that is discussed; none: no plan.
    Pace { minutes: Option<u8> },
    /// The school sent words of its own after the meeting had opened. The server's to record.
    Replied { urn: Urn, reply: Reply },
    /// The chair closes the meeting, once.
    Close,
}

/// Whether somebody is in the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendance {
    Present,
    Apologies,
    /// Put down by mistake.
    Neither,
}

impl Change {
    /// The school it is about, where it is about one.
    pub fn urn(&self) -> Option<Urn> {
        match self {
            Self::Record { urn, .. }
            | Self::Decide { urn, .. }
            | Self::Point { urn, .. }
            | Self::Know { urn, .. }
            | Self::Act { urn, .. }
            | Self::Done { urn, .. }
            | Self::Dissent { urn, .. }
            | Self::Recuse { urn, .. }
            | Self::Park { urn, .. }
            | Self::Pull { urn }
            | Self::Suppose { urn, .. }
            | Self::Settle { urn, .. }
            | Self::AskViews { urn }
            | Self::Replied { urn, .. }
            | Self::ShowViews { urn, .. }
            | Self::Office { urn, .. }
            | Self::Led { urn, .. }
            | Self::Show { urn } => Some(*urn),
            Self::Attend { .. }
            | Self::Chair { .. }
            | Self::Pace { .. }
            | Self::Purpose { .. }
            | Self::Close => None,
        }
    }

    /// Which value of a school it puts in place of another, if it does: what two people may both have changed.
    pub fn spot(&self) -> Option<(Urn, Spot)> {
        match self {
            Self::Record { urn, indicator, .. } => Some((*urn, Spot::Finding(*indicator))),
            Self::Decide { urn, .. } => Some((*urn, Spot::Decision)),
            Self::Office { urn, who, .. } => Some((*urn, Spot::Office(*who))),
            Self::Led { urn, .. } => Some((*urn, Spot::Led)),
            _ => None,
        }
    }

    /// Whether only who is in the chair may do it.
    pub fn is_the_chairs(&self) -> bool {
        matches!(
            self,
            Self::Decide { .. }
                | Self::Show { .. }
                | Self::AskViews { .. }
                | Self::ShowViews { .. }
                | Self::Pace { .. }
                | Self::Purpose { .. }
                | Self::Close
        )
    }

    /// The earlier change of this meeting that it answers.
    pub fn answers(&self) -> Option<ChangeId> {
        match self {
            Self::Settle { hypothesis, .. } => Some(*hypothesis),
            _ => None,
        }
    }

    /// The change without what the server fills in: what was asked for.
    #[must_use]
    pub fn as_asked(&self) -> Self {
        match self {
            Self::ShowViews { urn, .. } => Self::ShowViews {
                urn: *urn,
                spread: None,
            },
            other => other.clone(),
        }
    }
}

/// A value of a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    Finding(Key),
    Decision,
    Office(Office),
    Led,
}

/// A change on its way to the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposed {
    /// Made by the client: sending it twice is one change.
    pub id: ChangeId,
    /// The version of the value the person was looking at; 0 where nobody had changed it yet.
    pub base: u64,
    pub change: Change,
}

/// A change that stands. Never edited; the next one says from what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// 1, 2, 3 … without gaps, one sequence a meeting.
    pub seq: u64,
    pub id: ChangeId,
    pub at: Moment,
    pub by: By,
    pub change: Change,
    /// What stood there before, for changes of a value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Before>,
}

/// The value a change replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Before {
    Finding(Finding),
    Decision(Decision),
    Office(Held),
    Led(Led),
    /// There was nothing.
    Nothing,
}

/// Why a change was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Refusal {
    /// Somebody else changed the same value meanwhile: theirs, with name and time. Neither is chosen.
    #[error("{} changed this meanwhile", theirs.by.name)]
    Stale { theirs: Box<Recorded> },
    #[error("the meeting is closed")]
    Closed,
    /// Whoever decides takes the chair first; that is on the record.
    #[error("{chair} is in the chair: take the chair to do this")]
    NotInTheChair { chair: String },
    #[error("nothing like that was supposed of this school")]
    NoSuchHypothesis,
    #[error("there is no such action on this school")]
    NoSuchAction,
    #[error("that school is not on the agenda")]
    NotOnAgenda,
    #[error("everybody was asked for a view of their own on this school already")]
    ViewsAskedFor,
    #[error("nobody is asked for a view of their own on this school now")]
    ViewsNotAskedFor,
    /// What is hidden cannot be agreed to.
    #[error("own views are being given on this school: show them first")]
    ViewsOpen,
    #[error("the room has decided on this school: own views come before")]
    DecidedAlready,
    #[error("plan 1 to 120 minutes, or none")]
    WrongPace,
    #[error("a school sends its own words from its page")]
    NotTheRoomsToSay,
    #[error("you left the room for this school")]
    LeftTheRoom,
    #[error("the scheme has no indicator {indicator}")]
    NoSuchIndicator { indicator: Key },
    #[error("“{indicator}” does not take that value")]
    WrongValue { indicator: String },
    #[error("write something first")]
    Empty,
    #[error("at most {most} characters")]
    TooLong { most: usize },
    #[error("name who stood for them")]
    StoodForBy,
    #[error("{fault}")]
    Decision { fault: DecisionFault },
    /// What is wrong with an entry, in words.
    #[error("{words}")]
    Entry { words: String },
    #[error("what is about a person is not said in a meeting: write it on the page of the school")]
    AboutAPerson,
}
