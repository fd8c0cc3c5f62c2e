//! Early and statutory action about a school causing concern: a small state machine whose guards are the law,
//! the Education and Inspections Act 2006, sections 59 to 72, as amended in 2016.
//!
//! A school has one logbook of steps; [`Action::of`] folds them, [`Action::check`] says whether a step can be taken.
//! Maintained schools only: for an academy the trust and the regions group are told.

mod action;
mod check;
mod letter;
mod power;
mod step;
#[cfg(test)]
mod tests;

pub use action::{Action, Eye, Given, Stage, Used};
pub use check::Refusal;
pub use letter::{Part, notice_letter};
pub use power::{ACT, Found, Ground, Power, Route};
pub use step::{Leading, Notice, Step, StepKind};
