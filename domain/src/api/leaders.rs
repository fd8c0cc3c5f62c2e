//! The directory of leaders, one leader's page, and the types there are.

use serde::{Deserialize, Serialize};

use crate::brokerage::{Changed, Detail, Field, HalfDays, Leader, LeaderType, Ready, Sight};
use crate::calendar::{Date, Moment};
use crate::meetings::By;
use crate::schools::{ChangeId, Key, LeaderId, NeedId, Urn};

/// `GET /api/leaders`: without ratings where the person may not see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaderList {
    pub types: Vec<LeaderType>,
    pub leaders: Vec<Leader>,
}

/// `GET /api/leaders/{id}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaderPage {
    /// As this person sees them.
    pub leader: Leader,
    pub sight: Sight,
    pub types: Vec<LeaderType>,
    /// Rises with every change of the record.
    pub revision: u64,
    /// What this person may change.
    pub may: Vec<Field>,
    /// Whether they may be matched, rule by rule; empty for the directory.
    pub ready: Vec<Ready>,
    /// Support they give or gave, newest first; empty for the directory.
    pub deployments: Vec<LeaderDeployment>,
    /// What brokers hold to and nobody has agreed yet; empty for who does not broker.
    pub pinned: Vec<LeaderDeployment>,
    /// Newest first; empty for who does not see the whole record.
    pub history: Vec<LeaderRecorded>,
    /// Schools of the register by name, for ties and for who may name one.
    pub schools: Vec<NamedSchool>,
    /// Trusts, federations and dioceses of the register, for who may be tied to one.
    pub bodies: Vec<String>,
}

/// A piece of work of a leader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaderDeployment {
    pub need: NeedId,
    pub urn: Urn,
    pub school: String,
    pub area: Key,
    pub half_days: HalfDays,
    pub from: Date,
    pub to: Date,
    /// The day it was agreed; none: it is not.
    pub agreed: Option<Date>,
    pub ended: Option<Date>,
}

/// A school to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedSchool {
    pub urn: Urn,
    pub name: String,
}

/// What happened to a record, once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaderRecorded {
    pub revision: u64,
    pub id: ChangeId,
    pub at: Moment,
    pub by: By,
    /// The record was opened with this.
    pub added: bool,
    pub changes: Vec<Changed>,
    /// Why, where somebody said.
    pub why: String,
}

/// `POST /api/leaders`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddLeader {
    /// Both made by the client, so that adding twice adds one.
    pub id: ChangeId,
    pub leader: LeaderId,
    pub details: Vec<Detail>,
}

/// `POST /api/leaders/{id}/changes`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeLeader {
    pub id: ChangeId,
    /// The revision the person was looking at.
    pub base: u64,
    pub details: Vec<Detail>,
    #[serde(default)]
    pub why: String,
}

/// `POST /api/leader-types`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PutLeaderType {
    /// What the person was looking at; none: there is no such type yet.
    pub was: Option<LeaderType>,
    pub becomes: LeaderType,
}
