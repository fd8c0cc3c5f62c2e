//! An offer, as its entries make it.

use serde::{Deserialize, Serialize};

use crate::brokerage::{Areas, HalfDays};
use crate::calendar::{Date, add_months, day_words};
use crate::schools::{CaseId, Key, OrganisationId, Phase, Urn};
use crate::support::log::{Kept, LogFault, Word, said, short};
use crate::support::money::Pence;

/// Places an offer has at most.
pub const MOST_PLACES: u16 = 500;
/// Areas it is about at most.
const MOST_AREAS: usize = 6;
/// Months it may last.
const LONGEST: i32 = 36;

/// Who offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offerer {
    School(Urn),
    Organisation(OrganisationId),
}

/// What is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferDraft {
    pub by: Offerer,
    /// "Three visits to see mixed-age mathematics taught".
    pub title: String,
    pub about: String,
    /// Areas of expertise.
    pub areas: Vec<Key>,
    /// Empty: any phase.
    #[serde(default)]
    pub phases: Vec<Phase>,
    /// Schools it can take; none: as many as come.
    pub places: Option<u16>,
    /// Days for each school; none at all: it is not counted in days.
    #[serde(default)]
    pub half_days: HalfDays,
    pub from: Date,
    /// The last day somebody can be pointed to it.
    pub to: Date,
    /// Whom to ask, and how.
    pub contact: String,
    /// What a school pays; nothing: it is free.
    #[serde(default)]
    pub price: Pence,
    /// Schools of this organisation pay nothing at the point of delivery.
    #[serde(default)]
    pub free_to: Option<OrganisationId>,
    /// Only schools of this organisation; none: it is shared with every school of the district.
    #[serde(default)]
    pub within: Option<OrganisationId>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case", deny_unknown_fields)]
pub enum OfferEntry {
    Put {
        offer: Box<OfferDraft>,
    },
    Change {
        offer: Box<OfferDraft>,
    },
    /// A school was pointed to it, by a step of its case.
    Take {
        case: CaseId,
        school: Urn,
    },
    /// It does not come after all: the place is free again.
    GiveBack {
        case: CaseId,
        why: String,
    },
    Withdraw {
        why: String,
    },
}

/// A place a school has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceTaken {
    pub case: CaseId,
    pub school: Urn,
    pub word: Word,
    /// Given back, and why.
    pub back: Option<Word>,
}

/// Where an offer stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferStanding {
    Open,
    /// From a day to come.
    ToCome,
    /// No place is left.
    Full,
    /// Its last day is over.
    Lapsed,
    Withdrawn,
}

impl OfferStanding {
    /// "No place left".
    pub fn words(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::ToCome => "To come",
            Self::Full => "No place left",
            Self::Lapsed => "Lapsed",
            Self::Withdrawn => "Withdrawn",
        }
    }

    pub fn open(self) -> bool {
        self == Self::Open
    }

    /// Nobody can be pointed to it any more.
    pub fn over(self) -> bool {
        matches!(self, Self::Lapsed | Self::Withdrawn)
    }
}

/// An offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub revision: u64,
    pub draft: OfferDraft,
    pub put: Word,
    /// Who changed it last.
    pub changed: Option<Word>,
    pub places: Vec<PlaceTaken>,
    pub withdrawn: Option<Word>,
}

