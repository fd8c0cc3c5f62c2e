//! What made-up files say, reading by reading.
//!
//! Long because each layout has its own cases.

use domain::schools::{Finding, Governance, Key, Place, Status, Unknown};
use time::macros::date;

use super::{file, gzip, readings, report, run, urn, workbook};

fn choice(key: &'static str) -> Finding {
    Finding::choice(Key::of(key))
}

#[test]
fn a_register_gives_schools_rolls_and_old_grades_and_says_what_it_left_out() {
    let run = run(&[file("x", *include_bytes!("gias.csv"))]);
    let loaded = &run.files[0];
    let report = &loaded.report;
    assert_eq!(report.recognised_as.as_deref(), Some("gias"));
    assert_eq!((report.rows, report.accepted), (6, 3));
    assert_eq!(report.rejected.len(), 1);
    assert_eq!(
        (report.rejected[0].row, report.rejected[0].value.as_str()),
        (7, "abc")
    );
    let [open, closed, closing] = loaded.plan.schools.as_slice() else {
        panic!("three schools");
    };
    assert_eq!(open.name, "Quarry Lane Primary");
    assert_eq!(open.opened, None);
    assert_eq!(
        open.place,
        Some(Place {
            easting: 416_000,
            northing: 433_000
        })
    );
    assert_eq!((open.roll, open.disadvantaged), (Some(212), Some(2150)));
    assert_eq!(open.federation.as_deref(), Some("Two Becks Federation"));
    assert_eq!(
        (open.diocese.as_deref(), open.faith.as_deref()),
        (None, None)
    );
    assert_eq!(closed.status, Status::Closed);
    assert_eq!(closed.closed, Some(date!(2021 - 08 - 31)));
    assert_eq!(closing.status, Status::Closing);
    assert_eq!(closing.governance, Governance::Academy);
    assert_eq!((closing.place, closing.roll), (None, Some(1163)));
    assert_eq!(readings(&run, 100_001, "I01")[0].finding, choice("good"));
    assert_eq!(
        readings(&run, 100_004, "I01")[0].finding,
        choice("inadequate")
    );
    assert_eq!(readings(&run, 100_004, "I04")[0].finding, choice("sm"));
}

#[test]
fn an_inspection_list_with_a_preamble_gives_three_generations() {
    let run = run(&[file("mi_2026-02-28.csv", *include_bytes!("ofsted.csv"))]);
    let report = &run.files[0].report;
    assert_eq!((report.rows, report.accepted), (4, 3));
    assert_eq!(report.rejected, []);
    assert_eq!(
        readings(&run, 100_001, "I03")[0].finding,
        choice("attention")
    );
    let overall = readings(&run, 100_001, "I01");
    assert_eq!(overall[0].finding, choice("good"));
    assert_eq!(overall[1].finding, Finding::Unknown(Unknown::NotApplicable));
    assert_eq!(
        readings(&run, 100_001, "I06")[0].finding,
        Finding::number(14)
    );
    assert_eq!(readings(&run, 100_002, "I02")[0].finding, choice("stuck"));
    assert_eq!(readings(&run, 100_002, "I04")[0].finding, choice("none"));
    assert_eq!(
        readings(&run, 100_003, "I05")[0].finding,
        choice("concerns")
    );
    assert_eq!(
        readings(&run, 100_003, "I06")[0].finding,
        Finding::Unknown(Unknown::NotAvailable)
    );
    let link = &run.files[0].plan.links[0];
    assert_eq!((link.urn, link.predecessor), (urn(100_002), urn(100_900)));
}

#[test]
fn the_grade_before_may_come_from_another_file_given_first_or_last() {
    let list = include_str!("ofsted.csv").replace(
        "Requires Improvement S5 Reinspection Visit 1",
        "S5 Inspection",
    );
    let list = file("mi.csv", list);
    let grades = file(
        "g.csv",
        "URN,Rating,Inspection Date\r\n100002,Requires Improvement,20190312\r\n100002,Satisfactory,20100501\r\n",
    );
    assert_eq!(
        readings(&run(std::slice::from_ref(&list)), 100_002, "I02")[0].finding,
        choice("some_ri")
    );
    for sources in [[list.clone(), grades.clone()], [grades, list]] {
        assert_eq!(
            readings(&run(&sources), 100_002, "I02")[0].finding,
            choice("stuck")
        );
    }
}

