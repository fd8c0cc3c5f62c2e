//! Cuts: of any three needs (or two needs and a leader), at most one set in use can cover two.

use std::collections::BTreeMap;

use super::bound::Cut;
use super::master::Master;
use super::problem::Problem;

/// The cuts that the relaxed plan breaks most, at most `most` of them.
pub(super) fn violated(problem: &Problem, master: &Master, most: usize) -> Vec<Cut> {
    let needs = problem.needs.len() as u32;
    let mut together: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    let mut sets: Vec<(Vec<u32>, f64)> = Vec::new();
    for (leader, pairs, value) in master.used() {
        if value > 0.999 {
            continue;
        }
        let mut members: Vec<u32> = pairs.iter().map(|&pair| problem.pair(pair).need).collect();
        members.push(needs + leader);
        members.sort_unstable();
        for (at, &a) in members.iter().enumerate() {
            for &b in &members[at + 1..] {
                *together.entry((a, b)).or_insert(0.0) += value;
            }
        }
        sets.push((members, value));
    }
    let mut beside: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &(a, b) in together.keys() {
        beside.entry(a).or_default().push(b);
        beside.entry(b).or_default().push(a);
    }
    let shared = |a: u32, b: u32| together.get(&(a.min(b), a.max(b))).copied().unwrap_or(0.0);
    let mut triples: Vec<Cut> = Vec::new();
    for list in beside.values().zip(beside.keys()) {
        let (list, &middle) = list;
        for (at, &a) in list.iter().enumerate() {
            for &b in &list[at + 1..] {
                if shared(a, middle) + shared(b, middle) + shared(a, b) > 1.02 {
                    let mut cut = [a, middle, b];
                    cut.sort_unstable();
                    triples.push(cut);
                }
            }
        }
    }
    triples.sort_unstable();
    triples.dedup();
    let mut found: Vec<(f64, Cut)> = Vec::new();
    for cut in triples {
        let all: f64 = sets
            .iter()
            .filter(|(members, _)| {
                members
                    .iter()
                    .filter(|&member| cut.contains(member))
                    .count()
                    == 3
            })
            .map(|(_, value)| value)
            .sum();
        let covered =
            shared(cut[0], cut[1]) + shared(cut[1], cut[2]) + shared(cut[0], cut[2]) - 2.0 * all;
        if covered > 1.02 && !master.cuts.contains(&cut) {
            found.push((covered, cut));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    // Many cuts on the same need tell little more than a few.
    let mut used: BTreeMap<u32, usize> = BTreeMap::new();
    let mut chosen = Vec::new();
    for (_, cut) in found {
        if cut
            .iter()
            .all(|member| used.get(member).copied().unwrap_or(0) < 5)
        {
            for member in cut {
                *used.entry(member).or_insert(0) += 1;
            }
            chosen.push(cut);
            if chosen.len() == most {
                break;
            }
        }
    }
    chosen
}
