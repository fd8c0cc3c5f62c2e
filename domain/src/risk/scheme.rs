//! A scheme that has been checked: every name resolved, every rule able to fire.

use std::collections::BTreeSet;

use super::document::{
    BandDoc, ConditionDoc, Document, IndicatorDoc, LineDoc, Measure, OwnerDoc, Standing, TallyDoc,
    Unit,
};
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
}

#[derive(Debug, Clone, PartialEq, Eq)]
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

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    pub words: String,
    pub all: Vec<Condition>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Any of these indicators is at least so serious.
    AnyAtLeast(Vec<usize>, Level),
    /// All of these indicators are at most so serious.
    AllAtMost(Vec<usize>, Level),
    RiskAtLeast(Level),
    RiskAtMost(Level),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    pub id: Key,
    pub name: String,
    /// Place in [`Scheme::areas`].
    pub area: usize,
    pub unit: Unit,
    /// Bit n is set when the n-th of [`Phase::ALL`] is asked.
    phases: u8,
    /// Bits for mainstream, special, alternative.
    settings: u8,
    pub shelf_months: u16,
    pub one_year: bool,
    pub critical: bool,
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
        Checker::default().check(document)
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

#[derive(Default)]
struct Checker {
    faults: Vec<SchemeFault>,
}

impl Checker {
    fn fault(&mut self, place: impl Into<String>, reason: impl Into<String>) {
        self.faults.push(SchemeFault {
            place: place.into(),
            reason: reason.into(),
        });
    }

    fn check(mut self, document: Document) -> Result<Scheme, Vec<SchemeFault>> {
        if document.band.is_empty() || document.band.len() > 8 {
            self.fault("band", "a scheme has 1 to 8 bands");
            return Err(self.faults);
        }
        let areas: Vec<Area> = document
            .area
            .iter()
            .map(|area| Area {
                id: area.id,
                name: area.name.clone(),
            })
            .collect();
        let document_order: Vec<Key> = document.indicator.iter().map(|one| one.id).collect();
        let mut indicators = Vec::new();
        let mut seen = BTreeSet::new();
        for one in &document.indicator {
            if !seen.insert(one.id) {
                self.fault(format!("indicator {}", one.id), "is listed twice");
            }
            if let Some(indicator) = self.indicator(one, &areas) {
                indicators.push(indicator);
            }
        }
        indicators.sort_by_key(|one| one.id);
        let place = |id: &Key| indicators.binary_search_by_key(id, |one| one.id).ok();

        let bands: Vec<BandRule> = document
            .band
            .iter()
            .map(|band| self.band(band, &place))
            .collect();
        let mut decide = Vec::new();
        for id in &document.decide {
            match bands.iter().position(|band| band.id == *id) {
                Some(at) => decide.push(Band(u8::try_from(at).unwrap_or(u8::MAX))),
                None => self.fault("decide", format!("there is no band {id}")),
            }
        }
        match decide.last() {
            Some(last) if !bands[usize::from(last.0)].when.is_empty() => self.fault(
                "decide",
                "the last band to be tried must have no “when”: it takes every school that is left",
            ),
            None => self.fault("decide", "names no band"),
            _ => {}
        }
        for (at, band) in bands.iter().enumerate() {
            if !decide.iter().any(|one| usize::from(one.0) == at) {
                self.fault("decide", format!("band {} is never tried", band.id));
            }
        }
        let category_of_concern =
            self.places("category_of_concern", &document.category_of_concern, &place);
        let reading_order = document_order.iter().filter_map(place).collect();
        let area_rule = self.tallies("area_rule", &document.area_rule);
        let risk_rule = self.tallies("risk_rule", &document.risk_rule);
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        Ok(Scheme {
            name: document.name,
            version: document.version,
            owner: document.owner,
            from: document.from,
            note: document.note,
            small_cohort: document.small_cohort.unwrap_or(0),
            risk_words: document.risk_words,
            areas,
            area_rule,
            risk_rule,
            bands,
            decide,
            category_of_concern,
            indicators,
            reading_order,
        })
    }

    fn tallies(&mut self, place: &str, rules: &[TallyDoc]) -> Vec<Tally> {
        for pair in rules.windows(2) {
            if pair[0].level < pair[1].level {
                self.fault(place, "rules are listed most serious first");
            }
        }
        for rule in rules {
            if rule.critical == 0 && rule.high == 0 && rule.medium == 0 && rule.low == 0 {
                self.fault(place, "a rule asks for nothing, so it is always met");
            }
        }
        rules
            .iter()
            .map(|rule| Tally {
                level: rule.level,
                critical: rule.critical,
                at: [rule.low, rule.medium, rule.high],
            })
            .collect()
    }

    fn places(
        &mut self,
        wher: &str,
        ids: &[Key],
        place: &impl Fn(&Key) -> Option<usize>,
    ) -> Vec<usize> {
        ids.iter()
            .filter_map(|id| {
                let at = place(id);
                if at.is_none() {
                    self.fault(wher, format!("there is no indicator {id}"));
                }
                at
            })
            .collect()
    }

