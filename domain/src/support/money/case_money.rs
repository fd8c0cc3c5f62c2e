//! The money of one case: where it is, and what of that each part reads.

use serde::{Deserialize, Serialize};

use super::account::{Held, Place};
use super::book::Book;
use super::commitment::Commitment;
use super::eligibility::{PotRefusal, eligible};
use super::pence::Pence;
use super::pot::Pot;
use super::rate::Brokerage;
use crate::brokerage::HalfDays;
use crate::calendar::Date;
use crate::schools::{CaseId, CommitmentId, Key, PotId, School};
use crate::support::Part;

/// Where the money of a case is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseMoney {
    /// What a day costs, as it was when it was put aside.
    pub day: Pence,
    /// What the broker keeps of it.
    #[serde(default)]
    pub brokerage: Option<Brokerage>,
    /// What is put aside or used, from pots.
    pub held: Held,
    /// What the school that is helped pays itself, of what is or will be given.
    pub school: Pence,
    /// By pot: for those who keep the money.
    #[serde(default)]
    pub pots: Vec<(String, Held)>,
}

impl CaseMoney {
    /// Put aside or agreed, and not used yet.
    pub fn remaining(&self) -> Pence {
        sum([self.held.reserved, self.held.committed])
    }

    /// All that is or will be paid.
    pub fn whole(&self) -> Pence {
        sum([self.held.came_in, self.school])
    }

    /// As this part may read it: which pot pays and what the broker keeps is for those who keep the money; the
    /// leader, and who leads the partnership, read nothing of it.
    pub fn seen(mut self, part: Part) -> Option<Self> {
        match part {
            Part::Broker | Part::Officer => Some(self),
            Part::Head | Part::Governor | Part::HomeHead => {
                self.pots.clear();
                self.brokerage = None;
                Some(self)
            }
            Part::Leader | Part::PartnershipLead => None,
        }
    }
}

fn sum(all: impl IntoIterator<Item = Pence>) -> Pence {
    Pence::sum(all).unwrap_or(Pence(i64::MAX))
}

/// A pot, and whether it may pay for this school's support at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PotChoice {
    pub id: PotId,
    pub name: String,
    pub available: Pence,
    /// Why it does not pay, whoever comes; empty: it may.
    pub reasons: Vec<PotRefusal>,
}

impl Book {
    /// Where the money of a case is; none: none was put aside for it.
    pub fn case_money(&self, case: CaseId) -> Option<CaseMoney> {
        let all: Vec<&Commitment> = self
            .commitments
            .values()
            .filter(|one| one.case == Some(case))
            .collect();
        // What the work goes on under; of what has ended, the last that was used.
        let last = all
            .iter()
            .max_by_key(|one| (one.used < one.half_days, one.used, one.from, one.id))?;
        let mut pots: Vec<(String, Held)> = Vec::new();
        let mut whole = Held::default();
        for (work, share) in all
            .iter()
            .flat_map(|one| one.pots.iter().map(move |share| (one, share)))
        {
            let name = self.name(share.pot);
            let at = match pots.iter().position(|(of, _)| *of == name) {
                Some(at) => at,
                None => {
                    pots.push((name, Held::default()));
                    pots.len() - 1
                }
            };
            for place in [
                Place::Reserved,
                Place::Committed,
                Place::Drawn,
                Place::Released,
            ] {
                let amount = self.holds(share.pot, place, work.id);
                for held in [&mut pots[at].1, &mut whole] {
                    let sum = held.at_mut(place);
                    *sum = sum.plus(amount).unwrap_or(*sum);
                    held.came_in = held.came_in.plus(amount).unwrap_or(held.came_in);
                }
            }
        }
        Some(CaseMoney {
            day: last.day,
            brokerage: Some(last.brokerage),
            held: whole,
            school: sum(all.iter().map(|one| one.school)),
            pots: pots
                .into_iter()
                .filter(|(_, held)| held.came_in != Pence::ZERO)
                .collect(),
        })
    }

    /// Every pot there is money in, for support of this school from this day: those that may pay first.
    pub fn choices(&self, school: &School, area: Key, from: Date, today: Date) -> Vec<PotChoice> {
        let mut found: Vec<PotChoice> = self
            .pots
            .values()
            .filter(|pot| pot.standing.is_there())
            .map(|pot| PotChoice {
                id: pot.id,
                name: pot.name.clone(),
                available: self.available(pot.id),
                reasons: self.whoever_comes(pot, school, (area, from), today),
            })
            .collect();
        found.sort_by(|one, other| {
            let key = |pot: &PotChoice| (!pot.reasons.is_empty(), pot.name.clone(), pot.id);
            key(one).cmp(&key(other))
        });
        found
    }

    /// Why a pot does not pay for this school, whoever comes: asked of a leader the pot would pay.
    fn whoever_comes(
        &self,
        pot: &Pot,
        school: &School,
        (area, from): (Key, Date),
        today: Date,
    ) -> Vec<PotRefusal> {
        let subscribed = pot.rules.subscribers.as_ref();
        let covered = |kind: &Key| subscribed.is_none_or(|all| !all.except_types.contains(kind));
        let paid = pot.rules.leader_types.iter().find(|kind| covered(kind));
        let any = self
            .types
            .iter()
            .map(|kind| &kind.id)
            .find(|kind| covered(kind));
        let Some(kind) = paid.or(any).copied() else {
            return Vec::new();
        };
        let work = Commitment {
            id: CommitmentId(uuid::Uuid::nil()),
            case: None,
            what: String::new(),
            recipient: school.urn,
            area: Some(area),
            leader_type: kind,
            home: None,
            half_days: HalfDays(1),
            from,
            day: Pence::ZERO,
            brokerage: Brokerage::ADay(Pence::ZERO),
            pots: Vec::new(),
            school: Pence::ZERO,
            used: HalfDays(0),
            visits: Vec::new(),
        };
        eligible(pot, &work, school, None, today)
    }
}
