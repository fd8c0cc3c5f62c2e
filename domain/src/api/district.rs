//! Views of many schools at once: the district and its targets, one partnership, schools like another.

use serde::{Deserialize, Serialize};

use std::collections::BTreeMap;

use super::Partnership;
use crate::calendar::Moment;
use crate::meetings::Watched;
use crate::risk::{AreaFound, Band, Given, Progress, Target, TargetId};
use crate::schools::{Apart, Key, School, Urn, YearMedian};
use crate::support::Flag;

/// `GET /api/district`: every school whose category this person sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistrictPage {
    /// By name.
    pub schools: Vec<DistrictSchool>,
    /// Support that went from school to school since September.
    pub support: Vec<Given>,
    /// Those that stand, the nearest day first.
    pub targets: Vec<TargetState>,
    /// Schools that ought to be helped, and how long each step towards it took.
    #[serde(default)]
    pub flagged: Vec<Flag>,
    pub at: Moment,
}

/// One school of the district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistrictSchool {
    pub urn: Urn,
    pub name: String,
    /// "Results fell 9 points": one short phrase.
    pub main_reason: String,
    pub watched: Watched,
}

/// A target that stands, and how far it is reached by the schools this person sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetState {
    pub id: TargetId,
    pub target: Target,
    pub set_by: String,
    pub set_at: Moment,
    pub progress: Progress,
}

/// `POST /api/targets`, answered with every target that stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetTarget {
    pub id: TargetId,
    pub target: Target,
}

/// `POST /api/targets/{id}/withdraw`, answered with every target that stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawTarget {
    pub why: String,
}

/// `GET /api/partnerships/{id}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnershipPage {
    pub partnership: Partnership,
    /// By name.
    pub members: Vec<MemberSchool>,
    /// Support since September that came from or went to a member.
    pub support: Vec<Given>,
    /// The main measures over the years.
    pub trends: Vec<MeasureYears>,
}

/// A member of a partnership, and what is found of each area of the scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberSchool {
    pub school: DistrictSchool,
    pub areas: Vec<AreaFound>,
}

/// One measure of many schools, oldest year first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureYears {
    pub indicator: Key,
    pub years: Vec<YearMedian>,
}

/// `GET /api/schools/{urn}/similar`: published figures of schools like it. Never a judgement; a category
/// only where the person sees it anyway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimilarSchools {
    pub own: Figures,
    /// Nearest first.
    pub others: Vec<SimilarSchool>,
    /// How they were chosen.
    pub rule: String,
}

/// The latest published figures of one school.
pub type Figures = BTreeMap<Key, Figure>;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimilarSchool {
    pub school: School,
    pub apart: Apart,
    pub figures: Figures,
    /// The last decision, where the person sees it.
    #[serde(default)]
    pub decided: Option<Band>,
}

/// A published number, hundredths of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    pub year: i32,
    pub value: i32,
    #[serde(default)]
    pub national: Option<i32>,
}
