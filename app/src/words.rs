//! Dates and numbers in the reader's words.

use domain::calendar::Date;

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
