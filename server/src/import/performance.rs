//! Key stage 2 results: the full performance tables and a reduced national form of them.

use domain::schools::results::{progress, wider_gap};
use domain::schools::{Finding, Key, Observed, Unknown, Urn};

use super::limits::Refused;
use super::number;
use super::period::{AcademicYear, Dated};
use super::plan::{Gathering, Measure, number_of, people, seen};
use super::read::{Column, Line, Sheet};

/// Reading, writing and maths, one year.
pub const RWM: Key = Key::of("I10");
const PROGRESS: Key = Key::of("I13");
const GAP: Key = Key::of("I20");

/// Kinds of row of the full tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record {
    Mainstream,
    Special,
    Authority,
    National,
    NationalStateFunded,
}

impl Record {
    /// From `RECTYPE`, whose numbers differ between the stages: 3, 4 and 5 are authority, all and state-funded
    /// at key stage 2; 4, 5 and 7 are at key stage 4.
    pub fn read(text: &str, key_stage: u8) -> Option<Self> {
        Some(match (text, key_stage) {
            ("1", _) => Self::Mainstream,
            ("2", _) => Self::Special,
            ("3", 2) | ("4", 4) | ("LA", _) => Self::Authority,
            ("4", 2) | ("5", 4) | ("NAT", _) => Self::National,
            ("5", 2) | ("7", 4) => Self::NationalStateFunded,
            _ => return None,
        })
    }
}

/// The year of tables that also hold the two years before, in columns that end in those years.
pub fn year_of_suffixes(headings: &[String], stem: &str) -> Option<AcademicYear> {
    headings
        .iter()
        .filter_map(|heading| {
            let suffix = heading.strip_prefix(stem)?.strip_prefix('_')?;
            (suffix.len() == 2)
                .then(|| suffix.parse::<u16>().ok())
                .flatten()
        })
        .max()
        .map(|last| AcademicYear(2000 + last + 1))
}

/// Read of one school.
pub struct Pupils {
    pub urn: Urn,
    pub rwm: Option<Finding>,
    pub cohort: Option<u32>,
    pub progress: [Option<Finding>; 3],
    pub disadvantaged: Option<Finding>,
    pub disadvantaged_cohort: Option<u32>,
    pub earlier: Vec<(AcademicYear, Finding, Option<u32>)>,
}

impl Pupils {
    /// Nothing read yet.
    pub fn of(urn: Urn) -> Self {
        Self {
            urn,
            rwm: None,
            cohort: None,
            progress: [None; 3],
            disadvantaged: None,
            disadvantaged_cohort: None,
            earlier: Vec::new(),
        }
    }
}

struct Headings {
    rwm: Column,
    cohort: Column,
    progress: [Column; 3],
    disadvantaged: Column,
    disadvantaged_cohort: Column,
    three: Column,
    three_cohort: Column,
    /// Of the two years before: year, figure, pupils.
    earlier: Vec<(AcademicYear, Column, Column)>,
}

/// The full tables of one authority or of the country, with the national rows they end in.
pub fn ks2(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let said = year_of_suffixes(&sheet.headings, "PTRWM_EXP");
    let known = to.known;
    let dated = Dated::year(
        said,
        &to.report.file,
        known.as_at,
        known.today,
        AcademicYear::end,
    );
    to.dated(&dated);
    let year = AcademicYear::read(&dated.period).unwrap_or_else(|| AcademicYear::of(dated.as_at));
    let [record, la, urn] = ["RECTYPE", "LEA", "URN"].map(|heading| sheet.column(heading));
    let at = Headings {
        rwm: sheet.column("PTRWM_EXP"),
        cohort: sheet.column("TELIG"),
        progress: ["READPROG", "WRITPROG", "MATPROG"].map(|heading| sheet.column(heading)),
        disadvantaged: sheet.column("PTRWM_EXP_FSM6CLA1A"),
        disadvantaged_cohort: sheet.column("TFSM6CLA1A"),
        three: sheet.column("PTRWM_EXP_3YR"),
        three_cohort: sheet.column("TELIG_3YR"),
        earlier: [year.before(), year.before().before()]
            .into_iter()
            .map(|year| {
                let two = year.0 % 100;
                let figure = sheet.column(&format!("PTRWM_EXP_{two:02}"));
                (year, figure, sheet.column(&format!("TELIG_{two:02}")))
            })
            .filter(|(_, figure, _)| figure.is_some())
            .collect(),
    };
    let mut national: Option<(Record, Line)> = None;
    let mut schools = Vec::new();
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        let record_text = line.text(record).into_owned();
        let Some(kind) = Record::read(&record_text, 2) else {
            to.reject(
                line.row,
                "RECTYPE",
                &record_text,
                "not a type of record that is known",
            );
            continue;
        };
        match kind {
            Record::Authority => to.skip("authority row"),
            Record::National | Record::NationalStateFunded => {
                to.skip("national row");
                if kind == Record::NationalStateFunded || national.is_none() {
                    national = Some((kind, line));
                }
            }
            Record::Mainstream | Record::Special => {
                let ours = to.ours(&line.text(la));
                if ours {
                    let Some(urn) = to.urn(&line, urn, "URN") else {
                        continue;
                    };
                    to.accept();
                    schools.push(one(&line, urn, &at, year, to));
                } else if kind == Record::Mainstream {
                    others(&line, urn, &at, year, to);
                }
            }
        }
    }
    let figure = |column: Column| {
        national
            .as_ref()
            .and_then(|(_, line)| number::hundredths(&line.text(column)))
    };
    let comparators = Comparators {
        rwm: figure(at.rwm),
        disadvantaged: figure(at.disadvantaged),
        earlier: at
            .earlier
            .iter()
            .map(|(_, column, _)| figure(*column))
            .collect(),
        note: dated.note.clone(),
    };
    emit(to, schools, year, &dated, &comparators);
    Ok(())
}

