//! An indicator of a partnership's own, as somebody fills it in: read from a document, checked field by
//! field, and written as the document has indicators.

pub(super) mod ids;

use self::ids::{key_of, own_id};
use super::bands::tidy;
use crate::risk::catalogue::{ChoiceDoc, IndicatorDoc, LineDoc, Measure, Unit, is_shared};
use crate::risk::document::{Document, Standing};
use crate::risk::level::Level;
use crate::risk::number::Hundredths;
use crate::schools::{Key, Phase};

/// The longest shelf life, months.
const LONGEST_SHELF: u16 = 120;

/// What is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnIndicator {
    pub name: String,
    /// Where there is little room; empty: the name.
    pub short: String,
    pub area: Option<Key>,
    pub unit: Unit,
    /// Higher values are worse.
    pub high_is_worse: bool,
    /// Where low, medium and high begin, hundredths.
    pub lines: [Option<i32>; 3],
    /// The answers of a judgement.
    pub answers: Vec<Answer>,
    pub phases: Vec<Phase>,
    pub shelf_months: u16,
    /// One year's figure: not known on a small cohort.
    pub one_year: bool,
    pub critical: bool,
    pub standing: Standing,
    pub source: String,
}

/// One answer of a judgement. The id stays when the words change: readings are kept by it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    pub id: Option<Key>,
    pub words: String,
    pub level: Level,
}

/// A field that can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnField {
    Name,
    Area,
    Lines,
    Answers,
    Phases,
    Shelf,
    Source,
}

impl Default for OwnIndicator {
    fn default() -> Self {
        Self {
            name: String::new(),
            short: String::new(),
            area: None,
            unit: Unit::PerCent,
            high_is_worse: false,
            lines: [None; 3],
            answers: [Level::None, Level::Low, Level::Medium, Level::High]
                .map(|level| Answer {
                    level,
                    ..Answer::default()
                })
                .to_vec(),
            phases: Phase::ALL.to_vec(),
            shelf_months: 12,
            one_year: false,
            critical: false,
            standing: Standing::Proposed,
            source: String::new(),
        }
    }
}

impl OwnIndicator {
    /// What of this kind can be added.
    pub const UNITS: [Unit; 8] = [
        Unit::PerCent,
        Unit::Count,
        Unit::Score,
        Unit::Points,
        Unit::Centile,
        Unit::Years,
        Unit::Ratio,
        Unit::Choice,
    ];

    /// An own indicator as it was filled in. None where there is none of that id, where it is the shared
    /// catalogue's, and where its lines are more than a form can say.
    pub fn read(document: &Document, id: Key) -> Option<Self> {
        let doc = document.indicator.iter().find(|one| one.id == id)?;
        if is_shared(id) {
            return None;
        }
        let empty = Self::default();
        let unit = doc.unit?;
        let written = doc.line.as_deref().unwrap_or_default();
        let choices = doc.choice.as_deref().unwrap_or_default();
        let mut lines = [None; 3];
        for line in written {
            let limit = line.at_least.or(line.at_most);
            if line.of == Measure::Value && line.level > Level::None {
                lines[line.level as usize - 1] = limit.map(|limit| limit.0);
            }
        }
        let (standing, source) = written
            .first()
            .map(|line| (line.standing, line.source.clone()))
            .or(choices
                .first()
                .map(|one| (one.standing, one.source.clone())))
            .unwrap_or_default();
        let read = Self {
            name: doc.name.clone().unwrap_or_default(),
            short: doc.short.clone().unwrap_or_default(),
            area: doc.area,
            unit,
            high_is_worse: written.first().is_some_and(|line| line.at_least.is_some()),
            lines,
            answers: if choices.is_empty() {
                empty.answers
            } else {
                choices
                    .iter()
                    .map(|one| Answer {
                        id: Some(one.id),
                        words: one.words.clone(),
                        level: one.level,
                    })
                    .collect()
            },
            phases: doc.phases.clone().unwrap_or(empty.phases),
            shelf_months: doc.shelf_months.unwrap_or(empty.shelf_months),
            one_year: doc.one_year.unwrap_or(false),
            critical: doc.critical.unwrap_or(false),
            standing,
            source,
        };
        let again = read.written(document, Some(id)).ok()?;
        let same = |one: &IndicatorDoc| (one.line.clone(), one.choice.clone());
        (same(&again) == same(doc)).then_some(read)
    }

