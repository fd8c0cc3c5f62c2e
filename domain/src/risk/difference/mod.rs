//! What one version of a scheme changed of another, a plain sentence each, in the order a scheme is read.

mod bands;
mod indicators;
#[cfg(test)]
mod tests;

use super::catalogue::Unit;
use super::document::{Document, PointsDoc, TallyDoc};
use super::level::Level;
use super::number::Hundredths;
use super::rule_words::{count_words, indicator_name};
use super::words::{lower, number_words};
use crate::schools::Key;

/// What changed, in plain words, one sentence each; nothing where nothing did. Which version it is and
/// from when is no change.
pub fn difference(before: &Document, after: &Document) -> Vec<String> {
    // What cannot be written out whole is a fault of the document: then it is compared as it is written.
    let whole = |document: &Document| {
        document
            .clone()
            .whole()
            .unwrap_or_else(|_| document.clone())
    };
    let (before, after) = (whole(before), whole(after));
    let mut changes = Changes::default();
    changes.head(&before, &after);
    changes.areas(&before, &after);
    changes.indicators(&before, &after);
    changes.counting(&before, &after);
    changes.bands(&before, &after);
    if changes.0.is_empty() {
        let same = Document {
            version: before.version,
            from: before.from,
            ..after
        };
        if same != before {
            changes.say(
                "Sources, notes or how it is shown were brought up to date; no rule is another",
            );
        }
    }
    changes.0
}

#[derive(Default)]
struct Changes(Vec<String>);

impl Changes {
    fn say(&mut self, words: impl Into<String>) {
        self.0.push(words.into());
    }

    /// "X: this, was that", where they differ.
    fn was(&mut self, about: &str, before: &str, after: &str) {
        if before != after {
            self.say(format!("{about}: {after}, was {before}"));
        }
    }

    /// Things of a level that were put in other words: those that only moved beside what they were, then
    /// those that came and those that went.
    fn moved(&mut self, about: &str, before: &[(Level, String)], after: &[(Level, String)]) {
        for level in Level::ALL.into_iter().rev() {
            let only = |of: &[(Level, String)], other: &[(Level, String)]| -> Vec<String> {
                of.iter()
                    .filter(|one| one.0 == level && !other.contains(one))
                    .map(|(_, words)| words.clone())
                    .collect()
            };
            let (gone, come) = (only(before, after), only(after, before));
            let word = lower(level.word());
            for at in 0..gone.len().max(come.len()) {
                match (gone.get(at), come.get(at)) {
                    (Some(old), Some(new)) => {
                        self.say(format!("{about}: {word} {new}, was {old}"));
                    }
                    (None, Some(new)) => self.say(format!("{about}: also {word} {new}")),
                    (Some(old), None) => self.say(format!("{about}: no longer {word} {old}")),
                    (None, None) => {}
                }
            }
        }
    }

    fn head(&mut self, before: &Document, after: &Document) {
        self.was("Name", &quoted(&before.name), &quoted(&after.name));
        self.was("Owner", &before.owner, &after.owner);
        let pupils = |document: &Document| {
            let least = document.small_cohort.unwrap_or(0);
            format!("a one-year figure counts from {least} pupils")
        };
        self.was("Small cohorts", &pupils(before), &pupils(after));
        let minutes = |document: &Document| match document.meetings.minutes {
            Some(minutes) => format!("{minutes} minutes are planned for a school"),
            None => "no minutes are planned for a school".to_owned(),
        };
        self.was("Meetings", &minutes(before), &minutes(after));
        let cadence = |document: &Document| {
            let cadence = document.meetings.cadence;
            cadence.map_or("no cadence", super::document::Cadence::words)
        };
        self.was("Meetings", cadence(before), cadence(after));
        for (level, (old, new)) in Level::ALL
            .into_iter()
            .zip(before.risk_words.iter().zip(&after.risk_words))
        {
            let about = format!("The word for risk at {}", lower(level.word()));
            self.was(&about, &quoted(old), &quoted(new));
        }
    }

    fn areas(&mut self, before: &Document, after: &Document) {
        for area in &after.area {
            match before.area.iter().find(|one| one.id == area.id) {
                None => self.say(format!("A new area: {}", area.name)),
                Some(old) => self.was("An area’s name", &quoted(&old.name), &quoted(&area.name)),
            }
        }
        for area in &before.area {
            if !after.area.iter().any(|one| one.id == area.id) {
                self.say(format!("No longer an area: {}", area.name));
            }
        }
    }

    /// From indicators to areas, from areas to risk, and what puts a school with the authority by itself.
    fn counting(&mut self, before: &Document, after: &Document) {
        let tallies = |rules: &[TallyDoc]| -> Vec<(Level, String)> {
            rules
                .iter()
                .map(|rule| (rule.level, format!("with {}", count_words(rule))))
                .collect()
        };
        for (about, old, new) in [
            ("An area", &before.area_rule, &after.area_rule),
            ("The risk", &before.risk_rule, &after.risk_rule),
        ] {
            self.moved(about, &tallies(old), &tallies(new));
        }
        self.was(
            "Points of an indicator",
            &points_words(before.points.as_ref()),
            &points_words(after.points.as_ref()),
        );
        self.was(
            "Risk by the sum of points",
            &lines_words(before.risk_points),
            &lines_words(after.risk_points),
        );
        let concern = |of: &Document, other: &Document| -> Vec<Key> {
            let all = of.category_of_concern.iter().copied();
            all.filter(|id| !other.category_of_concern.contains(id))
                .collect()
        };
        for id in concern(after, before) {
            let name = indicator_name(after, id);
            self.say(format!(
                "{name}: at high it puts the school with the local authority by itself"
            ));
        }
        for id in concern(before, after) {
            let name = indicator_name(before, id);
            self.say(format!(
                "{name}: at high it no longer puts the school with the local authority by itself"
            ));
        }
    }
}

fn quoted(text: &str) -> String {
    format!("“{text}”")
}

fn points_words(points: Option<&PointsDoc>) -> String {
    points.map_or_else(
        || "none".to_owned(),
        |points| {
            let [_, low, medium, high] = points.levels.map(|one| number_words(Unit::Count, one.0));
            format!("{low} at low, {medium} at medium, {high} at high")
        },
    )
}

fn lines_words(lines: Option<[Hundredths; 3]>) -> String {
    lines.map_or_else(
        || "not used".to_owned(),
        |lines| {
            let [low, medium, high] = lines.map(|one| number_words(Unit::Count, one.0));
            format!("low from {low}, medium from {medium}, high from {high}")
        },
    )
}