#[test]
fn absence_is_compared_with_the_national_row_of_its_phase() {
    let text = "\u{feff}LA,ESTAB,URN,PERCTOT,PPERSABS10\r\n\
        380,2000,100001,5.2,SUPP\r\n380,4000,100002,x1,9\r\n201,1,100999,1,1\r\n\
        NAT,PRI,,5.9,16.2\r\nNAT,SEC,,9,26.5";
    let run = run(&[file("2022-2023_a.csv.gz", gzip(text.as_bytes()))]);
    let report = &run.files[0].report;
    assert_eq!((report.rows, report.accepted), (5, 2));
    assert_eq!(report.layout, "performance tables 2022-23");
    assert_eq!(report.encoding, "utf-8-bom");
    assert_eq!(report.rejected[0].row, 3);
    assert_eq!(report.rejected[0].reason, "not a number");
    assert_eq!((report.values.known, report.values.suppressed), (2, 1));
    let overall = readings(&run, 100_001, "I30")[0];
    assert_eq!(
        (overall.finding, overall.comparator),
        (Finding::number(520), Some(590))
    );
    assert_eq!(overall.as_at, date!(2023 - 08 - 31));
    let persistent = readings(&run, 100_001, "I31")[0];
    assert_eq!(persistent.finding, Finding::Unknown(Unknown::Suppressed));
    assert_eq!(readings(&run, 100_002, "I30"), []);
    assert_eq!(readings(&run, 100_002, "I31")[0].comparator, Some(2650));
}

#[test]
fn the_long_form_of_absence_counts_whole_years_only() {
    let text = "time_period,time_identifier,geographic_level,old_la_code,education_phase,school_urn,enrolments,sess_overall_percent,enrolments_pa_10_exact_percent\n\
        202324,Academic year,National,,State-funded primary,,4000000,5.5,14.6\n\
        202324,Academic year,School,380,State-funded primary,100001,210,6.25,c\n\
        202324,Autumn term,School,380,State-funded primary,100001,210,9,9\n";
    let run = run(&[file("absence.csv", text)]);
    assert_eq!(run.files[0].report.accepted, 1);
    let overall = readings(&run, 100_001, "I30")[0];
    assert_eq!(
        (overall.finding, overall.comparator, overall.cohort),
        (Finding::number(625), Some(550), Some(210))
    );
    assert_eq!(
        readings(&run, 100_001, "I31")[0].finding,
        Finding::Unknown(Unknown::Suppressed)
    );
}

const KS2: &str = "RECTYPE,LEA,ESTAB,URN,SCHNAME,TFSM6CLA1A,TELIG,PTRWM_EXP,READPROG,WRITPROG,MATPROG,PTRWM_EXP_FSM6CLA1A,PTRWM_EXP_3YR,TELIG_3YR,TELIG_18,PTRWM_EXP_18,TELIG_17,PTRWM_EXP_17\r\n\
    1,380,2000,100001,Quarry Lane,9,30,50%,-2.6,0,-2.6,SUPP,61%,88,29,60%,29,66%\r\n\
    1,380,2001,100004,Prince Osric's\r\n\
    3, ,380, , ,300,3000,64%,0,0,0,50%,63%,1,1,63%,1,60%\r\n\
    4, , , , ,200000,600000,65%, , , ,51%,63%,1,1,64%,1,61%\r\n\
    5, , , , ,200000,600000,66%, , , ,52%,63%,1,1,65%,1,62%\r\n";

#[test]
fn full_key_stage_2_tables_give_the_year_the_years_before_and_why_a_rank_is_not_known() {
    let run = run(&[file("any name.csv", KS2)]);
    let report = &run.files[0].report;
    assert_eq!(
        (report.rows, report.accepted, report.rejected.len()),
        (5, 2, 0)
    );
    assert_eq!(report.layout, "performance tables, full 2018-19");
    let results = readings(&run, 100_001, "I10");
    let figures: Vec<_> = results
        .iter()
        .map(|one| (one.finding, one.comparator, one.cohort))
        .collect();
    assert_eq!(
        figures,
        [
            (Finding::number(5000), Some(6600), Some(30)),
            (Finding::number(6000), Some(6500), Some(29)),
            (Finding::number(6600), Some(6200), Some(29)),
        ]
    );
    assert_eq!(
        readings(&run, 100_001, "I13")[0].finding,
        choice("two_below")
    );
    assert_eq!(
        readings(&run, 100_001, "I20")[0].finding,
        Finding::Unknown(Unknown::Suppressed)
    );
    assert_eq!(
        readings(&run, 100_001, "I12")[0].finding,
        Finding::Unknown(Unknown::Suppressed)
    );
    assert_eq!(
        readings(&run, 100_001, "I11")[0].finding,
        Finding::Unknown(Unknown::NoComparator)
    );
    // 50 less 66 is 16 below; two years before it was 4 above.
    let trend = readings(&run, 100_001, "I16");
    assert_eq!(
        trend.iter().map(|one| one.finding).collect::<Vec<_>>(),
        [Finding::number(-900), Finding::number(-2000)]
    );
    // A closed school's row stops after its address: not available, and no figure made up.
    assert_eq!(
        readings(&run, 100_004, "I10")[0].finding,
        Finding::Unknown(Unknown::NotAvailable)
    );
}

