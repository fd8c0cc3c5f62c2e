//! An authority's own values: what is published nowhere, in a table of its own.
//! `urn, indicator, period, value, cohort, source, as_at, note`.

use std::sync::Arc;

use domain::risk::{Unit, number_words};
use domain::schools::{Finding, Key, Observed, Provenance, Reading, suppression_mark};

use super::limits::Refused;
use super::number;
use super::plan::{Gathering, people, seen};
use super::read::Sheet;

/// One row a value; the indicator is one of the scheme's, and so is a choice.
pub fn values(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let scheme = Arc::clone(&to.known.scheme);
    let [urn, indicator, period, value, cohort, source, as_at, note] = [
        "urn",
        "indicator",
        "period",
        "value",
        "cohort",
        "source",
        "as_at",
        "note",
    ]
    .map(|heading| sheet.column(heading));
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        let Some(urn) = to.urn(&line, urn, "urn") else {
            continue;
        };
        if !to.is_known(urn) {
            to.skip("not in the register of this authority");
            continue;
        }
        let name = line.text(indicator).into_owned();
        let known = name
            .parse::<Key>()
            .ok()
            .and_then(|key| scheme.indicator(key));
        let Some(known) = known else {
            to.reject(
                line.row,
                "indicator",
                &name,
                "not an indicator of the scheme",
            );
            continue;
        };
        let day = number::date(&line.text(as_at)).or(to.known.as_at);
        let Some(day) = day else {
            let text = line.text(as_at);
            to.reject(line.row, "as_at", &text, "not a date; write 2026-09-01");
            continue;
        };
        let text = line.text(value).into_owned();
        let finding = if let Some(reason) = suppression_mark(&text) {
            Finding::Unknown(reason)
        } else if known.unit == Unit::Choice {
            let choice = known.choices.iter().find(|choice| {
                choice.id.as_str().eq_ignore_ascii_case(&text)
                    || choice.words.eq_ignore_ascii_case(&text)
            });
            let Some(choice) = choice else {
                let allowed: Vec<&str> = known.choices.iter().map(|one| one.id.as_str()).collect();
                let reason = format!("not one of {}", allowed.join(", "));
                to.reject(line.row, "value", &text, &reason);
                continue;
            };
            Finding::choice(choice.id)
        } else if let Some(number) = number::hundredths(&text) {
            if !known.allows(number) {
                let [least, most] = known.bounds.map(|bound| number_words(known.unit, bound));
                let reason = format!("there are values from {least} to {most} only");
                to.reject(line.row, "value", &text, &reason);
                continue;
            }
            Finding::number(number)
        } else {
            to.reject(line.row, "value", &text, "not a number");
            continue;
        };
        to.accept();
        to.count(finding);
        let said = line.text(source);
        let reading = Reading {
            indicator: known.id,
            seen: Observed {
                cohort: people(&line, cohort),
                ..seen(finding, day)
            },
            from: Provenance {
                source: if said.is_empty() {
                    to.plan.source.clone()
                } else {
                    said.into_owned()
                },
                period: line.text(period).into_owned(),
                by: String::new(),
                note: line.text(note).into_owned(),
            },
        };
        to.plan.readings.push((urn, reading));
    }
    Ok(())
}
