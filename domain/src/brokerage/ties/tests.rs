use std::sync::Arc;

use time::macros::date;
use uuid::Uuid;

use super::super::{
    Board, BoardChange, BoardDone, BoardRefusal, Depth, Familiarity, HalfDays, Held, Need,
    NeedDraft, Override, Question, Refusal, Release, Rule, Specialism, Tie, Tier, Waiver,
    WaiverFault, Weights, cautions, eligible, standard_types,
};
use super::*;
use crate::schools::{Key, LeaderId, NeedId, Phase};

const TODAY: Date = date!(2026 - 11 - 27);

fn urn(number: u32) -> Urn {
    Urn::try_from(900_000 + number).unwrap()
}

fn body(kind: BodyKind, name: &str) -> Body {
    Body {
        kind,
        name: name.to_owned(),
    }
}

/// Vale One asks. Of its trust is Vale Two, of its federation Vale Three, of its diocese Vale Four.
fn schools() -> Register {
    let one = [
        body(BodyKind::Trust, "Wharfe Trust"),
        body(BodyKind::Federation, "Two Becks"),
        body(BodyKind::Diocese, "Diocese of the Dale"),
    ];
    [
        (1, "Vale One", one.to_vec()),
        (2, "Vale Two", vec![one[0].clone()]),
        (3, "Vale Three", vec![one[1].clone()]),
        (4, "Vale Four", vec![one[2].clone()]),
        (5, "Vale Five", vec![body(BodyKind::Trust, "Moor Trust")]),
    ]
    .into_iter()
    .map(|(number, name, to)| {
        let name = name.to_owned();
        (urn(number), Belongs { name, to })
    })
    .collect()
}

fn joan() -> Leader {
    let mut leader = Leader::blank(LeaderId(Uuid::nil()), Key::of("SLE"), TODAY);
    leader.name = "Joan Petrie".to_owned();
    leader.specialisms = vec![Specialism {
        area: Key::of("maths"),
        depth: Depth::Primary,
    }];
    leader.yearly = HalfDays::days(15);
    leader.release = Release::Agreed;
    leader.declared_until = Some(date!(2028 - 01 - 01));
    leader.checks_until = Some(date!(2028 - 01 - 01));
    leader
}

fn need() -> Need {
    Need {
        id: NeedId(Uuid::nil()),
        draft: NeedDraft {
            urn: urn(1),
            area: Key::of("maths"),
            note: String::new(),
            half_days: HalfDays::days(5),
            tier: Tier::default(),
            from: TODAY,
            to: date!(2027 - 03 - 26),
            phase_essential: false,
            remote: false,
            style: None,
            familiarity: Familiarity::Either,
            meeting: None,
            of: None,
        },
        school: "Vale One".to_owned(),
        phase: Phase::Primary,
        place: None,
        governance: None,
        organisation: None,
        roll: None,
        disadvantaged: None,
        faith: false,
        vetoes: Vec::new(),
        opened: TODAY,
        matched: None,
    }
}

fn board(leader: Leader) -> Board {
    let types = standard_types().to_vec();
    Board::open(types, vec![leader], vec![need()], [], [], 0)
        .knowing(Arc::new(schools()), Vec::new())
}

fn at(home: u32) -> Leader {
    Leader {
        home: Some(urn(home)),
        ..joan()
    }
}

fn tied(number: u32, kind: TieKind, until: Option<Date>) -> Leader {
    let mut leader = joan();
    let urn = urn(number);
    leader.ties.push(Tie { urn, kind, until });
    leader
}

fn of_body(name: &str, kind: TieKind, until: Option<Date>) -> Leader {
    let mut leader = joan();
    leader.profile.bodies.push(BodyTie {
        body: name.to_owned(),
        kind,
        until,
    });
    leader
}

