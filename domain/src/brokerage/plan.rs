//! A plan: who supports whom, how good it is proven to be, and what moved from one to the next.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::certificate::Certificate;
use super::change::Pair;
use super::leader::HalfDays;
use super::need::Tier;
use super::question::Question;
use super::solve::{self, Obstacle, Reason, Status};
use crate::schools::{LeaderId, NeedId};

/// A leader for a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    pub leader: LeaderId,
    /// Hundredths of a point.
    pub points: i64,
}

/// Why a need is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Unmet {
    /// Nobody passes the hard rules.
    Nobody,
    /// Everybody who could was excluded.
    Excluded,
    /// Those who could were needed more elsewhere.
    Beaten { by: Vec<NeedId> },
    /// The team is met whole or not at all, and these parts of it cannot be; none named: each could be, and not all
    /// of them together.
    Team { waits_for: Vec<NeedId> },
}

/// A pin that could not be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokenPin {
    pub pair: Pair,
    pub reason: PinFault,
}

/// Why a pin could not be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PinFault {
    /// They may not take it.
    NotEligible,
    Excluded,
    NeedPinnedElsewhere,
    /// Other pins take the days.
    OverDays,
    /// Other pins take the deployments.
    OverDeployments,
    /// Other pins take what a term has left.
    OverTerm,
    /// Another pin has them in the same team.
    InTeamAlready,
    /// A team that has a pin could not be met whole beside it.
    TeamNotWhole,
}

impl PinFault {
    /// One sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::NotEligible => "They may not take it.",
            Self::Excluded => "The same pair is excluded.",
            Self::NeedPinnedElsewhere => "The need is pinned to somebody else.",
            Self::OverDays => "Other pins take their days.",
            Self::OverDeployments => "Other pins take all the deployments they may have.",
            Self::OverTerm => "Other pins take the days of that term.",
            Self::InTeamAlready => {
                "Another pin has them in the same team; nobody takes two parts of one."
            }
            Self::TeamNotWhole => "With it a team that has a pin could not be met whole.",
        }
    }
}

/// Needs of one tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    pub met: u32,
    pub of: u32,
    /// Half-days of the needs that are met.
    pub half_days: HalfDays,
}

/// The best plan that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// No plan meets more needs, first tier first, and none that meets these fits better.
    pub proved: bool,
    pub matches: BTreeMap<NeedId, Given>,
    pub unmet: BTreeMap<NeedId, Unmet>,
    pub broken_pins: Vec<BrokenPin>,
    /// Every tier that has a need.
    pub tiers: BTreeMap<Tier, Tally>,
    /// Hundredths of a point.
    pub fit: i64,
    /// Hundredths of a point that no plan meeting as many needs can go past.
    pub bound: i64,
    /// Pairs taken apart so that no term of a leader is overrun.
    pub apart: BTreeSet<Pair>,
    /// In the solver's terms, with the prices that prove it.
    pub(super) solved: Option<Arc<Solved>>,
}

/// A plan in the solver's terms.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Solved {
    pub plan: solve::Plan,
    pub certificate: Certificate,
}

/// What plans are compared by: needs met in each tier, the most serious first, then fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Worth {
    pub met: [u32; 4],
    /// Hundredths of a point.
    pub fit: i64,
}

/// A need whose leader changed from one plan to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub need: NeedId,
    pub from: Option<LeaderId>,
    pub to: Option<LeaderId>,
    /// Hundredths of a point gained or lost by this need.
    pub points: i64,
}

impl Plan {
    /// What the solver found, in our terms.
    pub(super) fn read(question: &Question, found: Option<(solve::Plan, Certificate)>) -> Self {
        let kept = found.map(|(plan, certificate)| Arc::new(Solved { plan, certificate }));
        let nothing = || solve::Plan {
            status: Status::Stopped,
            met: BTreeMap::new(),
            fit: 0,
            fit_bound: 0,
            seconds: 0.0,
            matches: Vec::new(),
            unmatched: Vec::new(),
            broken_pins: Vec::new(),
        };
        let solved = kept.as_ref().map_or_else(nothing, |kept| kept.plan.clone());
        let matches: BTreeMap<NeedId, Given> = solved
            .matches
            .iter()
            .filter_map(|found| {
                let given = Given {
                    leader: found.leader.parse().ok()?,
                    points: found.fit,
                };
                Some((found.need.parse().ok()?, given))
            })
            .collect();
        let reasons: BTreeMap<NeedId, Unmet> = solved
            .unmatched
            .iter()
            .filter_map(|unmatched| Some((unmatched.need.parse().ok()?, unmet(&unmatched.reason))))
            .collect();
        let mut plan = Self {
            proved: solved.status == Status::Optimal,
            unmet: BTreeMap::new(),
            broken_pins: solved.broken_pins.iter().filter_map(broken).collect(),
            tiers: BTreeMap::new(),
            fit: solved.fit,
            bound: solved.fit_bound,
            apart: BTreeSet::new(),
            solved: kept,
            matches,
        };
        for (need, asked) in &question.needs {
            let tally = plan.tiers.entry(asked.tier).or_default();
            tally.of += 1;
            if plan.matches.contains_key(need) {
                tally.met += 1;
                tally.half_days.0 += asked.half_days.0;
            } else {
                let reason = reasons.get(need).cloned().unwrap_or(Unmet::Nobody);
                plan.unmet.insert(*need, reason);
            }
        }
        plan
    }

