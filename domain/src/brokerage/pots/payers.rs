//! Who pays: one pot or several, in an order, or the school, or both.

use serde::{Deserialize, Serialize};

use super::pence::Pence;
use super::pot::Pot;
use super::rate::Brokerage;
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

/// Pots one piece of support asks at most.
pub const MOST_POTS: usize = 4;

impl WhoPays {
    /// Whether they can be asked as they are named.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn check(&self) -> Result<(), &'static str> {
        let twice = |at: usize| self.pots[..at].contains(&self.pots[at]);
        if self.pots.is_empty() && !self.school {
            Err("say who pays: a pot, several, or the school")
        } else if self.pots.len() > MOST_POTS {
            Err("at most four pots pay for one piece of support")
        } else if (1..self.pots.len()).any(twice) {
            Err("a pot is named twice")
        } else {
            Ok(())
        }
    }
}

/// What one pot pays of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PotShare {
    pub pot: PotId,
    pub amount: Pence,
    /// Of that, what the broker keeps.
    pub broker: Pence,
}

/// Who pays what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Payers {
    pub pots: Vec<PotShare>,
    pub school: Pence,
}

/// Why nobody pays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unpaid {
    #[error("it costs {}, and {}: {} short", .cost.words(), has(.available), .short.words())]
    NotEnough {
        cost: Pence,
        short: Pence,
        available: Vec<(String, Pence)>,
    },
    #[error("say who pays: a pot, several, or the school")]
    NobodyPays,
    #[error("{pot} is asked twice")]
    AskedTwice { pot: String },
}

/// What each of several pots has, in words.
pub(super) fn has(available: &[(String, Pence)]) -> String {
    let all: Vec<String> = available
        .iter()
        .map(|(pot, there)| format!("{pot} has {} available", there.words()))
        .collect();
    match all.as_slice() {
        [] => "no pot is asked".to_owned(),
        all => all.join(", "),
    }
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
) -> Result<Payers, Unpaid> {
    if asked.pots.is_empty() && !asked.school {
        return Err(Unpaid::NobodyPays);
    }
    // Free is free: what a subscription covers no school pays the rest of.
    let free = pots.iter().any(|(pot, _)| pot.rules.subscribers.is_some());
    let mut payers = Payers::default();
    let mut left = cost;
    for (at, (pot, available)) in pots.iter().enumerate() {
        if pots[..at].iter().any(|(other, _)| other.id == pot.id) {
            return Err(Unpaid::AskedTwice {
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
            return Err(Unpaid::NotEnough {
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
