//! Views of many schools at once: nobody left behind, who moved, what came up since; strengths and
//! weaknesses together; targets with a deadline.

use domain::calendar::Date;
use domain::meetings::{Gap, Past, Watched, alert, left_behind, moves, ought_to_be_helped};
use domain::risk::{
    Aim, AreaFound, Band, Level, Owner, Pace, Scheme, Span, Stance, Target, TargetFault,
    areas_found, categorise, check_target, collective, collective_finding, collective_words,
    measures, more_is_better, progress, target_words,
};
use domain::schools::{
    Evidence, Finding, Key, Measured, Observed, PartnershipId, Phase, Setting, Unknown, Urn,
};
use time::macros::date;
use uuid::Uuid;

const TODAY: Date = date!(2026 - 11 - 19);

fn past(on: Date, band: u8) -> Past {
    Past {
        suggested: Some(Span::only(Band(band))),
        ..Past::as_suggested(on, Band(band), Level::Low)
    }
}

/// A school that lacks nothing.
fn well(band: u8) -> Watched {
    let on = date!(2026 - 06 - 11);
    Watched {
        partnership: Some(PartnershipId(Uuid::from_u128(1))),
        band: Span::only(Band(band)),
        risk: Span::only(Level::Low),
        decided: Some(past(on, band)),
        before: Some(past(date!(2026 - 02 - 11), band)),
        owner: Some(Owner::Partnership),
        next_review: Some(date!(2026 - 12 - 01)),
        contact: Some(on),
        support: if band >= 2 { 4 } else { 0 },
        asked: 0,
        newest: Some(date!(2026 - 10 - 15)),
    }
}

fn lacks(one: &Watched) -> Vec<(Gap, String)> {
    let scheme = Scheme::bradford().unwrap();
    left_behind(&scheme, one, TODAY)
        .into_iter()
        .map(|lack| (lack.gap, lack.why))
        .collect()
}

#[test]
fn a_school_that_lacks_nothing_is_on_no_list() {
    for band in 0..4 {
        assert_eq!(lacks(&well(band)), []);
    }
}

#[test]
fn a_school_ought_to_be_helped_since_the_first_decision_of_the_spell_it_is_in() {
    let scheme = Scheme::bradford().unwrap();
    let days = [
        date!(2026 - 06 - 11),
        date!(2026 - 02 - 11),
        date!(2025 - 11 - 11),
        date!(2025 - 06 - 11),
    ];
    let since = |bands: &[u8], now: u8| {
        let decided = days.iter().zip(bands);
        let decided: Vec<Past> = decided.map(|(on, band)| past(*on, *band)).collect();
        ought_to_be_helped(&scheme, &decided, Band(now))
    };
    assert_eq!(
        since(&[3, 2, 0, 3], 3),
        Some(Some(days[1])),
        "and not the spell before"
    );
    assert_eq!(
        since(&[2, 0], 0),
        Some(Some(days[0])),
        "the room has it there"
    );
    assert_eq!(since(&[0, 3], 2), Some(None), "only the rules do");
    assert_eq!(since(&[], 3), Some(None));
    assert_eq!(since(&[0, 3], 1), None);
}

#[test]
fn each_thing_a_school_lacks_is_named_with_a_phrase_why() {
    let say = |gap, why: &str| vec![(gap, why.to_owned())];
    let mut one = well(1);
    one.partnership = None;
    assert_eq!(lacks(&one), say(Gap::Partnership, "belongs to none"));

    for (review, why) in [
        (None, "no day is set"),
        (Some(date!(2026 - 11 - 18)), "was due 18 Nov 2026"),
    ] {
        let mut one = well(1);
        one.next_review = review;
        assert_eq!(lacks(&one), say(Gap::Review, why));
    }
    // Due today is not overdue.
    let mut one = well(1);
    one.next_review = Some(TODAY);
    assert_eq!(lacks(&one), []);

    for (contact, expected) in [
        (Some(date!(2025 - 11 - 19)), vec![]),
        (
            Some(date!(2025 - 11 - 18)),
            say(Gap::Contact, "last on 18 Nov 2025"),
        ),
        (None, say(Gap::Contact, "none on record")),
    ] {
        let mut one = well(1);
        one.contact = contact;
        assert_eq!(lacks(&one), expected);
    }

    for (asked, why) in [
        (0, "Priority 3; nothing asked for"),
        (1, "Priority 3; half a day asked for"),
        (2, "Priority 3; one day asked for"),
        (13, "Priority 3; 6½ days asked for"),
    ] {
        let mut one = well(2);
        (one.support, one.asked) = (0, asked);
        assert_eq!(lacks(&one), say(Gap::Support, why));
    }
}

