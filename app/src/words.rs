//! Dates and numbers in the reader's words.

use domain::brokerage::HalfDays;
use domain::calendar::Date;
use domain::schools::Urn;

/// "Thursday 19 November".
pub fn long_day(day: Date) -> String {
    format!("{} {} {}", day.weekday(), day.day(), day.month())
}

/// "14 Jan", and with the year where that is not plain: more than ten months away.
pub fn near_day(day: Date, today: Date) -> String {
    let away = i64::from(day.to_julian_day()) - i64::from(today.to_julian_day());
    let words = domain::calendar::day_words(day);
    let short = words
        .rsplit_once(' ')
        .map_or(words.as_str(), |(short, _)| short);
    if away.abs() > 300 {
        // "Nov 2027": the day no longer matters.
        let mut parts = words.splitn(2, ' ');
        return parts.nth(1).unwrap_or(&words).to_owned();
    }
    short.to_owned()
}

/// "today", "tomorrow", "3 days late", "Mon 23 Nov".
pub fn due_words(due: Date, today: Date) -> String {
    let days = i64::from(due.to_julian_day()) - i64::from(today.to_julian_day());
    match days {
        0 => "Today".to_owned(),
        1 => "Tomorrow".to_owned(),
        -1 => "1 day late".to_owned(),
        ..=-2 => format!("{} days late", -days),
        2..=13 => {
            let weekday = due.weekday().to_string();
            format!("{} {}", &weekday[..3], due.day())
        }
        _ => near_day(due, today),
    }
}

/// "One", "two" … "ten", then figures.
pub fn count_words(count: usize) -> String {
    const WORDS: [&str; 11] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    WORDS
        .get(count)
        .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// The first letter large.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// "1,104".
pub fn thousands(number: u32) -> String {
    if number < 1_000 {
        return number.to_string();
    }
    format!("{},{:03}", number / 1_000, number % 1_000)
}

/// Hundredths of a per cent as a whole or one decimal, without the sign: "44", "6.3".
pub fn per_cent(hundredths: i32, decimals: bool) -> String {
    if decimals {
        let tenths = (hundredths + 5) / 10;
        return format!("{}.{}", tenths / 10, tenths % 10);
    }
    ((hundredths + 50) / 100).to_string()
}

/// The day a date field holds, "2026-01-14"; a [`Date`] written out is what such a field takes.
pub fn field_day(text: &str) -> Option<Date> {
    let mut parts = text.trim().splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse::<u8>().ok()?.try_into().ok()?;
    let day = parts.next()?.parse().ok()?;
    Date::from_calendar_date(year, month, day).ok()
}

/// How a school reads in the list: "Lark Edge Primary, 107200".
pub fn school_words(urn: Urn, name: &str) -> String {
    format!("{name}, {urn}")
}

/// The school that is written: its number, its name, or both as the list says them.
pub fn school_number(text: &str, schools: &[(Urn, String)]) -> Option<Urn> {
    let text = text.trim();
    let number = text.rsplit(", ").next().and_then(|end| end.parse().ok());
    if let Some(urn) = number.and_then(|number: u32| Urn::try_from(number).ok()) {
        return Some(urn);
    }
    let mut named = schools
        .iter()
        .filter(|(_, name)| name.eq_ignore_ascii_case(text));
    // Two schools of one name: the number has to say which.
    match (named.next(), named.next()) {
        (Some((urn, _)), None) => Some(*urn),
        _ => None,
    }
}

/// Days as somebody writes them: "6", "2.5", "2½".
pub fn half_days(text: &str) -> Option<HalfDays> {
    let text = text.trim().replace('½', ".5").replace(',', ".");
    let (whole, half) = match text.split_once('.') {
        Some((whole, "5")) => (whole, 1),
        Some((whole, "0" | "")) => (whole, 0),
        Some(_) => return None,
        None => (text.as_str(), 0),
    };
    let whole: u32 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    (whole < 100_000).then_some(HalfDays(whole * 2 + half))
}
