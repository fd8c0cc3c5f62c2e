//! What money is put aside for: a case, or something written by hand. Its price is fixed when it is put
//! aside, so that a later rate changes nothing that was agreed.

use serde::{Deserialize, Serialize};

use super::{Brokerage, Pence, PotShare};
use crate::brokerage::HalfDays;
use crate::brokerage::pots::cost;
use crate::calendar::Date;
use crate::schools::{CaseId, CommitmentId, Key, PotId, Urn, VisitId};

/// Support that is paid for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    pub id: CommitmentId,
    /// None: written by hand.
    pub case: Option<CaseId>,
    /// "Early reading at Copley Bridge".
    pub what: String,
    pub recipient: Urn,
    pub area: Option<Key>,
    pub leader_type: Key,
    /// The leader's school; none: they belong to no school.
    pub home: Option<Urn>,
    pub half_days: HalfDays,
    /// The first day of the support: which school year it counts to.
    pub from: Date,
    pub day: Pence,
    pub brokerage: Brokerage,
    pub pots: Vec<PotShare>,
    /// What the school that is helped pays itself.
    pub school: Pence,
    /// Half-days used so far, and by which visits.
    #[serde(default)]
    pub used: HalfDays,
    #[serde(default)]
    pub visits: Vec<VisitId>,
}

impl Commitment {
    pub fn cost(&self) -> Pence {
        cost(self.day, self.half_days)
    }

    pub fn of_pot(&self, pot: PotId) -> Option<PotShare> {
        self.pots.iter().copied().find(|share| share.pot == pot)
    }

    /// What the pots pay in all.
    pub fn from_pots(&self) -> Pence {
        Pence(self.cost().0 - self.school.0)
    }

    /// What the broker keeps of so much of a pot's share: however it is released, the parts make the
    /// whole.
    pub(super) fn broker_of(share: PotShare, released: Pence) -> Pence {
        share.broker.part(released.0, share.amount.0)
    }

    /// What the broker keeps of so much of what the school pays itself.
    pub(super) fn broker_of_school(&self, paid: Pence) -> Pence {
        let whole = self.brokerage.of(self.cost(), self.half_days);
        whole.part(paid.0, self.cost().0).min(paid)
    }

    /// What the pots have paid for so many half-days: the pots' part of what those cost.
    pub(super) fn pots_for(&self, used: HalfDays) -> Pence {
        let whole = self.cost();
        if whole.0 <= 0 {
            return Pence::ZERO;
        }
        cost(self.day, used).part(self.from_pots().0, whole.0)
    }
}
