//! Branch, price and cut: what is left after fixing, split on the need or pair least decided.

use super::bound::{Prices, Pricing, Round, SCALE};
use super::cuts;
use super::master::Master;
use super::problem::{Fate, Open, Problem};
use super::repair::Draft;
use super::search::{GREAT, Hunt, at_origins};

/// How a tree ended.
pub(super) enum Ended {
    /// Nothing better is left.
    Closed,
    /// Stopped; the bound that was proven at the root.
    Halted(i64),
    /// At the root so much was fixed that it is better to start again with less.
    Shrunk {
        open: Open,
        prices: Vec<i64>,
        sets: Vec<(u32, Vec<u32>)>,
        bound: i64,
    },
}

/// The best bound of a node, and the prices that prove it.
#[derive(Clone)]
struct Proof {
    prices: Prices,
    round: Round,
}

/// A tree over one problem.
pub(super) struct Tree<'t, 'h, 'w> {
    problem: &'t Problem,
    hunt: &'t mut Hunt<'h, 'w>,
    pricing: &'t mut Pricing,
    root_bound: i64,
}

/// What the search knows of a column's part in the relaxed plan.
struct Split {
    need: usize,
    /// None: whether the need is met at all.
    pair: Option<u32>,
    /// Whether to try yes first.
    yes_first: bool,
}

impl<'t, 'h, 'w> Tree<'t, 'h, 'w> {
    pub fn new(problem: &'t Problem, hunt: &'t mut Hunt<'h, 'w>, pricing: &'t mut Pricing) -> Self {
        Tree {
            problem,
            hunt,
            pricing,
            root_bound: i64::MAX,
        }
    }

    pub fn run(&mut self, prices: &[i64], sets: &[(u32, Vec<u32>)]) -> Ended {
        let mut open = self.problem.open();
        if !self.problem.settle(&mut open) {
            return Ended::Closed;
        }
        let plan = at_origins(self.problem, &self.hunt.plan);
        let plan: Vec<u32> = Draft::new(self.problem, &plan).pairs().collect();
        let mut master = Master::new(self.problem, sets, &plan);
        let prices = Prices {
            need: prices.to_vec(),
            cut: Vec::new(),
        };
        if let Some(shrunk) = self.node(&mut open, &mut master, prices, 0) {
            return Ended::Shrunk {
                open,
                prices: shrunk.prices.need,
                sets: master.columns(),
                bound: shrunk.round.value,
            };
        }
        if self.hunt.halted() {
            Ended::Halted(self.root_bound)
        } else {
            Ended::Closed
        }
    }

    /// Explores one node to its end. Returns a proof only at the root, when the rest should be shrunk first.
    fn node(
        &mut self,
        open: &mut Open,
        master: &mut Master,
        prices: Prices,
        depth: usize,
    ) -> Option<Proof> {
        if self.hunt.halted() || !self.problem.settle(open) {
            return None;
        }
        self.hunt.watch.progress.nodes += 1;
        self.hunt.budget -= 1;
        let round = self
            .pricing
            .round(self.problem, open, &master.cuts, &prices);
        let mut proof = Proof { prices, round };
        if self.hunt.closed(proof.round.value) {
            return None;
        }
        master.follow(self.problem, open);
        let rounds = if depth == 0 { 40 } else { 1 };
        let before = proof.round.value;
        let mut last = f64::INFINITY;
        for round in 0..rounds {
            if self.converge(open, master, &mut proof) {
                return None;
            }
            if depth == 0 {
                self.root_bound = self.root_bound.min(proof.round.value);
            }
            self.round_off(master);
            if self.hunt.closed(proof.round.value) || self.hunt.halted() {
                return None;
            }
            let aim = self.hunt.aim();
            let prices = &proof.prices;
            if self
                .pricing
                .fix(self.problem, open, &master.cuts, prices, &proof.round, aim)
            {
                if !self.problem.settle(open) {
                    return None;
                }
                proof.round = self
                    .pricing
                    .round(self.problem, open, &master.cuts, &proof.prices);
                master.follow(self.problem, open);
            }
            if depth == 0 {
                let alive = open.alive.iter().filter(|&&alive| alive).count();
                if alive * 10 < self.problem.pairs.len() * self.worth_shrinking() {
                    return Some(proof);
                }
            }
            if round + 1 < rounds {
                let found = cuts::violated(self.problem, master, 60);
                let now = master.lp.worth();
                let gap = now + self.problem.base as f64 - self.hunt.worth as f64;
                if found.is_empty() || (round > 8 && (last - now) < gap * 0.01) {
                    break;
                }
                last = now;
                for cut in found {
                    master.add_cut(self.problem, cut);
                    proof.prices.cut.push(0);
                }
                master.repair();
            }
        }
        if depth > 0 && before == proof.round.value && self.converge(open, master, &mut proof) {
            return None;
        }
        self.branch(open, master, proof, depth);
        None
    }

    /// Tenths of the pairs below which it pays to start again with what is left. The relaxed plan of a great problem is
    /// dear to find anew.
    fn worth_shrinking(&self) -> usize {
        if self.problem.pairs.len() > GREAT {
            2
        } else {
            6
        }
    }

