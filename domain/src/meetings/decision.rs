//! What the room decides, and what a decision must carry to be kept.

use serde::{Deserialize, Serialize};

use crate::calendar::{Date, add_months};
use crate::risk::{Band, Categorisation, Level, Owner, Scheme, owner};
use crate::schools::Key;

/// What the room says of one school. Kept beside what the rules suggested, never instead of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    pub band: Band,
    pub risk: Level,
    /// Required when it differs from the suggestion. People's own words.
    #[serde(default)]
    pub rationale: String,
    pub next_review: Date,
    /// The indicators a different decision rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rests_on: Vec<Key>,
    /// Where the scheme refuses this pair: the authority's lead officer confirms it, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<String>,
}

/// What follows from a decision that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    pub owner: Owner,
    pub causing_concern: bool,
    /// It differs from what the rules suggest.
    pub differs: bool,
    /// The band is one that a second person reads.
    pub second_reader: bool,
}

impl Outcome {
    /// Whether a second person has to agree before it is told.
    pub fn asks_a_second_person(&self) -> bool {
        self.differs || self.second_reader
    }
}

/// Why a decision cannot stand, in words a chair can act on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionFault {
    #[error("the rules suggest otherwise: say why the room decides so")]
    ReasonNeeded,
    /// The two remedies: the band that takes this risk, and the risk this band takes.
    #[error("{band} with {risk} cannot stand: raise it to {raise}, or lower the risk to {lower}")]
    PairRefused {
        band: String,
        risk: String,
        raise: String,
        lower: String,
    },
    #[error("that band is not in this scheme")]
    NoSuchBand,
    #[error("the next review must be after the day of the meeting")]
    ReviewInThePast,
    #[error("the scheme has no indicator {0} to rest the decision on")]
    NoSuchIndicator(Key),
}

/// Checks a decision against the scheme and the suggestion it was made beside.
///
/// # Errors
/// Where a reason is missing, or the scheme refuses the pair of band and risk.
pub fn check(
    scheme: &Scheme,
    suggestion: &Categorisation,
    decision: &Decision,
    on: Date,
) -> Result<Outcome, DecisionFault> {
    if usize::from(decision.band.0) >= scheme.bands.len() {
        return Err(DecisionFault::NoSuchBand);
    }
    if decision.next_review <= on {
        return Err(DecisionFault::ReviewInThePast);
    }
    if let Some(key) = decision
        .rests_on
        .iter()
        .find(|key| scheme.indicator(**key).is_none())
    {
        return Err(DecisionFault::NoSuchIndicator(*key));
    }
    let differs = decision.band != suggestion.band.known || decision.risk != suggestion.risk.known;
    if differs && decision.rationale.trim().is_empty() {
        return Err(DecisionFault::ReasonNeeded);
    }
    let confirmed = decision
        .confirmed
        .as_deref()
        .is_some_and(|why| !why.trim().is_empty());
    let second_reader = scheme.band(decision.band).second_reader;
    match owner(scheme, decision.band, decision.risk, suggestion.in_category) {
        Some(owner) => Ok(Outcome {
            owner,
            causing_concern: owner == Owner::Authority,
            differs,
            second_reader,
        }),
        None if confirmed => Ok(Outcome {
            owner: Owner::Partnership,
            causing_concern: false,
            differs,
            second_reader,
        }),
        None => Err(refused(scheme, decision)),
    }
}

fn refused(scheme: &Scheme, decision: &Decision) -> DecisionFault {
    let raise = scheme
        .all_bands()
        .find(|band| *band > decision.band && owner(scheme, *band, decision.risk, false).is_some())
        .map_or_else(String::new, |band| scheme.band(band).word.clone());
    let lower = Level::ALL
        .into_iter()
        .rev()
        .find(|risk| *risk < decision.risk && owner(scheme, decision.band, *risk, false).is_some())
        .map_or_else(String::new, |risk| scheme.risk_word(risk).to_lowercase());
    DecisionFault::PairRefused {
        band: scheme.band(decision.band).word.clone(),
        risk: scheme.risk_word(decision.risk).to_lowercase(),
        raise,
        lower,
    }
}

/// When a school of this band and risk is next reviewed, by the scheme.
pub fn next_review(scheme: &Scheme, band: Band, risk: Level, on: Date) -> Date {
    add_months(
        on,
        i32::from(scheme.band(band).review_months[risk as usize]),
    )
}
