//! The meeting protocol: everybody's board is the same board, and nobody is overwritten.

use domain::calendar::Moment;
use domain::meetings::{
    Attendance, Audience, Board, By, Came, Change, Decision, Held, Led, Meeting, Minute, Opening,
    Proposed, Purpose, Recorded, Refusal, Section, Spread, Views, agenda, minutes, redact, settle,
};
use domain::risk::{Band, Level, Scheme};
use domain::schools::{
    ChangeId, Charge, Finding, Governance, Holders, Key, MeetingId, Observed, Office,
    PartnershipId, PersonId, Phase, Provenance, Reading, School, Setting, Status, Urn,
};
use proptest::prelude::*;
use time::macros::date;
use uuid::Uuid;

const ABSENCE: Key = Key::of("I30");

fn by(number: u128) -> By {
    By {
        id: PersonId(Uuid::from_u128(number)),
        name: format!("Person {number}"),
    }
}

fn urn() -> Urn {
    Urn::try_from(900_001).unwrap()
}

fn school() -> School {
    School {
        urn: urn(),
        name: "Millbeck Primary".to_owned(),
        phase: Phase::Primary,
        setting: Setting::Mainstream,
        governance: Governance::Maintained,
        kind: "Community school".to_owned(),
        status: Status::Open,
        number: None,
        place: None,
        postcode: String::new(),
        town: String::new(),
        roll: Some(412),
        disadvantaged: None,
        trust: None,
        federation: None,
        diocese: None,
        faith: None,
        opened: None,
        closed: None,
        partnership: None,
    }
}

fn board() -> Board {
    let reading = Reading {
        indicator: ABSENCE,
        seen: Observed {
            finding: Finding::number(550),
            comparator: None,
            cohort: None,
            marker: None,
            as_at: date!(2026 - 10 - 15),
            contested: false,
        },
        from: Provenance::default(),
    };
    Board::open(
        Meeting {
            id: MeetingId(Uuid::from_u128(1)),
            title: "Autumn review".to_owned(),
            partnership: PartnershipId(Uuid::from_u128(2)),
            partnership_name: "Upper Vale".to_owned(),
            on: date!(2026 - 11 - 19),
            scheme: "Priority and risk".to_owned(),
            scheme_version: 4,
            chair: by(1),
            frozen: date!(2026 - 11 - 16),
        },
        vec![Opening {
            school: school(),
            readings: vec![reading],
            last: None,
            before: Default::default(),
            history: Default::default(),
            known: Vec::new(),
            carried: Vec::new(),
            appeal: None,
            holders: Holders::default(),
            reply: None,
        }],
    )
}

fn absence(hundredths: i32) -> Change {
    Change::Record {
        urn: urn(),
        indicator: ABSENCE,
        finding: Finding::number(hundredths),
        note: String::new(),
    }
}

fn proposed(id: u128, base: u64, change: Change) -> Proposed {
    Proposed {
        id: ChangeId(Uuid::from_u128(id)),
        base,
        change,
    }
}

/// What a server does, without the database: check, number, fold.
fn record(
    server: &mut Board,
    scheme: &Scheme,
    from: &By,
    proposed: &Proposed,
) -> Result<Recorded, Refusal> {
    server.check(scheme, proposed, from.id)?;
    let recorded = Recorded {
        seq: server.seq + 1,
        id: proposed.id,
        at: Moment(i64::try_from(server.seq).unwrap()),
        by: from.clone(),
        change: proposed.change.clone(),
        from: server.before(&proposed.change),
    };
    server.apply(&recorded);
    Ok(recorded)
}

#[test]
fn two_people_changing_one_value_are_both_heard_and_neither_is_chosen() {
    let scheme = Scheme::bradford().unwrap();
    let mut server = board();
    let first = record(&mut server, &scheme, &by(1), &proposed(10, 0, absence(630))).unwrap();
    let Err(Refusal::Stale { theirs }) =
        record(&mut server, &scheme, &by(2), &proposed(11, 0, absence(580)))
    else {
        panic!("the second should have been refused");
    };
    assert_eq!(*theirs, first);
    assert_eq!(theirs.by.name, "Person 1");
    // Having seen it, the second person may still change it.
    assert!(
        record(
            &mut server,
            &scheme,
            &by(2),
            &proposed(12, first.seq, absence(580))
        )
        .is_ok()
    );
}

