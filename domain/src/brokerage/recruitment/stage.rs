//! Where somebody who is put forward stands.

use serde::{Deserialize, Serialize};

use super::entry::Award;
use super::round::Interview;
use crate::schools::{RoundId, Word};

/// Where they stand, with what made it so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    PutForward,
    Shortlisted,
    Booked { interview: Interview },
    Designated { award: Award, why: Word },
    Deferred { to: Option<RoundId>, why: Word },
    NotThisTime { why: Word },
    Withdrawn { why: Word },
}

/// The same without what made it so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageKind {
    PutForward,
    Shortlisted,
    Booked,
    Designated,
    Deferred,
    NotThisTime,
    Withdrawn,
}

impl StageKind {
    /// In the order of the way through.
    pub const ALL: [Self; 7] = [
        Self::PutForward,
        Self::Shortlisted,
        Self::Booked,
        Self::Designated,
        Self::Deferred,
        Self::NotThisTime,
        Self::Withdrawn,
    ];

    pub fn words(self) -> &'static str {
        match self {
            Self::PutForward => "Put forward",
            Self::Shortlisted => "Shortlisted",
            Self::Booked => "Interview booked",
            Self::Designated => "Designated",
            Self::Deferred => "Deferred",
            Self::NotThisTime => "Not this time",
            Self::Withdrawn => "Withdrawn",
        }
    }

    /// Something is still to be done.
    pub fn open(self) -> bool {
        self <= Self::Booked
    }
}

impl Stage {
    pub fn kind(&self) -> StageKind {
        match self {
            Self::PutForward => StageKind::PutForward,
            Self::Shortlisted => StageKind::Shortlisted,
            Self::Booked { .. } => StageKind::Booked,
            Self::Designated { .. } => StageKind::Designated,
            Self::Deferred { .. } => StageKind::Deferred,
            Self::NotThisTime { .. } => StageKind::NotThisTime,
            Self::Withdrawn { .. } => StageKind::Withdrawn,
        }
    }

    pub fn open(&self) -> bool {
        self.kind().open()
    }

    /// Why it ended as it did; none: it has not.
    pub fn why(&self) -> Option<&Word> {
        match self {
            Self::PutForward | Self::Shortlisted | Self::Booked { .. } => None,
            Self::Designated { why, .. }
            | Self::Deferred { why, .. }
            | Self::NotThisTime { why }
            | Self::Withdrawn { why } => Some(why),
        }
    }
}
