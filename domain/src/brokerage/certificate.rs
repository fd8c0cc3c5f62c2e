//! A certificate kept with a plan, and a checker that shares no code with the solver.
//!
//! What [`check`] verifies, always: every match is listed, not excluded and has its listed fit; no need is met twice;
//! no leader's days or deployments are exceeded; matched and unmatched needs together are all needs; every pin is
//! kept or reported broken, exactly those that can be kept in order of tier and id; counts and sums are right; a team
//! is met whole, each part by another leader, or not at all.
//!
//! What it verifies of "best": the certificate holds prices of needs. At any prices whatever, the prices plus what
//! every leader could gain over them is a bound on all plans (Lagrangian duality), so wrong prices can only make the
//! bound weak, never false. [`Verified`] says which tiers' counts that bound closes and what it leaves open in fit.
//!
//! Where there are teams no leader gains by two parts of one, and the plans may be divided: every part of a team is
//! met, or none is. One of the two holds for every plan, so what is proven of each division is proven of all. A division that is closed has prices of its own, or prices by which what must be met cannot be.
//!
//! What it does not verify: a plan that the solver proved best by cuts and a search tree has a gap at these prices.
//! [`Verified::best`] is then false, which says "not proven here", not "wrong".
//!
//! Long because the checker shares nothing with the solver: what it needs stands here again, plainly.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::solve::{Checked, Instance, Plan, Status};

/// Prices are in parts of this many to one need, or to one unit of fit.
const PARTS: i128 = 4096;

/// The level that counts, of needs that must be met, how many can be.
pub const WHOLE: u8 = 0;

/// How many steps the checker takes to see whether a team can be met whole beside its pins.
const MOST_STEPS: u32 = 400_000;

/// Prices that bound one level of the objective.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// The tier whose count is bounded ([`WHOLE`]: needs that must be met); none for fit.
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
    /// How plans are divided where there are teams: the first is all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub divisions: Vec<Division>,
}

/// Some of the plans. Others are named by their place in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Division {
    /// Those that meet every part of a team, and those that meet none.
    Team {
        lead: String,
        whole: usize,
        without: usize,
    },
    /// None of these is better, by these prices.
    Closed { levels: Vec<Level> },
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
    /// A team that is met in part, or a leader who has two parts of one.
    #[error(
        "the team of need {lead} must be met whole, each part by another leader, or not at all"
    )]
    Team {
        /// Id of the need of its lead.
        lead: String,
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
    case.teams_are_whole(plan)?;
    let kept = case.pins(plan)?;
    let mut verified = Verified {
        counts: [true; 4],
        fit_bound: i64::MIN,
        best: false,
    };
    for (among, levels) in case.divided(&kept, certificate)? {
        case.judge(&kept, plan, &among, levels, &mut verified)?;
    }
    verified.best = verified.counts == [true; 4] && verified.fit_bound == plan.fit;
    Ok(verified)
}

/// Which of the plans are meant, by place of need and leader.
#[derive(Clone, Default)]
struct Among {
    must: BTreeSet<usize>,
    left: BTreeSet<usize>,
    apart: BTreeSet<(usize, usize)>,
}

/// The instance by id.
struct Case<'a> {
    instance: &'a Instance,
    needs: BTreeMap<&'a str, usize>,
    leaders: BTreeMap<&'a str, usize>,
    fits: BTreeMap<(&'a str, &'a str), i64>,
    excluded: BTreeSet<(&'a str, &'a str)>,
    /// By lead: the needs of its team, its own among them.
    teams: BTreeMap<&'a str, Vec<usize>>,
}

/// What is not settled by pins.
struct Left {
    /// Needs that are not pinned and that some leader could still take.
    needs: BTreeSet<usize>,
    /// Those that must be met.
    must: BTreeSet<usize>,
    /// By leader: days, deployments and usable (need, fit).
    leaders: Vec<(i64, i64, Vec<(usize, i64)>)>,
}