#[test]
fn one_person_typing_fast_is_not_in_their_own_way() {
    let scheme = Scheme::bradford().unwrap();
    let mut server = board();
    for (id, value) in [(10, 560), (11, 570), (12, 580)] {
        assert!(
            record(
                &mut server,
                &scheme,
                &by(1),
                &proposed(id, 0, absence(value))
            )
            .is_ok()
        );
    }
}

#[test]
fn a_change_says_what_it_replaced() {
    let scheme = Scheme::bradford().unwrap();
    let mut server = board();
    let recorded = record(&mut server, &scheme, &by(1), &proposed(10, 0, absence(630))).unwrap();
    assert_eq!(
        recorded.from,
        Some(domain::meetings::Before::Finding(Finding::number(550)))
    );
}

#[test]
fn what_is_on_screen_is_confirmed_with_pending_on_top_and_a_refusal_undoes_itself() {
    let confirmed = board();
    let mut pending = vec![proposed(10, 0, absence(630))];
    let shown = confirmed.with_pending(&pending, &by(1));
    let value = |board: &Board| board.items[&urn()].cells[&ABSENCE].reading.seen.finding;
    assert_eq!(value(&shown), Finding::number(630));
    assert_eq!(value(&confirmed), Finding::number(550));
    settle(&mut pending, ChangeId(Uuid::from_u128(10)));
    assert_eq!(
        value(&confirmed.with_pending(&pending, &by(1))),
        Finding::number(550)
    );
}

#[test]
fn bad_changes_are_refused_with_the_reason() {
    let scheme = Scheme::bradford().unwrap();
    let server = board();
    let elsewhere = Urn::try_from(900_002).unwrap();
    let decision = |band, risk| Decision {
        band: Band(band),
        risk,
        rationale: String::new(),
        next_review: date!(2027 - 01 - 14),
        rests_on: Vec::new(),
        confirmed: None,
    };
    let cases = [
        (
            Change::Show { urn: elsewhere },
            "that school is not on the agenda",
        ),
        (
            Change::Point {
                urn: urn(),
                text: "  ".to_owned(),
                raised_by: String::new(),
            },
            "write something first",
        ),
        (
            Change::Point {
                urn: urn(),
                text: "x".repeat(10_001),
                raised_by: String::new(),
            },
            "at most 10000 characters",
        ),
        (
            Change::Record {
                urn: urn(),
                indicator: Key::of("I99"),
                finding: Finding::number(1),
                note: String::new(),
            },
            "the scheme has no indicator I99",
        ),
        (
            Change::Record {
                urn: urn(),
                indicator: ABSENCE,
                finding: Finding::choice(Key::of("good")),
                note: String::new(),
            },
            "“Overall absence” does not take that value",
        ),
        (
            Change::Decide {
                urn: urn(),
                decision: decision(7, Level::None),
            },
            "that band is not in this scheme",
        ),
        (
            Change::Decide {
                urn: urn(),
                decision: decision(3, Level::High),
            },
            "the rules suggest otherwise: say why the room decides so",
        ),
    ];
    for (change, words) in cases {
        let refusal = server
            .check(&scheme, &proposed(1, 0, change), by(1).id)
            .unwrap_err();
        assert_eq!(refusal.to_string(), words);
    }
}

#[test]
fn nothing_happens_after_the_meeting_is_closed() {
    let scheme = Scheme::bradford().unwrap();
    let mut server = board();
    record(&mut server, &scheme, &by(1), &proposed(1, 0, Change::Close)).unwrap();
    assert_eq!(
        record(&mut server, &scheme, &by(1), &proposed(2, 0, absence(600))),
        Err(Refusal::Closed)
    );
}

