//! System leaders: who they are, what they can do, and how much of them is free.

use serde::{Deserialize, Serialize};

use super::ties::BodyTie;
use crate::calendar::{Date, Season};
use crate::schools::{Key, LeaderId, Phase, Place, Urn};

/// A type of leader. Data, so that a partnership can add its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaderType {
    pub id: Key,
    /// "Specialist leader of education".
    pub name: String,
    /// "SLE".
    pub short: String,
    /// Areas of need the role covers by itself, whatever the person's specialisms.
    #[serde(default)]
    pub covers: Vec<Key>,
    /// Half-days a year at most, where the person's own record says nothing.
    pub yearly_cap: HalfDays,
    /// Must their own school be in order (rule H9), or are they exempt?
    pub own_school_in_order: bool,
    /// Pence a day.
    pub day_rate: u32,
}

/// Half-days: support is counted in halves of a day.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct HalfDays(pub u32);

impl HalfDays {
    /// So many whole days.
    pub const fn days(days: u32) -> Self {
        Self(days * 2)
    }

    /// "6", "2½".
    pub fn words(self) -> String {
        match (self.0 / 2, self.0 % 2) {
            (0, 1) => "½".to_owned(),
            (days, 1) => format!("{days}½"),
            (days, _) => days.to_string(),
        }
    }
}

/// Where a designation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Active,
    UnderReview,
    Paused,
    Lapsed,
    Removed,
}

/// Who designated them, when, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Designation {
    pub kind: Key,
    pub body: String,
    pub awarded: Date,
    #[serde(default)]
    pub review_due: Option<Date>,
    pub standing: Standing,
    #[serde(default)]
    pub reason: String,
}

/// How deep a specialism goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    Secondary,
    Primary,
}

/// An area of expertise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Specialism {
    pub area: Key,
    pub depth: Depth,
}

/// The home head's standing word on releasing them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Release {
    Agreed,
    AskEachTime,
    Refused,
}

/// What ties a leader to a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieKind {
    WorksThere,
    WorkedThere,
    Governor,
    Relative,
    Applicant,
    MergerTalks,
    RecentInspector,
    /// One governing body for both schools: a federation.
    SameGovernors,
    /// Was paid for work there, outside what is brokered here.
    PaidWork,
}

/// A tie to a school, and until when it held; no end: it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    pub urn: Urn,
    pub kind: TieKind,
    #[serde(default)]
    pub until: Option<Date>,
}

/// What schools said of earlier deployments: a sum of scores out of 100, and how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TrackRecord {
    pub evaluations: u32,
    pub sum: u32,
}

/// Half-days a term at most, in every school year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByTerm {
    pub autumn: HalfDays,
    pub spring: HalfDays,
    pub summer: HalfDays,
}

impl ByTerm {
    /// What the term of this season may take.
    pub fn of(self, season: Season) -> HalfDays {
        match season {
            Season::Autumn => self.autumn,
            Season::Spring => self.spring,
            Season::Summer => self.summer,
        }
    }

    /// The three together.
    pub fn sum(self) -> HalfDays {
        HalfDays(
            self.autumn
                .0
                .saturating_add(self.spring.0)
                .saturating_add(self.summer.0),
        )
    }
}

/// Half-days that are agreed, and the time they are given in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Taken {
    pub half_days: HalfDays,
    pub from: Date,
    pub to: Date,
}

/// What is known of a leader beside what most rules ask for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// "Deputy head", as they write it.
    pub post: String,
    /// Where their own school is, when it is in no register here.
    pub district: String,
    /// Kinds of school they have worked in.
    pub contexts: Vec<Key>,
    /// Trusts, federations and dioceses they are tied to themselves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bodies: Vec<BodyTie>,
    /// Most for a term, beside the year's; none: only the year counts.
    pub terms: Option<ByTerm>,
    /// What is agreed here. The record of deployments says so, never the leader's own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub taken: Vec<Taken>,
}

/// A system leader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leader {
    pub id: LeaderId,
    pub name: String,
    pub designation: Designation,
    pub home: Option<Urn>,
    pub home_name: String,
    /// Trust or federation of the home school.
    #[serde(default)]
    pub organisation: Option<String>,
    pub place: Option<Place>,
    pub specialisms: Vec<Specialism>,
    pub phases: Vec<Phase>,
    /// Own school's roll and disadvantaged share, for likeness of context.
    #[serde(default)]
    pub roll: Option<u32>,
    #[serde(default)]
    pub disadvantaged: Option<i32>,
    #[serde(default)]
    pub faith: bool,
    /// Half-days a year they may give.
    pub yearly: HalfDays,
    /// Half-days already reserved or used this year.
    pub used: HalfDays,
    pub most_deployments: u32,
    pub deployments: u32,
    /// Bit 0 Monday to bit 4 Friday.
    pub weekdays: u8,
    #[serde(default)]
    pub styles: Vec<Key>,
    pub release: Release,
    /// The conflict declaration is good until this day.
    #[serde(default)]
    pub declared_until: Option<Date>,
    /// The home school confirmed safeguarding checks, good until this day.
    #[serde(default)]
    pub checks_until: Option<Date>,
    #[serde(default)]
    pub ties: Vec<Tie>,
    /// Schools they will not work with.
    #[serde(default)]
    pub vetoes: Vec<Urn>,
    /// Their own school has been causing concern, or not yet good, since.
    #[serde(default)]
    pub own_school_concern: Option<Date>,
    #[serde(default)]
    pub track: TrackRecord,
    #[serde(default)]
    pub profile: Profile,
}

impl Leader {
    /// Half-days still free this year.
    pub fn free(&self) -> HalfDays {
        HalfDays(self.yearly.0.saturating_sub(self.used.0))
    }
}
