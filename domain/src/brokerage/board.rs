//! The brokerage board: leaders, needs, and what brokers hold to, folded from what happened.
//!
//! Browser and server fold with the same code. On screen is *confirmed* with *pending* on top; a
//! refused change undoes itself by leaving the pending list.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::change::{BoardChange, BoardDone, Pair};
use super::context::Context;
use super::eligibility::{eligible, refusals};
use super::leader::{HalfDays, Leader, LeaderType, Taken};
use super::need::Need;
use super::pots::{Purse, WhoPays};
use super::question::Held;
use super::refusal::{Override, Refusal, Rule};
use super::team::has_part;
use super::ties::Register;
use super::waiver::{Waiver, WaiverFault};
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
    /// Rules set aside, by pair and rule.
    pub waivers: BTreeMap<(Pair, Rule), Waiver>,
    /// Which school belongs to which trust, federation and diocese.
    pub register: Arc<Register>,
    /// Who is named to pay for a need.
    pub pays: BTreeMap<NeedId, WhoPays>,
    /// The pots, what is left in them, and what a day costs.
    pub purse: Arc<Purse>,
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
    #[error("there is nothing of that rule to waive")]
    NothingToWaive,
    #[error("there is no such waiver")]
    NoSuchWaiver,
    #[error("{reason}")]
    Pays { reason: String },
    #[error("this waiver cannot be given as it is")]
    Waiver { faults: Vec<WaiverFault> },
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
            waivers: BTreeMap::new(),
            register: Arc::default(),
            pays: BTreeMap::new(),
            purse: Arc::default(),
            revision,
        }
    }

    /// With who is named to pay, and what the pots have.
    #[must_use]
    pub fn paying(
        mut self,
        purse: Arc<Purse>,
        pays: impl IntoIterator<Item = (NeedId, WhoPays)>,
    ) -> Self {
        self.purse = purse;
        self.pays = pays.into_iter().collect();
        self
    }

    /// With what is waived on it, and what belongs to what.
    #[must_use]
    pub fn knowing(
        mut self,
        register: Arc<Register>,
        waivers: impl IntoIterator<Item = Waiver>,
    ) -> Self {
        self.register = register;
        self.waivers = waivers
            .into_iter()
            .map(|waiver| ((waiver.pair(), waiver.rule), waiver))
            .collect();
        self
    }

    /// What eligibility and fit look at besides the two of them.
    pub fn context(&self, as_at: Date) -> Context {
        let mut ctx = Context::new(as_at, &self.types, self.leaders.values());
        ctx.register = self.register.clone();
        ctx.waivers = self.waivers.values().cloned().collect();
        ctx.pays = self.pays.clone();
        ctx.purse = self.purse.clone();
        ctx
    }

    /// Needs nobody has been agreed for.
    pub fn open_needs(&self) -> impl Iterator<Item = &Need> {
        self.needs.values().filter(|need| need.open())
    }

    /// The needs of the team a need belongs to, its lead first; alone: it is of no team.
    pub fn team(&self, need: NeedId) -> Vec<NeedId> {
        let Some(lead) = self.needs.get(&need).map(Need::lead) else {
            return Vec::new();
        };
        let mut team: Vec<NeedId> = self
            .needs
            .values()
            .filter(|other| other.lead() == lead)
            .map(|other| other.id)
            .collect();
        team.sort_by_key(|part| (*part != lead, *part));
        team
    }

    /// Whether a change can stand. Taking a hold away always can.
    ///
    /// # Errors
    /// The reason it cannot, in words for the broker.
    pub fn check(&self, change: &BoardChange, ctx: &Context) -> Result<(), BoardRefusal> {
        let need = change.need();
        let need = self.needs.get(&need).ok_or(BoardRefusal::NoSuchNeed)?;
        let of_a_pair = change.pair().map(|pair| {
            let leader = self.leaders.get(&pair.leader);
            leader.map(|leader| (pair, leader))
        });
        if of_a_pair == Some(None) {
            return Err(BoardRefusal::NoSuchLeader);
        }
        if !need.open() {
            return Err(BoardRefusal::AlreadyMatched);
        }
        match of_a_pair.flatten() {
            Some((pair, leader)) => self.check_pair(change, pair, (leader, need), ctx),
            None => match change {
                BoardChange::Pays { pays, .. } => self.purse.may_be_named(pays),
                _ => Ok(()),
            }
            .map_err(|reason| BoardRefusal::Pays {
                reason: reason.to_owned(),
            }),
        }
    }

    fn check_pair(
        &self,
        change: &BoardChange,
        pair: Pair,
        (leader, need): (&Leader, &Need),
        ctx: &Context,
    ) -> Result<(), BoardRefusal> {
        match change {
            BoardChange::Pin { .. } => {
                let mut refusals = eligible(leader, need, ctx);
                let all: Vec<&Need> = self.needs.values().collect();
                refusals.extend(has_part(&all, leader.id, need));
                if !refusals.is_empty() {
                    return Err(BoardRefusal::NotEligible { refusals });
                }
            }
            BoardChange::Waive { waiver } => {
                let there = |refusal: &Refusal| {
                    refusal.rule() == waiver.rule
                        && refusal.may_override() == waiver.by
                        && waiver.by != Override::Nobody
                };
                if !refusals(leader, need, ctx).iter().any(there) {
                    return Err(BoardRefusal::NothingToWaive);
                }
                waiver
                    .check(ctx.as_at)
                    .map_err(|faults| BoardRefusal::Waiver { faults })?;
            }
            BoardChange::Unwaive { rule, .. } if !self.waivers.contains_key(&(pair, *rule)) => {
                return Err(BoardRefusal::NoSuchWaiver);
            }
            BoardChange::Unwaive { .. }
            | BoardChange::Unpin { .. }
            | BoardChange::Exclude { .. }
            | BoardChange::Allow { .. }
            | BoardChange::Pays { .. } => {}
        }
        Ok(())
    }

    /// What is set aside for a pair on a day.
    pub fn waived(&self, pair: Pair, today: Date) -> impl Iterator<Item = &Waiver> {
        let of = self.waivers.range((pair, Rule::H1)..=(pair, Rule::H12));
        of.map(|(_, waiver)| waiver)
            .filter(move |waiver| waiver.until.is_none_or(|until| today <= until))
    }

    /// In whose place somebody speaks who waives, or takes a waiver back; none: it is no such change.
    pub fn speaks_for(&self, change: &BoardChange) -> Option<Override> {
        match change {
            BoardChange::Waive { waiver } => Some(waiver.by),
            BoardChange::Unwaive { pair, rule } => Some(
                self.waivers
                    .get(&(*pair, *rule))
                    .map_or(Override::Nobody, |waiver| waiver.by),
            ),
            _ => None,
        }
    }

    /// The changes that bring back what is so now, once `change` has been made.
    pub fn undo(&self, change: &BoardChange) -> Vec<BoardChange> {
        let waive = |waiver: &Waiver| BoardChange::Waive {
            waiver: waiver.clone(),
        };
        match change {
            BoardChange::Waive { waiver } => {
                let (pair, rule) = (waiver.pair(), waiver.rule);
                match self.waivers.get(&(pair, rule)) {
                    Some(earlier) if earlier == waiver => Vec::new(),
                    Some(earlier) => vec![waive(earlier)],
                    None => vec![BoardChange::Unwaive { pair, rule }],
                }
            }
            BoardChange::Unwaive { pair, rule } => {
                let earlier = self.waivers.get(&(*pair, *rule));
                earlier.map(waive).into_iter().collect()
            }
            // Once somebody is named it is another who takes their place, and never nobody.
            BoardChange::Pays { need, pays } => {
                let earlier = self.pays.get(need).filter(|earlier| *earlier != pays);
                let back = |pays: &WhoPays| BoardChange::Pays {
                    need: *need,
                    pays: pays.clone(),
                };
                earlier.map(back).into_iter().collect()
            }
            held => Held::on(self).undo(held),
        }
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
                self.pays.remove(need);
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
            BoardDone::Purse { purse } => self.purse = purse.clone(),
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
        match change {
            BoardChange::Pin { pair } => {
                self.pins.retain(|pin| pin.need != pair.need);
                self.exclusions.remove(pair);
                self.pins.insert(*pair);
            }
            BoardChange::Unpin { pair } => {
                self.pins.remove(pair);
            }
            BoardChange::Exclude { pair } => {
                self.pins.remove(pair);
                self.exclusions.insert(*pair);
            }
            BoardChange::Allow { pair } => {
                self.exclusions.remove(pair);
            }
            BoardChange::Waive { waiver } => {
                self.waivers
                    .insert((waiver.pair(), waiver.rule), waiver.clone());
            }
            BoardChange::Unwaive { pair, rule } => {
                self.waivers.remove(&(*pair, *rule));
            }
            BoardChange::Pays { need, pays } => {
                self.pays.insert(*need, pays.clone());
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
