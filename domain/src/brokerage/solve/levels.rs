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

/// Fits in a level that only counts: enough to steer by.
const FINE: i64 = 255;

/// What a need met weighs in the first plan, by rank, in spans of fit.
const WEIGHT: [i64; 4] = [54, 18, 6, 2];

/// Nodes spent on the first plan: its root. What more it would find, the levels find as soon.
const FIRST_NODES: u64 = 1;

/// Pairs above which the first plan is made without a tree.
const FIRST_PAIRS: usize = 12_000;

/// The best plan. `pairs` carry their fit as worth and their index as origin; needs without pairs do no harm.
pub(super) fn best(
    needs: &[Need],
    leaders: &[Leader],
    pairs: &[Pair],
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
    // A first plan for all levels at once, the more serious tiers weighing more. Not proven to be the best, but it
    // often is.
    let worth = |pair: &Pair| span * WEIGHT[needs[pair.need as usize].rank] + pair.worth - lowest;
    let rough = Problem::new(
        needs.to_vec(),
        leaders.to_vec(),
        pairs
            .iter()
            .map(|pair| Pair {
                worth: worth(pair),
                ..*pair
            })
            .collect(),
        total,
    );
    let mut plan = Draft::new(&rough, &[]).improve(30).origins();
    if plan.len() < needs.len() {
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
        let here = |pair: &&Pair| needs[pair.need as usize].rank <= rank;
        let weigh = |pair: &Pair| {
            let fit = (pair.worth - lowest) * FINE / span;
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
            .filter(|&at| needs[pairs[at as usize].need as usize].rank <= rank)
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
        prices.push((
            Some(4 - rank as u8),
            found.prices.iter().map(|price| price / heavy).collect(),
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
    let last: Vec<Pair> = pairs
        .iter()
        .map(|pair| Pair {
            worth: pair.worth - lowest,
            ..*pair
        })
        .collect();
    let mut problem = Problem::new(needs.to_vec(), leaders.to_vec(), last, spare);
    problem.exact = exact;
    let start = at_origins(&problem, &plan);
    let found = maximise(&problem, 1, &start, u64::MAX, watch);
    let met = (needs.len() - spare.iter().sum::<usize>()) as i64;
    prices.push((
        None,
        found
            .prices
            .iter()
            .map(|price| price + lowest * SCALE)
            .collect(),
    ));
    Levels {
        prices,
        plan: found.plan,
        proven: proven && found.proven,
        fit_bound: found.bound + lowest * met,
    }
}