proptest! {
    /// Three screens, any mix of edits, with every delivery duplicated and late: all converge to the
    /// server's board, every acknowledged change is there once, every refusal is a real conflict.
    #[test]
    fn all_screens_converge_to_the_servers_board(
        edits in prop::collection::vec((0..3usize, 400..900i32, any::<bool>()), 1..60),
    ) {
        let scheme = Scheme::bradford().unwrap();
        let mut server = board();
        let mut screens = [board(), board(), board()];
        let mut log: Vec<Recorded> = Vec::new();
        for (number, (who, value, catches_up)) in edits.iter().enumerate() {
            if *catches_up {
                for recorded in log.iter().chain(log.iter()) {
                    screens[*who].apply(recorded);
                }
            }
            let change = absence(*value);
            let base = screens[*who].version(&change);
            let from = by(u128::try_from(*who).unwrap());
            let answer = record(&mut server, &scheme, &from, &proposed(u128::try_from(number).unwrap(), base, change));
            match answer {
                Ok(recorded) => log.push(recorded),
                Err(Refusal::Stale { theirs }) => {
                    prop_assert!(theirs.seq > base);
                    prop_assert!(theirs.by.id != from.id);
                }
                Err(other) => return Err(TestCaseError::fail(other.to_string())),
            }
        }
        for (at, recorded) in log.iter().enumerate() {
            prop_assert_eq!(recorded.seq, u64::try_from(at + 1).unwrap());
        }
        for screen in &mut screens {
            for recorded in &log {
                screen.apply(recorded);
            }
            prop_assert_eq!(&*screen, &server);
        }
    }
}

fn said(urn: Urn, text: &str) -> Change {
    Change::Point {
        urn,
        text: text.to_owned(),
        raised_by: String::new(),
    }
}

fn decided(band: u8, risk: Level, rationale: &str) -> Change {
    Change::Decide {
        urn: urn(),
        decision: Decision {
            band: Band(band),
            risk,
            rationale: rationale.to_owned(),
            next_review: date!(2027 - 01 - 14),
            rests_on: vec![ABSENCE],
            confirmed: None,
        },
    }
}

#[test]
fn only_who_is_in_the_chair_decides_and_taking_it_is_on_the_record() {
    let scheme = Scheme::bradford().unwrap();
    let mut server = board();
    let second = proposed(1, 0, decided(3, Level::High, "The head has left."));
    assert_eq!(
        record(&mut server, &scheme, &by(2), &second),
        Err(Refusal::NotInTheChair {
            chair: "Person 1".to_owned()
        })
    );
    let take = proposed(2, 0, Change::Chair { to: by(2) });
    record(&mut server, &scheme, &by(2), &take).unwrap();
    record(&mut server, &scheme, &by(2), &second).unwrap();
    let close = proposed(3, 0, Change::Close);
    assert!(record(&mut server, &scheme, &by(1), &close).is_err());
    record(&mut server, &scheme, &by(2), &close).unwrap();
}

#[test]
fn a_school_is_set_aside_pulled_out_and_taken_up_again() {
    let scheme = Scheme::bradford().unwrap();
    let opened = board();
    let mut server = board();
    let section = |server: &Board| agenda(server, &opened, &scheme)[0].section();
    let first = section(&server);
    let park = |id, parked| proposed(id, 0, Change::Park { urn: urn(), parked });
    record(&mut server, &scheme, &by(2), &park(1, true)).unwrap();
    assert_eq!(section(&server), Section::Parked);
    record(&mut server, &scheme, &by(2), &park(2, false)).unwrap();
    assert_eq!(section(&server), first);
    let pull = proposed(3, 0, Change::Pull { urn: urn() });
    record(&mut server, &scheme, &by(2), &pull).unwrap();
    assert_eq!(section(&server), Section::Discuss);
}

