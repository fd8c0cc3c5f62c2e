//! Dates as other calendars read them: RFC 5545. Whole days, and nothing in them but what waits and where.

use std::fmt::Write;

use super::{Date, Moment, OffsetDateTime};

/// One day in somebody's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The same as long as it is about the same thing: a calendar that reads it again moves it.
    pub uid: String,
    pub on: Date,
    pub summary: String,
    /// Where one sees more.
    pub url: String,
}

/// The longest line, octets.
const LINE: usize = 75;

/// The calendar of these days, as a file.
pub fn feed(name: &str, entries: &[Entry], now: Moment) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//Alongside//Dates//EN");
    line(&mut out, "CALSCALE:GREGORIAN");
    line(&mut out, "METHOD:PUBLISH");
    line(&mut out, &format!("X-WR-CALNAME:{}", text(name)));
    for one in entries {
        line(&mut out, "BEGIN:VEVENT");
        line(&mut out, &format!("UID:{}", text(&one.uid)));
        line(&mut out, &format!("DTSTAMP:{}", stamp(now)));
        line(&mut out, &format!("DTSTART;VALUE=DATE:{}", day(one.on)));
        if let Some(next) = one.on.next_day() {
            line(&mut out, &format!("DTEND;VALUE=DATE:{}", day(next)));
        }
        line(&mut out, &format!("SUMMARY:{}", text(&one.summary)));
        line(&mut out, &format!("URL:{}", one.url));
        line(&mut out, "TRANSP:TRANSPARENT");
        line(&mut out, "END:VEVENT");
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn day(on: Date) -> String {
    format!("{:04}{:02}{:02}", on.year(), u8::from(on.month()), on.day())
}

fn stamp(at: Moment) -> String {
    let at = OffsetDateTime::from_unix_timestamp(at.0.div_euclid(1000))
        .unwrap_or(OffsetDateTime::UNIX_EPOCH);
    format!(
        "{}T{:02}{:02}{:02}Z",
        day(at.date()),
        at.hour(),
        at.minute(),
        at.second()
    )
}

/// As text may stand in a line.
fn text(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '\\' => safe.push_str("\\\\"),
            ';' => safe.push_str("\\;"),
            ',' => safe.push_str("\\,"),
            '\n' => safe.push_str("\\n"),
            other if other.is_control() => {}
            other => safe.push(other),
        }
    }
    safe
}

/// A line, folded where it is long, between letters and never within one.
fn line(out: &mut String, words: &str) {
    let mut length = 0;
    for letter in words.chars() {
        if length + letter.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        let _infallible = write!(out, "{letter}");
        length += letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_feed_is_whole_days_with_what_waits_and_lines_no_longer_than_allowed() {
        let entry = Entry {
            uid: "visit 1".to_owned(),
            on: date!(2026 - 12 - 31),
            summary: format!("Visit; St Mary’s, {}", "Ysgol ".repeat(20)),
            url: "https://x.test/support/1".to_owned(),
        };
        // 27 November 2026, nine o'clock.
        let feed = feed("Alongside", &[entry], Moment(1_795_770_000_000));
        assert!(feed.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
        assert!(feed.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
        assert!(feed.contains("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"));
        assert!(feed.contains("DTSTAMP:20261127T090000Z\r\n"));
        assert!(feed.contains("SUMMARY:Visit\\; St Mary’s\\, Ysgol"));
        for line in feed.split("\r\n") {
            assert!(line.len() <= LINE, "{line}");
        }
        let unfolded = feed.replace("\r\n ", "");
        assert!(unfolded.contains(&"Ysgol ".repeat(20)));
        assert_eq!(feed.matches('\n').count(), feed.matches("\r\n").count());
    }
}