    fn band(&mut self, band: &BandDoc, place: &impl Fn(&Key) -> Option<usize>) -> BandRule {
        let wher = format!("band {}", band.id);
        if band.tone > 4 {
            self.fault(&wher, "tone is 0 to 4");
        }
        let when = band
            .when
            .iter()
            .map(|when| When {
                words: when.words.clone(),
                all: when
                    .all
                    .iter()
                    .filter_map(|condition| self.condition(&wher, condition, place))
                    .collect(),
            })
            .collect();
        BandRule {
            id: band.id,
            word: band.word.clone(),
            short: band.short.clone(),
            tone: band.tone,
            meaning: band.meaning.clone(),
            owner: band.owner,
            review_months: band.review_months,
            days: band.days,
            when,
        }
    }

    fn condition(
        &mut self,
        wher: &str,
        condition: &ConditionDoc,
        place: &impl Fn(&Key) -> Option<usize>,
    ) -> Option<Condition> {
        let any = self.places(wher, &condition.any_of, place);
        let all = self.places(wher, &condition.all_of, place);
        match (
            condition.risk,
            any.is_empty(),
            all.is_empty(),
            condition.at_least,
            condition.at_most,
        ) {
            (true, true, true, Some(level), None) => Some(Condition::RiskAtLeast(level)),
            (true, true, true, None, Some(level)) => Some(Condition::RiskAtMost(level)),
            (false, false, true, Some(level), None) => Some(Condition::AnyAtLeast(any, level)),
            (false, true, false, None, Some(level)) => Some(Condition::AllAtMost(all, level)),
            _ => {
                self.fault(
                    wher,
                    "a condition is “any_of … at_least”, “all_of … at_most” or “risk = true” with one of the two",
                );
                None
            }
        }
    }

    fn indicator(&mut self, one: &IndicatorDoc, areas: &[Area]) -> Option<Indicator> {
        let wher = format!("indicator {}", one.id);
        let area = areas.iter().position(|area| area.id == one.area);
        if area.is_none() {
            self.fault(&wher, format!("there is no area {}", one.area));
        }
        if (one.unit == Unit::Choice) != one.line.is_empty() {
            self.fault(
                &wher,
                "a measured indicator has lines, a judged one has choices",
            );
        }
        if (one.unit == Unit::Choice) == one.choice.is_empty() {
            self.fault(
                &wher,
                "a judged indicator has choices, a measured one has none",
            );
        }
        let lines = self.lines(&wher, &one.line);
        let special_lines = self.lines(&wher, &one.special_line);
        let bits = |empty: bool, bits: u8| if empty { u8::MAX } else { bits };
        Some(Indicator {
            id: one.id,
            name: one.name.clone(),
            area: area?,
            unit: one.unit,
            phases: bits(
                one.phases.is_empty(),
                one.phases
                    .iter()
                    .fold(0, |bits, phase| bits | 1 << *phase as u8),
            ),
            settings: bits(
                one.settings.is_empty(),
                one.settings
                    .iter()
                    .fold(0, |bits, setting| bits | 1 << *setting as u8),
            ),
            shelf_months: one.shelf_months,
            one_year: one.one_year,
            critical: one.critical,
            lines,
            special_lines,
            choices: one
                .choice
                .iter()
                .map(|choice| Choice {
                    id: choice.id,
                    words: choice.words.clone(),
                    level: choice.level,
                    standing: choice.standing,
                })
                .collect(),
        })
    }

    fn lines(&mut self, wher: &str, lines: &[LineDoc]) -> Vec<Line> {
        for pair in lines.windows(2) {
            if pair[0].level < pair[1].level {
                self.fault(wher, "lines are listed most serious first");
            }
        }
        lines
            .iter()
            .filter_map(|line| self.line(wher, line))
            .collect()
    }

    fn line(&mut self, wher: &str, line: &LineDoc) -> Option<Line> {
        let tests: Vec<Test> = [
            line.below.map(|number| Test::Below(number.0)),
            line.at_most.map(|number| Test::AtMost(number.0)),
            line.above.map(|number| Test::Above(number.0)),
            line.at_least.map(|number| Test::AtLeast(number.0)),
            line.marker.map(Test::Marker),
        ]
        .into_iter()
        .flatten()
        .collect();
        let [test] = tests[..] else {
            self.fault(
                wher,
                "a line has exactly one of below, at_most, above, at_least, marker",
            );
            return None;
        };
        if line.level == Level::None {
            self.fault(
                wher,
                "a line leads to low, medium or high; what meets no line is none",
            );
        }
        Some(Line {
            level: line.level,
            measure: line.of,
            test,
            standing: line.standing,
            source: line.source.clone(),
            words: line.words.clone(),
        })
    }
}
