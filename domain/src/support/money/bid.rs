//! A pot that is applied for: asked, waiting, won or lost.

use serde::{Deserialize, Serialize};

use super::pence::Pence;
use super::pot::Pot;
use super::refusal::Refusal;
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

    /// Whether a bid can go on like this.
    pub(super) fn may_become(&self, next: &Self) -> Result<(), Refusal> {
        let fine = matches!(
            (self, next),
            (Self::Asked { .. }, Self::Waiting { .. })
                | (Self::Waiting { .. }, Self::Won { .. })
                | (Self::Asked { .. } | Self::Waiting { .. }, Self::Lost { .. })
        );
        match next {
            Self::Lost { why, .. } if why.trim().is_empty() => Err(Refusal::WhyLost),
            _ if fine => Ok(()),
            _ => Err(Refusal::NoSuchStep {
                now: self.word(),
                asked: next.word(),
            }),
        }
    }
}

/// What is asked for and not answered, in all.
pub fn pipeline<'a>(pots: impl IntoIterator<Item = &'a Pot>) -> Pence {
    let open = pots.into_iter().filter(|pot| pot.standing.is_open());
    Pence::sum(open.map(|pot| pot.amount)).unwrap_or(Pence(i64::MAX))
}
