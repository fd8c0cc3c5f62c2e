//! Support: every match carried from the request to what came of it, and back to the next meeting.
//!
//! The way through: a [`Case`] is what its [`Step`]s made it. [`Case::check`] says whether a step can be
//! taken, by whom ([`Part`]) and when ([`Stage`]); [`Case::take`] takes it; [`waiting`] says whose turn it is
//! and until when. Nothing is edited: what was wrong is said in a later step.

mod agreement;
mod answers;
mod attached;
mod case;
pub mod caseload;
mod check;
mod combined;
mod funding;
mod log;
pub mod money;
pub mod offers;
pub mod organisations;
mod overseer;
mod part;
mod peers;
mod plan;
mod process;
mod prompt;
mod question;
mod report;
mod request;
mod review;
mod scope;
mod sight;
mod since;
mod stage;
pub mod statutory;
mod step;
mod strategic;
mod study;
mod summary;
mod take;
mod time_used;
mod visit;
mod waiting;
mod words;

pub use agreement::{Agreement, Signature, Terms};
pub use answers::{Answer, Answers, Declined, Helper};
pub use attached::{Attached, FileKind, FileRefusal, MOST_BYTES, MOST_FILES, check_file};
pub use case::{About, Case, Concern, Taken, Talk, Visited};
pub use check::StepRefusal;
pub use combined::{
    CombinedCase, CombinedReport, ObjectiveReached, academic, combined_report, counts_to, years_of,
};
pub use funding::{Move, moves};
pub use log::{Kept, LogFault, Word};
pub use overseer::{Duty, Overseer};
pub use part::{Part, Whose, part, part_of_role};
pub use peers::{
    Pair, PeerEntry, PeerRefusal, PeerSeat, Record, Review as PeerReview, Round, check_pairs,
    peer_seat, suggest_pairs,
};
pub use plan::{Level, Objective, Plan, Rag};
pub use process::{Process, StageWords};
pub use prompt::{Flag, Prompt, prompt};
pub use question::{AskedFor, Question, questions};
pub use report::{Assurance, Evaluation, Impact, Report, ReportKind, draft_report};
pub use request::{LONGEST, Recipient, Request, RequestFault, check_request, check_tags};
pub use review::{Evidence, Outcome, Review, Weighed};
pub use scope::Scope;
pub use since::SupportSince;
pub use stage::{Body, Stage, StageKind};
pub use step::{Step, StepKind, steps};
pub use strategic::{Line, Said, Strategic, Weighable, strategic};
pub use study::{Reader, Study, ToldTo};
pub use summary::Summary;
pub use time_used::Quarters;
pub use visit::{Checked, Mode, NextStep, Touched, Visit};
pub use waiting::{Waiting, late, waiting};
