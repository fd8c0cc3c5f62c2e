//! The worked examples, what is refused and in which words, and the laws of the book.

mod board;
mod laws;
mod rules;
mod seat;
mod told;

use super::*;
use crate::brokerage::HalfDays;
use crate::schools::{Governance, Key, Phase, PotId};
use crate::support::Part;
use seat::{HELPED, HOME, Seat, TODAY, person, pot_id, work_id};
use time::macros::date;

/// Example 25: support of a subscriber is free to the school, with exceptions.
#[test]
fn a_subscriber_pays_nothing_and_the_pot_pays_in_full() {
    let mut seat = Seat::new();
    seat.pot(1, 10_000, |pot| {
        pot.rules.subscribers = Some(Subscribers {
            schools: vec![HELPED.urn()],
            except_types: vec![Key::of("NLE")],
            except_areas: Vec::new(),
        });
    });
    seat.reserve(1, "SLE", 4, &[1], true).unwrap();
    let work = &seat.book.commitments[&work_id(1)];
    assert_eq!(work.school, Pence::ZERO);
    assert_eq!(work.pots[0].amount, Pence::pounds(700));
    // Not for a type it does not cover, nor for a school that does not subscribe.
    let refused = seat.reserve(2, "NLE", 2, &[1], false).unwrap_err();
    assert_eq!(
        refused.sentence(),
        "Pot 1 does not cover this: the school pays."
    );
    seat.reserve(3, "NLE", 2, &[], true).unwrap();
    assert_eq!(
        seat.book.commitments[&work_id(3)].school,
        Pence::pounds(550)
    );
    // Where the subscription has run dry the school is not asked for the rest.
    let refused = seat.reserve(4, "SLE", 60, &[1], true).unwrap_err();
    assert_eq!(
        refused.sentence(),
        "It costs £10,500, and Pot 1 has £9,300 available: £1,200 short."
    );
}

/// Example 26: with one interim report overdue nothing is released, and nothing new is put aside.
#[test]
fn nothing_is_released_while_a_report_is_overdue() {
    let mut seat = Seat::new();
    seat.pot(1, 10_000, |pot| {
        pot.reports = vec![ReportDue {
            due: date!(2026 - 11 - 02),
            what: "Interim report".to_owned(),
            accepted: None,
        }];
    });
    // It was put aside and drawn before the report was late.
    seat.on = date!(2026 - 10 - 05);
    seat.reserve(1, "SLE", 4, &[1], false).unwrap();
    seat.commit(1).unwrap();
    seat.draw(1, 4).unwrap();
    seat.release(1, 1, 35_000).unwrap();
    seat.on = TODAY;
    let refused = seat.release(1, 1, 35_000).unwrap_err();
    assert_eq!(
        refused.sentence(),
        "Pot 1 has a report overdue since 2 Nov 2026: nothing is released until it is accepted."
    );
    assert!(matches!(
        seat.reserve(2, "SLE", 1, &[1], false),
        Err(Refusal::Ineligible { .. })
    ));
    seat.ask(Change::Report {
        covers: vec![(pot_id(1), date!(2026 - 11 - 02))],
    })
    .unwrap();
    seat.release(1, 1, 35_000).unwrap();
}

/// Example 28: what was carried forward and what is new, for one school in one year, is reported once.
#[test]
fn one_report_covers_every_pot_that_pays_for_a_school_in_a_year() {
    let mut seat = Seat::new();
    seat.pot(1, 1_000, |_| {});
    seat.pot(2, 10_000, |_| {});
    seat.pot(3, 10_000, |_| {});
    seat.ask(Change::CarryForward {
        from: pot_id(3),
        to: pot_id(1),
        amount: Pence::pounds(50),
    })
    .unwrap();
    seat.reserve(1, "SLE", 8, &[1, 2], false).unwrap();
    seat.reserve(2, "LLE", 2, &[2], false).unwrap();
    let all = combined(&seat.book);
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].school, all[0].year), (HELPED.urn(), 2026));
    assert_eq!(
        all[0].pots,
        [
            (pot_id(1), Pence::pounds(1_050)),
            (pot_id(2), Pence::pounds(800))
        ]
    );
}

#[test]
fn a_pot_that_may_not_pay_says_every_reason() {
    let mut seat = Seat::new();
    seat.pot(1, 10_000, |pot| {
        pot.rules = PotRules {
            governance: vec![Governance::Academy],
            phases: vec![Phase::Secondary],
            leader_types: vec![Key::of("NLE")],
            most_day_rate: Some(Pence::pounds(300)),
            areas: vec![Key::of("maths")],
            cross_organisation: true,
            ..PotRules::default()
        };
    });
    let refused = seat.reserve(1, "SLE", 2, &[1], false).unwrap_err();
    assert_eq!(
        refused.sentence(),
        "Pot 1 does not pay for maintained schools; it does not pay for this phase (primary); \
         it pays for some areas of need only: say which this is; \
         it does not pay for leaders of type SLE; it pays £300 a day at most, and this is £350; \
         it pays for support between organisations, and both belong to Beck Trust."
    );
    assert_eq!(refused.field(), "pots");
}