fn one(line: &Line, urn: Urn, at: &Headings, year: AcademicYear, to: &mut Gathering<'_>) -> Pupils {
    let rwm = to.measure(line, at.rwm, "PTRWM_EXP");
    let names = ["READPROG", "WRITPROG", "MATPROG"];
    let progress = std::array::from_fn(|subject| {
        at.progress[subject].and_then(|_| to.measure(line, at.progress[subject], names[subject]))
    });
    let disadvantaged = at
        .disadvantaged
        .and_then(|_| to.measure(line, at.disadvantaged, "PTRWM_EXP_FSM6CLA1A"));
    let cohort = people(line, at.cohort);
    let disadvantaged_cohort = people(line, at.disadvantaged_cohort);
    let mut result = |measure, finding: Option<Finding>, cohort| {
        if let Some(finding) = finding {
            to.plan.result(urn, true, measure, year, finding, cohort);
        }
    };
    result(Measure::Rwm, rwm, cohort);
    result(
        Measure::RwmDisadvantaged,
        disadvantaged,
        disadvantaged_cohort,
    );
    if at.three.is_some() {
        let three = to.measure(line, at.three, "PTRWM_EXP_3YR");
        if let Some(finding) = three {
            to.plan.result(
                urn,
                true,
                Measure::Rwm3,
                year,
                finding,
                people(line, at.three_cohort),
            );
        }
    }
    let earlier = at
        .earlier
        .iter()
        .filter_map(|(year, figure, pupils)| {
            let finding = to.measure(line, *figure, &format!("PTRWM_EXP_{:02}", year.0 % 100))?;
            Some((*year, finding, people(line, *pupils)))
        })
        .collect();
    Pupils {
        urn,
        rwm,
        cohort,
        progress,
        disadvantaged,
        disadvantaged_cohort,
        earlier,
    }
}

/// A mainstream school elsewhere in a national file is there to rank ours.
fn others(line: &Line, urn: Column, at: &Headings, year: AcademicYear, to: &mut Gathering<'_>) {
    let urn = line
        .text(urn)
        .parse()
        .ok()
        .and_then(|urn: u32| Urn::try_from(urn).ok());
    let Some(urn) = urn else { return };
    for (measure, figure, cohort) in [
        (Measure::Rwm, at.rwm, at.cohort),
        (
            Measure::RwmDisadvantaged,
            at.disadvantaged,
            at.disadvantaged_cohort,
        ),
        (Measure::Rwm3, at.three, at.three_cohort),
    ] {
        if let Some(number) = figure.and_then(|_| number::hundredths(&line.text(figure))) {
            to.plan.result(
                urn,
                false,
                measure,
                year,
                Finding::number(number),
                people(line, cohort),
            );
        }
    }
}

/// National figures.
pub struct Comparators {
    pub rwm: Option<i32>,
    pub disadvantaged: Option<i32>,
    pub earlier: Vec<Option<i32>>,
    pub note: String,
}

/// Makes readings of what was read.
pub fn emit(
    to: &mut Gathering<'_>,
    schools: Vec<Pupils>,
    year: AcademicYear,
    dated: &Dated,
    national: &Comparators,
) {
    let words = year.words();
    for one in schools {
        if let Some(finding) = one.rwm {
            let seen = Observed {
                comparator: number_of(finding).and(national.rwm),
                cohort: one.cohort,
                ..seen(finding, dated.as_at)
            };
            to.reading(one.urn, RWM, seen, &words, &national.note);
        }
        for ((year, finding, cohort), comparator) in one.earlier.into_iter().zip(&national.earlier)
        {
            let seen = Observed {
                comparator: number_of(finding).and(*comparator),
                cohort,
                ..seen(finding, year.end())
            };
            to.reading(
                one.urn,
                RWM,
                seen,
                &year.words(),
                "from the tables of a later year",
            );
        }
        if let [Some(reading), Some(writing), Some(maths)] = one.progress {
            let seen = Observed {
                cohort: one.cohort,
                ..seen(progress([reading, writing, maths]), dated.as_at)
            };
            to.reading(one.urn, PROGRESS, seen, &words, &national.note);
        }
        if let Some(finding) = one.disadvantaged {
            let cohort = one.disadvantaged_cohort;
            gap(
                to,
                one.urn,
                finding,
                cohort,
                national.disadvantaged,
                dated,
                &words,
            );
        }
    }
}

/// The gap of disadvantaged pupils against the national gap; not known without a national figure.
pub fn gap(
    to: &mut Gathering<'_>,
    urn: Urn,
    own: Finding,
    cohort: Option<u32>,
    national: Option<i32>,
    dated: &Dated,
    period: &str,
) {
    let finding = match (number_of(own), national) {
        (Some(own), Some(national)) => Finding::number(wider_gap(own, national)),
        (Some(_), None) => Finding::Unknown(Unknown::NoComparator),
        (None, _) => own,
    };
    let seen = Observed {
        cohort,
        ..seen(finding, dated.as_at)
    };
    to.reading(urn, GAP, seen, period, &dated.note);
}
