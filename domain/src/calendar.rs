//! Dates and moments. The domain has no clock: whoever calls says what day it is.

mod feed;
mod half_term;
mod working;

pub use feed::{Entry, feed};
pub use half_term::HalfTerm;
pub use time::{Date, OffsetDateTime};
pub use working::{is_working, morning, working_days_after, working_days_between};

use serde::{Deserialize, Serialize};

/// A moment, UTC, on the wire as seconds and thousandths since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(
    /// Milliseconds since 1970-01-01, UTC.
    pub i64,
);

impl Moment {
    /// The calendar day, UTC.
    pub fn day(self) -> Date {
        OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000))
            .map_or(Date::MIN, OffsetDateTime::date)
    }
}

/// The same day of the month so many months later (or earlier, negative), or the last day of that
/// month where there is no such day.
pub fn add_months(day: Date, months: i32) -> Date {
    let count = day.year() * 12 + i32::from(u8::from(day.month())) - 1 + months;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12));
    let month = u8::try_from(month + 1)
        .ok()
        .and_then(|number| time::Month::try_from(number).ok())
        .unwrap_or(time::Month::January);
    let last = month.length(year);
    Date::from_calendar_date(year, month, day.day().min(last)).unwrap_or(day)
}

/// The same day of the week so many weeks later; the last day there is, where that is sooner.
pub fn add_weeks(day: Date, weeks: u32) -> Date {
    day.saturating_add(time::Duration::weeks(i64::from(weeks)))
}

/// Whole months from one day to a later one; 0 where it is not later.
pub fn months_between(from: Date, to: Date) -> u16 {
    let count = |day: Date| day.year() * 12 + i32::from(u8::from(day.month()));
    let months = count(to) - count(from);
    let whole = if add_months(from, months) > to {
        months - 1
    } else {
        months
    };
    u16::try_from(whole).unwrap_or(0)
}

/// "14 Jan 2026".
pub fn day_words(day: Date) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let month = MONTHS[usize::from(u8::from(day.month())) - 1];
    format!("{} {month} {}", day.day(), day.year())
}

/// A third of the school year. The next begins where one ends, holidays and all, so that every day
/// lies in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// Thirds of a year since the year 0; the spring of a year is its first.
    number: i32,
}

impl Term {
    /// The term a day lies in: from January, May and September.
    pub fn of(day: Date) -> Self {
        let third = (i32::from(u8::from(day.month())) - 1) / 4;
        Self {
            number: day.year() * 3 + third,
        }
    }

    /// So many terms later, or earlier.
    #[must_use]
    pub fn later(self, terms: i32) -> Self {
        Self {
            number: self.number + terms,
        }
    }

    /// Its first day.
    pub fn begins(self) -> Date {
        let month = match self.number.rem_euclid(3) {
            0 => time::Month::January,
            1 => time::Month::May,
            _ => time::Month::September,
        };
        Date::from_calendar_date(self.number.div_euclid(3), month, 1).unwrap_or(Date::MIN)
    }

    /// Its last day: the next begins after it.
    pub fn ends(self) -> Date {
        self.later(1).begins().previous_day().unwrap_or(Date::MAX)
    }

    /// Which third of a school year it is.
    pub fn season(self) -> Season {
        match self.number.rem_euclid(3) {
            0 => Season::Spring,
            1 => Season::Summer,
            _ => Season::Autumn,
        }
    }

    /// "Autumn 26".
    pub fn words(self) -> String {
        let season = self.season().words();
        format!("{season} {:02}", self.number.div_euclid(3).rem_euclid(100))
    }

    /// The three terms of the school year a day lies in.
    pub fn of_year(day: Date) -> [Self; 3] {
        let term = Self::of(day);
        let autumn = match term.season() {
            Season::Autumn => term,
            Season::Spring => term.later(-1),
            Season::Summer => term.later(-2),
        };
        [autumn, autumn.later(1), autumn.later(2)]
    }
}

