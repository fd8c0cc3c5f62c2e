//! Pupils: the school census in the old performance tables and in the statistics by school.

use domain::schools::{Key, Observed};

use super::gias::ROLL;
use super::limits::Refused;
use super::period::{AcademicYear, Dated};
use super::plan::{Gathering, Mean, number_of, people, seen};
use super::read::{Column, Sheet};

/// Share of pupils eligible for free meals at any time in six years; kept with its year.
const DISADVANTAGED: Key = Key::of("fsm6");

/// `URN, LA, …, NOR, …, PNUMFSMEVER`; national rows have `NAT` for URN.
pub fn tables(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let [la, nor, meals] = ["LA", "NOR", "PNUMFSMEVER"].map(|heading| sheet.column(heading));
    let known = to.known;
    let dated = Dated::year(
        None,
        &to.report.file,
        known.as_at,
        known.today,
        AcademicYear::census,
    );
    to.dated(&dated);
    rows(sheet, to, la, nor, (meals, "PNUMFSMEVER"), dated)
}

/// `urn, headcount of pupils, % of pupils known to be eligible for free school meals, …`.
pub fn long(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let la = sheet.any(&["old_la_code", "la_code", "LA (code)"]);
    let nor = sheet.column("headcount of pupils");
    let meals = "% of pupils known to be eligible for free school meals";
    let meals = (sheet.column(meals), meals);
    let known = to.known;
    let dated = Dated::year(
        None,
        &to.report.file,
        known.as_at,
        known.today,
        AcademicYear::census,
    );
    to.dated(&dated);
    rows(sheet, to, la, nor, meals, dated)
}

fn rows(
    sheet: &mut Sheet<'_>,
    to: &mut Gathering<'_>,
    la: Column,
    nor: Column,
    meals: (Column, &str),
    dated: Dated,
) -> Result<(), Refused> {
    let urn = sheet.column("URN");
    let mut mean = Mean::default();
    let mut schools = Vec::new();
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        if line.text(urn) == "NAT" {
            to.skip("national row");
            continue;
        }
        let Some(urn) = to.urn(&line, urn, "URN") else {
            continue;
        };
        let pupils = people(&line, nor);
        let share = super::number::hundredths(&line.text(meals.0));
        if let (Some(share), Some(pupils)) = (share, pupils) {
            mean.add(share, pupils);
        }
        if la.is_some() {
            if !to.ours(&line.text(la)) {
                continue;
            }
        } else if !to.is_known(urn) {
            to.skip("not in the register of this authority");
            continue;
        }
        to.accept();
        let roll = to.measure(&line, nor, "NOR");
        let share = to.measure(&line, meals.0, meals.1);
        to.plan.has_census = true;
        schools.push((urn, pupils, roll, share));
    }
    let national = mean.of(super::plan::NATIONAL_PRIMARIES);
    let period = dated.period.clone();
    for (urn, pupils, roll, share) in schools {
        if let Some(finding) = roll {
            to.reading(urn, ROLL, seen(finding, dated.as_at), &period, &dated.note);
        }
        if let Some(finding) = share {
            let seen = Observed {
                comparator: number_of(finding).and(national),
                cohort: pupils,
                ..seen(finding, dated.as_at)
            };
            to.reading(urn, DISADVANTAGED, seen, &period, &dated.note);
        }
    }
    Ok(())
}
