//! The proven bound: at given prices of needs and cuts, no plan is worth more than this.
//!
//! Every decision to prune or to fix a pair is taken here, from integers alone, whatever prices it is given.

use super::knapsack::Bag;
use super::problem::{Fate, Open, Problem};

/// Prices and bounds count in this many parts of one unit of worth.
pub(super) const SCALE: i64 = 4096;

/// Of three members (needs, or a leader as `needs.len() + leader`) at most one set may cover two.
pub(super) type Cut = [u32; 3];

#[derive(Clone, Debug, Default)]
pub(super) struct Prices {
    /// Of each need: what it costs a leader to take it.
    pub need: Vec<i64>,
    /// Of each cut, never negative.
    pub cut: Vec<i64>,
}

#[derive(Clone, Debug)]
/// What the leaders choose at given prices, and the bound it proves.
pub(super) struct Round {
    /// In parts of [`SCALE`].
    pub value: i64,
    /// Value of each leader's best set.
    pub best: Vec<i64>,
    /// Pairs in each leader's best set, held ones too.
    pub chosen: Vec<Vec<u32>>,
    /// Needs that would rather stay unmet.
    pub unmet: Vec<u32>,
}

/// The greatest price, either side of nought, whose sums over a problem cannot overflow.
pub(super) fn price_limit(problem: &Problem) -> i64 {
    let terms = problem.pairs.len() + problem.needs.len() + problem.leaders.len() + 1;
    i64::MAX / 16 / terms as i64
}

/// Working memory for rounds.
#[derive(Default)]
pub(super) struct Pricing {
    bag: Bag,
    /// For each leader, the cuts with a price that one of their sets may break.
    touching: Vec<Vec<u32>>,
    liable: Vec<u32>,
    /// Teams one leader could take a part of, with their fine.
    teams: Vec<(u32, u32)>,
}

impl Pricing {
    /// Finds which cuts concern which leader. To be called when cuts or prices change.
    fn spread(&mut self, problem: &Problem, cuts: &[Cut], prices: &Prices) {
        let needs = problem.needs.len();
        for list in &mut self.touching {
            list.clear();
        }
        self.touching.resize_with(problem.leaders.len(), Vec::new);
        let mut seen: Vec<u32> = Vec::new();
        for (at, cut) in cuts.iter().enumerate() {
            if prices.cut.get(at).is_none_or(|&price| price <= 0) {
                continue;
            }
            seen.clear();
            for &member in cut {
                let member = member as usize;
                if member >= needs {
                    seen.push((member - needs) as u32);
                } else {
                    seen.extend(
                        problem.of_need[member]
                            .iter()
                            .map(|&pair| problem.pair(pair).leader),
                    );
                }
            }
            seen.sort_unstable();
            for twice in seen.windows(2) {
                let list = &mut self.touching[twice[0] as usize];
                if twice[0] == twice[1] && list.last() != Some(&(at as u32)) {
                    list.push(at as u32);
                }
            }
        }
    }

    /// Fills the bag with one leader's open choices and returns what is held is worth.
    fn load(
        &mut self,
        problem: &Problem,
        open: &Open,
        cuts: &[Cut],
        prices: &Prices,
        leader: usize,
    ) -> i64 {
        let needs = problem.needs.len() as u32;
        let left = open.left[leader];
        self.bag.start(left.days, left.times);
        self.teams.clear();
        let is_held = |pair: u32| open.fate[problem.pair(pair).need as usize] == Fate::Held(pair);
        let mut base = 0;
        for &pair in &problem.of_leader[leader] {
            if open.alive[pair as usize] && is_held(pair) {
                base += value(problem, prices, pair);
            }
        }
        for &cut in &self.touching[leader] {
            let mut hits = 0;
            for &member in &cuts[cut as usize] {
                let held = member < needs
                    && matches!(open.fate[member as usize], Fate::Held(pair) if problem.pair(pair).leader as usize == leader);
                hits += u8::from(held || member == needs + leader as u32);
            }
            let price = prices.cut[cut as usize];
            if hits >= 2 {
                base -= price;
            }
            self.bag.fine(price, hits);
        }
        for &pair in &problem.of_leader[leader] {
            let worth = value(problem, prices, pair);
            if !open.alive[pair as usize]
                || is_held(pair)
                || worth <= 0
                || problem.days(pair) > left.days
                || left.times == 0
            {
                continue;
            }
            let need = problem.pair(pair).need;
            self.liable.clear();
            if let Some(team) = problem.team(pair) {
                let known = self.teams.iter().find(|known| known.0 == team);
                let fine = known.map_or_else(|| self.bag.never_twice(), |known| known.1);
                if known.is_none() {
                    self.teams.push((team, fine));
                }
                self.liable.push(fine);
            }
            for (at, &cut) in self.touching[leader].iter().enumerate() {
                if cuts[cut as usize].contains(&need) {
                    self.liable.push(at as u32);
                }
            }
            self.bag
                .offer(pair, problem.days(pair), worth, &self.liable);
        }
        self.bag.seal();
        base
    }

