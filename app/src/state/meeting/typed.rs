//! Numbers as people type them.

use domain::risk::{Unit, number_words};

/// Why a text is not a number of at most two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotANumber {
    #[error("Write a number, such as 44 or 44.5")]
    NoNumber,
    #[error("At most two decimals")]
    TooFine,
    #[error("That number is too large")]
    TooLarge,
}

/// A number as people write it ("44", "−4.5", "6.3%", "+1,200") as hundredths. Blank is not known.
///
/// # Errors
/// In words for the person typing.
pub fn read_number(text: &str) -> Result<Option<i32>, NotANumber> {
    let text: String = text
        .chars()
        .filter(|one| !one.is_whitespace() && *one != ',')
        .collect();
    let text = text.trim_end_matches('%');
    let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() {
        return if text.is_empty() {
            Ok(None)
        } else {
            Err(NotANumber::NoNumber)
        };
    }
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(part) || (whole.is_empty() && part.is_empty()) {
        return Err(NotANumber::NoNumber);
    }
    if part.trim_end_matches('0').len() > 2 {
        return Err(NotANumber::TooFine);
    }
    let number = |text: &str| -> Result<i64, NotANumber> {
        if text.is_empty() {
            Ok(0)
        } else {
            text.parse().map_err(|_| NotANumber::TooLarge)
        }
    };
    let part: String = part.chars().chain("00".chars()).take(2).collect();
    let hundredths = number(whole)?
        .checked_mul(100)
        .and_then(|whole| whole.checked_add(number(&part).ok()?))
        .ok_or(NotANumber::TooLarge)?;
    i32::try_from(if negative { -hundredths } else { hundredths })
        .map(Some)
        .map_err(|_| NotANumber::TooLarge)
}

/// The text an editor starts with: the number without its unit.
pub fn number_text(hundredths: i32) -> String {
    number_words(Unit::Count, hundredths)
}

#[cfg(test)]
mod cases {
    use super::{NotANumber, read_number};

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, hundredths) in [
            ("44", Some(4400)),
            ("44.5", Some(4450)),
            (" 6.30 % ", Some(630)),
            ("\u{2212}4", Some(-400)),
            ("-0.25", Some(-25)),
            ("+1,200", Some(120_000)),
            (".5", Some(50)),
            ("", None),
        ] {
            assert_eq!(read_number(text), Ok(hundredths), "{text}");
        }
        for (text, fault) in [
            ("forty", NotANumber::NoNumber),
            ("4-4", NotANumber::NoNumber),
            ("-", NotANumber::NoNumber),
            (".", NotANumber::NoNumber),
            ("1.234", NotANumber::TooFine),
            ("99999999999", NotANumber::TooLarge),
        ] {
            assert_eq!(read_number(text), Err(fault), "{text}");
        }
    }
}