impl<'a> Case<'a> {
    fn new(instance: &'a Instance) -> Self {
        let mut teams: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, need) in instance.needs.iter().enumerate() {
            if let Some(of) = &need.of {
                teams.entry(of).or_default().push(at);
            }
        }
        for (at, need) in instance.needs.iter().enumerate() {
            if let Some(team) = teams.get_mut(need.id.as_str()) {
                team.push(at);
            }
        }
        Case {
            instance,
            teams,
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

    fn teams_are_whole(&self, plan: &Plan) -> Result<(), Fault> {
        let by: BTreeMap<&str, &str> = plan
            .matches
            .iter()
            .map(|found| (found.need.as_str(), found.leader.as_str()))
            .collect();
        for (lead, team) in &self.teams {
            let id = |part: &usize| self.instance.needs[*part].id.as_str();
            let met: Vec<&str> = team
                .iter()
                .filter_map(|part| by.get(id(part)).copied())
                .collect();
            let different: BTreeSet<&str> = met.iter().copied().collect();
            if (!met.is_empty() && met.len() < team.len()) || different.len() < met.len() {
                return Err(Fault::Team {
                    lead: (*lead).to_owned(),
                });
            }
        }
        Ok(())
    }

    /// The divisions that are closed, with their prices. Where nothing is divided, all plans are one.
    fn divided<'c>(
        &self,
        kept: &BTreeMap<&str, &str>,
        certificate: &'c Certificate,
    ) -> Result<Vec<(Among, &'c [Level])>, Fault> {
        let mut all = Among::default();
        for team in self.teams.values() {
            let pinned = team
                .iter()
                .filter_map(|&part| kept.get(self.instance.needs[part].id.as_str()));
            for leader in pinned {
                all.must.extend(team);
                all.apart
                    .extend(team.iter().map(|&part| (part, self.leaders[leader])));
            }
        }
        if certificate.divisions.is_empty() {
            return Ok(vec![(all, &certificate.levels)]);
        }
        let mut seen = BTreeSet::new();
        let mut closed = Vec::new();
        let mut open = vec![(0, all)];
        while let Some((at, among)) = open.pop() {
            let division = certificate.divisions.get(at).ok_or(Fault::Certificate)?;
            if !seen.insert(at) {
                return Err(Fault::Certificate);
            }
            match division {
                Division::Closed { levels } => closed.push((among, levels.as_slice())),
                Division::Team {
                    lead,
                    whole,
                    without,
                } => {
                    let team = self.teams.get(lead.as_str()).ok_or(Fault::Certificate)?;
                    let (mut every, mut none) = (among.clone(), among);
                    every.must.extend(team);
                    none.left.extend(team);
                    open.extend([(*whole, every), (*without, none)]);
                }
            }
        }
        Ok(closed)
    }

