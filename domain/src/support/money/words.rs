//! What was done to the money, in a sentence without its full stop.

use super::Pence;
use super::account::{Party, Place};
use super::book::Book;
use super::change::Change;
use super::refusal::Refusal;
use crate::brokerage::days;
use crate::brokerage::pots::{moved_words, rules_moved};
use crate::calendar::day_words;
use crate::schools::{CommitmentId, InvoiceId, PotId};

/// A change as the ledger has it; names are the book's.
pub fn change_words(book: &Book, change: &Change) -> String {
    let pot = |id: &PotId| book.name(*id);
    let work = |id: &CommitmentId| {
        book.commitments
            .get(id)
            .map_or_else(|| "support".to_owned(), |work| work.what.clone())
    };
    let invoice = |id: &InvoiceId| {
        book.invoices.get(id).map_or_else(
            || "an invoice".to_owned(),
            |one| {
                format!(
                    "the invoice of {} for {}",
                    day_words(one.issued),
                    one.amount.words()
                )
            },
        )
    };
    let sum = |amount: &Pence| amount.words();
    match change {
        Change::AddPot { pot } if pot.standing.is_open() => {
            format!("Bid: {} for {}", sum(&pot.amount), pot.name)
        }
        Change::AddPot { pot } => format!("Pot: {} for {}", sum(&pot.amount), pot.name),
        Change::SetRules {
            pot: id,
            rules,
            reports,
        } => {
            let before = book.pots.get(id);
            let moved = before.map(|before| rules_moved(before, rules, reports));
            format!("Rules: {}", moved_words(&moved.unwrap_or_default()))
        }
        Change::Bid {
            pot: id, becomes, ..
        } => format!("{} is {}", pot(id), becomes.word()),
        Change::CarryIn { .. } => "Carried in from an earlier year".to_owned(),
        Change::Grant { .. } => "Grant".to_owned(),
        Change::CarryForward { from, to, .. } => {
            format!("Carried forward from {} to {}", pot(from), pot(to))
        }
        Change::Reserve { work, .. } => format!("Reserved: {}", work.what.trim()),
        Change::Commit { commitment } => format!("Committed: {}", work(commitment)),
        Change::Draw {
            commitment,
            half_days,
            ..
        } => format!(
            "Drawn by a visit of {}: {}",
            days(*half_days),
            work(commitment)
        ),
        Change::Release { commitment, .. } => format!("Released: {}", work(commitment)),
        Change::Return {
            from: Place::Available,
            ..
        } => "Returned to the funder".to_owned(),
        Change::Return {
            from, commitment, ..
        } => {
            let what = commitment.as_ref().map_or_else(String::new, work);
            format!("Returned from {}: {what}", from.word())
        }
        Change::End { commitment } => format!("Ended: {}", work(commitment)),
        Change::Invoice { invoice } => {
            let whom = match invoice.party {
                Party::School(_) => "Invoice to the school",
                Party::Home(_) => "Invoice from a leader’s school",
                Party::Broker => "Invoice from the broker",
            };
            format!("{whom}: {}", sum(&invoice.amount))
        }
        Change::Pay { invoice: id } => format!("Paid: {}", invoice(id)),
        Change::AskBack {
            commitment, amount, ..
        } => format!("Asked back: {} of {}", sum(amount), work(commitment)),
        Change::AnswerBack { id, approved } => {
            let what = book.claw_backs.get(id).map_or_else(String::new, |one| {
                format!(": {} of {}", one.amount.words(), work(&one.commitment))
            });
            let did = if *approved {
                "Clawed back"
            } else {
                "Not clawed back"
            };
            format!("{did}{what}")
        }
        Change::Report { covers } => {
            let all: Vec<String> = covers
                .iter()
                .map(|(id, due)| format!("{}, due {}", pot(id), day_words(*due)))
                .collect();
            format!("Report accepted: {}", all.join("; "))
        }
        Change::SetRate { rate } => format!(
            "Rate of {} from {}: {} a day, brokerage {}",
            rate.leader_type,
            day_words(rate.from),
            rate.day.words(),
            rate.brokerage.words()
        ),
        Change::LookAt { found, .. } => {
            let how = if found.in_order {
                "in order"
            } else {
                "not in order"
            };
            format!("Claim looked at, {how}: {}", found.words.trim())
        }
    }
}

impl Refusal {
    /// The sentence, with a capital and a full stop.
    pub fn sentence(&self) -> String {
        let words = self.to_string();
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |first| {
            format!("{}{}.", first.to_uppercase(), letters.as_str())
        })
    }
}
