//! Absence: the old performance tables and the long form of explore education statistics.

use std::collections::BTreeMap;

use domain::schools::{Finding, Key, Observed, Phase, Setting, Urn};

use super::limits::Refused;
use super::number;
use super::period::{AcademicYear, Dated};
use super::plan::{Gathering, number_of, people, seen};
use super::read::Sheet;

const OVERALL: Key = Key::of("I30");
const PERSISTENT: Key = Key::of("I31");

/// National rates by phase: overall and persistent.
#[derive(Debug, Default, Clone, Copy)]
struct National {
    overall: Option<i32>,
    persistent: Option<i32>,
}

/// The three national rows: primary, secondary, special.
type Nationals = BTreeMap<&'static str, National>;

fn row_for(phase: Phase, setting: Setting) -> Option<&'static str> {
    match (setting, phase) {
        (Setting::Special, _) => Some("special"),
        (Setting::Alternative, _) => None,
        (Setting::Mainstream, Phase::Primary | Phase::MiddlePrimary) => Some("primary"),
        (Setting::Mainstream, Phase::Secondary | Phase::MiddleSecondary | Phase::AllThrough) => {
            Some("secondary")
        }
        _ => None,
    }
}

/// `LA, ESTAB, URN, PERCTOT, PPERSABS10`; national rows have `NAT` and a phase for number.
pub fn tables(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let [la, estab, urn] = ["LA", "ESTAB", "URN"].map(|heading| sheet.column(heading));
    let [overall, persistent] = ["PERCTOT", "PPERSABS10"].map(|heading| sheet.column(heading));
    let dated = Dated::year(
        None,
        &to.report.file,
        to.known.as_at,
        to.known.today,
        AcademicYear::end,
    );
    to.dated(&dated);
    let mut national = Nationals::new();
    let mut schools = Vec::new();
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        if line.text(la) == "NAT" {
            to.skip("national row");
            let phase = match &*line.text(estab) {
                "PRI" => "primary",
                "SEC" => "secondary",
                "SPE" => "special",
                _ => continue,
            };
            let rate = |column| number::hundredths(&line.text(column));
            let rates = National {
                overall: rate(overall),
                persistent: rate(persistent),
            };
            national.insert(phase, rates);
            continue;
        }
        if !to.ours(&line.text(la)) {
            continue;
        }
        let Some(urn) = to.urn(&line, urn, "URN") else {
            continue;
        };
        to.accept();
        let all = to.measure(&line, overall, "PERCTOT");
        let often = to.measure(&line, persistent, "PPERSABS10");
        schools.push(Rates {
            urn,
            period: dated.period.clone(),
            as_at: dated.as_at,
            overall: all,
            persistent: often,
            pupils: None,
        });
    }
    add(to, schools, |_| national.clone(), &dated.note);
    Ok(())
}

struct Rates {
    urn: Urn,
    period: String,
    as_at: domain::calendar::Date,
    overall: Option<Finding>,
    persistent: Option<Finding>,
    pupils: Option<u32>,
}

fn add(
    to: &mut Gathering<'_>,
    schools: Vec<Rates>,
    national: impl Fn(&str) -> Nationals,
    note: &str,
) {
    for one in schools {
        let rates = to
            .known
            .schools
            .get(&one.urn)
            .and_then(|(phase, setting)| row_for(*phase, *setting))
            .and_then(|row| national(&one.period).get(row).copied())
            .unwrap_or_default();
        for (indicator, finding, comparator) in [
            (OVERALL, one.overall, rates.overall),
            (PERSISTENT, one.persistent, rates.persistent),
        ] {
            let Some(finding) = finding else { continue };
            let seen = Observed {
                comparator: number_of(finding).and(comparator),
                cohort: one.pupils,
                ..seen(finding, one.as_at)
            };
            to.reading(one.urn, indicator, seen, &one.period, note);
        }
    }
}

/// `time_period, geographic_level, education_phase, school_urn, sess_overall_percent …`: one row a
/// school and year, national rows among them. Only whole years count: a term is not a year.
pub fn long(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let [period, identifier, level, phase, urn, la] = [
        "time_period",
        "time_identifier",
        "geographic_level",
        "education_phase",
        "school_urn",
        "old_la_code",
    ]
    .map(|heading| sheet.column(heading));
    let pupils = sheet.column("enrolments");
    let overall = sheet.column("sess_overall_percent");
    let persistent = sheet.column("enrolments_pa_10_exact_percent");
    let mut national: BTreeMap<String, Nationals> = BTreeMap::new();
    let mut schools = Vec::new();
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        if line.text(identifier).to_lowercase().contains("term") {
            to.skip("one term, not a year");
            continue;
        }
        let Some(year) = AcademicYear::read(&line.text(period)) else {
            to.reject(
                line.row,
                "time_period",
                &line.text(period),
                "not an academic year",
            );
            continue;
        };
        let level = line.text(level).to_lowercase();
        if level == "national" {
            to.skip("national row");
            let words = line.text(phase).to_lowercase();
            let row = ["primary", "secondary", "special"]
                .into_iter()
                .find(|row| words.contains(row));
            if let Some(row) = row {
                let rate = |column| number::hundredths(&line.text(column));
                let rates = National {
                    overall: rate(overall),
                    persistent: rate(persistent),
                };
                national.entry(year.words()).or_default().insert(row, rates);
            }
            continue;
        }
        if !level.is_empty() && level != "school" {
            to.skip("authority or region row");
            continue;
        }
        let Some(urn) = to.urn(&line, urn, "school_urn") else {
            continue;
        };
        if la.is_some() {
            if !to.ours(&line.text(la)) {
                continue;
            }
        } else if !to.is_known(urn) {
            to.skip("not in the register of this authority");
            continue;
        }
        to.accept();
        let all = to.measure(&line, overall, "sess_overall_percent");
        let often = persistent
            .and_then(|_| to.measure(&line, persistent, "enrolments_pa_10_exact_percent"));
        schools.push(Rates {
            urn,
            period: year.words(),
            as_at: to.known.as_at.unwrap_or_else(|| year.end()),
            overall: all,
            persistent: often,
            pupils: people(&line, pupils),
        });
    }
    add(
        to,
        schools,
        |period| national.get(period).cloned().unwrap_or_default(),
        "",
    );
    Ok(())
}
