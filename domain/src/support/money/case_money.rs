//! The money of one case: where it is, and what of that each part reads.

use serde::{Deserialize, Serialize};

use super::account::{Held, Place};
use super::book::Book;
use super::commitment::Commitment;
use super::eligibility::asked;
use super::{Brokerage, Pence, PotChoice};
use crate::brokerage::pots::choices;
use crate::calendar::Date;
use crate::schools::{CaseId, Key, School};
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
        let pots = self.pots.values().map(|pot| (pot, self.available(pot.id)));
        // Whoever comes: the type is each pot's own to say.
        let work = asked(school, Some(area), area, from);
        choices(pots, &self.types, work, today)
    }
}
