//! Of all plans as good, the one that shares the work most evenly: a further level below the objective, switched on
//! by whoever asks for it.
//!
//! The same needs are met, with the same fit; then the days of leaders, those already given counted, are as even as
//! can be (the sum of their squares is least), then their long drives; of plans as even the one in hand stays, or the
//! first found in an order that hangs on ids alone. Found by trying who may have each need, depth first. A branch is left only by an integer bound: prices of needs and what
//! each leader could gain over them at most show that no plan of that fit is in it (any prices are true, good ones
//! are sharp), or what must still be shared makes it less even than the plan in hand.

use std::collections::{BTreeMap, BTreeSet};

use super::bound::SCALE;
use super::instance::{Checked, Named};
use super::pins::{leader_at, need_at};
use super::plan::{Match, Plan, Status};
use super::watch::{Continue, Limit, Progress};
use crate::brokerage::certificate::Certificate;

/// What sharing looks at besides the instance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sharing {
    /// Days each leader has given already, by id.
    pub given: BTreeMap<String, i64>,
    /// Pairs that are a long drive.
    pub far: BTreeSet<Named>,
}

/// A plan that shares the work as evenly as any as good.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    pub plan: Plan,
    /// No plan as good is more even.
    pub proven: bool,
}

/// How uneven a plan is: days, then long drives, each the sum of the squares of what leaders have.
type Uneven = (i64, i64);

/// The most even of the plans as good as `plan`, which must be the best of the instance. `holds` says whether a
/// whole plan, by need and leader, is one that may be made.
pub fn share(
    checked: &Checked,
    plan: &Plan,
    certificate: &Certificate,
    sharing: &Sharing,
    holds: &dyn Fn(&[Named]) -> bool,
    limit: Limit,
    progress: &mut dyn FnMut(Progress) -> Continue,
) -> Shared {
    let unshared = |proven| Shared {
        plan: plan.clone(),
        proven,
    };
    if plan.status != Status::Optimal {
        return unshared(false);
    }
    let Some(mut walk) = Walk::new(checked, plan, certificate, sharing, holds) else {
        return unshared(true);
    };
    walk.limit = limit;
    walk.go(progress);
    let mut shared = plan.clone();
    shared.matches = walk.named(&walk.best.1);
    Shared {
        plan: shared,
        proven: !walk.stopped,
    }
}

#[derive(Debug, Clone, Copy)]
struct Choice {
    leader: usize,
    fit: i64,
    far: bool,
}

#[derive(Debug, Clone, Copy)]
struct Room {
    days: i64,
    times: i64,
    /// Days given, those of this plan with them.
    given: i64,
    far: i64,
    /// What the needs assigned so far gain over their prices.
    gained: i64,
    /// At most what all their needs gain, assigned or to come.
    most: i64,
}

struct Walk<'a> {
    checked: &'a Checked,
    holds: &'a dyn Fn(&[Named]) -> bool,
    /// By need that is met and not pinned: its place in the instance, days and price.
    needs: Vec<(usize, i64, i64)>,
    /// Who may have each, in order of id.
    choices: Vec<Vec<Choice>>,
    rooms: Vec<Room>,
    assigned: Vec<Option<Choice>>,
    pinned: Vec<Match>,
    /// What every plan of this fit reaches, in parts of [`SCALE`], less the prices of the needs.
    enough: i64,
    best: (Uneven, Vec<Choice>),
    fit: i64,
    nodes: u64,
    limit: Limit,
    stopped: bool,
}