#[test]
fn own_views_come_before_the_suggestion_and_are_shown_once() {
    let scheme = Scheme::bradford().unwrap();
    let mut server = board();
    let (ask, show) = (
        Change::AskViews { urn: urn() },
        Change::ShowViews {
            urn: urn(),
            spread: None,
        },
    );
    let one = |server: &Board, change: &Change, from| {
        server.check(&scheme, &proposed(1, 0, change.clone()), by(from).id)
    };
    let view =
        |server: &Board, band: u8, name: &str| server.check_view(&scheme, urn(), Band(band), name);
    assert_eq!(one(&server, &show, 1), Err(Refusal::ViewsNotAskedFor));
    assert_eq!(view(&server, 1, "Person 2"), Err(Refusal::ViewsNotAskedFor));
    assert!(matches!(
        one(&server, &ask, 2),
        Err(Refusal::NotInTheChair { .. })
    ));
    record(&mut server, &scheme, &by(1), &proposed(1, 0, ask.clone())).unwrap();
    assert!(server.items[&urn()].views.hide());
    assert_eq!(one(&server, &ask, 1), Err(Refusal::ViewsAskedFor));
    // What is hidden cannot be agreed to.
    let decision = decided(3, Level::High, "The head has left.");
    assert_eq!(one(&server, &decision, 1), Err(Refusal::ViewsOpen));
    assert_eq!(view(&server, 1, "Person 2"), Ok(()));
    assert!(matches!(
        view(&server, 4, "Person 2"),
        Err(Refusal::Decision { .. })
    ));
    let leaves = Change::Recuse {
        urn: urn(),
        who: "person 2, head".to_owned(),
        why: "Their own school".to_owned(),
    };
    record(&mut server, &scheme, &by(1), &proposed(2, 0, leaves)).unwrap();
    assert_eq!(view(&server, 1, "Person 2"), Err(Refusal::LeftTheRoom));
    assert_eq!(view(&server, 1, "Person 3"), Ok(()));
    // On its way to the server nothing is shown yet.
    let on_its_way = proposed(3, 0, show.clone());
    assert!(
        server.with_pending([&on_its_way], &by(1)).items[&urn()]
            .views
            .hide()
    );
    let spread = Spread(vec![0, 1, 2, 0]);
    let shown = Change::ShowViews {
        urn: urn(),
        spread: Some(spread.clone()),
    };
    assert_eq!(shown.as_asked(), show);
    record(&mut server, &scheme, &by(1), &proposed(3, 0, shown)).unwrap();
    assert_eq!(server.items[&urn()].views.shown(), Some(&spread));
    for again in [&ask, &show] {
        assert!(one(&server, again, 1).is_err(), "once a school");
    }
    assert_eq!(view(&server, 1, "Person 3"), Err(Refusal::ViewsNotAskedFor));
    record(&mut server, &scheme, &by(1), &proposed(4, 0, decision)).unwrap();
    record(&mut server, &scheme, &by(1), &proposed(5, 0, Change::Close)).unwrap();
    assert_eq!(view(&server, 1, "Person 3"), Err(Refusal::Closed));
    assert!(
        server.items[&urn()].views.shown().is_some(),
        "the end takes nothing away"
    );
    // Asked for and never shown, the end of the meeting gives the suggestion back.
    let mut other = board();
    record(&mut other, &scheme, &by(1), &proposed(1, 0, ask.clone())).unwrap();
    record(&mut other, &scheme, &by(1), &proposed(2, 0, Change::Close)).unwrap();
    assert_eq!(other.items[&urn()].views, Views::NeverShown);
    let mut late = board();
    let decision = decided(3, Level::High, "The head has left.");
    record(&mut late, &scheme, &by(1), &proposed(1, 0, decision)).unwrap();
    assert_eq!(one(&late, &ask, 1), Err(Refusal::DecidedAlready));
}

