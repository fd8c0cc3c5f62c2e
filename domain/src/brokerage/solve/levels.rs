//! The levels of the objective, one after the other: most needs met in tier 4, then 3, 2, 1, then the most fit.
//!
//! A level is skipped where the plan in hand already meets every need of its tier; each count that is proven
//! becomes a rule of the next level.

use super::bound::SCALE;
use super::problem::{Leader, Need, Pair, Problem};
use super::repair::Draft;
use super::search::{at_origins, maximise};
use super::watch::Watch;

/// What the levels leave.
pub(super) struct Levels {
    /// Pairs used, by index in the pairs given.
    pub plan: Vec<u32>,
    pub proven: bool,
    /// The total fit of no plan that does as well in every tier is more.
    pub fit_bound: i64,
    /// Prices of needs, in parts of [`SCALE`]: for each tier whose count took proof, in needs; last, in fit.
    pub prices: Vec<(Option<u8>, Vec<i64>)>,
}

/// Needs that must be met, whatever else is: the parts of a team that is to be met whole.
pub(super) struct Must {
    /// By need.
    pub needs: Vec<bool>,
    /// Pairs that meet all of them together, by index in the pairs given.
    pub plan: Vec<u32>,
}

impl Must {
    pub fn nothing(needs: &[Need]) -> Self {
        Must {
            needs: vec![false; needs.len()],
            plan: Vec::new(),
        }
    }

    fn any(&self) -> bool {
        self.needs.contains(&true)
    }

    fn count(&self) -> i64 {
        self.needs.iter().filter(|must| **must).count() as i64
    }
}

/// The most of the needs that must be met that can be met together: pairs, whether proven, and prices in needs.
pub(super) fn most_of(
    needs: &[Need],
    leaders: &[Leader],
    pairs: &[Pair],
    must: &[bool],
    watch: &mut Watch,
) -> (Vec<u32>, bool, Vec<i64>) {
    let own = pairs.iter().filter(|pair| must[pair.need as usize]);
    let counted = own.map(|pair| Pair { worth: 1, ..*pair }).collect();
    let as_one = needs.iter().map(|need| Need { rank: 0, ..*need }).collect();
    let problem = Problem::new(as_one, leaders.to_vec(), counted, [needs.len(); 4]);
    let found = maximise(&problem, 1, &[], u64::MAX, watch);
    (found.plan, found.proven, found.prices)
}

/// Fits in a level that only counts: enough to steer by.
const FINE: i64 = 255;

/// What a need met weighs in the first plan, by rank, in spans of fit.
const WEIGHT: [i64; 4] = [54, 18, 6, 2];

/// Nodes spent on the first plan: its root. What more it would find, the levels find as soon.
const FIRST_NODES: u64 = 1;

/// Pairs above which the first plan is made without a tree.
const FIRST_PAIRS: usize = 12_000;

