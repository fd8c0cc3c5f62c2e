//! What ties come to, as data.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::super::areas::carried;
use super::super::leader::TieKind;
use super::BodyKind;

/// What a path of ties comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comes {
    /// No match, until it is waived.
    Stops,
    /// To be looked at, and stops nothing.
    Caution,
}

/// How far a path goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Far {
    /// One tie: to the school itself.
    School,
    /// Two: to the body over it.
    Body(BodyKind),
    /// Three: to another school of that body.
    Fellow(BodyKind),
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    kind: TieKind,
    months: i32,
    school: Comes,
    #[serde(default)]
    body: BTreeMap<BodyKind, Comes>,
    #[serde(default)]
    fellow: BTreeMap<BodyKind, Comes>,
}

/// What each kind of tie comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TieRules(BTreeMap<TieKind, Rule>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(rename = "tie")]
    ties: Vec<Rule>,
}

/// What is wrong with a document of ties.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TieFault {
    #[error("{0}")]
    NotReadable(String),
    #[error("“{0}” is listed twice")]
    Twice(&'static str),
    #[error("nothing is said of “{0}”")]
    Unsaid(&'static str),
    #[error("“{0}” ends before it began: months cannot be below nought")]
    NegativeMonths(&'static str),
}

impl TieRules {
    /// The rules this program comes with.
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<TieRules> = OnceLock::new();
        STANDARD.get_or_init(|| {
            carried(
                include_str!(concat!(env!("OUT_DIR"), "/ties.json")),
                checked,
            )
        })
    }

    /// Reads a document.
    ///
    /// # Errors
    /// Where it is none, says something twice, or leaves a kind of tie out.
    pub fn parse(document: &str) -> Result<Self, TieFault> {
        let read = toml::from_str::<Document>(document)
            .map_err(|error| TieFault::NotReadable(error.to_string().trim().to_owned()))?;
        checked(read)
    }

    /// How long after it ended a tie still counts.
    pub fn months(&self, kind: TieKind) -> i32 {
        self.0.get(&kind).map_or(0, |rule| rule.months)
    }

    /// What a tie comes to at this distance; none: nothing. A tie to the school itself that nobody has a rule
    /// for stops.
    pub fn comes(&self, kind: TieKind, far: Far) -> Option<Comes> {
        let Some(rule) = self.0.get(&kind) else {
            return (far == Far::School).then_some(Comes::Stops);
        };
        match far {
            Far::School => Some(rule.school),
            Far::Body(body) => rule.body.get(&body).copied(),
            Far::Fellow(body) => rule.fellow.get(&body).copied(),
        }
    }
}

fn checked(read: Document) -> Result<TieRules, TieFault> {
    let mut rules = BTreeMap::new();
    for rule in read.ties {
        let kind = rule.kind;
        if rule.months < 0 {
            return Err(TieFault::NegativeMonths(kind.words()));
        }
        if rules.insert(kind, rule).is_some() {
            return Err(TieFault::Twice(kind.words()));
        }
    }
    match TieKind::ALL
        .into_iter()
        .find(|kind| !rules.contains_key(kind))
    {
        Some(kind) => Err(TieFault::Unsaid(kind.words())),
        None => Ok(TieRules(rules)),
    }
}
