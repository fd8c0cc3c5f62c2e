//! Organisations around schools: the list, one on a page, and what is on offer.

pub mod act;
mod list;
mod members;
mod offer_form;
mod offer_row;
mod offers;
mod one;

pub use list::OrganisationsPage;
pub use offers::OffersPage;
pub use one::OrganisationPage;
