//! Results in the long form published since 2024.

use domain::schools::{Finding, Unknown};
use time::macros::date;

use super::{file, readings, run};

const KS2: &str = "time_period,time_identifier,geographic_level,old_la_code,school_urn,establishment_type_group,breakdown_topic,breakdown,subject,expected_standard_pupil_percent,progress_measure_score\n\
    202425,Academic year,National,,,All state-funded,All pupils,Total,\"Reading, writing and maths\",62,z\n\
    202425,Academic year,National,,,Academies,All pupils,Total,\"Reading, writing and maths\",63,z\n\
    202425,Academic year,National,,,All state-funded,Disadvantage status,Disadvantaged,\"Reading, writing and maths\",47,z\n\
    202425,Academic year,Local authority,380,,All state-funded,All pupils,Total,\"Reading, writing and maths\",58,z\n\
    202425,Academic year,School,380,100001,Community,All pupils,Total,\"Reading, writing and maths\",51,z\n\
    202425,Academic year,School,380,100001,Community,All pupils,Total,\"Grammar, punctuation and spelling\",70,z\n\
    202425,Academic year,School,380,100001,Community,Sex,Girls,\"Reading, writing and maths\",60,z\n\
    202425,Academic year,School,380,100001,Community,Disadvantage status,Disadvantaged,\"Reading, writing and maths\",c,z\n\
    202223,Academic year,School,380,100001,Community,All pupils,Total,Reading,61,1.2\n\
    202223,Academic year,School,380,100001,Community,All pupils,Total,Writing,60,-0.4\n\
    202223,Academic year,School,380,100001,Community,All pupils,Total,Maths,66,0.3\n\
    202425,Academic year,School,999,100009,Community,All pupils,Total,\"Reading, writing and maths\",75,z\n\
    2024,Academic year,School,380,10x,Community,All pupils,Total,\"Reading, writing and maths\",75,z\n";

#[test]
fn key_stage_two_rows_of_one_school_and_year_are_brought_together() {
    let run = run(&[file("ks2.csv", KS2)]);
    let report = &run.files[0].report;
    assert_eq!(report.reason, None);
    assert_eq!(report.recognised_as.as_deref(), Some("ks2"));
    assert!(
        report.layout.ends_with("2022-23, 2024-25"),
        "{}",
        report.layout
    );
    assert_eq!((report.rows, report.accepted), (13, 5));
    assert_eq!(
        (report.rejected[0].row, report.rejected[0].column.as_str()),
        (14, "school_urn")
    );

    let now = readings(&run, 100_001, "I10")[0];
    assert_eq!(now.finding, Finding::number(5100));
    assert_eq!(now.comparator, Some(6200));
    assert_eq!(now.as_at, date!(2025 - 08 - 31));
    // Disadvantaged pupils' figure is suppressed, and so is the gap.
    let gap = readings(&run, 100_001, "I20")[0];
    assert_eq!(gap.finding, Finding::Unknown(Unknown::Suppressed));
    // Progress was last published for 2022/23; the three subjects make one reading of that year.
    let progress = readings(&run, 100_001, "I13");
    assert_eq!(progress.len(), 1);
    assert_eq!(progress[0].as_at, date!(2023 - 08 - 31));
}

const KS4: &str = "time_period,time_identifier,geographic_level,school_urn,breakdown_topic,breakdown,disadvantage_status,sex,first_language,pupil_count,attainment8_average,progress8_average\n\
    202324,Academic year,National,,Total,Total,Total,Total,Total,610000,46.1,-0.03\n\
    202324,Academic year,National,,Disadvantage status,Disadvantaged,Disadvantaged,Total,Total,150000,34.6,-0.57\n\
    202324,Academic year,School,100002,Total,Total,Total,Total,Total,181,41.7,-0.46\n\
    202324,Academic year,School,100002,Disadvantage status,Disadvantaged,Disadvantaged,Total,Total,52,30.1,-0.9\n\
    202324,Academic year,School,100002,Sex,Boys,Total,Boys,Total,90,99,9\n\
    202425,Academic year,School,100002,Total,Total,Total,Total,Total,176,43,z\n\
    202425,Academic year,School,100010,Total,Total,Total,Total,Total,176,43,z\n";

#[test]
fn key_stage_four_rows_are_read_for_all_and_for_disadvantaged_pupils_alone() {
    let run = run(&[file("ks4.csv", KS4)]);
    let report = &run.files[0].report;
    assert_eq!(report.reason, None);
    assert_eq!(report.recognised_as.as_deref(), Some("ks4"));
    assert_eq!((report.rows, report.accepted), (7, 3));

    let attainment = readings(&run, 100_002, "att8");
    assert_eq!(attainment[0].finding, Finding::number(4170));
    assert_eq!(
        (attainment[0].comparator, attainment[0].cohort),
        (Some(4610), Some(181))
    );
    assert_eq!(attainment[1].finding, Finding::number(4300));
    let progress = readings(&run, 100_002, "I14");
    assert_eq!(progress[0].finding, Finding::number(-46));
    // There is no Progress 8 of 2024/25 for anybody.
    assert_eq!(
        progress[1].finding,
        Finding::Unknown(Unknown::NotApplicable)
    );
    assert_eq!(readings(&run, 100_002, "I20")[0].cohort, Some(52));
}
