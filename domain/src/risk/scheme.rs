//! A scheme that has been checked: every name resolved, every rule able to fire.

use serde::{Deserialize, Serialize};

use super::catalogue::{Measure, Unit};
use super::document::{Document, MeetingRules, OwnerDoc, Standing};
use super::fault::SchemeFault;
use super::former::{Former, Past};
use super::level::{Band, Judged, Level};
use super::places::{Bits, Lookup};
use super::weigh::{Rules, Tallies, Weight};
use crate::calendar::Date;
use crate::schools::{Key, Phase, Setting};

/// A scheme ready to use. Indicators are in order of id, as evidence is. It travels as the whole document
/// it was made from, and is checked again where it arrives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Document", into = "Document")]
pub struct Scheme {
    pub name: String,
    pub version: u32,
    pub owner: String,
    pub from: Date,
    pub note: String,
    pub small_cohort: u32,
    pub meetings: MeetingRules,
    pub risk_words: [String; 4],
    pub areas: Vec<Area>,
    pub area_rule: Vec<Tally>,
    pub risk_rule: Vec<Tally>,
    /// Least serious first; a [`Band`] is a place in this list.
    pub bands: Vec<BandRule>,
    /// Those that are gone; their places come after the last of [`Scheme::bands`].
    pub former: Vec<Former>,
    /// Where the bands of each version are found here; empty where all have the same.
    pub(super) past: Past,
    /// The order in which bands are tried; the first whose rule is met is suggested.
    pub decide: Vec<Band>,
    /// Places of indicators that put a school with the authority by themselves, at high.
    pub category_of_concern: Vec<usize>,
    pub indicators: Vec<Indicator>,
    /// Places of indicators in the order the document lists them.
    pub reading_order: Vec<usize>,
    /// The band from which a school ought to be helped by fellow members of its community.
    pub weak_from: Option<Band>,
    /// Points an indicator gives at each level; all 0 where the scheme sums none.
    pub points: [i32; 4],
    /// The sums at which the risk is low, medium and high.
    pub risk_points: Option<[i32; 3]>,
    /// The whole document it was made from.
    pub document: Document,
    /// Where each indicator stands in [`Scheme::indicators`].
    pub(super) lookup: Lookup,
    /// For each phase and setting, what [`Scheme::unasked`] gives.
    pub(super) unasked: Vec<Vec<Judged>>,
    /// What [`Scheme::decide`] and the bands say, laid out to be run through.
    pub(super) rules: Rules,
    pub(super) area_table: Tallies,
    pub(super) risk_table: Tallies,
    /// One for each indicator.
    pub(super) weights: Vec<Weight>,
    /// Those that may be raised by others, in an order in which each comes after what raises it.
    pub(super) raises: Vec<Raise>,
}

/// At `from` or worse, while one of these is at `at_least` or worse: then it is `to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raise {
    pub indicator: usize,
    pub from: Level,
    pub by: Places,
    pub at_least: Level,
    pub to: Level,
    pub words: String,
    pub standing: Standing,
    pub source: String,
}

/// Places of indicators, as a list to read and as bits to test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    pub list: Vec<usize>,
    pub(super) bits: Bits,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    pub id: Key,
    pub name: String,
}

/// Reached when at least so many are at each level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub level: Level,
    pub critical: u8,
    /// At least so many at low, medium, high.
    pub at: [u8; 3],
    pub standing: Standing,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandRule {
    pub id: Key,
    pub word: String,
    pub short: String,
    /// 0 to 4, how much ink.
    pub tone: u8,
    pub meaning: String,
    /// The authority's own category, apart from Ofsted's; empty where this band is none.
    pub category: String,
    pub owner: [OwnerDoc; 4],
    pub review_months: [u8; 4],
    pub days: u8,
    /// Working days within which named support is secured.
    pub support_within_days: Option<u8>,
    pub clock: Option<Clock>,
    /// A second person reads a decision for it before it is told.
    pub second_reader: bool,
    pub follows: Vec<String>,
    /// Of the days, the reviews and what follows.
    pub standing: Standing,
    pub source: String,
    pub when: Vec<When>,
}

/// Months after which a stay in a band is warned of, and the most it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    pub warn_months: u8,
    pub limit_months: u8,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    pub words: String,
    pub standing: Standing,
    pub source: String,
    pub all: Vec<Condition>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Any of these indicators is at least so serious.
    AnyAtLeast(Places, Level),
    /// All of these indicators are at most so serious.
    AllAtMost(Places, Level),
    RiskAtLeast(Level),
    RiskAtMost(Level),
    /// Hundredths of a point.
    PointsAtLeast(i32),
    PointsAtMost(i32),
    Before(Before),
}

/// What was decided before, and what has been found since. Everything that is asked must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Before {
    /// Empty: any band.
    pub was: Vec<Band>,
    pub months_at_least: Option<u16>,
    pub on_track_at_least: Option<u8>,
    pub on_track_at_most: Option<u8>,
    pub without_progress_at_least: Option<u8>,
    pub met: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    pub id: Key,
    pub name: String,
    /// The name where there is little room.
    pub short: String,
    /// Place in [`Scheme::areas`].
    pub area: usize,
    pub unit: Unit,
    /// The least and the greatest value there can be.
    pub bounds: [i32; 2],
    /// Bit n is set when the n-th of [`Phase::ALL`] is asked.
    pub(super) phases: u8,
    /// Bits for mainstream, special, alternative.
    pub(super) settings: u8,
    pub shelf_months: u16,
    pub one_year: bool,
    pub critical: bool,
    /// How often it counts in the sum of points.
    pub weight: u8,
    /// The most serious level it can have.
    pub(super) worst: Level,
    /// Most serious first.
    pub lines: Vec<Line>,
    /// The lines for special and alternative provision; empty: the same.
    pub special_lines: Vec<Line>,
    pub choices: Vec<Choice>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub level: Level,
    pub measure: Measure,
    pub test: Test,
    pub standing: Standing,
    pub source: String,
    pub words: String,
}

