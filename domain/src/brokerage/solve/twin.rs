//! A slow, honest twin of [`super::solve`]: tries every plan. For tests only; it shares nothing with the solver.

use std::collections::BTreeMap;

use super::{Instance, Named};

/// The best there is: needs met in tiers 4, 3, 2, 1, then fit; and the pins that are kept.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
pub struct Score {
    pub met: [u32; 4],
    pub fit: i64,
}

/// Tries every plan that keeps the pins that can be kept, taken in order of tier (most serious first) and id.
pub fn best(instance: &Instance) -> Score {
    let mut fits: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for pair in &instance.pairs {
        let named = Named {
            need: pair.need.clone(),
            leader: pair.leader.clone(),
        };
        if !instance.exclusions.contains(&named) {
            fits.insert((&pair.need, &pair.leader), pair.fit);
        }
    }
    let mut pins: Vec<(i64, &str, &str, i64)> = Vec::new();
    for pin in &instance.pins {
        let need = instance
            .needs
            .iter()
            .find(|need| need.id == pin.need)
            .unwrap();
        pins.push((-need.tier, &pin.need, &pin.leader, need.days));
    }
    pins.sort_unstable();
    let mut left: BTreeMap<&str, (i64, i64)> = instance
        .leaders
        .iter()
        .map(|leader| (leader.id.as_str(), (leader.days, leader.max_deployments)))
        .collect();
    let mut kept: BTreeMap<&str, &str> = BTreeMap::new();
    for (_, need, leader, days) in pins {
        let room = left.get_mut(leader).unwrap();
        if fits.contains_key(&(need, leader))
            && !kept.contains_key(need)
            && room.0 >= days
            && room.1 > 0
        {
            *room = (room.0 - days, room.1 - 1);
            kept.insert(need, leader);
        }
    }
    let mut score = Score {
        met: [0; 4],
        fit: 0,
    };
    for (need, leader) in &kept {
        let tier = instance
            .needs
            .iter()
            .find(|other| other.id == *need)
            .unwrap()
            .tier;
        score.met[(4 - tier) as usize] += 1;
        score.fit += fits[&(*need, *leader)];
    }
    let open: Vec<(&str, i64, i64)> = instance
        .needs
        .iter()
        .filter(|need| !kept.contains_key(need.id.as_str()))
        .map(|need| (need.id.as_str(), need.tier, need.days))
        .collect();
    let mut best = None;
    walk(&open, &fits, &mut left, score, &mut best);
    best.unwrap()
}

fn walk<'a>(
    open: &[(&'a str, i64, i64)],
    fits: &BTreeMap<(&'a str, &'a str), i64>,
    left: &mut BTreeMap<&'a str, (i64, i64)>,
    score: Score,
    best: &mut Option<Score>,
) {
    let Some(((need, tier, days), rest)) = open.split_first() else {
        *best = (*best).max(Some(score));
        return;
    };
    walk(rest, fits, left, score, best);
    let leaders: Vec<&str> = left.keys().copied().collect();
    for leader in leaders {
        let room = left[leader];
        if let Some(fit) = fits.get(&(*need, leader))
            && room.0 >= *days
            && room.1 > 0
        {
            left.insert(leader, (room.0 - days, room.1 - 1));
            let mut next = score;
            next.met[(4 - tier) as usize] += 1;
            next.fit += fit;
            walk(rest, fits, left, next, best);
            left.insert(leader, room);
        }
    }
}
