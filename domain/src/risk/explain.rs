//! The reasons of a suggestion, as rows to show and sentences to read.

use serde::{Deserialize, Serialize};

use super::catalogue::Unit;
use super::categorise::{Categorisation, effective, suggest_after};
use super::judge::{Met, line_met};
use super::level::{Judged, Level, Span};
use super::scheme::{Indicator, Scheme};
use super::words::{capital, count_word, finding_words, line_words, lower, span_words};
use crate::schools::{Evidence, Finding, Key, Observed, Setting, Value};

/// Why the rules suggest what they suggest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// One sentence a head can read.
    pub sentence: String,
    /// The shortest phrase of it, for a row of a table.
    pub main: String,
    /// Every indicator the scheme asks of this school, in the scheme's order.
    pub rows: Vec<IndicatorRow>,
    /// The unknowns that could change the answer.
    pub unknowns: Vec<Key>,
    /// Indicators nobody has loaded for the authority: the suggestion is made without them.
    pub not_collected: Vec<Key>,
}

/// One indicator of one school, ready to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorRow {
    pub indicator: Key,
    pub name: String,
    pub area: String,
    pub judged: Judged,
    /// "44%", "deputy on long-term absence", or why there is no value.
    pub value: String,
    /// "26 of 59", where the value is a share of a known cohort.
    pub beside: String,
    /// The line it crossed, or the nearest it would cross: "below 46%". Empty where the value says it.
    pub line: String,
    /// A reason of the suggestion: it takes part in the level of an area that takes part in the risk.
    pub counts: bool,
}

/// The reasons of a suggestion.
pub fn explain(scheme: &Scheme, evidence: &Evidence, now: &Categorisation) -> Explanation {
    let judged = effective(scheme, now);
    let rows: Vec<IndicatorRow> = scheme
        .reading_order
        .iter()
        .filter(|at| judged[**at] != Judged::DoesNotApply)
        .map(|at| {
            let area = now.areas[scheme.indicators[*at].area];
            row(scheme, *at, (now.judged[*at], judged[*at]), area, evidence)
        })
        .collect();
    let not_collected = scheme
        .indicators
        .iter()
        .zip(&now.judged)
        .filter(|(_, judged)| **judged == Judged::NotCollected)
        .map(|(indicator, _)| indicator.id)
        .collect();
    let unknowns = unknowns_that_matter(scheme, now);
    Explanation {
        sentence: sentence(scheme, now, &rows, &unknowns),
        main: main_reason(scheme, now, &rows),
        rows,
        unknowns,
        not_collected,
    }
}

/// Open indicators that could change band or risk: those that do so alone, those without which the
/// worst case would be less bad, or all of them where only together they do.
pub fn unknowns_that_matter(scheme: &Scheme, now: &Categorisation) -> Vec<Key> {
    if now.band.settled().is_some() && now.risk.settled().is_some() {
        return Vec::new();
    }
    let open: Vec<usize> = (0..now.judged.len())
        .filter(|at| now.judged[*at].is_open())
        .collect();
    let outcome = |level: &dyn Fn(usize) -> Level| {
        let judged = now
            .judged
            .iter()
            .enumerate()
            .map(|(at, one)| {
                if one.is_open() {
                    Judged::Is(level(at))
                } else {
                    *one
                }
            })
            .collect();
        let then = suggest_after(scheme, judged, now.before);
        (then.band.known, then.risk.known)
    };
    let best = outcome(&|_| Level::None);
    let most = |at: usize| scheme.indicators[at].worst;
    let worst = outcome(&most);
    let matters: Vec<usize> = open
        .iter()
        .copied()
        .filter(|one| {
            let alone = |at: usize| if at == *one { most(at) } else { Level::None };
            let without = |at: usize| if at == *one { Level::None } else { most(at) };
            outcome(&alone) != best || outcome(&without) != worst
        })
        .collect();
    let matters = if matters.is_empty() { open } else { matters };
    matters
        .into_iter()
        .map(|at| scheme.indicators[at].id)
        .collect()
}

/// `own` is what the indicator says by itself, `judged` what it counts as once others have raised it.
fn row(
    scheme: &Scheme,
    at: usize,
    (own, judged): (Judged, Judged),
    area: Span<Level>,
    evidence: &Evidence,
) -> IndicatorRow {
    let indicator = &scheme.indicators[at];
    let seen = evidence.of(indicator.id);
    let value = match (judged, seen) {
        (Judged::NotCollected, _) | (_, None) => "not collected".to_owned(),
        (Judged::Unknown(reason), Some(seen)) => match seen.finding {
            Finding::Known(_) => format!(
                "{}: {}",
                reason.words(),
                finding_words(indicator, seen.finding)
            ),
            Finding::Unknown(_) => reason.words().to_owned(),
        },
        (_, Some(seen)) => finding_words(indicator, seen.finding),
    };
    let beside = seen.map_or_else(String::new, |seen| cohort_words(indicator, seen));
    let mut line = if own == judged {
        nearest_line(indicator, own, evidence.setting, seen)
    } else {
        raised(scheme, at)
    };
    // A judgement that is its own line need not be said twice.
    if line == value {
        line.clear();
    }
    IndicatorRow {
        indicator: indicator.id,
        name: indicator.name.clone(),
        area: scheme.areas[indicator.area].name.clone(),
        judged,
        value,
        beside,
        line,
        counts: judged.known() >= Level::Medium && area.known >= Level::Medium,
    }
}