    /// Who is given to a need.
    pub fn leader(&self, need: NeedId) -> Option<LeaderId> {
        self.matches.get(&need).map(|given| given.leader)
    }

    /// Every pair, by need.
    pub fn pairs(&self) -> Vec<Pair> {
        self.matches
            .iter()
            .map(|(need, given)| Pair {
                need: *need,
                leader: given.leader,
            })
            .collect()
    }

    /// What it is compared by.
    pub fn worth(&self) -> Worth {
        let met = |tier: u8| {
            self.tiers
                .iter()
                .find(|(found, _)| u8::from(**found) == tier)
                .map_or(0, |(_, tally)| tally.met)
        };
        Worth {
            met: [met(4), met(3), met(2), met(1)],
            fit: self.fit,
        }
    }

    /// Needs met, and needs there are.
    pub fn met(&self) -> (usize, usize) {
        let met = self.matches.len();
        (met, met + self.unmet.len())
    }

    /// Half-days the plan takes.
    pub fn half_days(&self) -> HalfDays {
        HalfDays(self.tiers.values().map(|tally| tally.half_days.0).sum())
    }
}

/// Every need whose leader is another one, by id of need.
pub fn moved(before: &Plan, after: &Plan) -> Vec<Moved> {
    differences(&before.matches, &after.matches)
}

/// How a plan differs from pairs somebody was looking at: from theirs, to the plan's.
pub fn differs(seen: &[Pair], question: &Question, plan: &Plan) -> Vec<Moved> {
    let seen = seen
        .iter()
        .map(|pair| {
            let given = Given {
                leader: pair.leader,
                points: question.fit(*pair).map_or(0, |fit| i64::from(fit.total)),
            };
            (pair.need, given)
        })
        .collect();
    differences(&seen, &plan.matches)
}

fn differences(before: &BTreeMap<NeedId, Given>, after: &BTreeMap<NeedId, Given>) -> Vec<Moved> {
    let mut needs: Vec<NeedId> = before.keys().chain(after.keys()).copied().collect();
    needs.sort_unstable();
    needs.dedup();
    needs
        .into_iter()
        .filter_map(|need| {
            let (old, new) = (before.get(&need), after.get(&need));
            let points = |given: Option<&Given>| given.map_or(0, |given| given.points);
            let (from, to) = (old.map(|given| given.leader), new.map(|given| given.leader));
            (from != to).then(|| Moved {
                need,
                from,
                to,
                points: points(new) - points(old),
            })
        })
        .collect()
}

fn unmet(reason: &Reason) -> Unmet {
    match reason {
        Reason::NobodyListed | Reason::TooLong => Unmet::Nobody,
        Reason::Excluded => Unmet::Excluded,
        Reason::Beaten { by } => Unmet::Beaten {
            by: by.iter().filter_map(|need| need.parse().ok()).collect(),
        },
        Reason::Team { waits_for } => Unmet::Team {
            waits_for: waits_for
                .iter()
                .filter_map(|need| need.parse().ok())
                .collect(),
        },
    }
}

fn broken(pin: &solve::BrokenPin) -> Option<BrokenPin> {
    Some(BrokenPin {
        pair: Pair {
            need: pin.need.parse().ok()?,
            leader: pin.leader.parse().ok()?,
        },
        reason: match pin.reason {
            Obstacle::NoSuchPair => PinFault::NotEligible,
            Obstacle::Excluded => PinFault::Excluded,
            Obstacle::NeedPinnedElsewhere { .. } => PinFault::NeedPinnedElsewhere,
            Obstacle::OverDays => PinFault::OverDays,
            Obstacle::OverDeployments => PinFault::OverDeployments,
            Obstacle::InTeamAlready { .. } => PinFault::InTeamAlready,
            Obstacle::TeamNotWhole => PinFault::TeamNotWhole,
        },
    })
}
