//! Pots of money, as far as matching looks at them: what each may pay for, at what price, and who pays what of
//! a match. The board asks with the facts of a [`Purse`], the book of money with its own: by the same rules,
//! so that what is proposed can be paid.

mod bill;
mod changed;
mod choice;
mod eligibility;
mod payers;
mod pence;
mod pot;
mod purse;
mod rate;
mod report;
mod standing;
#[cfg(test)]
pub(crate) mod tests;
mod words;
mod years;

pub use bill::{Bill, Cost, PotNeeds};
pub use changed::{RuleMoved, moved_words, rules_moved};
pub use choice::{PotChoice, choices};
pub use eligibility::{PotRefusal, Work, eligible};
pub use payers::{MOST_POTS, Payers, PotShare, Unpaid, WhoPays, who_pays};
pub use pence::{Pence, Share};
pub use pot::{Pot, PotFault, PotRules, Subscribers, check_pot, check_rules};
pub(super) use purse::refusals;
pub use purse::{InPot, Purse};
pub(crate) use rate::cost;
pub use rate::{Brokerage, Charge, Rate, RateFault, STANDARD_SHARE, charge, check_rate, rate_on};
pub use report::ReportDue;
pub use standing::Standing;
pub use years::{YearKind, Years};
