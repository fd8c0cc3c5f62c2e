//! Sums of money and shares of them, in whole numbers.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Pence. Negative where something is owed the other way. Sums are added with [`Pence::plus`], which
/// says when there is no such sum, and never wrap.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Pence(pub i64);

impl Pence {
    pub const ZERO: Self = Self(0);
    /// The most any one change may move: a hundred million pounds.
    pub const MOST: Self = Self(10_000_000_000);

    pub const fn pounds(pounds: i64) -> Self {
        Self(pounds * 100)
    }

    /// The sum, where there is one.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, where there is one.
    pub fn less(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// What is left after taking this away; nothing where it is more.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).max(0))
    }

    /// The same the other way round.
    #[must_use]
    pub fn back(self) -> Self {
        Self(self.0.saturating_neg())
    }

    /// All of them, where there is such a sum.
    pub fn sum(all: impl IntoIterator<Item = Self>) -> Option<Self> {
        all.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// So many parts of so many, to the nearest penny, half a penny up. `of` more than nothing, no sum below
    /// nothing.
    pub(crate) fn part(self, parts: i64, of: i64) -> Self {
        let (whole, parts, of) = (i128::from(self.0), i128::from(parts), i128::from(of.max(1)));
        Self(i64::try_from((2 * whole * parts + of) / (2 * of)).unwrap_or(i64::MAX))
    }

    /// "£2,025", "£297.50", "−£52.50".
    pub fn words(self) -> String {
        let words = self.figures();
        let words = words.strip_suffix(".00").unwrap_or(&words);
        match words.strip_prefix('−') {
            Some(rest) => format!("−£{rest}"),
            None => format!("£{words}"),
        }
    }

    /// "2,025.00": as a column of figures has it.
    pub fn figures(self) -> String {
        let pence = self.0.unsigned_abs();
        let whole = (pence / 100).to_string();
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if self.0 < 0 { "−" } else { "" };
        format!("{sign}{grouped}.{:02}", pence % 100)
    }

    /// "1,200", "£1,200.50": as somebody writes it.
    pub fn read(text: &str) -> Option<Self> {
        let text: String = text
            .trim()
            .trim_start_matches('£')
            .chars()
            .filter(|letter| *letter != ',' && *letter != ' ')
            .collect();
        let (whole, rest) = text.split_once('.').unwrap_or((&text, "00"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|one| one.is_ascii_digit());
        if !digits(whole) || !digits(rest) {
            return None;
        }
        let rest = match rest.len() {
            1 => rest.parse::<i64>().ok()? * 10,
            2 => rest.parse::<i64>().ok()?,
            _ => return None,
        };
        whole
            .parse::<i64>()
            .ok()?
            .checked_mul(100)?
            .checked_add(rest)
            .map(Self)
    }
}

impl fmt::Display for Pence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.words())
    }
}

/// A share of a sum, hundredths of a per cent: 1,500 is 15%.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Share(u16);

impl Share {
    /// All of it.
    pub const WHOLE: u16 = 10_000;

    pub const fn per_cent(per_cent: u16) -> Self {
        Self(if per_cent > 100 {
            Self::WHOLE
        } else {
            per_cent * 100
        })
    }

    pub(crate) fn of(self, whole: Pence) -> Pence {
        whole.part(i64::from(self.0), i64::from(Self::WHOLE))
    }

    /// "15%", "12.5%".
    pub fn words(self) -> String {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match (rest, rest % 10) {
            (0, _) => format!("{whole}%"),
            (_, 0) => format!("{whole}.{}%", rest / 10),
            _ => format!("{whole}.{rest:02}%"),
        }
    }

    /// "15", "12.5%": as somebody writes it.
    pub fn read(text: &str) -> Option<Self> {
        let hundredths = Pence::read(text.trim().trim_end_matches('%'))?;
        Self::try_from(u16::try_from(hundredths.0).ok()?).ok()
    }
}

impl TryFrom<u16> for Share {
    type Error = String;

    fn try_from(hundredths: u16) -> Result<Self, String> {
        if hundredths <= Self::WHOLE {
            Ok(Self(hundredths))
        } else {
            Err("a share is at most 100%".to_owned())
        }
    }
}

impl From<Share> for u16 {
    fn from(share: Share) -> Self {
        share.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_read_and_said_as_people_write_it() {
        for (text, pence, words) in [
            ("350", 35_000, "£350"),
            ("£2,025.00", 202_500, "£2,025"),
            ("297.5", 29_750, "£297.50"),
            ("1 250 000", 125_000_000, "£1,250,000"),
        ] {
            let read = Pence::read(text).unwrap();
            assert_eq!(read, Pence(pence), "{text}");
            assert_eq!(read.words(), words);
        }
        for text in ["", "-5", "12.345", "ten", "1.", "£", "99999999999999999999"] {
            assert_eq!(Pence::read(text), None, "{text}");
        }
        assert_eq!(Pence(-5_250).words(), "−£52.50");
        assert_eq!(Pence(1_234_567).figures(), "12,345.67");
    }

    #[test]
    fn a_sum_that_is_none_is_said_and_never_wraps() {
        assert_eq!(Pence(i64::MAX).plus(Pence(1)), None);
        assert_eq!(Pence(i64::MIN).less(Pence(1)), None);
        assert_eq!(Pence(5).without(Pence(9)), Pence::ZERO);
        assert_eq!(Pence::sum([Pence(i64::MAX), Pence(1)]), None);
    }

    #[test]
    fn a_share_is_read_and_said() {
        assert_eq!(Share::read("15%"), Some(Share::per_cent(15)));
        assert_eq!(Share::read("12.5").unwrap().words(), "12.5%");
        assert_eq!(Share::read("101"), None);
        assert_eq!(Share::per_cent(15).of(Pence(35_000)), Pence(5_250));
    }
}
