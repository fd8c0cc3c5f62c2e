//! Rounds in which leaders are sought.

use serde::{Deserialize, Serialize};

use super::NamedSchool;
use crate::brokerage::LeaderType;
use crate::brokerage::recruitment::{
    Act, Applicant, Application, Pipeline, Round, RoundDraft, RoundEntry, Standing,
};
use crate::calendar::Date;
use crate::schools::{ChangeId, LeaderId, PersonId, RoundId};

/// `GET /api/leaders/recruitment`: open rounds first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecruitmentPage {
    pub today: Date,
    pub types: Vec<LeaderType>,
    pub rounds: Vec<RoundRow>,
    /// Who is named to interview, by name.
    pub names: Vec<(PersonId, String)>,
    /// Who may be named to interview; for those who keep rounds.
    pub people: Vec<(PersonId, String)>,
    /// Leaders this person may put forward by their record: whoever keeps rounds all, a head their own staff.
    pub leaders: Vec<(LeaderId, String)>,
    /// Schools this person may put somebody forward from.
    pub schools: Vec<NamedSchool>,
    /// They may put themselves forward; whoever keeps rounds puts others forward.
    pub may_apply: bool,
    /// They may put others forward.
    pub may_put: bool,
    /// Their own school, where it is known.
    pub own_school: Option<NamedSchool>,
}

/// A round as this person reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundRow {
    pub id: RoundId,
    /// Without those who are put forward: they are beside it, each as this person reads of them.
    pub round: Round,
    pub standing: Standing,
    /// For whoever keeps the round or may interview in it.
    pub pipeline: Option<Pipeline>,
    pub keeps: bool,
    pub applicants: Vec<ApplicantRow>,
    /// Who was deferred to this round from another, and is not put forward in it yet.
    pub deferred: Vec<Application>,
}

/// Somebody who is put forward, as this person reads of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicantRow {
    pub applicant: Applicant,
    /// It is they.
    pub own: bool,
    /// What this person can do now.
    pub acts: Vec<Act>,
    pub waits: Vec<WaitRow>,
}

/// Something that waits about them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitRow {
    pub what: String,
    /// "Rashida Dalal", "their own school".
    pub whose: String,
    pub due: Option<Date>,
    pub mine: bool,
}

/// `POST /api/leaders/recruitment`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenRound {
    /// Made by the client, and the round's own: sent twice it is one round.
    pub id: ChangeId,
    pub round: RoundDraft,
}

/// `POST /api/leaders/recruitment/{round}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PutRound {
    pub id: ChangeId,
    /// The revision they were looking at.
    pub base: u64,
    pub entry: RoundEntry,
}
