//! The list of schools, one school, and whether its head has heard.

use serde::{Deserialize, Serialize};

use super::Partnership;
use crate::access::Role;
use crate::brokerage::Need;
use crate::calendar::{Date, Moment};
#[cfg(doc)]
use crate::meetings::Approval;
use crate::meetings::{Holds, Past, Reply};
use crate::risk::{Band, Categorisation, Level, Owner, Span};
use crate::schools::{
    Contest, ContestId, EntryDraft, EntryId, Finding, Key, Known, MeetingId, Reading, ReplyId,
    School, Settlement,
};
use crate::support::SupportSince;

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
    /// Whether the decision still holds beside what is suggested now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds: Option<Holds>,
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
    /// The school's own words, for those who see its evidence and for its head.
    #[serde(default)]
    pub reply: Option<Reply>,
    /// The letter about the last decision has been issued, and this person may read it.
    #[serde(default)]
    pub letter: bool,
    /// What this person may do here.
    #[serde(default)]
    pub rights: SchoolRights,
    /// Present for those who decide, once something is decided.
    #[serde(default)]
    pub telling: Option<Telling>,
    /// Support of the school since a room last decided on it, as far as this person reads each case.
    #[serde(default)]
    pub support: Vec<SupportSince>,
    /// Organisations it belongs to, and those it belonged to, newest first.
    #[serde(default)]
    pub belongs: Vec<super::Belonging>,
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
    /// What people know of it that this person may read, newest first; also what has ended.
    #[serde(default)]
    pub known: Vec<Known>,
    /// What the school disputes and disputed, newest first.
    #[serde(default)]
    pub contests: Vec<Contest>,
    /// Who is around the school, heads first.
    #[serde(default)]
    pub people: Vec<SchoolPerson>,
    /// What comes next in meetings and from them, soonest first; empty for those who do not see
    /// meetings.
    #[serde(default)]
    pub coming: Vec<Coming>,
}

/// What somebody may do on the page of a school, as the server would decide it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SchoolRights {
    /// Write down what is known, and settle what is contested.
    pub record: bool,
    /// Read and write what is about a person.
    pub personal: bool,
    pub contest: bool,
    pub reply: bool,
    /// Approve or send back a decision that differs.
    pub approve: bool,
}

/// `POST /api/schools/{urn}/known`, answered with the [`Known`]; sent twice is one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordEntry {
    pub id: EntryId,
    pub entry: EntryDraft,
}

/// `POST /api/schools/{urn}/known/{id}/withdraw`, answered with the [`Known`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawEntry {
    pub why: String,
}

/// `POST /api/schools/{urn}/contests`, answered with the [`Contest`]; sent twice is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestValue {
    pub id: ContestId,
    pub indicator: Key,
    /// The value as it was seen: another one since is refused as stale.
    pub finding: Finding,
    pub as_at: Date,
    pub why: String,
}

/// `POST /api/schools/{urn}/contests/{id}/settle`, answered with the [`Contest`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettleContest {
    pub how: Settlement,
    pub words: String,
}

/// `POST /api/schools/{urn}/reply`, answered with the [`Reply`]; sent twice is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SendReply {
    pub id: ReplyId,
    pub text: String,
}

/// `POST /api/schools/{urn}/approval`, answered with the [`Approval`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApproveDecision {
    pub meeting: MeetingId,
    /// The day and pair that was looked at: another decision since is refused as stale.
    pub band: Band,
    pub risk: Level,
    pub approved: bool,
    #[serde(default)]
    pub words: String,
}

/// Somebody who has to do with a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolPerson {
    pub role: Role,
    pub name: String,
    /// Chairs its governors.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub chairs: bool,
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
