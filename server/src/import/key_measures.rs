//! Results in a reduced national form: no authority and no national row, the year in each row, marks
//! emptied but for `LOWCOV`.

use domain::schools::{Finding, Unknown};

use super::limits::Refused;
use super::number;
use super::performance::{Comparators, Pupils, emit};
use super::period::{AcademicYear, Dated};
use super::plan::{Gathering, Mean, Measure, NATIONAL_PRIMARIES, NATIONAL_SECONDARIES, people};
use super::read::Sheet;
use super::secondary;

/// Reads it; the national figure is the mean of its schools by pupils, where it is England's.
pub fn ks2(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let [urn, cohort, rwm, said] = ["URN", "KS2 Pupils", "Overall Meet Std", "Academic Year"]
        .map(|heading| sheet.column(heading));
    let subjects = ["Reading", "Writing", "Maths"];
    let scores = subjects.map(|subject| sheet.column(&format!("{subject} Progress")));
    let bands = subjects.map(|subject| sheet.column(&format!("{subject} Progress Band")));
    let mut mean = Mean::default();
    let mut schools = Vec::new();
    let mut settled: Option<(Dated, AcademicYear)> = None;
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        let (_, year) = settled.get_or_insert_with(|| {
            let said = AcademicYear::read(&line.text(said));
            let dated = Dated::year(
                said,
                &to.report.file,
                to.known.as_at,
                to.known.today,
                AcademicYear::end,
            );
            to.dated(&dated);
            let year =
                AcademicYear::read(&dated.period).unwrap_or_else(|| AcademicYear::of(dated.as_at));
            (dated, year)
        });
        let year = *year;
        let Some(urn) = to.urn(&line, urn, "URN") else {
            continue;
        };
        let pupils = people(&line, cohort);
        let figure = number::hundredths(&line.text(rwm));
        if let (Some(figure), Some(pupils)) = (figure, pupils) {
            mean.add(figure, pupils);
        }
        let ours = to.is_known(urn);
        if let Some(figure) = figure.filter(|_| !ours) {
            to.plan.result(
                urn,
                ours,
                Measure::Rwm,
                year,
                Finding::number(figure),
                pupils,
            );
        }
        if !ours {
            to.skip("not in the register of this authority");
            continue;
        }
        to.accept();
        let rwm = to.measure(&line, rwm, "Overall Meet Std");
        if let Some(finding) = rwm {
            to.plan
                .result(urn, ours, Measure::Rwm, year, finding, pupils);
        }
        let progress = std::array::from_fn(|at| {
            if line.text(scores[at]).is_empty() && line.text(bands[at]) == "LOWCOV" {
                let finding = Finding::Unknown(Unknown::LowCoverage);
                to.count(finding);
                return Some(finding);
            }
            to.measure(&line, scores[at], &format!("{} Progress", subjects[at]))
        });
        schools.push(Pupils {
            urn,
            rwm,
            cohort: pupils,
            progress,
            disadvantaged: None,
            disadvantaged_cohort: None,
            earlier: Vec::new(),
        });
    }
    if let Some((dated, year)) = settled {
        let rwm = mean.of(NATIONAL_PRIMARIES);
        let note = match rwm {
            Some(_) => "national figure: mean of the file's schools by pupils".to_owned(),
            None => dated.note.clone(),
        };
        let national = Comparators {
            rwm,
            disadvantaged: None,
            earlier: Vec::new(),
            note,
        };
        emit(to, schools, year, &dated, &national);
    }
    Ok(())
}

// ---- key stage 4 -----------------------------------------------------------------------------------

/// The same of key stage 4.
pub fn ks4(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let [urn, said] = ["URN", "Academic Year"].map(|heading| sheet.column(heading));
    let cohort = sheet.column("KS4 Pupils");
    let at = secondary::Headings {
        attainment: (sheet.column("Attainment 8"), "Attainment 8"),
        progress: (sheet.column("Progress 8"), "Progress 8"),
        cohort,
        progress_cohort: cohort,
        disadvantaged: (None, ""),
        disadvantaged_cohort: None,
    };
    let mut means = [Mean::default(); 2];
    let mut schools = Vec::new();
    let mut settled = None;
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        if settled.is_none() {
            settled = Some(secondary::settle(to, AcademicYear::read(&line.text(said))));
        }
        let Some((_, year)) = settled else { continue };
        let Some(school) = to.urn(&line, urn, "URN") else {
            continue;
        };
        let pupils = people(&line, cohort).unwrap_or_default();
        // Independent schools have no Progress 8, and their few entries are no part of the mean.
        let progress = number::hundredths(&line.text(at.progress.0));
        let attainment = number::hundredths(&line.text(at.attainment.0));
        if let (Some(attainment), Some(progress)) = (attainment, progress) {
            means[0].add(attainment, pupils);
            means[1].add(progress, pupils);
        }
        if to.is_known(school) {
            to.accept();
            schools.push(secondary::one(&line, school, &at, year, to));
        } else {
            if progress.is_some() {
                secondary::others(&line, urn, &at, year, to);
            }
            to.skip("not in the register of this authority");
        }
    }
    let Some((dated, year)) = settled else {
        return Ok(());
    };
    let national = secondary::Comparators {
        attainment: means[0].of(NATIONAL_SECONDARIES),
        progress: means[1].of(NATIONAL_SECONDARIES),
        disadvantaged: None,
        note: secondary::OF_FILE.into(),
    };
    secondary::emit(to, schools, year, &dated, &national);
    Ok(())
}
