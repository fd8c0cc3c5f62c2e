//! Accounts, and the entries that move money between them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Pence;
use crate::schools::{CommitmentId, PotId, Urn};

/// How far a pot's money has gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// For nothing yet.
    Available,
    /// Put aside: somebody is matched.
    Reserved,
    /// Agreed and signed.
    Committed,
    /// Used by visits.
    Drawn,
    /// Paid on, because a report was accepted.
    Released,
}

impl Place {
    pub const ALL: [Self; 5] = [
        Self::Available,
        Self::Reserved,
        Self::Committed,
        Self::Drawn,
        Self::Released,
    ];

    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Reserved => "reserved",
            Self::Committed => "committed",
            Self::Drawn => "drawn",
            Self::Released => "released",
        }
    }
}

/// Who owes or is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// A school that pays for support itself.
    School(Urn),
    /// A leader's school; none: leaders who belong to no school.
    Home(Option<Urn>),
    /// Who brings the two together.
    Broker,
}

/// How far what somebody owes or is owed has gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Where the money of a school that pays comes from: stands at minus what it was asked for.
    Charged,
    /// Theirs, and on no invoice.
    Due,
    /// On an invoice that is not paid.
    Invoiced,
    Paid,
}

/// Where money is. Money that is here is more than nothing; where it comes from stands below nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Account {
    /// Where a pot's money comes from: stands at minus what the funder gave.
    Funder(PotId),
    /// What comes from an earlier pot or goes on into a later one: stands at minus what was carried in.
    Carried(PotId),
    Pot {
        pot: PotId,
        place: Place,
        /// What it is put aside for; none: it is available.
        commitment: Option<CommitmentId>,
    },
    /// What a pot has paid on: stands at minus what was released.
    Spent(PotId),
    Party {
        party: Party,
        side: Side,
    },
}

impl Account {
    pub(super) fn pot(pot: PotId, place: Place, commitment: CommitmentId) -> Self {
        Self::Pot {
            pot,
            place,
            commitment: Some(commitment),
        }
    }

    pub(super) fn available(pot: PotId) -> Self {
        Self::Pot {
            pot,
            place: Place::Available,
            commitment: None,
        }
    }

    pub(super) fn party(party: Party, side: Side) -> Self {
        Self::Party { party, side }
    }

    /// Whether it may stand below nothing: only where money comes from, and what somebody owes back.
    pub(super) fn may_be_owing(self) -> bool {
        match self {
            Self::Funder(_) | Self::Carried(_) | Self::Spent(_) => true,
            Self::Pot { .. } => false,
            Self::Party { side, .. } => matches!(side, Side::Charged | Side::Due),
        }
    }

    /// The pot it is of.
    pub fn of_pot(self) -> Option<PotId> {
        match self {
            Self::Funder(pot) | Self::Carried(pot) | Self::Spent(pot) | Self::Pot { pot, .. } => {
                Some(pot)
            }
            Self::Party { .. } => None,
        }
    }
}

/// One line of a change: more than nothing comes in (debit), less goes out (credit).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub account: Account,
    pub amount: Pence,
}

/// Whether debits and credits are equal, in all and for each pot.
pub fn balanced(entries: &[Entry]) -> bool {
    let mut pots: BTreeMap<PotId, i128> = BTreeMap::new();
    let mut all = 0_i128;
    for entry in entries {
        all += i128::from(entry.amount.0);
        // What a pot has paid on balances with those who were paid.
        if let (Some(pot), false) = (
            entry.account.of_pot(),
            matches!(entry.account, Account::Spent(_)),
        ) {
            *pots.entry(pot).or_default() += i128::from(entry.amount.0);
        }
    }
    all == 0 && pots.values().all(|sum| *sum == 0)
}

/// Where a pot's money is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Held {
    /// What came in, less what went back or was carried forward.
    pub came_in: Pence,
    /// Of that, what was carried in, less what was carried forward.
    pub carried: Pence,
    pub available: Pence,
    pub reserved: Pence,
    pub committed: Pence,
    pub drawn: Pence,
    pub released: Pence,
}

impl Held {
    pub fn at(self, place: Place) -> Pence {
        match place {
            Place::Available => self.available,
            Place::Reserved => self.reserved,
            Place::Committed => self.committed,
            Place::Drawn => self.drawn,
            Place::Released => self.released,
        }
    }

    pub(super) fn at_mut(&mut self, place: Place) -> &mut Pence {
        match place {
            Place::Available => &mut self.available,
            Place::Reserved => &mut self.reserved,
            Place::Committed => &mut self.committed,
            Place::Drawn => &mut self.drawn,
            Place::Released => &mut self.released,
        }
    }

    /// Whether the five places hold what came in.
    pub fn adds_up(self) -> bool {
        Pence::sum(Place::ALL.map(|place| self.at(place))) == Some(self.came_in)
    }
}