#[test]
fn a_school_is_timed_by_the_log_and_the_end_stops_the_clock() {
    let scheme = Scheme::bradford().unwrap();
    let mut server = board();
    assert_eq!(server.planned(&scheme), Some(6), "as the scheme says");
    let at = |server: &mut Board, seconds: i64, change: Change| {
        let recorded = Recorded {
            seq: server.seq + 1,
            id: ChangeId(Uuid::from_u128(1)),
            at: Moment(seconds * 1000),
            by: by(1),
            change,
            from: None,
        };
        server.apply(&recorded);
    };
    let other = Urn::try_from(900_002).unwrap();
    let now = |server: &Board, seconds: i64| server.on_screen(urn(), Moment(seconds * 1000)) / 1000;
    assert_eq!(now(&server, 50), 0, "not shown yet");
    at(&mut server, 100, Change::Show { urn: urn() });
    assert_eq!(now(&server, 160), 60);
    // Shown again it goes on; a clock that is behind gives no time back.
    at(&mut server, 170, Change::Show { urn: urn() });
    assert_eq!(now(&server, 180), 80);
    assert_eq!(now(&server, 90), 0);
    at(&mut server, 200, Change::Show { urn: other });
    assert_eq!(
        now(&server, 500),
        100,
        "another school's time is not this one's"
    );
    at(&mut server, 600, Change::Show { urn: urn() });
    assert_eq!(now(&server, 610), 110, "its turns are added up");
    // On its way to the server a turn has no time yet.
    let shows = proposed(9, 0, Change::Show { urn: other });
    let pending = server.with_pending([&shows], &by(1));
    assert_eq!((pending.current, pending.shown_since), (Some(other), None));
    let then = server.clone().at_rest(Moment(615_000));
    assert!(then.closed);
    assert_eq!(
        now(&then, 9_000),
        115,
        "looked at afterwards no time goes on"
    );
    at(&mut server, 620, Change::Close);
    assert_eq!(now(&server, 9_000), 120);
    let mut planned = board();
    at(&mut planned, 1, Change::Pace { minutes: Some(5) });
    assert_eq!(planned.planned(&scheme), Some(5));
    at(&mut planned, 2, Change::Pace { minutes: None });
    assert_eq!(planned.planned(&scheme), None);
}

#[test]
fn what_is_supposed_is_confirmed_or_rejected_on_the_record() {
    let scheme = Scheme::bradford().unwrap();
    let (opened, mut server) = (board(), board());
    let settle = |number: u128, confirmed| Change::Settle {
        urn: urn(),
        hypothesis: ChangeId(Uuid::from_u128(number)),
        confirmed,
    };
    let suppose = |text: &str| Change::Suppose {
        urn: urn(),
        text: text.to_owned(),
    };
    let purpose = Change::Purpose {
        purpose: Purpose::Hypotheses,
    };
    let check =
        |server: &Board, change: Change| server.check(&scheme, &proposed(50, 0, change), by(2).id);
    assert_eq!(
        check(&server, settle(11, true)),
        Err(Refusal::NoSuchHypothesis)
    );
    assert_eq!(check(&server, suppose(" ")), Err(Refusal::Empty));
    assert!(
        check(&server, purpose.clone()).is_err(),
        "the chair's to say"
    );
    let changes = [
        (1, 10, purpose),
        (2, 11, suppose("Writing fell because two teachers left.")),
        (2, 12, suppose("Phonics is safe.")),
        (2, 13, suppose("Absence is one family.")),
        (1, 14, settle(11, false)),
        (1, 15, settle(11, true)),
        (2, 16, settle(12, false)),
        (1, 17, decided(3, Level::High, "The head has left.")),
    ];
    let mut log = Vec::new();
    for (who, id, change) in changes {
        log.push(record(&mut server, &scheme, &by(who), &proposed(id, 0, change)).unwrap());
    }
    let item = &server.items[&urn()];
    let settled: Vec<Option<bool>> = item
        .hypotheses
        .iter()
        .map(|one| one.settled.as_ref().map(|(confirmed, _, _)| *confirmed))
        .collect();
    assert_eq!(settled, [Some(true), Some(false), None]);
    let made = minutes(&scheme, &opened, &server, &log, Vec::new());
    assert!(
        made.opening()
            .starts_with("Data hypotheses, each confirmed or rejected. In the chair")
    );
    let said: Vec<String> = made.discussed[0]
        .said
        .iter()
        .filter(|one| one.label() == "Hypothesis")
        .map(Minute::text)
        .collect();
    assert_eq!(
        said,
        [
            "Writing fell because two teachers left. (Person 2): confirmed.",
            "Phonics is safe. (Person 2): rejected.",
            "Absence is one family. (Person 2): neither confirmed nor rejected.",
        ]
    );
}

