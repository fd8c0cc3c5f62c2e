//! The answer: who supports whom, what could not be met and why, and how good it is proven to be.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Whether the plan is proven to be the best there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// No plan is better.
    Optimal,
    /// A limit was reached first: the best plan found so far.
    Stopped,
}

/// One need met by one leader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Match {
    /// Id of the need.
    pub need: String,
    /// Id of the leader.
    pub leader: String,
    /// Fit of the pair, as it was given.
    pub fit: i64,
}

/// Why a need is not met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// No pair lists it.
    NobodyListed,
    /// Every pair that lists it is excluded.
    Excluded,
    /// It asks more days than any leader listed for it has, or they may take nothing at all.
    TooLong,
    /// Leaders listed for it could have taken it, but their time went to these needs.
    Beaten {
        /// Ids of the needs that hold the capacity, in order.
        by: Vec<String>,
    },
    /// It is part of a team that is met whole or not at all, and these parts of it cannot be met beside the rest of
    /// the plan. Empty: each could be, and not all at once.
    Team {
        /// Ids of the parts it waits for, in order.
        waits_for: Vec<String>,
    },
}

/// A need that is not met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmatched {
    /// Id of the need.
    pub need: String,
    /// Why.
    pub reason: Reason,
}

/// Why a pin was not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Obstacle {
    /// The pair is not listed.
    NoSuchPair,
    /// The same pair is excluded.
    Excluded,
    /// Another pin, which was kept, gives the need to this leader.
    NeedPinnedElsewhere {
        /// Id of the leader who has it.
        leader: String,
    },
    /// The leader has too few days left once the pins before it are kept.
    OverDays,
    /// The leader may take no more needs once the pins before it are kept.
    OverDeployments,
    /// Another pin, which was kept, gives the leader another part of the same team.
    InTeamAlready {
        /// Id of that part.
        part: String,
    },
    /// Beside it a team that has a pin could not be met whole.
    TeamNotWhole,
}

/// A pin that was not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokenPin {
    /// Id of the need.
    pub need: String,
    /// Id of the leader.
    pub leader: String,
    /// Why not.
    pub reason: Obstacle,
}

// Seconds are counted, never worked out: they are a number.
impl Eq for Plan {}

/// The best plan that was found. Everything is in order of need id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Proven, or stopped early.
    pub status: Status,
    /// Needs met, by tier (`"4"` to `"1"`, each always present).
    pub met: BTreeMap<String, u32>,
    /// Total fit of the matches.
    pub fit: i64,
    /// No plan as good in every tier has more fit than this.
    pub fit_bound: i64,
    /// How long it took. Filled by whoever has a clock; nought here.
    pub seconds: f64,
    /// Who supports whom.
    pub matches: Vec<Match>,
    /// What is not met, and why.
    pub unmatched: Vec<Unmatched>,
    /// Pins that were not kept, and why.
    pub broken_pins: Vec<BrokenPin>,
}
