//! Who pays: one pot or several, in an order, or the school, or both.

use serde::{Deserialize, Serialize};

use super::commitment::PotShare;
use super::pence::Pence;
use super::pot::Pot;
use super::rate::Brokerage;
use super::refusal::Refusal;
use crate::brokerage::HalfDays;
use crate::schools::PotId;

/// Who is asked to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhoPays {
    /// Pots in the order they are asked: each pays what is left as far as it goes.
    pub pots: Vec<PotId>,
    /// The school that is helped pays what no pot does.
    pub school: bool,
}

/// Who pays what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Payers {
    pub pots: Vec<PotShare>,
    pub school: Pence,
}

/// Shares a cost out. What the first pot has available it pays, then the next; a subscription pays the
/// whole of what it covers, and the school nothing.
///
/// # Errors
/// Where nobody is asked, a pot is asked twice, or together they have not enough and the school does
/// not pay the rest.
pub fn who_pays(
    cost: Pence,
    half_days: HalfDays,
    brokerage: Brokerage,
    asked: &WhoPays,
    pots: &[(&Pot, Pence)],
) -> Result<Payers, Refusal> {
    if asked.pots.is_empty() && !asked.school {
        return Err(Refusal::NobodyPays);
    }
    // Free is free: what a subscription covers no school pays the rest of.
    let free = pots.iter().any(|(pot, _)| pot.rules.subscribers.is_some());
    let mut payers = Payers::default();
    let mut left = cost;
    for (at, (pot, available)) in pots.iter().enumerate() {
        if pots[..at].iter().any(|(other, _)| other.id == pot.id) {
            return Err(Refusal::AskedTwice {
                pot: pot.name.clone(),
            });
        }
        let amount = left.min((*available).max(Pence::ZERO));
        if amount.0 == 0 {
            continue;
        }
        let kept = pot.rules.brokerage.unwrap_or(brokerage);
        let broker = match kept {
            Brokerage::Share(_) => kept.of(amount, half_days),
            // So much a day of the whole: of a part of it, a part.
            Brokerage::ADay(_) => kept.of(cost, half_days).part(amount.0, cost.0).min(amount),
        };
        payers.pots.push(PotShare {
            pot: pot.id,
            amount,
            broker,
        });
        left = left.without(amount);
    }
    if left > Pence::ZERO {
        if free || !asked.school {
            return Err(Refusal::NotEnough {
                cost,
                short: left,
                available: pots
                    .iter()
                    .map(|(pot, available)| (pot.name.clone(), *available))
                    .collect(),
            });
        }
        payers.school = left;
    }
    Ok(payers)
}
