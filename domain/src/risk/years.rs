//! The years of each measure of one school, with the line it is held against, ready to be drawn; and
//! what they show in one sentence.

use super::catalogue::{Measure, Unit};
use super::judge::{Met, line_met};
use super::level::{Judged, Level};
use super::scheme::{Indicator, Line, Scheme, Test};
use super::words::{capital, count_word, number_words};
use crate::calendar::Date;
use crate::schools::{Evidence, Finding, Key, Observed, Reading, Setting, Unknown, Value};

/// One measure over the years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Years {
    pub indicator: Key,
    pub name: String,
    /// Place in the scheme's areas.
    pub area: usize,
    pub judged: Judged,
    pub unit: Unit,
    /// Oldest first.
    pub years: Vec<Year>,
    pub line: Option<Drawn>,
    /// The national figure of the latest year that has one.
    pub national: Option<i32>,
    /// The least a drawing of it spans, hundredths.
    pub least: i32,
}

/// What was found of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// "2025/26", or the day it was found.
    pub period: String,
    /// The year it was published: "2026".
    pub label: String,
    /// Hundredths of the unit.
    pub found: Result<i32, Unknown>,
}

/// A line in the measure's own unit, and which side of it raises the level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn {
    /// Hundredths of the unit.
    pub at: i32,
    pub raises_below: bool,
}

/// At most so many years of each measure, in the order the scheme is read; measures known in fewer than
/// two years are left out, as there is nothing to draw.
pub fn years(
    scheme: &Scheme,
    evidence: &Evidence,
    judged: &[Judged],
    history: &[Reading],
    most: usize,
) -> Vec<Years> {
    scheme
        .reading_order
        .iter()
        .filter_map(|at| {
            let (rule, judged) = (&scheme.indicators[*at], *judged.get(*at)?);
            let asked = !matches!(judged, Judged::DoesNotApply | Judged::NotCollected);
            if !asked
                || !matches!(
                    rule.unit,
                    Unit::PerCent | Unit::Centile | Unit::Points | Unit::Score
                )
            {
                return None;
            }
            let years = of(rule.id, history, most);
            if years.iter().filter(|year| year.found.is_ok()).count() < 2 {
                return None;
            }
            let national = history
                .iter()
                .filter(|reading| reading.indicator == rule.id)
                .filter_map(|reading| reading.seen.comparator)
                .next_back();
            let seen = evidence.of(rule.id);
            Some(Years {
                indicator: rule.id,
                name: rule.name.clone(),
                area: rule.area,
                judged,
                unit: rule.unit,
                years,
                line: line(rule, judged, evidence.setting, seen, national),
                national,
                least: rule.least_range(),
            })
        })
        .collect()
}

fn of(indicator: Key, history: &[Reading], most: usize) -> Vec<Year> {
    let mut years: Vec<(Date, Year)> = Vec::new();
    for reading in history.iter().filter(|one| one.indicator == indicator) {
        let found = match reading.seen.finding {
            Finding::Known(Value::Number(number)) => Ok(number),
            Finding::Known(Value::Choice(_)) => continue,
            Finding::Unknown(why) => Err(why),
        };
        let on = reading.seen.as_at;
        let year = Year {
            period: reading.from.period.clone(),
            label: on.year().to_string(),
            found,
        };
        // Of several readings of one period the last counts.
        match years.last_mut() {
            Some((_, last)) if !last.period.is_empty() && last.period == year.period => {
                *last = year
            }
            Some((day, last)) if *day == on => *last = year,
            _ => years.push((on, year)),
        }
    }
    let first = years.len().saturating_sub(most);
    years.drain(first..).map(|(_, year)| year).collect()
}

