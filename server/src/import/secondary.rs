//! Key stage 4 results: the full performance tables, a reduced national form, and a merged table.

use domain::schools::{Finding, Key, Observed, Urn};

use super::limits::Refused;
use super::number;
use super::performance::{Record, gap, year_of_suffixes};
use super::period::{AcademicYear, Dated};
use super::plan::{Gathering, Mean, Measure, NATIONAL_SECONDARIES, number_of, people, seen};
use super::read::{Column, Line, Sheet};

/// Attainment 8 itself; its rank is an indicator, and a trend is worked out from it.
pub const ATTAINMENT: Key = Key::of("att8");
const PROGRESS: Key = Key::of("I14");
const OVERALL: Key = Key::of("I30");
const PERSISTENT: Key = Key::of("I31");

/// Where a row has what is read of it, and under which heading.
pub struct Headings {
    pub attainment: (Column, &'static str),
    pub progress: (Column, &'static str),
    pub cohort: Column,
    pub progress_cohort: Column,
    pub disadvantaged: (Column, &'static str),
    pub disadvantaged_cohort: Column,
}

/// Read of one school.
pub struct Pupils {
    pub urn: Urn,
    pub attainment: Option<Finding>,
    pub progress: Option<Finding>,
    pub cohort: Option<u32>,
    pub progress_cohort: Option<u32>,
    pub disadvantaged: Option<Finding>,
    pub disadvantaged_cohort: Option<u32>,
    earlier: Vec<(AcademicYear, Finding, Option<i32>)>,
}

impl Pupils {
    /// Nothing read yet.
    pub fn of(urn: Urn) -> Self {
        Self {
            urn,
            attainment: None,
            progress: None,
            cohort: None,
            progress_cohort: None,
            disadvantaged: None,
            disadvantaged_cohort: None,
            earlier: Vec::new(),
        }
    }
}

/// National figures.
#[derive(Default)]
pub struct Comparators {
    pub attainment: Option<i32>,
    pub progress: Option<i32>,
    pub disadvantaged: Option<i32>,
    pub note: String,
}

/// The full tables. Some rows end one field short, closed and new schools after the address.
pub fn ks4(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let said = year_of_suffixes(&sheet.headings, "ATT8SCR");
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
        attainment: (sheet.column("ATT8SCR"), "ATT8SCR"),
        progress: (sheet.column("P8MEA"), "P8MEA"),
        cohort: sheet.column("TPUP"),
        progress_cohort: sheet.column("P8PUP"),
        disadvantaged: (sheet.column("ATT8SCR_FSM6CLA1A"), "ATT8SCR_FSM6CLA1A"),
        disadvantaged_cohort: sheet.column("TFSM6CLA1A"),
    };
    let earlier: Vec<(AcademicYear, Column)> = [year.before(), year.before().before()]
        .into_iter()
        .map(|year| (year, sheet.column(&format!("ATT8SCR_{:02}", year.0 % 100))))
        .filter(|(_, column)| column.is_some())
        .collect();
    let mut national: Option<Line> = None;
    let mut schools = Vec::new();
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        let record = line.text(record).into_owned();
        let Some(kind) = Record::read(&record, 4) else {
            to.reject(
                line.row,
                "RECTYPE",
                &record,
                "not a type of record that is known",
            );
            continue;
        };
        match kind {
            Record::Authority => to.skip("authority row"),
            Record::National | Record::NationalStateFunded => {
                to.skip("national row");
                if kind == Record::NationalStateFunded || national.is_none() {
                    national = Some(line);
                }
            }
            Record::Mainstream | Record::Special => {
                if to.ours(&line.text(la)) {
                    let Some(urn) = to.urn(&line, urn, "URN") else {
                        continue;
                    };
                    to.accept();
                    let mut pupils = one(&line, urn, &at, year, to);
                    for (year, column) in &earlier {
                        let heading = format!("ATT8SCR_{:02}", year.0 % 100);
                        if let Some(finding) = to.measure(&line, *column, &heading) {
                            pupils.earlier.push((*year, finding, None));
                        }
                    }
                    schools.push(pupils);
                } else if kind == Record::Mainstream {
                    others(&line, urn, &at, year, to);
                }
            }
        }
    }
    let figure = |column: Column| {
        let line = national.as_ref()?;
        number::hundredths(&line.text(column))
    };
    for one in &mut schools {
        for ((_, _, comparator), (_, column)) in one.earlier.iter_mut().zip(&earlier) {
            *comparator = figure(*column);
        }
    }
    let comparators = Comparators {
        attainment: figure(at.attainment.0),
        progress: figure(at.progress.0),
        disadvantaged: figure(at.disadvantaged.0),
        note: dated.note.clone(),
    };
    emit(to, schools, year, &dated, &comparators);
    Ok(())
}

/// A school of this authority.
pub fn one(
    line: &Line,
    urn: Urn,
    at: &Headings,
    year: AcademicYear,
    to: &mut Gathering<'_>,
) -> Pupils {
    let mut measure =
        |(column, heading): (Column, &str)| column.and_then(|_| to.measure(line, column, heading));
    let attainment = measure(at.attainment);
    let progress = measure(at.progress);
    let disadvantaged = measure(at.disadvantaged);
    let cohort = people(line, at.cohort);
    let disadvantaged_cohort = people(line, at.disadvantaged_cohort);
    for (measure, finding, cohort) in [
        (Measure::Attainment8, attainment, cohort),
        (
            Measure::Attainment8Disadvantaged,
            disadvantaged,
            disadvantaged_cohort,
        ),
    ] {
        if let Some(finding) = finding {
            to.plan.result(urn, true, measure, year, finding, cohort);
        }
    }
    Pupils {
        attainment,
        progress,
        cohort,
        progress_cohort: people(line, at.progress_cohort).or(cohort),
        disadvantaged,
        disadvantaged_cohort,
        ..Pupils::of(urn)
    }
}

/// A school elsewhere in a national file is there to rank ours.
pub fn others(line: &Line, urn: Column, at: &Headings, year: AcademicYear, to: &mut Gathering<'_>) {
    let urn = line
        .text(urn)
        .parse()
        .ok()
        .and_then(|urn: u32| Urn::try_from(urn).ok());
    let Some(urn) = urn else { return };
    for (measure, figure, cohort) in [
        (Measure::Attainment8, at.attainment.0, at.cohort),
        (
            Measure::Attainment8Disadvantaged,
            at.disadvantaged.0,
            at.disadvantaged_cohort,
        ),
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
        for (indicator, finding, cohort, comparator) in [
            (ATTAINMENT, one.attainment, one.cohort, national.attainment),
            (
                PROGRESS,
                one.progress,
                one.progress_cohort,
                national.progress,
            ),
        ] {
            let Some(finding) = finding else { continue };
            let seen = Observed {
                comparator: number_of(finding).and(comparator),
                cohort,
                ..seen(finding, dated.as_at)
            };
            to.reading(one.urn, indicator, seen, &words, &national.note);
        }
        for (year, finding, comparator) in one.earlier {
            let seen = Observed {
                comparator: number_of(finding).and(comparator),
                ..seen(finding, year.end())
            };
            let note = "from the tables of a later year";
            to.reading(one.urn, ATTAINMENT, seen, &year.words(), note);
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

/// The year a file is about.
pub fn settle(to: &mut Gathering<'_>, said: Option<AcademicYear>) -> (Dated, AcademicYear) {
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
    (dated, year)
}

/// The note of a national figure that no row of the file says.
pub const OF_FILE: &str = "national figure: mean of the file's schools by pupils";

/// Several tables of one year joined by a third party: results, absence and size of every secondary.
pub fn merged(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let (dated, year) = settle(to, None);
    let [la, urn, size, share] =
        ["LEA", "URN", "TOTPUPS", "PTFSM6CLA1A"].map(|heading| sheet.column(heading));
    let absence = [("PERCTOT", OVERALL), ("PPERSABS10", PERSISTENT)]
        .map(|(heading, indicator)| (sheet.column(heading), heading, indicator));
    let at = Headings {
        attainment: (sheet.column("ATT8SCR"), "ATT8SCR"),
        progress: (sheet.column("P8MEA"), "P8MEA"),
        // The table has whole schools only; nothing says how many were in the year.
        cohort: None,
        progress_cohort: None,
        disadvantaged: (sheet.column("ATT8SCR_FSM6CLA1A"), "ATT8SCR_FSM6CLA1A"),
        disadvantaged_cohort: None,
    };
    let mut means = [Mean::default(); 5];
    let mut schools = Vec::new();
    let mut away = Vec::new();
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        let pupils = people(&line, size).unwrap_or_default();
        let share = number::hundredths(&line.text(share)).unwrap_or_default();
        let poorer = u32::try_from(u64::from(pupils) * u64::from(share.unsigned_abs()) / 10_000)
            .unwrap_or_default();
        let columns = [at.attainment.0, at.progress.0, absence[0].0, absence[1].0];
        for (at, column) in columns.into_iter().enumerate() {
            if let Some(number) = number::hundredths(&line.text(column)) {
                means[at].add(number, pupils);
            }
        }
        if let Some(number) = number::hundredths(&line.text(at.disadvantaged.0)) {
            means[4].add(number, poorer);
        }
        if !to.ours(&line.text(la)) {
            others(&line, urn, &at, year, to);
            continue;
        }
        let Some(school) = to.urn(&line, urn, "URN") else {
            continue;
        };
        to.accept();
        schools.push(one(&line, school, &at, year, to));
        for (column, heading, indicator) in absence {
            if let Some(finding) = to.measure(&line, column, heading) {
                away.push((school, indicator, finding));
            }
        }
    }
    let of = |mean: Mean| mean.of(NATIONAL_SECONDARIES);
    let national = Comparators {
        attainment: of(means[0]),
        progress: of(means[1]),
        disadvantaged: of(means[4]),
        note: OF_FILE.into(),
    };
    emit(to, schools, year, &dated, &national);
    for (urn, indicator, finding) in away {
        let mean = if indicator == OVERALL {
            means[2]
        } else {
            means[3]
        };
        let seen = Observed {
            comparator: number_of(finding).and(of(mean)),
            ..seen(finding, dated.as_at)
        };
        to.reading(urn, indicator, seen, &year.words(), OF_FILE);
    }
    Ok(())
}
