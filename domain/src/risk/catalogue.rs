//! An indicator as it is written, and the shared catalogue of them that schemes name.

use serde::{Deserialize, Serialize};

use super::document::{Document, Standing};
use super::fault::{Place, SchemeFault};
use super::level::Level;
use super::number::Hundredths;
use super::scheme::{Line, Test};
use crate::schools::{Key, Phase, Setting};

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

/// An indicator: whole in the catalogue, and in a scheme either whole or only what it changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorDoc {
    pub id: Key,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The name where there is little room; none: the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Key>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// The least and the greatest value there can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bounds: Option<[Hundredths; 2]>,
    /// None: every phase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phases: Option<Vec<Phase>>,
    /// None: every setting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<Vec<Setting>>,
    /// Months after which a reading is out of date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shelf_months: Option<u16>,
    /// A one-year figure on fewer pupils than the scheme's small cohort is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_year: Option<bool>,
    /// High here is high risk whatever else is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critical: Option<bool>,
    /// How often it counts in the sum of points; none: once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<Vec<LineDoc>>,
    /// Lines for special and alternative provision, where they differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub special_line: Option<Vec<LineDoc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<Vec<ChoiceDoc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raise: Option<RaiseDoc>,
}

/// At `from` or worse, and any of these at `at_least` or worse: then it is `to`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RaiseDoc {
    pub from: Level,
    pub any_of: Vec<Key>,
    pub at_least: Level,
    pub to: Level,
    pub words: String,
    #[serde(default)]
    pub standing: Standing,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// One line. Exactly one test: a side of a number, or a marker.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineDoc {
    pub level: Level,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Hundredths>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Hundredths>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Hundredths>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Hundredths>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marker: Option<Key>,
    #[serde(default)]
    pub of: Measure,
    #[serde(default)]
    pub standing: Standing,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// What the marker means, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