    /// Generates columns until the relaxed plan is the best there is, or the node is closed (true).
    fn converge(&mut self, open: &Open, master: &mut Master, proof: &mut Proof) -> bool {
        let mut smooth = 0.6;
        loop {
            for _ in 0..200 {
                if self.hunt.halted() {
                    return true;
                }
                if master.lp.primal(250) < 250 {
                    break;
                }
            }
            let exact = master.prices(self.problem, SCALE);
            let mixed = blend(&exact, &proof.prices, smooth);
            let round = self.pricing.round(self.problem, open, &master.cuts, &mixed);
            let mut added = master.add_sets(self.problem, &round);
            if round.value < proof.round.value {
                *proof = Proof {
                    prices: mixed,
                    round,
                };
            }
            if self.hunt.closed(proof.round.value) {
                return true;
            }
            let relaxed = master.lp.worth();
            let done = (proof.round.value as f64 / SCALE as f64 - self.problem.base as f64)
                - relaxed
                < 0.02;
            if added == 0 && !done && smooth > 0.0 {
                smooth = 0.0;
                added = 1;
            } else if smooth > 0.0 {
                smooth = 0.6;
            }
            if added == 0 || done {
                if !master.stretched(self.problem) {
                    return false;
                }
                smooth = 0.6;
            }
        }
    }

    /// Tries the relaxed plan, rounded, as a plan.
    fn round_off(&mut self, master: &Master) {
        let pairs = master.pair_values(self.problem);
        let mut order: Vec<(u32, f64)> = pairs
            .iter()
            .enumerate()
            .map(|(at, &value)| (at as u32, value))
            .collect();
        order.retain(|&(_, value)| value > 1e-3);
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let pairs: Vec<u32> = order.into_iter().map(|(pair, _)| pair).collect();
        self.hunt.try_pairs(self.problem, &pairs);
        // And set by set, the surest first: a set fills its leader's days, which pairs by themselves may not.
        let mut sets = master.used();
        sets.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)).then(a.1.cmp(b.1)));
        let pairs: Vec<u32> = sets
            .iter()
            .flat_map(|(_, pairs, _)| pairs.iter().copied())
            .collect();
        self.hunt.try_pairs(self.problem, &pairs);
    }

    fn branch(&mut self, open: &Open, master: &mut Master, proof: Proof, depth: usize) {
        let Some(split) = self.split(open, master) else {
            return;
        };
        for yes in [split.yes_first, !split.yes_first] {
            let mut child = open.clone();
            let feasible = match (split.pair, yes) {
                (None, true) => {
                    child.fate[split.need] = Fate::Must;
                    true
                }
                (None, false) => self.problem.leave(&mut child, split.need),
                (Some(pair), true) => self.problem.hold(&mut child, pair),
                (Some(pair), false) => {
                    child.alive[pair as usize] = false;
                    true
                }
            };
            if feasible {
                if yes == split.yes_first {
                    self.node(
                        &mut child,
                        &mut master.clone(),
                        proof.prices.clone(),
                        depth + 1,
                    );
                } else {
                    self.node(&mut child, master, proof.prices.clone(), depth + 1);
                }
            }
        }
    }

    /// The need least decided, else the pair least decided, else any that is open.
    fn split(&self, open: &Open, master: &Master) -> Option<Split> {
        let values = master.pair_values(self.problem);
        let mut best: Option<(f64, Split)> = None;
        for need in 0..self.problem.needs.len() {
            if open.fate[need] == Fate::Free {
                let met: f64 = self.problem.of_need[need]
                    .iter()
                    .map(|&pair| values[pair as usize])
                    .sum();
                let off = (met - 0.5).abs();
                if off < 0.48 && best.as_ref().is_none_or(|(least, _)| off < *least) {
                    best = Some((
                        off,
                        Split {
                            need,
                            pair: None,
                            yes_first: met >= 0.5,
                        },
                    ));
                }
            }
        }
        if best.is_none() {
            for (pair, &value) in values.iter().enumerate() {
                let off = (value - 0.5).abs();
                if off < 0.48
                    && open.alive[pair]
                    && best.as_ref().is_none_or(|(least, _)| off < *least)
                {
                    let need = self.problem.pairs[pair].need as usize;
                    best = Some((
                        off,
                        Split {
                            need,
                            pair: Some(pair as u32),
                            yes_first: value >= 0.5,
                        },
                    ));
                }
            }
        }
        best.map(|(_, split)| split).or_else(|| {
            let undecided = |fate: Fate| matches!(fate, Fate::Free | Fate::Must);
            let pair = (0..values.len()).find(|&pair| {
                open.alive[pair] && undecided(open.fate[self.problem.pairs[pair].need as usize])
            })?;
            let need = self.problem.pairs[pair].need as usize;
            Some(Split {
                need,
                pair: Some(pair as u32),
                yes_first: values[pair] >= 0.5,
            })
        })
    }
}

/// Prices part of the way from the relaxed plan's to the best proven: steadier, and just as valid.
fn blend(exact: &Prices, best: &Prices, smooth: f64) -> Prices {
    let mix = |exact: i64, best: i64| exact + ((best - exact) as f64 * smooth) as i64;
    let mix_all = |exact: &[i64], best: &[i64]| {
        exact
            .iter()
            .enumerate()
            .map(|(at, &exact)| mix(exact, best.get(at).copied().unwrap_or(0)))
            .collect()
    };
    Prices {
        need: mix_all(&exact.need, &best.need),
        cut: mix_all(&exact.cut, &best.cut),
    }
}
