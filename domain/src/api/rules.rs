//! The rules: in force, as they were, and what they are tried on.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::calendar::{Date, Moment};
use crate::meetings::Approval;
use crate::risk::{Band, Document, Level, Scheme, Span};
use crate::schools::{Evidence, Key, Observed, Urn};

/// `GET /api/rules`: the scheme in force and every school whose evidence this person may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesPage {
    pub scheme: Arc<Scheme>,
    /// Newest first, with those that only begin later.
    pub versions: Vec<RulesVersion>,
    pub schools: Vec<RulesSchool>,
    /// The day the evidence is looked at.
    pub today: Date,
    /// The other schemes shipped, by the name they have on the command line, and their own.
    pub shipped: Vec<(String, String)>,
    /// The public page that says how the rules work.
    pub method: String,
    /// How many decisions rooms have made on these schools; the last word of each meeting counts.
    pub decisions: u32,
    /// Those that were not what the rules suggested beside them, newest first.
    pub otherwise: Vec<DecidedOtherwise>,
}

/// A decision beside the suggestion it differs from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecidedOtherwise {
    pub urn: Urn,
    pub on: Date,
    pub suggested: Span<Band>,
    pub suggested_risk: Span<Level>,
    pub band: Band,
    pub risk: Level,
    pub rationale: String,
    pub next_review: Date,
    /// Who decided.
    pub by: String,
    /// What a second person said of it.
    #[serde(default)]
    pub approval: Option<Approval>,
}

/// A version that was adopted, by a recorded decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesVersion {
    pub name: String,
    pub version: u32,
    pub from: Date,
    /// Why, as the minute has it; empty for the one the product came with.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    #[serde(default)]
    pub at: Option<Moment>,
    /// What it changed of the version before, a sentence each.
    #[serde(default)]
    pub changes: Vec<String>,
}

/// What the rules look at of one school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesSchool {
    pub urn: Urn,
    pub name: String,
    pub evidence: Evidence,
    pub roll: Option<u32>,
    /// Hundredths of a per cent of pupils who are disadvantaged.
    pub disadvantaged: Option<i32>,
    pub faith: bool,
}

/// `GET /api/rules/past`: every dated value of those schools, for trying rules on earlier years.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RulesPast {
    pub schools: Vec<(Urn, Vec<(Key, Observed)>)>,
}

/// `POST /api/rules`, answered with the [`RulesPage`]. 409 where another version was adopted since; 422
/// with every fault of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdoptRules {
    /// The version this one was made from.
    pub base: u32,
    /// The day it begins; today or later.
    pub from: Date,
    /// Why: the minute.
    pub why: String,
    pub document: Document,
}
