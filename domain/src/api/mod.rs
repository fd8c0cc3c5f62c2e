//! What crosses the wire and is no domain type by itself. App and server ship together, so these are
//! the only wire types; every body refuses fields it does not know.

mod import;
mod rules;
pub use import::{
    FileProgress, FileReport, FileStage, ImportChanges, ImportNews, ImportProgress, ImportReport,
    ImportStep, Rejected, Skipped, ValueCounts,
};
pub use rules::{AdoptRules, DecidedOtherwise, RulesPage, RulesPast, RulesSchool, RulesVersion};

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::access::{Actor, Role};
pub use crate::brokerage::{BoardChange, BoardDone, Pair};
use crate::brokerage::{Leader, LeaderType, Need, NeedDraft};
use crate::calendar::{Date, Moment};
use crate::meetings::{By, Meeting, Opening, Past, Proposed, Recorded, Refusal, Reply};
use crate::risk::{Band, Categorisation, Level, Owner, Scheme, Span};
use crate::schools::{
    AuthorityId, ChangeId, Key, MeetingId, NeedId, PartnershipId, PersonId, Reading, School, Urn,
};

/// A problem, as RFC 9457 has it. `title` is a sentence for the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// A short stable name: `not_signed_in`, `not_found`, `stale`, `invalid`, `unavailable` …
    #[serde(rename = "type")]
    pub kind: String,
    pub status: u16,
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// Which fields, and what is wrong with each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// For a refused change of a meeting: the reason as data, with the other person's value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Box<Refusal>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    pub field: String,
    pub reason: String,
}

// ---- session -------------------------------------------------------------------------------------

/// `POST /api/session`
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

/// `POST /api/session/demo`: one click, in a demo database only.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoSignIn {
    pub person: PersonId,
}

/// `POST /api/session/display`: a projector's link, opened on the device that shows it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisplaySignIn {
    pub token: String,
}

/// `GET /api/session`: who is signed in, and what the screen needs everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub actor: Actor,
    pub name: String,
    pub email: String,
    pub authority: String,
    pub demo: bool,
    /// The scheme in force.
    pub scheme: Arc<Scheme>,
    pub today: Date,
    pub partnerships: Vec<Partnership>,
}

/// `GET /api/session/demo`: the made-up people one may sign in as; empty outside a demo database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoPerson {
    pub id: PersonId,
    pub name: String,
    pub role: Role,
    /// What they are there for: "Chairs the Upper Vale partnership".
    pub about: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partnership {
    pub id: PartnershipId,
    pub name: String,
}

// ---- schools -------------------------------------------------------------------------------------

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

// ---- meetings ------------------------------------------------------------------------------------

/// `GET /api/meetings`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingRow {
    pub meeting: Meeting,
    pub closed: bool,
    pub schools: u32,
    pub decided: u32,
}

/// `POST /api/meetings`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenMeeting {
    /// Made by the client, so that opening twice is one meeting.
    pub id: MeetingId,
    pub partnership: PartnershipId,
    pub title: String,
    pub on: Date,
}

/// `GET /api/meetings/{id}`: how it opened and every change since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingPage {
    pub meeting: Meeting,
    /// The scheme the meeting works under.
    pub scheme: Arc<Scheme>,
    pub openings: Vec<Opening>,
    pub changes: Vec<Recorded>,
    /// Who is on the page now.
    pub present: Vec<By>,
}

/// `POST /api/meetings/{id}/display`: a link that another device can open once, within ten minutes, to
/// show this meeting and nothing else.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DisplayLink {
    /// The page, with the token where no server and no log sees it: behind the #.
    pub href: String,
    pub token: String,
}

/// `POST /api/meetings/{id}/changes` sends a [`Proposed`] and is answered with the [`Recorded`], also
/// when it was recorded before. 409 with [`Refusal`] where it cannot stand.
pub type ProposeChange = Proposed;

/// An event of `GET /api/meetings/{id}/events` (SSE; `Last-Event-ID` or `?after=` is the last
/// sequence number seen; `?poll=1` answers once with a list). `change` events carry their sequence
/// number as id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum MeetingEvent {
    Change(Box<Recorded>),
    Present {
        people: Vec<By>,
    },
    /// The server is going away; come back after a moment.
    Bye,
}

// ---- brokerage -----------------------------------------------------------------------------------

/// `GET /api/brokerage`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokeragePage {
    pub types: Vec<LeaderType>,
    pub leaders: Vec<Leader>,
    pub needs: Vec<Need>,
    pub pins: Vec<Pair>,
    pub exclusions: Vec<Pair>,
    /// Rises with every change of the board.
    pub revision: u64,
    /// Every school of the authority, for the map.
    pub places: Vec<MapSchool>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapSchool {
    pub urn: Urn,
    pub name: String,
    pub place: crate::schools::Place,
}

/// `POST /api/needs`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenNeed {
    /// Made by the client, so that opening twice is one need.
    pub id: NeedId,
    pub draft: NeedDraft,
}

/// `POST /api/brokerage/changes`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoardProposed {
    pub id: ChangeId,
    /// The revision the broker was looking at.
    pub base: u64,
    pub change: BoardChange,
}

/// `POST /api/brokerage/accept`: the matches the broker saw; the server solves again itself and
/// refuses with 409 where its own plan differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcceptPlan {
    pub id: ChangeId,
    pub base: u64,
    pub matches: Vec<Pair>,
}

/// A change of the brokerage board that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardRecorded {
    pub revision: u64,
    pub id: ChangeId,
    pub at: Moment,
    pub by: By,
    pub change: BoardDone,
}

/// `GET /api/leaders`: without ratings where the person may not see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaderList {
    pub types: Vec<LeaderType>,
    pub leaders: Vec<Leader>,
}

/// A person's own authority, for headings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    pub id: AuthorityId,
    pub name: String,
}

/// `GET /api/today`: what waits for this person, most pressing first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Today {
    pub tasks: Vec<Task>,
    pub meetings: Vec<MeetingRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    #[serde(default)]
    pub due: Option<Date>,
    /// "Review overdue", "Needs a match".
    pub what: String,
    pub school: String,
    pub urn: Urn,
    /// The rest of the sentence.
    pub why: String,
    /// Where to do it: a page of the app.
    pub href: String,
    pub act: String,
    /// Shown only where the person may see the category.
    #[serde(default)]
    pub band: Option<Band>,
    #[serde(default)]
    pub area: Option<Key>,
}
