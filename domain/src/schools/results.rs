//! What published results say: progress against the floor, ranks, gaps and trends.

use super::evidence::{Finding, Unknown, Value};
use super::key::Key;

/// Coasting lines for reading, writing and maths, hundredths of a point (2016 to 2018).
const COASTING: [i32; 3] = [-250, -350, -250];
/// Floor for reading, writing and maths, hundredths of a point.
const FLOOR: [i32; 3] = [-500, -700, -500];

/// Key stage 2 progress in reading, writing and maths as one choice. What is not known in one subject
/// matters only where it could change the answer.
pub fn progress(subjects: [Finding; 3]) -> Finding {
    let mut below = 0;
    let mut floor = false;
    let mut unknown = None;
    for (at, finding) in subjects.into_iter().enumerate() {
        match finding {
            Finding::Known(Value::Number(score)) => {
                below += usize::from(score < COASTING[at]);
                floor |= score < FLOOR[at];
            }
            Finding::Known(Value::Choice(_)) => unknown = Some(Unknown::NotAvailable),
            Finding::Unknown(reason) => unknown = unknown.or(Some(reason)),
        }
    }
    match (floor, unknown, below) {
        (true, ..) => Finding::choice(Key::of("below_floor")),
        (_, Some(reason), _) => Finding::Unknown(reason),
        (_, None, 0) => Finding::choice(Key::of("above")),
        (_, None, 1) => Finding::choice(Key::of("one_below")),
        (_, None, _) => Finding::choice(Key::of("two_below")),
    }
}

/// The share of schools that do strictly less well, hundredths of a per cent: 1000 or less is the bottom
/// tenth. `sorted` is every school's figure, lowest first; `None` where it is empty.
pub fn centile(figure: i32, sorted: &[i32]) -> Option<i32> {
    let below = sorted.partition_point(|one| *one < figure);
    let share = below.checked_mul(10_000)?.checked_div(sorted.len())?;
    i32::try_from(share).ok()
}

/// A mean of several years, each counted by its pupils. `None` without pupils.
pub fn mean_of_years(years: &[(i32, u32)]) -> Option<i32> {
    let pupils: i64 = years.iter().map(|(_, pupils)| i64::from(*pupils)).sum();
    let sum: i64 = years
        .iter()
        .map(|(figure, pupils)| i64::from(*figure) * i64::from(*pupils))
        .sum();
    let half = pupils / 2 * sum.signum();
    i32::try_from((sum + half).checked_div(pupils)?).ok()
}

/// How a measure moved against the national figure, from up to two years before to the last year, and
/// whether it fell three years in a row. `years` are consecutive, oldest first, each the school's figure
/// less the national one. `None` with fewer than two.
pub fn trend(years: &[i32]) -> Option<(i32, bool)> {
    let last = years.last()?;
    let from = years.len().saturating_sub(3);
    let first = years.get(from).filter(|_| years.len() >= 2)?;
    let falls = years.windows(2).rev().take_while(|pair| pair[1] < pair[0]);
    Some((last - first, falls.count() >= 3))
}

/// How far an own disadvantaged figure is behind the national disadvantaged one: by so much the gap to
/// national others is wider than the national gap. Negative: narrower.
pub fn wider_gap(own_disadvantaged: i32, national_disadvantaged: i32) -> i32 {
    national_disadvantaged.saturating_sub(own_disadvantaged)
}

/// A change from one number of pupils to another, hundredths of a per cent, halves away from zero.
pub fn change(before: u32, after: u32) -> Option<i32> {
    let twice = (i64::from(after) - i64::from(before)).checked_mul(20_000)?;
    let twice = twice.checked_div(i64::from(before))?;
    i32::try_from((twice + twice.signum()) / 2).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_counts_subjects_strictly_below_each_line() {
        let unknown = Finding::Unknown(Unknown::LowCoverage);
        let n = Finding::number;
        for (subjects, expected) in [
            ([n(0), n(0), n(0)], Some("above")),
            ([n(-250), n(-350), n(-250)], Some("above")),
            ([n(-251), n(-350), n(-250)], Some("one_below")),
            ([n(0), n(-351), n(-251)], Some("two_below")),
            ([n(-500), n(-700), n(-500)], Some("two_below")),
            ([n(0), n(-701), n(0)], Some("below_floor")),
            ([n(-501), unknown, n(0)], Some("below_floor")),
            ([n(-300), unknown, n(0)], None),
        ] {
            let finding = expected.map_or(unknown, |key| Finding::choice(key.parse().unwrap()));
            assert_eq!(progress(subjects), finding, "{subjects:?}");
        }
    }

    #[test]
    fn a_centile_is_the_share_of_schools_that_do_less_well() {
        let sorted: Vec<i32> = (0..10).collect();
        assert_eq!(centile(0, &sorted), Some(0));
        assert_eq!(centile(1, &sorted), Some(1000));
        assert_eq!(centile(9, &sorted), Some(9000));
        assert_eq!(centile(0, &[]), None);
        assert_eq!(centile(5, &[5, 5, 5]), Some(0));
    }

    #[test]
    fn a_mean_of_years_counts_pupils_not_years() {
        assert_eq!(mean_of_years(&[(5000, 30), (8000, 10)]), Some(5750));
        assert_eq!(mean_of_years(&[]), None);
    }

    #[test]
    fn a_trend_is_over_three_years_at_most_and_three_falls_are_marked() {
        for (years, expected) in [
            (&[100][..], None),
            (&[100, 40], Some((-60, false))),
            (&[500, 100, 200, 40], Some((-60, false))),
            (&[500, 400, 300, 200], Some((-200, true))),
            (&[400, 300, 200], Some((-200, false))),
        ] {
            assert_eq!(trend(years), expected, "{years:?}");
        }
    }

    #[test]
    fn a_roll_of_420_that_becomes_377_has_fallen_by_more_than_a_tenth() {
        assert_eq!(change(420, 377), Some(-1024));
        assert_eq!(change(0, 10), None);
        assert_eq!(change(200, 190), Some(-500));
    }
}
