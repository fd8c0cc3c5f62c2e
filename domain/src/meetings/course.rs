//! How a school came to where it stands: what rooms decided against what the rules suggested beside
//! it, over the terms, and what that shows in one sentence.

use super::item::Past;
use crate::calendar::{Date, length_words};
use crate::risk::words::capital;
use crate::risk::{Band, Scheme, Span, categorise, span_words};
use crate::schools::{Evidence, Reading, School};

/// Two lines over time. Each entry holds from its day until the next one's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Oldest first.
    pub decided: Vec<(Date, Band)>,
    /// As it was beside each decision, and since the last one as the rules read the evidence.
    pub suggested: Vec<(Date, Span<Band>)>,
    /// What the lines show.
    pub finding: String,
    /// How often the room decided otherwise.
    pub beside: String,
}

/// The course of a school. `decisions` newest first, `now` the evidence that counts today and
/// `history` every reading there has been; `None` where no room has decided yet.
pub fn course(
    scheme: &Scheme,
    school: &School,
    decisions: &[Past],
    now: &[Reading],
    history: &[Reading],
    today: Date,
) -> Option<Course> {
    let newest = decisions.first()?;
    let mut suggested: Vec<(Date, Span<Band>)> = decisions
        .iter()
        .rev()
        .filter_map(|past| Some((past.on, past.suggested?)))
        .collect();
    suggested.extend(since(scheme, school, now, history, newest, today));
    // The same again is no news.
    suggested.dedup_by(|later, earlier| later.1 == earlier.1);
    let stands = suggested.last().map(|(_, span)| *span);
    let mut decided: Vec<(Date, Band)> = decisions
        .iter()
        .rev()
        .map(|past| (past.on, past.band))
        .collect();
    decided.dedup_by(|later, earlier| later.1 == earlier.1);
    let otherwise = decisions.iter().filter(|past| past.differed).count();
    let beside = match (decisions.len(), otherwise) {
        (1, 0) => "one meeting, as the rules suggested".to_owned(),
        (1, _) => "one meeting, otherwise than the rules suggested".to_owned(),
        (all, 0) => format!("{all} meetings, each as the rules suggested"),
        (all, 1) => format!("{all} meetings; once the room decided otherwise"),
        (all, 2) => format!("{all} meetings; twice the room decided otherwise"),
        (all, times) => format!("{all} meetings; {times} times the room decided otherwise"),
    };
    Some(Course {
        finding: finding(scheme, decisions, stands, today),
        beside,
        decided,
        suggested,
    })
}

/// What the rules made of the evidence on each day it changed after the last meeting.
fn since(
    scheme: &Scheme,
    school: &School,
    now: &[Reading],
    history: &[Reading],
    last: &Past,
    today: Date,
) -> Vec<(Date, Span<Band>)> {
    let mut days: Vec<Date> = now
        .iter()
        .chain(history)
        .map(|reading| reading.seen.as_at)
        .filter(|day| *day > last.on && *day <= today)
        .chain([today])
        .collect();
    days.sort_unstable();
    days.dedup();
    days.into_iter()
        .map(|day| {
            // What is not in the history is a gap that was filled: it was one then, too.
            let known = now
                .iter()
                .filter(|reading| {
                    history
                        .iter()
                        .all(|older| older.indicator != reading.indicator)
                })
                .chain(history.iter().filter(|reading| reading.seen.as_at <= day))
                .map(|reading| (reading.indicator, reading.seen));
            let evidence =
                Evidence::new(school.phase, school.setting, known).after(Some(last.prior(scheme)));
            (day, categorise(&evidence, scheme, day).band)
        })
        .collect()
}

