//! Brokerage: leaders and needs, who may help whom, how well, and the best plan there is.

mod areas;
mod leader;
mod need;
pub mod solve;

pub use areas::{Area, Areas, List, ListFault, Style, parse_types, standard_types};
pub use leader::{
    Depth, Designation, HalfDays, Leader, LeaderType, Release, Specialism, Standing, Tie, TieKind,
    TrackRecord,
};
pub use need::{Familiarity, Need, NeedDraft, NeedFault, Tier};
