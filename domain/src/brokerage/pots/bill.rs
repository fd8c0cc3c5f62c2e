//! What a whole plan costs and who would pay: the matches share the pots one after the other, in the order in
//! which they are proposed, so that no penny is counted twice.

use std::collections::BTreeMap;

use super::payers::{PotShare, Unpaid, WhoPays};
use super::pence::Pence;
use super::purse::{shared, work};
use crate::brokerage::board::Board;
use crate::brokerage::change::Pair;
use crate::brokerage::context::Context;
use crate::schools::{NeedId, PotId};

/// What one match costs, and who would pay for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cost {
    pub whole: Pence,
    /// Whether anybody is named to pay.
    pub named: bool,
    pub pots: Vec<PotShare>,
    pub school: Pence,
    /// What nobody pays of those who are named, once the matches before it have had theirs.
    pub short: Pence,
}

/// What a plan needs of one pot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PotNeeds {
    pub pot: PotId,
    pub name: String,
    pub needs: Pence,
    pub there: Pence,
    /// Matches it would pay for.
    pub for_needs: Vec<NeedId>,
}

impl PotNeeds {
    /// What is missing; nothing: there is enough.
    pub fn short(&self) -> Pence {
        self.needs.without(self.there)
    }
}

/// What a plan costs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bill {
    /// By need; what a day of a leader costs may not be known, and then nothing stands here.
    pub costs: BTreeMap<NeedId, Cost>,
    /// Pots that are asked, by name.
    pub pots: Vec<PotNeeds>,
    /// Matches nobody knows the price of.
    pub unpriced: usize,
}

impl Bill {
    /// What these matches cost, shared out in their order.
    pub fn of(board: &Board, pairs: &[Pair], ctx: &Context) -> Self {
        let mut bill = Self::default();
        for pair in pairs {
            let (Some(need), Some(leader)) =
                (board.needs.get(&pair.need), board.leaders.get(&pair.leader))
            else {
                continue;
            };
            let Some((_, rate)) = work(leader, need, ctx) else {
                bill.unpriced += 1;
                continue;
            };
            let mut cost = Cost {
                whole: super::rate::cost(rate.day, need.draft.half_days),
                ..Cost::default()
            };
            if let Some(pays) = ctx.pays.get(&need.id) {
                cost.named = true;
                let shares = shared(need, rate, pays, ctx, |one| bill.left(one.pot.id, ctx));
                match shares {
                    Ok(paid) => (cost.pots, cost.school) = (paid.pots, paid.school),
                    Err(Unpaid::NotEnough { short, .. }) => {
                        cost.short = short;
                        bill.take_all(pays, need.id, ctx);
                    }
                    Err(_) => cost.short = cost.whole,
                }
                for share in &cost.pots {
                    bill.take(share.pot, share.amount, need.id, ctx);
                }
                // Asked for of the last pot that is named: there is nobody after it.
                if let Some(last) = pays.pots.last().filter(|_| cost.short > Pence::ZERO) {
                    bill.take(*last, cost.short, need.id, ctx);
                }
            }
            bill.costs.insert(need.id, cost);
        }
        bill.pots
            .sort_by(|one, other| (&one.name, one.pot).cmp(&(&other.name, other.pot)));
        bill
    }

    /// What is left in a pot after the matches so far.
    fn left(&self, pot: PotId, ctx: &Context) -> Pence {
        match self.pots.iter().find(|one| one.pot == pot) {
            Some(one) => one.there.without(one.needs),
            None => ctx
                .purse
                .pot(pot)
                .map_or(Pence::ZERO, |one| one.available.max(Pence::ZERO)),
        }
    }

    /// Where they have not enough together, each gives what it has left.
    fn take_all(&mut self, pays: &WhoPays, need: NeedId, ctx: &Context) {
        for pot in &pays.pots {
            let left = self.left(*pot, ctx);
            self.take(*pot, left, need, ctx);
        }
    }

    fn take(&mut self, pot: PotId, amount: Pence, need: NeedId, ctx: &Context) {
        if amount == Pence::ZERO {
            return;
        }
        let at = match self.pots.iter().position(|one| one.pot == pot) {
            Some(at) => at,
            None => {
                let Some(one) = ctx.purse.pot(pot) else {
                    return;
                };
                self.pots.push(PotNeeds {
                    pot,
                    name: one.pot.name.clone(),
                    needs: Pence::ZERO,
                    there: one.available,
                    for_needs: Vec::new(),
                });
                self.pots.len() - 1
            }
        };
        let found = &mut self.pots[at];
        found.needs = found.needs.plus(amount).unwrap_or(Pence(i64::MAX));
        if !found.for_needs.contains(&need) {
            found.for_needs.push(need);
        }
    }

    /// All of it.
    pub fn whole(&self) -> Pence {
        self.sum(|cost| cost.whole)
    }

    /// What schools would pay themselves.
    pub fn schools(&self) -> Pence {
        self.sum(|cost| cost.school)
    }

    /// What nobody is named to pay.
    pub fn unnamed(&self) -> Pence {
        self.sum(|cost| if cost.named { Pence::ZERO } else { cost.whole })
    }

    fn sum(&self, of: impl Fn(&Cost) -> Pence) -> Pence {
        Pence::sum(self.costs.values().map(of)).unwrap_or(Pence(i64::MAX))
    }

    /// Pots that have less than the plan needs of them.
    pub fn overspent(&self) -> impl Iterator<Item = &PotNeeds> {
        self.pots.iter().filter(|one| one.short() > Pence::ZERO)
    }
}