/// Numbers are hundredths of the indicator's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    Below(i32),
    AtMost(i32),
    Above(i32),
    AtLeast(i32),
    Marker(Key),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub id: Key,
    pub words: String,
    pub level: Level,
    pub standing: Standing,
    pub source: String,
}

impl Indicator {
    /// Whether there can be such a value.
    pub fn allows(&self, number: i32) -> bool {
        (self.bounds[0]..=self.bounds[1]).contains(&number)
    }

    /// Whether the scheme asks this of such a school.
    pub fn applies(&self, phase: Phase, setting: Setting) -> bool {
        self.phases & (1 << phase as u8) != 0 && self.settings & (1 << setting as u8) != 0
    }

    /// Whether some value has this level by itself.
    pub fn can_be(&self, level: Level) -> bool {
        let lines = || self.lines.iter().chain(&self.special_lines);
        lines().any(|line| line.level == level)
            || self.choices.iter().any(|choice| choice.level == level)
            || (level == Level::None && self.choices.is_empty())
    }

    /// The lines drawn for such a setting, most serious first.
    pub fn lines_for(&self, setting: Setting) -> &[Line] {
        if setting == Setting::Mainstream || self.special_lines.is_empty() {
            &self.lines
        } else {
            &self.special_lines
        }
    }

    /// The least a drawing of its years spans, hundredths of its unit, so that noise stays flat.
    pub fn least_range(&self) -> i32 {
        match self.unit {
            Unit::Centile => 2_400,
            Unit::PerCent if self.one_year => 1_200,
            Unit::PerCent => 160,
            _ => 400,
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

impl From<Scheme> for Document {
    fn from(scheme: Scheme) -> Self {
        scheme.document
    }
}

/// Only a whole document: what it takes from the catalogue was put in before it was sent.
impl TryFrom<Document> for Scheme {
    type Error = String;

    fn try_from(document: Document) -> Result<Self, String> {
        if document.catalogue.is_some() {
            return Err("the scheme was sent without what it takes from the catalogue".to_owned());
        }
        super::check::check(document).map_err(|faults| {
            let words: Vec<String> = faults.iter().map(ToString::to_string).collect();
            words.join("; ")
        })
    }
}

impl Scheme {
    /// Reads and checks a scheme document.
    ///
    /// # Errors
    /// Every fault found, each with the line of the document it is on.
    pub fn parse(text: &str) -> Result<Self, Vec<SchemeFault>> {
        let document = Document::parse(text)?;
        Self::new(document).map_err(|faults| super::written::with_lines(text, faults))
    }

    /// Checks a scheme document that was read already.
    ///
    /// # Errors
    /// Every fault found, each with the part of the document it is in.
    pub fn new(document: Document) -> Result<Self, Vec<SchemeFault>> {
        super::check::check(document.whole()?)
    }

    /// A scheme shipped with the product, by the name it has on the command line.
    pub fn shipped(name: &str) -> Option<&'static str> {
        SHIPPED
            .iter()
            .find(|(one, _)| *one == name)
            .map(|(_, text)| *text)
    }

    /// The built-in Bradford scheme: priority and risk.
    ///
    /// # Errors
    /// Never, unless the document shipped with the product is broken; a test reads it.
    pub fn bradford() -> Result<Self, Vec<SchemeFault>> {
        Self::parse(BRADFORD)
    }

    /// Every indicator before anything is read: not collected, or not asked of such a school.
    pub(super) fn unasked(&self, phase: Phase, setting: Setting) -> Vec<Judged> {
        self.unasked[phase as usize * 3 + setting as usize].clone()
    }

    /// Whether indicators give points.
    pub fn sums_points(&self) -> bool {
        self.points != [0; 4]
    }

    /// Where an indicator stands in [`Scheme::indicators`].
    pub fn place(&self, id: Key) -> Option<usize> {
        self.lookup.place(id)
    }

    /// The indicator of that id.
    pub fn indicator(&self, id: Key) -> Option<&Indicator> {
        self.place(id).map(|at| &self.indicators[at])
    }

    /// The rule of a band, also of one that is gone. One that never was gets the most serious rule there is.
    pub fn band(&self, band: Band) -> &BandRule {
        let (at, last) = (usize::from(band.0), self.bands.len() - 1);
        match self.bands.get(at) {
            Some(rule) => rule,
            None => self
                .former
                .get(at - last - 1)
                .map_or(&self.bands[last], |one| &one.rule),
        }
    }

    /// The scheme's word for a level of risk.
    pub fn risk_word(&self, level: Level) -> &str {
        &self.risk_words[level as usize]
    }
}

/// The Bradford scheme as shipped.
pub const BRADFORD: &str = include_str!("../../schemes/bradford.toml");

/// Every scheme shipped: its name and its document.
pub const SHIPPED: [(&str, &str); 6] = [
    ("bradford", BRADFORD),
    ("rotherham", include_str!("../../schemes/rotherham.toml")),
    (
        "wiltshire_primary",
        include_str!("../../schemes/wiltshire_primary.toml"),
    ),
    (
        "present_day",
        include_str!("../../schemes/present_day.toml"),
    ),
    (
        "opportunity_area",
        include_str!("../../schemes/opportunity_area.toml"),
    ),
    ("measured", include_str!("../../schemes/measured.toml")),
];
