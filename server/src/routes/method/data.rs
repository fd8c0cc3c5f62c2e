//! The data the rules look at: every indicator, where its lines are drawn and where they come from.

use std::collections::BTreeSet;

use domain::risk::{Indicator, Level, Line, Scheme, Standing, Unit, line_words, phases_words};
use domain::schools::Phase;

use super::html;

const HEADS: [&str; 8] = [
    "What is looked at",
    "Counted in",
    "High",
    "Medium",
    "Low",
    "Asked of",
    "Out of date after",
    "Where the lines come from",
];

pub fn section(scheme: &Scheme) -> String {
    let mut body = html::paragraph(
        "Each fact about a school is none, low, medium or high by the lines below; what meets no line is \
         none. Each area is a table of its own, because facts that say the same thing count once. Facts \
         come from published files of the Department for Education and Ofsted, and from what officers, \
         partnerships and schools record; each is kept with its source and its day.",
    );
    body.push_str(&html::list(&[
        "Sourced: the line stands in a published source.".to_owned(),
        "Mapped: the fact is published; these rules say which level it is.".to_owned(),
        "Proposed: these rules’ own line.".to_owned(),
    ]));
    for (at, area) in scheme.areas.iter().enumerate() {
        let rows: Vec<Vec<Vec<String>>> = scheme
            .reading_order
            .iter()
            .map(|place| &scheme.indicators[*place])
            .filter(|one| one.area == at)
            .map(|one| row(scheme, one))
            .collect();
        if !rows.is_empty() {
            body.push_str(&html::heading(&area.name));
            body.push_str(&html::table(
                &format!("{}: indicators", area.name),
                &HEADS,
                &rows,
            ));
        }
    }
    html::section("The data it looks at", &body)
}

fn row(scheme: &Scheme, one: &Indicator) -> Vec<Vec<String>> {
    let mut name = vec![one.name.clone()];
    if one.critical {
        name.push("critical".to_owned());
    }
    if scheme.sums_points() && one.weight != 1 {
        name.push(format!("counts {} times", one.weight));
    }
    let phases: Vec<Phase> = scheme
        .document
        .indicator
        .iter()
        .find(|doc| doc.id == one.id)
        .and_then(|doc| doc.phases.clone())
        .unwrap_or_else(|| Phase::ALL.to_vec());
    vec![
        name,
        vec![unit(one.unit).to_owned()],
        at(one, Level::High),
        at(one, Level::Medium),
        at(one, Level::Low),
        vec![phases_words(Some(&phases))],
        vec![format!("{} months", one.shelf_months)],
        sources(one),
    ]
}

/// What makes it this level.
fn at(one: &Indicator, level: Level) -> Vec<String> {
    let drawn = |lines: &[Line], beside: &str| -> Vec<String> {
        lines
            .iter()
            .filter(|line| line.level == level)
            .map(|line| format!("{}{beside}", line_words(one, line)))
            .collect()
    };
    let mut words = drawn(&one.lines, "");
    words.extend(drawn(
        &one.special_lines,
        " (special and alternative provision)",
    ));
    let choices = one.choices.iter().filter(|choice| choice.level == level);
    words.extend(choices.map(|choice| choice.words.clone()));
    words
}

/// Standing and source of its lines, each once.
fn sources(one: &Indicator) -> Vec<String> {
    let lines = one.lines.iter().chain(&one.special_lines);
    let of_lines = lines.map(|line| (line.standing, line.source.as_str()));
    let of_choices = one
        .choices
        .iter()
        .filter(|choice| choice.level > Level::None)
        .map(|choice| (choice.standing, choice.source.as_str()));
    let mut seen = BTreeSet::new();
    of_lines
        .chain(of_choices)
        .map(|(standing, source)| standing_words(standing, source))
        .filter(|words| seen.insert(words.clone()))
        .collect()
}

/// "Sourced: Ofsted 2025".
pub fn standing_words(standing: Standing, source: &str) -> String {
    let word = match standing {
        Standing::Sourced => "Sourced",
        Standing::Mapped => "Mapped",
        Standing::Proposed => "Proposed",
    };
    if source.is_empty() {
        word.to_owned()
    } else {
        format!("{word}: {source}")
    }
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::PerCent => "per cent",
        Unit::Points => "percentage points",
        Unit::Score => "a score",
        Unit::Centile => "place among a hundred schools",
        Unit::Years => "years",
        Unit::Count => "a count",
        Unit::Ratio => "a ratio",
        Unit::Choice => "a judgement",
    }
}