#[test]
fn minutes_are_made_of_the_log_and_of_nothing_else() {
    let scheme = Scheme::bradford().unwrap();
    let opened = board();
    let mut server = board();
    let mut log = Vec::new();
    let attend = |who: &str, how| Change::Attend {
        who: who.to_owned(),
        how,
    };
    let changes = [
        (1, attend("Rashida Dalal, head", Attendance::Present)),
        (1, attend("Owen Tranter", Attendance::Apologies)),
        (1, attend("Nobody", Attendance::Present)),
        (1, attend("Nobody", Attendance::Neither)),
        (2, absence(600)),
        (2, absence(630)),
        (2, said(urn(), "Mobility is high.")),
        (
            1,
            Change::Recuse {
                urn: urn(),
                who: "Rashida Dalal".to_owned(),
                why: "Her own school".to_owned(),
            },
        ),
        (1, Change::AskViews { urn: urn() }),
        (
            1,
            Change::ShowViews {
                urn: urn(),
                spread: Some(Spread(vec![0, 1, 2, 0])),
            },
        ),
        (1, decided(3, Level::High, "The head has left.")),
        (
            2,
            Change::Dissent {
                urn: urn(),
                text: "The figures do not bear it out.".to_owned(),
                by: "Person 2".to_owned(),
            },
        ),
        (
            1,
            Change::Act {
                urn: urn(),
                text: "Ask for a writing lead".to_owned(),
                owner: "Person 2".to_owned(),
                due: date!(2026 - 12 - 05),
            },
        ),
        (1, Change::Close),
    ];
    for (at, (who, change)) in changes.into_iter().enumerate() {
        let base = server.version(&change);
        let id = u128::try_from(at).unwrap() + 100;
        log.push(record(&mut server, &scheme, &by(who), &proposed(id, base, change)).unwrap());
    }
    let made = minutes(&scheme, &opened, &server, &log, Vec::new());
    assert_eq!(
        made.present,
        ["Person 1", "Person 2", "Rashida Dalal, head"]
    );
    assert_eq!(made.apologies, ["Owen Tranter"]);
    assert!(made.closed && made.left.is_empty() && made.as_proposed.is_empty());
    let item = &made.discussed[0];
    assert!(item.differs);
    assert_eq!(
        (item.band_word.as_str(), item.risk),
        ("Priority 4", Level::High)
    );
    assert_eq!(
        item.how,
        "Otherwise than suggested; not decided before. A second reader is asked for."
    );
    // Twice changed is minuted once, from what it was to what it is.
    let changed: Vec<&str> = item
        .said
        .iter()
        .filter_map(|one| match one {
            Minute::Changed { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(changed, ["Overall absence changed from 5.5% to 6.3%"]);
    let views = item.said.iter().find(|one| one.label() == "Own views");
    assert_eq!(
        views.map(Minute::text).as_deref(),
        Some("Given before the suggestion was seen. Priority 2: one · Priority 3: two.")
    );
    for kind in ["point", "recused", "dissent", "action", "reason"] {
        let json = serde_json::to_string(&item.said).unwrap();
        assert!(json.contains(&format!("\"kind\":\"{kind}\"")), "{kind}");
    }
    assert_eq!(made.actions.len(), 1);
    // The same log makes the same minutes, to the letter.
    assert_eq!(minutes(&scheme, &opened, &server, &log, Vec::new()), made);
    let wider = redact(&made, Audience::Wider);
    let text = serde_json::to_string(&wider).unwrap();
    for secret in [
        "Mobility",
        "The head has left",
        "Ask for a writing lead",
        "Priority 2: one",
    ] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(
        wider.bands.iter().all(|one| one.after != Some(1)),
        "one school is not counted to everybody"
    );
}

fn office(who: Office, name: &str, came: Option<Came>, does: Option<Charge>) -> Change {
    let name = name.to_owned();
    let held = Held { name, came, does };
    Change::Office {
        urn: urn(),
        who,
        held,
    }
}

#[test]
fn who_came_for_a_school_is_one_value_an_office_and_minuted_as_it_ended() {
    let scheme = Scheme::bradford().unwrap();
    let mut opened = board();
    if let Some(item) = opened.items.get_mut(&urn()) {
        item.holders.head = Some("Rashida Dalal".to_owned());
    }
    let mut server = opened.clone();
    let mut log = Vec::new();
    let there = Some(Came::There);
    let stood = Some(Came::Represented {
        by: "The clerk".to_owned(),
    });
    let changes = [
        (1, office(Office::Head, "", there.clone(), None)),
        (
            1,
            office(Office::Head, "", there.clone(), Some(Charge::Accountable)),
        ),
        (2, office(Office::Chair, "", stood, None)),
        (
            2,
            Change::Led {
                urn: urn(),
                led: Led::Chair,
            },
        ),
        (1, Change::Chair { to: by(2) }),
        (2, decided(3, Level::High, "The head has left.")),
    ];
    for (at, (who, change)) in changes.into_iter().enumerate() {
        let base = server.version(&change);
        let id = u128::try_from(at).unwrap() + 100;
        log.push(record(&mut server, &scheme, &by(who), &proposed(id, base, change)).unwrap());
    }
    // Another who has not seen what was said of the head is shown it; of the chair it is another value.
    let late = proposed(200, 1, office(Office::Head, "", None, None));
    let refused = server.check(&scheme, &late, by(3).id);
    assert!(matches!(refused, Err(Refusal::Stale { theirs }) if theirs.seq == 2));
    let made = minutes(&scheme, &opened, &server, &log, Vec::new());
    let lines: Vec<String> = made.discussed[0]
        .attended()
        .into_iter()
        .map(|(label, words)| format!("{label}: {words}"))
        .collect();
    assert_eq!(
        lines,
        [
            "Headteacher: Rashida Dalal, there. Accountable for the improvement.",
            "Chair of governors: Not recorded, represented by The clerk.",
            "Led for the school: Chair of governors.",
            "In the chair: Person 1, then Person 2.",
        ]
    );
    let text = serde_json::to_string(&redact(&made, Audience::Wider)).unwrap();
    for secret in ["Rashida Dalal", "The clerk"] {
        assert!(!text.contains(secret), "{secret}");
    }
    let wider = redact(&made, Audience::Wider);
    assert!(wider.offices.iter().all(|one| one.there != Some(1)));
}

#[test]
fn one_key_says_here_then_sent_word_then_nothing_and_keeps_the_rest() {
    let held = Held {
        does: Some(Charge::Monitors),
        ..Held::default()
    };
    let here = held.pressed();
    let sent = here.pressed();
    assert_eq!(
        (here.came, sent.came.clone(), sent.pressed()),
        (Some(Came::There), Some(Came::Apologies), held)
    );
}

#[test]
fn minutes_signed_before_anybody_wrote_down_who_came_are_still_read() {
    let scheme = Scheme::bradford().unwrap();
    let opened = board();
    let mut server = board();
    let decide = proposed(1, 0, decided(3, Level::High, "The head has left."));
    let log = vec![record(&mut server, &scheme, &by(1), &decide).unwrap()];
    let made = minutes(&scheme, &opened, &server, &log, Vec::new());
    let mut kept = serde_json::to_value(&made).unwrap();
    let item = kept["discussed"][0].as_object_mut().unwrap();
    item.remove("offices");
    let read: domain::meetings::Minutes = serde_json::from_value(kept).unwrap();
    assert!(read.discussed[0].attended().is_empty());
}
