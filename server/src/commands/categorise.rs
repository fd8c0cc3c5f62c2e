//! `alongside categorise`: what a scheme makes of a table of facts, so that a result can be checked by
//! hand, scripted and compared. Needs no database.
//!
//! Long because the reading of a table of facts and its cases are kept beside the one command that uses them.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use domain::calendar::Date;
use domain::risk::{
    Band, Categorisation, Counterfactual, Judged, Level, Owner, Scheme, Span, Unit, categorise,
    counterfactuals, effective, explain, number_words, span_words, sure, sure_words,
};
use domain::schools::{
    Evidence, Finding, Key, Observed, Phase, Setting, Unknown, Urn, Value, suppression_mark,
};
use serde::Serialize;
use time::OffsetDateTime;

use super::import::day;
use super::{Format, Outcome, Stop};
use crate::db::from_word;

/// Most answers to "what would have had to be otherwise".
const MOST: usize = 6;

#[derive(Args)]
pub struct Categorise {
    /// bradford, rotherham, wiltshire_primary, present_day, opportunity_area, measured, or the file of a scheme document.
    #[arg(long)]
    scheme: String,
    /// The day it is looked at: what is past its shelf life then is not known.
    #[arg(long, value_parser = day)]
    as_at: Option<Date>,
    /// Print the header of the table of facts, with units and allowed values, and stop.
    #[arg(long)]
    template: bool,
    /// The table of facts; - is standard input.
    #[arg(required_unless_present = "template")]
    facts: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub fn run(asked: &Categorise) -> Outcome {
    let scheme = read_scheme(&asked.scheme)?;
    let Some(path) = asked.facts.as_deref().filter(|_| !asked.template) else {
        print!("{}", template(&scheme));
        return Ok(());
    };
    let as_at = asked
        .as_at
        .unwrap_or_else(|| OffsetDateTime::now_utc().date());
    let rows =
        facts(&scheme, &read(path)?, as_at).map_err(|faults| Stop::Refused(faults.join("\n")))?;
    for why in rows.iter().flat_map(|row| &row.refused) {
        eprintln!("{why}; it is left out");
    }
    let answers: Vec<Answer> = rows.iter().map(|row| answer(&scheme, row, as_at)).collect();
    match asked.format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&answers)?),
        Format::Text => {
            for answer in &answers {
                println!("{}  {}; {}", answer.urn, answer.suggestion, answer.risk);
                for reason in &answer.reasons {
                    println!("        {reason}");
                }
                println!("        {}", answer.sure);
            }
        }
    }
    Ok(())
}

fn read_scheme(name: &str) -> Result<Scheme, Stop> {
    let document = match Scheme::shipped(name) {
        Some(shipped) => shipped.to_owned(),
        None => std::fs::read_to_string(name).map_err(|error| {
            Stop::Usage(format!(
                "there is no scheme “{name}”, and no such file: {error}"
            ))
        })?,
    };
    Scheme::parse(&document).map_err(|faults| {
        let words: Vec<String> = faults
            .iter()
            .map(|fault| format!("{name}: {fault}"))
            .collect();
        Stop::Refused(words.join("\n"))
    })
}

