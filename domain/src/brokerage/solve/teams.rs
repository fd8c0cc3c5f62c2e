//! Teams: met whole, each part by another leader, or not at all.
//!
//! That nobody takes two parts of a team is kept by the search below, leader by leader. That a team is whole only takes
//! plans away, so the best plan with the parts as needs of their own is no worse than the best there is. Where it meets
//! a team in part the plans are divided in two: every part of it is met, or none is. What looks best is divided first,
//! and the first plan whose teams are whole is the best there is.

use std::collections::BTreeSet;

use super::instance::Instance;
use super::narrow::{Answer, Best, By, Narrow, answer};
use super::pins::Pinned;
use super::watch::Watch;
use super::whole::listed;
use crate::brokerage::certificate::{Certificate, Division, Level};

/// What plans are compared by: needs met in tiers 4, 3, 2, 1, then fit.
type Worth = ([u32; 4], i64);

/// The best plan of all, and what proves it.
pub(super) fn best(instance: &Instance, pinned: &Pinned, watch: &mut Watch) -> (Best, Certificate) {
    let teams = instance.teams();
    if teams.is_empty() {
        let Answer { best, levels } = answer(
            instance,
            pinned,
            &Narrow::default(),
            &BTreeSet::new(),
            watch,
        );
        let divisions = Vec::new();
        let nothing = || nobody_else(instance, pinned);
        return (
            best.unwrap_or_else(nothing),
            Certificate { levels, divisions },
        );
    }
    Search {
        instance,
        pinned,
        fixed: teams.iter().flatten().copied().collect(),
        listed: listed(instance),
        teams,
        watch,
        divisions: Vec::new(),
        open: Vec::new(),
        all: Vec::new(),
        good: nobody_else(instance, pinned),
    }
    .run()
}

/// What is pinned, with the teams that belong to it.
fn nobody_else(instance: &Instance, pinned: &Pinned) -> Best {
    let mut by = pinned.kept.clone();
    for &(need, leader) in &pinned.rest {
        by[need] = Some((leader, fit(instance, need, leader)));
    }
    Best {
        by,
        proven: false,
        fit_bound: i64::MAX,
    }
}

fn fit(instance: &Instance, need: usize, leader: usize) -> i64 {
    let key = (&instance.needs[need].id, &instance.leaders[leader].id);
    let at = instance
        .pairs
        .binary_search_by(|pair| (&pair.need, &pair.leader).cmp(&key));
    at.map_or(0, |at| instance.pairs[at].fit)
}

/// Plans still to be looked at.
struct Node {
    narrow: Narrow,
    best: Best,
    worth: Worth,
    keeps: bool,
    /// Its place among the divisions.
    at: usize,
}

struct Search<'a, 'w> {
    instance: &'a Instance,
    pinned: &'a Pinned,
    teams: Vec<Vec<usize>>,
    fixed: BTreeSet<usize>,
    /// By need: who is listed for it.
    listed: Vec<Vec<usize>>,
    watch: &'a mut Watch<'w>,
    divisions: Vec<Division>,
    open: Vec<Node>,
    /// Prices of all plans together.
    all: Vec<Level>,
    good: Best,
}

impl Search<'_, '_> {
    fn run(mut self) -> (Best, Certificate) {
        let root = self.begin();
        self.divisions.push(Division::Closed { levels: Vec::new() });
        self.look(root, 0);
        if let Some(Division::Closed { levels }) = self
            .divisions
            .iter()
            .rev()
            .find(|one| matches!(one, Division::Closed { levels } if !levels.is_empty()))
        {
            self.all.clone_from(levels);
        }
        let mut proven = false;
        while let Some(next) = self.most_worth() {
            if self.open[next].worth <= self.worth(&self.good.by) && self.open[next].best.proven {
                // Nothing that is left is better than what is in hand.
                proven = true;
                break;
            }
            if self.watch.halted() || !self.open[next].best.proven {
                break;
            }
            let node = self.open.swap_remove(next);
            match self.broken(&node.best.by) {
                None => {
                    self.good = node.best.clone();
                    proven = true;
                    self.open.push(node);
                    break;
                }
                Some(team) => self.divide(node, team),
            }
        }
        proven |= self.open.is_empty();
        let fit: i64 = self.good.by.iter().flatten().map(|(_, fit)| fit).sum();
        self.good.fit_bound = if proven { fit } else { self.bound(fit) };
        self.good.proven = proven;
        (
            self.good,
            Certificate {
                levels: self.all,
                divisions: self.divisions,
            },
        )
    }