/// A third of any school year, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Season {
    Autumn,
    Spring,
    Summer,
}

impl Season {
    /// "Autumn".
    pub fn words(self) -> &'static str {
        match self {
            Self::Autumn => "Autumn",
            Self::Spring => "Spring",
            Self::Summer => "Summer",
        }
    }
}

/// How long from one day to a later one, roughly, as it is said: "five months", "a year and a half".
pub fn length_words(from: Date, to: Date) -> String {
    const NUMBERS: [&str; 11] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let days = (to.to_julian_day() - from.to_julian_day()).max(0);
    let number = |count: i32| {
        usize::try_from(count)
            .ok()
            .and_then(|at| NUMBERS.get(at))
            .map_or_else(|| count.to_string(), |word| (*word).to_owned())
    };
    // Halves of a year, to the nearest, from ten months on.
    match days {
        ..46 => "a month".to_owned(),
        46..300 => format!("{} months", number((days + 15) / 30)),
        _ => match (days * 2 + 182) / 365 {
            ..=2 => "a year".to_owned(),
            3 => "a year and a half".to_owned(),
            halves if halves % 2 == 0 => format!("{} years", number(halves / 2)),
            halves => format!("{} and a half years", number(halves / 2)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn months_are_counted_to_the_same_day_or_the_last_of_the_month() {
        for (from, months, to) in [
            (date!(2026 - 11 - 22), 6, date!(2027 - 05 - 22)),
            (date!(2026 - 08 - 31), 1, date!(2026 - 09 - 30)),
            (date!(2024 - 02 - 29), 12, date!(2025 - 02 - 28)),
            (date!(2026 - 01 - 15), -1, date!(2025 - 12 - 15)),
        ] {
            assert_eq!(add_months(from, months), to);
        }
    }

    #[test]
    fn every_day_lies_in_one_term_and_terms_follow_each_other() {
        let term = Term::of(date!(2026 - 11 - 19));
        assert_eq!(term.words(), "Autumn 26");
        assert_eq!(term.begins(), date!(2026 - 09 - 01));
        assert_eq!(term.later(1).words(), "Spring 27");
        assert_eq!(term.later(1).begins(), date!(2027 - 01 - 01));
        assert_eq!(term.later(-9).words(), "Autumn 23");
        assert_eq!(Term::of(date!(2026 - 08 - 31)).words(), "Summer 26");
        assert_eq!(Term::of(date!(2026 - 04 - 30)).words(), "Spring 26");
        assert_eq!(term.ends(), date!(2026 - 12 - 31));
        for day in [
            date!(2026 - 09 - 01),
            date!(2027 - 02 - 03),
            date!(2027 - 08 - 31),
        ] {
            assert_eq!(
                Term::of_year(day).map(Term::words),
                ["Autumn 26", "Spring 27", "Summer 27"]
            );
        }
    }

    #[test]
    fn a_length_is_said_as_people_say_it() {
        let from = date!(2024 - 06 - 11);
        for (to, words) in [
            (date!(2024 - 07 - 01), "a month"),
            (date!(2024 - 11 - 11), "five months"),
            (date!(2025 - 06 - 20), "a year"),
            (date!(2025 - 12 - 01), "a year and a half"),
            (date!(2026 - 06 - 11), "two years"),
            (date!(2026 - 12 - 11), "two and a half years"),
        ] {
            assert_eq!(length_words(from, to), words, "{to}");
        }
    }

    #[test]
    fn a_month_is_whole_on_its_own_day_and_not_before() {
        for (from, to, months) in [
            (date!(2026 - 09 - 01), date!(2027 - 06 - 01), 9),
            (date!(2026 - 09 - 01), date!(2027 - 05 - 31), 8),
            (date!(2026 - 08 - 31), date!(2026 - 09 - 30), 1),
            (date!(2026 - 09 - 01), date!(2026 - 08 - 01), 0),
        ] {
            assert_eq!(months_between(from, to), months, "{from} {to}");
        }
    }
}
