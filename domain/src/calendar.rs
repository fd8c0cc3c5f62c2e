//! Dates and moments. The domain has no clock: whoever calls says what day it is.

pub use time::{Date, OffsetDateTime};

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
