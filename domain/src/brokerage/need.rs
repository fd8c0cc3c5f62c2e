//! Needs for support: what a school asks, or the meeting found it needs.

use serde::{Deserialize, Serialize};

use super::leader::HalfDays;
use super::team::MOST_SPECIALISTS;
use crate::calendar::Date;
use crate::schools::{Governance, Key, MeetingId, NeedId, Phase, Place, Urn};

/// How soon a need is met where not all can be: 4 first. Comes from the category of the school, and
/// is all a broker sees of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Tier(u8);

impl Default for Tier {
    /// Where nobody says: soon, and not before those in the most serious trouble.
    fn default() -> Self {
        Self(3)
    }
}

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
    /// Of a specialist in a team: the need of its lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<NeedId>,
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
    #[error("there is no way of working “{0}”")]
    NoSuchStyle(Key),
    #[error("the note has more than 2,000 characters")]
    NoteTooLong,
    #[error("a team has at most {MOST_SPECIALISTS} specialists beside its lead")]
    TooManySpecialists,
    #[error("there is no open need to be beside: it was closed, or is itself of a specialist")]
    NoSuchLead,
    #[error("a specialist comes to the school of the lead, in the same tier")]
    NotAsTheLead,
}

/// A need for support, with what matching looks at of its school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    pub id: NeedId,
    pub draft: NeedDraft,
    pub school: String,
    pub phase: Phase,
    pub place: Option<Place>,
    /// Who is responsible for the school in law; none: not known.
    #[serde(default)]
    pub governance: Option<Governance>,
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

/// The longest note, characters.
pub const LONGEST_NOTE: usize = 2_000;
/// The most a need may ask for.
pub const MOST_HALF_DAYS: HalfDays = HalfDays::days(100);

/// Whether a need can be opened as it is written.
///
/// # Errors
/// Everything that is wrong with it, in the order of the form.
pub fn check(draft: &NeedDraft) -> Result<(), Vec<NeedFault>> {
    let areas = super::areas::Areas::standard();
    let faults: Vec<NeedFault> = [
        areas
            .area(draft.area)
            .is_none()
            .then_some(NeedFault::NoSuchArea(draft.area)),
        (draft.half_days.0 == 0).then_some(NeedFault::NoDays),
        (draft.half_days > MOST_HALF_DAYS).then_some(NeedFault::TooManyDays),
        (draft.to < draft.from).then_some(NeedFault::EndsBeforeItStarts),
        draft
            .style
            .filter(|style| areas.style(*style).is_none())
            .map(NeedFault::NoSuchStyle),
        (draft.note.chars().count() > LONGEST_NOTE).then_some(NeedFault::NoteTooLong),
    ]
    .into_iter()
    .flatten()
    .collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

impl NeedFault {
    /// The field of the form it is about.
    pub fn field(&self) -> &'static str {
        match self {
            Self::NoDays | Self::TooManyDays => "half_days",
            Self::EndsBeforeItStarts => "to",
            Self::NoSuchArea(_) => "area",
            Self::NoSuchStyle(_) => "style",
            Self::NoteTooLong => "note",
            Self::TooManySpecialists => "with",
            Self::NoSuchLead | Self::NotAsTheLead => "of",
        }
    }
}

impl Need {
    /// Still waiting for somebody.
    pub fn open(&self) -> bool {
        self.matched.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn draft() -> NeedDraft {
        NeedDraft {
            urn: Urn::try_from(107_000).unwrap(),
            area: Key::of("writing"),
            note: String::new(),
            half_days: HalfDays::days(6),
            tier: Tier(3),
            from: date!(2026 - 11 - 23),
            to: date!(2027 - 03 - 26),
            phase_essential: false,
            remote: false,
            style: None,
            familiarity: Familiarity::Either,
            meeting: None,
            of: None,
        }
    }

    #[test]
    fn a_need_is_refused_with_everything_that_is_wrong_with_it() {
        assert_eq!(check(&draft()), Ok(()));
        let cases: [(fn(&mut NeedDraft), NeedFault); 6] = [
            (|need| need.half_days = HalfDays(0), NeedFault::NoDays),
            (
                |need| need.half_days = HalfDays(201),
                NeedFault::TooManyDays,
            ),
            (
                |need| need.to = date!(2026 - 11 - 22),
                NeedFault::EndsBeforeItStarts,
            ),
            (
                |need| need.area = Key::of("juggling"),
                NeedFault::NoSuchArea(Key::of("juggling")),
            ),
            (
                |need| need.style = Some(Key::of("shouting")),
                NeedFault::NoSuchStyle(Key::of("shouting")),
            ),
            (|need| need.note = "é".repeat(2_001), NeedFault::NoteTooLong),
        ];
        let mut all = draft();
        for (break_it, fault) in cases {
            let mut need = draft();
            break_it(&mut need);
            assert_eq!(check(&need), Err(vec![fault]));
            if need.half_days.0 != 201 {
                break_it(&mut all);
            }
        }
        assert_eq!(check(&all).map_err(|faults| faults.len()), Err(5));
    }

    #[test]
    fn the_longest_need_and_the_shortest_are_taken() {
        for half_days in [1, 200] {
            let mut need = draft();
            need.half_days = HalfDays(half_days);
            need.to = need.from;
            need.note = "é".repeat(2_000);
            assert_eq!(check(&need), Ok(()));
        }
    }
}
