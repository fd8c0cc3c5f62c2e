//! The list of schools, one school, and whether its head has heard.

use serde::{Deserialize, Serialize};

use super::Partnership;
use crate::access::Role;
use crate::brokerage::Need;
use crate::calendar::{Date, Moment};
use crate::meetings::{Past, Reply};
use crate::risk::{Band, Categorisation, Level, Owner, Span};
use crate::schools::{MeetingId, Reading, School};

/// `GET /api/schools`: every school this person may see, with what they may see of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolList {
    pub rows: Vec<SchoolRow>,
    /// When the list was read.
    pub at: Moment,
}

/// One school in a table. The confidential part is absent where the person may not see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolRow {
    pub school: School,
    #[serde(default)]
    pub standing: Option<Standing>,
    /// Half-days of support agreed this year, in and out.
    #[serde(default)]
    pub support_in: u32,
    #[serde(default)]
    pub support_out: u32,
}

/// Where a school stands: the machine's suggestion and the room's last decision, side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub band: Span<Band>,
    pub risk: Span<Level>,
    pub owner: Owner,
    pub causing_concern: bool,
    /// "Results fell 9 points": one short phrase.
    pub main_reason: String,
    /// How many indicators are not known.
    pub unknown: u32,
    #[serde(default)]
    pub decided: Option<Past>,
    /// The decision before that, for movement.
    #[serde(default)]
    pub before: Option<Past>,
    /// How many decisions in a row had the band of the last one.
    #[serde(default)]
    pub steady: u32,
    #[serde(default)]
    pub next_review: Option<Date>,
    /// Main results measure and absence over the years, oldest first, hundredths of a per cent.
    #[serde(default)]
    pub results: Vec<Option<i32>>,
    #[serde(default)]
    pub absence: Vec<Option<i32>>,
}

/// `GET /api/schools/{urn}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolPage {
    pub school: School,
    pub partnership: Option<Partnership>,
    /// Present where the person may see the category.
    #[serde(default)]
    pub risk: Option<SchoolRisk>,
    #[serde(default)]
    pub needs: Vec<Need>,
    /// Present for those who decide, once something is decided.
    #[serde(default)]
    pub telling: Option<Telling>,
}

/// What was last decided of a school, and whether its head has heard. Until then nobody outside the room
/// sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    pub meeting: MeetingId,
    pub on: Date,
    /// A meeting in progress may still change its mind.
    pub closed: bool,
    pub told: Option<Told>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub at: Moment,
    pub by: String,
    /// How the head was told, or why not.
    pub how: String,
}

/// `POST /api/schools/{urn}/told`, answered with the [`Telling`].
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TellHead {
    pub meeting: MeetingId,
    pub how: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolRisk {
    /// The readings the suggestion is made from; the app categorises with the same code.
    pub readings: Vec<Reading>,
    pub suggestion: Categorisation,
    /// Every decision, newest first.
    pub decisions: Vec<Past>,
    pub next_review: Option<Date>,
    /// Every value of each indicator there has been, oldest first.
    pub history: Vec<Reading>,
    #[serde(default)]
    pub reply: Option<Reply>,
    /// Who is around the school, heads first.
    #[serde(default)]
    pub people: Vec<SchoolPerson>,
    /// What comes next in meetings and from them, soonest first; empty for those who do not see
    /// meetings.
    #[serde(default)]
    pub coming: Vec<Coming>,
}

/// Somebody who has to do with a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolPerson {
    pub role: Role,
    pub name: String,
}

/// Something with a day that concerns a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coming {
    pub on: Date,
    /// "Upper Vale partnership, autumn review", "Attendance visit, half a day".
    pub what: String,
    /// Who does it, where it is an action.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// The meeting it is, or was agreed in.
    pub meeting: MeetingId,
}
