//! The years a pot is for: financial ones from April, academic ones from September.

use serde::{Deserialize, Serialize};
use time::Month;

use crate::calendar::Date;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YearKind {
    Financial,
    Academic,
}

impl YearKind {
    fn month(self) -> Month {
        match self {
            Self::Financial => Month::April,
            Self::Academic => Month::September,
        }
    }

    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Financial => "financial",
            Self::Academic => "academic",
        }
    }

    /// The year a day lies in, by the calendar year it begins in.
    pub fn of(self, day: Date) -> i32 {
        let begun = u8::from(day.month()) >= u8::from(self.month());
        day.year() - i32::from(!begun)
    }
}

/// One or several years on end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Years {
    pub kind: YearKind,
    /// The calendar year the first of them begins in.
    pub first: i32,
    pub last: i32,
}

impl Years {
    /// The one year a day lies in.
    pub fn of(kind: YearKind, day: Date) -> Self {
        let year = kind.of(day);
        Self {
            kind,
            first: year,
            last: year,
        }
    }

    pub fn begins(self) -> Date {
        Date::from_calendar_date(self.first, self.kind.month(), 1).unwrap_or(Date::MIN)
    }

    pub fn ends(self) -> Date {
        Date::from_calendar_date(self.last.saturating_add(1), self.kind.month(), 1)
            .ok()
            .and_then(Date::previous_day)
            .unwrap_or(Date::MAX)
    }

    pub fn holds(self, day: Date) -> bool {
        (self.begins()..=self.ends()).contains(&day)
    }

    /// "financial year 2026–27", "academic years 2025–26 to 2026–27".
    pub fn words(self) -> String {
        let year = |first: i32| format!("{first}–{:02}", (first + 1).rem_euclid(100));
        let kind = self.kind.word();
        if self.first == self.last {
            format!("{kind} year {}", year(self.first))
        } else {
            format!("{kind} years {} to {}", year(self.first), year(self.last))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_year_begins_in_april_or_in_september() {
        let financial = Years::of(YearKind::Financial, date!(2027 - 03 - 31));
        assert_eq!(financial.words(), "financial year 2026–27");
        assert_eq!(financial.begins(), date!(2026 - 04 - 01));
        assert_eq!(financial.ends(), date!(2027 - 03 - 31));
        let academic = Years {
            last: 2026,
            ..Years::of(YearKind::Academic, date!(2026 - 08 - 31))
        };
        assert_eq!(academic.words(), "academic years 2025–26 to 2026–27");
        assert!(academic.holds(date!(2027 - 08 - 31)));
        assert!(!academic.holds(date!(2027 - 09 - 01)));
    }
}