    /// The bound at these prices, and what proves it.
    pub fn round(
        &mut self,
        problem: &Problem,
        open: &Open,
        cuts: &[Cut],
        prices: &Prices,
    ) -> Round {
        self.spread(problem, cuts, prices);
        let mut round = Round {
            value: problem.base * SCALE + prices.cut.iter().sum::<i64>(),
            best: Vec::with_capacity(problem.leaders.len()),
            chosen: Vec::with_capacity(problem.leaders.len()),
            unmet: Vec::new(),
        };
        for (need, &price) in prices.need.iter().enumerate() {
            if open.fate[need] != Fate::Unmet {
                round.value += price;
            }
        }
        for rank in 0..4 {
            for need in cheapest(problem, open, prices, rank) {
                round.value -= prices.need[need as usize];
                round.unmet.push(need);
            }
        }
        for leader in 0..problem.leaders.len() {
            let base = self.load(problem, open, cuts, prices, leader);
            let best = base + self.bag.best();
            let mut chosen = self.bag.chosen().to_vec();
            for &pair in &problem.of_leader[leader] {
                if open.alive[pair as usize]
                    && open.fate[problem.pair(pair).need as usize] == Fate::Held(pair)
                {
                    chosen.push(pair);
                }
            }
            chosen.sort_unstable();
            round.value += best;
            round.best.push(best);
            round.chosen.push(chosen);
        }
        round
    }

    /// Decides every pair and need that `round` shows to be in all, or in none, of the plans worth `aim` or more.
    /// True when something was decided.
    pub fn fix(
        &mut self,
        problem: &Problem,
        open: &mut Open,
        cuts: &[Cut],
        prices: &Prices,
        round: &Round,
        aim: i64,
    ) -> bool {
        let slack = round.value - aim * SCALE;
        let mut changed = false;
        self.spread(problem, cuts, prices);
        for rank in 0..4 {
            changed |= fix_rank(problem, open, prices, rank, slack);
        }
        for leader in 0..problem.leaders.len() {
            let base = self.load(problem, open, cuts, prices, leader);
            let threshold = round.best[leader] - slack - base;
            let mut dead: Vec<u32> = Vec::new();
            let mut sure: Vec<u32> = Vec::new();
            let left = open.left[leader];
            for &pair in &problem.of_leader[leader] {
                let need = problem.pair(pair).need as usize;
                if !open.alive[pair as usize] || matches!(open.fate[need], Fate::Held(_)) {
                    continue;
                }
                let days = problem.days(pair);
                let worth = value(problem, prices, pair);
                let in_best = round.chosen[leader].contains(&pair);
                if days > left.days
                    || left.times == 0
                    || (!in_best
                        && !self
                            .bag
                            .reaches_with(pair, days, worth, left.days, threshold))
                {
                    dead.push(pair);
                } else if in_best && !self.bag.reaches_without(pair, threshold) {
                    sure.push(pair);
                }
            }
            for pair in dead {
                open.alive[pair as usize] = false;
                changed = true;
            }
            for pair in sure {
                let need = problem.pair(pair).need as usize;
                for &other in &problem.of_need[need] {
                    if other != pair && open.alive[other as usize] {
                        open.alive[other as usize] = false;
                        changed = true;
                    }
                }
                if open.fate[need] == Fate::Free {
                    open.fate[need] = Fate::Must;
                    changed = true;
                }
            }
        }
        changed
    }
}

/// Decides which needs of a rank are met, or left, in every plan within `slack` of the bound at these prices.
fn fix_rank(problem: &Problem, open: &mut Open, prices: &Prices, rank: usize, slack: i64) -> bool {
    let cheap = cheapest(problem, open, prices, rank);
    let price = |need: usize| prices.need[need];
    let last = match cheap.last() {
        Some(&need) if cheap.len() == open.spare[rank] => price(need as usize),
        _ => 0,
    };
    let free = |open: &Open, need: usize| {
        open.fate[need] == Fate::Free && problem.needs[need].rank == rank
    };
    let others = |need: &usize| free(open, *need) && !cheap.contains(&(*need as u32));
    let others: Vec<usize> = (0..problem.needs.len()).filter(others).collect();
    let mut changed = false;
    for &need in &others {
        if open.spare[rank] == 0 || price(need) - last > slack {
            open.fate[need] = Fate::Must;
            changed = true;
        }
    }
    // Where one that is left were met, the next cheapest would be left in its place.
    let next = others.iter().map(|&need| price(need)).min();
    if let Some(next) = next.filter(|_| problem.exact[rank]) {
        for need in cheap {
            if next - price(need as usize) > slack {
                changed |= problem.leave(open, need as usize);
            }
        }
    }
    changed
}

/// What taking a pair is worth to its leader at these prices.
fn value(problem: &Problem, prices: &Prices, pair: u32) -> i64 {
    let pair = problem.pair(pair);
    pair.worth * SCALE - prices.need[pair.need as usize]
}

/// The needs of a rank that would rather be left, cheapest first: those of negative price, as many as may be; where as
/// many must be left, those that cost least.
fn cheapest(problem: &Problem, open: &Open, prices: &Prices, rank: usize) -> Vec<u32> {
    let price = |need: usize| prices.need[need];
    let mut cheap: Vec<u32> = (0..problem.needs.len())
        .filter(|&need| {
            open.fate[need] == Fate::Free
                && problem.needs[need].rank == rank
                && (problem.exact[rank] || price(need) < 0)
        })
        .map(|need| need as u32)
        .collect();
    cheap.sort_by_key(|&need| (price(need as usize), need));
    cheap.truncate(open.spare[rank]);
    cheap
}