    /// All plans: teams that have a pin are met whole, and nobody pinned to a part has another.
    fn begin(&self) -> Narrow {
        let mut narrow = Narrow::default();
        for team in &self.teams {
            let pinned = || team.iter().filter_map(|&part| self.pinned.kept[part]);
            if pinned().next().is_some() {
                narrow.must.extend(team);
            }
            for (leader, _) in pinned() {
                narrow.apart.extend(team.iter().map(|&part| (part, leader)));
            }
        }
        narrow
    }

    /// Solves for these plans, and keeps them to be looked at, where there are any. A team with a part that nobody
    /// can take any more is left first.
    fn look(&mut self, mut narrow: Narrow, mut at: usize) {
        while let Some(team) = self.hopeless(&narrow) {
            if self.teams[team]
                .iter()
                .any(|part| narrow.must.contains(part))
            {
                return;
            }
            let (whole, without) = self.two();
            self.divisions[at] = Division::Team {
                lead: self.lead(team),
                whole,
                without,
            };
            narrow.left.extend(&self.teams[team]);
            at = without;
        }
        self.watch.progress.nodes += 1;
        let found = answer(self.instance, self.pinned, &narrow, &self.fixed, self.watch);
        self.divisions[at] = Division::Closed {
            levels: found.levels,
        };
        let Some(best) = found.best else { return };
        let mended = self.mended(&best.by);
        if self.worth(&mended) > self.worth(&self.good.by) {
            self.good.by = mended;
        }
        self.open.push(Node {
            worth: self.worth(&best.by),
            keeps: self.broken(&best.by).is_none(),
            narrow,
            best,
            at,
        });
    }

    /// A team that is open or must be met, with a part nobody can take.
    fn hopeless(&self, narrow: &Narrow) -> Option<usize> {
        let can = |part: usize| {
            let days = self.instance.needs[part].days;
            self.pinned.kept[part].is_some()
                || self.listed[part].iter().any(|&leader| {
                    let left = self.pinned.left[leader];
                    left.0 >= days && left.1 > 0 && !narrow.apart.contains(&(part, leader))
                })
        };
        (0..self.teams.len()).find(|&team| {
            let team = &self.teams[team];
            !narrow.left.contains(&team[0]) && !team.iter().all(|&part| can(part))
        })
    }

    fn lead(&self, team: usize) -> String {
        self.instance.needs[self.teams[team][0]].id.clone()
    }

    fn two(&mut self) -> (usize, usize) {
        let at = self.divisions.len();
        for _ in 0..2 {
            self.divisions.push(Division::Closed { levels: Vec::new() });
        }
        (at, at + 1)
    }

    fn divide(&mut self, node: Node, team: usize) {
        let (whole, without) = self.two();
        let (mut one, mut other) = (node.narrow.clone(), node.narrow);
        one.must.extend(&self.teams[team]);
        other.left.extend(&self.teams[team]);
        self.divisions[node.at] = Division::Team {
            lead: self.lead(team),
            whole,
            without,
        };
        self.look(one, whole);
        self.look(other, without);
    }

    /// A team met in part: that with most of its parts met.
    fn broken(&self, by: &By) -> Option<usize> {
        let met = |team: &Vec<usize>| team.iter().filter(|&&part| by[part].is_some()).count();
        let in_part = |&team: &usize| {
            let team = &self.teams[team];
            (1..team.len()).contains(&met(team))
        };
        let most = |&team: &usize| (met(&self.teams[team]), std::cmp::Reverse(team));
        (0..self.teams.len()).filter(in_part).max_by_key(most)
    }

