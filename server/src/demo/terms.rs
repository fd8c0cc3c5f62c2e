//! The days the district hangs on, all counted from today.

use domain::calendar::{Date, add_months};
use time::{Duration, Month, Weekday};

/// Today, and when things were published and agreed before it.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    pub today: Date,
}

/// The terms that had a meeting before this one, oldest first; the days are so many before today.
pub const PAST_TERMS: [i64; 9] = [1102, 1010, 891, 737, 645, 526, 372, 280, 161];

/// The first term in which every partnership met. Before it the Upper Vale met alone: it began this.
pub const EVERYBODY: usize = 7;

impl Terms {
    /// The day evidence was frozen for this term's meetings.
    pub fn frozen(self) -> Date {
        back_to_weekday(self.today.saturating_sub(Duration::days(3)))
    }

    /// The day of a partnership's meeting in an earlier term (0 the oldest).
    pub fn past(self, term: usize, partnership: usize) -> Date {
        let days = PAST_TERMS[term.min(PAST_TERMS.len() - 1)];
        let later = i64::try_from(partnership).unwrap_or(0);
        back_to_weekday(self.today.saturating_sub(Duration::days(days - later)))
    }

    /// The day of a partnership's meeting this term.
    pub fn this(self, partnership: usize) -> Date {
        let later = i64::try_from(partnership).unwrap_or(0) * 4;
        on_to_weekday(self.today.saturating_add(Duration::days(later)))
    }

    /// The latest year whose figures, released on that day of each year, were out by a day.
    pub fn released(self, month: Month, day: u8) -> i32 {
        let year = self.frozen().year();
        if release(year, month, day) <= self.frozen() {
            year
        } else {
            year - 1
        }
    }

    /// So many months before today.
    pub fn months_ago(self, months: i32) -> Date {
        add_months(self.today, -months)
    }

    /// So many days before today.
    pub fn days_ago(self, days: i32) -> Date {
        self.today.saturating_sub(Duration::days(i64::from(days)))
    }

    /// So many days from today.
    pub fn days_on(self, days: i32) -> Date {
        self.today.saturating_add(Duration::days(i64::from(days)))
    }
}

/// The day of a release in a year.
pub fn release(year: i32, month: Month, day: u8) -> Date {
    Date::from_calendar_date(year, month, day).unwrap_or(Date::MIN)
}

/// "2025/26" for the school year that ends in 2026.
pub fn year_words(ends: i32) -> String {
    format!("{}/{:02}", ends - 1, ends.rem_euclid(100))
}

fn back_to_weekday(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => day.saturating_sub(Duration::days(1)),
        Weekday::Sunday => day.saturating_sub(Duration::days(2)),
        _ => day,
    }
}

fn on_to_weekday(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => day.saturating_add(Duration::days(2)),
        Weekday::Sunday => day.saturating_add(Duration::days(1)),
        _ => day,
    }
}
