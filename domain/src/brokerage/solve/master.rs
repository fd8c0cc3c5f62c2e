//! The relaxed plan: a linear programme over sets of needs, one row a need, a leader, a limited rank and a cut.

use super::bound::{Cut, Prices, Round, price_limit};
use super::problem::{Fate, Open, Problem};
use super::simplex::{Column, Simplex};

/// A linear programme and what its columns stand for.
#[derive(Clone)]
pub(super) struct Master {
    pub lp: Simplex,
    pub cuts: Vec<Cut>,
    /// By column: the leader and pairs of a set.
    sets: Vec<Option<(u32, Vec<u32>)>>,
    /// By need: its "not met" column.
    unmet: Vec<u32>,
    /// Columns that break a rule at a penalty: a need goes unmet, fewer of a rank than must be.
    forced: Vec<u32>,
    leader_row: Vec<u32>,
    first_cut: u32,
    penalty: f64,
}

impl Master {
    /// A programme with these sets, begun at a plan (pairs of the problem).
    pub fn new(problem: &Problem, sets: &[(u32, Vec<u32>)], plan: &[u32]) -> Self {
        let most = problem
            .pairs
            .iter()
            .map(|pair| pair.worth)
            .max()
            .unwrap_or(0);
        let mut master = Master {
            lp: Simplex::default(),
            cuts: Vec::new(),
            sets: Vec::new(),
            unmet: Vec::new(),
            forced: Vec::new(),
            leader_row: vec![u32::MAX; problem.leaders.len()],
            first_cut: 0,
            penalty: 2.0 * most as f64 + 1.0,
        };
        let count = problem.needs.len();
        for need in 0..count {
            master
                .lp
                .add_row(1.0, Column::new(-master.penalty, Vec::new()), &[]);
            master.forced.push(need as u32);
        }
        for need in 0..count {
            let column = Column::new(0.0, vec![need as u32]);
            master.unmet.push(master.lp.add_column(column));
        }
        for leader in 0..problem.leaders.len() {
            if !problem.of_leader[leader].is_empty() {
                master.leader_row[leader] =
                    master.lp.add_row(1.0, Column::new(0.0, Vec::new()), &[]);
            }
        }
        for (rank, &spare) in problem.spare.iter().enumerate() {
            let of_rank: Vec<u32> = (0..count)
                .filter(|&need| problem.needs[need].rank == rank)
                .map(|need| master.unmet[need])
                .collect();
            // No fewer than are spare, where that is proven: in the relaxed plan too a part of a need more would be a lie.
            let exact = problem.exact[rank] && !of_rank.is_empty();
            if exact || spare < of_rank.len() {
                let cost = if exact { -master.penalty } else { 0.0 };
                let own = Column::new(cost, Vec::new());
                let row = master.lp.add_row(spare as f64, own, &of_rank);
                if exact {
                    master.forced.push(master.lp.own(row));
                }
            }
        }
        master.first_cut = master.lp.price.len() as u32;
        master.sets.resize(master.lp.columns.len(), None);
        for (leader, pairs) in sets {
            master.add_set(problem, *leader, pairs.clone());
        }
        for leader in 0..problem.leaders.len() {
            let of_plan = problem.of_leader[leader]
                .iter()
                .copied()
                .filter(|pair| plan.contains(pair));
            let pairs: Vec<u32> = of_plan.collect();
            if !pairs.is_empty() {
                let column = master.lp.columns.len() as u32;
                master.add_set(problem, leader as u32, pairs);
                master.lp.enter(master.leader_row[leader], column);
            }
        }
        master
    }

    fn rows(&self, problem: &Problem, leader: u32, pairs: &[u32]) -> Vec<u32> {
        let mut rows: Vec<u32> = pairs.iter().map(|&pair| problem.pair(pair).need).collect();
        rows.push(self.leader_row[leader as usize]);
        for (at, cut) in self.cuts.iter().enumerate() {
            if covers(problem, cut, leader, pairs) {
                rows.push(self.first_cut + at as u32);
            }
        }
        rows
    }

    fn add_set(&mut self, problem: &Problem, leader: u32, pairs: Vec<u32>) {
        let worth: i64 = pairs.iter().map(|&pair| problem.pair(pair).worth).sum();
        let rows = self.rows(problem, leader, &pairs);
        self.lp.add_column(Column::new(worth as f64, rows));
        self.sets.push(Some((leader, pairs)));
    }

