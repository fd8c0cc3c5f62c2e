//! Needs for support: what a school asks, or the meeting found it needs.

use serde::{Deserialize, Serialize};

use super::leader::HalfDays;
use crate::calendar::Date;
use crate::schools::{Key, MeetingId, NeedId, Phase, Place, Urn};

/// How soon a need is met where not all can be: 4 first. Comes from the category of the school, and
/// is all a broker sees of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Tier(u8);

impl TryFrom<u8> for Tier {
    type Error = String;
    fn try_from(number: u8) -> Result<Self, String> {
        if (1..=4).contains(&number) {
            Ok(Self(number))
        } else {
            Err(format!("{number} is not a tier: tiers are 1 to 4"))
        }
    }
}

impl From<Tier> for u8 {
    fn from(tier: Tier) -> u8 {
        tier.0
    }
}

impl Tier {
    /// "First", for tier 4, to "Fourth".
    pub fn words(self) -> &'static str {
        match self.0 {
            4 => "First",
            3 => "Second",
            2 => "Third",
            _ => "Fourth",
        }
    }
}

/// Whether the school would rather have somebody it has worked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Familiarity {
    #[default]
    Either,
    SomeoneKnown,
    SomeoneNew,
}

/// What is asked for. The form a person fills in, from a decision or by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeedDraft {
    pub urn: Urn,
    /// Area of expertise.
    pub area: Key,
    #[serde(default)]
    pub note: String,
    pub half_days: HalfDays,
    pub tier: Tier,
    pub from: Date,
    pub to: Date,
    /// Only leaders of the school's own phase.
    #[serde(default)]
    pub phase_essential: bool,
    #[serde(default)]
    pub remote: bool,
    #[serde(default)]
    pub style: Option<Key>,
    #[serde(default)]
    pub familiarity: Familiarity,
    /// The meeting whose decision it comes from.
    #[serde(default)]
    pub meeting: Option<MeetingId>,
}

/// What is wrong with a need, in words for the person who filled it in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeedFault {
    #[error("ask for at least half a day")]
    NoDays,
    #[error("ask for at most 100 days")]
    TooManyDays,
    #[error("the last day is before the first")]
    EndsBeforeItStarts,
    #[error("there is no area of expertise “{0}”")]
    NoSuchArea(Key),
}

/// A need for support, with what matching looks at of its school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    pub id: NeedId,
    pub draft: NeedDraft,
    pub school: String,
    pub phase: Phase,
    pub place: Option<Place>,
    #[serde(default)]
    pub organisation: Option<String>,
    #[serde(default)]
    pub roll: Option<u32>,
    #[serde(default)]
    pub disadvantaged: Option<i32>,
    #[serde(default)]
    pub faith: bool,
    /// Leaders the school will not have.
    #[serde(default)]
    pub vetoes: Vec<crate::schools::LeaderId>,
    pub opened: Date,
    /// Somebody has been agreed: days are reserved.
    #[serde(default)]
    pub matched: Option<crate::schools::LeaderId>,
}