impl Offer {
    /// The offer these entries make; none: nobody put it up.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Kept<OfferEntry>>) -> Option<Self> {
        let mut entries = entries.into_iter();
        let first = entries.next()?;
        let OfferEntry::Put { offer } = &first.entry else {
            return None;
        };
        let mut one = Self {
            revision: first.revision,
            draft: (**offer).clone(),
            put: first.word(""),
            changed: None,
            places: Vec::new(),
            withdrawn: None,
        };
        for kept in entries {
            one.take(kept);
        }
        Some(one)
    }

    fn take(&mut self, kept: &Kept<OfferEntry>) {
        self.revision = kept.revision;
        match &kept.entry {
            OfferEntry::Put { .. } => {}
            OfferEntry::Change { offer } => {
                self.draft = (**offer).clone();
                self.changed = Some(kept.word(""));
            }
            OfferEntry::Take { case, school } => self.places.push(PlaceTaken {
                case: *case,
                school: *school,
                word: kept.word(""),
                back: None,
            }),
            OfferEntry::GiveBack { case, why } => {
                let held = |one: &&mut PlaceTaken| one.case == *case && one.back.is_none();
                if let Some(one) = self.places.iter_mut().find(held) {
                    one.back = Some(kept.word(why));
                }
            }
            OfferEntry::Withdraw { why } => self.withdrawn = Some(kept.word(why)),
        }
    }

    /// Places schools have.
    pub fn taken(&self) -> impl Iterator<Item = &PlaceTaken> {
        self.places.iter().filter(|one| one.back.is_none())
    }

    /// Places left; none: as many as come.
    pub fn left(&self) -> Option<u16> {
        let taken = u16::try_from(self.taken().count()).unwrap_or(u16::MAX);
        self.draft.places.map(|places| places.saturating_sub(taken))
    }

    pub fn standing(&self, today: Date) -> OfferStanding {
        if self.withdrawn.is_some() {
            OfferStanding::Withdrawn
        } else if today > self.draft.to {
            OfferStanding::Lapsed
        } else if self.left() == Some(0) {
            OfferStanding::Full
        } else if today < self.draft.from {
            OfferStanding::ToCome
        } else {
            OfferStanding::Open
        }
    }

    /// Whether this entry can be written now.
    ///
    /// # Errors
    /// Where not: the field and why.
    pub fn check(&self, entry: &OfferEntry, today: Date) -> Result<(), LogFault> {
        let wrong = |field, words| Err(LogFault(field, words));
        if self.withdrawn.is_some() && !matches!(entry, OfferEntry::GiveBack { .. }) {
            return wrong("entry", "this offer was withdrawn");
        }
        match entry {
            OfferEntry::Put { .. } => wrong("entry", "this offer is there already"),
            OfferEntry::Change { offer } => {
                if offer.by != self.draft.by {
                    return wrong(
                        "by",
                        "who offers it cannot change: withdraw it, and put up another",
                    );
                }
                let taken = self.taken().count();
                if offer
                    .places
                    .is_some_and(|places| usize::from(places) < taken)
                {
                    return wrong("places", "more places than that are taken");
                }
                check_offer(offer, today)
            }
            OfferEntry::Take { case, .. } => {
                if self.taken().any(|one| one.case == *case) {
                    return wrong("of", "this case has a place in it already");
                }
                match self.standing(today) {
                    OfferStanding::Open => Ok(()),
                    OfferStanding::ToCome => wrong("of", "this offer has not begun"),
                    OfferStanding::Full => wrong("of", "the last place was taken meanwhile"),
                    OfferStanding::Lapsed => wrong("of", "this offer has lapsed"),
                    OfferStanding::Withdrawn => wrong("of", "this offer was withdrawn"),
                }
            }
            OfferEntry::GiveBack { case, why } => {
                if !self.taken().any(|one| one.case == *case) {
                    return wrong("case", "no place is held for that case");
                }
                said("why", why, "say why the place is free again")
            }
            OfferEntry::Withdraw { why } => said("why", why, "say why it is withdrawn"),
        }
    }
}

/// Whether an offer can be put up as it is written.
///
/// # Errors
/// Where not: the field and why.
pub fn check_offer(offer: &OfferDraft, today: Date) -> Result<(), LogFault> {
    let wrong = |field, words| Err(LogFault(field, words));
    said("title", &offer.title, "say in a line what is offered")?;
    short("title", &offer.title, 120)?;
    if offer.areas.is_empty() {
        return wrong("areas", "choose at least one area of expertise");
    }
    if offer.areas.len() > MOST_AREAS {
        return wrong("areas", "choose six areas at most");
    }
    let listed = |area: &Key| Areas::standard().area(*area).is_some();
    if !offer.areas.iter().all(listed) {
        return wrong("areas", "one of these is no area of expertise");
    }
    short("about", &offer.about, 2_000)?;
    if offer.places == Some(0) || offer.places.is_some_and(|places| places > MOST_PLACES) {
        return wrong(
            "places",
            "write 1 to 500 places, or leave it empty where all can come",
        );
    }
    if offer.half_days > HalfDays::days(100) {
        return wrong("days", "at most 100 days for a school");
    }
    if offer.to < offer.from {
        return wrong("to", "the last day is before the first");
    }
    if offer.to < today {
        return wrong("to", "that day is over");
    }
    if offer.to > add_months(offer.from, LONGEST) {
        return wrong("to", "an offer lasts three years at most");
    }
    said("contact", &offer.contact, "say whom to ask, and how")?;
    short("contact", &offer.contact, 200)?;
    if !(Pence::ZERO..=Pence::pounds(100_000)).contains(&offer.price) {
        return wrong(
            "price",
            "write a price in pounds, or nothing where it is free",
        );
    }
    if offer.free_to.is_some() && offer.price == Pence::ZERO {
        return wrong("free_to", "it is free to every school: leave this empty");
    }
    Ok(())
}

impl OfferDraft {
    /// What it is, in a line for a list: "2 days a school, until 31 Mar 2027".
    pub fn length_words(&self) -> String {
        let until = format!("until {}", day_words(self.to));
        match self.half_days {
            HalfDays(0) => until,
            HalfDays(2) => format!("1 day for a school, {until}"),
            days => format!("{} days for a school, {until}", days.words()),
        }
    }

    /// "primary, secondary"; any phase where none is said.
    pub fn phase_words(&self) -> String {
        if self.phases.is_empty() {
            return "any phase".to_owned();
        }
        let words: Vec<String> = self
            .phases
            .iter()
            .map(|phase| phase.word().to_lowercase())
            .collect();
        words.join(", ")
    }

    /// "mathematics, reading".
    pub fn area_words(&self) -> String {
        let words: Vec<String> = self
            .areas
            .iter()
            .map(|area| Areas::standard().word(*area))
            .collect();
        words.join(", ")
    }

    /// What is written in a case that is pointed to it.
    pub fn pointer(&self, offerer: &str) -> String {
        format!(
            "{}, by {offerer}. Ask: {}",
            self.title.trim(),
            self.contact.trim()
        )
    }
}