fn read(path: &Path) -> Result<String, Stop> {
    let mut text = String::new();
    if path == Path::new("-") {
        std::io::stdin().read_to_string(&mut text)?;
    } else {
        text = std::fs::read_to_string(path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
    }
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

// ---- the table of facts --------------------------------------------------------------------------

/// Columns besides the indicators. For each indicator `X` there may be `X_cohort` (pupils),
/// `X_national` (the national figure), `X_marker` and `X_as_at` beside it.
const ABOUT: [&str; 4] = ["urn", "phase", "setting", "as_at"];

fn template(scheme: &Scheme) -> String {
    let mut names: Vec<String> = ABOUT.iter().map(|name| (*name).to_owned()).collect();
    let mut notes = vec![
        "six digits".to_owned(),
        format!("{}; blank: primary", words(&Phase::ALL)),
        "mainstream or special or alternative; blank: mainstream".to_owned(),
        "day the facts are of; blank: the day asked about".to_owned(),
    ];
    for at in &scheme.reading_order {
        let indicator = &scheme.indicators[*at];
        names.push(indicator.id.to_string());
        let allowed = if indicator.unit == Unit::Choice {
            let ids: Vec<String> = indicator
                .choices
                .iter()
                .map(|one| one.id.to_string())
                .collect();
            ids.join(" or ")
        } else {
            unit_words(indicator.unit).to_owned()
        };
        notes.push(format!("{}: {allowed}", indicator.name));
        let lines = indicator.lines.iter().chain(&indicator.special_lines);
        let (mut national, mut marker) = (false, false);
        for line in lines {
            national |= line.measure != domain::risk::Measure::Value;
            marker |= matches!(line.test, domain::risk::Test::Marker(_));
        }
        for (wanted, suffix, note) in [
            (indicator.one_year, "cohort", "pupils the figure is about"),
            (national, "national", "national figure, same unit"),
            (marker, "marker", "a fact beside it, as the scheme names it"),
        ] {
            if wanted {
                names.push(format!("{}_{suffix}", indicator.id));
                notes.push(note.to_owned());
            }
        }
    }
    let mut out = csv::Writer::from_writer(Vec::new());
    notes[0] = format!("# {}", notes[0]);
    let written = out
        .write_record(&names)
        .and_then(|()| out.write_record(&notes))
        .ok()
        .and_then(|()| out.into_inner().ok());
    String::from_utf8(written.unwrap_or_default()).unwrap_or_default()
}

fn words<T: Serialize>(all: &[T]) -> String {
    let words: Vec<String> = all
        .iter()
        .filter_map(|one| crate::db::word(one).ok())
        .collect();
    words.join(" or ")
}

fn unit_words(unit: Unit) -> &'static str {
    match unit {
        Unit::PerCent => "per cent",
        Unit::Points => "points",
        Unit::Score => "score",
        Unit::Centile => "centile, 0 to 100",
        Unit::Years => "years",
        Unit::Count => "number",
        Unit::Ratio => "ratio",
        Unit::Choice => "choice",
    }
}

struct Row {
    urn: Urn,
    evidence: Evidence,
    /// Cells that hold what cannot be, and why: each is taken as not available, the others are kept.
    refused: Vec<String>,
}

/// Every row, or everything wrong with the table: line, column and reason.
fn facts(scheme: &Scheme, text: &str, as_at: Date) -> Result<Vec<Row>, Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let names = reader
        .headers()
        .map_err(|error| vec![error.to_string()])?
        .clone();
    let mut faults = Vec::new();
    for name in &names {
        if !known(scheme, name) {
            faults.push(format!(
                "line 1: the scheme has no “{name}”; --template prints its columns"
            ));
        }
    }
    if !names.iter().any(|name| name == "urn") {
        faults.push("line 1: there is no column urn".to_owned());
    }
    let mut rows = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                faults.push(error.to_string());
                continue;
            }
        };
        let line = record.position().map_or(at as u64 + 2, csv::Position::line);
        let cells: BTreeMap<&str, &str> = names.iter().zip(record.iter()).collect();
        match row(scheme, &cells, as_at) {
            Ok(mut row) => {
                for why in &mut row.refused {
                    *why = format!("line {line}: {why}");
                }
                rows.push(row);
            }
            Err(wrong) => faults.extend(wrong.into_iter().map(|why| format!("line {line}: {why}"))),
        }
    }
    if faults.is_empty() {
        Ok(rows)
    } else {
        Err(faults)
    }
}

const BESIDE: [&str; 4] = ["cohort", "national", "marker", "as_at"];

fn known(scheme: &Scheme, name: &str) -> bool {
    let indicator = |name: &str| {
        name.parse::<Key>()
            .is_ok_and(|key| scheme.indicator(key).is_some())
    };
    ABOUT.contains(&name)
        || indicator(name)
        || BESIDE.iter().any(|suffix| {
            name.strip_suffix(suffix)
                .and_then(|rest| rest.strip_suffix('_'))
                .is_some_and(indicator)
        })
}

