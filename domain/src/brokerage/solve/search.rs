//! The search for the best plan of one problem: prices, fixing and shrinking first, then a tree for what is left.

use super::bound::{Prices, Pricing, SCALE};
use super::descent::descend;
use super::opening::opening;
use super::problem::{Open, Problem};
use super::repair::Draft;
use super::tree::{Ended, Tree};
use super::watch::Watch;

/// The best plan so far, and what would be better.
pub(super) struct Hunt<'h, 'w> {
    /// Worths that differ by less than this count as equal: 1, or the weight of one need met.
    pub unit: i64,
    pub worth: i64,
    /// Only plans worth more than this are looked for, whatever is in hand.
    pub floor: i64,
    /// Pairs of the problem the hunt began with.
    pub plan: Vec<u32>,
    /// Nodes this hunt may still visit.
    pub budget: u64,
    pub watch: &'h mut Watch<'w>,
}

impl Hunt<'_, '_> {
    /// The least worth that would be an improvement.
    pub fn aim(&self) -> i64 {
        (self.worth.max(self.floor).div_euclid(self.unit) + 1) * self.unit
    }

    /// Whether a bound (in parts of [`SCALE`]) shows that nothing better is left.
    pub fn closed(&self, bound: i64) -> bool {
        bound < self.aim() * SCALE
    }

    /// What a descent steers for.
    pub fn target(&self, bound: i64) -> i64 {
        bound.min(self.worth.max(self.floor) * SCALE)
    }

    /// Whether to end here, proven or not.
    pub fn halted(&mut self) -> bool {
        self.budget == 0 || self.watch.halted()
    }

    pub fn offer(&mut self, draft: &Draft) {
        let worth = draft.worth();
        if worth > self.worth && draft.feasible() {
            self.worth = worth;
            self.plan = draft.origins();
        }
    }

    /// Makes a plan of the pairs leaders chose, best first, and keeps it if it is better.
    pub fn try_sets(&mut self, problem: &Problem, pairs: impl Iterator<Item = u32>) {
        let mut pairs: Vec<u32> = pairs.collect();
        pairs.sort_by_key(|&pair| (-problem.pair(pair).worth, pair));
        self.try_pairs(problem, &pairs);
    }

    /// Makes a plan of pairs in the order given, and keeps it if it is better.
    pub fn try_pairs(&mut self, problem: &Problem, pairs: &[u32]) {
        let draft = Draft::new(problem, pairs);
        self.offer(&draft);
        self.offer(&draft.improve(6));
    }
}

/// Pairs above which a problem is great. The laws are tried on small ones, and try this way too.
pub(super) const GREAT: usize = if cfg!(test) { 0 } else { 4_000 };

/// The outcome of a hunt.
pub(super) struct Found {
    pub plan: Vec<u32>,
    pub proven: bool,
    /// No plan is worth more than this.
    pub bound: i64,
    /// Prices of needs that prove the first bound, by need of the whole problem.
    pub prices: Vec<i64>,
}

/// The best plan for `whole`, no worse than `start` (pairs of `whole`, feasible), in at most `budget` nodes.
pub(super) fn maximise(
    whole: &Problem,
    unit: i64,
    start: &[u32],
    budget: u64,
    watch: &mut Watch,
) -> Found {
    let first = Draft::new(whole, start);
    let mut hunt = Hunt {
        unit,
        worth: first.worth(),
        floor: i64::MIN,
        plan: first.origins(),
        budget,
        watch,
    };
    let improved = first.improve(20);
    hunt.offer(&improved);
    let mut pricing = Pricing::default();
    let mut problem = whole.clone();
    let mut prices = opening(whole, &mut pricing);
    let mut bound = i64::MAX;
    let mut root: Option<Vec<i64>> = None;
    let mut sets = Vec::new();
    let mut steps = 250;
    let mut proven = false;
    while !proven {
        let mut open = problem.open();
        if !problem.settle(&mut open) {
            proven = true;
            break;
        }
        if problem.pairs.is_empty() {
            // All is decided: one plan is left, if it is one.
            hunt.offer(&Draft::new(&problem, &[]));
            proven = true;
            break;
        }
        let descent = descend(
            &problem,
            &open,
            &mut pricing,
            prices.clone(),
            steps,
            &mut hunt,
        );
        root.get_or_insert_with(|| descent.prices.need.clone());
        bound = bound.min(descent.round.value.div_euclid(SCALE));
        if hunt.closed(descent.round.value) {
            proven = true;
            break;
        }
        if hunt.watch.halted() {
            break;
        }
        let before = problem.pairs.len();
        let cuts = Prices {
            need: descent.prices.need.clone(),
            cut: Vec::new(),
        };
        pricing.fix(&problem, &mut open, &[], &cuts, &descent.round, hunt.aim());
        if !problem.settle(&mut open) {
            proven = true;
            break;
        }
        prices = descent.prices.need;
        sets = descent.sets;
        shrink(&mut problem, &open, &mut prices, &mut sets);
        steps = 60;
        if problem.pairs.len() * 10 > before * 8 {
            break;
        }
    }
    // A great problem is first searched for very good plans only: nearly all of it is settled by that. Where there is
    // one, the best of them is the best there is; where there is none, that is proven, and less is asked for.
    let mut hope = if problem.pairs.len() > GREAT {
        (bound.saturating_sub(hunt.worth) / 4).max(1)
    } else {
        i64::MAX
    };
    while !proven && !hunt.halted() {
        let floor = bound.saturating_sub(hope);
        hunt.floor = if floor > hunt.worth { floor } else { i64::MIN };
        let part = Part {
            problem: problem.clone(),
            prices: prices.clone(),
            sets: sets.clone(),
        };
        match part.explore(&mut hunt, &mut pricing) {
            None if hunt.worth < hunt.floor => {
                bound = bound.min(hunt.aim() - 1);
                hope = hope.saturating_mul(3);
            }
            None => proven = true,
            Some(value) => {
                // What is worth no more than was hoped for is not bounded by it.
                bound = bound.min(value.div_euclid(SCALE).max(hunt.floor));
                break;
            }
        }
    }
    let bound = if proven {
        hunt.worth
    } else {
        bound.max(hunt.worth)
    };
    Found {
        plan: hunt.plan,
        proven,
        bound,
        prices: root.unwrap_or(prices),
    }
}

