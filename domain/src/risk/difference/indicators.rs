//! What changed of what is looked at.

use super::{Changes, quoted};
use crate::risk::catalogue::{IndicatorDoc, LineDoc, RaiseDoc, Unit};
use crate::risk::document::Document;
use crate::risk::level::Level;
use crate::risk::rule_words::{indicator_name, joined, phases_words};
use crate::risk::words::{line_words_in, lower, number_words};
use crate::schools::Setting;

impl Changes {
    pub(super) fn indicators(&mut self, before: &Document, after: &Document) {
        for one in &after.indicator {
            match before.indicator.iter().find(|old| old.id == one.id) {
                None => self.say(format!(
                    "{}: looked at now, in {}{}",
                    name(one),
                    area(after, one),
                    levels(one)
                )),
                Some(old) => self.indicator((before, old), (after, one)),
            }
        }
        for one in &before.indicator {
            if !after.indicator.iter().any(|new| new.id == one.id) {
                self.say(format!("{}: no longer looked at", name(one)));
            }
        }
    }

    fn indicator(
        &mut self,
        (before, old): (&Document, &IndicatorDoc),
        (after, new): (&Document, &IndicatorDoc),
    ) {
        let about = &name(new);
        self.was("An indicator’s name", &quoted(&name(old)), &quoted(about));
        if old.area != new.area {
            let (then, now) = (area(before, old), area(after, new));
            self.was(about, &format!("in {then}"), &format!("in {now}"));
        }
        self.lines(about, old, new);
        self.choices(about, old, new);
        let phases =
            |one: &IndicatorDoc| format!("asked of {}", phases_words(one.phases.as_deref()));
        self.was(about, &phases(old), &phases(new));
        self.was(about, &settings(old), &settings(new));
        let shelf = |one: &IndicatorDoc| {
            let months = one.shelf_months.unwrap_or(0);
            format!("out of date after {months} months")
        };
        self.was(about, &shelf(old), &shelf(new));
        let cohort = |one: &IndicatorDoc| match one.one_year {
            Some(true) => "not known on a small cohort",
            _ => "counts whatever the size of its cohort",
        };
        self.was(about, cohort(old), cohort(new));
        match (old.critical.unwrap_or(false), new.critical.unwrap_or(false)) {
            (false, true) => self.say(format!("{about}: critical now")),
            (true, false) => self.say(format!("{about}: no longer critical")),
            _ => {}
        }
        let weight = |one: &IndicatorDoc| match one.weight.unwrap_or(1) {
            0 => "not in the sum of points".to_owned(),
            1 => "once in the sum of points".to_owned(),
            times => format!("{times} times in the sum of points"),
        };
        self.was(about, &weight(old), &weight(new));
        self.was(about, &bounds(old), &bounds(new));
        let raise = |document: &Document, one: &IndicatorDoc| {
            one.raise.as_ref().map_or_else(
                || "not raised by others".to_owned(),
                |raise| raised(document, raise),
            )
        };
        self.was(about, &raise(before, old), &raise(after, new));
    }

    fn lines(&mut self, about: &str, old: &IndicatorDoc, new: &IndicatorDoc) {
        let words = |one: &IndicatorDoc, lines: Option<&[LineDoc]>| -> Vec<(Level, String)> {
            let unit = one.unit.unwrap_or(Unit::Count);
            let lines = lines.unwrap_or_default().iter();
            lines
                .filter_map(|line| Some((line.level, line_words_in(unit, &line.line()?))))
                .collect()
        };
        self.moved(
            about,
            &words(old, old.line.as_deref()),
            &words(new, new.line.as_deref()),
        );
        self.moved(
            &format!("{about}, special and alternative provision"),
            &words(old, old.special_line.as_deref()),
            &words(new, new.special_line.as_deref()),
        );
    }

    fn choices(&mut self, about: &str, old: &IndicatorDoc, new: &IndicatorDoc) {
        let (before, after) = (
            old.choice.as_deref().unwrap_or_default(),
            new.choice.as_deref().unwrap_or_default(),
        );
        for choice in after {
            let (words, level) = (quoted(&choice.words), lower(choice.level.word()));
            match before.iter().find(|one| one.id == choice.id) {
                None => self.say(format!("{about}: a new answer {words}, {level}")),
                Some(was) => {
                    if was.words != choice.words {
                        let then = quoted(&was.words);
                        self.say(format!("{about}: an answer reads {words}, was {then}"));
                    }
                    if was.level != choice.level {
                        let then = lower(was.level.word());
                        self.say(format!("{about}: {words} is {level}, was {then}"));
                    }
                }
            }
        }
        for choice in before {
            if !after.iter().any(|one| one.id == choice.id) {
                let words = quoted(&choice.words);
                self.say(format!("{about}: no longer an answer {words}"));
            }
        }
    }
}

fn name(one: &IndicatorDoc) -> String {
    one.name.clone().unwrap_or_else(|| one.id.to_string())
}

fn area(document: &Document, one: &IndicatorDoc) -> String {
    document
        .area
        .iter()
        .find(|area| Some(area.id) == one.area)
        .map_or_else(|| "no area".to_owned(), |area| area.name.clone())
}

/// "; high 70% or lower, medium 80% or lower; critical": what a new one makes of its values.
fn levels(one: &IndicatorDoc) -> String {
    let unit = one.unit.unwrap_or(Unit::Count);
    let lines = one.line.iter().flatten().filter_map(|line| {
        let words = line_words_in(unit, &line.line()?);
        Some(format!("{} {words}", lower(line.level.word())))
    });
    let choices = one
        .choice
        .iter()
        .flatten()
        .map(|choice| format!("{} {}", quoted(&choice.words), lower(choice.level.word())));
    let all: Vec<String> = lines.chain(choices).collect();
    let mut words = if all.is_empty() {
        String::new()
    } else {
        format!("; {}", all.join(", "))
    };
    if one.critical.unwrap_or(false) {
        words.push_str("; critical");
    }
    words
}

fn settings(one: &IndicatorDoc) -> String {
    let words: Vec<String> = one
        .settings
        .iter()
        .flatten()
        .map(|setting| {
            match setting {
                Setting::Mainstream => "mainstream",
                Setting::Special => "special",
                Setting::Alternative => "alternative",
            }
            .to_owned()
        })
        .collect();
    if one.settings.is_none() {
        "asked in every kind of provision".to_owned()
    } else {
        format!("asked in {} provision", joined(&words, "and"))
    }
}

fn bounds(one: &IndicatorDoc) -> String {
    let unit = one.unit.unwrap_or(Unit::Count);
    match (one.bounds, one.unit) {
        (Some([least, most]), _) => format!(
            "values from {} to {}",
            number_words(unit, least.0),
            number_words(unit, most.0)
        ),
        (None, Some(Unit::Choice)) => "judged".to_owned(),
        (None, _) => "any value".to_owned(),
    }
}

fn raised(document: &Document, raise: &RaiseDoc) -> String {
    let names: Vec<String> = raise
        .any_of
        .iter()
        .map(|id| lower(&indicator_name(document, *id)))
        .collect();
    format!(
        "raised from {} to {} where {} is at least {}",
        lower(raise.from.word()),
        lower(raise.to.word()),
        joined(&names, "or"),
        lower(raise.at_least.word())
    )
}