#[test]
fn a_school_nobody_decided_on_is_weak_by_what_the_rules_suggest() {
    let mut one = well(2);
    (one.decided, one.before, one.support) = (None, None, 0);
    one.band = Span {
        lowest: Band(1),
        known: Band(2),
        highest: Band(2),
    };
    assert_eq!(
        lacks(&one),
        [
            (
                Gap::Category,
                "the rules suggest Priority 2 or 3".to_owned()
            ),
            (Gap::Support, "Priority 3; nothing asked for".to_owned()),
        ]
    );
}

#[test]
fn a_list_says_how_many_and_an_empty_one_what_every_school_has() {
    for (gap, count, words) in [
        (Gap::Category, 0, "Every school has a category"),
        (Gap::Category, 1, "One school has no category"),
        (Gap::Category, 2, "Two schools have no category"),
        (Gap::Partnership, 0, "Every school is in a partnership"),
        (Gap::Partnership, 1, "One school is in no partnership"),
        (Gap::Partnership, 3, "Three schools are in no partnership"),
        (Gap::Review, 4, "Four schools have no review to come"),
        (Gap::Contact, 1, "One school has had no contact for a year"),
        (Gap::Contact, 0, "No school went a year without contact"),
        (Gap::Support, 0, "Every weak school has support"),
        (Gap::Support, 1, "One weak school has no support"),
        (Gap::Support, 12, "12 weak schools have no support"),
    ] {
        assert_eq!(gap.finding(count), words);
    }
}

#[test]
fn a_matrix_holds_each_decided_school_once_and_its_heading_counts_them() {
    let scheme = Scheme::bradford().unwrap();
    let from_to = |from: Option<u8>, to: u8| Watched {
        before: from.map(|band| past(date!(2026 - 02 - 11), band)),
        ..well(to)
    };
    let mut undecided = well(0);
    undecided.decided = None;
    let all = [
        from_to(Some(0), 0),
        from_to(Some(1), 2),
        from_to(Some(1), 2),
        from_to(Some(3), 1),
        from_to(None, 1),
        undecided,
    ];
    let found = moves(&scheme, &all);
    assert_eq!(found.cells[1][2], [1, 2]);
    assert_eq!(found.cells[3][1], [3]);
    assert_eq!(found.first[1], [4]);
    assert_eq!((found.more(), found.less(), found.same()), (2, 1, 1));
    assert_eq!(
        found.finding(),
        "Two schools moved to more attention, one to less; one stayed"
    );
    for (all, words) in [
        (&all[..1], "No school moved; one stayed"),
        (&all[1..2], "One school moved to more attention"),
        (&all[3..4], "One school moved to less attention"),
        (&all[4..5], "One school decided on for the first time"),
        (&all[5..], "Nothing has been decided yet"),
    ] {
        assert_eq!(moves(&scheme, all).finding(), words);
    }
}

#[test]
fn an_alert_is_raised_when_the_rules_moved_away_from_what_was_decided_since() {
    // As it was: nothing.
    assert_eq!(alert(&well(1)), None);
    // The rules said 2, the room said 2, the rules say 3 now.
    let mut one = well(1);
    one.band = Span::only(Band(2));
    let found = alert(&one).unwrap();
    assert_eq!((found.decided, found.now.known), (Band(1), Band(2)));
    assert_eq!(found.news, Some(date!(2026 - 10 - 15)));
    assert!(found.more(&Scheme::bradford().unwrap()));
    // No news since: the rules or the calendar moved, and it is said without.
    one.newest = Some(date!(2026 - 06 - 01));
    assert_eq!(alert(&one).unwrap().news, None);
    // The room knew better then, and the rules say the same still.
    let mut one = well(1);
    one.decided.as_mut().unwrap().suggested = Some(Span::only(Band(2)));
    one.band = Span::only(Band(2));
    assert_eq!(alert(&one), None);
    // The rules came round to what the room had decided.
    one.band = Span::only(Band(1));
    assert_eq!(alert(&one), None);
    // Nothing decided, or what was suggested then is not known.
    let mut one = well(1);
    one.band = Span::only(Band(2));
    one.decided.as_mut().unwrap().suggested = None;
    assert_eq!(alert(&one), None);
}

// ---- strengths and weaknesses together ----------------------------------------------------------

fn level(known: Level, highest: Level) -> AreaFound {
    AreaFound::Is(Span {
        lowest: known,
        known,
        highest,
    })
}