#[test]
fn progress_8_is_read_with_its_own_pupils_and_marks_keep_their_reasons() {
    let text = "RECTYPE,LEA,ESTAB,URN,TPUP,P8PUP,ATT8SCR,P8MEA,ATT8SCR_FSM6CLA1A,TFSM6CLA1A,ATT8SCR_18\n\
        1,380,4000,100002,150,140,45.1,-0.26,38.2,40,47.1\n2,380,7000,100003,6,,SUPP,NE,NP,\n\
        5,,,,600000,,44.7,,,,\n7,,,,540000,,46.7,-0.03,36.7,,46.5\n";
    let run = run(&[file("a.csv", text)]);
    assert_eq!(run.files[0].report.rejected, []);
    let progress = readings(&run, 100_002, "I14")[0];
    assert_eq!(
        (progress.finding, progress.cohort, progress.comparator),
        (Finding::number(-26), Some(140), Some(-3))
    );
    assert_eq!(
        readings(&run, 100_002, "I20")[0].finding,
        Finding::number(-150)
    );
    assert_eq!(
        readings(&run, 100_002, "I16")[0].finding,
        Finding::number(-160 - 60)
    );
    assert_eq!(
        readings(&run, 100_003, "I14")[0].finding,
        Finding::Unknown(Unknown::NotApplicable)
    );
    assert_eq!(
        readings(&run, 100_003, "I15")[0].finding,
        Finding::Unknown(Unknown::Suppressed)
    );
    let values = run.files[0].report.values;
    assert_eq!(
        (values.known, values.suppressed, values.not_applicable),
        (4, 1, 2)
    );
}

/// A country of schools whose results rise with their number, ours among them.
fn country(year: u16, low: &str) -> String {
    let mut text = String::from(
        "URN,KS2 Pupils,Reading Progress,Reading Progress Band,Writing Progress,Writing Progress Band,Maths Progress,Maths Progress Band,Overall Meet Std,Academic Year\n",
    );
    for at in 0..12_000_u32 {
        let result = 20 + at * 60 / 12_000;
        text.push_str(&format!(
            "{},30,0,3,0,3,0,3,{result}%,{year}\n",
            200_000 + at
        ));
    }
    text.push_str(&format!("100001,30,,LOWCOV,0,3,0,3,{low},{year}\n"));
    text
}

#[test]
fn ranks_averages_and_trends_come_from_national_files_read_together() {
    let run = run(&[
        file("a.csv", country(2018, "25%")),
        file("b.csv", country(2017, "30%")),
    ]);
    let one = readings(&run, 100_001, "I10");
    // The mean of the file: 20 to 79 in equal parts.
    assert_eq!(
        (one[0].finding, one[0].comparator),
        (Finding::number(2500), Some(4950))
    );
    let rank = readings(&run, 100_001, "I11");
    assert_eq!(rank.len(), 1);
    assert_eq!(rank[0].cohort, Some(60));
    // 27.5 on average: 8 of 60 steps lie below.
    assert_eq!(rank[0].finding, Finding::number(1333));
    assert_eq!(
        readings(&run, 100_001, "I16")[0].finding,
        Finding::number(-500)
    );
    assert_eq!(
        readings(&run, 100_001, "I13")[0].finding,
        Finding::Unknown(Unknown::LowCoverage)
    );
}

#[test]
fn a_balance_that_is_only_the_years_own_is_not_taken_for_the_reserve() {
    let own = "URN,Income,Expenditure,Balance,Academic Year\n100001,1000000,1050000,-50000,2018\n100002,100,90,10,2018\n";
    let with_reserve = "URN,Total Income,Total Expenditure,Revenue reserve,Year\n100001,1000000,1050000,-49000,2018\n";
    let run_own = run(&[file("cfr.csv", own)]);
    assert_eq!(
        readings(&run_own, 100_001, "I61")[0].finding,
        Finding::number(-500)
    );
    assert_eq!(readings(&run_own, 100_001, "I60"), []);
    assert!(run_own.files[0].report.layout.contains("I60"));
    let run = run(&[file("cfr.csv", with_reserve)]);
    assert_eq!(
        readings(&run, 100_001, "I60")[0].finding,
        Finding::number(-490)
    );
    assert_eq!(
        readings(&run, 100_001, "I60")[0].as_at,
        date!(2018 - 03 - 31)
    );
}

