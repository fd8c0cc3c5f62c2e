//! What a rule would have said of years whose story is known, and the ways of drawing it that are held
//! beside each other.

use std::sync::Arc;

use crate::calendar::{Date, add_months};
use crate::risk::back_test::BackTest;
use crate::risk::categorise::categorise;
use crate::risk::edit::{Edit, LineAt, line_number, lines_of, step};
use crate::risk::judge::judge;
use crate::risk::level::{Judged, Level};
use crate::risk::scheme::{Indicator, Scheme};
use crate::schools::{Evidence, Key, Observed, Phase, Setting};

/// One school with every dated value there has been.
#[derive(Debug, Clone, Copy)]
pub struct Story<'a> {
    pub phase: Phase,
    pub setting: Setting,
    pub readings: &'a [(Key, Observed)],
}

impl Story<'_> {
    /// What was known on a day.
    pub fn on(&self, day: Date) -> Evidence {
        let known = self.readings.iter().filter(|(_, seen)| seen.as_at <= day);
        Evidence::new(self.phase, self.setting, known.copied())
    }
}

/// The judgements a scheme takes from inspection: those of the area that holds its category of concern.
fn inspections(scheme: &Scheme) -> Vec<&Indicator> {
    let areas: Vec<usize> = scheme
        .category_of_concern
        .iter()
        .map(|at| scheme.indicators[*at].area)
        .collect();
    scheme
        .indicators
        .iter()
        .filter(|one| areas.contains(&one.area) && !one.choices.is_empty())
        .collect()
}

/// A school on a day, and whether an inspection soon after found it at medium or worse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Place of its story.
    pub story: usize,
    pub on: Date,
    pub evidence: Evidence,
    pub happened: bool,
}

