//! The instance as numbers: dense indices in order of id, and only what can still be decided.

/// How a need stands while a tree of decisions is walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// May be met or not.
    Free,
    /// Must be met, by whom is open.
    Must,
    /// Met by this pair.
    Held(u32),
    /// Not met.
    Unmet,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Need {
    pub days: usize,
    /// Index into [`Problem::spare`]: tier 4 is 0, tier 1 is 3.
    pub rank: usize,
    /// The team it is a part of: nobody takes two parts of one.
    pub team: Option<u32>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Leader {
    pub days: usize,
    pub times: usize,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub need: u32,
    pub leader: u32,
    pub worth: i64,
    /// Index of the pair in the problem this one was shrunk from.
    pub origin: u32,
}

/// Maximise the worth of the pairs used, leaving at most `spare[rank]` needs of a rank unmet: and no fewer, where it is
/// proven that no plan does.
#[derive(Clone, Debug, Default)]
pub(super) struct Problem {
    pub needs: Vec<Need>,
    pub leaders: Vec<Leader>,
    /// By leader, then need.
    pub pairs: Vec<Pair>,
    pub of_leader: Vec<Vec<u32>>,
    pub of_need: Vec<Vec<u32>>,
    pub spare: [usize; 4],
    /// By rank: whether no plan leaves fewer than are spare.
    pub exact: [bool; 4],
    /// Needs that must be met, whatever is spare.
    pub must: Vec<bool>,
    /// Worth of what was decided when the problem was shrunk.
    pub base: i64,
    /// Origins of the pairs decided.
    pub held: Vec<u32>,
}

/// A node of the tree: what is decided so far.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub alive: Vec<bool>,
    pub fate: Vec<Fate>,
    pub spare: [usize; 4],
    /// Days and times each leader has left beside what is held.
    pub left: Vec<Leader>,
}

impl Problem {
    pub fn new(
        needs: Vec<Need>,
        leaders: Vec<Leader>,
        pairs: Vec<Pair>,
        spare: [usize; 4],
    ) -> Self {
        let mut problem = Problem {
            needs,
            leaders,
            pairs,
            spare,
            ..Problem::default()
        };
        problem
            .pairs
            .sort_unstable_by_key(|pair| (pair.leader, pair.need));
        problem.of_leader = vec![Vec::new(); problem.leaders.len()];
        problem.of_need = vec![Vec::new(); problem.needs.len()];
        problem.must = vec![false; problem.needs.len()];
        for (at, pair) in problem.pairs.iter().enumerate() {
            problem.of_leader[pair.leader as usize].push(at as u32);
            problem.of_need[pair.need as usize].push(at as u32);
        }
        problem
    }

    pub fn pair(&self, at: u32) -> Pair {
        self.pairs[at as usize]
    }

    pub fn days(&self, at: u32) -> usize {
        self.needs[self.pair(at).need as usize].days
    }

    /// The team of which a pair meets a part.
    pub fn team(&self, at: u32) -> Option<u32> {
        self.needs[self.pair(at).need as usize].team
    }

    pub fn open(&self) -> Open {
        Open {
            alive: vec![true; self.pairs.len()],
            fate: self
                .must
                .iter()
                .map(|&must| if must { Fate::Must } else { Fate::Free })
                .collect(),
            spare: self.spare,
            left: self.leaders.clone(),
        }
    }

