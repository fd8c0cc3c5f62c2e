//! One report for several pots, where they pay for the same school.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::account::Account;
use super::book::Book;
use super::{Pence, YearKind};
use crate::schools::{PotId, Urn};

/// One report for all the money a school had in a school year, whatever pots it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Combined {
    pub school: Urn,
    /// The calendar year the school year begins in.
    pub year: i32,
    /// In the order of their ids, with what was put aside from each.
    pub pots: Vec<(PotId, Pence)>,
}

/// Which pots one report covers: those that pay for the same school in the same school year, what was
/// carried forward included.
pub fn combined(book: &Book) -> Vec<Combined> {
    let mut found: BTreeMap<(Urn, i32), BTreeMap<PotId, Pence>> = BTreeMap::new();
    for (account, amount) in &book.accounts {
        let Account::Pot {
            pot,
            commitment: Some(commitment),
            ..
        } = account
        else {
            continue;
        };
        let Some(commitment) = book.commitments.get(commitment) else {
            continue;
        };
        if amount.0 == 0 {
            continue;
        }
        let year = YearKind::Academic.of(commitment.from);
        let sum = found
            .entry((commitment.recipient, year))
            .or_default()
            .entry(*pot)
            .or_default();
        *sum = sum.plus(*amount).unwrap_or(Pence(i64::MAX));
    }
    found
        .into_iter()
        .map(|((school, year), pots)| Combined {
            school,
            year,
            pots: pots.into_iter().collect(),
        })
        .collect()
}