    /// As the document has indicators: `id` where it is one of the document's already, else one is made
    /// from the name. What a form does not ask stays as it was.
    ///
    /// # Errors
    /// Each field that is wrong, and why.
    pub fn written(
        &self,
        document: &Document,
        id: Option<Key>,
    ) -> Result<IndicatorDoc, Vec<(OwnField, String)>> {
        let faults = self.faults(document, id);
        if !faults.is_empty() {
            return Err(faults);
        }
        let name = tidy(&self.name);
        let short = tidy(&self.short);
        let was = id.and_then(|id| document.indicator.iter().find(|one| one.id == id));
        let kept = was
            .cloned()
            .unwrap_or_else(|| empty(own_id(document, &name)));
        let judged = self.unit == Unit::Choice;
        let same_unit = kept.unit == Some(self.unit);
        Ok(IndicatorDoc {
            name: Some(name),
            short: (!short.is_empty()).then_some(short),
            area: self.area,
            unit: Some(self.unit),
            bounds: if same_unit {
                kept.bounds
            } else {
                bounds(self.unit)
            },
            phases: (self.phases != Phase::ALL).then(|| self.phases.clone()),
            shelf_months: Some(self.shelf_months),
            one_year: (self.one_year && !judged).then_some(true),
            critical: self.critical.then_some(true),
            line: (!judged).then(|| self.line_docs()),
            choice: judged.then(|| self.choice_docs()),
            special_line: kept.special_line.filter(|_| same_unit && !judged),
            ..kept
        })
    }

    fn line_docs(&self) -> Vec<LineDoc> {
        [Level::High, Level::Medium, Level::Low]
            .into_iter()
            .filter_map(|level| {
                let limit = self.lines[level as usize - 1].map(Hundredths)?;
                Some(LineDoc {
                    level,
                    at_least: self.high_is_worse.then_some(limit),
                    at_most: (!self.high_is_worse).then_some(limit),
                    standing: self.standing,
                    source: tidy(&self.source),
                    ..LineDoc::default()
                })
            })
            .collect()
    }

    fn choice_docs(&self) -> Vec<ChoiceDoc> {
        let mut taken: Vec<Key> = self.answers.iter().filter_map(|one| one.id).collect();
        self.said()
            .map(|one| {
                let words = tidy(&one.words);
                let id = one.id.unwrap_or_else(|| {
                    let id = key_of(&words, "answer", |id| taken.contains(&id));
                    taken.push(id);
                    id
                });
                ChoiceDoc {
                    id,
                    words,
                    level: one.level,
                    standing: self.standing,
                    source: tidy(&self.source),
                }
            })
            .collect()
    }

    /// Answers somebody has put words to.
    fn said(&self) -> impl Iterator<Item = &Answer> {
        self.answers
            .iter()
            .filter(|one| !one.words.trim().is_empty())
    }