#[test]
fn unknown_is_neither_a_strength_nor_a_weakness() {
    use Level::{High, Low, Medium, None};
    for (found, stance) in [
        (AreaFound::NotAsked, Stance::NotAsked),
        (AreaFound::NotKnown, Stance::Open),
        (level(None, None), Stance::Strong),
        (level(Low, Low), Stance::Strong),
        (level(None, Medium), Stance::Open),
        (level(Low, High), Stance::Open),
        (level(Medium, Medium), Stance::Weak),
        (level(Medium, High), Stance::Weak),
        (level(High, High), Stance::Weak),
    ] {
        assert_eq!(found.stance(), stance, "{found:?}");
    }
}

#[test]
fn an_area_of_which_nothing_is_known_is_not_known_and_one_nobody_asks_is_left_out() {
    let scheme = Scheme::bradford().unwrap();
    let seen = |finding| Observed {
        finding,
        comparator: None,
        cohort: None,
        marker: None,
        as_at: date!(2026 - 10 - 15),
        contested: false,
    };
    let evidence = Evidence::new(
        Phase::Primary,
        Setting::Mainstream,
        [
            (Key::of("I30"), seen(Finding::number(700))),
            (
                Key::of("I50"),
                seen(Finding::Unknown(Unknown::NotAvailable)),
            ),
        ],
    );
    let found = areas_found(&scheme, &categorise(&evidence, &scheme, TODAY));
    let of = |id: &str| {
        let at = scheme.areas.iter().position(|area| area.id.as_str() == id);
        found[at.unwrap()]
    };
    assert!(matches!(of("attendance"), AreaFound::Is(level) if level.known >= Level::Low));
    assert_eq!(of("leadership"), AreaFound::NotKnown);
    assert_eq!(of("finance"), AreaFound::NotAsked);
}

#[test]
fn what_is_shared_is_said_with_how_many_of_how_many() {
    let scheme = Scheme::bradford().unwrap();
    let areas = scheme.areas.len();
    // Eight schools; inspection strong in six, attendance weak in five, teaching open in five.
    let school = |at: usize| -> Vec<AreaFound> {
        (0..areas)
            .map(|area| match scheme.areas[area].id.as_str() {
                "inspection" if at < 6 => level(Level::None, Level::Low),
                "inspection" => level(Level::High, Level::High),
                "attendance" if at < 5 => level(Level::Medium, Level::Medium),
                "attendance" => level(Level::None, Level::None),
                "teaching" if at < 5 => level(Level::None, Level::High),
                "teaching" => level(Level::Low, Level::Low),
                _ => AreaFound::NotAsked,
            })
            .collect()
    };
    let schools: Vec<Vec<AreaFound>> = (0..8).map(school).collect();
    let sums = collective(&scheme, schools.iter().map(Vec::as_slice));
    assert_eq!(
        collective_words(&scheme, &sums),
        [
            "Attendance and behaviour: medium or worse in 5 of 8 schools.",
            "Inspection: a strength in 6 of 8, nothing above low.",
            "Unknowns leave open: teaching and self-evaluation in 5 of 8; that is neither strength nor weakness.",
        ]
    );
    assert_eq!(
        collective_finding(&sums),
        "One shared weakness and one shared strength"
    );
    let none = collective(&scheme, []);
    assert!(collective_words(&scheme, &none).is_empty());
    assert_eq!(
        collective_finding(&none),
        "No shared weaknesses and no shared strengths"
    );
}

// ---- targets ------------------------------------------------------------------------------------

const ABSENCE: Key = Key::of("I30");

fn target(aim: Aim, by: Date) -> Target {
    Target {
        indicator: ABSENCE,
        aim,
        by,
    }
}

/// One value a school a year: a row a school, from 2023.
fn values(rows: &[&[i32]], national: Option<i32>) -> Vec<Measured> {
    let mut all = Vec::new();
    for (school, years) in (900_001..).zip(rows) {
        for (year, value) in (2023..).zip(*years) {
            all.push(Measured {
                school: Urn::try_from(school).unwrap(),
                year,
                value: *value,
                national,
            });
        }
    }
    all
}

