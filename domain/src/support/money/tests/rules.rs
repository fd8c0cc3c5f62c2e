//! The rules of a pot are changed: what is kept, what is refused, and what they would not have allowed.

use time::macros::date;

use super::super::*;
use super::seat::{HELPED, Seat, TODAY, pot_id, work_id};
use crate::schools::{Governance, Key, Phase, Urn};

fn set(seat: &mut Seat, number: u128, shape: impl FnOnce(&mut Pot)) -> Result<String, Refusal> {
    let mut pot = seat.book.pots[&pot_id(number)].clone();
    shape(&mut pot);
    let change = Change::SetRules {
        pot: pot.id,
        rules: Box::new(pot.rules),
        reports: pot.reports,
    };
    let words = change_words(&seat.book, &change);
    seat.ask(change).map(|_| words)
}

#[test]
fn a_change_of_rules_says_from_what_to_what_and_moves_no_money() {
    let mut seat = Seat::new();
    seat.pot(1, 5_000, |pot| {
        pot.rules.most_day_rate = Some(Pence::pounds(550));
    });
    seat.reserve(1, "SLE", 4, &[1], false).unwrap();
    let before = (
        seat.book.held(pot_id(1)),
        seat.book.commitments[&work_id(1)].clone(),
    );
    let words = set(&mut seat, 1, |pot| {
        pot.rules.most_day_rate = Some(Pence::pounds(300));
        pot.rules.phases = vec![Phase::Primary];
        pot.rules.brokerage = Some(Brokerage::Share(Share::per_cent(10)));
        pot.rules.cross_organisation = true;
        pot.reports = vec![ReportDue {
            due: date!(2027 - 03 - 01),
            what: "Interim report".to_owned(),
            accepted: None,
        }];
    });
    assert_eq!(
        words.unwrap(),
        "Rules: phases any, now primary; a day at most £550, now £300; the broker keeps as the rate says, now 10%; \
         between organisations only no, now yes; reports none, now Interim report 1 Mar 2027"
    );
    // What was put aside before stands at its price; what is asked now is asked of the new rules.
    let after = (
        seat.book.held(pot_id(1)),
        seat.book.commitments[&work_id(1)].clone(),
    );
    assert_eq!(after, before);
    let refused = seat.reserve(2, "SLE", 4, &[1], false).unwrap_err();
    assert_eq!(
        refused.sentence(),
        "Pot 1 pays £300 a day at most, and this is £350; it pays for support between organisations, and both belong to Beck Trust."
    );
    seat.commit(1).unwrap();
    seat.draw(1, 4).unwrap();
}

#[test]
fn rules_that_cannot_stand_are_refused_at_each_field() {
    let mut seat = Seat::new();
    seat.pot(1, 5_000, |pot| {
        pot.reports = vec![ReportDue {
            due: date!(2026 - 11 - 02),
            what: "Interim report".to_owned(),
            accepted: None,
        }];
    });
    assert_eq!(set(&mut seat, 1, |_| {}), Err(Refusal::NothingNew));
    let nobody = Urn::try_from(900_009).unwrap();
    let refused = set(&mut seat, 1, |pot| {
        pot.rules.most_day_rate = Some(Pence(99));
        pot.rules.areas = vec![Key::of("moon")];
        pot.rules.schools = vec![HELPED.urn(), nobody];
        pot.reports[0].accepted = Some(TODAY);
    });
    let Err(Refusal::Pot(faults)) = refused else {
        panic!("{refused:?}");
    };
    let fields: Vec<&str> = faults.iter().map(PotFault::field).collect();
    assert_eq!(
        fields,
        ["pot-rate", "pot-areas", "pot-schools", "pot-reports"]
    );
    // What the funder accepted stays.
    seat.ask(Change::Report {
        covers: vec![(pot_id(1), date!(2026 - 11 - 02))],
    })
    .unwrap();
    let gone = set(&mut seat, 1, |pot| pot.reports.clear());
    assert_eq!(gone, Err(Refusal::Pot(vec![PotFault::Accepted])));
    let missing = seat.ask(Change::SetRules {
        pot: pot_id(9),
        rules: Box::default(),
        reports: Vec::new(),
    });
    assert_eq!(missing.unwrap_err(), Refusal::NoSuchPot);
}

#[test]
fn what_new_rules_would_not_have_allowed_is_counted_while_it_goes_on() {
    let mut seat = Seat::new();
    seat.pot(1, 9_000, |_| {});
    seat.pot(2, 9_000, |_| {});
    seat.reserve(1, "SLE", 4, &[1], false).unwrap();
    seat.reserve(2, "NLE", 4, &[1], false).unwrap();
    seat.reserve(3, "NLE", 4, &[2], false).unwrap();
    let mut pot = seat.book.pots[&pot_id(1)].clone();
    let count = |pot: &Pot, seat: &Seat| {
        let work = seat.book.commitments.values();
        not_allowed(pot, work, &seat.schools, TODAY).len()
    };
    assert_eq!(count(&pot, &seat), 0);
    pot.rules.leader_types = vec![Key::of("SLE")];
    assert_eq!(count(&pot, &seat), 1);
    pot.rules.governance = vec![Governance::Academy];
    assert_eq!(count(&pot, &seat), 2);
    // What has ended is not looked at, nor that a report is late.
    seat.ask(Change::End {
        commitment: work_id(2),
    })
    .unwrap();
    assert_eq!(count(&pot, &seat), 1);
    pot.rules = PotRules::default();
    pot.reports = vec![ReportDue {
        due: date!(2026 - 11 - 02),
        what: "Interim report".to_owned(),
        accepted: None,
    }];
    assert_eq!(count(&pot, &seat), 0);
}
