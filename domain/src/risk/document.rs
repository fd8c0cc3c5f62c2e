//! A scheme as it is written: a TOML document a partnership can read, own and change.
//!
//! This file is the shape only. [`super::scheme`] checks it and turns names into places.

use serde::{Deserialize, Serialize};

use super::level::Level;
use crate::schools::{Key, Phase, Setting};

/// A number of at most two decimals, kept as hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hundredths(pub i32);

impl<'de> Deserialize<'de> for Hundredths {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Hundredths;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a number of at most two decimals")
            }
            fn visit_i64<E: serde::de::Error>(self, whole: i64) -> Result<Hundredths, E> {
                i32::try_from(whole.saturating_mul(100))
                    .map(Hundredths)
                    .map_err(|_| E::custom(format!("{whole} is too large")))
            }
            fn visit_u64<E: serde::de::Error>(self, whole: u64) -> Result<Hundredths, E> {
                self.visit_i64(i64::try_from(whole).unwrap_or(i64::MAX))
            }
            fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Hundredths, E> {
                let hundredths = (number * 100.0).round();
                if hundredths.abs() > f64::from(i32::MAX) {
                    return Err(E::custom(format!("{number} is too large")));
                }
                if (number * 100.0 - hundredths).abs() > 1e-6 {
                    return Err(E::custom(format!("{number} has more than two decimals")));
                }
                #[expect(clippy::cast_possible_truncation, reason = "bounded just above")]
                Ok(Hundredths(hundredths as i32))
            }
        }
        from.deserialize_any(Visitor)
    }
}

/// Where a line comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Stands in a published source.
    Sourced,
    /// A published fact, mapped to a level by this scheme.
    Mapped,
    /// This scheme's own proposal.
    #[default]
    Proposed,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    pub name: String,
    pub version: u32,
    pub owner: String,
    pub from: crate::calendar::Date,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub small_cohort: Option<u32>,
    pub risk_words: [String; 4],
    pub area: Vec<AreaDoc>,
    pub area_rule: Vec<TallyDoc>,
    pub risk_rule: Vec<TallyDoc>,
    pub band: Vec<BandDoc>,
    pub decide: Vec<Key>,
    /// An indicator at this level puts the school with the authority whatever its band.
    pub category_of_concern: Vec<Key>,
    pub indicator: Vec<IndicatorDoc>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaDoc {
    pub id: Key,
    pub name: String,
}

/// Reached when at least so many are at each level named.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TallyDoc {
    pub level: Level,
    #[serde(default)]
    pub critical: u8,
    #[serde(default)]
    pub high: u8,
    #[serde(default)]
    pub medium: u8,
    #[serde(default)]
    pub low: u8,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandDoc {
    pub id: Key,
    pub word: String,
    pub short: String,
    pub tone: u8,
    pub meaning: String,
    /// Who has the school, at risk none, low, medium and high.
    pub owner: [OwnerDoc; 4],
    /// Months to the next review, at risk none, low, medium and high.
    pub review_months: [u8; 4],
    /// Days of support a year, at most.
    pub days: u8,
    #[serde(default)]
    pub when: Vec<WhenDoc>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnerDoc {
    Partnership,
    Authority,
    /// This pair of band and risk cannot stand as it is.
    Refuse,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhenDoc {
    /// Finishes the sentence "Priority 3, because …".
    pub words: String,
    pub all: Vec<ConditionDoc>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConditionDoc {
    #[serde(default)]
    pub any_of: Vec<Key>,
    #[serde(default)]
    pub all_of: Vec<Key>,
    #[serde(default)]
    pub risk: bool,
    pub at_least: Option<Level>,
    pub at_most: Option<Level>,
}

/// What a number is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    PerCent,
    Points,
    Score,
    Centile,
    Years,
    Count,
    Ratio,
    Choice,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorDoc {
    pub id: Key,
    pub name: String,
    pub area: Key,
    pub unit: Unit,
    /// Empty: every phase.
    #[serde(default)]
    pub phases: Vec<Phase>,
    /// Empty: every setting.
    #[serde(default)]
    pub settings: Vec<Setting>,
    /// Months after which a reading is out of date.
    pub shelf_months: u16,
    /// A one-year figure on fewer pupils than the scheme's small cohort is not known.
    #[serde(default)]
    pub one_year: bool,
    /// High here is high risk whatever else is known.
    #[serde(default)]
    pub critical: bool,
    #[serde(default)]
    pub line: Vec<LineDoc>,
    /// Lines for special and alternative provision, where they differ.
    #[serde(default)]
    pub special_line: Vec<LineDoc>,
    #[serde(default)]
    pub choice: Vec<ChoiceDoc>,
}

/// One line. Exactly one test: a side of a number, or a marker.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineDoc {
    pub level: Level,
    pub below: Option<Hundredths>,
    pub at_most: Option<Hundredths>,
    pub above: Option<Hundredths>,
    pub at_least: Option<Hundredths>,
    pub marker: Option<Key>,
    #[serde(default)]
    pub of: Measure,
    #[serde(default)]
    pub standing: Standing,
    #[serde(default)]
    pub source: String,
    /// What the marker means, in words.
    #[serde(default)]
    pub words: String,
}

/// What of a reading a line is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The value itself.
    #[default]
    Value,
    /// The value less the national figure.
    National,
    /// The value as a multiple of the national figure.
    TimesNational,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceDoc {
    pub id: Key,
    pub words: String,
    pub level: Level,
    #[serde(default)]
    pub standing: Standing,
}
