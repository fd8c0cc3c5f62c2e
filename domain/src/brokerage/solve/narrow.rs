//! The best of some of the plans: those that meet these needs, leave those, and do not use these pairs.

use std::collections::BTreeSet;

use super::instance::Instance;
use super::levels::{self, Must};
use super::pins::{self, Pinned};
use super::watch::Watch;
use super::{problem, search, ties};
use crate::brokerage::certificate::{Level, WHOLE};

/// Which plans are meant. By place in the instance.
#[derive(Clone, Default)]
pub(super) struct Narrow {
    /// Needs that must be met.
    pub must: BTreeSet<usize>,
    /// Needs that are left.
    pub left: BTreeSet<usize>,
    /// Needs and leaders that are not put together.
    pub apart: BTreeSet<(usize, usize)>,
}

/// By need: its leader, and how well they suit.
pub(super) type By = Vec<Option<(usize, i64)>>;

/// The best of them.
#[derive(Clone)]
pub(super) struct Best {
    pub by: By,
    pub proven: bool,
    /// No plan of these that does as well in every tier has more fit.
    pub fit_bound: i64,
}

/// What there is among these plans, and the prices that prove it.
pub(super) struct Answer {
    /// None: what must be met cannot be.
    pub best: Option<Best>,
    pub levels: Vec<Level>,
}

/// The best of these plans. Needs that are `fixed` are not moved among plans as good.
pub(super) fn answer(
    instance: &Instance,
    pinned: &Pinned,
    narrow: &Narrow,
    fixed: &BTreeSet<usize>,
    watch: &mut Watch,
) -> Answer {
    let Numbers {
        needs,
        leaders,
        pairs,
        need_ids,
        pair_ids,
    } = numbers(instance, pinned, narrow);
    let in_order = |found: &[i64]| {
        let mut prices = vec![0; instance.needs.len()];
        for (need, &price) in need_ids.iter().zip(found) {
            prices[*need] = price;
        }
        prices
    };
    let asked = |need: &&usize| pinned.kept[**need].is_none();
    let asked = narrow.must.iter().filter(asked).count();
    let mut must = Must::nothing(&needs);
    let mut proof = Vec::new();
    if asked > 0 {
        must.needs = need_ids
            .iter()
            .map(|need| narrow.must.contains(need))
            .collect();
        let all = must.needs.iter().filter(|must| **must).count();
        let (plan, proven, prices) = if all < asked {
            (Vec::new(), true, Vec::new())
        } else {
            levels::most_of(&needs, &leaders, &pairs, &must.needs, watch)
        };
        if !prices.is_empty() {
            proof.push(Level {
                tier: Some(WHOLE),
                prices: in_order(&prices),
            });
        }
        if plan.len() < asked {
            // Cut short before a way was found: nothing is known of these plans.
            let unknown = Best {
                by: pinned.kept.clone(),
                proven: false,
                fit_bound: i64::MAX,
            };
            return Answer {
                best: (!proven).then_some(unknown),
                levels: proof,
            };
        }
        must.plan = plan;
    }
    let found = levels::best(&needs, &leaders, &pairs, &must, watch);
    for (tier, prices) in &found.prices {
        proof.push(Level {
            tier: *tier,
            prices: in_order(prices),
        });
    }
    let whole = problem::Problem::new(needs, leaders, pairs, [0; 4]);
    let fixed: Vec<bool> = need_ids.iter().map(|need| fixed.contains(need)).collect();
    let mut by = pinned.kept.clone();
    let pinned_fit: i64 = by.iter().flatten().map(|&(_, fit)| fit).sum();
    for at in ties::settle(&whole, &search::at_origins(&whole, &found.plan), &fixed) {
        let pair = whole.pair(at);
        by[need_ids[pair.need as usize]] = Some((
            pair.leader as usize,
            instance.pairs[pair_ids[pair.origin as usize]].fit,
        ));
    }
    Answer {
        best: Some(Best {
            by,
            proven: found.proven,
            fit_bound: found.fit_bound + pinned_fit,
        }),
        levels: proof,
    }
}

/// The instance as numbers, without what pins have settled and what nobody can take.
struct Numbers {
    needs: Vec<problem::Need>,
    leaders: Vec<problem::Leader>,
    /// Origins are indices into `pair_ids`.
    pairs: Vec<problem::Pair>,
    /// By need here: its place in the instance.
    need_ids: Vec<usize>,
    /// By pair here: its place in the instance.
    pair_ids: Vec<usize>,
}

fn numbers(instance: &Instance, pinned: &Pinned, narrow: &Narrow) -> Numbers {
    let mut numbers = Numbers {
        needs: Vec::new(),
        leaders: Vec::new(),
        pairs: Vec::new(),
        need_ids: Vec::new(),
        pair_ids: Vec::new(),
    };
    let mut teams = vec![None; instance.needs.len()];
    for (at, team) in instance.teams().iter().enumerate() {
        for &part in team {
            teams[part] = Some(at as u32);
        }
    }
    for &(days, times) in &pinned.left {
        numbers.leaders.push(problem::Leader {
            days: days as usize,
            times: times as usize,
        });
    }
    for (at, pair) in instance.pairs.iter().enumerate() {
        let (Some(need), Some(leader)) = (
            pins::need_at(instance, &pair.need),
            pins::leader_at(instance, &pair.leader),
        ) else {
            continue;
        };
        let days = instance.needs[need].days as usize;
        let left = numbers.leaders[leader];
        if pinned.kept[need].is_some()
            || instance.excluded(pair)
            || narrow.left.contains(&need)
            || narrow.apart.contains(&(need, leader))
            || left.times == 0
            || left.days < days
        {
            continue;
        }
        // Pairs are in order of need, so a new need is the last one.
        if numbers.need_ids.last() != Some(&need) {
            numbers.need_ids.push(need);
            numbers.needs.push(problem::Need {
                days,
                rank: (4 - instance.needs[need].tier) as usize,
                team: teams[need],
            });
        }
        let need = numbers.needs.len() as u32 - 1;
        let origin = numbers.pair_ids.len() as u32;
        numbers.pairs.push(problem::Pair {
            need,
            leader: leader as u32,
            worth: pair.fit,
            origin,
        });
        numbers.pair_ids.push(at);
    }
    numbers
}
