//! What the board knows of money, as values: each pot with what is left in it, and what a day costs.

use serde::{Deserialize, Serialize};

use super::choice::{PotChoice, choices};
use super::eligibility::{PotRefusal, Work, eligible};
use super::payers::{Payers, Unpaid, WhoPays, who_pays};
use super::pence::Pence;
use super::pot::Pot;
use super::rate::{Rate, cost, rate_on};
use crate::brokerage::context::Context;
use crate::brokerage::leader::Leader;
use crate::brokerage::need::Need;
use crate::brokerage::refusal::Refusal;
use crate::brokerage::ties::{BodyKind, Register};
use crate::schools::{PotId, Urn};

/// A pot and what is left in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InPot {
    pub pot: Pot,
    pub available: Pence,
}

/// The pots there are, by id, and the rates that were written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Purse {
    pub pots: Vec<InPot>,
    pub rates: Vec<Rate>,
}

impl Purse {
    pub fn pot(&self, id: PotId) -> Option<&InPot> {
        self.pots.iter().find(|one| one.pot.id == id)
    }

    /// Whether these can be asked to pay.
    ///
    /// # Errors
    /// Why not, in words.
    pub fn may_be_named(&self, pays: &WhoPays) -> Result<(), &'static str> {
        pays.check()?;
        if pays.pots.iter().all(|id| self.pot(*id).is_some()) {
            Ok(())
        } else {
            Err("there is no such pot")
        }
    }

    /// Every pot there is money in, for this need, whoever comes: those that may pay first.
    pub fn choices(&self, need: &Need, ctx: &Context) -> Vec<PotChoice> {
        let pots = self.pots.iter().map(|one| (&one.pot, one.available));
        choices(pots, &ctx.types, asked(need), ctx.as_at)
    }
}

/// What a need asks of a pot, whoever comes.
fn asked(need: &Need) -> Work<'_> {
    Work {
        school: need.draft.urn,
        name: &need.school,
        governance: need.governance,
        phase: need.phase,
        organisation: need.organisation.as_deref(),
        area: Some(need.draft.area),
        leader_type: need.draft.area,
        home: None,
        home_organisation: None,
        from: need.draft.from,
        day: Pence::ZERO,
    }
}

/// The trust or federation a school belongs to, as the register says.
fn organisation(register: &Register, school: Urn) -> Option<&str> {
    let bodies = &register.get(&school)?.to;
    [BodyKind::Trust, BodyKind::Federation]
        .into_iter()
        .find_map(|kind| bodies.iter().find(|body| body.kind == kind))
        .map(|body| body.name.as_str())
}

/// A match at its price, as pots look at it; none: nobody says what a day of this leader costs.
pub(super) fn work<'a>(
    leader: &Leader,
    need: &'a Need,
    ctx: &'a Context,
) -> Option<(Work<'a>, Rate)> {
    let kind = leader.designation.kind;
    let rate = rate_on(&ctx.purse.rates, &ctx.types, kind, ctx.as_at)?;
    let work = Work {
        leader_type: kind,
        home: leader.home,
        home_organisation: leader
            .home
            .and_then(|home| organisation(&ctx.register, home)),
        day: rate.day,
        ..asked(need)
    };
    Some((work, rate))
}

/// Shares the cost of a match among those who are named, out of what `left` says each pot has.
pub(super) fn shared(
    need: &Need,
    rate: Rate,
    pays: &WhoPays,
    ctx: &Context,
    left: impl Fn(&InPot) -> Pence,
) -> Result<Payers, Unpaid> {
    let half_days = need.draft.half_days;
    let pots: Vec<(&Pot, Pence)> = pays
        .pots
        .iter()
        .filter_map(|id| ctx.purse.pot(*id))
        .map(|one| (&one.pot, left(one)))
        .collect();
    let whole = cost(rate.day, half_days);
    who_pays(whole, half_days, rate.brokerage, pays, &pots)
}

/// Rules H10 and H11: every reason why those who are named do not pay for this match. Where nobody is named
/// nothing is refused.
pub(in crate::brokerage) fn refusals(leader: &Leader, need: &Need, ctx: &Context) -> Vec<Refusal> {
    let Some(pays) = ctx.pays.get(&need.id) else {
        return Vec::new();
    };
    let Some((work, rate)) = work(leader, need, ctx) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for id in &pays.pots {
        let (pot, reasons) = match ctx.purse.pot(*id) {
            Some(one) => (one.pot.name.clone(), eligible(&one.pot, &work, ctx.as_at)),
            None => ("A pot that was named".to_owned(), vec![gone()]),
        };
        found.extend(reasons.into_iter().map(|reason| Refusal::Pot {
            pot: pot.clone(),
            reason,
        }));
    }
    if let Err(Unpaid::NotEnough {
        cost,
        short,
        available,
    }) = shared(need, rate, pays, ctx, |one| one.available)
    {
        found.push(Refusal::PotsShort {
            cost,
            short,
            available,
        });
    }
    found
}

fn gone() -> PotRefusal {
    PotRefusal::NotThere {
        standing: "in the book no more".to_owned(),
    }
}
