//! A scheme as it is written: a TOML document a partnership can read, own and change.
//!
//! This file is the shape only, and that of an indicator in [`super::catalogue`]; [`super::check`] checks
//! it and turns names into places. The same document travels as JSON.

use serde::{Deserialize, Serialize};

use super::catalogue::IndicatorDoc;
use super::level::Level;
use super::number::Hundredths;
use crate::schools::{Key, Phase};

/// Where a line comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Stands in a published source.
    Sourced,
    /// A published fact, mapped to a level by this scheme.
    Mapped,
    /// This scheme's own proposal.
    #[default]
    Proposed,
}

/// A whole scheme. As written it may name indicators of the shared catalogue; [`Document::whole`] puts
/// them in, and what is sent or stored is whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub name: String,
    pub version: u32,
    pub owner: String,
    pub from: crate::calendar::Date,
    #[serde(default)]
    pub note: String,
    /// The version of the shared catalogue its areas name indicators of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub small_cohort: Option<u32>,
    /// How meetings are held under it.
    #[serde(default, skip_serializing_if = "MeetingRules::is_nothing")]
    pub meetings: MeetingRules,
    pub risk_words: [String; 4],
    /// An indicator at high puts the school with the authority whatever its band.
    pub category_of_concern: Vec<Key>,
    pub decide: Vec<Key>,
    /// The band from which a school ought to be helped by fellow members of its community.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weak_from: Option<Key>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<PointsDoc>,
    /// The sums of points at which the risk is low, medium and high.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk_points: Option<[Hundredths; 3]>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub area_rule: Vec<TallyDoc>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub risk_rule: Vec<TallyDoc>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reduced: Vec<ReducedDoc>,
    pub area: Vec<AreaDoc>,
    pub band: Vec<BandDoc>,
    #[serde(default)]
    pub indicator: Vec<IndicatorDoc>,
    /// Bands of other versions that this one has not. Not written by hand: known from the record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<FormerDoc>,
    /// What its levels came to when they were held against what happened later.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tested: Vec<TestedDoc>,
}

/// A band that some other version has: what was decided under that keeps its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerDoc {
    pub id: Key,
    pub word: String,
    pub short: String,
    pub tone: u8,
    pub meaning: String,
    /// The last version that has it.
    pub until: u32,
    /// The mildest band of this version that is more serious; none: it was the most serious of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Key>,
}

/// What a scheme says of its meetings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingRules {
    /// Minutes planned for a school that is discussed; the chair may plan otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u8>,
    /// How often a partnership meets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence: Option<Cadence>,
}

/// How often a partnership meets on its schools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    HalfTermly,
    Termly,
    Yearly,
}

impl Cadence {
    pub fn times_a_year(self) -> u8 {
        match self {
            Self::HalfTermly => 6,
            Self::Termly => 3,
            Self::Yearly => 1,
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Self::HalfTermly => "a meeting every half-term",
            Self::Termly => "a meeting every term",
            Self::Yearly => "a meeting a year",
        }
    }
}

impl MeetingRules {
    fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// One back-test, as its owner wrote it down: on which day, against what, what came of it, and what it
/// cannot say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestedDoc {
    pub on: crate::calendar::Date,
    pub what: String,
    pub sentence: String,
    pub limits: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaDoc {
    pub id: Key,
    pub name: String,
    /// The indicators of this area, in reading order; empty: those that name this area themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Key>,
}

/// Phases that are asked these indicators and no others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReducedDoc {
    pub phases: Vec<Phase>,
    pub indicators: Vec<Key>,
}

/// What an indicator adds to the school's sum at none, low, medium and high.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointsDoc {
    pub levels: [Hundredths; 4],
    #[serde(default)]
    pub standing: Standing,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// Reached when at least so many are at each level named.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TallyDoc {
    pub level: Level,
    #[serde(default)]
    pub critical: u8,
    #[serde(default)]
    pub high: u8,
    #[serde(default)]
    pub medium: u8,
    #[serde(default)]
    pub low: u8,
    #[serde(default)]
    pub standing: Standing,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandDoc {
    pub id: Key,
    pub word: String,
    pub short: String,
    pub tone: u8,
    pub meaning: String,
    /// The authority's own category, apart from Ofsted's, where this band is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// Who has the school, at risk none, low, medium and high.
    pub owner: [OwnerDoc; 4],
    /// Months to the next review, at risk none, low, medium and high.
    pub review_months: [u8; 4],
    /// Days of support a year, at most.
    pub days: u8,
    /// Working days within which named support is secured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_within_days: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockDoc>,
    /// A second person reads a decision for it before it is told, also where it is as suggested.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub second_reader: bool,
    /// What follows from the band, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follows: Vec<String>,
    /// Of the days, reviews and what follows; each rule has its own.
    #[serde(default)]
    pub standing: Standing,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Where bands are decided by the sum of points: from this sum to under that one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<[Hundredths; 2]>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<WhenDoc>,
}

/// How long a school may be in a band, counted from the day it was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockDoc {
    pub warn_months: u8,
    pub limit_months: u8,
    #[serde(default)]
    pub standing: Standing,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnerDoc {
    Partnership,
    Authority,
    /// This pair of band and risk cannot stand as it is.
    Refuse,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhenDoc {
    /// Finishes the sentence "Priority 3, because …".
    pub words: String,
    #[serde(default)]
    pub standing: Standing,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    pub all: Vec<ConditionDoc>,
}

/// One condition: on indicators, on the risk, on the sum of points, or on what was decided before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConditionDoc {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any_of: Vec<Key>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub all_of: Vec<Key>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub risk: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Level>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Level>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points_at_least: Option<Hundredths>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points_at_most: Option<Hundredths>,
    /// The last decision put it in one of these bands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub was: Vec<Key>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months_at_least: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_track_at_least: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_track_at_most: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_progress_at_least: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
}
