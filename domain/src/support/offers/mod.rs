//! Offers: what a strong school, a hub, a trust or another organisation has for schools, until when, for how many and at
//! what price; and which of them fits what a school asks for, with the reason.

mod fit;
mod offer;
#[cfg(test)]
mod tests;

pub use fit::{Fitting, Unfit, Wanted, fitting, order};
pub use offer::{
    MOST_PLACES, Offer, OfferDraft, OfferEntry, OfferStanding, Offerer, PlaceTaken, check_offer,
};
