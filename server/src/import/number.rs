//! Numbers and dates as published files write them.

use domain::calendar::Date;
use time::Month;

/// Hundredths of a number written as "5.2", "67%", "£45,421", "-0.33999999999999997". Halves are rounded
/// away from zero. `None`: not a number, or too large to be a measure.
pub fn hundredths(text: &str) -> Option<i32> {
    let text = text.trim();
    let (negative, text) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let text = text.strip_prefix('£').unwrap_or(text);
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    if let Some((digits, exponent)) = text.split_once(['e', 'E']) {
        return scientific(negative, digits, exponent);
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty() && part.is_empty() {
        return None;
    }
    let whole = ungrouped(whole)?;
    if !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut digits = part.bytes().map(|byte| i64::from(byte - b'0'));
    let mut next = || digits.next().unwrap_or(0);
    let fraction = next() * 10 + next() + i64::from(next() >= 5);
    let size = whole.checked_mul(100)?.checked_add(fraction)?;
    i32::try_from(if negative { -size } else { size }).ok()
}

/// Digits, perhaps grouped in thousands by commas: "45,421" but not "5,2".
fn ungrouped(text: &str) -> Option<i64> {
    if text.is_empty() {
        return Some(0);
    }
    let mut groups = text.split(',');
    let first = groups.next()?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        digits.push_str(group);
    }
    if digits.len() > 12 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

fn scientific(negative: bool, digits: &str, exponent: &str) -> Option<i32> {
    let plain = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit() || b".+-".contains(&byte))
    };
    if !plain(digits) || !plain(exponent) {
        return None;
    }
    let number: f64 = format!("{digits}e{exponent}").parse().ok()?;
    let size = (number * 100.0).round();
    if !size.is_finite() || size.abs() > f64::from(i32::MAX) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "bounded just above")]
    let size = size as i32;
    Some(if negative { -size } else { size })
}

/// Pence of an amount of money, which may be larger than a measure: "2254486.7", "-£19,660.82".
pub fn pence(text: &str) -> Option<i64> {
    let text = text.trim();
    let negative = text.starts_with('-');
    let text = text.trim_start_matches(['-', '£']);
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut digits = part.bytes().map(|byte| i64::from(byte - b'0'));
    let mut next = || digits.next().unwrap_or(0);
    let fraction = next() * 10 + next() + i64::from(next() >= 5);
    let size = ungrouped(whole)?.checked_mul(100)?.checked_add(fraction)?;
    Some(if negative { -size } else { size })
}

/// One amount as a share of another, hundredths of a per cent, halves away from zero.
pub fn share(part: i64, whole: i64) -> Option<i32> {
    if whole <= 0 {
        return None;
    }
    let twice = i128::from(part) * 20_000 / i128::from(whole);
    let rounded = (twice + twice.signum()) / 2;
    i32::try_from(rounded).ok()
}

/// A whole number of people: "412", "1,163", "412.0".
pub fn count(text: &str) -> Option<u32> {
    let hundredths = hundredths(text)?;
    u32::try_from(hundredths)
        .ok()
        .filter(|size| size % 100 == 0)
        .map(|size| size / 100)
}

/// A day written `31-12-2023`, `31/12/2023`, `2023-12-31`, `20231231` or `2023-12-31 00:00:00`.
pub fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let text = text.split([' ', 'T']).next()?;
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (*year, *month, *day),
        [day, month, year] if year.len() == 4 => (*year, *month, *day),
        [all] if all.len() == 8 && all.is_ascii() => (&all[..4], &all[4..6], &all[6..]),
        _ => return None,
    };
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn numbers_are_read_as_published_files_write_them() {
        for (text, expected) in [
            ("5.2", Some(520)),
            ("11", Some(1100)),
            ("67%", Some(6700)),
            ("0.33999999999999997", Some(34)),
            ("-0.16", Some(-16)),
            ("-0", Some(0)),
            (".5", Some(50)),
            ("£45,421", Some(4_542_100)),
            ("2.125", Some(213)),
            ("-2.125", Some(-213)),
            ("1e-05", Some(0)),
            ("4.65e1", Some(4650)),
            ("x1", None),
            ("5,2", None),
            ("", None),
            (".", None),
            ("1.2.3", None),
            ("NaN", None),
            ("inf", None),
            ("1e99", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(hundredths(text), expected, "{text}");
        }
    }

    #[test]
    fn money_is_read_to_the_penny_and_shares_to_a_hundredth_of_a_per_cent() {
        assert_eq!(pence("2254486.7"), Some(225_448_670));
        assert_eq!(pence("-19660.82"), Some(-1_966_082));
        assert_eq!(share(-50_000, 1_000_000), Some(-500));
        assert_eq!(share(-49_996, 1_000_000), Some(-500));
        assert_eq!(share(377 - 420, 420), Some(-1024));
        assert_eq!(share(1, 0), None);
    }

    #[test]
    fn days_are_read_in_each_published_form() {
        for text in [
            "03-07-2023",
            "03/07/2023",
            "2023-07-03",
            "20230703",
            "2023-07-03 00:00:00",
        ] {
            assert_eq!(super::date(text), Some(date!(2023 - 07 - 03)), "{text}");
        }
        for text in ["", "NULL", "31-02-2023", "2023", "00-00-0000"] {
            assert_eq!(super::date(text), None, "{text}");
        }
    }
}
