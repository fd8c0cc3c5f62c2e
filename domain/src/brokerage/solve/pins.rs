//! Which pins are kept: in order of tier (most serious first), then id, each if it can be beside those before it. A
//! team that has a pin is met whole, so a pin is not kept where it would leave such a team in part.

use super::instance::Instance;
use super::plan::{BrokenPin, Obstacle};
use super::whole::{self, Filled};

/// Pins that are kept, by need index, and those that are not.
pub(super) struct Pinned {
    /// By need: (leader index, fit) of the pin that is kept.
    pub kept: Vec<Option<(usize, i64)>>,
    /// Days and times each leader has left.
    pub left: Vec<(i64, i64)>,
    pub broken: Vec<BrokenPin>,
    /// One way of meeting the other parts of teams that have a pin, by need and leader.
    pub rest: Vec<(usize, usize)>,
    /// False where it was left open whether a pin could be kept.
    pub sure: bool,
}

/// Keeps what can be kept. The instance is in order of id.
pub(super) fn keep(instance: &Instance) -> Pinned {
    let mut pinned = Pinned {
        kept: vec![None; instance.needs.len()],
        left: instance
            .leaders
            .iter()
            .map(|leader| (leader.days, leader.max_deployments))
            .collect(),
        broken: Vec::new(),
        rest: Vec::new(),
        sure: true,
    };
    let teams = instance.teams();
    let team_of = |need: usize| teams.iter().find(|team| team.contains(&need));
    let listed = if teams.is_empty() {
        Vec::new()
    } else {
        whole::listed(instance)
    };
    let mut pins: Vec<_> = instance
        .pins
        .iter()
        .filter_map(|pin| {
            Some((
                pin,
                need_at(instance, &pin.need)?,
                leader_at(instance, &pin.leader)?,
            ))
        })
        .collect();
    pins.sort_by_key(|&(_, need, leader)| (-instance.needs[need].tier, need, leader));
    for (pin, need, leader) in pins {
        let days = instance.needs[need].days;
        let pair = instance
            .pairs
            .binary_search_by(|pair| (&pair.need, &pair.leader).cmp(&(&pin.need, &pin.leader)));
        let left = pinned.left[leader];
        let obstacle = match (pair, pinned.kept[need]) {
            (Err(_), _) => Obstacle::NoSuchPair,
            (Ok(_), _) if instance.exclusions.binary_search(pin).is_ok() => Obstacle::Excluded,
            (Ok(_), Some((other, _))) => Obstacle::NeedPinnedElsewhere {
                leader: instance.leaders[other].id.clone(),
            },
            (Ok(_), None) if left.0 < days => Obstacle::OverDays,
            (Ok(_), None) if left.1 < 1 => Obstacle::OverDeployments,
            (Ok(at), None) => {
                let has =
                    |part: &&usize| pinned.kept[**part].is_some_and(|(other, _)| other == leader);
                if let Some(part) = team_of(need).and_then(|team| team.iter().find(has)) {
                    let part = instance.needs[*part].id.clone();
                    Obstacle::InTeamAlready { part }
                } else {
                    pinned.left[leader] = (left.0 - days, left.1 - 1);
                    pinned.kept[need] = Some((leader, instance.pairs[at].fit));
                    match pinned.fill(instance, &teams, &listed) {
                        Filled::Yes(rest) => {
                            pinned.rest = rest;
                            continue;
                        }
                        Filled::No => {}
                        Filled::Unknown => pinned.sure = false,
                    }
                    pinned.left[leader] = left;
                    pinned.kept[need] = None;
                    Obstacle::TeamNotWhole
                }
            }
        };
        pinned.broken.push(BrokenPin {
            need: pin.need.clone(),
            leader: pin.leader.clone(),
            reason: obstacle,
        });
    }
    pinned
        .broken
        .sort_by(|a, b| (&a.need, &a.leader).cmp(&(&b.need, &b.leader)));
    pinned
}

impl Pinned {
    /// Whether teams that have a pin can be met whole beside all that is pinned.
    fn fill(&self, instance: &Instance, teams: &[Vec<usize>], listed: &[Vec<usize>]) -> Filled {
        let started = |team: &&Vec<usize>| team.iter().any(|&part| self.kept[part].is_some());
        let teams: Vec<&Vec<usize>> = teams.iter().filter(started).collect();
        let by: Vec<Option<usize>> = self
            .kept
            .iter()
            .map(|kept| kept.map(|kept| kept.0))
            .collect();
        whole::fill(instance, listed, &teams, &by, &self.left)
    }
}

pub(super) fn need_at(instance: &Instance, id: &str) -> Option<usize> {
    instance
        .needs
        .binary_search_by(|need| need.id.as_str().cmp(id))
        .ok()
}

pub(super) fn leader_at(instance: &Instance, id: &str) -> Option<usize> {
    instance
        .leaders
        .binary_search_by(|leader| leader.id.as_str().cmp(id))
        .ok()
}