/// What a leader's ties come to for Vale One, and the words.
fn comes(leader: &Leader) -> Option<(Comes, String)> {
    let ctx = board(leader.clone()).context(TODAY);
    let refused: Vec<Refusal> = eligible(leader, &need(), &ctx);
    let looked: Vec<String> = cautions(leader, &need(), &ctx)
        .iter()
        .map(super::super::Caution::words)
        .collect();
    match (refused.as_slice(), looked.as_slice()) {
        ([], []) => None,
        ([], [words]) => Some((Comes::Caution, words.clone())),
        ([one], []) => {
            assert_eq!(
                (one.rule(), one.may_override()),
                (Rule::H5, Override::AuthorityLead)
            );
            Some((Comes::Stops, one.words()))
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_tie_is_found_by_way_of_trust_federation_and_diocese_and_its_path_is_said() {
    let recently = Some(date!(2025 - 07 - 18));
    let long_ago = Some(date!(2022 - 07 - 18));
    use Comes::{Caution, Stops};
    use TieKind as T;
    let cases: [(Leader, Option<(Comes, &str)>); 14] = [
        (joan(), None),
        (at(5), None),
        (at(4), None),
        (
            at(2),
            Some((
                Caution,
                "Works at Vale Two, which is run by Wharfe Trust, as is Vale One. From their record and the register.",
            )),
        ),
        (
            at(3),
            Some((
                Stops,
                "Works at Vale Three, which is federated under Two Becks, as is Vale One. From their record and the register.",
            )),
        ),
        (
            tied(2, T::WorkedThere, recently),
            Some((
                Caution,
                "Until 18 Jul 2025 worked at Vale Two, which is run by Wharfe Trust, as is Vale One. From their own declaration and the register.",
            )),
        ),
        (tied(2, T::WorkedThere, long_ago), None),
        (
            tied(2, T::Governor, None),
            Some((
                Caution,
                "Is a governor of Vale Two, which is run by Wharfe Trust, as is Vale One. From their own declaration and the register.",
            )),
        ),
        (
            of_body("wharfe trust ", T::WorksThere, None),
            Some((
                Stops,
                "Works for Wharfe Trust, which runs Vale One. From their own declaration and the register.",
            )),
        ),
        (
            of_body("Wharfe Trust", T::Relative, None),
            Some((
                Caution,
                "Has a relative at Wharfe Trust, which runs Vale One. From their own declaration and the register.",
            )),
        ),
        (
            of_body("Diocese of the Dale", T::WorksThere, None),
            Some((
                Caution,
                "Works for Diocese of the Dale, which has a say in Vale One. From their own declaration and the register.",
            )),
        ),
        (of_body("Moor Trust", T::WorksThere, None), None),
        (
            tied(1, T::PaidWork, recently),
            Some((
                Caution,
                "Was paid for work there until 18 Jul 2025, too recently.",
            )),
        ),
        (
            tied(1, T::Relative, None),
            Some((Stops, "Has a relative there.")),
        ),
    ];
    for (leader, expected) in cases {
        let expected = expected.map(|(comes, words)| (comes, words.to_owned()));
        assert_eq!(comes(&leader), expected);
    }
}

#[test]
fn of_several_paths_what_stops_goes_before_what_is_looked_at_and_the_shortest_first() {
    let mut leader = at(3);
    leader.ties = tied(2, TieKind::Governor, None).ties;
    leader.profile.bodies = of_body("Wharfe Trust", TieKind::WorkedThere, Some(TODAY))
        .profile
        .bodies;
    let ctx = board(leader.clone()).context(TODAY);
    let found: Vec<(Comes, usize)> = paths(&leader, urn(1), "Vale One", &ctx)
        .iter()
        .map(|(comes, path)| (*comes, path.ties()))
        .collect();
    use Comes::{Caution, Stops};
    assert_eq!(found, [(Stops, 2), (Stops, 3), (Caution, 3)]);
    // One refusal says it: the shortest.
    let refusals = eligible(&leader, &need(), &ctx);
    assert!(matches!(&refusals[..], [Refusal::Connected { path }] if path.ties() == 2));
}

#[test]
fn no_path_is_longer_than_three_ties_and_the_order_of_the_record_is_irrelevant() {
    let mut leader = joan();
    for number in 1..=5 {
        for kind in TieKind::ALL {
            leader.ties.extend(tied(number, kind, None).ties);
        }
    }
    for name in ["Wharfe Trust", "Two Becks", "Diocese of the Dale"] {
        for kind in TieKind::OF_A_BODY {
            leader
                .profile
                .bodies
                .extend(of_body(name, kind, None).profile.bodies);
        }
    }
    let ctx = board(leader.clone()).context(TODAY);
    let all = every_path(&leader, urn(1), "Vale One", &ctx.register);
    assert_eq!(all.len(), 9 + 3 * 9 + 3 * 6);
    assert!(all.iter().all(|path| (1..=3).contains(&path.ties())));
    let found = paths(&leader, urn(1), "Vale One", &ctx);
    leader.ties.reverse();
    leader.profile.bodies.reverse();
    assert_eq!(paths(&leader, urn(1), "Vale One", &ctx), found);
}

fn waiver(leader: &Leader) -> Waiver {
    Waiver {
        need: need().id,
        leader: leader.id,
        rule: Rule::H5,
        by: Override::AuthorityLead,
        name: "Pearl Okafor".to_owned(),
        reason: "Nobody else knows the phase.".to_owned(),
        until: Some(date!(2027 - 03 - 26)),
    }
}

#[test]
fn what_is_waived_the_plan_may_use_and_says_so_and_what_is_taken_back_it_may_not() {
    let leader = of_body("Wharfe Trust", TieKind::WorksThere, None);
    let mut board = board(leader.clone());
    let best = |board: &Board, day: Date| {
        let question = Question::of(board, &Weights::default(), &board.context(day));
        question.best(&Held::on(board)).matches.len()
    };
    assert_eq!(best(&board, TODAY), 0);
    let given = BoardChange::Waive {
        waiver: waiver(&leader),
    };
    assert_eq!(board.check(&given, &board.context(TODAY)), Ok(()));
    assert_eq!(best(&board.with_pending([&given]), TODAY), 1);
    let back = board.undo(&given);
    board.apply(
        1,
        &BoardDone::Changed {
            change: given.clone(),
        },
    );
    assert_eq!(best(&board, TODAY), 1);
    let said: Vec<String> = cautions(&leader, &need(), &board.context(TODAY))
        .iter()
        .map(super::super::Caution::words)
        .collect();
    assert_eq!(
        said,
        [
            "Works for Wharfe Trust, which runs Vale One. From their own declaration and the register. \
          Waived by Pearl Okafor until 26 Mar 2027: Nobody else knows the phase."
        ]
    );
    // Past its day it counts no more.
    assert_eq!(best(&board, date!(2027 - 03 - 27)), 0);
    // The same again is no change; taken back, all is as before.
    assert_eq!(board.undo(&given), []);
    assert_eq!(board.with_pending(&back).waivers.len(), 0);
    assert_eq!(best(&board.with_pending(&back), TODAY), 0);
    let again: Vec<_> = back.iter().flat_map(|one| board.undo(one)).collect();
    assert_eq!(again, [given]);
}

#[test]
fn a_waiver_says_why_has_a_day_to_come_and_sets_something_aside() {
    let leader = of_body("Wharfe Trust", TieKind::WorksThere, None);
    let board = board(leader.clone());
    let check = |change: fn(&mut Waiver)| {
        let mut waiver = waiver(&leader);
        change(&mut waiver);
        board.check(&BoardChange::Waive { waiver }, &board.context(TODAY))
    };
    let faults = |faults: Vec<WaiverFault>| Err(BoardRefusal::Waiver { faults });
    assert_eq!(check(|_| ()), Ok(()));
    assert_eq!(check(|one| one.until = None), Ok(()));
    assert_eq!(check(|one| one.until = Some(TODAY)), Ok(()));
    assert_eq!(
        check(|one| {
            one.reason = "  ".to_owned();
            one.until = Some(date!(2026 - 11 - 26));
        }),
        faults(vec![WaiverFault::NoReason, WaiverFault::Over])
    );
    assert_eq!(
        check(|one| one.reason = "é".repeat(401)),
        faults(vec![WaiverFault::NoReason])
    );
    for wrong in [
        |one: &mut Waiver| one.rule = Rule::H9,
        |one: &mut Waiver| one.by = Override::Broker,
    ] {
        assert_eq!(check(wrong), Err(BoardRefusal::NothingToWaive));
    }
    let back = BoardChange::Unwaive {
        pair: waiver(&leader).pair(),
        rule: Rule::H5,
    };
    let ctx = board.context(TODAY);
    assert_eq!(board.check(&back, &ctx), Err(BoardRefusal::NoSuchWaiver));
}

#[test]
fn the_rules_that_ship_can_be_read_and_a_document_that_leaves_one_out_is_refused() {
    let text = include_str!("../../../schemes/ties.toml");
    assert_eq!(TieRules::parse(text).as_ref(), Ok(TieRules::standard()));
    assert_eq!(TieRules::standard().months(TieKind::WorkedThere), 36);
    let short = text.rsplit_once("[[tie]]").unwrap().0;
    assert_eq!(
        TieRules::parse(short),
        Err(TieFault::Unsaid("is or was paid for work there"))
    );
    let twice = format!("{text}\n[[tie]]\nkind = \"governor\"\nmonths = 1\nschool = \"stops\"\n");
    assert_eq!(
        TieRules::parse(&twice),
        Err(TieFault::Twice("is or was a governor there"))
    );
    let wrong = text.replace("school = \"stops\"", "school = \"perhaps\"");
    assert!(matches!(
        TieRules::parse(&wrong),
        Err(TieFault::NotReadable(_))
    ));
}