#[test]
fn a_roll_is_compared_with_the_census_a_year_before() {
    let census = |name: &str, roll: u32| {
        let text = format!(
            "URN,LA,Estab,NOR,PNUMFSMEVER\n100001,380,2000,{roll},21.9%\n100002,380,4000,NA,NA\nNAT,,PRI,4647851,25.9%\n"
        );
        file(name, text)
    };
    let run = run(&[
        census("2022-2023_census.csv", 377),
        census("2021-2022_census.csv", 420),
    ]);
    let change = readings(&run, 100_001, "I64");
    assert_eq!(change.len(), 1);
    assert_eq!(change[0].finding, Finding::number(-1024));
    assert_eq!(change[0].as_at, date!(2023 - 01 - 19));
    assert_eq!(
        readings(&run, 100_001, "fsm6")[0].finding,
        Finding::number(2190)
    );
}

#[test]
fn links_are_predecessors_whichever_end_says_so() {
    let text = "\"URN\",\"LinkURN\",\"LinkName\",\"LinkType\",\"LinkEstablishedDate\"\r\n\
        100001,100800,\"Old School\",\"Predecessor\",\"01-09-2014\"\r\n\
        100801,100002,\"Fell Academy\",\"Successor - merged\",\"\"\r\n\
        100001,100900,\"Sixth Form\",\"Sixth Form Centre Link\",\"\"\r\n\
        300001,300002,\"Elsewhere\",\"Predecessor\",\"\"\r\n";
    let run = run(&[file("links.csv", text)]);
    let links: Vec<_> = run.files[0]
        .plan
        .links
        .iter()
        .map(|link| (link.urn, link.predecessor, link.on))
        .collect();
    assert_eq!(
        links,
        [
            (urn(100_001), urn(100_800), Some(date!(2014 - 09 - 01))),
            (urn(100_002), urn(100_801), None),
        ]
    );
    assert_eq!(run.files[0].report.accepted, 2);
}

#[test]
fn own_values_are_checked_against_the_scheme() {
    let text = "urn;indicator;period;value;cohort;source;as_at;note\n\
        100001;I18;2025/26;71.5;30;Phonics return;2026-07-01;\n\
        100001;I40;;acting;;Officer;2026-09-01;since July\n\
        100001;I40;;fine;;Officer;2026-09-01;\n\
        100001;I99;;1;;Officer;2026-09-01;\n\
        100001;I17;;c;8;Profile;2026-07-01;\n\
        100001;I18;;70;30;Phonics return;soon;\n";
    let run = run(&[file("own.csv", text)]);
    let report = &run.files[0].report;
    assert_eq!((report.rows, report.accepted), (6, 3));
    let rows: Vec<_> = report
        .rejected
        .iter()
        .map(|one| (one.row, one.column.as_str()))
        .collect();
    assert_eq!(rows, [(4, "value"), (5, "indicator"), (7, "as_at")]);
    assert_eq!(
        readings(&run, 100_001, "I18")[0].finding,
        Finding::number(7150)
    );
    assert_eq!(
        readings(&run, 100_001, "I17")[0].finding,
        Finding::Unknown(Unknown::Suppressed)
    );
}

#[test]
fn a_workbook_and_tabs_are_read_as_text_is() {
    let rows: &[&[&str]] = &[
        &["Made up", "", "", "", ""],
        &["LA", "ESTAB", "URN", "PERCTOT", "PPERSABS10"],
        &["380", "2000", "100001", "5.2", "9.8"],
    ];
    let book = run(&[file("2022-2023.xlsx", workbook(rows))]);
    assert_eq!(book.files[0].report.reason, None);
    assert_eq!(book.files[0].report.encoding, "xlsx");
    assert_eq!(
        readings(&book, 100_001, "I30")[0].finding,
        Finding::number(520)
    );
    let text: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
    assert_eq!(report("a.tsv", text.join("\n")).accepted, 1);
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_numbers_them() {
    let text = "LA,ESTAB,URN,PERCTOT,PPERSABS10\n380,2000,100001,5,\"9\n\"\n\n380,2001,bad,5,9\n";
    let report = report("a.csv", text);
    assert_eq!(report.rejected[0].row, 4);
}
