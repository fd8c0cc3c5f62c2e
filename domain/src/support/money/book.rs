//! The book: what there is, and where the money stands.

use std::collections::BTreeMap;

use super::account::{Account, Entry, Held, Party, Place, Side};
use super::claim::Claim;
use super::commitment::Commitment;
use super::invoice::{ClawBack, Invoice};
use super::refusal::Refusal;
use super::{Pence, Pot, Rate};
use crate::brokerage::LeaderType;
use crate::brokerage::pots::{InPot, Purse};
use crate::schools::{ChangeId, ClawBackId, CommitmentId, InvoiceId, PotId};

/// What a change makes of a thing: it takes the place of what was there under its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    Pot(Box<Pot>),
    Commitment(Box<Commitment>),
    Invoice(Invoice),
    ClawBack(ClawBack),
    Claim(Claim),
    Rate(Rate),
}

/// What a change does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Done {
    pub entries: Vec<Entry>,
    pub kept: Vec<Kept>,
}

/// Everything there is of money in one authority.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Book {
    pub pots: BTreeMap<PotId, Pot>,
    pub commitments: BTreeMap<CommitmentId, Commitment>,
    pub invoices: BTreeMap<InvoiceId, Invoice>,
    pub claw_backs: BTreeMap<ClawBackId, ClawBack>,
    pub claims: BTreeMap<ChangeId, Claim>,
    /// In the order they were written.
    pub rates: Vec<Rate>,
    pub types: Vec<LeaderType>,
    /// What every account stands at; those at nothing may be left out.
    pub accounts: BTreeMap<Account, Pence>,
}

impl Book {
    /// What an account stands at.
    pub fn at(&self, account: Account) -> Pence {
        self.accounts.get(&account).copied().unwrap_or_default()
    }

    /// What a pot holds for one commitment at one place.
    pub fn holds(&self, pot: PotId, place: Place, commitment: CommitmentId) -> Pence {
        self.at(Account::pot(pot, place, commitment))
    }

    /// What the board looks at: each pot with what is available in it, and what a day costs.
    pub fn purse(&self) -> Purse {
        let pots = self.pots.values().map(|pot| InPot {
            available: self.available(pot.id),
            pot: pot.clone(),
        });
        Purse {
            pots: pots.collect(),
            rates: self.rates.clone(),
        }
    }

    pub fn available(&self, pot: PotId) -> Pence {
        self.at(Account::available(pot))
    }

    /// What stands on one side of a party.
    pub fn party(&self, party: Party, side: Side) -> Pence {
        self.at(Account::party(party, side))
    }

    /// Where a pot's money is.
    pub fn held(&self, of: PotId) -> Held {
        let carried = self.at(Account::Carried(of)).back();
        let granted = self.at(Account::Funder(of)).back();
        let mut held = Held {
            came_in: granted.plus(carried).unwrap_or(Pence(i64::MAX)),
            carried,
            ..Held::default()
        };
        let first = Account::Pot {
            pot: of,
            place: Place::Available,
            commitment: None,
        };
        for (account, amount) in self.accounts.range(first..) {
            let Account::Pot { pot, place, .. } = account else {
                break;
            };
            if *pot != of {
                break;
            }
            let sum = held.at_mut(*place);
            *sum = sum.plus(*amount).unwrap_or(Pence(i64::MAX));
        }
        held
    }

    /// What the accounts would stand at; only those that change.
    ///
    /// # Errors
    /// Where an account would fall below nothing that may not, or a sum is no number.
    pub(super) fn after(&self, entries: &[Entry]) -> Result<BTreeMap<Account, Pence>, Refusal> {
        let mut changed: BTreeMap<Account, Pence> = BTreeMap::new();
        for entry in entries {
            let now = changed
                .get(&entry.account)
                .copied()
                .unwrap_or_else(|| self.at(entry.account));
            let sum = now.plus(entry.amount).ok_or(Refusal::TooMuch)?;
            if sum.0.unsigned_abs() > 1 << 60 {
                return Err(Refusal::TooMuch);
            }
            changed.insert(entry.account, sum);
        }
        for (account, sum) in &changed {
            if *sum >= Pence::ZERO || account.may_be_owing() {
                continue;
            }
            let there = self.at(*account);
            let asked = Pence(there.0.saturating_sub(sum.0));
            return Err(match account {
                Account::Pot { pot, place, .. } => Refusal::Short {
                    pot: self.name(*pot),
                    place: *place,
                    there,
                    asked,
                },
                _ => Refusal::MoreThanDue { due: there, asked },
            });
        }
        Ok(changed)
    }

    pub(super) fn name(&self, pot: PotId) -> String {
        self.pots
            .get(&pot)
            .map_or_else(String::new, |pot| pot.name.clone())
    }

    /// Writes what was decided.
    ///
    /// # Errors
    /// As the decision would: nothing is written then.
    pub fn post(&mut self, done: &Done) -> Result<(), Refusal> {
        let changed = self.after(&done.entries)?;
        self.accounts.extend(changed);
        for kept in &done.kept {
            match kept.clone() {
                Kept::Pot(pot) => drop(self.pots.insert(pot.id, *pot)),
                Kept::Commitment(work) => drop(self.commitments.insert(work.id, *work)),
                Kept::Invoice(invoice) => drop(self.invoices.insert(invoice.id, invoice)),
                Kept::ClawBack(one) => drop(self.claw_backs.insert(one.id, one)),
                Kept::Claim(claim) => drop(self.claims.insert(claim.id, claim)),
                Kept::Rate(rate) => self.rates.push(rate),
            }
        }
        Ok(())
    }

    /// What is asked back of a commitment in a pot and not answered yet.
    pub(super) fn asked_back(&self, pot: PotId, commitment: CommitmentId) -> Option<Pence> {
        Pence::sum(
            self.claw_backs
                .values()
                .filter(|one| {
                    one.pot == pot && one.commitment == commitment && one.answer.is_none()
                })
                .map(|one| one.amount),
        )
    }
}