impl<'a> Walk<'a> {
    fn new(
        checked: &'a Checked,
        plan: &Plan,
        certificate: &Certificate,
        sharing: &Sharing,
        holds: &'a dyn Fn(&[Named]) -> bool,
    ) -> Option<Self> {
        let instance = checked.instance();
        let kept = super::pins::keep(instance).kept;
        let level = certificate.levels.iter().find(|one| one.tier.is_none());
        let prices = level.map(|level| level.prices.as_slice()).unwrap_or(&[]);
        let mut rooms: Vec<Room> = instance
            .leaders
            .iter()
            .map(|leader| Room {
                days: leader.days,
                times: leader.max_deployments,
                given: sharing.given.get(&leader.id).copied().unwrap_or(0),
                far: 0,
                gained: 0,
                most: 0,
            })
            .collect();
        let (mut needs, mut choices, mut first) = (Vec::new(), Vec::new(), Vec::new());
        let (mut pinned, mut enough, mut fit) = (Vec::new(), 0i64, 0i64);
        for found in &plan.matches {
            let need = need_at(instance, &found.need)?;
            let days = instance.needs[need].days;
            let far = |leader: &str| {
                sharing.far.contains(&Named {
                    need: found.need.clone(),
                    leader: leader.to_owned(),
                })
            };
            let taken = leader_at(instance, &found.leader)?;
            if kept[need].is_some() {
                take(&mut rooms[taken], days, far(&found.leader));
                pinned.push(found.clone());
                continue;
            }
            let price = prices.get(need).copied().unwrap_or(0);
            enough += found.fit * SCALE - price;
            fit += found.fit;
            let from = instance
                .pairs
                .partition_point(|pair| pair.need.as_str() < found.need.as_str());
            let all: Vec<Choice> = instance.pairs[from..]
                .iter()
                .take_while(|pair| pair.need == found.need)
                .filter(|pair| {
                    let named = Named {
                        need: pair.need.clone(),
                        leader: pair.leader.clone(),
                    };
                    instance.exclusions.binary_search(&named).is_err()
                })
                .filter_map(|pair| {
                    Some(Choice {
                        leader: leader_at(instance, &pair.leader)?,
                        fit: pair.fit,
                        far: far(&pair.leader),
                    })
                })
                .collect();
            first.push(*all.iter().find(|choice| choice.leader == taken)?);
            needs.push((need, days, price));
            choices.push(all);
        }
        let mut walk = Self {
            checked,
            holds,
            assigned: vec![None; needs.len()],
            needs,
            choices,
            rooms,
            pinned,
            enough,
            best: ((0, 0), first),
            fit,
            nodes: 0,
            limit: Limit::default(),
            stopped: false,
        };
        let uneven = walk.uneven_of(&walk.best.1);
        walk.best.0 = uneven;
        for leader in 0..walk.rooms.len() {
            walk.rooms[leader].most = walk.reach(leader);
        }
        walk.fix();
        (!walk.needs.is_empty()).then_some(walk)
    }

    fn uneven_of(&self, choices: &[Choice]) -> Uneven {
        let mut rooms = self.rooms.clone();
        for (choice, (_, days, _)) in choices.iter().zip(&self.needs) {
            take(&mut rooms[choice.leader], *days, choice.far);
        }
        uneven(&rooms)
    }

    /// Strikes out whoever has no plan of this fit.
    fn fix(&mut self) {
        let all: i64 = self.rooms.iter().map(|room| room.most).sum();
        for need in 0..self.needs.len() {
            let (_, days, price) = self.needs[need];
            let mut kept = Vec::new();
            for choice in self.choices[need].clone() {
                let room = self.rooms[choice.leader];
                if room.days < days || room.times < 1 {
                    continue;
                }
                // With this need theirs for certain.
                self.assigned[need] = Some(choice);
                let trial = &mut self.rooms[choice.leader];
                trial.days -= days;
                trial.times -= 1;
                trial.gained = choice.fit * SCALE - price;
                let most = self.reach(choice.leader);
                self.assigned[need] = None;
                self.rooms[choice.leader] = room;
                if all - room.most + most >= self.enough {
                    kept.push(choice);
                }
            }
            self.choices[need] = kept;
        }
    }

    /// At most what a leader's needs gain over their prices, those assigned with what could still come.
    fn reach(&self, leader: usize) -> i64 {
        let room = self.rooms[leader];
        let (days, times) = (room.days.max(0) as usize, room.times.max(0) as usize);
        let mut items: Vec<(usize, i64)> = Vec::new();
        for (need, (_, size, price)) in self.needs.iter().enumerate() {
            if self.assigned[need].is_some() {
                continue;
            }
            let own = self.choices[need].iter().find(|one| one.leader == leader);
            if let Some(choice) = own
                && *size as usize <= days
                && choice.fit * SCALE > *price
            {
                items.push((*size as usize, choice.fit * SCALE - price));
            }
        }
        let times = times.min(items.len());
        let mut table = vec![vec![0i64; days + 1]; times + 1];
        for (size, value) in items {
            for count in (1..=times).rev() {
                for free in (size..=days).rev() {
                    let with = table[count - 1][free - size] + value;
                    table[count][free] = table[count][free].max(with);
                }
            }
        }
        room.gained + table[times][days]
    }

