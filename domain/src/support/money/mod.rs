//! The money of support: pots and what they may pay for, what is put aside, spent and given back, and
//! who is owed what.
//!
//! The way through: a [`Change`] is asked for → [`Book::decide`] refuses it in words or says what it
//! does, with its [`Entry`]s → [`Book::post`] writes that. Every change of money is at least two entries that add
//! up to nothing, so that money is moved and never made. The book is pure: who asks, the day, and the
//! facts of schools are handed in.
//!
//! A pot's money goes one way, and back only by a change that says so:
//!
//! ```text
//! funder → available → reserved → committed → drawn → released → the leader's school, and the broker
//! ```

mod account;
mod bid;
mod book;
mod case_money;
mod change;
mod claim;
mod commitment;
mod decide;
mod decide_rules;
mod decide_work;
mod eligibility;
mod invoice;
mod refusal;
mod report;
mod school_year;
#[cfg(test)]
mod tests;
mod told;
mod words;

pub use crate::brokerage::pots::{
    Brokerage, Charge, Payers, Pence, Pot, PotChoice, PotFault, PotRefusal, PotRules, PotShare,
    Rate, RateFault, ReportDue, STANDARD_SHARE, Share, Standing, Subscribers, Unpaid, WhoPays,
    YearKind, Years, charge, check_pot, check_rate, rate_on, who_pays,
};
pub use account::{Account, Entry, Held, Party, Place, Side, balanced};
pub use bid::pipeline;
pub use book::{Book, Done, Kept};
pub use case_money::CaseMoney;
pub use change::{Change, NewCommitment, NewInvoice};
pub use claim::{Claim, Looked, SAMPLED_ABOVE, sampled};
pub use commitment::Commitment;
pub use decide::{Asked, Facts};
pub use decide_rules::not_allowed;
pub use eligibility::eligible;
pub use invoice::{Answer, ClawBack, Invoice, InvoiceState, PAYABLE_DAYS};
pub use refusal::Refusal;
pub use report::{Combined, combined};
pub use school_year::{SchoolYearMoney, SchoolYearPot};
pub use told::{News, Telling, Whom, settles};
pub use words::change_words;