fn row(scheme: &Scheme, cells: &BTreeMap<&str, &str>, as_at: Date) -> Result<Row, Vec<String>> {
    let cell = |name: &str| cells.get(name).copied().unwrap_or_default();
    let mut faults = Vec::new();
    let urn = cell("urn")
        .parse::<u32>()
        .ok()
        .and_then(|urn| Urn::try_from(urn).ok());
    if urn.is_none() {
        faults.push(format!("urn “{}” is not six digits", cell("urn")));
    }
    let phase = match cell("phase") {
        "" => Some(Phase::Primary),
        text => from_word::<Phase>(text).ok(),
    };
    if phase.is_none() {
        faults.push(format!(
            "phase “{}” is not one of {}",
            cell("phase"),
            words(&Phase::ALL)
        ));
    }
    let setting = match cell("setting") {
        "" => Some(Setting::Mainstream),
        text => from_word::<Setting>(text).ok(),
    };
    if setting.is_none() {
        faults.push(format!("setting “{}” is not known", cell("setting")));
    }
    let of_row = dated(cell("as_at"), as_at, "as_at", &mut faults);
    let mut readings = Vec::new();
    let mut refused = Vec::new();
    for indicator in &scheme.indicators {
        let name = indicator.id.to_string();
        // A column that is not there is an indicator nobody collects; a blank in it is one missing.
        let Some(text) = cells.get(name.as_str()) else {
            continue;
        };
        let beside = |suffix: &str| cell_of(cells, &name, suffix);
        let finding = match suppression_mark(text) {
            Some(Unknown::NotAvailable) if text.trim().is_empty() => {
                Finding::Unknown(Unknown::NotAvailable)
            }
            Some(reason) => Finding::Unknown(reason),
            None if indicator.unit == Unit::Choice => {
                match text
                    .parse::<Key>()
                    .ok()
                    .filter(|key| indicator.choices.iter().any(|choice| choice.id == *key))
                {
                    Some(key) => Finding::Known(Value::Choice(key)),
                    None => {
                        refused.push(format!("{name} “{text}” is not one of its choices"));
                        Finding::Unknown(Unknown::NotAvailable)
                    }
                }
            }
            None => match hundredths(text) {
                Some(number) if indicator.allows(number) => Finding::number(number),
                Some(_) => {
                    let [least, most] = indicator
                        .bounds
                        .map(|one| number_words(indicator.unit, one));
                    refused.push(format!(
                        "{name} “{text}” cannot be: it lies from {least} to {most}"
                    ));
                    Finding::Unknown(Unknown::NotAvailable)
                }
                None => {
                    refused.push(format!(
                        "{name} “{text}” is not a number of at most two decimals"
                    ));
                    Finding::Unknown(Unknown::NotAvailable)
                }
            },
        };
        let comparator = optional(
            beside("national"),
            hundredths,
            &name,
            "national",
            &mut refused,
        );
        let cohort = optional(
            beside("cohort"),
            |text| text.parse().ok(),
            &name,
            "cohort",
            &mut refused,
        );
        let marker = optional(
            beside("marker"),
            |text| text.parse().ok(),
            &name,
            "marker",
            &mut refused,
        );
        let as_at = dated(
            beside("as_at"),
            of_row,
            &format!("{name}_as_at"),
            &mut refused,
        );
        readings.push((
            indicator.id,
            Observed {
                finding,
                comparator,
                cohort,
                marker,
                as_at,
                contested: false,
            },
        ));
    }
    match (urn, phase, setting) {
        (Some(urn), Some(phase), Some(setting)) if faults.is_empty() => Ok(Row {
            urn,
            evidence: Evidence::new(phase, setting, readings),
            refused,
        }),
        _ => Err(faults),
    }
}

fn cell_of<'a>(cells: &BTreeMap<&str, &'a str>, name: &str, suffix: &str) -> &'a str {
    cells
        .get(format!("{name}_{suffix}").as_str())
        .copied()
        .unwrap_or_default()
}

