//! Which offer fits what a school asks for, and why, in words. A plain order: what it is about exactly first, then the
//! nearest.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::offer::{Offer, OfferStanding, Offerer};
use crate::brokerage::{Areas, kilometres};
use crate::calendar::{Date, day_words};
use crate::schools::{Key, OrganisationId, Phase, Place, Urn};
use crate::support::money::Pence;

/// What a school asks for, as far as an offer looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub school: Urn,
    pub area: Key,
    pub phase: Phase,
    pub place: Option<Place>,
    /// Organisations the school belongs to today.
    pub belongs: BTreeSet<OrganisationId>,
    pub today: Date,
}

/// How an offer fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fitting {
    /// The area of the offer that is meant.
    pub area: Key,
    /// It is the very area that is asked for, and not one around it.
    pub exact: bool,
    pub phase: Option<Phase>,
    /// Places left; none: as many as come.
    pub left: Option<u16>,
    /// Straight line, metres; none: not known.
    pub metres: Option<u32>,
    /// What this school pays.
    pub price: Pence,
    /// It would pay, did it not belong.
    pub as_member: bool,
    pub to: Date,
}

/// Why an offer does not fit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unfit {
    /// About something else.
    Area,
    /// It is the school’s own.
    Own,
    Phase,
    ToCome(Date),
    Full,
    Lapsed(Date),
    Withdrawn,
    /// For schools of this organisation alone.
    Within(OrganisationId),
}

impl Unfit {
    /// In words: "only for Vale Teaching School Hub, to which the school does not belong".
    pub fn words(&self, name: impl Fn(OrganisationId) -> String) -> String {
        match self {
            Self::Area => "about something else".to_owned(),
            Self::Own => "the school’s own offer".to_owned(),
            Self::Phase => "for another phase".to_owned(),
            Self::ToCome(from) => format!("begins on {}", day_words(*from)),
            Self::Full => "no place left".to_owned(),
            Self::Lapsed(to) => format!("lapsed on {}", day_words(*to)),
            Self::Withdrawn => "withdrawn".to_owned(),
            Self::Within(of) => format!(
                "only for schools of {}, to which this school does not belong",
                name(*of)
            ),
        }
    }
}

/// Whether an offer fits; where not, every reason. `at` is where it is given, as far as is known.
///
/// # Errors
/// Every reason why it does not.
pub fn fitting(offer: &Offer, at: Option<Place>, wanted: &Wanted) -> Result<Fitting, Vec<Unfit>> {
    let draft = &offer.draft;
    let around = Areas::standard().area(wanted.area);
    let exact = draft.areas.contains(&wanted.area);
    let area = if exact {
        Some(wanted.area)
    } else {
        around.and_then(|area| {
            let near = |of: &&Key| draft.areas.contains(of);
            area.within.iter().find(near).copied()
        })
    };
    // A school of every age may come to an offer for any.
    let phase = draft
        .phases
        .iter()
        .find(|phase| **phase == wanted.phase || wanted.phase == Phase::AllThrough)
        .copied();
    let belongs = |of: &OrganisationId| wanted.belongs.contains(of);
    let unfit: Vec<Unfit> = [
        area.is_none().then_some(Unfit::Area),
        (draft.by == Offerer::School(wanted.school)).then_some(Unfit::Own),
        (!draft.phases.is_empty() && phase.is_none()).then_some(Unfit::Phase),
        match offer.standing(wanted.today) {
            OfferStanding::Open => None,
            OfferStanding::ToCome => Some(Unfit::ToCome(draft.from)),
            OfferStanding::Full => Some(Unfit::Full),
            OfferStanding::Lapsed => Some(Unfit::Lapsed(draft.to)),
            OfferStanding::Withdrawn => Some(Unfit::Withdrawn),
        },
        draft.within.filter(|of| !belongs(of)).map(Unfit::Within),
    ]
    .into_iter()
    .flatten()
    .collect();
    match area {
        Some(area) if unfit.is_empty() => {
            let as_member =
                draft.price > Pence::ZERO && draft.free_to.as_ref().is_some_and(belongs);
            Ok(Fitting {
                area,
                exact,
                phase,
                left: offer.left(),
                metres: at
                    .zip(wanted.place)
                    .map(|(one, other)| one.metres_to(other)),
                price: if as_member { Pence::ZERO } else { draft.price },
                as_member,
                to: draft.to,
            })
        }
        _ => Err(unfit),
    }
}

impl Fitting {
    /// Why it fits: "mathematics, primary, 4 places left, 3 km, free".
    pub fn words(&self) -> String {
        let area = Areas::standard().word(self.area);
        let phase = self.phase.map_or_else(
            || "any phase".to_owned(),
            |phase| phase.word().to_lowercase(),
        );
        let left = match self.left {
            None => "all can come".to_owned(),
            Some(1) => "the last place".to_owned(),
            Some(left) => format!("{left} places left"),
        };
        let far = self
            .metres
            .map_or_else(|| "distance not known".to_owned(), kilometres);
        let price = match (self.price, self.as_member) {
            (_, true) => "free to this school as a member".to_owned(),
            (Pence::ZERO, false) => "free".to_owned(),
            (price, false) => price.words(),
        };
        format!("{area}, {phase}, {left}, {far}, {price}")
    }
}

/// The order offers that fit stand in: the very area first, then the nearest, what is not known last, then the cheapest.
pub fn order(one: &Fitting, other: &Fitting) -> std::cmp::Ordering {
    let by = |it: &Fitting| (!it.exact, it.metres.is_none(), it.metres, it.price);
    by(one).cmp(&by(other))
}