    fn go(&mut self, progress: &mut dyn FnMut(Progress) -> Continue) {
        self.nodes += 1;
        let so_far = Progress {
            tier: None,
            nodes: self.nodes,
        };
        let over = self.limit.nodes.is_some_and(|most| self.nodes > most);
        self.stopped = self.stopped || over || progress(so_far) == Continue::No;
        if self.stopped || self.at_most() < self.enough || self.least() >= self.best.0 {
            return;
        }
        let open = (0..self.needs.len()).filter(|&need| self.assigned[need].is_none());
        let Some(need) = open.min_by_key(|&need| (self.options(need).count(), need)) else {
            return self.offer();
        };
        let mut options: Vec<Choice> = self.options(need).collect();
        let days = self.needs[need].1;
        options.sort_by_key(|one| {
            let room = self.rooms[one.leader];
            (grows(room.given, days), one.far, one.leader)
        });
        for choice in options {
            let before = self.rooms.clone();
            let room = &mut self.rooms[choice.leader];
            take(room, days, choice.far);
            room.gained += choice.fit * SCALE - self.needs[need].2;
            self.assigned[need] = Some(choice);
            let touched: Vec<usize> = self.choices[need].iter().map(|one| one.leader).collect();
            for leader in touched {
                self.rooms[leader].most = self.reach(leader);
            }
            self.go(progress);
            self.assigned[need] = None;
            self.rooms = before;
        }
    }

    fn options(&self, need: usize) -> impl Iterator<Item = Choice> {
        let days = self.needs[need].1;
        self.choices[need].iter().copied().filter(move |choice| {
            let room = self.rooms[choice.leader];
            room.days >= days && room.times > 0
        })
    }

    fn at_most(&self) -> i64 {
        self.rooms.iter().map(|room| room.most).sum()
    }

    /// No plan from here is more even than this: each need still to come adds at least what it adds by itself
    /// where it adds least.
    fn least(&self) -> Uneven {
        let (mut days, mut far) = uneven(&self.rooms);
        for need in 0..self.needs.len() {
            if self.assigned[need].is_some() {
                continue;
            }
            let size = self.needs[need].1;
            let least = self.options(need).map(|one| {
                let room = self.rooms[one.leader];
                let drive = if one.far { grows(room.far, 1) } else { 0 };
                (grows(room.given, size), drive)
            });
            let (all, drives): (Vec<i64>, Vec<i64>) = least.unzip();
            let least = |of: Vec<i64>| of.into_iter().min().unwrap_or(i64::MAX / 4096);
            days += least(all);
            far += least(drives);
        }
        (days, far)
    }

    /// A whole plan: kept where it is as good, may be made, and is more even.
    fn offer(&mut self) {
        let choices: Vec<Choice> = self.assigned.iter().flatten().copied().collect();
        let fit: i64 = choices.iter().map(|one| one.fit).sum();
        if fit != self.fit || uneven(&self.rooms) >= self.best.0 {
            return;
        }
        let named: Vec<Named> = self
            .named(&choices)
            .into_iter()
            .map(|found| Named {
                need: found.need,
                leader: found.leader,
            })
            .collect();
        if (self.holds)(&named) {
            self.best = (uneven(&self.rooms), choices);
        }
    }

    fn named(&self, choices: &[Choice]) -> Vec<Match> {
        let instance = self.checked.instance();
        let chosen = choices.iter().zip(&self.needs);
        let mut all: Vec<Match> = chosen
            .map(|(choice, (need, _, _))| Match {
                need: instance.needs[*need].id.clone(),
                leader: instance.leaders[choice.leader].id.clone(),
                fit: choice.fit,
            })
            .chain(self.pinned.iter().cloned())
            .collect();
        all.sort_by(|a, b| a.need.cmp(&b.need));
        all
    }
}

fn take(room: &mut Room, days: i64, far: bool) {
    room.days -= days;
    room.times -= 1;
    room.given += days;
    room.far += i64::from(far);
}

/// By how much a square grows.
fn grows(from: i64, by: i64) -> i64 {
    (from + by) * (from + by) - from * from
}

fn uneven(rooms: &[Room]) -> Uneven {
    rooms.iter().fold((0, 0), |(days, far), room| {
        (days + room.given * room.given, far + room.far * room.far)
    })
}

#[cfg(test)]
mod tests;