    fn worth(&self, by: &By) -> Worth {
        worth(self.instance, by)
    }

    /// The place of what looks best; of what is as good, a plan that keeps the rules, then the earlier.
    fn most_worth(&self) -> Option<usize> {
        (0..self.open.len()).max_by_key(|&at| {
            let node = &self.open[at];
            let known = node.best.proven;
            (!known, node.worth, node.keeps, std::cmp::Reverse(node.at))
        })
    }

    /// A plan that keeps the rules, from one that may not: teams that are broken are left; where one of those has a
    /// pin, what is pinned comes first and the rest as far as it fits.
    fn mended(&self, by: &By) -> By {
        let met = |part: &usize| by[*part].is_some();
        let bad = |team: &&Vec<usize>| team.iter().any(met) && !team.iter().all(met);
        let bad: Vec<&Vec<usize>> = self.teams.iter().filter(bad).collect();
        let has_pin =
            |team: &&Vec<usize>| team.iter().any(|&part| self.pinned.kept[part].is_some());
        let has_pin_in_part = self
            .teams
            .iter()
            .filter(has_pin)
            .any(|team| !team.iter().all(met));
        if !has_pin_in_part && !bad.iter().any(has_pin) {
            let mut by = by.clone();
            for &part in bad.into_iter().flatten() {
                by[part] = None;
            }
            return by;
        }
        let mut new = nobody_else(self.instance, self.pinned).by;
        let mut left = self.pinned.left.clone();
        for &(need, leader) in &self.pinned.rest {
            let left = &mut left[leader];
            *left = (left.0 - self.instance.needs[need].days, left.1 - 1);
        }
        for need in (0..new.len()).filter(|need| !self.fixed.contains(need)) {
            let days = self.instance.needs[need].days;
            if let (None, Some((leader, fit))) = (new[need], by[need])
                && left[leader].0 >= days
                && left[leader].1 > 0
            {
                left[leader] = (left[leader].0 - days, left[leader].1 - 1);
                new[need] = Some((leader, fit));
            }
        }
        new
    }

    /// No plan that does as well as the one in hand in every tier has more fit than this, wherever it is.
    fn bound(&self, fit: i64) -> i64 {
        let met = self.worth(&self.good.by).0;
        let mut bound = fit;
        for node in &self.open {
            bound = bound.max(if !node.best.proven || node.worth.0 > met {
                self.at_most(met)
            } else if node.worth.0 == met {
                node.best.fit_bound
            } else {
                continue;
            });
        }
        bound
    }

    /// What so many needs of each tier can come to at most, each for itself.
    fn at_most(&self, met: [u32; 4]) -> i64 {
        let mut total = 0;
        for (tier, met) in (1..=4).rev().zip(met) {
            let of_tier = |need: &usize| self.instance.needs[*need].tier == tier;
            let needs = (0..self.instance.needs.len()).filter(of_tier);
            let (mut kept, mut most) = (0, Vec::new());
            for need in needs {
                if let Some((_, fit)) = self.pinned.kept[need] {
                    total += fit;
                    kept += 1;
                } else {
                    let listed = self.listed[need].iter();
                    most.extend(listed.map(|&leader| fit(self.instance, need, leader)).max());
                }
            }
            most.sort_unstable_by_key(|fit| std::cmp::Reverse(*fit));
            let more = (met as usize).saturating_sub(kept);
            total += most.into_iter().take(more).sum::<i64>();
        }
        total
    }
}

fn worth(instance: &Instance, by: &By) -> Worth {
    let mut worth = ([0; 4], 0);
    for (need, by) in instance.needs.iter().zip(by) {
        if let Some((_, fit)) = by {
            worth.0[(4 - need.tier) as usize] += 1;
            worth.1 += fit;
        }
    }
    worth
}

#[cfg(test)]
mod laws;
