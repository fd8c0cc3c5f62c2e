//! Organisations around schools, and what is on offer.

use serde::{Deserialize, Serialize};

use super::{NamedSchool, Partnership};
use crate::calendar::Date;
use crate::schools::{ChangeId, Key, OfferId, OrganisationId, Phase, Urn};
use crate::support::offers::{Fitting, Offer, OfferDraft, OfferEntry, OfferStanding};
use crate::support::organisations::{
    Activity, Count, Deed, Organisation, OrganisationAbout, OrganisationEntry, OrganisationKind,
};

/// `GET /api/organisations`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationsPage {
    pub today: Date,
    /// By kind in the order of the list, then by name; those that ended last.
    pub rows: Vec<OrganisationRow>,
    /// Partnerships that categorise, by the register of this place, and how many schools each has.
    pub partnerships: Vec<(Partnership, u32)>,
    /// Bodies the register names that nobody wrote down here: kind, name, schools.
    pub registered: Vec<(Key, String, u32)>,
    /// Schools that belong to nothing at all, by name.
    pub alone: Vec<NamedSchool>,
    pub may_write: bool,
}

/// An organisation in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationRow {
    pub id: OrganisationId,
    pub kind: Key,
    pub name: String,
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// The school that leads it now.
    pub lead: Option<NamedSchool>,
    /// Schools that belong to it now, by what is written or by the register; none: nobody wrote it down.
    pub schools: Option<u32>,
    /// Offers open now that this person sees.
    pub offers: u32,
}

/// `GET /api/organisations/{organisation}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationPage {
    pub id: OrganisationId,
    pub today: Date,
    pub kind: OrganisationKind,
    pub organisation: Organisation,
    /// Every school that is named on the page.
    pub names: Vec<NamedSchool>,
    /// Who belongs to it by the register, which does not say since when.
    pub registered: Vec<NamedSchool>,
    pub activities: Vec<ActivityPart>,
    pub offers: Vec<OfferRow>,
    pub may_write: bool,
    /// Schools that could join.
    #[serde(default)]
    pub could_join: Vec<NamedSchool>,
}

/// One kind of activity of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityPart {
    pub activity: Activity,
    /// What the record knows of it, for those who may read it; none of one: not known.
    pub counts: Vec<(Count, Option<u32>)>,
    /// What was written down, newest first.
    pub deeds: Vec<Deed>,
}

/// `POST /api/organisations`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BeginOrganisation {
    /// Of the organisation, made by the client: sent twice it is one.
    pub id: ChangeId,
    pub about: OrganisationAbout,
}

/// `POST /api/organisations/{organisation}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PutOrganisation {
    pub id: ChangeId,
    /// The revision they were looking at.
    pub base: u64,
    pub entry: OrganisationEntry,
}

/// What a school belongs to, or belonged to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Belonging {
    pub id: OrganisationId,
    pub kind: Key,
    pub name: String,
    pub role: String,
    /// It leads it.
    pub leads: bool,
    /// None: the register says so, and not since when.
    pub from: Option<Date>,
    pub until: Option<Date>,
}

/// `GET /api/offers`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffersPage {
    pub today: Date,
    /// Open first, then by how soon they end.
    pub rows: Vec<OfferRow>,
    /// Schools this person may offer for.
    pub schools: Vec<NamedSchool>,
    /// Organisations this person may offer for.
    pub organisations: Vec<(OrganisationId, String)>,
    /// Organisations an offer can be free to, or kept within.
    pub all: Vec<(OrganisationId, String)>,
}

/// An offer, as somebody may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferRow {
    pub id: OfferId,
    pub standing: OfferStanding,
    /// Who has a place in it only for those who offer it, and who broker.
    pub offer: Offer,
    /// Who offers it, in words.
    pub by: String,
    /// Whom it is free to, and for whose schools it is alone.
    pub free_to: Option<String>,
    pub within: Option<String>,
    pub left: Option<u16>,
    /// Schools that have a place in it, where this person may know: name of the school beside its place.
    pub placed: Vec<(Urn, String)>,
    pub may_change: bool,
}

/// `POST /api/offers`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PutOffer {
    /// Of the offer, made by the client: sent twice it is one.
    pub id: ChangeId,
    pub offer: OfferDraft,
}

/// `POST /api/offers/{offer}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeOffer {
    pub id: ChangeId,
    pub base: u64,
    pub entry: OfferEntry,
}

/// Offers beside a case that could end with one of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OffersBeside {
    /// In their order.
    pub fit: Vec<OfferThatFits>,
    /// About the same thing, and why not: name and reason.
    pub unfit: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferThatFits {
    pub id: OfferId,
    pub title: String,
    pub by: String,
    pub fitting: Fitting,
    /// What the case says of it once it is pointed there.
    pub pointer: String,
}

/// Phases an offer may be for, in order of age.
pub const OFFERED_PHASES: [Phase; 5] = [
    Phase::Nursery,
    Phase::Primary,
    Phase::Secondary,
    Phase::AllThrough,
    Phase::Sixteen,
];