    /// Follows what is decided to its consequences. False when nothing feasible is left.
    pub fn settle(&self, open: &mut Open) -> bool {
        loop {
            let mut changed = false;
            for rank in 0..4 {
                if self.exact[rank] && !self.leave_the_last(open, rank, &mut changed) {
                    return false;
                }
            }
            for (at, pair) in self.pairs.iter().enumerate() {
                let left = open.left[pair.leader as usize];
                let need = pair.need as usize;
                if open.alive[at]
                    && open.fate[need] != Fate::Held(at as u32)
                    && (left.times == 0 || left.days < self.needs[need].days)
                {
                    open.alive[at] = false;
                }
            }
            for need in 0..self.needs.len() {
                let rank = self.needs[need].rank;
                let fate = open.fate[need];
                if matches!(fate, Fate::Held(_) | Fate::Unmet) {
                    continue;
                }
                let mut alive = self.of_need[need]
                    .iter()
                    .filter(|&&at| open.alive[at as usize]);
                let (first, second) = (alive.next().copied(), alive.next());
                match (first, second) {
                    (None, _) => {
                        if fate == Fate::Must || !self.leave(open, need) {
                            return false;
                        }
                        changed = true;
                    }
                    (Some(at), None) if fate == Fate::Must => {
                        if !self.hold(open, at) {
                            return false;
                        }
                        changed = true;
                    }
                    _ if fate == Fate::Free && open.spare[rank] == 0 => {
                        open.fate[need] = Fate::Must;
                        changed = true;
                    }
                    _ => {}
                }
            }
            if !changed {
                return true;
            }
        }
    }

    /// Leaves all that are undecided where as many must be left. False where more would have to be.
    fn leave_the_last(&self, open: &mut Open, rank: usize, changed: &mut bool) -> bool {
        let free = |need: &usize| open.fate[*need] == Fate::Free && self.needs[*need].rank == rank;
        let free: Vec<usize> = (0..self.needs.len()).filter(free).collect();
        if free.len() > open.spare[rank] || open.spare[rank] == 0 {
            return true;
        }
        *changed = true;
        free.len() == open.spare[rank] && free.into_iter().all(|need| self.leave(open, need))
    }

    /// Decides for a pair. False when it no longer fits.
    pub fn hold(&self, open: &mut Open, at: u32) -> bool {
        let pair = self.pair(at);
        let left = &mut open.left[pair.leader as usize];
        if left.times == 0 || left.days < self.needs[pair.need as usize].days {
            return false;
        }
        left.days -= self.needs[pair.need as usize].days;
        left.times -= 1;
        open.fate[pair.need as usize] = Fate::Held(at);
        for &other in &self.of_need[pair.need as usize] {
            open.alive[other as usize] = other == at;
        }
        let team = self.team(at);
        if team.is_some() {
            for &other in &self.of_leader[pair.leader as usize] {
                open.alive[other as usize] &= other == at || self.team(other) != team;
            }
        }
        true
    }

    /// Decides that a need is not met. False when no more of its rank may be left.
    pub fn leave(&self, open: &mut Open, need: usize) -> bool {
        let spare = &mut open.spare[self.needs[need].rank];
        if *spare == 0 {
            return false;
        }
        *spare -= 1;
        open.fate[need] = Fate::Unmet;
        for &at in &self.of_need[need] {
            open.alive[at as usize] = false;
        }
        true
    }

    /// The smaller problem left once `open` is taken as given, and for each of its needs the need it was here.
    pub fn shrink(&self, open: &Open) -> (Problem, Vec<u32>) {
        let mut kept = Vec::new();
        let mut index = vec![u32::MAX; self.needs.len()];
        let mut held = self.held.clone();
        let mut base = self.base;
        for (need, fate) in open.fate.iter().enumerate() {
            match *fate {
                Fate::Held(at) => {
                    held.push(self.pair(at).origin);
                    base += self.pair(at).worth;
                }
                Fate::Unmet => {}
                Fate::Free | Fate::Must => {
                    index[need] = kept.len() as u32;
                    kept.push(need as u32);
                }
            }
        }
        let pairs = self
            .pairs
            .iter()
            .enumerate()
            .filter(|(at, pair)| open.alive[*at] && index[pair.need as usize] != u32::MAX)
            .map(|(_, pair)| Pair {
                need: index[pair.need as usize],
                ..*pair
            })
            .collect();
        let needs = kept.iter().map(|&need| self.needs[need as usize]).collect();
        let mut small = Problem::new(needs, open.left.clone(), pairs, open.spare);
        small.exact = self.exact;
        small.must = kept
            .iter()
            .map(|&need| open.fate[need as usize] == Fate::Must)
            .collect();
        small.base = base;
        small.held = held;
        (small, kept)
    }
}
