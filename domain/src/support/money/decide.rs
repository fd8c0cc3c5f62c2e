//! What a change does to the book, or why not. Here what concerns pots and papers; what concerns one
//! commitment is beside it.

use std::collections::BTreeMap;

use super::account::{Account, Entry, Party, Place, Side, balanced};
use super::book::{Book, Done, Kept};
use super::change::{Change, NewInvoice};
use super::claim::Looked;
use super::invoice::Invoice;
use super::refusal::Refusal;
use super::{Pence, Pot, Standing, check_pot, check_rate};
use crate::calendar::{Date, add_months};
use crate::schools::{ChangeId, InvoiceId, PersonId, PotId, School, Urn};

/// The longest account of why, characters.
const LONGEST_WHY: usize = 400;

/// A change, and who asks for it when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub id: ChangeId,
    pub by: PersonId,
    pub on: Date,
    pub why: String,
    pub change: Change,
}

/// What the book does not hold and has to know.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    pub schools: &'a BTreeMap<Urn, School>,
}

/// Money from one account into another.
pub(super) fn moved(from: Account, to: Account, amount: Pence) -> [Entry; 2] {
    [
        Entry {
            account: from,
            amount: amount.back(),
        },
        Entry {
            account: to,
            amount,
        },
    ]
}

/// A sum that can be moved.
pub(super) fn sum(amount: Pence) -> Result<Pence, Refusal> {
    if (Pence(1)..=Pence::MOST).contains(&amount) {
        Ok(amount)
    } else {
        Err(Refusal::Amount)
    }
}

impl Done {
    pub(super) fn moving(entries: impl IntoIterator<Item = Entry>) -> Self {
        Self {
            // Nothing moved is no entry.
            entries: entries
                .into_iter()
                .filter(|entry| entry.amount != Pence::ZERO)
                .collect(),
            kept: Vec::new(),
        }
    }

    #[must_use]
    pub(super) fn keeping(mut self, kept: Kept) -> Self {
        self.kept.push(kept);
        self
    }
}

impl Book {
    /// What a change does.
    ///
    /// # Errors
    /// Why it is not made. Nothing has changed then.
    pub fn decide(&self, asked: &Asked, facts: Facts<'_>) -> Result<Done, Refusal> {
        if !(1..=LONGEST_WHY).contains(&asked.why.trim().chars().count()) {
            return Err(Refusal::Why);
        }
        let done = match &asked.change {
            Change::AddPot { pot } => self.add_pot(pot),
            Change::SetRules {
                pot,
                rules,
                reports,
            } => self.set_rules(*pot, rules, reports, facts),
            Change::Bid {
                pot,
                becomes,
                amount,
            } => self.bid(*pot, becomes, *amount),
            Change::CarryIn { pot, amount } => {
                let pot = self.open(*pot)?.id;
                let to = Account::available(pot);
                Ok(Done::moving(moved(
                    Account::Carried(pot),
                    to,
                    sum(*amount)?,
                )))
            }
            Change::Grant { pot, amount } => self.grant(*pot, *amount),
            Change::CarryForward { from, to, amount } => self.carry(*from, *to, *amount),
            Change::Reserve { work, payers } => self.reserve(asked, work, payers, facts),
            Change::Commit { commitment } => self.commit(*commitment),
            Change::Draw {
                commitment,
                half_days,
                visit,
            } => self.draw(*commitment, *half_days, *visit),
            Change::Release {
                pot,
                commitment,
                amount,
            } => self.release(asked, *pot, *commitment, *amount),
            Change::Return {
                pot,
                from,
                commitment,
                amount,
            } => self.give_back(*pot, *from, *commitment, *amount),
            Change::End { commitment } => self.end(*commitment),
            Change::Invoice { invoice } => self.invoice(asked, invoice),
            Change::Pay { invoice } => self.pay(asked, *invoice),
            Change::AskBack {
                id,
                pot,
                commitment,
                amount,
            } => self.ask_back(asked, *id, (*pot, *commitment), *amount),
            Change::AnswerBack { id, approved } => self.answer_back(asked, *id, *approved),
            Change::Report { covers } => self.report(asked, covers),
            Change::SetRate { rate } => check_rate(rate, &self.types)
                .map(|()| Done::default().keeping(Kept::Rate(*rate)))
                .map_err(Refusal::Rate),
            Change::LookAt { claim, found } => self.look_at(*claim, found),
        }?;
        self.after(&done.entries)?;
        debug_assert!(balanced(&done.entries), "{done:?}");
        Ok(done)
    }

