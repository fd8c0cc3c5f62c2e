//! The agreement all sign. A change of it is a new version, signed anew.

use serde::{Deserialize, Serialize};

use super::part::Part;
use crate::brokerage::HalfDays;
use crate::calendar::{Date, Moment};
use crate::schools::By;

/// What is agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    pub half_days: HalfDays,
    pub from: Date,
    pub to: Date,
    /// How one will know that it helped.
    pub measures: String,
    /// What each side does: "done with", not "done to".
    pub roles: String,
    /// Pence a day, as charged.
    pub day_rate: u32,
    /// Who pays.
    pub payer: String,
    /// Weeks either side gives when it withdraws.
    pub notice_weeks: u32,
    /// The chair of governors signs too.
    #[serde(default)]
    pub chair_signs: bool,
}

/// A name under an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    pub part: Part,
    pub by: By,
    pub at: Moment,
}

/// Whose signature somebody gives: where nobody brokers, the authority signs in the broker's place.
pub(super) fn signs_for(part: Part) -> Part {
    if part == Part::Officer {
        Part::Broker
    } else {
        part
    }
}

/// One version of the agreement, and who has signed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// From 1.
    pub version: u32,
    pub drafted: Moment,
    pub terms: Terms,
    pub signatures: Vec<Signature>,
}

impl Agreement {
    /// Who must sign: the school helped, the leader's own school (the leader where there is none here), the
    /// broker, and the chair of governors where it says so.
    pub fn signers(&self, has_home: bool) -> Vec<Part> {
        let lends = if has_home {
            Part::HomeHead
        } else {
            Part::Leader
        };
        let mut all = vec![Part::Head, lends, Part::Broker];
        if self.terms.chair_signs {
            all.push(Part::Governor);
        }
        all
    }

    /// Who must sign still.
    pub fn unsigned(&self, has_home: bool) -> Vec<Part> {
        let signed = |part: &Part| {
            self.signatures
                .iter()
                .any(|one| signs_for(one.part) == *part)
        };
        let mut left = self.signers(has_home);
        left.retain(|part| !signed(part));
        left
    }

    /// Pence for all its days.
    pub fn cost(&self) -> u64 {
        u64::from(self.terms.day_rate) * u64::from(self.terms.half_days.0) / 2
    }
}