fn cohort_words(indicator: &Indicator, seen: &Observed) -> String {
    match (indicator.unit, seen.finding, seen.cohort) {
        (Unit::PerCent, Finding::Known(Value::Number(number)), Some(cohort))
            if indicator.one_year =>
        {
            let pupils = (i64::from(number) * i64::from(cohort) + 5_000) / 10_000;
            format!("{pupils} of {cohort}")
        }
        (_, _, Some(cohort)) if indicator.one_year => format!("{cohort} pupils"),
        _ => String::new(),
    }
}

/// What raised an indicator, in words.
fn raised(scheme: &Scheme, at: usize) -> String {
    scheme
        .raises
        .iter()
        .find(|raise| raise.indicator == at)
        .map_or_else(String::new, |raise| raise.words.clone())
}

/// The line a value crossed; where it crossed none, the first it would cross.
fn nearest_line(
    indicator: &Indicator,
    judged: Judged,
    setting: Setting,
    seen: Option<&Observed>,
) -> String {
    let lines = indicator.lines_for(setting);
    let crossed = match (judged, seen.map(|seen| (seen.finding, seen))) {
        (
            Judged::Is(_) | Judged::Contested(_),
            Some((Finding::Known(Value::Number(number)), seen)),
        ) => match line_met(lines, number, seen) {
            Met::Line(line) => Some(line),
            _ => None,
        },
        _ => None,
    };
    if let Some(line) = crossed.or_else(|| lines.last()) {
        return line_words(indicator, line);
    }
    indicator
        .choices
        .iter()
        .filter(|choice| choice.level > Level::None)
        .find(|choice| choice.level == judged.known().max(Level::Low))
        .or_else(|| {
            indicator
                .choices
                .iter()
                .find(|choice| choice.level > Level::None)
        })
        .map_or_else(String::new, |choice| choice.words.clone())
}

fn sentence(
    scheme: &Scheme,
    now: &Categorisation,
    rows: &[IndicatorRow],
    unknowns: &[Key],
) -> String {
    let rule = scheme.band(now.band.known);
    let why = now
        .rule
        .and_then(|at| rule.when.get(usize::from(at)))
        .map_or(rule.meaning.as_str(), |when| when.words.as_str());
    let mut text = capital(why);
    // The risk is made of areas, so areas are counted; each is said by the most serious thing in it.
    let at = |level: Level| -> Vec<String> {
        scheme
            .areas
            .iter()
            .zip(now.areas.iter())
            .filter(|(_, found)| found.known == level)
            .map(|(area, _)| {
                worst_of(rows, &area.name).map_or_else(
                    || lower(&area.name),
                    |row| format!("{} {}", lower(&row.name), row.value),
                )
            })
            .collect()
    };
    let serious: Vec<(Level, Vec<String>)> = [Level::High, Level::Medium]
        .into_iter()
        .map(|level| (level, at(level)))
        .filter(|(_, names)| !names.is_empty())
        .collect();
    if !serious.is_empty() {
        let parts: Vec<String> = serious
            .iter()
            .map(|(level, names)| {
                format!(
                    "{} {} ({})",
                    count_word(names.len()),
                    lower(level.word()),
                    names.join("; ")
                )
            })
            .collect();
        text.push_str(": ");
        text.push_str(&parts.join(" and "));
    }
    text.push('.');
    let open = now.judged.iter().filter(|one| one.is_open()).count();
    if open > 0 {
        let noun = if open == 1 { "One unknown" } else { "unknowns" };
        let lead = if open == 1 {
            noun.to_owned()
        } else {
            format!("{} {noun}", capital(&count_word(open)))
        };
        let tail = match (unknowns.len(), open) {
            (0, 1) => "; it could not change this.".to_owned(),
            (0, _) => "; none could change this.".to_owned(),
            (1, _) => "; one could change this.".to_owned(),
            (some, all) if some == all => "; together they could change this.".to_owned(),
            (some, _) => format!("; {} could change this.", count_word(some)),
        };
        text.push(' ');
        text.push_str(&lead);
        text.push_str(&tail);
    }
    text
}

/// The most serious indicator of an area above low; the first of equals.
fn worst_of<'a>(rows: &'a [IndicatorRow], area: &str) -> Option<&'a IndicatorRow> {
    let above_low = rows
        .iter()
        .filter(|row| row.area == area && row.judged.known() >= Level::Medium);
    above_low.rev().max_by_key(|row| row.judged.known())
}

fn main_reason(scheme: &Scheme, now: &Categorisation, rows: &[IndicatorRow]) -> String {
    let worst = rows
        .iter()
        .filter(|row| row.judged.known() >= Level::Medium)
        .max_by(|one, other| {
            // The first of the most serious: `max_by` keeps the last of equals.
            one.judged
                .known()
                .cmp(&other.judged.known())
                .then(std::cmp::Ordering::Greater)
        });
    match worst {
        Some(row) => {
            let indicator = scheme.indicator(row.indicator);
            let name = indicator.map_or(row.name.as_str(), |one| &one.short);
            // A judgement is words of its own; a number ends the phrase.
            let stop = match indicator.map(|one| one.unit) {
                Some(Unit::Choice) => ":",
                _ => "",
            };
            format!("{name}{stop} {}", row.value)
        }
        None if now.band.settled().is_none() => {
            format!("{}: unknowns matter", span_words(scheme, now.band))
        }
        None => "Nothing above low".to_owned(),
    }
}