/// "Two years at Priority 2 or below, now suggested Priority 3".
fn finding(
    scheme: &Scheme,
    decisions: &[Past],
    suggested: Option<Span<Band>>,
    today: Date,
) -> String {
    let Some(newest) = decisions.first() else {
        return "No room has decided yet".to_owned();
    };
    let word = |band: Band| scheme.past_words(Span::only(band));
    let serious = |band: Band| scheme.seriousness(band);
    let run = |holds: &dyn Fn(Band) -> bool| -> Vec<&Past> {
        decisions
            .iter()
            .take_while(|past| holds(past.band))
            .collect()
    };
    let at = |run: &[&Past], side: &str, extreme: Band| {
        let since = run.last().map_or(newest.on, |past| past.on);
        let long = length_words(since, today);
        let same = run.iter().all(|past| past.band == newest.band);
        let (long, side) = (capital(&long), if same { "" } else { side });
        format!("{long} at {}{side}", word(extreme))
    };
    let Some(suggested) = suggested else {
        let run = run(&|band| band == newest.band);
        return at(&run, "", newest.band);
    };
    let Some(now) = suggested.settled() else {
        let run = run(&|band| band == newest.band);
        let words = span_words(scheme, suggested);
        return format!("{}, now suggested {words}", at(&run, "", newest.band));
    };
    match serious(now).cmp(&serious(newest.band)) {
        std::cmp::Ordering::Greater => {
            let run = run(&|band| serious(band) < serious(now));
            let all = run.iter().map(|past| past.band);
            let most = all.max_by_key(|band| serious(*band)).unwrap_or(now);
            format!(
                "{}, now suggested {}",
                at(&run, " or below", most),
                word(now)
            )
        }
        std::cmp::Ordering::Less => {
            let run = run(&|band| serious(band) > serious(now));
            let all = run.iter().map(|past| past.band);
            let least = all.min_by_key(|band| serious(*band)).unwrap_or(now);
            format!(
                "{}, now suggested {}",
                at(&run, " or above", least),
                word(now)
            )
        }
        std::cmp::Ordering::Equal => {
            let run = run(&|band| band == now);
            format!("{}, and suggested still", at(&run, "", now))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::Level;
    use time::macros::date;

    const TODAY: Date = date!(2026 - 11 - 19);

    fn past(on: Date, band: u8, suggested: u8) -> Past {
        Past {
            differed: band != suggested,
            suggested: Some(Span::only(Band(suggested))),
            ..Past::as_suggested(on, Band(band), Level::Low)
        }
    }

    fn said(decisions: &[Past], now: Span<Band>) -> String {
        finding(&Scheme::bradford().unwrap(), decisions, Some(now), TODAY)
    }

    #[test]
    fn the_heading_is_what_the_line_shows() {
        let up_and_down = [
            past(date!(2026 - 06 - 11), 1, 1),
            past(date!(2025 - 11 - 12), 0, 1),
            past(date!(2024 - 11 - 14), 1, 1),
            past(date!(2024 - 06 - 13), 2, 1),
        ];
        assert_eq!(
            said(&up_and_down, Span::only(Band(2))),
            "Two years at Priority 2 or below, now suggested Priority 3"
        );
        let steady = [
            past(date!(2026 - 06 - 11), 1, 1),
            past(date!(2025 - 05 - 12), 1, 1),
        ];
        assert_eq!(
            said(&steady, Span::only(Band(1))),
            "A year and a half at Priority 2, and suggested still"
        );
        assert_eq!(
            said(&steady, Span::only(Band(0))),
            "A year and a half at Priority 2, now suggested Priority 1"
        );
        let open = Span {
            lowest: Band(1),
            known: Band(1),
            highest: Band(2),
        };
        assert_eq!(
            said(&steady[..1], open),
            "Five months at Priority 2, now suggested Priority 2 or 3"
        );
        let better = [
            past(date!(2026 - 06 - 11), 2, 2),
            past(date!(2025 - 11 - 20), 3, 3),
        ];
        assert_eq!(
            said(&better, Span::only(Band(1))),
            "A year at Priority 3 or above, now suggested Priority 2"
        );
    }
}