impl LineDoc {
    /// The line it describes; none where it is not exactly one test.
    pub(super) fn line(&self) -> Option<Line> {
        let tests: Vec<Test> = [
            self.below.map(|number| Test::Below(number.0)),
            self.at_most.map(|number| Test::AtMost(number.0)),
            self.above.map(|number| Test::Above(number.0)),
            self.at_least.map(|number| Test::AtLeast(number.0)),
            self.marker.map(Test::Marker),
        ]
        .into_iter()
        .flatten()
        .collect();
        let [test] = tests[..] else {
            return None;
        };
        Some(Line {
            level: self.level,
            measure: self.of,
            test,
            standing: self.standing,
            source: self.source.clone(),
            words: self.words.clone(),
        })
    }
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

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceDoc {
    pub id: Key,
    pub words: String,
    pub level: Level,
    #[serde(default)]
    pub standing: Standing,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// The shared catalogue.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    version: u32,
    indicator: Vec<IndicatorDoc>,
}

/// The shared catalogue as shipped.
pub const CATALOGUE: &str = include_str!("../../schemes/catalogue.toml");

/// Whether an indicator is the shared catalogue's, or stands beside one of it, and is no partnership's own:
/// ids there begin with an I and a digit, and those made from names have no capitals.
pub fn is_shared(id: Key) -> bool {
    let mut letters = id.as_str().bytes();
    letters.next() == Some(b'I') && letters.next().is_some_and(|digit| digit.is_ascii_digit())
}

impl IndicatorDoc {
    /// What this says, and where it says nothing what the catalogue does.
    fn over(self, base: &Self) -> Self {
        let base = base.clone();
        Self {
            id: self.id,
            // A name of its own goes with a short name of its own.
            short: self.short.or(if self.name.is_some() {
                None
            } else {
                base.short
            }),
            name: self.name.or(base.name),
            area: self.area.or(base.area),
            unit: self.unit.or(base.unit),
            bounds: self.bounds.or(base.bounds),
            phases: self.phases.or(base.phases),
            settings: self.settings.or(base.settings),
            shelf_months: self.shelf_months.or(base.shelf_months),
            one_year: self.one_year.or(base.one_year),
            critical: self.critical.or(base.critical),
            weight: self.weight.or(base.weight),
            line: self.line.or(base.line),
            special_line: self.special_line.or(base.special_line),
            choice: self.choice.or(base.choice),
            raise: self.raise.or(base.raise),
        }
    }
}

impl Document {
    /// The same scheme with everything it takes from the catalogue written out, and its reduced sets as
    /// phases of each indicator. A document that is whole already stays as it is.
    ///
    /// # Errors
    /// Where it names an indicator or a catalogue there is not.
    pub fn whole(mut self) -> Result<Self, Vec<SchemeFault>> {
        let shared = self.shared()?;
        let mut faults = Vec::new();
        let mut written = std::mem::take(&mut self.indicator);
        let mut indicators = Vec::new();
        let own_raises: Vec<Key> = written
            .iter()
            .filter(|one| one.raise.is_some())
            .map(|one| one.id)
            .collect();
        for area in &mut self.area {
            for id in std::mem::take(&mut area.indicators) {
                let base = shared.iter().find(|one| one.id == id);
                let own = written
                    .iter()
                    .position(|one| one.id == id)
                    .map(|at| written.remove(at));
                let mut one = match (own, base) {
                    (Some(own), Some(base)) => own.over(base),
                    (Some(own), None) => own,
                    (None, Some(base)) => base.clone(),
                    (None, None) => {
                        let reason = if self.catalogue.is_some() {
                            format!(
                                "there is no indicator {id}, in the catalogue or in this scheme"
                            )
                        } else {
                            format!(
                                "there is no indicator {id}; a scheme that takes from the catalogue says “catalogue = 1”"
                            )
                        };
                        faults.push(SchemeFault::new(Place::of("area", area.id), reason));
                        continue;
                    }
                };
                one.area = Some(area.id);
                indicators.push(one);
            }
        }
        // What is left stands by itself: it names its own area.
        indicators.append(&mut written);
        // A raise of the catalogue by what this scheme does not ask falls away.
        let asked: Vec<Key> = indicators.iter().map(|one| one.id).collect();
        for one in &mut indicators {
            if own_raises.contains(&one.id) {
                continue;
            }
            if let Some(raise) = &mut one.raise {
                raise.any_of.retain(|id| asked.contains(id));
                if raise.any_of.is_empty() {
                    one.raise = None;
                }
            }
        }
        for reduced in std::mem::take(&mut self.reduced) {
            for id in &reduced.indicators {
                if !indicators.iter().any(|one| one.id == *id) {
                    faults.push(SchemeFault::new(
                        Place::section("reduced"),
                        format!("there is no indicator {id}"),
                    ));
                }
            }
            for one in &mut indicators {
                let asked = reduced.indicators.contains(&one.id);
                let mut phases = one.phases.take().unwrap_or_else(|| Phase::ALL.to_vec());
                phases.retain(|phase| !reduced.phases.contains(phase));
                if asked {
                    phases.extend(&reduced.phases);
                }
                one.phases = Some(phases);
            }
        }
        self.catalogue = None;
        self.indicator = indicators;
        if faults.is_empty() {
            Ok(self)
        } else {
            Err(faults)
        }
    }

    fn shared(&self) -> Result<Vec<IndicatorDoc>, Vec<SchemeFault>> {
        let Some(version) = self.catalogue else {
            return Ok(Vec::new());
        };
        let catalogue: Catalogue = super::written::read(CATALOGUE).map_err(|fault| vec![fault])?;
        if catalogue.version == version {
            Ok(catalogue.indicator)
        } else {
            let reason = format!(
                "there is no catalogue {version}: this product has {}",
                catalogue.version
            );
            Err(vec![SchemeFault::new(Place::section("catalogue"), reason)])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_is_told_by_its_id() {
        let catalogue: Catalogue = crate::risk::written::read(CATALOGUE).unwrap();
        assert!(catalogue.indicator.iter().all(|one| is_shared(one.id)));
        for own in ["A1", "W_progress", "i10", "I", "Islands", "pupil_voice"] {
            assert!(!is_shared(own.parse().unwrap()), "{own}");
        }
    }
}
