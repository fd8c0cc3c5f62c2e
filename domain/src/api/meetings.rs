//! Meetings: the list, one from its opening on, and what comes down the line.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::calendar::{Date, Moment};
use crate::meetings::{By, Letter, Meeting, Minutes, Opening, Proposed, Purpose, Recorded};
use crate::risk::{Band, Scheme};
use crate::schools::{ChangeId, MeetingId, PartnershipId, Urn};
use crate::support::SupportSince;

/// `GET /api/meetings`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingRow {
    pub meeting: Meeting,
    pub closed: bool,
    pub schools: u32,
    pub decided: u32,
    #[serde(default)]
    pub purpose: Purpose,
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
    #[serde(default)]
    pub purpose: Purpose,
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
    /// How many have given a view of their own, by school.
    #[serde(default)]
    pub views: Vec<ViewsGiven>,
    /// Schools this person has given one of; what it was is not read out again.
    #[serde(default)]
    pub own_views: Vec<Urn>,
    /// Support of each school since a room last decided on it, as far as this person reads each case.
    #[serde(default)]
    pub support: BTreeMap<Urn, Vec<SupportSince>>,
}

/// `POST /api/meetings/{id}/views`: a band of one's own, before the suggestion is shown. The last one
/// counts; it is answered with [`ViewsGiven`]. 409 with [`Refusal`] where nobody is asked now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GiveView {
    /// Made by the client: sending it twice is one view.
    pub id: ChangeId,
    pub urn: Urn,
    pub band: Band,
}

/// How many have given a view of their own on a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewsGiven {
    pub urn: Urn,
    pub given: u32,
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
    /// How many have given a view of their own, by school.
    Views {
        given: Vec<ViewsGiven>,
    },
    /// The server is going away; come back after a moment.
    Bye,
}

/// `GET /api/meetings/{id}/minutes` (`?for=wider`: what can be sent to anybody).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinutesPage {
    pub minutes: Minutes,
    /// The scheme the meeting worked under, for its words and tags.
    pub scheme: Arc<Scheme>,
    /// SHA-256 of the whole minutes as JSON, hexadecimal: what a signature is about.
    pub seal: String,
    #[serde(default)]
    pub signed: Option<Signed>,
    /// Whether this person may sign them now.
    pub may_sign: bool,
}

/// That the minutes were signed: frozen as they were, with their seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    pub by: String,
    pub at: Moment,
    pub seal: String,
    /// A correction or an addition, in the signer's words.
    #[serde(default)]
    pub note: String,
}

/// `POST /api/meetings/{id}/minutes`, answered with the [`Signed`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignMinutes {
    /// The seal of the minutes that were read: others are refused as stale.
    pub seal: String,
    #[serde(default)]
    pub note: String,
}

/// `GET /api/schools/{urn}/letter`: about what was last decided. Its head sees it once it is issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterPage {
    pub meeting: MeetingId,
    pub letter: Letter,
    /// The day the school was told, and the last day it may answer.
    pub told: Option<Date>,
    pub answer_by: Option<Date>,
    pub answered: bool,
    pub issued: Option<Issued>,
    /// Why it cannot be issued yet.
    pub held: Option<String>,
    pub may_issue: bool,
    pub appeal: Option<Appeal>,
    pub may_appeal: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    pub by: String,
    pub at: Moment,
}

/// What the school says against the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    pub text: String,
    pub by: String,
    pub at: Moment,
}

/// `POST /api/schools/{urn}/letter`, answered with the [`LetterPage`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssueLetter {
    /// The meeting whose decision was looked at.
    pub meeting: MeetingId,
}

/// `POST /api/schools/{urn}/appeal`, answered with the [`LetterPage`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppealDecision {
    pub meeting: MeetingId,
    pub text: String,
}
