//! A certificate kept with a plan, and a checker that shares no code with the solver.
//!
//! What [`check`] verifies, always: every match is listed, not excluded and has its listed fit; no need is met twice;
//! no leader's days or deployments are exceeded; matched and unmatched needs together are all needs; every pin is
//! kept or reported broken, exactly those that can be kept in order of tier and id; counts and sums are right.
//!
//! What it verifies of "best": the certificate holds prices of needs. At any prices whatever, the prices plus what
//! every leader could gain over them is a bound on all plans (Lagrangian duality), so wrong prices can only make the
//! bound weak, never false. [`Verified`] says which tiers' counts that bound closes and what it leaves open in fit.
//!
//! What it does not verify: a plan that the solver proved best by cuts and a search tree has a gap at these prices.
//! [`Verified::best`] is then false, which says "not proven here", not "wrong".
//!
//! Long because the checker shares nothing with the solver: what it needs stands here again, plainly.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::solve::{Checked, Instance, Plan};

/// Prices are in parts of this many to one need, or to one unit of fit.
const PARTS: i128 = 4096;

/// Prices that bound one level of the objective.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// The tier whose count is bounded; none for fit.
    pub tier: Option<u8>,
    /// One price a need, in order of need id, in 4096ths.
    pub prices: Vec<i64>,
}

/// What is kept with a plan so that it can be judged without solving again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// At most one for each tier, and one for fit.
    pub levels: Vec<Level>,
}

/// What a certificate proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// For tiers 4, 3, 2, 1: no plan as good in the tiers before meets more.
    pub counts: [bool; 4],
    /// No plan that meets as many in every tier has more fit.
    pub fit_bound: i64,
    /// All counts are proven, and the plan reaches the bound.
    pub best: bool,
}

/// Why a plan is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// A match that is not among the pairs, or not with that fit.
    #[error("need {need} and leader {leader} are not listed with that fit")]
    NotListed {
        /// Id of the need.
        need: String,
        /// Id of the leader.
        leader: String,
    },
    /// A match that was excluded.
    #[error("need {need} and leader {leader} are excluded")]
    Excluded {
        /// Id of the need.
        need: String,
        /// Id of the leader.
        leader: String,
    },
    /// A need that is met or reported twice, or neither.
    #[error("need {need} must be either met or reported, once")]
    Need {
        /// Id of the need.
        need: String,
    },
    /// A leader who is given more than they have.
    #[error("leader {leader} has fewer days or deployments than the plan gives them")]
    Overloaded {
        /// Id of the leader.
        leader: String,
    },
    /// A pin that could be kept is not, or one that is reported is kept.
    #[error("the pin of need {need} to leader {leader} is not as it should be")]
    Pin {
        /// Id of the need.
        need: String,
        /// Id of the leader.
        leader: String,
    },
    /// A figure that is not the sum of its parts.
    #[error("{figure} does not agree with the matches")]
    Figure {
        /// Which one.
        figure: String,
    },
    /// A certificate of another form than this instance needs.
    #[error("the certificate does not fit this instance")]
    Certificate,
}

/// Judges a plan by its certificate.
///
/// # Errors
/// The first rule that the plan breaks.
pub fn check(checked: &Checked, plan: &Plan, certificate: &Certificate) -> Result<Verified, Fault> {
    let case = Case::new(checked.instance());
    case.feasible(plan)?;
    let kept = case.pins(plan)?;
    let mut verified = Verified {
        counts: [false; 4],
        fit_bound: i64::MAX,
        best: false,
    };
    let open = case.open(&kept);
    for (place, tier) in [4i64, 3, 2, 1].into_iter().enumerate() {
        let met = case.met(plan, tier);
        let all = open
            .needs
            .iter()
            .filter(|&&need| case.instance.needs[need].tier == tier)
            .count();
        let pinned = case
            .instance
            .needs
            .iter()
            .filter(|need| need.tier == tier && kept.contains_key(need.id.as_str()));
        let pinned = pinned.count();
        let level = certificate
            .levels
            .iter()
            .find(|level| level.tier.map(i64::from) == Some(tier));
        verified.counts[place] = met == all + pinned
            || match level {
                Some(level) => {
                    (met - pinned) as i128 >= case.bound(&open, plan, Some(tier), &level.prices)?
                }
                None => false,
            };
    }
    if let Some(level) = certificate.levels.iter().find(|level| level.tier.is_none()) {
        let pinned: i128 = plan
            .matches
            .iter()
            .filter(|found| kept.contains_key(found.need.as_str()))
            .map(|found| i128::from(found.fit))
            .sum();
        let bound = case.bound(&open, plan, None, &level.prices)? + pinned;
        verified.fit_bound = i64::try_from(bound).unwrap_or(i64::MAX);
    }
    verified.best = verified.counts == [true; 4] && verified.fit_bound == plan.fit;
    Ok(verified)
}

