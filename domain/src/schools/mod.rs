//! Schools: the register, the people and partnerships around them, and the evidence.

mod contest;
mod evidence;
pub mod inspection;
mod key;
mod known;
mod log;
mod medians;
mod office;
pub mod results;
mod school;
mod similar;

pub use contest::{Contest, LONGEST_CONTEST, Settled, Settlement, contested_words};
pub use evidence::{
    Evidence, Finding, Observed, Prior, Provenance, Reading, Unknown, Value, suppression_mark,
};
pub use key::{Key, NotAKey};
pub use known::{
    EntryDraft, EntryFault, KEPT_MONTHS, Known, LONGEST_ENTRY, MOST_MONTHS, Sensitivity, Withdrawn,
    check_entry,
};
pub use log::{Kept, LogFault, Word};
pub(crate) use log::{said, short};
pub use medians::{Measured, YearMedian, medians, middle};
pub use office::{Charge, Holders, Office};
pub use school::{
    ApplicantId, AuthorityId, By, CaseId, ChangeId, ClawBackId, CommitmentId, ContestId, EntryId,
    FileId, Governance, InvoiceId, LeaderId, MeetingId, NeedId, NotAUrn, NotAnAuthority, OfferId,
    OrganisationId, PartnershipId, PersonId, Phase, Place, PotId, ReplyId, RoundId, School,
    Setting, Status, Urn, VisitId, has_faith,
};
pub use similar::{Apart, PUBLISHED, apart, similar, similar_words};
