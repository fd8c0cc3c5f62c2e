//! Organisations around schools: alliances, hubs, trusts, learning communities, providers. What one is, which
//! schools belong to it and which of them leads it, from when and until when: a membership ends and another
//! begins, and nothing that was true once is written over.

mod activity;
mod entry;
mod kind;
mod organisation;
#[cfg(test)]
mod tests;

pub use activity::{Around, tally};
pub use entry::{OrganisationAbout, OrganisationEntry};
pub use kind::{Activity, Count, OrganisationKind, OrganisationKinds, RegisterField};
pub use organisation::{Deed, LeadSchool, Membership, Organisation};
