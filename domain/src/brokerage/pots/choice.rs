//! Which pots could pay for a school's support, before anybody is chosen to come.

use serde::{Deserialize, Serialize};

use super::eligibility::{PotRefusal, Work, eligible};
use super::pence::Pence;
use super::pot::Pot;
use crate::brokerage::LeaderType;
use crate::calendar::Date;
use crate::schools::{Key, PotId};

/// A pot, and whether it may pay for this school's support at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PotChoice {
    pub id: PotId,
    pub name: String,
    pub available: Pence,
    /// Why it does not pay, whoever comes; empty: it may.
    pub reasons: Vec<PotRefusal>,
}

/// Every pot there is money in, for this support: those that may pay first.
pub fn choices<'a>(
    pots: impl IntoIterator<Item = (&'a Pot, Pence)>,
    types: &[LeaderType],
    work: Work<'_>,
    today: Date,
) -> Vec<PotChoice> {
    let mut found: Vec<PotChoice> = pots
        .into_iter()
        .filter(|(pot, _)| pot.standing.is_there())
        .map(|(pot, available)| PotChoice {
            id: pot.id,
            name: pot.name.clone(),
            available,
            reasons: whoever_comes(pot, types, work, today),
        })
        .collect();
    found.sort_by(|one, other| {
        let key = |pot: &PotChoice| (!pot.reasons.is_empty(), pot.name.clone(), pot.id);
        key(one).cmp(&key(other))
    });
    found
}

/// Why a pot does not pay for this, whoever comes: asked of a leader the pot would pay.
fn whoever_comes(pot: &Pot, types: &[LeaderType], work: Work<'_>, today: Date) -> Vec<PotRefusal> {
    let subscribed = pot.rules.subscribers.as_ref();
    let covered = |kind: &Key| subscribed.is_none_or(|all| !all.except_types.contains(kind));
    let paid = pot.rules.leader_types.iter().find(|kind| covered(kind));
    let any = types.iter().map(|kind| &kind.id).find(|kind| covered(kind));
    let Some(kind) = paid.or(any).copied() else {
        return Vec::new();
    };
    let work = Work {
        leader_type: kind,
        home: None,
        home_organisation: None,
        day: Pence::ZERO,
        ..work
    };
    eligible(pot, &work, today)
}
