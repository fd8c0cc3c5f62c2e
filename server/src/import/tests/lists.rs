//! Lists of schools: a dated marker while they are on it, and one when they have left it.

use domain::schools::{Finding, Key};
use time::macros::date;

use super::{file, known, readings, run};
use crate::import::{Telling, read_all};

const RISE: &str = "\u{FEFF}School URN,School Name,Region,Local Authority,Phase of Education,School Type\r\n\
    100001,Quarry Lane Primary,Yorkshire,Made-up Vale,Primary,Community school\r\n\
    100009,Far Primary,Yorkshire,Elsewhere,Primary,Community school\r\n";

#[test]
fn a_school_on_a_list_is_marked_with_the_day_of_the_list_and_unmarked_by_the_next() {
    let first = run(&[file("rise_2025-09.csv", RISE)]);
    let report = &first.files[0].report;
    assert_eq!((report.rows, report.accepted), (2, 1));
    assert!(report.layout.contains("30 Sep 2025"), "{}", report.layout);
    let listed = readings(&first, 100_001, "rise")[0];
    assert_eq!(listed.finding, Finding::choice(Key::of("listed")));
    assert_eq!(listed.as_at, date!(2025 - 09 - 30));

    let mut known = known();
    known.readings = first.files[0].plan.readings.clone();
    let next = RISE.replace("100001", "100002");
    let telling = Telling::nobody();
    let second = read_all(known.clone(), &[file("rise_2026-03.csv", next)], &telling);
    let left = readings(&second, 100_001, "rise")[0];
    assert_eq!(left.finding, Finding::choice(Key::of("not_listed")));
    assert_eq!(left.as_at, date!(2026 - 03 - 31));
    assert_eq!(readings(&second, 100_002, "rise").len(), 1);
    // An older list says nothing of who left.
    let older = file("rise_2025-01.csv", RISE.replace("100001", "100002"));
    let older = read_all(known, &[older], &telling);
    assert!(readings(&older, 100_001, "rise").is_empty());
}

#[test]
fn a_list_without_a_day_says_that_it_has_none() {
    let list = "URN,Local Authority,School name,School type,Administrative district\n100001,Made-up Vale,Quarry Lane Primary,Community school,Overbeck\n";
    let run = run(&[file("premium.csv", list)]);
    let (_, reading) = &run.files[0].plan.readings[0];
    assert_eq!(reading.indicator, Key::of("high_premium"));
    assert_eq!(reading.seen.as_at, super::TODAY);
    assert!(
        reading.from.note.contains("names no day"),
        "{}",
        reading.from.note
    );
}