/// The best plan. `pairs` carry their fit as worth and their index as origin; needs without pairs do no harm.
///
/// Needs that must be met are worth so much more in every level that no plan without one of them is as good.
pub(super) fn best(
    needs: &[Need],
    leaders: &[Leader],
    pairs: &[Pair],
    must: &Must,
    watch: &mut Watch,
) -> Levels {
    let mut prices = Vec::new();
    let lowest = pairs
        .iter()
        .map(|pair| pair.worth)
        .min()
        .unwrap_or(0)
        .min(0);
    let highest = pairs.iter().map(|pair| pair.worth).max().unwrap_or(0);
    let span = (highest - lowest).max(1);
    let heavy = FINE * needs.len() as i64 * 8 + 1;
    let mut spare = [0usize; 4];
    let mut total = [0usize; 4];
    for need in needs {
        total[need.rank] += 1;
    }
    let mut proven = true;
    let mut exact = [false; 4];
    let raise = |pair: &Pair, by: i64| {
        if must.needs[pair.need as usize] {
            by
        } else {
            0
        }
    };
    let count = needs.len() as i64;
    let rough_raise = (count + 1) * span * (WEIGHT[0] + 1);
    // A first plan for all levels at once, the more serious tiers weighing more. Not proven to be the best, but it
    // often is.
    let worth = |pair: &Pair| span * WEIGHT[needs[pair.need as usize].rank] + pair.worth - lowest;
    let rough = Problem::new(
        needs.to_vec(),
        leaders.to_vec(),
        pairs
            .iter()
            .map(|pair| Pair {
                worth: worth(pair) + raise(pair, rough_raise),
                ..*pair
            })
            .collect(),
        total,
    );
    let mut plan = Draft::new(&rough, &at_origins(&rough, &must.plan))
        .improve(30)
        .origins();
    if plan.len() < needs.len() && !must.any() {
        let start = at_origins(&rough, &plan);
        let nodes = if pairs.len() > FIRST_PAIRS {
            0
        } else {
            FIRST_NODES
        };
        let found = maximise(&rough, 1, &start, nodes, watch);
        plan = found.plan;
        if found.proven && plan.len() == needs.len() {
            // Every need that can be met is met, and what that weighs is the same in every such plan.
            let fit_bound = plan.iter().map(|&at| pairs[at as usize].worth).sum();
            let own = |(need, price): (&Need, &i64)| {
                price - span * WEIGHT[need.rank] * SCALE + lowest * SCALE
            };
            prices.push((None, needs.iter().zip(&found.prices).map(own).collect()));
            return Levels {
                plan,
                proven: true,
                fit_bound,
                prices,
            };
        }
    }
    for rank in 0..4 {
        watch.progress.tier = Some(4 - rank as u8);
        let within = |need: usize| needs[need].rank <= rank || must.needs[need];
        let here = |pair: &&Pair| within(pair.need as usize);
        let heavy_raise = heavy * (count + 1);
        let weigh = |pair: &Pair| {
            let fit = (pair.worth - lowest) * FINE / span + raise(pair, heavy_raise);
            let worth = if needs[pair.need as usize].rank == rank {
                heavy + fit
            } else {
                fit
            };
            Pair { worth, ..*pair }
        };
        let chosen: Vec<u32> = plan
            .iter()
            .copied()
            .filter(|&at| within(pairs[at as usize].need as usize))
            .collect();
        let met = |plan: &[u32]| {
            plan.iter()
                .filter(|&&at| needs[pairs[at as usize].need as usize].rank == rank)
                .count()
        };
        spare[rank] = total[rank] - met(&chosen);
        exact[rank] = proven;
        if spare[rank] == 0 {
            continue;
        }
        // Stopped before this count was tried: whatever comes after, it is not proven.
        if watch.stopped {
            proven = false;
            exact[rank] = false;
            continue;
        }
        let mut most = spare;
        most[rank] = total[rank];
        most[rank + 1..].copy_from_slice(&total[rank + 1..]);
        let mut problem = Problem::new(
            needs.to_vec(),
            leaders.to_vec(),
            pairs.iter().filter(here).map(weigh).collect(),
            most,
        );
        problem.exact = exact;
        problem.exact[rank] = false;
        let start = at_origins(&problem, &chosen);
        let found = maximise(&problem, heavy, &start, u64::MAX, watch);
        let own = |(&price, &must): (&i64, &bool)| {
            let raised = if must { heavy_raise * SCALE } else { 0 };
            (price - raised) / heavy
        };
        prices.push((
            Some(4 - rank as u8),
            found.prices.iter().zip(&must.needs).map(own).collect(),
        ));
        proven &= found.proven;
        exact[rank] = proven;
        let better = total[rank] - met(&found.plan);
        if better < spare[rank] || !found.proven {
            // The rest of the plan in hand is kept as far as it fits beside the better part.
            spare[rank] = better;
            let mut all = found.plan.clone();
            all.extend(plan.iter().filter(|at| !chosen.contains(at)));
            let lower = at_origins(&rough, &all);
            plan = Draft::new(&rough, &lower).origins();
        }
    }
    watch.progress.tier = None;
    let last_raise = count * span + 1;
    let last: Vec<Pair> = pairs
        .iter()
        .map(|pair| Pair {
            worth: pair.worth - lowest + raise(pair, last_raise),
            ..*pair
        })
        .collect();
    let mut problem = Problem::new(needs.to_vec(), leaders.to_vec(), last, spare);
    problem.exact = exact;
    let start = at_origins(&problem, &plan);
    let found = maximise(&problem, 1, &start, u64::MAX, watch);
    let met = (needs.len() - spare.iter().sum::<usize>()) as i64;
    let own = |(&price, &must): (&i64, &bool)| {
        let raised = if must { last_raise * SCALE } else { 0 };
        price + lowest * SCALE - raised
    };
    prices.push((
        None,
        found.prices.iter().zip(&must.needs).map(own).collect(),
    ));
    Levels {
        prices,
        plan: found.plan,
        proven: proven && found.proven,
        fit_bound: found.bound + lowest * met - last_raise * must.count(),
    }
}
