//! What broker and head agreed after they talked: the step nobody may skip.

use serde::{Deserialize, Serialize};

use super::money::WhoPays;
use super::request::Request;
use crate::brokerage::{Familiarity, HalfDays, NeedDraft, Tier};
use crate::calendar::Date;
use crate::schools::Key;

/// The agreed scope of support.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    pub area: Key,
    pub half_days: HalfDays,
    pub from: Date,
    pub to: Date,
    /// What the talk came to.
    pub talked: String,
    /// How one will know that it helped.
    pub measures: String,
    /// Who pays, as the agreement will say it.
    #[serde(default)]
    pub funding: String,
    /// Who pays, as far as is known: money is put aside from there once somebody is proposed.
    #[serde(default)]
    pub pays: Option<WhoPays>,
}

impl Scope {
    /// The need it puts on the board.
    pub fn need(&self, request: &Request) -> NeedDraft {
        NeedDraft {
            urn: request.urn,
            area: self.area,
            note: request.outcome.clone(),
            half_days: self.half_days,
            tier: Tier::default(),
            from: self.from,
            to: self.to,
            phase_essential: false,
            remote: false,
            style: None,
            familiarity: Familiarity::Either,
            meeting: None,
            of: None,
        }
    }
}