#[test]
fn money_goes_one_way_and_what_is_not_there_is_refused_in_words() {
    let mut seat = Seat::new();
    seat.pot(1, 2_000, |_| {});
    let over = seat.reserve(1, "LLE", 9, &[1], false).unwrap_err();
    assert_eq!(
        over.sentence(),
        "It costs £2,025, and Pot 1 has £2,000 available: £25 short."
    );
    seat.reserve(2, "SLE", 3, &[1], false).unwrap();
    assert_eq!(
        seat.draw(2, 1).unwrap_err().sentence(),
        "Nothing is committed for it: it is not agreed yet."
    );
    assert_eq!(
        seat.release(1, 2, 100).unwrap_err().sentence(),
        "Pot 1 has £0 drawn: £1 cannot be taken from it, £1 short."
    );
    seat.commit(2).unwrap();
    assert_eq!(seat.commit(2), Err(Refusal::NothingReserved));
    seat.draw(2, 2).unwrap();
    assert_eq!(
        seat.draw(2, 2).unwrap_err().sentence(),
        "1½ days are agreed and 1 are used: 1 more is too many."
    );
    assert_eq!(
        seat.ask(Change::Return {
            pot: pot_id(1),
            from: Place::Drawn,
            commitment: Some(work_id(2)),
            amount: Pence(1),
        }),
        Err(Refusal::NotReturned)
    );
    let refused = seat.ask(Change::Grant {
        pot: pot_id(1),
        amount: Pence::pounds(1),
    });
    assert_eq!(
        refused.unwrap_err().sentence(),
        "£2,000 were awarded and £2,000 of them are in: this would be £1 more."
    );
    let held = seat.book.held(pot_id(1));
    assert_eq!(held.available, Pence(147_500));
    assert_eq!((held.committed, held.drawn), (Pence(17_500), Pence(35_000)));
    assert!(held.adds_up());
}

#[test]
fn released_money_is_clawed_back_by_a_second_person_only() {
    let mut seat = Seat::new();
    seat.pot(1, 2_000, |_| {});
    seat.reserve(1, "SLE", 2, &[1], false).unwrap();
    seat.commit(1).unwrap();
    seat.draw(1, 2).unwrap();
    seat.release(1, 1, 35_000).unwrap();
    let due = |seat: &Seat| seat.book.party(Party::Home(Some(HOME.urn())), Side::Due);
    // Example 23, in the book.
    assert_eq!(due(&seat), Pence(29_750));
    assert_eq!(seat.book.party(Party::Broker, Side::Due), Pence(5_250));
    let id = seat.ask_back(1, 1, 10_000).unwrap();
    let answer = Change::AnswerBack { id, approved: true };
    assert_eq!(
        seat.ask(answer.clone()).unwrap_err().sentence(),
        "Somebody else must say yes or no: you asked for it back."
    );
    assert_eq!(due(&seat), Pence(29_750));
    seat.by = person(2);
    seat.ask(answer.clone()).unwrap();
    assert_eq!(due(&seat), Pence(21_250));
    assert_eq!(seat.book.held(pot_id(1)).released, Pence(25_000));
    assert_eq!(seat.ask(answer), Err(Refusal::AnsweredAlready));
    // No more is asked back than was released.
    assert!(matches!(
        seat.ask_back(1, 1, 25_001),
        Err(Refusal::MoreThanReleased { .. })
    ));
}

#[test]
fn a_bid_goes_from_asked_to_won_and_holds_no_money_before() {
    let mut seat = Seat::new();
    seat.pot(1, 0, |pot| {
        pot.amount = Pence::pounds(40_000);
        pot.standing = Standing::Asked {
            by: date!(2026 - 12 - 18),
        };
    });
    assert_eq!(pipeline(seat.book.pots.values()), Pence::pounds(40_000));
    let grant = Change::Grant {
        pot: pot_id(1),
        amount: Pence::pounds(20_000),
    };
    assert_eq!(
        seat.ask(grant.clone()).unwrap_err().sentence(),
        "Pot 1 is being asked for: no money can move in it."
    );
    let step = |becomes, amount| Change::Bid {
        pot: pot_id(1),
        becomes,
        amount,
    };
    let won = Standing::Won { on: TODAY };
    assert!(matches!(
        seat.ask(step(won.clone(), None)),
        Err(Refusal::NoSuchStep { .. })
    ));
    seat.ask(step(
        Standing::Waiting {
            since: TODAY,
            answer_by: None,
        },
        None,
    ))
    .unwrap();
    seat.ask(step(won, Some(Pence::pounds(30_000)))).unwrap();
    assert_eq!(pipeline(seat.book.pots.values()), Pence::ZERO);
    seat.ask(grant.clone()).unwrap();
    assert!(matches!(
        seat.ask(grant),
        Err(Refusal::MoreThanAwarded { .. })
    ));
}