#[test]
fn a_target_must_be_about_a_measure_possible_and_to_come() {
    let scheme = Scheme::bradford().unwrap();
    let by = date!(2028 - 07 - 31);
    let check = |target: Target| check_target(&scheme, &target, TODAY);
    assert_eq!(check(target(Aim::National, by)), Ok(()));
    assert_eq!(check(target(Aim::Number(520), by)), Ok(()));
    for (wrong, field) in [
        (
            Target {
                indicator: Key::of("I99"),
                ..target(Aim::National, by)
            },
            "indicator",
        ),
        (
            Target {
                indicator: Key::of("I40"),
                ..target(Aim::National, by)
            },
            "indicator",
        ),
        (target(Aim::Number(-100), by), "aim"),
        (target(Aim::Number(10_100), by), "aim"),
        (target(Aim::National, TODAY), "by"),
        (target(Aim::National, date!(2037 - 01 - 01)), "by"),
    ] {
        assert_eq!(check(wrong).unwrap_err().field(), field, "{wrong:?}");
    }
    assert!(matches!(
        check(target(Aim::National, date!(2026 - 11 - 18))),
        Err(TargetFault::Past(day)) if day == "18 Nov 2026"
    ));
    // Which way is better is read off the lines.
    let better = |id| more_is_better(scheme.indicator(Key::of(id)).unwrap());
    assert_eq!(better("I30"), Some(false));
    assert_eq!(better("I10"), Some(true));
    assert_eq!(better("I40"), None);
    assert!(measures(&scheme).count() > 5);
}

#[test]
fn progress_counts_who_is_there_and_reads_the_pace_off_the_years() {
    let scheme = Scheme::bradford().unwrap();
    let rule = scheme.indicator(ABSENCE).unwrap();
    let by = date!(2028 - 07 - 31);
    let national = target(Aim::National, by);
    // Three schools; the middle one 0.8 over national in 2023 and 0.2 over in 2026.
    let came = values(
        &[
            &[620, 600, 580, 560],
            &[500, 500, 500, 500],
            &[900, 900, 900, 900],
        ],
        Some(540),
    );
    let found = progress(rule, &national, &came, 5, TODAY);
    assert_eq!((found.there, found.of, found.unknown), (1, 3, 2));
    assert_eq!((found.short, found.nearer), (Some(20), Some(20)));
    assert_eq!(found.pace, Pace::OnCourse);
    assert_eq!(
        found.words(rule, national.aim),
        "1 of 3 schools are there. The middle school was at 5.6% in 2026, national at 5.4%. Of 2 schools it is not known."
    );
    assert_eq!(
        found.pace_words(rule, by),
        "0.2 points short, 0.2 points nearer a year since 2023: on course for 31 Jul 2028, if it goes on so."
    );
    assert_eq!(
        target_words(rule, &national),
        "Overall absence at national or better by 31 Jul 2028"
    );

    for (rows, by, pace) in [
        // There already, as low is good.
        (&[&[600, 530][..]][..], by, Pace::There),
        // Came 0.1 a year, 0.9 to go, two years left.
        (&[&[640, 630]], by, Pace::Behind),
        (&[&[600, 640]], by, Pace::Behind),
        // One year is no trend.
        (&[&[640]], by, Pace::NotKnown),
        (&[], by, Pace::NotKnown),
        (&[&[640, 600]], date!(2026 - 11 - 01), Pace::Missed),
    ] {
        let found = progress(
            rule,
            &target(Aim::National, by),
            &values(rows, Some(540)),
            1,
            TODAY,
        );
        assert_eq!(found.pace, pace, "{rows:?}");
    }
    // Without a national figure nothing is held against it.
    let alone = progress(rule, &national, &values(&[&[500, 500]], None), 1, TODAY);
    assert_eq!((alone.of, alone.pace), (0, Pace::NotKnown));
    assert!(alone.pace_words(rule, by).contains("not known"));
    // A number needs none.
    let number = target(Aim::Number(500), by);
    let found = progress(rule, &number, &values(&[&[500, 500]], None), 1, TODAY);
    assert_eq!((found.there, found.pace), (1, Pace::There));
}

#[test]
fn more_is_better_where_the_lines_say_so() {
    let scheme = Scheme::bradford().unwrap();
    let rule = scheme.indicator(Key::of("I10")).unwrap();
    let results = Target {
        indicator: Key::of("I10"),
        aim: Aim::National,
        by: date!(2028 - 07 - 31),
    };
    let came = values(&[&[5_000, 5_400], &[6_200, 6_300]], Some(6_100));
    let found = progress(rule, &results, &came, 2, TODAY);
    assert_eq!((found.there, found.of), (1, 2));
    assert_eq!(found.short, Some(250));
    assert_eq!(found.nearer, Some(250));
    assert_eq!(found.pace, Pace::OnCourse);
}
