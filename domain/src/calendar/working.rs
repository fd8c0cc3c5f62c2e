//! Working days: clocks of support run in them. Weekends and the bank holidays of England do not count.

use time::{Duration, Month, Weekday};

use super::{Date, Moment};

/// Bank holidays proclaimed once or moved, and what they replace.
const PROCLAIMED: [(i32, u8, u8); 2] = [(2022, 9, 19), (2023, 5, 8)];
/// The spring holiday of the jubilee year was moved into June.
const MOVED_SPRING: i32 = 2022;

/// Whether people in schools and offices work on it.
pub fn is_working(day: Date) -> bool {
    !is_weekend(day) && !is_bank_holiday(day)
}

/// The hour, UTC, from which letters of the day are written: six or seven on the clocks of England.
const MORNING: i64 = 6;
const HOUR: i64 = 3_600_000;

/// The day whose morning's letter is due at this moment; none: it is not worked, or too early.
pub fn morning(now: Moment) -> Option<Date> {
    let hour = now.0.div_euclid(HOUR).rem_euclid(24);
    let day = now.day();
    (hour >= MORNING && is_working(day)).then_some(day)
}

/// So many working days later; the day itself does not count.
pub fn working_days_after(day: Date, days: u32) -> Date {
    let mut day = day;
    for _ in 0..days {
        day = next_working(day);
    }
    day
}

/// Working days after one day, up to and with the other; 0 where that is not later.
pub fn working_days_between(from: Date, to: Date) -> u32 {
    let mut count = 0;
    let mut day = from;
    while day < to {
        let Some(next) = day.next_day() else { break };
        day = next;
        count += u32::from(is_working(day));
    }
    count
}

fn next_working(day: Date) -> Date {
    let mut day = day;
    loop {
        match day.next_day() {
            None => return day,
            Some(next) if is_working(next) => return next,
            Some(next) => day = next,
        }
    }
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn is_bank_holiday(day: Date) -> bool {
    let (year, month, number) = (day.year(), day.month(), day.day());
    let monday = day.weekday() == Weekday::Monday;
    match month {
        Month::January => number == substitute(year, Month::January, 1),
        Month::March | Month::April => {
            let easter = easter(year);
            day == easter - Duration::days(2) || day == easter + Duration::days(1)
        }
        Month::May => {
            (monday && number <= 7)
                || (monday && number > 24 && year != MOVED_SPRING)
                || proclaimed(day)
        }
        Month::June => year == MOVED_SPRING && (number == 2 || number == 3),
        Month::August => monday && number > 24,
        Month::September => proclaimed(day),
        Month::December => christmas(year).contains(&number),
        _ => false,
    }
}

fn proclaimed(day: Date) -> bool {
    PROCLAIMED.contains(&(day.year(), u8::from(day.month()), day.day()))
}

/// The day a holiday on a weekend is taken: the Monday after.
fn substitute(year: i32, month: Month, number: u8) -> u8 {
    match Date::from_calendar_date(year, month, number).map(Date::weekday) {
        Ok(Weekday::Saturday) => number + 2,
        Ok(Weekday::Sunday) => number + 1,
        _ => number,
    }
}

/// Christmas and Boxing Day as they are taken.
fn christmas(year: i32) -> [u8; 2] {
    match Date::from_calendar_date(year, Month::December, 25).map(Date::weekday) {
        Ok(Weekday::Friday) => [25, 28],
        Ok(Weekday::Saturday) => [27, 28],
        Ok(Weekday::Sunday) => [26, 27],
        _ => [25, 26],
    }
}

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876.
fn easter(year: i32) -> Date {
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    let number = |value: i32| u8::try_from(value).unwrap_or(1);
    Month::try_from(number(month))
        .ok()
        .and_then(|month| Date::from_calendar_date(year, month, number(day)).ok())
        .unwrap_or(Date::MIN)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn bank_holidays_are_those_that_were_published() {
        for day in [
            date!(2022 - 01 - 03),
            date!(2022 - 06 - 02),
            date!(2022 - 06 - 03),
            date!(2022 - 09 - 19),
            date!(2022 - 12 - 27),
            date!(2023 - 05 - 08),
            date!(2025 - 04 - 18),
            date!(2025 - 04 - 21),
            date!(2026 - 04 - 03),
            date!(2026 - 05 - 04),
            date!(2026 - 05 - 25),
            date!(2026 - 08 - 31),
            date!(2026 - 12 - 25),
            date!(2026 - 12 - 28),
            date!(2027 - 03 - 26),
            date!(2027 - 12 - 27),
            date!(2027 - 12 - 28),
        ] {
            assert!(!is_working(day), "{day} is a holiday");
            assert!(!is_weekend(day), "{day} is no weekend");
        }
        for day in [
            date!(2022 - 05 - 30),
            date!(2026 - 12 - 24),
            date!(2026 - 12 - 29),
            date!(2026 - 05 - 18),
            date!(2026 - 08 - 24),
        ] {
            assert!(is_working(day), "{day} is worked");
        }
    }

    #[test]
    fn the_letter_of_the_day_is_written_in_the_morning_of_a_working_day() {
        // Friday 27 November 2026, midnight.
        let friday = 1_795_737_600_000;
        for (hours, day) in [
            (0, None),
            (5, None),
            (6, Some(date!(2026 - 11 - 27))),
            (23, Some(date!(2026 - 11 - 27))),
            (24 + 9, None),
            (3 * 24 + 7, Some(date!(2026 - 11 - 30))),
        ] {
            assert_eq!(morning(Moment(friday + hours * HOUR)), day, "{hours}");
        }
    }

    #[test]
    fn working_days_pass_over_weekends_and_holidays_and_counting_agrees() {
        let friday = date!(2026 - 11 - 27);
        assert_eq!(working_days_after(friday, 0), friday);
        assert_eq!(working_days_after(friday, 1), date!(2026 - 11 - 30));
        assert_eq!(working_days_after(friday, 5), date!(2026 - 12 - 04));
        assert_eq!(
            working_days_after(date!(2026 - 12 - 24), 1),
            date!(2026 - 12 - 29)
        );
        for days in 0..60 {
            let later = working_days_after(friday, days);
            assert_eq!(working_days_between(friday, later), days);
        }
        assert_eq!(working_days_between(friday, date!(2026 - 11 - 29)), 0);
        assert_eq!(working_days_between(friday, date!(2026 - 11 - 01)), 0);
    }
}
