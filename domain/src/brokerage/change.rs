//! The one way anything happens on the brokerage board: a broker asks, the server records.

use serde::{Deserialize, Serialize};

use super::leader::Leader;
use super::need::Need;
use crate::schools::{LeaderId, NeedId};

/// A need and a leader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    pub need: NeedId,
    pub leader: LeaderId,
}

/// What a broker asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum BoardChange {
    /// Keep this pair. Takes the place of another pin on the same need, and of its own exclusion.
    Pin {
        pair: Pair,
    },
    Unpin {
        pair: Pair,
    },
    /// Never this pair. Takes the place of its own pin.
    Exclude {
        pair: Pair,
    },
    Allow {
        pair: Pair,
    },
}

impl BoardChange {
    /// The pair it is about.
    pub fn pair(&self) -> Pair {
        match self {
            Self::Pin { pair }
            | Self::Unpin { pair }
            | Self::Exclude { pair }
            | Self::Allow { pair } => *pair,
        }
    }

    /// What undoes it.
    #[must_use]
    pub fn opposite(&self) -> Self {
        match *self {
            Self::Pin { pair } => Self::Unpin { pair },
            Self::Unpin { pair } => Self::Pin { pair },
            Self::Exclude { pair } => Self::Allow { pair },
            Self::Allow { pair } => Self::Exclude { pair },
        }
    }
}

/// What happened on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BoardDone {
    Changed {
        change: BoardChange,
    },
    /// Days are reserved for these.
    Accepted {
        matches: Vec<Pair>,
    },
    /// Somebody said no: the days are free again, and the need is open.
    Freed {
        pair: Pair,
    },
    /// Nothing is asked for any more: given, or not wanted. The leader it was of, as they are now.
    Closed {
        need: NeedId,
        leader: Option<Box<Leader>>,
    },
    /// A need was opened.
    Opened {
        need: Box<Need>,
    },
    /// A leader was added, or something about one changed: as they are now.
    Leader {
        leader: Box<Leader>,
    },
}

impl BoardDone {
    /// Whether it is about this need: two brokers holding the same need different ways must both see it.
    pub fn about(&self, need: NeedId) -> bool {
        match self {
            Self::Changed { change } => change.pair().need == need,
            Self::Accepted { matches } => matches.iter().any(|pair| pair.need == need),
            Self::Freed { pair } => pair.need == need,
            Self::Closed { need: closed, .. } => *closed == need,
            Self::Opened { need: opened } => opened.id == need,
            Self::Leader { .. } => false,
        }
    }
}