/// The line that was crossed; where none was, the first it would cross.
fn line(
    rule: &Indicator,
    judged: Judged,
    setting: Setting,
    seen: Option<&Observed>,
    national: Option<i32>,
) -> Option<Drawn> {
    let lines = rule.lines_for(setting);
    let crossed = match (judged, seen) {
        (Judged::Is(_) | Judged::Contested(_), Some(seen)) => match seen.finding {
            Finding::Known(Value::Number(number)) => match line_met(lines, number, seen) {
                Met::Line(line) => Some(line),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    let measured = |line: &&Line| !matches!(line.test, Test::Marker(_));
    let line = crossed
        .filter(measured)
        .or_else(|| lines.iter().rfind(measured))?;
    let (limit, raises_below) = match line.test {
        Test::Below(limit) | Test::AtMost(limit) => (limit, true),
        Test::Above(limit) | Test::AtLeast(limit) => (limit, false),
        Test::Marker(_) => return None,
    };
    let national = || seen.and_then(|seen| seen.comparator).or(national);
    let at = match line.measure {
        Measure::Value => limit,
        Measure::National => national()?.saturating_add(limit),
        Measure::TimesNational => {
            let times = i64::from(national()?) * i64::from(limit) / 100;
            i32::try_from(times).ok()?
        }
    };
    Some(Drawn { at, raises_below })
}

impl Drawn {
    /// The line as a number: "46%".
    pub fn words(self, unit: Unit) -> String {
        number_words(unit, self.at)
    }
}

impl Years {
    /// The latest value, or why there is none.
    pub fn latest(&self) -> String {
        match self.years.last().map(|year| year.found) {
            Some(Ok(number)) => number_words(self.unit, number),
            Some(Err(why)) => why.words().to_owned(),
            None => String::new(),
        }
    }

    /// What is drawn, in a sentence: "Overall absence: 4.8% in 2022, 6.3% in 2026; past the line of 6%."
    pub fn sentence(&self) -> String {
        let mut words = self.name.clone();
        let known: Vec<(&Year, i32)> = self
            .years
            .iter()
            .filter_map(|year| Some((year, year.found.ok()?)))
            .collect();
        if let (Some((first, was)), Some((last, is))) = (known.first(), known.last()) {
            words.push_str(&format!(
                ": {} in {}, {} in {}",
                number_words(self.unit, *was),
                first.label,
                number_words(self.unit, *is),
                last.label
            ));
        }
        for year in self.years.iter().filter(|year| year.found.is_err()) {
            words.push_str(&format!("; not known in {}", year.label));
        }
        if let Some(line) = self.line {
            let side = if self.judged.known() > Level::None {
                "past the line of"
            } else {
                "the line is"
            };
            words.push_str(&format!("; {side} {}", line.words(self.unit)));
        }
        words.push('.');
        words
    }
}

/// What the measures show together: "Two of eight measures have crossed a line; one is not known".
pub fn years_finding(drawn: &[Years]) -> String {
    let count = |of: &dyn Fn(&Years) -> bool| drawn.iter().filter(|one| of(one)).count();
    let over = count(&|one| one.judged.known() >= Level::Medium);
    let unknown = count(&|one| matches!(one.judged, Judged::Unknown(_)));
    let all = count_word(drawn.len());
    let mut words = match over {
        0 => format!("None of {all} measures has crossed a line for medium or high"),
        1 => format!("One of {all} measures has crossed a line for medium or high"),
        over => format!(
            "{} of {all} measures have crossed a line for medium or high",
            capital(&count_word(over))
        ),
    };
    match unknown {
        0 => {}
        1 => words.push_str("; one is not known"),
        many => words.push_str(&format!("; {} are not known", count_word(many))),
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::categorise;
    use crate::schools::{Phase, Provenance};
    use time::macros::date;

    fn reading(indicator: &'static str, year: i32, finding: Finding) -> Reading {
        Reading {
            indicator: Key::of(indicator),
            seen: Observed {
                finding,
                comparator: (indicator == "I30").then_some(540),
                cohort: Some(400),
                marker: None,
                as_at: Date::from_calendar_date(year, time::Month::October, 15).unwrap(),
                contested: false,
            },
            from: Provenance {
                period: format!("{}/{}", year - 1, year % 100),
                ..Provenance::default()
            },
        }
    }

    fn drawn() -> Vec<Years> {
        let scheme = Scheme::bradford().unwrap();
        let mut history: Vec<Reading> = [
            (2022, 480),
            (2023, 500),
            (2024, 520),
            (2025, 550),
            (2026, 630),
        ]
        .into_iter()
        .map(|(year, value)| reading("I30", year, Finding::number(value)))
        .collect();
        history.extend(
            [
                (2024, Ok(3_400)),
                (2025, Ok(3_100)),
                (2026, Err(Unknown::Suppressed)),
            ]
            .into_iter()
            .map(|(year, found)| {
                reading(
                    "I12",
                    year,
                    found.map_or_else(Finding::Unknown, Finding::number),
                )
            }),
        );
        let evidence = Evidence::new(
            Phase::Primary,
            Setting::Mainstream,
            history.iter().map(|one| (one.indicator, one.seen)),
        );
        let now = categorise(&evidence, &scheme, date!(2026 - 11 - 19));
        years(&scheme, &evidence, &now.judged, &history, 4)
    }

    #[test]
    fn a_measure_is_drawn_against_the_line_it_crossed_and_a_gap_stays_a_gap() {
        let drawn = drawn();
        let one = |id| {
            drawn
                .iter()
                .find(|one| one.indicator == Key::of(id))
                .unwrap()
        };
        let absence = one("I30");
        let labels: Vec<&str> = absence
            .years
            .iter()
            .map(|year| year.label.as_str())
            .collect();
        assert_eq!(labels, ["2023", "2024", "2025", "2026"]);
        assert_eq!(
            absence.line,
            Some(Drawn {
                at: 600,
                raises_below: false
            })
        );
        assert_eq!(absence.national, Some(540));
        assert_eq!(
            absence.sentence(),
            "Overall absence: 5% in 2023, 6.3% in 2026; past the line of 6%."
        );
        let gap = one("I12");
        assert_eq!(gap.years.last().unwrap().found, Err(Unknown::Suppressed));
        assert_eq!(gap.latest(), "suppressed");
        assert!(gap.sentence().contains("not known in 2026"));
    }

    #[test]
    fn the_heading_counts_what_crossed_a_line_and_what_is_not_known() {
        assert_eq!(
            years_finding(&drawn()),
            "One of two measures has crossed a line for medium or high; one is not known"
        );
    }
}