    pub(super) fn pot(&self, id: PotId) -> Result<&Pot, Refusal> {
        self.pots.get(&id).ok_or(Refusal::NoSuchPot)
    }

    /// A pot that money may move in.
    pub(super) fn open(&self, id: PotId) -> Result<&Pot, Refusal> {
        let pot = self.pot(id)?;
        if pot.standing.is_there() {
            Ok(pot)
        } else {
            Err(Refusal::NotThere {
                pot: pot.name.clone(),
                standing: pot.standing.word(),
            })
        }
    }

    fn add_pot(&self, pot: &Pot) -> Result<Done, Refusal> {
        if self.pots.contains_key(&pot.id) {
            return Err(Refusal::Already);
        }
        check_pot(pot).map_err(Refusal::Pot)?;
        let mut pot = pot.clone();
        pot.name = pot.name.trim().to_owned();
        pot.funder = pot.funder.trim().to_owned();
        pot.reports.sort_by_key(|report| report.due);
        Ok(Done::default().keeping(Kept::Pot(Box::new(pot))))
    }

    fn bid(&self, pot: PotId, becomes: &Standing, amount: Option<Pence>) -> Result<Done, Refusal> {
        let mut pot = self.pot(pot)?.clone();
        pot.standing.may_become(becomes)?;
        if let Some(amount) = amount {
            pot.amount = sum(amount)?;
        }
        pot.standing = becomes.clone();
        Ok(Done::default().keeping(Kept::Pot(Box::new(pot))))
    }

    fn grant(&self, pot: PotId, amount: Pence) -> Result<Done, Refusal> {
        let pot = self.open(pot)?;
        let amount = sum(amount)?;
        let came_in = self.at(Account::Funder(pot.id)).back();
        let becomes = came_in.plus(amount).ok_or(Refusal::TooMuch)?;
        if becomes > pot.amount {
            return Err(Refusal::MoreThanAwarded {
                awarded: pot.amount,
                came_in,
                over: becomes.without(pot.amount),
            });
        }
        Ok(Done::moving(moved(
            Account::Funder(pot.id),
            Account::available(pot.id),
            amount,
        )))
    }

    fn carry(&self, from: PotId, to: PotId, amount: Pence) -> Result<Done, Refusal> {
        if from == to {
            return Err(Refusal::IntoItself);
        }
        let (from, to, amount) = (self.open(from)?.id, self.open(to)?.id, sum(amount)?);
        let out = moved(Account::available(from), Account::Carried(from), amount);
        let on = moved(Account::Carried(to), Account::available(to), amount);
        Ok(Done::moving(out.into_iter().chain(on)))
    }

    fn report(&self, asked: &Asked, covers: &[(PotId, Date)]) -> Result<Done, Refusal> {
        if covers.is_empty() {
            return Err(Refusal::NoSuchReport);
        }
        let mut pots: BTreeMap<PotId, Pot> = BTreeMap::new();
        for (id, due) in covers {
            let pot = pots.entry(*id).or_insert(self.pot(*id)?.clone());
            let report = pot.reports.iter_mut().find(|one| one.due == *due);
            let report = report.ok_or(Refusal::NoSuchReport)?;
            if report.accepted.is_some() {
                return Err(Refusal::Already);
            }
            report.accepted = Some(asked.on);
        }
        let kept = pots.into_values().map(|pot| Kept::Pot(Box::new(pot)));
        Ok(kept.fold(Done::default(), Done::keeping))
    }

