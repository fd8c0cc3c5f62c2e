//! The six parts of a school year, the "old terms".

use super::{Date, day_words};

/// The first day of each, month and day; the next begins where one ends, so that every day lies in one.
/// Holidays differ from place to place: these are the months the halves are spoken of by.
const BEGIN: [(time::Month, u8); 6] = [
    (time::Month::September, 1),
    (time::Month::November, 1),
    (time::Month::January, 1),
    (time::Month::February, 16),
    (time::Month::April, 1),
    (time::Month::June, 1),
];

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct HalfTerm {
    /// Sixths of a school year since that of the year 0.
    sixths: i32,
}

impl HalfTerm {
    /// The one a day lies in.
    pub fn of(day: Date) -> Self {
        let year = day.year();
        let school_year = if u8::from(day.month()) >= 9 {
            year
        } else {
            year - 1
        };
        let first = Self {
            sixths: school_year * 6,
        };
        (0..6)
            .map(|later| first.later(later))
            .rev()
            .find(|one| one.begins() <= day)
            .unwrap_or(first)
    }

    /// The first of the school year a day lies in.
    pub fn first_of_year(day: Date) -> Self {
        let one = Self::of(day);
        one.later(1 - i32::from(one.number()))
    }

    /// So many later, or earlier.
    #[must_use]
    pub fn later(self, halves: i32) -> Self {
        Self {
            sixths: self.sixths + halves,
        }
    }

    /// 1 to 6.
    pub fn number(self) -> u8 {
        u8::try_from(self.sixths.rem_euclid(6) + 1).unwrap_or(1)
    }

    /// Its first day.
    pub fn begins(self) -> Date {
        let at = self.number() - 1;
        let (month, day) = BEGIN[usize::from(at)];
        let year = self.sixths.div_euclid(6) + i32::from(at >= 2);
        Date::from_calendar_date(year, month, day).unwrap_or(Date::MIN)
    }

    /// Its last day.
    pub fn ends(self) -> Date {
        let next = self.later(1).begins();
        next.previous_day().unwrap_or(next)
    }

    /// The school year it is of: "2026 to 2027".
    pub fn year_words(self) -> String {
        let year = self.sixths.div_euclid(6);
        format!("{year} to {}", year + 1)
    }

    /// "1 Sep to 31 Oct", as far as `to`.
    pub fn days_words(self, to: Self) -> String {
        let short = |day: Date| {
            let words = day_words(day);
            words
                .rsplit_once(' ')
                .map_or(words.clone(), |(short, _)| short.to_owned())
        };
        format!("{} to {}", short(self.begins()), short(to.ends()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn every_day_lies_in_one_and_they_follow_each_other() {
        for (day, number, year) in [
            (date!(2026 - 09 - 01), 1, "2026 to 2027"),
            (date!(2026 - 11 - 27), 2, "2026 to 2027"),
            (date!(2027 - 01 - 01), 3, "2026 to 2027"),
            (date!(2027 - 02 - 15), 3, "2026 to 2027"),
            (date!(2027 - 02 - 16), 4, "2026 to 2027"),
            (date!(2027 - 05 - 31), 5, "2026 to 2027"),
            (date!(2027 - 08 - 31), 6, "2026 to 2027"),
            (date!(2026 - 08 - 31), 6, "2025 to 2026"),
        ] {
            let half = HalfTerm::of(day);
            assert_eq!(
                (half.number(), half.year_words().as_str()),
                (number, year),
                "{day}"
            );
            assert!(half.begins() <= day && day <= half.ends());
            assert_eq!(half.later(1).begins(), half.ends().next_day().unwrap());
        }
        let first = HalfTerm::first_of_year(date!(2027 - 03 - 01));
        assert_eq!(first.begins(), date!(2026 - 09 - 01));
        assert_eq!(first.days_words(first.later(1)), "1 Sep to 31 Dec");
    }
}
