//! The Bradford scheme, boundary by boundary.

use domain::calendar::Date;
use domain::meetings::{Decision, DecisionFault, check};
use domain::risk::{
    Band, Categorisation, Judged, Level, Owner, Scheme, categorise, counterfactuals, effective,
    explain, next_lines, sure, sure_words,
};
use domain::schools::{Evidence, Finding, Key, Observed, Phase, Setting, Unknown};
use time::macros::date;

const TODAY: Date = date!(2026 - 11 - 22);
const P1: Band = Band(0);
const P2: Band = Band(1);
const P3: Band = Band(2);
const P4: Band = Band(3);

fn bradford() -> &'static Scheme {
    static SCHEME: std::sync::LazyLock<Scheme> =
        std::sync::LazyLock::new(|| Scheme::bradford().unwrap());
    &SCHEME
}

fn seen(finding: Finding) -> Observed {
    Observed {
        finding,
        comparator: None,
        cohort: None,
        marker: None,
        as_at: date!(2026 - 09 - 01),
        contested: false,
    }
}

fn number(hundredths: i32) -> Observed {
    seen(Finding::number(hundredths))
}

fn choice(key: &str) -> Observed {
    seen(Finding::choice(key.parse().unwrap()))
}

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

/// A school of which everything judged is well.
fn sound() -> Vec<(&'static str, Observed)> {
    vec![
        ("I01", choice("good")),
        ("I04", choice("none")),
        ("I40", choice("settled")),
        ("I41", choice("full")),
        ("I50", choice("full")),
        ("I71", choice("sound")),
        ("I80", choice("good")),
        ("I81", choice("accurate")),
        ("I85", choice("A")),
    ]
}

