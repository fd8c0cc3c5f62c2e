//! Checks a scheme document: every name resolved, every rule able to fire, every fault named.

use std::collections::BTreeSet;

use super::document::{BandDoc, ConditionDoc, Document, IndicatorDoc, LineDoc, TallyDoc, Unit};
use super::level::{Band, Level};
use super::scheme::{
    Area, BandRule, Choice, Condition, Indicator, Line, Scheme, SchemeFault, Tally, Test, When,
};
use crate::schools::Key;

/// The scheme a document describes.
///
/// # Errors
/// Every fault found, each with its place.
pub fn check(document: Document) -> Result<Scheme, Vec<SchemeFault>> {
    Checker::default().check(document)
}

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
