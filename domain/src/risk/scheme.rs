//! A scheme that has been checked: every name resolved, every rule able to fire.

use serde::{Deserialize, Serialize};

use super::document::{Document, Measure, OwnerDoc, Standing, Unit};
use super::level::{Band, Level};
use crate::calendar::Date;
use crate::schools::{Key, Phase, Setting};

/// Why a scheme was refused: where, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct SchemeFault {
    pub place: String,
    pub reason: String,
}

/// A scheme ready to use. Indicators are in order of id, as evidence is.
/// It travels to the browser as it is: whoever sends it has checked it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    pub name: String,
    pub version: u32,
    pub owner: String,
    pub from: Date,
    pub note: String,
    pub small_cohort: u32,
    pub risk_words: [String; 4],
    pub areas: Vec<Area>,
    pub area_rule: Vec<Tally>,
    pub risk_rule: Vec<Tally>,
    /// Least serious first; a [`Band`] is a place in this list.
    pub bands: Vec<BandRule>,
    /// The order in which bands are tried; the first whose rule is met is suggested.
    pub decide: Vec<Band>,
    /// Places of indicators that put a school with the authority by themselves, at high.
    pub category_of_concern: Vec<usize>,
    pub indicators: Vec<Indicator>,
    /// Places of indicators in the order the document lists them.
    pub reading_order: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    pub id: Key,
    pub name: String,
}

/// Reached when at least so many are at each level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub level: Level,
    pub critical: u8,
    /// At least so many at low, medium, high.
    pub at: [u8; 3],
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BandRule {
    pub id: Key,
    pub word: String,
    pub short: String,
    /// 0 to 4, how much ink.
    pub tone: u8,
    pub meaning: String,
    pub owner: [OwnerDoc; 4],
    pub review_months: [u8; 4],
    pub days: u8,
    pub when: Vec<When>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    pub words: String,
    pub all: Vec<Condition>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// Any of these indicators is at least so serious.
    AnyAtLeast(Vec<usize>, Level),
    /// All of these indicators are at most so serious.
    AllAtMost(Vec<usize>, Level),
    RiskAtLeast(Level),
    RiskAtMost(Level),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    pub id: Key,
    pub name: String,
    /// Place in [`Scheme::areas`].
    pub area: usize,
    pub unit: Unit,
    /// Bit n is set when the n-th of [`Phase::ALL`] is asked.
    pub(super) phases: u8,
    /// Bits for mainstream, special, alternative.
    pub(super) settings: u8,
    pub shelf_months: u16,
    pub one_year: bool,
    pub critical: bool,
    /// Most serious first.
    pub lines: Vec<Line>,
    /// The lines for special and alternative provision; empty: the same.
    pub special_lines: Vec<Line>,
    pub choices: Vec<Choice>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub level: Level,
    pub measure: Measure,
    pub test: Test,
    pub standing: Standing,
    pub source: String,
    pub words: String,
}

/// Numbers are hundredths of the indicator's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    Below(i32),
    AtMost(i32),
    Above(i32),
    AtLeast(i32),
    Marker(Key),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub id: Key,
    pub words: String,
    pub level: Level,
    pub standing: Standing,
}

impl Indicator {
    /// Whether the scheme asks this of such a school.
    pub fn applies(&self, phase: Phase, setting: Setting) -> bool {
        self.phases & (1 << phase as u8) != 0 && self.settings & (1 << setting as u8) != 0
    }

    /// The lines drawn for such a setting, most serious first.
    pub fn lines_for(&self, setting: Setting) -> &[Line] {
        if setting == Setting::Mainstream || self.special_lines.is_empty() {
            &self.lines
        } else {
            &self.special_lines
        }
    }

    /// The mildest line that is drawn on the value itself, hundredths.
    pub fn line_to_cross(&self, setting: Setting) -> Option<i32> {
        self.lines_for(setting)
            .iter()
            .rev()
            .find_map(|line| match (line.measure, line.test) {
                (
                    Measure::Value,
                    Test::Below(limit)
                    | Test::AtMost(limit)
                    | Test::Above(limit)
                    | Test::AtLeast(limit),
                ) => Some(limit),
                _ => None,
            })
    }
}

impl Scheme {
    /// Reads and checks a scheme document.
    ///
    /// # Errors
    /// Every fault found: the line of a document that cannot be read, or the rule that names
    /// something that is not there.
    pub fn parse(text: &str) -> Result<Self, Vec<SchemeFault>> {
        let document: Document = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| {
                1 + text[..span.start.min(text.len())].matches('\n').count()
            });
            vec![SchemeFault {
                place: format!("line {line}"),
                reason: error.message().to_owned(),
            }]
        })?;
        super::check::check(document)
    }

    /// The built-in Bradford scheme: priority and risk.
    ///
    /// # Errors
    /// Never, unless the document shipped with the product is broken; a test reads it.
    pub fn bradford() -> Result<Self, Vec<SchemeFault>> {
        Self::parse(BRADFORD)
    }

    /// Where an indicator stands in [`Scheme::indicators`].
    pub fn place(&self, id: Key) -> Option<usize> {
        self.indicators.binary_search_by_key(&id, |one| one.id).ok()
    }

    /// The indicator of that id.
    pub fn indicator(&self, id: Key) -> Option<&Indicator> {
        self.place(id).map(|at| &self.indicators[at])
    }

    /// The rule of a band. A band that is not of this scheme gets the most serious rule there is.
    pub fn band(&self, band: Band) -> &BandRule {
        let last = self.bands.len() - 1;
        &self.bands[usize::from(band.0).min(last)]
    }

    /// The band of that id.
    pub fn band_named(&self, id: Key) -> Option<Band> {
        let at = self.bands.iter().position(|band| band.id == id)?;
        u8::try_from(at).ok().map(Band)
    }

    /// Every band, least serious first.
    pub fn all_bands(&self) -> impl Iterator<Item = Band> + use<> {
        (0..u8::try_from(self.bands.len()).unwrap_or(u8::MAX)).map(Band)
    }

    /// The scheme's word for a level of risk.
    pub fn risk_word(&self, level: Level) -> &str {
        &self.risk_words[level as usize]
    }
}

/// The Bradford scheme as shipped.
pub const BRADFORD: &str = include_str!("../../schemes/bradford.toml");
