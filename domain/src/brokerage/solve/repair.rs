//! From any choice of pairs to a good feasible plan: keep what fits, then insert, move, swap and push on.

use super::problem::{Need, Problem};

/// A plan in the making: the pair that meets each need, and what each leader has left.
#[derive(Clone)]
pub(super) struct Draft<'a> {
    problem: &'a Problem,
    pub by: Vec<Option<u32>>,
    /// By leader: the pairs in use, in order.
    held: Vec<Vec<u32>>,
    days: Vec<usize>,
    times: Vec<usize>,
    /// What meeting a need counts beside its worth, where not meeting it may break the rules.
    bonus: Vec<i64>,
    /// The most a need can weigh.
    most: Vec<i64>,
}

impl<'a> Draft<'a> {
    /// Takes the given pairs in order, as far as they fit.
    pub fn new(problem: &'a Problem, pairs: &[u32]) -> Self {
        let most = problem
            .pairs
            .iter()
            .map(|pair| pair.worth)
            .max()
            .unwrap_or(0);
        let limited: Vec<bool> = (0..4)
            .map(|rank| {
                problem
                    .needs
                    .iter()
                    .filter(|need| need.rank == rank)
                    .count()
                    > problem.spare[rank]
            })
            .collect();
        let bonus = |(at, need): (usize, &Need)| {
            if problem.must[at] || limited[need.rank] {
                4 * most + 1
            } else {
                0
            }
        };
        let mut draft = Draft {
            problem,
            by: vec![None; problem.needs.len()],
            held: vec![Vec::new(); problem.leaders.len()],
            days: problem.leaders.iter().map(|leader| leader.days).collect(),
            times: problem.leaders.iter().map(|leader| leader.times).collect(),
            bonus: problem.needs.iter().enumerate().map(bonus).collect(),
            most: Vec::new(),
        };
        let weighs = |need: usize| {
            let pairs = problem.of_need[need].iter();
            pairs.map(|&pair| draft.weight(Some(pair))).max()
        };
        draft.most = (0..problem.needs.len())
            .map(|need| weighs(need).unwrap_or(0))
            .collect();
        for &pair in pairs {
            if draft.by[problem.pair(pair).need as usize].is_none() && draft.fits(pair) {
                draft.put(pair);
            }
        }
        draft
    }

    fn fits(&self, pair: u32) -> bool {
        let leader = self.problem.pair(pair).leader as usize;
        self.times[leader] > 0
            && self.days[leader] >= self.problem.days(pair)
            && !self.takes_part(pair)
    }

    /// Whether the leader of a pair has another part of its team.
    fn takes_part(&self, pair: u32) -> bool {
        let team = self.problem.team(pair);
        let leader = self.problem.pair(pair).leader as usize;
        team.is_some()
            && self.held[leader]
                .iter()
                .any(|&other| self.problem.team(other) == team)
    }

    fn put(&mut self, pair: u32) {
        let at = self.problem.pair(pair);
        self.by[at.need as usize] = Some(pair);
        let held = &mut self.held[at.leader as usize];
        let place = held.partition_point(|&other| other < pair);
        held.insert(place, pair);
        self.times[at.leader as usize] -= 1;
        self.days[at.leader as usize] -= self.problem.days(pair);
    }

    fn take(&mut self, need: usize) -> Option<u32> {
        let pair = self.by[need].take();
        if let Some(pair) = pair {
            let leader = self.problem.pair(pair).leader as usize;
            self.held[leader].retain(|&other| other != pair);
            self.times[leader] += 1;
            self.days[leader] += self.problem.days(pair);
        }
        pair
    }

    fn weight(&self, pair: Option<u32>) -> i64 {
        pair.map_or(0, |pair| {
            let at = self.problem.pair(pair);
            at.worth + self.bonus[at.need as usize]
        })
    }

    /// The best pair of a need that fits as things are.
    fn best_fitting(&self, need: usize) -> Option<u32> {
        let open = self.problem.of_need[need]
            .iter()
            .copied()
            .filter(|&pair| self.fits(pair));
        open.max_by_key(|&pair| (self.weight(Some(pair)), u32::MAX - pair))
    }

    /// Makes single moves that gain until there is none, or `passes` are over.
    pub fn improve(mut self, passes: usize) -> Self {
        for _ in 0..passes {
            let mut gained = false;
            for need in 0..self.problem.needs.len() {
                gained |= self.improve_one(need);
            }
            if !gained {
                break;
            }
        }
        self
    }

    fn improve_one(&mut self, need: usize) -> bool {
        let old = self.take(need);
        let before = self.weight(old);
        let mut best_gain = 0;
        let mut best: Option<(u32, Option<(usize, Option<u32>)>)> = None;
        for &pair in &self.problem.of_need[need] {
            let gain = self.weight(Some(pair)) - before;
            if Some(pair) == old {
                continue;
            }
            if self.fits(pair) {
                if gain > best_gain {
                    best_gain = gain;
                    best = Some((pair, None));
                }
                continue;
            }
            let leader = self.problem.pair(pair).leader as usize;
            let lacks = self.problem.days(pair).saturating_sub(self.days[leader]);
            for at in 0..self.held[leader].len() {
                let mate = self.held[leader][at];
                let other = self.problem.pair(mate).need as usize;
                let lost = gain - self.weight(Some(mate));
                // Only where the room is enough, and the best the other could have would gain.
                if self.problem.days(mate) < lacks || lost + self.most[other] <= best_gain {
                    continue;
                }
                self.take(other);
                if self.takes_part(pair) {
                    self.put(mate);
                    continue;
                }
                self.put(pair);
                let next = self.best_fitting(other);
                let total = lost + self.weight(next);
                if total > best_gain {
                    best_gain = total;
                    best = Some((pair, Some((other, next))));
                }
                self.take(need);
                self.put(mate);
            }
        }
        match best {
            Some((pair, pushed)) => {
                if let Some((other, _)) = pushed {
                    self.take(other);
                }
                self.put(pair);
                if let Some((_, Some(next))) = pushed {
                    self.put(next);
                }
                true
            }
            None => {
                if let Some(old) = old {
                    self.put(old);
                }
                false
            }
        }
    }

    /// Whether no more is left unmet than may be.
    pub fn feasible(&self) -> bool {
        let mut unmet = [0; 4];
        for (need, by) in self.by.iter().enumerate() {
            if by.is_none() {
                if self.problem.must[need] {
                    return false;
                }
                unmet[self.problem.needs[need].rank] += 1;
            }
        }
        (0..4).all(|rank| unmet[rank] <= self.problem.spare[rank])
    }

    pub fn worth(&self) -> i64 {
        self.problem.base
            + self
                .pairs()
                .map(|pair| self.problem.pair(pair).worth)
                .sum::<i64>()
    }

    /// The pairs in use.
    pub fn pairs(&self) -> impl Iterator<Item = u32> + '_ {
        self.by.iter().flatten().copied()
    }

    /// The plan as pairs of the problem before any shrinking.
    pub fn origins(&self) -> Vec<u32> {
        let mut origins = self.problem.held.clone();
        origins.extend(self.pairs().map(|pair| self.problem.pair(pair).origin));
        origins.sort_unstable();
        origins
    }
}
