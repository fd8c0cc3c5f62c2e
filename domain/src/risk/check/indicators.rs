//! Indicators: their lines face one way and leave each other room, their choices are told apart.

use super::{Checker, twice};
use crate::risk::catalogue::{IndicatorDoc, LineDoc, Unit};
use crate::risk::document::Document;
use crate::risk::fault::Place;
use crate::risk::level::Level;
use crate::risk::scheme::{Area, Choice, Indicator, Line, Test};

impl Checker {
    pub(super) fn indicators(&mut self, document: &Document, areas: &[Area]) -> Vec<Indicator> {
        if let Some(id) = twice(document.indicator.iter().map(|one| one.id)) {
            self.fault(Place::of("indicator", id), "is listed twice");
        }
        let mut all: Vec<Indicator> = Vec::with_capacity(document.indicator.len());
        for one in &document.indicator {
            // Each put where it belongs: to sort what is as large as this takes ten times the code.
            if let Some(one) = self.indicator(one, areas) {
                all.insert(all.partition_point(|other| other.id <= one.id), one);
            }
        }
        all
    }

    fn indicator(&mut self, one: &IndicatorDoc, areas: &[Area]) -> Option<Indicator> {
        let at = Place::of("indicator", one.id);
        let (Some(name), Some(unit), Some(shelf_months)) = (&one.name, one.unit, one.shelf_months)
        else {
            self.fault(
                at,
                "is not in the catalogue, so it says its own name, unit and shelf_months",
            );
            return None;
        };
        let area = areas.iter().position(|area| Some(area.id) == one.area);
        if area.is_none() {
            let reason = one.area.map_or_else(
                || "no area lists it, and it names none".to_owned(),
                |area| format!("there is no area {area}"),
            );
            self.fault(at, reason);
        }
        let lines = self.lines(at, "line", one.line.as_deref().unwrap_or_default());
        let special_lines = self.lines(
            at,
            "special_line",
            one.special_line.as_deref().unwrap_or_default(),
        );
        let choices = self.choices(at, one);
        if (unit == Unit::Choice) != lines.is_empty()
            || (unit == Unit::Choice) == choices.is_empty()
        {
            self.fault(
                at,
                "a measured indicator has lines, a judged one has choices",
            );
        }
        let bounds = one
            .bounds
            .map_or([i32::MIN, i32::MAX], |bounds| bounds.map(|one| one.0));
        if bounds[0] >= bounds[1] {
            self.fault(at, "the least value there can be is below the greatest");
        }
        let levels = || {
            let lines = lines.iter().chain(&special_lines).map(|line| line.level);
            lines.chain(choices.iter().map(|choice| choice.level))
        };
        Some(Indicator {
            id: one.id,
            short: one.short.clone().unwrap_or_else(|| name.clone()),
            name: name.clone(),
            area: area?,
            unit,
            bounds,
            phases: bits(
                one.phases
                    .as_deref()
                    .map(|all| all.iter().map(|one| *one as u8)),
            ),
            settings: bits(
                one.settings
                    .as_deref()
                    .map(|all| all.iter().map(|one| *one as u8)),
            ),
            shelf_months,
            one_year: one.one_year.unwrap_or(false),
            critical: one.critical.unwrap_or(false),
            weight: one.weight.unwrap_or(1),
            worst: levels().max().unwrap_or_default(),
            lines,
            special_lines,
            choices,
        })
    }

    fn choices(&mut self, at: Place, one: &IndicatorDoc) -> Vec<Choice> {
        let all = one.choice.as_deref().unwrap_or_default();
        if let Some(id) = twice(all.iter().map(|choice| choice.id)) {
            self.fault(at, format!("the choice {id} is listed twice"));
        }
        all.iter()
            .map(|choice| Choice {
                id: choice.id,
                words: choice.words.clone(),
                level: choice.level,
                standing: choice.standing,
                source: choice.source.clone(),
            })
            .collect()
    }

    fn lines(&mut self, at: Place, list: &'static str, lines: &[LineDoc]) -> Vec<Line> {
        let mut read: Vec<Line> = Vec::new();
        for (nth, doc) in lines.iter().enumerate() {
            let at = at.within(list, nth);
            let Some(line) = self.line(at, doc) else {
                continue;
            };
            for before in &read {
                if before.level < line.level {
                    self.fault(at, "lines are listed most serious first");
                } else if let Some(reason) = clash(before, &line) {
                    self.fault(at, reason);
                }
            }
            read.push(line);
        }
        read
    }

    fn line(&mut self, at: Place, line: &LineDoc) -> Option<Line> {
        let read = line.line();
        if read.is_none() {
            self.fault(
                at,
                "a line has exactly one of below, at_most, above, at_least, marker",
            );
            return None;
        }
        if line.level == Level::None {
            self.fault(
                at,
                "a line leads to low, medium or high; what meets no line is none",
            );
        }
        read
    }
}

fn bits(all: Option<impl Iterator<Item = u8>>) -> u8 {
    all.map_or(u8::MAX, |all| all.fold(0, |bits, one| bits | 1 << one))
}

/// Why a line cannot stand below a more serious one.
fn clash(before: &Line, line: &Line) -> Option<&'static str> {
    let (first, second) = (reach(before.test)?, reach(line.test)?);
    if first.down != second.down {
        return Some(
            "the lines leave a gap: one counts low values and another high ones, so a worse value could count as better",
        );
    }
    if before.measure != line.measure {
        return None;
    }
    let room = if first.down {
        second.last > first.last
    } else {
        second.last < first.last
    };
    (!room)
        .then_some("the lines overlap: every value of this line already meets a more serious one")
}

/// Which way a line faces, and the last value that meets it.
struct Reach {
    down: bool,
    last: i64,
}

fn reach(test: Test) -> Option<Reach> {
    let (down, last) = match test {
        Test::Below(limit) => (true, i64::from(limit) - 1),
        Test::AtMost(limit) => (true, i64::from(limit)),
        Test::Above(limit) => (false, i64::from(limit) + 1),
        Test::AtLeast(limit) => (false, i64::from(limit)),
        Test::Marker(_) => return None,
    };
    Some(Reach { down, last })
}
