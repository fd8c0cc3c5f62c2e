//! What a plan costs, and who pays what of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use time::macros::date;
use uuid::Uuid;

use super::*;
use crate::brokerage::words::Names;
use crate::brokerage::{
    Board, BoardChange, BoardDone, BoardRefusal, Designation, Familiarity, HalfDays, Leader, Need,
    NeedDraft, Pair, Profile, Release, Standing as LeaderStanding, TrackRecord, standard_types,
};
use crate::calendar::Date;
use crate::schools::{Key, LeaderId, NeedId, Phase, PotId, Urn};

const TODAY: Date = date!(2026 - 11 - 23);

fn need_id(number: u128) -> NeedId {
    NeedId(Uuid::from_u128(number))
}

fn pot_id(number: u128) -> PotId {
    PotId(Uuid::from_u128(number))
}

pub fn need(number: u128, days: u32) -> Need {
    Need {
        id: need_id(number),
        draft: NeedDraft {
            urn: Urn::try_from(900_001).unwrap(),
            area: Key::of("maths"),
            note: String::new(),
            half_days: HalfDays::days(days),
            tier: 3.try_into().unwrap(),
            from: date!(2027 - 01 - 04),
            to: date!(2027 - 07 - 23),
            phase_essential: false,
            remote: false,
            style: None,
            familiarity: Familiarity::Either,
            meeting: None,
            of: None,
        },
        school: format!("Vale {number}"),
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

/// A specialist leader, at £350 a day.
pub fn leader() -> Leader {
    Leader {
        id: LeaderId(Uuid::from_u128(1)),
        name: "Amir Qureshi".to_owned(),
        designation: Designation {
            kind: Key::of("SLE"),
            body: String::new(),
            awarded: date!(2023 - 09 - 01),
            review_due: None,
            standing: LeaderStanding::Active,
            reason: String::new(),
        },
        home: None,
        home_name: String::new(),
        organisation: None,
        place: None,
        specialisms: Vec::new(),
        phases: vec![Phase::Primary],
        roll: None,
        disadvantaged: None,
        faith: false,
        yearly: HalfDays::days(60),
        used: HalfDays(0),
        most_deployments: 9,
        deployments: 0,
        weekdays: 0b1_1111,
        styles: Vec::new(),
        release: Release::Agreed,
        declared_until: None,
        checks_until: None,
        ties: Vec::new(),
        vetoes: Vec::new(),
        own_school_concern: None,
        track: TrackRecord::default(),
        profile: Profile::default(),
    }
}

fn in_pot(number: u128, name: &str, pounds: i64) -> InPot {
    InPot {
        pot: Pot {
            id: pot_id(number),
            name: name.to_owned(),
            funder: "The forum".to_owned(),
            years: Years {
                kind: YearKind::Academic,
                first: 2026,
                last: 2026,
            },
            amount: Pence::pounds(pounds),
            standing: Standing::Held,
            rules: PotRules::default(),
            reports: Vec::new(),
        },
        available: Pence::pounds(pounds),
    }
}

fn named(pots: &[u128], school: bool) -> WhoPays {
    WhoPays {
        pots: pots.iter().copied().map(pot_id).collect(),
        school,
    }
}

/// Three needs of four days each, £1,400 apiece.
fn board(pays: impl IntoIterator<Item = (u128, WhoPays)>) -> Board {
    let needs = (1..=3).map(|number| need(number, 4)).collect();
    let board = Board::open(standard_types().to_vec(), vec![leader()], needs, [], [], 0);
    let purse = Purse {
        pots: vec![
            in_pot(1, "Forum pot", 2_000),
            in_pot(2, "Reading fund", 500),
        ],
        rates: Vec::new(),
    };
    let pays = pays
        .into_iter()
        .map(|(number, pays)| (need_id(number), pays));
    board.paying(Arc::new(purse), pays)
}

fn bill(board: &Board) -> Bill {
    let leader = leader().id;
    let pairs: Vec<Pair> = board
        .needs
        .keys()
        .map(|need| Pair {
            need: *need,
            leader,
        })
        .collect();
    Bill::of(board, &pairs, &board.context(TODAY))
}

#[test]
fn a_plan_nobody_is_named_to_pay_for_has_a_price_and_no_payer() {
    let bill = bill(&board([]));
    assert_eq!(bill.whole(), Pence::pounds(4_200));
    assert_eq!(bill.unnamed(), bill.whole());
    assert_eq!((bill.pots, bill.unpriced), (Vec::new(), 0));
}

#[test]
fn no_penny_of_a_pot_is_counted_twice() {
    let board = board([
        (1, named(&[1], false)),
        (2, named(&[1, 2], true)),
        (3, named(&[2], true)),
    ]);
    let bill = bill(&board);
    let shares: Vec<(Vec<i64>, i64)> = bill
        .costs
        .values()
        .map(|cost| {
            let pots = cost.pots.iter().map(|share| share.amount.0 / 100);
            (pots.collect(), cost.school.0 / 100)
        })
        .collect();
    assert_eq!(
        shares,
        [(vec![1_400], 0), (vec![600, 500], 300), (vec![], 1_400)]
    );
    let pots: Vec<String> = bill.pots.iter().map(PotNeeds::words).collect();
    assert_eq!(
        pots,
        [
            "Forum pot: £2,000 of the £2,000 there",
            "Reading fund: £500 of the £500 there"
        ]
    );
    assert_eq!(bill.schools(), Pence::pounds(1_700));
    assert_eq!(bill.refusal(Names(&board)), None);
}

#[test]
fn a_plan_that_would_overspend_a_pot_says_so_in_pounds() {
    let board = board((1..=3).map(|number| (number, named(&[1], false))));
    let bill = bill(&board);
    assert_eq!(
        bill.pots[0].words(),
        "Forum pot: £4,200, and £2,000 is there: £2,200 short"
    );
    assert_eq!(
        bill.refusal(Names(&board)).unwrap(),
        "This plan needs £4,200 of Forum pot, and £2,000 is there: £2,200 short. \
         Name who else pays for Vale 1, Vale 2 and Vale 3, or leave one of them out."
    );
}

#[test]
fn of_several_pots_that_have_not_enough_the_last_is_short() {
    let board = board([(1, named(&[2, 1], false)), (2, named(&[2, 1], false))]);
    let bill = bill(&board);
    let short: Vec<(&str, Pence)> = bill
        .overspent()
        .map(|pot| (pot.name.as_str(), pot.short()))
        .collect();
    assert_eq!(short, [("Forum pot", Pence::pounds(300))]);
}

#[test]
fn who_pays_is_named_changed_and_taken_back() {
    let mut board = board([(1, named(&[1], false))]);
    let ctx = board.context(TODAY);
    let name = |number, pays| BoardChange::Pays {
        need: need_id(number),
        pays,
    };
    let other = name(1, named(&[2], true));
    assert_eq!(board.check(&other, &ctx), Ok(()));
    assert_eq!(board.undo(&other), [name(1, named(&[1], false))]);
    assert_eq!(board.undo(&name(2, named(&[1], false))), []);
    board.apply(1, &BoardDone::Changed { change: other });
    assert_eq!(board.pays[&need_id(1)], named(&[2], true));
    for (pays, why) in [
        (named(&[], false), "say who pays"),
        (named(&[1, 1], false), "twice"),
        (named(&[7], false), "no such pot"),
        (named(&[1, 2, 3, 4, 5], false), "at most four"),
    ] {
        let Err(BoardRefusal::Pays { reason }) = board.check(&name(1, pays), &ctx) else {
            panic!("{why}");
        };
        assert!(reason.contains(why), "{reason}");
    }
    assert_eq!(
        board.check(&name(9, named(&[1], false)), &ctx),
        Err(BoardRefusal::NoSuchNeed)
    );
    assert_eq!(
        board.pays[&need_id(1)].words(&board.purse),
        "Reading fund, then the school"
    );
    // Money moves: the board hears of it.
    let purse = Arc::new(Purse::default());
    board.apply(
        2,
        &BoardDone::Purse {
            purse: purse.clone(),
        },
    );
    assert_eq!(board.purse, purse);
    let gone = BoardDone::Closed {
        need: need_id(1),
        leader: None,
    };
    board.apply(3, &gone);
    assert_eq!(board.pays, BTreeMap::new());
}

#[test]
fn pots_that_may_pay_come_first_and_the_others_say_why() {
    let mut board = board([]);
    let mut purse = (*board.purse).clone();
    purse.pots[0].pot.rules.areas = vec![Key::of("writing")];
    board.purse = Arc::new(purse);
    let ctx = board.context(TODAY);
    let found = board.purse.choices(&board.needs[&need_id(1)], &ctx);
    let names: Vec<(&str, usize)> = found
        .iter()
        .map(|pot| (pot.name.as_str(), pot.reasons.len()))
        .collect();
    assert_eq!(names, [("Reading fund", 0), ("Forum pot", 1)]);
}
