//! One measure of many schools over the years: the middle school of each year, and the national figure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::school::Urn;

/// One school's value of one year, hundredths of the measure's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    pub school: Urn,
    /// The year it was published.
    pub year: i32,
    pub value: i32,
    /// The national figure from the same file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub national: Option<i32>,
}

/// The middle of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearMedian {
    pub year: i32,
    /// As many schools are at or above it as at or below.
    pub median: i32,
    /// The middle of the national figures the schools were published against; none: no file had one.
    #[serde(default)]
    pub national: Option<i32>,
    /// The middle of how far each is above its own national figure.
    #[serde(default)]
    pub above: Option<i32>,
    pub schools: u32,
}

/// Each year's middle, oldest first. Of two values of one school and year the one given last counts.
pub fn medians(values: &[Measured]) -> Vec<YearMedian> {
    let mut years: BTreeMap<i32, BTreeMap<Urn, &Measured>> = BTreeMap::new();
    for one in values {
        years.entry(one.year).or_default().insert(one.school, one);
    }
    years
        .into_iter()
        .filter_map(|(year, schools)| {
            let of = |what: &dyn Fn(&Measured) -> Option<i32>| {
                middle(schools.values().filter_map(|one| what(one)).collect())
            };
            Some(YearMedian {
                year,
                median: of(&|one| Some(one.value))?,
                national: of(&|one| one.national),
                above: of(&|one| Some(one.value.saturating_sub(one.national?))),
                schools: u32::try_from(schools.len()).unwrap_or(u32::MAX),
            })
        })
        .collect()
}

/// The middle of these; of an even number, half way between the two, halves away from zero.
pub fn middle(mut values: Vec<i32>) -> Option<i32> {
    values.sort_unstable();
    let high = *values.get(values.len() / 2)?;
    if values.len() % 2 == 1 {
        return Some(high);
    }
    let sum = i64::from(high) + i64::from(*values.get(values.len() / 2 - 1)?);
    i32::try_from((sum + sum.signum()) / 2).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(school: u32, year: i32, value: i32, national: Option<i32>) -> Measured {
        Measured {
            school: Urn::try_from(900_000 + school).unwrap(),
            year,
            value,
            national,
        }
    }

    #[test]
    fn the_middle_of_an_even_number_lies_half_way() {
        assert_eq!(middle(vec![]), None);
        assert_eq!(middle(vec![7]), Some(7));
        assert_eq!(middle(vec![9, 1, 5]), Some(5));
        assert_eq!(middle(vec![4, 1]), Some(3));
        assert_eq!(middle(vec![-4, -1]), Some(-3));
    }

    #[test]
    fn years_are_apart_and_each_school_is_held_against_its_own_national_figure() {
        let found = medians(&[
            one(1, 2025, 500, Some(540)),
            one(2, 2025, 620, Some(540)),
            one(3, 2025, 900, Some(820)),
            one(1, 2026, 480, None),
            // A corrected value takes the place of the first.
            one(2, 2025, 600, Some(540)),
        ]);
        assert_eq!(
            found,
            [
                YearMedian {
                    year: 2025,
                    median: 600,
                    national: Some(540),
                    above: Some(60),
                    schools: 3
                },
                YearMedian {
                    year: 2026,
                    median: 480,
                    national: None,
                    above: None,
                    schools: 1
                },
            ]
        );
    }
}