fn optional<T>(
    text: &str,
    read: impl FnOnce(&str) -> Option<T>,
    name: &str,
    suffix: &str,
    faults: &mut Vec<String>,
) -> Option<T> {
    if text.is_empty() || suppression_mark(text).is_some() {
        return None;
    }
    let found = read(text);
    if found.is_none() {
        faults.push(format!("{name}_{suffix} “{text}” cannot be read"));
    }
    found
}

fn dated(text: &str, otherwise: Date, name: &str, faults: &mut Vec<String>) -> Date {
    if text.is_empty() {
        return otherwise;
    }
    day(text).unwrap_or_else(|why| {
        faults.push(format!("{name}: {why}"));
        otherwise
    })
}

/// A decimal as hundredths, exactly: never through a float.
fn hundredths(text: &str) -> Option<i32> {
    let text = text.trim().trim_end_matches('%').replace(['\u{2212}'], "-");
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest.to_owned()),
        None => (1, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() && part.is_empty() || !plain(whole) || !plain(part) {
        return None;
    }
    let part = part.trim_end_matches('0');
    if part.len() > 2 {
        return None;
    }
    let whole: i32 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    let part: i32 = format!("{part:0<2}").parse().ok()?;
    whole.checked_mul(100)?.checked_add(part)?.checked_mul(sign)
}

// ---- the answers ---------------------------------------------------------------------------------

#[derive(Serialize)]
struct Answer {
    urn: Urn,
    suggestion: String,
    band: Key,
    band_range: [Key; 2],
    risk: String,
    risk_range: [String; 2],
    owner: Owner,
    school_causing_concern: bool,
    levels: BTreeMap<Key, String>,
    reasons: Vec<String>,
    counterfactuals: Vec<String>,
    /// How sure it is, in words; and in how many of 10,000 cohorts of the same size it would stay.
    sure: String,
    stays: u32,
    /// Cells that were left out, and why.
    refused: Vec<String>,
}

fn answer(scheme: &Scheme, row: &Row, as_at: Date) -> Answer {
    let now = categorise(&row.evidence, scheme, as_at);
    let told = explain(scheme, &row.evidence, &now);
    let mut reasons = vec![told.sentence];
    reasons.extend(
        told.rows
            .iter()
            .filter(|row| row.counts)
            .map(|row| format!("{} {}: {}", row.name, row.value, row.line)),
    );
    let how_sure = sure(scheme, &row.evidence, &now);
    let band = |band: Band| scheme.band(band).id;
    let risk = |level: Level| scheme.risk_word(level).to_owned();
    Answer {
        urn: row.urn,
        suggestion: span_words(scheme, Span::only(now.band.known)),
        band: band(now.band.known),
        band_range: [band(now.band.lowest), band(now.band.highest)],
        risk: risk(now.risk.known),
        risk_range: [risk(now.risk.lowest), risk(now.risk.highest)],
        owner: now.owner,
        school_causing_concern: now.causing_concern,
        levels: levels(scheme, &now),
        reasons,
        counterfactuals: counterfactuals(scheme, &row.evidence, &now, MOST)
            .iter()
            .map(|one| otherwise(scheme, one))
            .collect(),
        sure: sure_words(scheme, &row.evidence, &now, &how_sure),
        stays: how_sure.stays,
        refused: row.refused.clone(),
    }
}

/// The level of each indicator, or why there is none.
fn levels(scheme: &Scheme, now: &Categorisation) -> BTreeMap<Key, String> {
    scheme
        .indicators
        .iter()
        .zip(effective(scheme, now))
        .map(|(indicator, judged)| {
            let word = match judged {
                Judged::Is(level) | Judged::Contested(level) => level.word().to_lowercase(),
                Judged::Unknown(reason) => format!("not known: {}", reason.words()),
                Judged::NotCollected => "not collected".to_owned(),
                Judged::DoesNotApply => "does not apply".to_owned(),
            };
            (indicator.id, word)
        })
        .collect()
}