/// The instance by id.
struct Case<'a> {
    instance: &'a Instance,
    needs: BTreeMap<&'a str, usize>,
    leaders: BTreeMap<&'a str, usize>,
    fits: BTreeMap<(&'a str, &'a str), i64>,
    excluded: BTreeSet<(&'a str, &'a str)>,
}

/// What is not settled by pins.
struct Left {
    /// Needs that are not pinned and that some leader could still take.
    needs: Vec<usize>,
    /// By leader: days, deployments and usable (need, fit).
    leaders: Vec<(i64, i64, Vec<(usize, i64)>)>,
}

impl<'a> Case<'a> {
    fn new(instance: &'a Instance) -> Self {
        Case {
            instance,
            needs: instance
                .needs
                .iter()
                .enumerate()
                .map(|(at, need)| (need.id.as_str(), at))
                .collect(),
            leaders: instance
                .leaders
                .iter()
                .enumerate()
                .map(|(at, leader)| (leader.id.as_str(), at))
                .collect(),
            fits: instance
                .pairs
                .iter()
                .map(|pair| ((pair.need.as_str(), pair.leader.as_str()), pair.fit))
                .collect(),
            excluded: instance
                .exclusions
                .iter()
                .map(|named| (named.need.as_str(), named.leader.as_str()))
                .collect(),
        }
    }

    fn met(&self, plan: &Plan, tier: i64) -> usize {
        let of_tier = |need: &str| {
            self.needs
                .get(need)
                .is_some_and(|&at| self.instance.needs[at].tier == tier)
        };
        plan.matches
            .iter()
            .filter(|found| of_tier(&found.need))
            .count()
    }

    fn feasible(&self, plan: &Plan) -> Result<(), Fault> {
        let mut given = vec![(0i64, 0i64); self.instance.leaders.len()];
        let mut seen = BTreeSet::new();
        for found in &plan.matches {
            let (need, leader) = (found.need.clone(), found.leader.clone());
            let key = (need.as_str(), leader.as_str());
            if self.fits.get(&key) != Some(&found.fit) {
                return Err(Fault::NotListed { need, leader });
            }
            if self.excluded.contains(&key) {
                return Err(Fault::Excluded { need, leader });
            }
            if !seen.insert(found.need.as_str()) {
                return Err(Fault::Need { need });
            }
            let given = &mut given[self.leaders[leader.as_str()]];
            *given = (
                given.0 + self.instance.needs[self.needs[need.as_str()]].days,
                given.1 + 1,
            );
        }
        for (leader, given) in self.instance.leaders.iter().zip(given) {
            if given.0 > leader.days || given.1 > leader.max_deployments {
                return Err(Fault::Overloaded {
                    leader: leader.id.clone(),
                });
            }
        }
        for unmatched in &plan.unmatched {
            if !self.needs.contains_key(unmatched.need.as_str())
                || !seen.insert(unmatched.need.as_str())
            {
                return Err(Fault::Need {
                    need: unmatched.need.clone(),
                });
            }
        }
        if let Some(need) = self
            .instance
            .needs
            .iter()
            .find(|need| !seen.contains(need.id.as_str()))
        {
            return Err(Fault::Need {
                need: need.id.clone(),
            });
        }
        for tier in 1..=4i64 {
            if plan.met.get(&tier.to_string()).map(|&met| met as usize)
                != Some(self.met(plan, tier))
            {
                return Err(Fault::Figure {
                    figure: format!("the count of tier {tier}"),
                });
            }
        }
        if plan.matches.iter().map(|found| found.fit).sum::<i64>() != plan.fit
            || plan.fit_bound < plan.fit
        {
            return Err(Fault::Figure {
                figure: "the fit".to_owned(),
            });
        }
        Ok(())
    }

