//! Which year a file is about: from the file itself, from its name, from what the caller says, and
//! only then from today, which the report says.

use domain::calendar::{Date, day_words};
use time::Month;

/// An academic year by the calendar year it ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AcademicYear(pub u16);

impl AcademicYear {
    /// From "202223", "2022/23", "2022-2023"; a lone "2018" is the year it ends in.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if text.len() > 9 || !text.is_ascii() {
            return None;
        }
        let number = |text: &str| text.parse::<u16>().ok();
        let end = match digits.len() {
            4 => number(&digits)?,
            6 => {
                let start = number(&digits[..4])?;
                (number(&digits[4..])? == (start + 1) % 100).then_some(start + 1)?
            }
            8 => {
                let start = number(&digits[..4])?;
                (number(&digits[4..])? == start + 1).then_some(start + 1)?
            }
            _ => return None,
        };
        (1990..2100).contains(&end).then_some(Self(end))
    }

    /// From a file's name: "2022-2023_england_abs", "abs_202223". A year and a month is no academic year.
    pub fn in_name(name: &str) -> Option<Self> {
        runs(name).find_map(|(digits, next)| match digits.len() {
            4 => next
                .filter(|next| next.len() == 4 || next.len() == 2)
                .and_then(|next| Self::read(&format!("{digits}/{next}"))),
            6 | 8 => Self::read(digits),
            _ => None,
        })
    }

    /// "2022/23".
    pub fn words(self) -> String {
        format!("{}/{:02}", self.0 - 1, self.0 % 100)
    }

    /// The last day of it, 31 August.
    pub fn end(self) -> Date {
        day(self.0, Month::August, 31)
    }

    /// Census day in the spring of it: the third Thursday of January.
    pub fn census(self) -> Date {
        let first = day(self.0, Month::January, 1);
        let to_thursday = (3 + 7 - first.weekday().number_days_from_monday()) % 7;
        day(self.0, Month::January, 1 + to_thursday + 14)
    }

    /// The year before.
    pub fn before(self) -> Self {
        Self(self.0.saturating_sub(1))
    }

    /// The year a day is in.
    pub fn of(on: Date) -> Self {
        let year = u16::try_from(on.year()).unwrap_or(1990);
        Self(if on.month() >= Month::September {
            year + 1
        } else {
            year
        })
    }
}

fn day(year: u16, month: Month, day: u8) -> Date {
    Date::from_calendar_date(i32::from(year), month, day).unwrap_or(Date::MIN)
}

/// Each run of digits in a name with the run right after it, where one mark parts them.
fn runs(name: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut spans = Vec::new();
    let mut from = None;
    for (at, byte) in name.bytes().chain(std::iter::once(b' ')).enumerate() {
        match (byte.is_ascii_digit(), from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                spans.push((start, at));
                from = None;
            }
            _ => {}
        }
    }
    (0..spans.len()).map(move |at| {
        let (start, end) = spans[at];
        let next = spans
            .get(at + 1)
            .filter(|(next, _)| *next == end + 1)
            .map(|(next, last)| &name[*next..*last]);
        (&name[start..end], next)
    })
}

/// The day in a file's name: "2026-02-28", "20250422", or the last day of "2023-07".
pub fn day_in_name(name: &str) -> Option<Date> {
    let spans: Vec<_> = runs(name).map(|(digits, _)| digits).collect();
    for (at, digits) in spans.iter().enumerate() {
        if digits.len() == 8
            && let Some(day) = super::number::date(digits)
        {
            return Some(day);
        }
        if digits.len() == 4 && digits.starts_with("20") {
            let month: Option<Month> = spans
                .get(at + 1)
                .filter(|next| next.len() == 2)
                .and_then(|next| next.parse::<u8>().ok())
                .and_then(|month| Month::try_from(month).ok());
            let Some(month) = month else { continue };
            let year: i32 = digits.parse().ok()?;
            let of_month = spans
                .get(at + 2)
                .filter(|next| next.len() == 2)
                .and_then(|next| next.parse().ok())
                .unwrap_or(month.length(year));
            return Date::from_calendar_date(year, month, of_month).ok();
        }
    }
    None
}

/// A year or day that was settled on, and how, for the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    pub as_at: Date,
    pub period: String,
    pub note: String,
}

impl Dated {
    /// A file about an academic year: the year the file says, else its name's, else the caller's day, else
    /// today. What the caller says always sets the day.
    pub fn year(
        said: Option<AcademicYear>,
        name: &str,
        as_at: Option<Date>,
        today: Date,
        day: fn(AcademicYear) -> Date,
    ) -> Self {
        if let Some(year) = said.or_else(|| AcademicYear::in_name(name)) {
            return Self {
                as_at: as_at.unwrap_or_else(|| day(year)),
                period: year.words(),
                note: String::new(),
            };
        }
        match as_at {
            Some(as_at) => Self {
                as_at,
                period: AcademicYear::of(as_at).words(),
                note: format!(
                    "the file names no year; as at {}, as asked",
                    day_words(as_at)
                ),
            },
            None => Self {
                as_at: today,
                period: String::new(),
                note: "the file names no year, nor does its name; taken as of today".into(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_year_is_read_in_each_published_form() {
        for (text, year) in [
            ("2022/23", Some(2023)),
            ("202223", Some(2023)),
            ("2022-2023", Some(2023)),
            ("2018", Some(2018)),
            ("2022/24", None),
            ("20220112", None),
            ("", None),
        ] {
            assert_eq!(AcademicYear::read(text), year.map(AcademicYear), "{text}");
        }
    }

    #[test]
    fn a_name_gives_its_year_and_a_month_is_not_taken_for_one() {
        for (name, year) in [
            ("2022-2023_england_abs.csv.gz", Some(2023)),
            ("england_abs_202223.csv", Some(2023)),
            ("2018-19 ks2.xlsx", Some(2019)),
            ("england_abs.csv", None),
            ("gias_2021-05.csv", None),
        ] {
            assert_eq!(
                AcademicYear::in_name(name),
                year.map(AcademicYear),
                "{name}"
            );
        }
        assert_eq!(
            day_in_name("inspections_2026-02-28.csv"),
            Some(date!(2026 - 02 - 28))
        );
        assert_eq!(
            day_in_name("links_edubasealldata20250422.csv.gz"),
            Some(date!(2025 - 04 - 22))
        );
        assert_eq!(
            day_in_name("leeds_383_edubasealldata_2023-07.csv"),
            Some(date!(2023 - 07 - 31))
        );
    }

    #[test]
    fn census_day_is_the_third_thursday_of_january() {
        for (year, day) in [
            (2018, date!(2018 - 01 - 18)),
            (2020, date!(2020 - 01 - 16)),
            (2022, date!(2022 - 01 - 20)),
            (2023, date!(2023 - 01 - 19)),
        ] {
            assert_eq!(AcademicYear(year).census(), day);
        }
    }
}