/// A problem, and what is known to steer by.
struct Part {
    problem: Problem,
    prices: Vec<i64>,
    sets: Vec<(u32, Vec<u32>)>,
}

impl Part {
    /// Searches for plans above what is in hand and hoped for. None: all of it was; else the bound that stands
    /// where it stopped.
    fn explore(mut self, hunt: &mut Hunt, pricing: &mut Pricing) -> Option<i64> {
        if hunt.floor > i64::MIN && !self.settled(hunt, pricing) {
            return None;
        }
        let mut least = i64::MAX;
        loop {
            let mut tree = Tree::new(&self.problem, hunt, pricing);
            match tree.run(&self.prices, &self.sets) {
                Ended::Closed => return None,
                Ended::Halted(bound) => return Some(least.min(bound)),
                Ended::Shrunk {
                    open,
                    prices,
                    sets,
                    bound,
                } => {
                    least = least.min(bound);
                    self.prices = prices;
                    self.sets = sets;
                    self.shrink(&open);
                }
            }
        }
    }

    /// Decides at the prices known what every plan that is looked for has in common. False: there is none.
    fn settled(&mut self, hunt: &Hunt, pricing: &mut Pricing) -> bool {
        let mut open = self.problem.open();
        if !self.problem.settle(&mut open) {
            return false;
        }
        let prices = Prices {
            need: self.prices.clone(),
            cut: Vec::new(),
        };
        let round = pricing.round(&self.problem, &open, &[], &prices);
        pricing.fix(&self.problem, &mut open, &[], &prices, &round, hunt.aim());
        if !self.problem.settle(&mut open) {
            return false;
        }
        self.shrink(&open);
        true
    }

    fn shrink(&mut self, open: &Open) {
        shrink(&mut self.problem, open, &mut self.prices, &mut self.sets);
    }
}

/// Shrinks the problem to what is open, and prices and sets with it.
fn shrink(
    problem: &mut Problem,
    open: &Open,
    prices: &mut Vec<i64>,
    sets: &mut Vec<(u32, Vec<u32>)>,
) {
    let (small, kept) = problem.shrink(open);
    *prices = kept.iter().map(|&need| prices[need as usize]).collect();
    let mut by_origin: Vec<(u32, u32)> = small
        .pairs
        .iter()
        .enumerate()
        .map(|(at, pair)| (pair.origin, at as u32))
        .collect();
    by_origin.sort_unstable();
    for (leader, pairs) in sets.iter_mut() {
        let moved = pairs.iter().filter_map(|&pair| {
            let origin = problem.pair(pair).origin;
            by_origin
                .binary_search_by_key(&origin, |&(origin, _)| origin)
                .ok()
                .map(|at| by_origin[at].1)
        });
        let moved: Vec<u32> = moved.collect();
        let left = small.leaders[*leader as usize];
        let days: usize = moved.iter().map(|&pair| small.days(pair)).sum();
        *pairs = if days <= left.days && moved.len() <= left.times {
            moved
        } else {
            Vec::new()
        };
    }
    sets.retain(|(_, pairs)| !pairs.is_empty());
    sets.sort_unstable();
    sets.dedup();
    *problem = small;
}

/// Indices in a problem of the pairs with these origins, in their order.
pub(super) fn at_origins(problem: &Problem, origins: &[u32]) -> Vec<u32> {
    let mut index: Vec<(u32, u32)> = problem
        .pairs
        .iter()
        .enumerate()
        .map(|(at, pair)| (pair.origin, at as u32))
        .collect();
    index.sort_unstable();
    let find = |origin: &u32| {
        index
            .binary_search_by_key(origin, |&(origin, _)| origin)
            .ok()
            .map(|at| index[at].1)
    };
    origins.iter().filter_map(find).collect()
}
