//! Brokerage: leaders and needs, who may help whom, how well, and the best plan there is.
//!
//! The way through: [`eligible`] (hard rules, each refusal with its facts) → [`fit`] (points, and where
//! each comes from) → [`Question`] (every pair worked out once) → [`solve`] → [`Plan`] → [`why_not`],
//! [`price`], [`next_best`] (answered by solving again).

mod areas;
mod board;
mod caution;
pub mod certificate;
mod change;
mod comparison;
mod context;
mod contribution;
mod eligibility;
mod even;
mod explain;
mod fit;
mod foresight;
mod leader;
mod leader_type;
mod mend;
mod need;
mod plan;
pub mod pots;
mod preference;
mod proof;
mod question;
mod ready;
mod record;
pub mod recruitment;
mod refusal;
mod shares;
pub mod solve;
mod team;
mod terms;
mod ties;
mod travel;
mod waiver;
mod within_terms;
pub mod words;
mod year;

pub(crate) use areas::carried;
pub use areas::{Area, Areas, List, ListFault, Style, parse_types, standard_types};
pub use board::{Board, BoardRefusal};
pub use caution::Caution;
pub use change::{BoardChange, BoardDone, Pair};
pub use comparison::{Comparison, compare};
pub use context::{Context, Limits, Peers, room};
pub use contribution::{Contribution, Fit, Likeness, Seen};
pub use eligibility::{Cover, cautions, cover, eligible};
pub use even::Even;
pub use explain::{Cost, Hold, NearMiss, NextBest, WhyNot, near_misses, next_best, price, why_not};
pub use fit::fit;
pub use foresight::{AreaAhead, Foresight, Suppose, TermAhead, Usual, foresee};
pub use leader::{
    ByTerm, Depth, Designation, HalfDays, Leader, LeaderType, Profile, Release, Specialism,
    Standing, Taken, Tie, TieKind, TrackRecord,
};
pub use leader_type::{TypeFault, check_type, type_id};
pub use mend::{Ground, Mend, Mended};
pub use need::{
    Familiarity, LONGEST_NOTE, MOST_HALF_DAYS, Need, NeedDraft, NeedFault, Tier, check,
};
pub use plan::{BrokenPin, Given, Moved, PinFault, Plan, Tally, Unmet, Worth, differs, moved};
pub use preference::{Part, Preference, Weights, WeightsFault};
pub use proof::Proof;
pub use question::{Held, LONG_DRIVE, Question, instance};
pub use ready::{Comes, Ready, ready, ready_words};
pub use record::{
    Changed, Designated, Detail, Field, Home, LONGEST_REASON, RecordFault, Said, Sight, Stands,
    apply, check_record, context_word, differences, may_change, sight, style_word, weekday_words,
};
pub use refusal::{Override, Refusal, Rule, Side, days};
pub use shares::{Share, Shares, UnderWaiver, Won, shares};
pub use team::{MOST_SPECIALISTS, Specialist, Team, check_beside, teams};
pub use terms::{left, spread, taken};
pub use ties::{
    Belongs, Body, BodyKind, BodyTie, Comes as TieComes, Far, Path, Register, Source, TieFault,
    TieRules, Way, paths, register,
};
pub use travel::{Travel, kilometres, minutes};
pub use waiver::{LONGEST_WHY, Waiver, WaiverFault, may_waive};
pub use year::{Days, days_of_term, days_of_year};
