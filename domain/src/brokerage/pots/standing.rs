//! Whether a pot is there, or only asked for.

use serde::{Deserialize, Serialize};

use crate::calendar::Date;

/// Whether a pot is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum Standing {
    /// It was never a bid.
    Held,
    /// Being written; to be in by then.
    Asked {
        by: Date,
    },
    /// With the funder.
    Waiting {
        since: Date,
        answer_by: Option<Date>,
    },
    Won {
        on: Date,
    },
    Lost {
        on: Date,
        why: String,
    },
}

impl Standing {
    /// Whether money may move.
    pub fn is_there(&self) -> bool {
        matches!(self, Self::Held | Self::Won { .. })
    }

    /// Whether nobody knows yet.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Asked { .. } | Self::Waiting { .. })
    }

    /// The word on screen.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Asked { .. } => "being asked for",
            Self::Waiting { .. } => "waiting for an answer",
            Self::Won { .. } => "won",
            Self::Lost { .. } => "lost",
        }
    }
}
