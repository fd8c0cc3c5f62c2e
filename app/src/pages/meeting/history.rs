//! Small phrases about when and by whom, in the reader's own clock.

use domain::calendar::{Date, Moment};

use crate::browser;

/// "P. Okafor": enough in a narrow column.
pub fn short_name(name: &str) -> String {
    match name.split_once(' ') {
        Some((first, rest)) => {
            let initial: String = first.chars().take(1).collect();
            format!("{initial}. {rest}")
        }
        None => name.to_owned(),
    }
}

/// "14:07".
pub fn minute(at: Moment) -> String {
    browser::clock_words(at, false)
}

/// "14:07:55".
pub fn second(at: Moment) -> String {
    browser::clock_words(at, true)
}

/// "14 Jan".
pub fn short_day(day: Date) -> String {
    let words = domain::calendar::day_words(day);
    words
        .rsplit_once(' ')
        .map_or(words.clone(), |(short, _)| short.to_owned())
}

/// "6 min 20 s".
pub fn spent(milliseconds: i64) -> String {
    let seconds = milliseconds.max(0) / 1000;
    if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}