    /// Adds the sets of a round that would gain. Returns how many.
    pub fn add_sets(&mut self, problem: &Problem, round: &Round) -> usize {
        let mut added = 0;
        for (leader, pairs) in round.chosen.iter().enumerate() {
            if pairs.is_empty() {
                continue;
            }
            let worth: i64 = pairs.iter().map(|&pair| problem.pair(pair).worth).sum();
            let rows = self.rows(problem, leader as u32, pairs);
            let price: f64 = rows.iter().map(|&row| self.lp.price[row as usize]).sum();
            if worth as f64 - price > 1e-5 {
                self.lp.add_column(Column::new(worth as f64, rows));
                self.sets.push(Some((leader as u32, pairs.clone())));
                added += 1;
            }
        }
        added
    }

    /// A cut whose row the present relaxed plan breaks: [`Master::repair`] afterwards.
    pub fn add_cut(&mut self, problem: &Problem, cut: Cut) {
        let mut members = Vec::new();
        for (at, set) in self.sets.iter().enumerate() {
            if let Some((leader, pairs)) = set
                && covers(problem, &cut, *leader, pairs)
            {
                members.push(at as u32);
            }
        }
        self.cuts.push(cut);
        self.lp.add_row(1.0, Column::new(0.0, Vec::new()), &members);
        self.sets.push(None);
    }

    /// Bars what the decisions forbid, and makes the relaxed plan feasible again.
    pub fn follow(&mut self, problem: &Problem, open: &Open) {
        let mut holds = vec![0usize; problem.leaders.len()];
        for (need, fate) in open.fate.iter().enumerate() {
            self.lp.columns[self.unmet[need] as usize].barred =
                matches!(fate, Fate::Must | Fate::Held(_));
            if let Fate::Held(pair) = fate {
                holds[problem.pair(*pair).leader as usize] += 1;
            }
        }
        for (at, set) in self.sets.iter().enumerate() {
            if let Some((leader, pairs)) = set {
                let held =
                    |pair: u32| open.fate[problem.pair(pair).need as usize] == Fate::Held(pair);
                let all = pairs.iter().all(|&pair| open.alive[pair as usize]);
                let kept = pairs.iter().filter(|&&pair| held(pair)).count();
                self.lp.columns[at].barred = !all || kept < holds[*leader as usize];
            }
        }
        self.repair();
    }

    /// Makes the relaxed plan feasible again; from scratch where the figures have drifted.
    pub fn repair(&mut self) {
        if !self.lp.dual(20_000) || !self.lp.sound() {
            self.lp.restart();
            self.lp.primal(50_000);
        }
    }

    /// When a need goes unmet against the rules only because the penalty is small: raises it.
    pub fn stretched(&mut self, problem: &Problem) -> bool {
        let values = self.lp.values();
        if self.penalty > 1e13
            || self.forced.iter().all(|&at| values[at as usize] < 1e-6)
            || problem.needs.is_empty()
        {
            return false;
        }
        self.penalty *= 8.0;
        for &at in &self.forced {
            self.lp.columns[at as usize].cost = -self.penalty;
        }
        self.lp.price_again();
        true
    }

    /// Prices of the relaxed plan, as integers.
    pub fn prices(&self, problem: &Problem, scale: i64) -> Prices {
        let limit = price_limit(problem) as f64;
        let whole = |price: f64| (price * scale as f64).clamp(-limit, limit) as i64;
        Prices {
            need: (0..problem.needs.len())
                .map(|need| whole(self.lp.price[need]))
                .collect(),
            cut: (0..self.cuts.len())
                .map(|cut| whole(self.lp.price[self.first_cut as usize + cut]).max(0))
                .collect(),
        }
    }

    /// How much of each pair the relaxed plan uses.
    pub fn pair_values(&self, problem: &Problem) -> Vec<f64> {
        let mut result = vec![0.0; problem.pairs.len()];
        for (_, pairs, value) in self.used() {
            for &pair in pairs {
                result[pair as usize] += value;
            }
        }
        result
    }

    /// Sets the relaxed plan uses: leader, pairs, how much.
    pub fn used(&self) -> Vec<(u32, &[u32], f64)> {
        let values = self.lp.values();
        let sets = self.sets.iter().zip(values);
        sets.filter(|(_, value)| *value > 1e-6)
            .filter_map(|(set, value)| {
                set.as_ref()
                    .map(|(leader, pairs)| (*leader, pairs.as_slice(), value))
            })
            .collect()
    }

    /// Every set, to start another programme with.
    pub fn columns(&self) -> Vec<(u32, Vec<u32>)> {
        self.sets.iter().flatten().cloned().collect()
    }
}

/// Whether a set covers two of a cut's three members.
fn covers(problem: &Problem, cut: &Cut, leader: u32, pairs: &[u32]) -> bool {
    let own = problem.needs.len() as u32 + leader;
    let needs = pairs
        .iter()
        .filter(|&&pair| cut.contains(&problem.pair(pair).need))
        .count();
    needs + usize::from(cut.contains(&own)) >= 2
}
