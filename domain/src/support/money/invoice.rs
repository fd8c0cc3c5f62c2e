//! Invoices with their 28 days, and money that is asked back.

use serde::{Deserialize, Serialize};
use time::Duration;

use super::Pence;
use super::account::Party;
use crate::calendar::Date;
use crate::schools::{ClawBackId, CommitmentId, InvoiceId, PersonId, PotId};

/// Days in which an invoice is to be paid.
pub const PAYABLE_DAYS: i64 = 28;

/// An invoice: to a school that pays itself, or from a leader's school or the broker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invoice {
    pub id: InvoiceId,
    /// Who pays it (a school), or whom it is paid to (everybody else).
    pub party: Party,
    /// What it is for; none: all that is due.
    pub commitment: Option<CommitmentId>,
    pub amount: Pence,
    pub issued: Date,
    pub paid: Option<Date>,
}

/// Where an invoice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceState {
    Paid,
    /// Days until it is to be paid.
    Due(i64),
    /// Days it should have been paid ago.
    Overdue(i64),
}

impl Invoice {
    /// The last day to pay it.
    pub fn due(&self) -> Date {
        self.issued.saturating_add(Duration::days(PAYABLE_DAYS))
    }

    pub fn state(&self, today: Date) -> InvoiceState {
        let left = i64::from(self.due().to_julian_day()) - i64::from(today.to_julian_day());
        match self.paid {
            Some(_) => InvoiceState::Paid,
            None if left < 0 => InvoiceState::Overdue(-left),
            None => InvoiceState::Due(left),
        }
    }
}

/// What became of money that was asked back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub by: PersonId,
    pub approved: bool,
}

/// Released money that is asked back. It moves when a second person approves, who is not the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClawBack {
    pub id: ClawBackId,
    pub pot: PotId,
    pub commitment: CommitmentId,
    pub amount: Pence,
    pub why: String,
    pub by: PersonId,
    #[serde(default)]
    pub answer: Option<Answer>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;
    use uuid::Uuid;

    #[test]
    fn an_invoice_is_to_be_paid_in_28_days_and_is_overdue_on_the_29th() {
        let mut invoice = Invoice {
            id: InvoiceId(Uuid::from_u128(1)),
            party: Party::Broker,
            commitment: None,
            amount: Pence(100),
            issued: date!(2026 - 11 - 02),
            paid: None,
        };
        assert_eq!(invoice.due(), date!(2026 - 11 - 30));
        assert_eq!(invoice.state(date!(2026 - 11 - 30)), InvoiceState::Due(0));
        assert_eq!(
            invoice.state(date!(2026 - 12 - 01)),
            InvoiceState::Overdue(1)
        );
        invoice.paid = Some(date!(2026 - 12 - 05));
        assert_eq!(invoice.state(date!(2027 - 01 - 01)), InvoiceState::Paid);
    }
}
