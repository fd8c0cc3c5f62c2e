//! A rule tried beside the one in force, over many schools: who would move, how many stand where, whom it
//! pushes, and what it would have said of years whose story is known.

mod past;
mod pushed;

pub use past::{Case, Story, Way, back_test, cases, ways};
pub use pushed::{Group, Pushed, Traits, groups};

use std::collections::BTreeMap;

use super::catalogue::Measure;
use super::categorise::{Categorisation, categorise};
use super::edit::lines_of;
use super::judge::judge;
use super::level::Band;
use super::scheme::{Indicator, Scheme};
use crate::calendar::Date;
use crate::schools::{Evidence, Finding, Observed, Setting, Value};

/// National figures offered to choose from.
const MOST_NATIONALS: usize = 4;

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

/// What a scheme made of each school, with its bands found among those of another by their ids. One that the
/// other never had stays where it is.
pub fn among(of: &Scheme, there: &Scheme, all: &[Categorisation]) -> Vec<Categorisation> {
    let place = |band: Band| there.ever_named(of.band(band).id).unwrap_or(band);
    all.iter()
        .map(|one| {
            let mut one = one.clone();
            let ends = [place(one.band.lowest), place(one.band.highest)];
            one.band.known = place(one.band.known);
            one.band.lowest = ends[0];
            one.band.highest = ends[1];
            if there.seriousness(ends[0]) > there.seriousness(ends[1]) {
                (one.band.lowest, one.band.highest) = (ends[1], ends[0]);
            }
            one
        })
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

/// How many stand in each band as known, least serious first; those that are gone after the others.
pub fn counted(scheme: &Scheme, all: &[Categorisation]) -> Vec<u32> {
    let mut counts = vec![0; scheme.bands.len() + scheme.former.len()];
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

/// What the schools that move ask of those who help them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Burden {
    /// Days of support a year, at most, more than before.
    pub days: i32,
    /// Schools that go to the local authority.
    pub to_authority: u32,
    /// Schools that come back from it.
    pub to_partnership: u32,
}

/// What one scheme makes of a school.
pub type Under<'a> = (&'a Scheme, &'a Categorisation);

/// Days of support a year, at most, that a school may have more than before.
pub fn more_days(before: Under<'_>, after: Under<'_>) -> i32 {
    let days = |(scheme, of): Under<'_>| i32::from(scheme.band(of.band.known).days);
    days(after) - days(before)
}

/// The sum of it over these schools, before and after.
pub fn burden<'a>(schools: impl IntoIterator<Item = (Under<'a>, Under<'a>)>) -> Burden {
    let mut sum = Burden::default();
    for (before, after) in schools {
        sum.days += more_days(before, after);
        match (before.1.causing_concern, after.1.causing_concern) {
            (false, true) => sum.to_authority += 1,
            (true, false) => sum.to_partnership += 1,
            _ => {}
        }
    }
    sum
}

/// The national figures schools are held against, where a line asks for one: those of most schools first,
/// with how many, and no more than one can choose between.
pub fn nationals<'a>(
    schools: impl IntoIterator<Item = &'a Evidence>,
    indicator: &Indicator,
    special: bool,
) -> Vec<(i32, usize)> {
    let mut lines = lines_of(indicator, special).iter();
    if lines.all(|line| line.measure == Measure::Value) {
        return Vec::new();
    }
    let mut counts = BTreeMap::<i32, usize>::new();
    for evidence in schools {
        if let Some(figure) = evidence.of(indicator.id).and_then(|seen| seen.comparator) {
            *counts.entry(figure).or_default() += 1;
        }
    }
    let mut counts: Vec<(i32, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(figure, count)| (std::cmp::Reverse(*count), *figure));
    counts.truncate(MOST_NATIONALS);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::{Edit, LineAt, OwnerDoc};
    use crate::schools::{Key, Phase};
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
    fn days_and_owners_are_summed_over_those_that_move() {
        let scheme = Scheme::bradford().unwrap();
        let weak = Evidence::new(
            Phase::Primary,
            Setting::Mainstream,
            [(
                Key::of("I01"),
                seen(Finding::choice(Key::of("ri")), date!(2024 - 05 - 01)),
            )],
        );
        let failing = Evidence::new(
            Phase::Primary,
            Setting::Mainstream,
            [(
                Key::of("I01"),
                seen(
                    Finding::choice(Key::of("inadequate")),
                    date!(2024 - 05 - 01),
                ),
            )],
        );
        let [weak, failing] = [weak, failing].map(|one| categorise(&one, &scheme, TODAY));
        let days = |id: &str| {
            let band = scheme.band_named(id.parse().unwrap()).unwrap();
            i32::from(scheme.band(band).days)
        };
        let up = days("P4") - days("P3");
        assert_eq!(scheme.bands[3].owner, [OwnerDoc::Authority; 4]);
        let (weak, failing) = ((&scheme, &weak), (&scheme, &failing));
        assert_eq!(more_days(weak, failing), up);
        assert_eq!(
            burden([(weak, failing), (weak, failing), (failing, weak)]),
            Burden {
                days: up,
                to_authority: 2,
                to_partnership: 1
            }
        );
        assert_eq!(burden([(weak, weak)]), Burden::default());
    }

    #[test]
    fn the_usual_national_figures_come_first_and_only_where_a_line_asks() {
        let scheme = Scheme::bradford().unwrap();
        let against = |figure: i32| {
            let mut one = seen(Finding::number(6_000), date!(2026 - 07 - 01));
            one.comparator = Some(figure);
            let readings = ["I10", "I60"].map(|id| (id.parse().unwrap(), one));
            Evidence::new(Phase::Primary, Setting::Mainstream, readings)
        };
        let figures = [6_200, 6_100, 6_100, 1, 2, 3, 6_100, 6_200];
        let schools = figures.map(against);
        let one = |id: &str| scheme.indicator(id.parse().unwrap()).unwrap();
        assert_eq!(
            nationals(&schools, one("I10"), false),
            [(6_100, 3), (6_200, 2), (1, 1), (2, 1)]
        );
        assert!(nationals(&schools, one("I60"), false).is_empty());
    }
}
