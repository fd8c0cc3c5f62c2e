//! A rule tried beside the one in force, over many schools: who would move, how many stand where, whom it
//! pushes, and what it would have said of years whose story is known.

use super::back_test::BackTest;
use super::categorise::{Categorisation, categorise};
use super::judge::judge;
use super::level::{Band, Judged, Level};
use super::scheme::{Indicator, Scheme};
use crate::calendar::{Date, add_months};
use crate::schools::{Evidence, Finding, Key, Observed, Phase, Setting, Value};

/// Every school under one scheme, in the order given.
pub fn all<'a>(
    scheme: &Scheme,
    schools: impl IntoIterator<Item = &'a Evidence>,
    as_at: Date,
) -> Vec<Categorisation> {
    schools
        .into_iter()
        .map(|evidence| categorise(evidence, scheme, as_at))
        .collect()
}

/// Places of the schools whose category or risk, or the range of either, is another.
pub fn moved(before: &[Categorisation], after: &[Categorisation]) -> Vec<usize> {
    before
        .iter()
        .zip(after)
        .enumerate()
        .filter(|(_, (before, after))| before.band != after.band || before.risk != after.risk)
        .map(|(at, _)| at)
        .collect()
}

/// How many stand in each band as known, least serious first.
pub fn counted(scheme: &Scheme, all: &[Categorisation]) -> Vec<u32> {
    let mut counts = vec![0; scheme.bands.len()];
    for one in all {
        if let Some(count) = counts.get_mut(usize::from(one.band.known.0)) {
            *count += 1;
        }
    }
    counts
}

/// Whether the school would have another level by one pupil more, or one fewer: nothing that would hold
/// for another cohort.
pub fn turns_on_a_pupil(
    scheme: &Scheme,
    indicator: &Indicator,
    seen: &Observed,
    setting: Setting,
    as_at: Date,
) -> bool {
    let (Finding::Known(Value::Number(number)), Some(pupils)) = (seen.finding, seen.cohort) else {
        return false;
    };
    let Some(one) = 10_000_i32.checked_div(i32::try_from(pupils).unwrap_or(i32::MAX)) else {
        return false;
    };
    let level = |number: i32| {
        let mut other = *seen;
        other.finding = Finding::number(number);
        judge(indicator, &other, setting, scheme.small_cohort, as_at).known()
    };
    indicator.one_year
        && (level(number + one) != level(number) || level(number - one) != level(number))
}

// ---- whom it pushes ------------------------------------------------------------------------------

/// How many of a group, and of all others, stand in the two most serious categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pushed {
    pub serious: u32,
    pub of: u32,
    pub other_serious: u32,
    pub of_others: u32,
}

impl Pushed {
    /// Counts by whether a school is of the group.
    pub fn count(schools: impl IntoIterator<Item = (bool, Band)>, scheme: &Scheme) -> Self {
        let from = scheme.bands.len().saturating_sub(2);
        let mut counted = Self::default();
        for (within, band) in schools {
            let serious = u32::from(usize::from(band.0) >= from);
            if within {
                counted.of += 1;
                counted.serious += serious;
            } else {
                counted.of_others += 1;
                counted.other_serious += serious;
            }
        }
        counted
    }

    /// Whether the difference is more than chance would bring in nineteen of twenty districts: the two
    /// shares lie more than twice their standard error apart. In whole numbers; `None` where either side
    /// is too small to say (fewer than five, or none and all alike).
    pub fn beyond_chance(&self) -> Option<bool> {
        let [a, n, b, m] =
            [self.serious, self.of, self.other_serious, self.of_others].map(i128::from);
        let (hits, all) = (a + b, n + m);
        if n < 5 || m < 5 || hits == 0 || hits == all {
            return None;
        }
        // (a/n - b/m)^2 > 4 p (1 - p) (1/n + 1/m), p = hits/all, everything times (n m all)^2.
        let apart = (a * m - b * n) * all;
        let spread = 4 * hits * (all - hits) * (n + m) * n * m;
        Some(apart * apart > spread)
    }
}

// ---- what it would have said ---------------------------------------------------------------------

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::{Edit, LineAt};
    use time::macros::date;

    const TODAY: Date = date!(2026 - 11 - 19);

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

    fn results(number: i32) -> Evidence {
        Evidence::new(
            Phase::Primary,
            Setting::Mainstream,
            [(
                Key::of("I10"),
                seen(Finding::number(number), date!(2026 - 07 - 01)),
            )],
        )
    }

    #[test]
    fn moving_a_line_moves_the_schools_between_and_no_others() {
        let before = Scheme::bradford().unwrap();
        let at = LineAt {
            indicator: Key::of("I10"),
            special: false,
            nth: 0,
        };
        let after = Scheme::new(Edit::Line(at, 4_800).of(&before.document)).unwrap();
        let schools = [results(4_400), results(4_700), results(4_800)];
        let [was, now] = [&before, &after].map(|scheme| all(scheme, &schools, TODAY));
        assert_eq!(moved(&was, &now), [1]);
        assert_eq!(counted(&before, &was).iter().sum::<u32>(), 3);
        let indicator = after.indicator(Key::of("I10")).unwrap();
        let turns = |number| {
            let seen = seen(Finding::number(number), date!(2026 - 07 - 01));
            turns_on_a_pupil(&after, indicator, &seen, Setting::Mainstream, TODAY)
        };
        assert!(turns(4_700));
        assert!(!turns(4_400));
    }

    #[test]
    fn chance_is_told_from_what_is_beyond_it() {
        let pushed = |serious, of, other_serious, of_others| Pushed {
            serious,
            of,
            other_serious,
            of_others,
        };
        assert_eq!(pushed(10, 40, 30, 160).beyond_chance(), Some(false));
        assert_eq!(pushed(20, 40, 30, 160).beyond_chance(), Some(true));
        assert_eq!(pushed(1, 4, 30, 160).beyond_chance(), None);
        assert_eq!(pushed(0, 40, 0, 160).beyond_chance(), None);
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
