//! Caseloads: who is named for each school, the days it has, what was seen of it over the year, and what a
//! school in a serious category is given. What differs from place to place is a document ([`Way`]).
//!
//! A school has one file, made of entries ([`SchoolFile::of`]); [`SchoolFile::check`] says whether an entry can
//! be written, and from which [`Seat`].

mod activity;
mod aim;
mod annual;
mod audit;
mod check;
mod clash;
mod entry;
mod evaluation;
mod file;
mod note;
mod programme;
mod seat;
#[cfg(test)]
mod tests;
mod way;

pub use activity::{Activity, ByHand, LogLine, activities, of_case, worked_on};
pub use aim::{Aim, Gap, Gaps, OwnAim};
pub use annual::{Annual, Expected, Line, annual, expected};
pub use audit::{Audit, Audited, Consent};
pub use check::EntryRefusal;
pub use clash::{Clash, Coming, clashes};
pub use entry::{Entry, EntryKind};
pub use evaluation::{Against, Evaluated, Moderated, OwnSection, SectionBeside};
pub use file::{Contact, DoneOnce, Drawn, Noted, SchoolFile, YearWords, school_year, year_words};
pub use note::{AboutSection, Note};
pub use programme::{Decided, Item, Run, Stay, UnderProgramme, stay, under_programme};
pub use seat::{Seat, seat};
pub use way::{
    AllowanceRule, ContactRole, Each, Element, Named, Periods, Programme, Purpose, WAYS, Way,
};
