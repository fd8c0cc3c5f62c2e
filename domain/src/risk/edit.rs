//! What can be changed of a scheme on screen, as values: each makes another document, which is checked
//! like any other before it is tried.

use super::catalogue::{LineDoc, Measure};
use super::document::{Document, OwnerDoc};
use super::level::Level;
use super::number::Hundredths;
use super::scheme::{Indicator, Line, Scheme, Test};
use crate::schools::{Key, Setting};

/// A line of an indicator, by its place among those for that setting, most serious first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineAt {
    pub indicator: Key,
    /// Among the lines for special and alternative provision, where they differ.
    pub special: bool,
    pub nth: usize,
}

/// Which rules of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// Indicators make areas.
    Areas,
    /// Areas make risk.
    Risk,
}

/// One change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// A line is drawn elsewhere, hundredths of its unit.
    Line(LineAt, i32),
    /// A judgement has another level.
    Choice {
        indicator: Key,
        choice: Key,
        level: Level,
    },
    /// High here is high risk whatever else is known, or no longer.
    Critical(Key, bool),
    /// A rule of counting asks for so many at low, medium and high.
    Tally {
        of: Counting,
        nth: usize,
        counts: [u8; 3],
    },
    /// Who has a school of this band and risk.
    Owner(Key, Level, OwnerDoc),
    /// Months to the next review in this band at this risk.
    Review(Key, Level, u8),
    /// Days of support a year in this band, at most.
    Days(Key, u8),
    /// A one-year figure on fewer pupils is not known.
    SmallCohort(u32),
}

impl Edit {
    /// The document with this changed. What it names and the document has not is left alone.
    pub fn of(self, document: &Document) -> Document {
        let mut new = document.clone();
        match self {
            Self::Line(at, to) => {
                if let Some(line) = line_mut(&mut new, at) {
                    let sides = [
                        &mut line.below,
                        &mut line.at_most,
                        &mut line.above,
                        &mut line.at_least,
                    ];
                    for number in sides.into_iter().flatten() {
                        *number = Hundredths(to);
                    }
                }
            }
            Self::Choice {
                indicator,
                choice,
                level,
            } => {
                let choices = indicator_mut(&mut new, indicator, |one| one.choice.as_mut());
                if let Some(choice) =
                    choices.and_then(|all| all.iter_mut().find(|one| one.id == choice))
                {
                    choice.level = level;
                }
            }
            Self::Critical(indicator, critical) => {
                indicator_mut(&mut new, indicator, |one| {
                    one.critical = Some(critical);
                    Some(one)
                });
            }
            Self::Tally { of, nth, counts } => {
                let rules = match of {
                    Counting::Areas => &mut new.area_rule,
                    Counting::Risk => &mut new.risk_rule,
                };
                if let Some(rule) = rules.get_mut(nth) {
                    [rule.low, rule.medium, rule.high] = counts;
                }
            }
            Self::Owner(band, risk, owner) => {
                band_mut(&mut new, band, |band| band.owner[risk as usize] = owner);
            }
            Self::Review(band, risk, months) => {
                band_mut(&mut new, band, |band| {
                    band.review_months[risk as usize] = months;
                });
            }
            Self::Days(band, days) => band_mut(&mut new, band, |band| band.days = days),
            Self::SmallCohort(pupils) => new.small_cohort = Some(pupils),
        }
        new
    }
}

fn indicator_mut<'a, T>(
    document: &'a mut Document,
    id: Key,
    part: impl FnOnce(&'a mut super::IndicatorDoc) -> Option<T>,
) -> Option<T> {
    let one = document.indicator.iter_mut().find(|one| one.id == id)?;
    part(one)
}

fn band_mut(document: &mut Document, id: Key, change: impl FnOnce(&mut super::BandDoc)) {
    if let Some(band) = document.band.iter_mut().find(|band| band.id == id) {
        change(band);
    }
}

/// Lines are listed most serious first, in the document as in the scheme: the check asks for it.
fn line_mut(document: &mut Document, at: LineAt) -> Option<&mut LineDoc> {
    let lines = indicator_mut(document, at.indicator, |one| {
        if at.special {
            one.special_line.as_mut()
        } else {
            one.line.as_mut()
        }
    })?;
    lines.get_mut(at.nth)
}

/// The number a line is drawn at, hundredths; `None` for a marker.
pub fn line_number(line: &Line) -> Option<i32> {
    match line.test {
        Test::Below(at) | Test::AtMost(at) | Test::Above(at) | Test::AtLeast(at) => Some(at),
        Test::Marker(_) => None,
    }
}

/// How far a line can be moved, least and greatest, hundredths: between its neighbours of the same
/// measure, within what the indicator can be. `None` where it cannot be moved.
pub fn room(scheme: &Scheme, at: LineAt) -> Option<[i32; 2]> {
    let indicator = scheme.indicator(at.indicator)?;
    let lines = lines_of(indicator, at.special);
    let line = lines.get(at.nth)?;
    line_number(line)?;
    let rises = matches!(line.test, Test::Above(_) | Test::AtLeast(_));
    let same = |other: &&Line| other.measure == line.measure && line_number(other).is_some();
    let serious = lines[..at.nth].iter().rfind(same).and_then(line_number);
    let milder = lines[at.nth + 1..].iter().find(same).and_then(line_number);
    let [least, most] = match line.measure {
        Measure::Value => indicator.bounds,
        // Against the national figure: as far again as the lines reach.
        _ => {
            let reach = lines
                .iter()
                .filter_map(line_number)
                .map(i32::abs)
                .max()
                .unwrap_or(0)
                .max(500)
                .saturating_mul(2);
            let least = match line.measure {
                Measure::TimesNational => step(indicator),
                _ => -reach,
            };
            [least, reach]
        }
    };
    let step = step(indicator);
    let (under, over) = if rises {
        (milder, serious)
    } else {
        (serious, milder)
    };
    Some([
        under.map_or(least, |other| other + step),
        over.map_or(most, |other| other - step),
    ])
}