fn of(phase: Phase, setting: Setting, readings: &[(&'static str, Observed)]) -> Categorisation {
    let readings = sound().into_iter().chain(readings.iter().copied());
    let mut evidence = Evidence::new(phase, setting, []);
    for (id, seen) in readings {
        evidence.set(key(id), seen);
    }
    categorise(&evidence, bradford(), TODAY)
}

fn primary(readings: &[(&'static str, Observed)]) -> Categorisation {
    of(Phase::Primary, Setting::Mainstream, readings)
}

fn judged(now: &Categorisation, id: &str) -> Judged {
    now.judged[bradford().place(key(id)).unwrap()]
}

#[test]
fn the_shipped_scheme_is_read_whole() {
    let scheme = bradford();
    assert_eq!(scheme.bands.len(), 4);
    assert!(scheme.indicators.len() >= 35);
    assert_eq!(scheme.reading_order.len(), scheme.indicators.len());
}

#[test]
fn a_sound_school_is_priority_1_with_the_partnership() {
    let now = primary(&[]);
    assert_eq!(
        (now.band.settled(), now.risk.settled()),
        (Some(P1), Some(Level::None))
    );
    assert_eq!(
        (now.owner, now.causing_concern),
        (Owner::Partnership, false)
    );
}

#[test]
fn every_line_falls_on_its_own_side() {
    let national = |value: i32| Observed {
        comparator: Some(6_200),
        cohort: Some(59),
        ..number(value)
    };
    let times = |value: i32| Observed {
        comparator: Some(400),
        ..number(value)
    };
    for (id, seen, level) in [
        ("I10", national(4_599), Level::High),
        ("I10", national(4_600), Level::High), // sixteen below national
        ("I10", national(4_700), Level::Medium), // exactly fifteen below is not more than fifteen
        ("I10", national(5_699), Level::Medium),
        ("I10", national(5_700), Level::Low),
        ("I10", national(6_199), Level::Low),
        ("I10", national(6_200), Level::None),
        ("I14", number(-51), Level::None), // secondary only: see below
        ("I30", number(499), Level::None),
        ("I30", number(500), Level::Low),
        ("I30", number(599), Level::Low),
        ("I30", number(600), Level::Medium),
        ("I30", number(800), Level::High),
        ("I32", times(400), Level::None),
        ("I32", times(401), Level::Low), // once and a quarter of a hundredth is over once
        ("I32", times(600), Level::Low),
        ("I32", times(601), Level::Medium),
        ("I32", times(800), Level::Medium),
        ("I32", times(801), Level::High),
        ("I42", number(1_500), Level::Low),
        ("I42", number(3_500), Level::Medium),
        ("I42", number(3_501), Level::High),
        ("I60", number(0), Level::None),
        ("I60", number(-1), Level::Low),
        ("I60", number(-490), Level::Medium),
        ("I60", number(-500), Level::High),
        ("I61", number(-500), Level::Medium),
        ("I61", number(-501), Level::High),
        ("I64", number(-200), Level::None),
        ("I64", number(-201), Level::Low),
        ("I64", number(-1_024), Level::High), // 420 to 377
        ("I62", choice("no_plan"), Level::High),
        ("I63", number(7_999), Level::None),
        ("I63", number(8_000), Level::Low),
        ("I63", number(9_000), Level::Medium),
        ("I64_4y", number(-1_001), Level::High),
        ("I65", number(4_990), Level::High),
        ("I65", number(5_000), Level::Medium),
        ("I66", number(69), Level::High),
        ("I70", number(300), Level::High),
    ] {
        let now = primary(&[(id, seen)]);
        let expected = if id == "I14" {
            Judged::DoesNotApply
        } else {
            Judged::Is(level)
        };
        assert_eq!(judged(&now, id), expected, "{id} {:?}", seen.finding);
    }
    for (value, level) in [
        (-50, Level::Medium),
        (-51, Level::High),
        (-25, Level::Low),
        (-11, Level::Low),
        (-10, Level::None),
    ] {
        let now = of(
            Phase::Secondary,
            Setting::Mainstream,
            &[("I14", number(value))],
        );
        assert_eq!(judged(&now, "I14"), Judged::Is(level), "Progress 8 {value}");
    }
}

#[test]
fn special_schools_have_their_own_lines_and_exemptions() {
    let now = of(
        Phase::NotSaid,
        Setting::Special,
        &[("I30", number(1_490)), ("I66", number(69))],
    );
    assert_eq!(judged(&now, "I30"), Judged::Is(Level::None));
    assert_eq!(judged(&now, "I66"), Judged::DoesNotApply);
}

#[test]
fn fewer_than_eleven_pupils_give_no_one_year_figure() {
    let nine = Observed {
        comparator: Some(6_200),
        cohort: Some(9),
        ..number(3_300)
    };
    let now = primary(&[("I10", nine), ("I11", number(6_100))]);
    assert_eq!(judged(&now, "I10"), Judged::Unknown(Unknown::SmallCohort));
    assert_eq!(judged(&now, "I11"), Judged::Is(Level::None));
}

#[test]
fn a_suppressed_figure_is_not_known_and_widens_the_answer_only_where_it_could_change_it() {
    let suppressed = seen(Finding::Unknown(Unknown::Suppressed));
    let alone = primary(&[("I12", suppressed)]);
    assert_eq!(judged(&alone, "I12"), Judged::Unknown(Unknown::Suppressed));
    // At its worst it makes one area medium, which is low risk: still Priority 1.
    assert_eq!(alone.band.settled(), Some(P1));
    let beside = primary(&[
        ("I12", suppressed),
        ("I11", number(900)),
        ("I30", number(810)),
        (
            "I31",
            Observed {
                comparator: Some(1_000),
                ..number(2_100)
            },
        ),
    ]);
    assert_eq!(beside.risk.settled(), None);
    assert_eq!((beside.band.lowest, beside.band.highest), (P2, P3));
}

#[test]
fn an_entry_past_its_shelf_life_turns_to_not_known() {
    let old = Observed {
        as_at: date!(2026 - 05 - 21),
        ..choice("settled")
    };
    assert_eq!(
        judged(&primary(&[("I40", old)]), "I40"),
        Judged::Unknown(Unknown::OutOfDate)
    );
    let last_day = Observed {
        as_at: date!(2026 - 05 - 22),
        ..choice("settled")
    };
    assert_eq!(
        judged(&primary(&[("I40", last_day)]), "I40"),
        Judged::Is(Level::None)
    );
}

#[test]
fn a_category_of_concern_is_priority_4_with_the_authority_at_once() {
    let now = primary(&[("I04", choice("rsi"))]);
    assert_eq!(
        (now.band.known, now.owner, now.causing_concern),
        (P4, Owner::Authority, true)
    );
    assert_eq!(now.risk.known, Level::High);
}

#[test]
fn a_report_card_with_an_area_needing_attention_is_priority_3() {
    let now = primary(&[("I03", choice("attention"))]);
    assert_eq!((now.band.known, now.owner), (P3, Owner::Partnership));
}

#[test]
fn good_with_high_risk_is_priority_3_with_the_authority() {
    let now = primary(&[
        (
            "I10",
            Observed {
                comparator: Some(6_200),
                cohort: Some(59),
                ..number(4_407)
            },
        ),
        ("I11", number(800)),
        ("I30", number(810)),
        (
            "I31",
            Observed {
                comparator: Some(1_000),
                ..number(2_100)
            },
        ),
    ]);
    assert_eq!((now.band.known, now.risk.known), (P3, Level::High));
    assert_eq!((now.owner, now.causing_concern), (Owner::Authority, true));
}

#[test]
fn three_views_of_one_test_are_one_area() {
    let now = primary(&[
        (
            "I10",
            Observed {
                comparator: Some(6_200),
                cohort: Some(59),
                ..number(4_407)
            },
        ),
        ("I11", number(800)),
        ("I16", number(-1_100)),
        ("I20", number(900)),
    ]);
    assert_eq!(now.risk.known, Level::Medium);
}

fn decide(
    band: Band,
    risk: Level,
    now: &Categorisation,
    rationale: &str,
) -> Result<Owner, DecisionFault> {
    let decision = Decision {
        band,
        risk,
        rationale: rationale.to_owned(),
        next_review: date!(2027 - 01 - 14),
        rests_on: Vec::new(),
        confirmed: None,
    };
    check(bradford(), now, &decision, TODAY).map(|outcome| outcome.owner)
}

#[test]
fn the_owner_table_holds_for_every_pair() {
    let now = primary(&[]);
    let owners = |band| Level::ALL.map(|risk| decide(band, risk, &now, "as agreed").ok());
    let (partnership, authority) = (Some(Owner::Partnership), Some(Owner::Authority));
    assert_eq!(owners(P1), [partnership, partnership, partnership, None]);
    assert_eq!(owners(P2), [partnership, partnership, partnership, None]);
    assert_eq!(
        owners(P3),
        [partnership, partnership, partnership, authority]
    );
    assert_eq!(owners(P4), [authority; 4]);
    let category = primary(&[("I04", choice("sm"))]);
    for band in [P1, P2, P3, P4] {
        for risk in Level::ALL {
            assert_eq!(decide(band, risk, &category, "as agreed").ok(), authority);
        }
    }
}

#[test]
fn priority_2_with_high_risk_is_refused_with_its_two_remedies() {
    let refusal = decide(P2, Level::High, &primary(&[]), "we think so").unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "Priority 2 with high risk cannot stand: raise it to Priority 3, or lower the risk to medium risk"
    );
}

#[test]
fn a_decision_that_differs_needs_a_reason_and_one_that_does_not_needs_none() {
    let now = primary(&[]);
    assert_eq!(decide(P1, Level::None, &now, ""), Ok(Owner::Partnership));
    assert_eq!(
        decide(P2, Level::Low, &now, "  "),
        Err(DecisionFault::ReasonNeeded)
    );
}

#[test]
fn the_nearest_counterfactual_is_exact_in_pupils() {
    let scheme = bradford();
    let mut evidence = Evidence::new(Phase::Primary, Setting::Mainstream, []);
    for (id, seen) in sound() {
        evidence.set(key(id), seen);
    }
    // 26 of 59 against a national 62: high. Attendance and leadership at medium: risk high.
    for (id, seen) in [
        (
            "I10",
            Observed {
                comparator: Some(6_200),
                cohort: Some(59),
                ..number(4_407)
            },
        ),
        ("I11", number(1_000)),
        ("I30", number(630)),
        (
            "I31",
            Observed {
                comparator: Some(1_000),
                ..number(1_600)
            },
        ),
        ("I41", choice("deputy_absent")),
        ("I40", choice("acting")),
    ] {
        evidence.set(key(id), seen);
    }
    let now = categorise(&evidence, scheme, TODAY);
    assert_eq!((now.band.known, now.risk.known), (P3, Level::High));
    let found = counterfactuals(scheme, &evidence, &now, 20);
    let results = found
        .iter()
        .find(|one| one.changes.len() == 1 && one.changes[0].indicator == key("I10"))
        .unwrap();
    assert_eq!(results.band, P2);
    // Two more pupils, 28 of 59, is 47.46%: fifteen below national is 47, so it is medium.
    assert_eq!(results.changes[0].pupils, Some((2, 28)));
    // And it is true: with that value the rules say so.
    let mut then = evidence.clone();
    then.set(
        key("I10"),
        Observed {
            comparator: Some(6_200),
            cohort: Some(59),
            ..number(28 * 10_000 / 59)
        },
    );
    assert_eq!(categorise(&then, scheme, TODAY).band.known, P2);
    let explained = explain(scheme, &evidence, &now);
    assert!(
        explained
            .sentence
            .starts_with("Good at the last inspection, but the risk is high"),
        "{}",
        explained.sentence
    );
}

fn results(reached: u32, of: u32) -> Observed {
    Observed {
        comparator: Some(6_200),
        cohort: Some(of),
        ..number(i32::try_from((reached * 10_000 + of / 2) / of).unwrap())
    }
}

fn evidence(readings: &[(&'static str, Observed)]) -> Evidence {
    let mut evidence = Evidence::new(Phase::Primary, Setting::Mainstream, []);
    for (id, seen) in sound().into_iter().chain(readings.iter().copied()) {
        evidence.set(key(id), seen);
    }
    evidence
}

#[test]
fn a_school_near_a_line_is_sensitive_and_one_far_from_it_is_steady() {
    let scheme = bradford();
    // High absence beside: results at high make the risk high, results at medium do not.
    let beside = [
        ("I30", number(810)),
        (
            "I31",
            Observed {
                comparator: Some(1_000),
                ..number(2_100)
            },
        ),
        ("I11", number(800)),
    ];
    let said = |seen: Observed| {
        let readings: Vec<_> = beside.into_iter().chain([("I10", seen)]).collect();
        let evidence = evidence(&readings);
        let now = categorise(&evidence, scheme, TODAY);
        let sure = sure(scheme, &evidence, &now);
        (
            now.band.known,
            sure.stays,
            sure_words(scheme, &evidence, &now, &sure),
        )
    };
    let (band, stays, words) = said(results(27, 59));
    assert_eq!(band, P3);
    assert!((4_000..7_000).contains(&stays), "{stays}");
    assert!(
        words.starts_with(
            "Sensitive: another group of pupils like these could easily make it Priority 2 (about "
        ),
        "{words}"
    );
    let (band, stays, words) = said(results(10, 59));
    assert_eq!((band, stays), (P3, 10_000));
    assert!(words.starts_with("Steady: "), "{words}");
    assert!(words.contains("The nearest line is that of "), "{words}");
    // The same share of fewer pupils is less sure.
    assert!(said(results(4, 12)).1 < said(results(133, 400)).1);
}

#[test]
fn the_next_line_is_said_in_pupils() {
    let evidence = evidence(&[("I10", results(27, 59))]);
    let now = categorise(&evidence, bradford(), TODAY);
    let lines = next_lines(bradford(), &evidence, &now);
    let better = lines
        .iter()
        .find(|line| line.changed.indicator == key("I10") && line.by > 0)
        .unwrap();
    // 27 of 59 is 45.76%; fifteen below national is 47%, which is 28.
    assert_eq!((better.by, better.changed.pupils), (124, Some((1, 28))));
}

#[test]
fn disadvantaged_pupils_far_behind_are_high_only_where_all_pupils_are_too() {
    let scheme = bradford();
    let at = scheme.place(key("I12")).unwrap();
    for (all, level) in [(2_500, Level::High), (2_501, Level::Medium)] {
        let evidence = evidence(&[("I12", number(2_000)), ("I11", number(all))]);
        let now = categorise(&evidence, scheme, TODAY);
        assert_eq!(effective(scheme, &now)[at], Judged::Is(level));
        let rows = explain(scheme, &evidence, &now).rows;
        let row = rows.iter().find(|row| row.indicator == key("I12")).unwrap();
        assert_eq!(row.judged, Judged::Is(level));
        assert_eq!(
            row.line == "bottom 25% for all pupils too",
            level == Level::High
        );
    }
}
