//! The meeting protocol: a log of changes, and the board they fold into.

mod agenda;
mod attended;
mod board;
mod change;
mod course;
mod decision;
mod holds;
mod item;
mod letter;
mod minutes;
mod moves;
mod notice;
mod pace;
mod views;
mod watched;
mod year;

pub use agenda::{Entry, Section, agenda};
pub use attended::{Came, Held, LONGEST_NAME, Led, NOT_RECORDED, led_words};
pub use board::{Board, LONGEST_TEXT, Meeting, settle, takes};
pub use change::{Attendance, Before, By, Change, Proposed, Recorded, Refusal, Spot};
pub use course::{Course, course};
pub use decision::{Decision, DecisionFault, Outcome, check, next_review};
pub use holds::{Approval, Holds, LONGEST_APPROVAL, Lapse, holds};
pub use item::{
    Action, Carried, Cell, Hypothesis, Item, LONGEST_REPLY, Opening, Past, Point, Recusal, Reply,
};
pub use letter::{Letter, Sender, letter};
pub use minutes::{
    Audience, Minute, MinuteAction, MinuteItem, MinuteOffice, Minutes, OfficeCount, minutes, redact,
};
pub use moves::{Moves, moves};
pub use notice::{ANSWER_DAYS, Notice, NoticeFault, may_issue};
pub use pace::{LONGEST_PACE, nudge};
pub use views::{Spread, Views};
pub use watched::{Alert, Gap, Lack, Watched, alert, left_behind, ought_to_be_helped};
pub use year::{Due, DueState, Purpose, Sitting, year, year_words};