/// Where a line stands among the values themselves, hundredths: one against the national figure stands so
/// far from it. `None` for a marker, and where there is no such figure.
pub fn place_of(line: &Line, national: Option<i32>) -> Option<i32> {
    let limit = line_number(line)?;
    match line.measure {
        Measure::Value => Some(limit),
        Measure::National => limit.checked_add(national?),
        Measure::TimesNational => scaled(limit, national?, 100),
    }
}

/// The limit that puts a line at this value, hundredths, in whole steps.
pub fn limit_at(line: &Line, value: i32, national: Option<i32>, step: i32) -> Option<i32> {
    let limit = match line.measure {
        Measure::Value => value,
        Measure::National => value.checked_sub(national?)?,
        Measure::TimesNational => scaled(value, 100, national?)?,
    };
    Some((limit + step / 2).div_euclid(step) * step)
}

fn scaled(number: i32, by: i32, of: i32) -> Option<i32> {
    let product = i64::from(number) * i64::from(by);
    i32::try_from(product.checked_div(i64::from(of))?).ok()
}

/// The level a value has by these lines, markers apart.
pub fn level_by(lines: &[Line], value: i32, national: Option<i32>) -> Level {
    lines
        .iter()
        .filter(|line| line_number(line).is_some())
        .find(|line| {
            super::judge::measured(line, value, national)
                .is_some_and(|(value, times)| line.test.holds(value, times))
        })
        .map_or(Level::None, |line| line.level)
}

/// One step of a line, hundredths.
pub fn step(indicator: &Indicator) -> i32 {
    if indicator.least_range() >= 1_200 {
        100
    } else {
        10
    }
}

/// The lines for one sort of setting.
pub fn lines_of(indicator: &Indicator, special: bool) -> &[Line] {
    indicator.lines_for(if special {
        Setting::Special
    } else {
        Setting::Mainstream
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bradford() -> Scheme {
        Scheme::bradford().unwrap()
    }

    const RESULTS: LineAt = LineAt {
        indicator: Key::of("I10"),
        special: false,
        nth: 0,
    };

    #[test]
    fn a_line_moves_and_nothing_else_does() {
        let before = bradford();
        let document = Edit::Line(RESULTS, 4_800).of(&before.document);
        let after = Scheme::new(document.clone()).unwrap();
        let line = |scheme: &Scheme| {
            line_number(&scheme.indicator(RESULTS.indicator).unwrap().lines[0]).unwrap()
        };
        assert_eq!((line(&before), line(&after)), (4_600, 4_800));
        assert_eq!(Edit::Line(RESULTS, 4_600).of(&document), before.document);
    }

    #[test]
    fn every_line_stays_acceptable_wherever_it_has_room() {
        let scheme = bradford();
        for indicator in &scheme.indicators {
            for special in [false, true] {
                if special && indicator.special_lines.is_empty() {
                    continue;
                }
                for nth in 0..lines_of(indicator, special).len() {
                    let at = LineAt {
                        indicator: indicator.id,
                        special,
                        nth,
                    };
                    let Some([least, most]) = room(&scheme, at) else {
                        continue;
                    };
                    for to in [least, most] {
                        let moved = Scheme::new(Edit::Line(at, to).of(&scheme.document));
                        assert!(moved.is_ok(), "{at:?} to {to}: {:?}", moved.err());
                    }
                }
            }
        }
    }

    #[test]
    fn a_line_against_national_stands_among_the_values_and_back() {
        let scheme = bradford();
        let lines = &scheme.indicator(RESULTS.indicator).unwrap().lines;
        let national = Some(6_100);
        let places: Vec<Option<i32>> = lines.iter().map(|line| place_of(line, national)).collect();
        assert_eq!(places, [4_600, 4_600, 5_600, 6_100].map(Some));
        for line in lines {
            let place = place_of(line, national).unwrap();
            assert_eq!(
                limit_at(line, place, national, 100),
                line_number(line),
                "{line:?}"
            );
        }
        let level = |value| level_by(lines, value, national);
        assert_eq!(
            [4_500, 5_500, 6_000, 6_100].map(level),
            [Level::High, Level::Medium, Level::Low, Level::None]
        );
    }

    #[test]
    fn judgements_owners_reviews_and_days_change() {
        let scheme = bradford();
        let band = Key::of("P2");
        let mut document = Edit::Days(band, 12).of(&scheme.document);
        document = Edit::Review(band, Level::High, 2).of(&document);
        document = Edit::Owner(band, Level::High, OwnerDoc::Authority).of(&document);
        document = Edit::SmallCohort(15).of(&document);
        let new = Scheme::new(document).unwrap();
        let rule = new.band(new.band_named(band).unwrap());
        assert_eq!(rule.days, 12);
        assert_eq!(rule.review_months[3], 2);
        assert_eq!(rule.owner[3], OwnerDoc::Authority);
        assert_eq!(new.small_cohort, 15);
    }
}
