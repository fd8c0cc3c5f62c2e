//! The meeting protocol: a log of changes, and the board they fold into.

mod agenda;
mod board;
mod change;
mod decision;

pub use agenda::{Entry, Section, agenda};
pub use board::{
    Action, Board, Cell, Item, LONGEST_TEXT, Meeting, Opening, Past, Point, Reply, settle,
};
pub use change::{Before, By, Change, Proposed, Recorded, Refusal};
pub use decision::{Decision, DecisionFault, Outcome, check, next_review};
