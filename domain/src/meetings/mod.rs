//! The meeting protocol: a log of changes, and the board they fold into.

mod agenda;
mod board;
mod change;
mod course;
mod decision;
mod item;
mod moves;
mod notice;
mod watched;

pub use agenda::{Entry, Section, agenda};
pub use board::{Board, LONGEST_TEXT, Meeting, settle};
pub use change::{Before, By, Change, Proposed, Recorded, Refusal};
pub use course::{Course, course};
pub use decision::{Decision, DecisionFault, Outcome, check, next_review};
pub use item::{Action, Cell, Item, Opening, Past, Point, Reply};
pub use moves::{Moves, moves};
pub use notice::{Notice, NoticeFault, may_issue};
pub use watched::{Alert, Gap, Lack, Watched, alert, left_behind};