/// Every story on each of these days whose next is known: an inspection in the `months` after. Schools
/// whose last inspection had found them at medium or worse already are left out. What inspections say is
/// read by this scheme, the one in force.
pub fn cases(scheme: &Scheme, stories: &[Story<'_>], days: &[Date], months: u8) -> Vec<Case> {
    let inspections = inspections(scheme);
    let mut cases = Vec::new();
    for day in days {
        let until = add_months(*day, i32::from(months));
        for (at, story) in stories.iter().enumerate() {
            let serious = |(key, seen): &(Key, Observed)| {
                let indicator = inspections.iter().find(|one| one.id == *key)?;
                let found = judge(
                    indicator,
                    seen,
                    story.setting,
                    scheme.small_cohort,
                    seen.as_at,
                );
                match found {
                    Judged::Is(level) | Judged::Contested(level) => Some(level >= Level::Medium),
                    _ => None,
                }
            };
            let later: Vec<bool> = story
                .readings
                .iter()
                .filter(|(_, seen)| seen.as_at > *day && seen.as_at <= until)
                .filter_map(serious)
                .collect();
            if later.is_empty() {
                continue;
            }
            let evidence = story.on(*day);
            // The newest of each judgement is what stands.
            if evidence
                .readings()
                .iter()
                .any(|one| serious(one) == Some(true))
            {
                continue;
            }
            cases.push(Case {
                story: at,
                on: *day,
                evidence,
                happened: later.contains(&true),
            });
        }
    }
    cases
}

/// What a scheme would have said of these cases.
pub fn back_test(scheme: &Scheme, cases: &[Case]) -> BackTest {
    let mut counted = BackTest::default();
    for case in cases {
        let risk = categorise(&case.evidence, scheme, case.on).risk.known;
        counted.count(risk, case.happened);
    }
    counted
}

/// One way of drawing the rules that is held beside others.
#[derive(Debug, Clone)]
pub struct Way {
    pub scheme: Arc<Scheme>,
    /// Where the line is, hundredths; none where whole schemes are compared.
    pub line: Option<i32>,
    /// As it is in force.
    pub now: bool,
    /// As it is tried.
    pub tried: bool,
}

/// The rules in force and as they are tried. Where one line is looked at, that line a little either way
/// too, everything else as it is tried, by where it is drawn; what could not be a scheme is left out.
pub fn ways(in_force: &Arc<Scheme>, tried: &Arc<Scheme>, at: Option<LineAt>) -> Vec<Way> {
    let changed = in_force.document != tried.document;
    let drawn = at.and_then(|at| Some((at, drawn_at(tried, at)?, tried.indicator(at.indicator)?)));
    let Some((at, trying, indicator)) = drawn else {
        let way = |scheme: &Arc<Scheme>, now| Way {
            scheme: Arc::clone(scheme),
            line: None,
            now,
            tried: !now,
        };
        let mut ways = vec![way(in_force, true)];
        if changed {
            ways.push(way(tried, false));
        }
        return ways;
    };
    let before = drawn_at(in_force, at);
    let apart = 2 * step(indicator);
    let mut numbers = vec![trying - apart, trying, trying + apart];
    numbers.extend(before);
    numbers.sort_unstable();
    numbers.dedup();
    numbers
        .into_iter()
        .filter_map(|number| {
            let (now, here) = (Some(number) == before, number == trying);
            let scheme = if here {
                Arc::clone(tried)
            } else if now {
                Arc::clone(in_force)
            } else {
                Arc::new(Scheme::new(Edit::Line(at, number).of(&tried.document)).ok()?)
            };
            Some(Way {
                scheme,
                line: Some(number),
                now: now && !(here && changed),
                tried: here,
            })
        })
        .collect()
}

fn drawn_at(scheme: &Scheme, at: LineAt) -> Option<i32> {
    let indicator = scheme.indicator(at.indicator)?;
    line_number(lines_of(indicator, at.special).get(at.nth)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schools::Finding;
    use time::macros::date;

    fn seen(finding: Finding, as_at: Date) -> Observed {
        Observed {
            finding,
            comparator: None,
            cohort: Some(50),
            marker: None,
            as_at,
            contested: false,
        }
    }

    #[test]
    fn a_line_is_tried_a_little_either_way_beside_where_it_is_in_force() {
        let now = Arc::new(Scheme::bradford().unwrap());
        let at = LineAt {
            indicator: Key::of("I10"),
            special: false,
            nth: 0,
        };
        let said = |ways: &[Way]| -> Vec<(Option<i32>, bool, bool)> {
            ways.iter()
                .map(|way| (way.line, way.now, way.tried))
                .collect()
        };
        assert_eq!(
            said(&ways(&now, &now, Some(at))),
            [
                (Some(4_400), false, false),
                (Some(4_600), true, true),
                (Some(4_800), false, false)
            ]
        );
        let edit = |to| Arc::new(Scheme::new(Edit::Line(at, to).of(&now.document)).unwrap());
        let tried = edit(4_900);
        let beside = ways(&now, &tried, Some(at));
        assert_eq!(
            said(&beside),
            [
                (Some(4_600), true, false),
                (Some(4_700), false, false),
                (Some(4_900), false, true),
                (Some(5_100), false, false)
            ]
        );
        for way in &beside {
            assert_eq!(drawn_at(&way.scheme, at), way.line);
        }
        // Without a line, the whole of one beside the whole of the other.
        assert_eq!(said(&ways(&now, &now, None)), [(None, true, false)]);
        assert_eq!(
            said(&ways(&now, &tried, None)),
            [(None, true, false), (None, false, true)]
        );
        let judged = LineAt {
            indicator: Key::of("I40"),
            ..at
        };
        assert_eq!(ways(&now, &now, Some(judged)).len(), 1);
    }

    #[test]
    fn what_happened_later_is_counted_once_and_only_where_it_is_known() {
        let scheme = Scheme::bradford().unwrap();
        let grade = Key::of("I01");
        let (good, poor) = (Key::of("good"), Key::of("ri"));
        let day = date!(2021 - 09 - 01);
        let weak = (
            Key::of("I10"),
            seen(Finding::number(2_000), date!(2021 - 07 - 01)),
        );
        let graded = |key, on| (grade, seen(Finding::choice(key), on));
        let before = graded(good, date!(2018 - 05 - 01));
        let stories = [
            // Weak results, then found wanting.
            vec![weak, before, graded(poor, date!(2022 - 02 - 01))],
            // Nothing known later.
            vec![weak, before],
            // Found wanting before already.
            vec![
                weak,
                graded(poor, date!(2021 - 02 - 01)),
                graded(poor, date!(2022 - 02 - 01)),
            ],
            // Well before and after.
            vec![before, graded(good, date!(2022 - 02 - 01))],
        ];
        let stories: Vec<Story<'_>> = stories
            .iter()
            .map(|readings| Story {
                phase: Phase::Primary,
                setting: Setting::Mainstream,
                readings,
            })
            .collect();
        let cases = cases(&scheme, &stories, &[day], 12);
        let counted = back_test(&scheme, &cases);
        assert_eq!((counted.all_happened(), counted.all_known()), (1, 2));
        assert_eq!(counted.ordering(), Some(10_000));
    }
}