    /// What is proven of these plans, taken together with what is of the others.
    fn judge(
        &self,
        kept: &BTreeMap<&str, &str>,
        plan: &Plan,
        among: &Among,
        levels: &[Level],
        verified: &mut Verified,
    ) -> Result<(), Fault> {
        let id = |need: &usize| self.instance.needs[*need].id.as_str();
        // A part of a team with a pin is never left, and what must be met is never left: there are no such plans.
        if among.must.intersection(&among.left).next().is_some() {
            return Ok(());
        }
        let open = self.open(kept, among);
        let must: Vec<usize> = among
            .must
            .iter()
            .copied()
            .filter(|need| !kept.contains_key(id(need)))
            .collect();
        if must.iter().any(|need| !open.needs.contains(need)) {
            return Ok(());
        }
        let level = |tier: Option<u8>| levels.iter().find(|level| level.tier == tier);
        if let Some(level) = level(Some(WHOLE)).filter(|_| !must.is_empty()) {
            let bound = self.bound(&open, plan, kept, Some(i64::from(WHOLE)), &level.prices)?;
            if bound < must.len() as i128 {
                return Ok(());
            }
        }
        for (place, tier) in [4u8, 3, 2, 1].into_iter().enumerate() {
            let of_tier = |need: &&usize| self.instance.needs[**need].tier == i64::from(tier);
            let met = self.met(plan, i64::from(tier)) as i128;
            let pinned = kept
                .keys()
                .map(|need| &self.needs[need])
                .filter(of_tier)
                .count() as i128;
            let mut most = open.needs.iter().filter(of_tier).count() as i128 + pinned;
            if let Some(level) = level(Some(tier)).filter(|_| most >= met) {
                let bound = self.bound(&open, plan, kept, Some(i64::from(tier)), &level.prices)?;
                most = most.min(bound + pinned);
            }
            if most < met {
                // As good as this one before, and worse here.
                return Ok(());
            }
            verified.counts[place] &= most == met;
        }
        let bound = match level(None) {
            Some(level) => {
                let pinned: i128 = kept
                    .iter()
                    .map(|pair| i128::from(self.fits[&(*pair.0, *pair.1)]))
                    .sum();
                let bound = self.bound(&open, plan, kept, None, &level.prices)? + pinned;
                i64::try_from(bound).unwrap_or(i64::MAX)
            }
            None => i64::MAX,
        };
        verified.fit_bound = verified.fit_bound.max(bound);
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
        let mut given_to: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
        for (_, need, leader) in order {
            let days = self.instance.needs[self.needs[need]].days;
            let whole = &self.instance.leaders[self.leaders[leader]];
            let given = given_to.entry(leader).or_insert((0, 0));
            let keeps = self.fits.contains_key(&(need, leader))
                && !self.excluded.contains(&(need, leader))
                && !kept.contains_key(need)
                && given.0 + days <= whole.days
                && given.1 < whole.max_deployments;
            let team = self
                .teams
                .values()
                .find(|team| team.contains(&self.needs[need]));
            let twice = team.is_some_and(|team| {
                let id = |part: &usize| self.instance.needs[*part].id.as_str();
                team.iter().any(|part| kept.get(id(part)) == Some(&leader))
            });
            let mut keeps = keeps && !twice;
            if keeps {
                *given = (given.0 + days, given.1 + 1);
                kept.insert(need, leader);
                let can = self.rest_can_be_met(&kept);
                // Where neither search came to an end, the plan that was stopped says what it made of it.
                let said = plan
                    .broken_pins
                    .iter()
                    .any(|broken| broken.need == need && broken.leader == leader);
                keeps = match can {
                    Some(can) if plan.status == Status::Optimal => can,
                    _ => !said && can != Some(false),
                };
                if !keeps {
                    kept.remove(need);
                    if let Some(given) = given_to.get_mut(leader) {
                        *given = (given.0 - days, given.1 - 1);
                    }
                }
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

    /// Whether every team with a pin can be met whole beside what is pinned; none: not settled in so many steps.
    fn rest_can_be_met(&self, kept: &BTreeMap<&str, &str>) -> Option<bool> {
        let id = |part: &usize| self.instance.needs[*part].id.as_str();
        let mut by: BTreeMap<usize, usize> = kept
            .iter()
            .map(|(need, leader)| (self.needs[need], self.leaders[leader]))
            .collect();
        let mut parts = Vec::new();
        for team in self.teams.values() {
            if team.iter().any(|part| kept.contains_key(id(part))) {
                let rest = team.iter().filter(|part| !kept.contains_key(id(part)));
                parts.extend(rest.map(|part| (*part, team)));
            }
        }
        let mut steps = MOST_STEPS;
        let can = self.place(&parts, &mut by, &mut steps);
        (can || steps > 0).then_some(can)
    }

    /// Tries every leader for the first of these parts, and so on.
    fn place(
        &self,
        parts: &[(usize, &Vec<usize>)],
        by: &mut BTreeMap<usize, usize>,
        steps: &mut u32,
    ) -> bool {
        let Some(((part, team), rest)) = parts.split_first() else {
            return true;
        };
        let need = &self.instance.needs[*part];
        for (at, leader) in self.instance.leaders.iter().enumerate() {
            let pair = (need.id.as_str(), leader.id.as_str());
            if !self.fits.contains_key(&pair) || self.excluded.contains(&pair) {
                continue;
            }
            *steps = steps.saturating_sub(1);
            if *steps == 0 {
                return false;
            }
            let theirs = by.iter().filter(|(_, own)| **own == at);
            let days: i64 = theirs
                .clone()
                .map(|(need, _)| self.instance.needs[*need].days)
                .sum();
            let free = days + need.days <= leader.days
                && (theirs.count() as i64) < leader.max_deployments
                && !team.iter().any(|other| by.get(other) == Some(&at));
            if free {
                by.insert(*part, at);
                if self.place(rest, by, steps) {
                    return true;
                }
                by.remove(part);
            }
        }
        false
    }

    fn open(&self, kept: &BTreeMap<&str, &str>, among: &Among) -> Left {
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
            let meant = !among.left.contains(&at)
                && !among.apart.contains(&(at, self.leaders[leader]))
                && !self.excluded.contains(&(need, leader));
            if usable && meant {
                left.2.push((at, fit));
                needs.insert(at);
            }
        }
        Left {
            needs,
            must: among.must.clone(),
            leaders,
        }
    }

    /// No plan that meets as many as this one in the tiers before (or, for fit, in every tier) has more of this level,
    /// beside what is pinned.
    fn bound(
        &self,
        open: &Left,
        plan: &Plan,
        kept: &BTreeMap<&str, &str>,
        tier: Option<i64>,
        prices: &[i64],
    ) -> Result<i128, Fault> {
        if prices.len() != self.instance.needs.len()
            || prices.iter().any(|price| price.unsigned_abs() > 1 << 60)
        {
            return Err(Fault::Certificate);
        }
        let whole = tier == Some(i64::from(WHOLE));
        let mut total = 0i128;
        for of in 1..=4i64 {
            let needs = || {
                open.needs
                    .iter()
                    .filter(|&&need| self.instance.needs[need].tier == of)
            };
            total += needs().map(|&need| i128::from(prices[need])).sum::<i128>();
            // A need that is left gives its price back: exactly as many as in this plan where the count is settled,
            // else as many as would rather be left. One that must be met is never left.
            let may_be_left = needs().filter(|need| whole || !open.must.contains(need));
            let mut own: Vec<i128> = may_be_left.map(|&need| i128::from(prices[need])).collect();
            own.sort_unstable();
            if !whole && tier.is_none_or(|tier| of > tier) {
                let pinned = kept
                    .keys()
                    .filter(|need| self.instance.needs[self.needs[*need]].tier == of);
                let left = (needs().count() + pinned.count()).saturating_sub(self.met(plan, of));
                total -= own.iter().take(left).sum::<i128>();
            } else {
                total -= own.iter().filter(|price| **price < 0).sum::<i128>();
            }
        }
        for (days, times, pairs) in &open.leaders {
            let worth = |&(need, fit): &(usize, i64)| {
                let gain = match tier {
                    None => i128::from(fit),
                    Some(_) if whole => i128::from(open.must.contains(&need)),
                    Some(tier) => i128::from(self.instance.needs[need].tier == tier),
                };
                (
                    self.instance.needs[need].days,
                    gain * PARTS - i128::from(prices[need]),
                )
            };
            total += most(*days, *times, &self.choices(pairs, worth));
        }
        Ok(total.div_euclid(PARTS))
    }

    /// What one leader can take, with days and gain: the parts of a team together, for they take one of those.
    fn choices(
        &self,
        pairs: &[(usize, i64)],
        worth: impl Fn(&(usize, i64)) -> (i64, i128),
    ) -> Vec<Vec<(i64, i128)>> {
        let mut choices: BTreeMap<usize, Vec<(i64, i128)>> = BTreeMap::new();
        for pair in pairs {
            let team = self.teams.values().find(|team| team.contains(&pair.0));
            let item = worth(pair);
            if item.1 > 0 {
                let first = team.map_or(pair.0, |team| team[0]);
                choices.entry(first).or_default().push(item);
            }
        }
        choices.into_values().collect()
    }
}

/// The most that one leader can gain, of each choice one need at most: plain dynamic programming by deployments and
/// days.
fn most(days: i64, times: i64, choices: &[Vec<(i64, i128)>]) -> i128 {
    let largest = |choice: &Vec<(i64, i128)>| choice.iter().map(|item| item.0).max();
    let room = days.min(choices.iter().filter_map(largest).sum()) as usize;
    let times = (times as usize).min(choices.len());
    let mut best = vec![vec![0i128; room + 1]; times + 1];
    for choice in choices {
        for time in (1..=times).rev() {
            for left in 0..=room {
                let with = |&(size, gain): &(i64, i128)| {
                    let rest = left.checked_sub(size as usize)?;
                    Some(best[time - 1][rest] + gain)
                };
                let most = choice.iter().filter_map(with).max();
                best[time][left] = best[time][left].max(most.unwrap_or(0));
            }
        }
    }
    best[times][room]
}