#[test]
fn a_school_that_pays_is_invoiced_and_its_money_shared_when_it_is_paid() {
    let mut seat = Seat::new();
    seat.pot(1, 100, |_| {});
    seat.reserve(1, "SLE", 2, &[1], true).unwrap();
    assert_eq!(
        seat.book.commitments[&work_id(1)].school,
        Pence::pounds(250)
    );
    let school = Party::School(HELPED.urn());
    assert!(matches!(
        seat.invoice(1, school, Some(1), 25_001),
        Err(Refusal::MoreThanDue { .. })
    ));
    let id = seat.invoice(1, school, Some(1), 25_000).unwrap();
    assert_eq!(seat.book.party(school, Side::Invoiced), Pence(25_000));
    seat.ask(Change::Pay { invoice: id }).unwrap();
    assert_eq!(seat.book.party(school, Side::Invoiced), Pence::ZERO);
    let home = Party::Home(Some(HOME.urn()));
    assert_eq!(seat.book.party(home, Side::Due), Pence(21_250));
    assert_eq!(seat.book.party(Party::Broker, Side::Due), Pence(3_750));
    assert_eq!(
        seat.ask(Change::Pay { invoice: id }),
        Err(Refusal::PaidAlready)
    );
    let id = seat.invoice(2, home, None, 21_250).unwrap();
    seat.ask(Change::Pay { invoice: id }).unwrap();
    assert_eq!(seat.book.party(home, Side::Paid), Pence(21_250));
}

#[test]
fn a_visit_is_paid_for_once() {
    let mut seat = Seat::new();
    seat.pot(1, 2_000, |_| {});
    seat.reserve(1, "SLE", 4, &[1], false).unwrap();
    seat.commit(1).unwrap();
    let visit = Change::Draw {
        commitment: work_id(1),
        half_days: HalfDays(1),
        visit: Some(crate::schools::VisitId(uuid::Uuid::from_u128(7))),
    };
    seat.ask(visit.clone()).unwrap();
    assert_eq!(seat.ask(visit), Err(Refusal::VisitTwice));
}

#[test]
fn every_change_says_why() {
    let mut seat = Seat::new();
    seat.pot(1, 2_000, |_| {});
    seat.why = "  ".to_owned();
    assert_eq!(seat.reserve(1, "SLE", 4, &[1], false), Err(Refusal::Why));
}

#[test]
fn a_pot_that_cannot_stand_is_refused_at_each_field() {
    let mut pot = Seat::new().blank(1, 0);
    pot.name = " ".to_owned();
    pot.funder = "x".repeat(81);
    pot.years.last = pot.years.first - 1;
    pot.rules.most_day_rate = Some(Pence(99));
    pot.rules.areas = vec![Key::of("moon")];
    let fields: Vec<&str> = check_pot(&pot)
        .unwrap_err()
        .iter()
        .map(PotFault::field)
        .collect();
    assert_eq!(
        fields,
        [
            "pot-name",
            "pot-funder",
            "pot-years",
            "pot-amount",
            "pot-rate",
            "pot-areas"
        ]
    );
}

/// What a school was given in a year, pot by pot; who keeps no money reads no pot, and a leader nothing.
#[test]
fn a_schools_year_says_what_was_carried_forward_what_is_spent_and_what_is_left() {
    let mut seat = Seat::new();
    seat.pot(1, 1_000, |_| {});
    seat.pot(2, 10_000, |_| {});
    seat.pot(3, 10_000, |_| {});
    seat.ask(Change::CarryForward {
        from: pot_id(3),
        to: pot_id(1),
        amount: Pence::pounds(50),
    })
    .unwrap();
    seat.reserve(1, "SLE", 8, &[1, 2], false).unwrap();
    seat.commit(1).unwrap();
    seat.draw(1, 4).unwrap();
    let year = seat.book.of_school_year(HELPED.urn(), 2026);
    let ids: Vec<PotId> = year.pots.iter().map(|one| one.id).collect();
    assert_eq!(ids, [pot_id(1), pot_id(2)]);
    assert_eq!(year.pots[0].carried, Pence::pounds(50));
    assert_eq!(year.pots[1].carried, Pence::ZERO);
    assert_eq!(year.held.came_in, Pence::pounds(1_400));
    assert_eq!(
        (year.spent(), year.left()),
        (Pence::pounds(700), Pence::pounds(700))
    );
    let by_pot = year.pots.iter().map(SchoolYearPot::spent);
    assert_eq!(Pence::sum(by_pot), Some(year.spent()));
    // What is not used then comes from a year before.
    let next = seat.book.of_school_year(HELPED.urn(), 2027);
    assert_eq!(
        (next.held.came_in, next.spent()),
        (Pence::ZERO, Pence::ZERO)
    );
    assert_eq!(
        (next.earlier, next.left()),
        (Pence::pounds(700), Pence::pounds(700))
    );
    assert_eq!(
        seat.book.of_school_year(HELPED.urn(), 2025),
        SchoolYearMoney::default()
    );
    assert_eq!(
        seat.book.of_school_year(HOME.urn(), 2026),
        SchoolYearMoney::default()
    );
    let head = year.clone().seen(Part::Head).unwrap();
    assert!(head.pots.is_empty());
    assert_eq!(head.spent(), year.spent());
    for part in [Part::Leader, Part::HomeHead, Part::PartnershipLead] {
        assert_eq!(year.clone().seen(part), None, "{part:?}");
    }
}
