//! Which pins are kept: in order of tier (most serious first), then id, each if it can be beside those before it.

use super::instance::Instance;
use super::plan::{BrokenPin, Obstacle};

/// Pins that are kept, by need index, and those that are not.
pub(super) struct Pinned {
    /// By need: (leader index, fit) of the pin that is kept.
    pub kept: Vec<Option<(usize, i64)>>,
    /// Days and times each leader has left.
    pub left: Vec<(i64, i64)>,
    pub broken: Vec<BrokenPin>,
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
                pinned.left[leader] = (left.0 - days, left.1 - 1);
                pinned.kept[need] = Some((leader, instance.pairs[at].fit));
                continue;
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
