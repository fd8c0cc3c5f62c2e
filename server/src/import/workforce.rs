//! The school workforce: kept for the school's page; no indicator of the scheme reads it yet.

use domain::schools::Key;

use super::limits::Refused;
use super::period::{AcademicYear, Dated};
use super::plan::{Gathering, seen};
use super::read::Sheet;

/// Pupils to a teacher.
const RATIO: Key = Key::of("pupil_teacher");
/// Teachers, full-time equivalent.
const TEACHERS: Key = Key::of("teachers");

/// Teachers and the pupil to teacher ratio of each school.
pub fn tables(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let [la, urn] = ["LA Number", "URN"].map(|heading| sheet.column(heading));
    let columns = [
        ("Pupil: Teacher Ratio", RATIO),
        ("Total Number of Teachers (Full-Time Equivalent)", TEACHERS),
    ];
    let known = to.known;
    let dated = Dated::year(
        None,
        &to.report.file,
        known.as_at,
        known.today,
        AcademicYear::end,
    );
    to.dated(&dated);
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        if !to.ours(&line.text(la)) {
            continue;
        }
        let Some(urn) = to.urn(&line, urn, "URN") else {
            continue;
        };
        to.accept();
        for (heading, key) in columns {
            let column = sheet.column(heading);
            if column.is_none() {
                continue;
            }
            if let Some(finding) = to.measure(&line, column, heading) {
                to.reading(
                    urn,
                    key,
                    seen(finding, dated.as_at),
                    &dated.period,
                    &dated.note,
                );
            }
        }
    }
    Ok(())
}
