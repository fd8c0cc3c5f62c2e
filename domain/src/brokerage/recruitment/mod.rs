//! Rounds in which system leaders are sought: who is put forward, by whom, with whose word, who is interviewed by
//! whom, and what came of it. What stands is folded from entries nobody edits.
//!
//! An applicant reads of themselves and of nobody else; who interviews is not tied to them by a school and has said
//! whether anything else ties them.

mod application;
mod around;
mod check;
mod draft;
mod entry;
mod interview;
mod pipeline;
mod round;
mod stage;
mod wait;

pub use around::{Around, Seats, Somebody, seats, seen, tied};
pub use check::{Act, RecruitmentFault, acts, check_entry, overtaken};
pub use draft::{FEWEST_INTERVIEWERS, MOST_PLACES, RoundDraft, check_draft};
pub use entry::{Application, Award, Outcome, PutForwardBy, RoundEntry};
pub use pipeline::{AreaSought, Pipeline, Sought, pipeline, sought};
pub use round::{Applicant, HeadWord, Interest, Interview, Round, Standing};
pub use stage::{Stage, StageKind};
pub use wait::{Wait, Whose, waits};

#[cfg(test)]
mod tests;
