//! Schools: the register, the people and partnerships around them, and the evidence.

mod evidence;
pub mod inspection;
mod key;
mod medians;
pub mod results;
mod school;
mod similar;

pub use evidence::{
    Evidence, Finding, Observed, Prior, Provenance, Reading, Unknown, Value, suppression_mark,
};
pub use key::{Key, NotAKey};
pub use medians::{Measured, YearMedian, medians, middle};
pub use school::{
    AuthorityId, ChangeId, Governance, LeaderId, MeetingId, NeedId, NotAUrn, NotAnAuthority,
    PartnershipId, PersonId, Phase, Place, School, Setting, Status, Urn,
};
pub use similar::{Apart, PUBLISHED, apart, similar, similar_words};
