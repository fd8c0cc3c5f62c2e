//! Where a line stands, and how far it can be moved.

use super::LineAt;
use crate::risk::catalogue::Measure;
use crate::risk::level::Level;
use crate::risk::scheme::{Indicator, Line, Scheme, Test};
use crate::schools::Setting;

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
            crate::risk::judge::measured(line, value, national)
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
    use crate::risk::Edit;
    use crate::schools::Key;

    const RESULTS: LineAt = LineAt {
        indicator: Key::of("I10"),
        special: false,
        nth: 0,
    };

    #[test]
    fn every_line_stays_acceptable_wherever_it_has_room() {
        let scheme = Scheme::bradford().unwrap();
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
        let scheme = Scheme::bradford().unwrap();
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
}