    fn invoice(&self, asked: &Asked, written: &NewInvoice) -> Result<Done, Refusal> {
        if self.invoices.contains_key(&written.id) {
            return Err(Refusal::Already);
        }
        let amount = sum(written.amount)?;
        if !(add_months(asked.on, -12)..=asked.on).contains(&written.issued) {
            return Err(Refusal::InvoiceDay);
        }
        let side = match written.party {
            Party::School(urn) => {
                let work = written.commitment.ok_or(Refusal::NoSuchCommitment)?;
                let work = self.work(work)?;
                if work.recipient != urn {
                    return Err(Refusal::NoSuchCommitment);
                }
                let invoiced = self
                    .invoices
                    .values()
                    .filter(|one| one.commitment == Some(work.id) && one.party == written.party)
                    .map(|one| one.amount);
                let invoiced = Pence::sum(invoiced).ok_or(Refusal::TooMuch)?;
                let due = work.school.without(invoiced);
                if amount > due {
                    return Err(Refusal::MoreThanDue { due, asked: amount });
                }
                Side::Charged
            }
            party => {
                let due = self.party(party, Side::Due);
                if amount > due {
                    return Err(Refusal::MoreThanDue { due, asked: amount });
                }
                Side::Due
            }
        };
        let from = Account::party(written.party, side);
        let to = Account::party(written.party, Side::Invoiced);
        let invoice = Invoice {
            id: written.id,
            party: written.party,
            commitment: written.commitment,
            amount,
            issued: written.issued,
            paid: None,
        };
        Ok(Done::moving(moved(from, to, amount)).keeping(Kept::Invoice(invoice)))
    }

    fn pay(&self, asked: &Asked, id: InvoiceId) -> Result<Done, Refusal> {
        let mut invoice = self
            .invoices
            .get(&id)
            .ok_or(Refusal::NoSuchInvoice)?
            .clone();
        if invoice.paid.is_some() {
            return Err(Refusal::PaidAlready);
        }
        invoice.paid = Some(asked.on);
        let invoiced = Account::party(invoice.party, Side::Invoiced);
        let done = match invoice.party {
            Party::School(_) => self.paid_by_school(&invoice, invoiced)?,
            party => Done::moving(moved(
                invoiced,
                Account::party(party, Side::Paid),
                invoice.amount,
            )),
        };
        Ok(done.keeping(Kept::Invoice(invoice)))
    }

    /// What a school pays is shared between the leader's school and the broker.
    fn paid_by_school(&self, invoice: &Invoice, invoiced: Account) -> Result<Done, Refusal> {
        let work = invoice.commitment.ok_or(Refusal::NoSuchCommitment)?;
        let work = self.work(work)?;
        let before = self
            .invoices
            .values()
            .filter(|one| {
                one.commitment == Some(work.id) && one.party == invoice.party && one.paid.is_some()
            })
            .map(|one| one.amount);
        let before = Pence::sum(before).ok_or(Refusal::TooMuch)?;
        let after = before.plus(invoice.amount).ok_or(Refusal::TooMuch)?;
        let broker = work.broker_of_school(after).0 - work.broker_of_school(before).0;
        let home = invoice.amount.0 - broker;
        Ok(Done::moving([
            Entry {
                account: invoiced,
                amount: invoice.amount.back(),
            },
            Entry {
                account: Account::party(Party::Home(work.home), Side::Due),
                amount: Pence(home),
            },
            Entry {
                account: Account::party(Party::Broker, Side::Due),
                amount: Pence(broker),
            },
        ]))
    }

    fn look_at(&self, id: ChangeId, found: &Looked) -> Result<Done, Refusal> {
        let mut claim = self.claims.get(&id).ok_or(Refusal::NoSuchClaim)?.clone();
        if claim.looked.is_some() {
            return Err(Refusal::Already);
        }
        if !(1..=LONGEST_WHY).contains(&found.words.trim().chars().count()) {
            return Err(Refusal::Found);
        }
        claim.looked = Some(found.clone());
        Ok(Done::default().keeping(Kept::Claim(claim)))
    }

    fn give_back(
        &self,
        pot: PotId,
        from: Place,
        commitment: Option<crate::schools::CommitmentId>,
        amount: Pence,
    ) -> Result<Done, Refusal> {
        let pot = self.open(pot)?.id;
        let amount = sum(amount)?;
        match (from, commitment) {
            (Place::Available, _) => Ok(Done::moving(moved(
                Account::available(pot),
                Account::Funder(pot),
                amount,
            ))),
            (Place::Reserved | Place::Committed, Some(commitment)) => Ok(Done::moving(moved(
                Account::pot(pot, from, self.work(commitment)?.id),
                Account::available(pot),
                amount,
            ))),
            (Place::Reserved | Place::Committed, None) => Err(Refusal::NoSuchCommitment),
            (Place::Drawn | Place::Released, _) => Err(Refusal::NotReturned),
        }
    }
}
