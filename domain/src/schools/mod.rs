//! Schools: the register, the people and partnerships around them, and the evidence.

mod evidence;
pub mod inspection;
mod key;
pub mod results;
mod school;

pub use evidence::{
    Evidence, Finding, Observed, Prior, Provenance, Reading, Unknown, Value, suppression_mark,
};
pub use key::{Key, NotAKey};
pub use school::{
    AuthorityId, ChangeId, Governance, LeaderId, MeetingId, NeedId, NotAUrn, NotAnAuthority,
    PartnershipId, PersonId, Phase, Place, School, Setting, Status, Urn,
};
