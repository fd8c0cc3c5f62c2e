//! The brokerage board: leaders, needs, and what brokers hold to, folded from what happened.
//!
//! Browser and server fold with the same code. On screen is *confirmed* with *pending* on top; a
//! refused change undoes itself by leaving the pending list.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::change::{BoardChange, BoardDone, Pair};
use super::context::Context;
use super::eligibility::eligible;
use super::leader::{HalfDays, Leader, LeaderType, Taken};
use super::need::Need;
use super::refusal::Refusal;
use crate::calendar::Date;
use crate::schools::{LeaderId, NeedId};

/// The board as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    pub types: Vec<LeaderType>,
    pub leaders: BTreeMap<LeaderId, Leader>,
    pub needs: BTreeMap<NeedId, Need>,
    /// Pairs to keep. At most one for each need.
    pub pins: BTreeSet<Pair>,
    /// Pairs never to make.
    pub exclusions: BTreeSet<Pair>,
    /// The last change folded in.
    pub revision: u64,
}

/// Why a change of the board cannot stand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BoardRefusal {
    #[error("there is no such need on the board")]
    NoSuchNeed,
    #[error("there is no such leader on the board")]
    NoSuchLeader,
    #[error("that need has been matched meanwhile")]
    AlreadyMatched,
    #[error("they may not take it: {}", refusals.iter().map(Refusal::words).collect::<Vec<_>>().join(" "))]
    NotEligible { refusals: Vec<Refusal> },
}

impl Board {
    /// The board as it was read.
    pub fn open(
        types: Vec<LeaderType>,
        leaders: Vec<Leader>,
        needs: Vec<Need>,
        pins: impl IntoIterator<Item = Pair>,
        exclusions: impl IntoIterator<Item = Pair>,
        revision: u64,
    ) -> Self {
        Self {
            types,
            leaders: leaders
                .into_iter()
                .map(|leader| (leader.id, leader))
                .collect(),
            needs: needs.into_iter().map(|need| (need.id, need)).collect(),
            pins: pins.into_iter().collect(),
            exclusions: exclusions.into_iter().collect(),
            revision,
        }
    }

    /// What eligibility and fit look at besides the two of them.
    pub fn context(&self, as_at: Date) -> Context {
        Context::new(as_at, &self.types, self.leaders.values())
    }

    /// Needs nobody has been agreed for.
    pub fn open_needs(&self) -> impl Iterator<Item = &Need> {
        self.needs.values().filter(|need| need.open())
    }

    /// Whether a change can stand. Taking a hold away always can.
    ///
    /// # Errors
    /// The reason it cannot, in words for the broker.
    pub fn check(&self, change: &BoardChange, ctx: &Context) -> Result<(), BoardRefusal> {
        let pair = change.pair();
        let need = self.needs.get(&pair.need).ok_or(BoardRefusal::NoSuchNeed)?;
        let leader = self
            .leaders
            .get(&pair.leader)
            .ok_or(BoardRefusal::NoSuchLeader)?;
        if !need.open() {
            return Err(BoardRefusal::AlreadyMatched);
        }
        if matches!(change, BoardChange::Pin { .. }) {
            let refusals = eligible(leader, need, ctx);
            if !refusals.is_empty() {
                return Err(BoardRefusal::NotEligible { refusals });
            }
        }
        Ok(())
    }

    /// Folds in what happened. Folding it twice, or something older, changes nothing.
    pub fn apply(&mut self, revision: u64, done: &BoardDone) {
        if revision <= self.revision {
            return;
        }
        self.revision = revision;
        match done {
            BoardDone::Changed { change } => self.fold(change),
            BoardDone::Accepted { matches } => {
                for pair in matches {
                    self.reserve(*pair);
                }
            }
            BoardDone::Freed { pair } => self.free(*pair),
            BoardDone::Closed { need, leader } => {
                self.needs.remove(need);
                self.pins.retain(|held| held.need != *need);
                self.exclusions.retain(|held| held.need != *need);
                if let Some(leader) = leader {
                    self.leaders.insert(leader.id, (**leader).clone());
                }
            }
            BoardDone::Opened { need } => {
                self.needs.insert(need.id, (**need).clone());
            }
            BoardDone::Leader { leader } => {
                self.leaders.insert(leader.id, (**leader).clone());
            }
        }
    }

    /// The board with changes on top that the server has not confirmed yet.
    #[must_use]
    pub fn with_pending<'a>(&self, pending: impl IntoIterator<Item = &'a BoardChange>) -> Self {
        let mut board = self.clone();
        for change in pending {
            board.fold(change);
        }
        board
    }

    fn fold(&mut self, change: &BoardChange) {
        let pair = change.pair();
        match change {
            BoardChange::Pin { .. } => {
                self.pins.retain(|pin| pin.need != pair.need);
                self.exclusions.remove(&pair);
                self.pins.insert(pair);
            }
            BoardChange::Unpin { .. } => {
                self.pins.remove(&pair);
            }
            BoardChange::Exclude { .. } => {
                self.pins.remove(&pair);
                self.exclusions.insert(pair);
            }
            BoardChange::Allow { .. } => {
                self.exclusions.remove(&pair);
            }
        }
    }

    /// Days are reserved: the need is met, the leader has less to give, and nothing is held any more.
    fn reserve(&mut self, pair: Pair) {
        let Some(need) = self.needs.get_mut(&pair.need).filter(|need| need.open()) else {
            return;
        };
        need.matched = Some(pair.leader);
        let half_days = need.draft.half_days;
        if let Some(leader) = self.leaders.get_mut(&pair.leader) {
            leader.used = HalfDays(leader.used.0.saturating_add(half_days.0));
            leader.deployments = leader.deployments.saturating_add(1);
            leader.profile.taken.push(Taken {
                half_days,
                from: need.draft.from,
                to: need.draft.to,
            });
        }
        self.pins.retain(|held| held.need != pair.need);
        self.exclusions.retain(|held| held.need != pair.need);
    }

    /// What was reserved is not any more.
    fn free(&mut self, pair: Pair) {
        let Some(need) = self
            .needs
            .get_mut(&pair.need)
            .filter(|need| need.matched == Some(pair.leader))
        else {
            return;
        };
        need.matched = None;
        let half_days = need.draft.half_days;
        let given = Taken {
            half_days,
            from: need.draft.from,
            to: need.draft.to,
        };
        if let Some(leader) = self.leaders.get_mut(&pair.leader) {
            leader.used = HalfDays(leader.used.0.saturating_sub(half_days.0));
            leader.deployments = leader.deployments.saturating_sub(1);
            let taken = &mut leader.profile.taken;
            if let Some(at) = taken.iter().position(|one| *one == given) {
                taken.remove(at);
            }
        }
    }
}
