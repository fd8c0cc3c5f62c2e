//! The money a school was given for support in a school year, pot by pot, with what comes from years before.

use serde::{Deserialize, Serialize};

use super::account::{Held, Place};
use super::book::Book;
use super::commitment::Commitment;
use crate::brokerage::pots::{Pence, YearKind};
use crate::schools::{PotId, Urn};
use crate::support::Part;

/// What one pot paid for the school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolYearPot {
    pub id: PotId,
    pub name: String,
    /// Of all that is in the pot, what was carried forward from a year before.
    pub carried: Pence,
    /// Put aside for this school for support of earlier years, and not used.
    pub earlier: Pence,
    /// For support of this year: put aside, agreed, used and released.
    pub held: Held,
}

/// The money of the school in the year.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SchoolYearMoney {
    /// For those who keep the money; empty for others, and where no pot pays.
    pub pots: Vec<SchoolYearPot>,
    pub earlier: Pence,
    pub held: Held,
    /// What the school pays itself.
    pub school: Pence,
}

impl Book {
    /// The money put aside for a school: of work that begins in the year, and of work of earlier years what is not used.
    pub fn of_school_year(&self, school: Urn, year: i32) -> SchoolYearMoney {
        let mut whole = SchoolYearMoney::default();
        let mine = self
            .commitments
            .values()
            .filter(|one| one.recipient == school);
        let (mut now, mut before): (Vec<&Commitment>, Vec<&Commitment>) = (Vec::new(), Vec::new());
        for work in mine {
            match YearKind::Academic.of(work.from) {
                of if of == year => now.push(work),
                of if of < year => before.push(work),
                _ => {}
            }
        }
        for pot in self.pots.values() {
            let mut held = Held::default();
            for (work, place) in now.iter().flat_map(|one| places().map(move |at| (one, at))) {
                let amount = self.holds(pot.id, place, work.id);
                let sum = held.at_mut(place);
                *sum = add(*sum, amount);
                held.came_in = add(held.came_in, amount);
            }
            let open = [Place::Reserved, Place::Committed];
            let earlier = before
                .iter()
                .flat_map(|one| open.map(|place| self.holds(pot.id, place, one.id)))
                .fold(Pence::ZERO, add);
            if held.came_in == Pence::ZERO && earlier == Pence::ZERO {
                continue;
            }
            for place in places() {
                let sum = whole.held.at_mut(place);
                *sum = add(*sum, held.at(place));
            }
            whole.held.came_in = add(whole.held.came_in, held.came_in);
            whole.earlier = add(whole.earlier, earlier);
            whole.pots.push(SchoolYearPot {
                id: pot.id,
                name: pot.name.clone(),
                carried: self.held(pot.id).carried.max(Pence::ZERO),
                earlier,
                held,
            });
        }
        whole.school = now.iter().map(|one| one.school).fold(Pence::ZERO, add);
        whole
    }
}

fn places() -> impl Iterator<Item = Place> {
    [
        Place::Reserved,
        Place::Committed,
        Place::Drawn,
        Place::Released,
    ]
    .into_iter()
}

fn add(one: Pence, other: Pence) -> Pence {
    one.plus(other).unwrap_or(Pence(i64::MAX))
}

impl SchoolYearPot {
    /// Used by visits or paid on.
    pub fn spent(&self) -> Pence {
        add(self.held.drawn, self.held.released)
    }

    /// Put aside for this school and not used: of this year and of earlier ones.
    pub fn left(&self) -> Pence {
        add(add(self.held.reserved, self.held.committed), self.earlier)
    }
}

impl SchoolYearMoney {
    pub fn spent(&self) -> Pence {
        add(self.held.drawn, self.held.released)
    }

    pub fn left(&self) -> Pence {
        add(add(self.held.reserved, self.held.committed), self.earlier)
    }

    /// As a reader may read it, by the same rule as the money of one case.
    #[must_use]
    pub fn seen(mut self, part: Part) -> Option<Self> {
        match part {
            Part::Broker | Part::Officer => Some(self),
            Part::Head | Part::Governor => {
                self.pots.clear();
                Some(self)
            }
            Part::Leader | Part::HomeHead | Part::PartnershipLead => None,
        }
    }
}
