//! The one way anything happens on the brokerage board: a broker asks, the server records.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::leader::Leader;
use super::need::Need;
use super::pots::{Purse, WhoPays};
use super::refusal::Rule;
use super::waiver::Waiver;
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
    /// Sets a rule aside for a pair. Takes the place of an earlier waiver of the same rule.
    Waive {
        waiver: Waiver,
    },
    /// Takes a waiver back.
    Unwaive {
        pair: Pair,
        rule: Rule,
    },
    /// Names who pays for a need, in place of whoever was named before.
    Pays {
        need: NeedId,
        pays: WhoPays,
    },
}

impl BoardChange {
    /// As this person says it: a waiver bears the name of who gives it.
    #[must_use]
    pub fn signed(mut self, name: &str) -> Self {
        if let Self::Waive { waiver } = &mut self {
            name.clone_into(&mut waiver.name);
        }
        self
    }

    /// Whether it changes who may be matched, and not only who is to be.
    pub fn changes_who_may(&self) -> bool {
        matches!(
            self,
            Self::Waive { .. } | Self::Unwaive { .. } | Self::Pays { .. }
        )
    }

    /// The need it is about.
    pub fn need(&self) -> NeedId {
        match self {
            Self::Pays { need, .. } => *need,
            Self::Waive { waiver } => waiver.need,
            Self::Pin { pair }
            | Self::Unpin { pair }
            | Self::Exclude { pair }
            | Self::Allow { pair }
            | Self::Unwaive { pair, .. } => pair.need,
        }
    }

    /// The pair it is about; none: it is about a need, whoever comes.
    pub fn pair(&self) -> Option<Pair> {
        match self {
            Self::Pin { pair }
            | Self::Unpin { pair }
            | Self::Exclude { pair }
            | Self::Allow { pair }
            | Self::Unwaive { pair, .. } => Some(*pair),
            Self::Waive { waiver } => Some(waiver.pair()),
            Self::Pays { .. } => None,
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
    /// Money moved, or a rule of a pot changed: the pots as they are now.
    Purse {
        purse: Arc<Purse>,
    },
}

impl BoardDone {
    /// Whether it is about this need: two brokers holding the same need different ways must both see it.
    pub fn about(&self, need: NeedId) -> bool {
        match self {
            Self::Changed { change } => change.need() == need,
            Self::Accepted { matches } => matches.iter().any(|pair| pair.need == need),
            Self::Freed { pair } => pair.need == need,
            Self::Closed { need: closed, .. } => *closed == need,
            Self::Opened { need: opened } => opened.id == need,
            Self::Leader { .. } | Self::Purse { .. } => false,
        }
    }
}