    /// The pins that can be kept, in order of tier and id, each beside those before it.
    fn pins(&self, plan: &Plan) -> Result<BTreeMap<&'a str, &'a str>, Fault> {
        let mut order: Vec<(i64, &str, &str)> = Vec::new();
        for pin in &self.instance.pins {
            order.push((
                -self.instance.needs[self.needs[pin.need.as_str()]].tier,
                &pin.need,
                &pin.leader,
            ));
        }
        order.sort_unstable();
        let mut kept = BTreeMap::new();
        let mut given: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
        for (_, need, leader) in order {
            let days = self.instance.needs[self.needs[need]].days;
            let whole = &self.instance.leaders[self.leaders[leader]];
            let given = given.entry(leader).or_insert((0, 0));
            let keeps = self.fits.contains_key(&(need, leader))
                && !self.excluded.contains(&(need, leader))
                && !kept.contains_key(need)
                && given.0 + days <= whole.days
                && given.1 < whole.max_deployments;
            if keeps {
                *given = (given.0 + days, given.1 + 1);
                kept.insert(need, leader);
            }
            let used = plan
                .matches
                .iter()
                .any(|found| found.need == need && found.leader == leader);
            let reported = plan
                .broken_pins
                .iter()
                .any(|broken| broken.need == need && broken.leader == leader);
            if used != keeps || reported == keeps {
                return Err(Fault::Pin {
                    need: need.to_owned(),
                    leader: leader.to_owned(),
                });
            }
        }
        Ok(kept)
    }

    fn open(&self, kept: &BTreeMap<&str, &str>) -> Left {
        let mut leaders: Vec<(i64, i64, Vec<(usize, i64)>)> = self
            .instance
            .leaders
            .iter()
            .map(|leader| (leader.days, leader.max_deployments, Vec::new()))
            .collect();
        for (need, leader) in kept {
            let left = &mut leaders[self.leaders[leader]];
            *left = (
                left.0 - self.instance.needs[self.needs[need]].days,
                left.1 - 1,
                Vec::new(),
            );
        }
        let mut needs = BTreeSet::new();
        for (&(need, leader), &fit) in &self.fits {
            let at = self.needs[need];
            let left = &mut leaders[self.leaders[leader]];
            let usable =
                left.0 >= self.instance.needs[at].days && left.1 > 0 && !kept.contains_key(need);
            if usable && !self.excluded.contains(&(need, leader)) {
                left.2.push((at, fit));
                needs.insert(at);
            }
        }
        Left {
            needs: needs.into_iter().collect(),
            leaders,
        }
    }

    /// No plan that meets as many as this one in the tiers before (or, for fit, in every tier) has more of this level,
    /// beside what is pinned.
    fn bound(
        &self,
        open: &Left,
        plan: &Plan,
        tier: Option<i64>,
        prices: &[i64],
    ) -> Result<i128, Fault> {
        if prices.len() != self.instance.needs.len()
            || prices.iter().any(|price| price.unsigned_abs() > 1 << 60)
        {
            return Err(Fault::Certificate);
        }
        let unmatched: BTreeSet<&str> = plan
            .unmatched
            .iter()
            .map(|unmatched| unmatched.need.as_str())
            .collect();
        let mut total = 0i128;
        for of in 1..=4i64 {
            let needs = || {
                open.needs
                    .iter()
                    .copied()
                    .filter(|&need| self.instance.needs[need].tier == of)
            };
            let mut own: Vec<i128> = needs().map(|need| i128::from(prices[need])).collect();
            total += own.iter().sum::<i128>();
            // A need that is left gives its price back: exactly as many as in this plan where the count is settled,
            // else as many as would rather be left.
            own.sort_unstable();
            if tier.is_none_or(|tier| of > tier) {
                let left = needs()
                    .filter(|&need| unmatched.contains(self.instance.needs[need].id.as_str()))
                    .count();
                total -= own.iter().take(left).sum::<i128>();
            } else {
                total -= own.iter().filter(|price| **price < 0).sum::<i128>();
            }
        }
        for (days, times, pairs) in &open.leaders {
            let worth = |&(need, fit): &(usize, i64)| {
                let gain = match tier {
                    None => i128::from(fit),
                    Some(tier) => i128::from(self.instance.needs[need].tier == tier),
                };
                (
                    self.instance.needs[need].days,
                    gain * PARTS - i128::from(prices[need]),
                )
            };
            total += most(*days, *times, &pairs.iter().map(worth).collect::<Vec<_>>());
        }
        Ok(total.div_euclid(PARTS))
    }
}

/// The most that one leader can gain: plain dynamic programming by deployments and days.
fn most(days: i64, times: i64, items: &[(i64, i128)]) -> i128 {
    let items: Vec<(usize, i128)> = items
        .iter()
        .filter(|item| item.1 > 0)
        .map(|&(days, gain)| (days as usize, gain))
        .collect();
    let room = (days as usize).min(items.iter().map(|item| item.0).sum());
    let times = (times as usize).min(items.len());
    let mut best = vec![vec![0i128; room + 1]; times + 1];
    for (size, gain) in items {
        for time in (1..=times).rev() {
            for left in (size..=room).rev() {
                let with = best[time - 1][left - size] + gain;
                best[time][left] = best[time][left].max(with);
            }
        }
    }
    best[times][room]
}