    fn faults(&self, document: &Document, id: Option<Key>) -> Vec<(OwnField, String)> {
        let mut faults = Vec::new();
        let mut fault = |field, words: &str| faults.push((field, words.to_owned()));
        let name = tidy(&self.name).to_lowercase();
        let others = document.indicator.iter().filter(|one| Some(one.id) != id);
        let mut names = others.filter_map(|one| one.name.as_deref());
        if name.is_empty() {
            fault(OwnField::Name, "Give it a name.");
        } else if names.any(|other| other.to_lowercase() == name) {
            fault(OwnField::Name, "Another indicator has this name.");
        }
        if !document.area.iter().any(|one| Some(one.id) == self.area) {
            fault(OwnField::Area, "Choose the area it speaks of.");
        }
        if self.unit == Unit::Choice {
            if let Some(words) = self.wrong_answers() {
                fault(OwnField::Answers, words);
            }
        } else if let Some(words) = self.wrong_lines() {
            fault(OwnField::Lines, words);
        }
        if self.phases.is_empty() {
            fault(
                OwnField::Phases,
                "Choose at least one phase, or no school is asked.",
            );
        }
        if self.shelf_months == 0 || self.shelf_months > LONGEST_SHELF {
            fault(OwnField::Shelf, "A whole number of months, 1 to 120.");
        }
        if self.standing != Standing::Proposed && tidy(&self.source).is_empty() {
            fault(OwnField::Source, "Say where it is published.");
        }
        faults
    }

    fn wrong_lines(&self) -> Option<&'static str> {
        let drawn: Vec<i32> = self.lines.iter().flatten().copied().collect();
        let [least, most] =
            bounds(self.unit).map_or([i32::MIN, i32::MAX], |all| all.map(|one| one.0));
        let in_order = |pair: &[i32]| {
            if self.high_is_worse {
                pair[0] < pair[1]
            } else {
                pair[0] > pair[1]
            }
        };
        if drawn.is_empty() {
            Some("Draw at least one line: without one every value is none.")
        } else if !drawn.iter().all(|one| (least..=most).contains(one)) {
            Some(match self.unit {
                Unit::PerCent | Unit::Centile => "There are values from 0 to 100 only.",
                _ => "There are no values below 0.",
            })
        } else if !drawn.windows(2).all(in_order) {
            Some(if self.high_is_worse {
                "Higher is worse, so high begins above medium, and medium above low."
            } else {
                "Lower is worse, so high begins below medium, and medium below low."
            })
        } else {
            None
        }
    }

    fn wrong_answers(&self) -> Option<&'static str> {
        let words: Vec<String> = self
            .said()
            .map(|one| tidy(&one.words).to_lowercase())
            .collect();
        let levels: Vec<Level> = self.said().map(|one| one.level).collect();
        if words.len() < 2 {
            Some("A judgement has at least two answers.")
        } else if (1..words.len()).any(|at| words[..at].contains(&words[at])) {
            Some("Two answers have the same words.")
        } else if levels.iter().all(|one| *one == Level::None) {
            Some("At least one answer is low, medium or high, or it never counts.")
        } else {
            None
        }
    }
}

impl Document {
    /// An indicator put in: in place of what it was, or after the others of its area.
    pub(super) fn put_indicator(&mut self, one: IndicatorDoc) {
        let was = self.indicator.iter().position(|other| other.id == one.id);
        if let Some(at) = was {
            if self.indicator[at].area == one.area {
                self.indicator[at] = one;
                return;
            }
            self.indicator.remove(at);
        }
        let last = self
            .indicator
            .iter()
            .rposition(|other| other.area == one.area);
        let at = last.map_or(self.indicator.len(), |last| last + 1);
        self.indicator.insert(at, one);
    }
}

fn empty(id: Key) -> IndicatorDoc {
    IndicatorDoc {
        id,
        name: None,
        short: None,
        area: None,
        unit: None,
        bounds: None,
        phases: None,
        settings: None,
        shelf_months: None,
        one_year: None,
        critical: None,
        weight: None,
        line: None,
        special_line: None,
        choice: None,
        raise: None,
    }
}

/// The values there can be.
fn bounds(unit: Unit) -> Option<[Hundredths; 2]> {
    let to = |most: i32| Some([Hundredths(0), Hundredths(most * 100)]);
    match unit {
        Unit::PerCent | Unit::Centile => to(100),
        Unit::Count | Unit::Years | Unit::Ratio => to(1_000_000),
        Unit::Points | Unit::Score | Unit::Choice => None,
    }
}

#[cfg(test)]
mod tests;