fn otherwise(scheme: &Scheme, one: &Counterfactual) -> String {
    let changes: Vec<String> = one
        .changes
        .iter()
        .map(
            |change| match (scheme.indicator(change.indicator), change.value) {
                (Some(indicator), Value::Number(number)) => {
                    format!(
                        "{} at {}",
                        indicator.name,
                        number_words(indicator.unit, number)
                    )
                }
                (Some(indicator), Value::Choice(key)) => {
                    let words = indicator.choices.iter().find(|choice| choice.id == key);
                    let words =
                        words.map_or_else(|| key.to_string(), |choice| choice.words.clone());
                    format!("{} {words}", indicator.name)
                }
                (None, _) => change.indicator.to_string(),
            },
        )
        .collect();
    let band = &scheme.band(one.band).word;
    format!(
        "{}: {band}, {}",
        changes.join(" and "),
        scheme.risk_word(one.risk).to_lowercase()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_number_is_read_exactly_or_refused() {
        for (text, number) in [
            ("44", Some(4400)),
            ("6.3", Some(630)),
            ("-12.05", Some(-1205)),
            ("\u{2212}3", Some(-300)),
            ("7%", Some(700)),
            (".5", Some(50)),
            ("1.2300", Some(123)),
            ("1.234", None),
            ("4,4", None),
            ("", None),
            ("x1", None),
            ("99999999", None),
        ] {
            assert_eq!(hundredths(text), number, "{text}");
        }
    }

    #[test]
    fn the_template_is_a_table_that_can_be_filled_and_read_back() {
        let scheme = Scheme::bradford().unwrap();
        let template = template(&scheme);
        let header = template.lines().next().unwrap();
        let filled = header
            .split(',')
            .map(|name| match name {
                "urn" => "100001",
                "I10" => "44",
                "I10_cohort" => "59",
                "I30" => "c",
                _ => "",
            })
            .collect::<Vec<_>>()
            .join(",");
        let on = date!(2026 - 11 - 22);
        let rows = facts(&scheme, &format!("{template}{filled}\n"), on).unwrap_or_else(|faults| {
            panic!("{faults:?}");
        });
        let answer = answer(&scheme, &rows[0], on);
        assert_eq!(rows.len(), 1);
        assert_eq!(answer.levels[&Key::of("I10")], "high");
        assert_eq!(answer.levels[&Key::of("I30")], "not known: suppressed");
        assert_eq!(answer.levels[&Key::of("I14")], "does not apply");
    }

    #[test]
    fn a_wrong_cell_is_left_out_and_named_and_the_others_are_kept() {
        let scheme = Scheme::bradford().unwrap();
        let on = date!(2026 - 11 - 22);
        for (table, said) in [
            (
                "urn,I30,I10\n100001,6.3,x1\n",
                "line 2: I10 “x1” is not a number",
            ),
            (
                "urn,I30,I10\n100001,6.3,120\n",
                "line 2: I10 “120” cannot be: it lies from 0% to 100%",
            ),
            (
                "urn,I30,I01\n100001,6.3,splendid\n",
                "line 2: I01 “splendid” is not one",
            ),
            (
                "urn,I30,I10,I10_cohort\n100001,6.3,50,many\n",
                "line 2: I10_cohort “many” cannot",
            ),
        ] {
            let rows = facts(&scheme, table, on).unwrap();
            assert!(
                rows[0].refused[0].starts_with(said),
                "{:?}",
                rows[0].refused
            );
            let answer = answer(&scheme, &rows[0], on);
            assert_eq!(answer.levels[&Key::of("I30")], "medium");
            assert_eq!(answer.refused.len(), 1);
        }
    }

    #[test]
    fn a_table_that_is_not_of_this_scheme_is_refused_with_the_place() {
        let scheme = Scheme::bradford().unwrap();
        let on = date!(2026 - 11 - 22);
        for (table, said) in [
            ("urn,I99\n100001,1\n", "line 1: the scheme has no “I99”"),
            ("urn,I10\n12,1\n", "line 2: urn “12” is not six digits"),
            (
                "urn,phase,I10\n100001,infants,1\n",
                "line 2: phase “infants” is not one",
            ),
        ] {
            let faults = facts(&scheme, table, on).err().unwrap();
            assert!(
                faults.iter().any(|fault| fault.starts_with(said)),
                "{faults:?}"
            );
        }
    }
}
