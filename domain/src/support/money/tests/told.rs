//! Who is told of what, once each.

use super::super::*;
use super::seat::{HELPED, HOME, Seat, person, pot_id, work_id};
use crate::schools::ChangeId;

fn id(number: u128) -> ChangeId {
    ChangeId(uuid::Uuid::from_u128(number))
}

#[test]
fn a_claim_is_told_to_the_leaders_school_and_a_large_one_to_those_who_look() {
    let mut seat = Seat::new();
    seat.pot(1, 9_000, |_| {});
    seat.reserve(1, "SLE", 20, &[1], false).unwrap();
    seat.commit(1).unwrap();
    seat.draw(1, 20).unwrap();
    let release = |pounds| Change::Release {
        pot: pot_id(1),
        commitment: work_id(1),
        amount: Pence::pounds(pounds),
    };
    let told = seat.book.tells(id(1), &release(2_001));
    let news: Vec<(Whom, News)> = told.iter().map(|one| (one.whom, one.news)).collect();
    assert_eq!(
        news,
        [
            (Whom::HeadOf(HOME.urn()), News::Released),
            (Whom::Keepers, News::Claim)
        ]
    );
    assert!(
        told.iter()
            .all(|one| one.school == HELPED.urn() && one.cause == id(1).0)
    );
}

#[test]
fn what_is_asked_back_waits_for_a_second_person_and_its_answer_settles_it() {
    let mut seat = Seat::new();
    seat.pot(1, 9_000, |_| {});
    seat.reserve(1, "SLE", 4, &[1], false).unwrap();
    seat.commit(1).unwrap();
    seat.draw(1, 4).unwrap();
    seat.release(1, 1, 70_000).unwrap();
    let back = seat.ask_back(1, 1, 35_000).unwrap();
    let asked = Change::AskBack {
        id: back,
        pot: pot_id(1),
        commitment: work_id(1),
        amount: Pence(35_000),
    };
    let told = seat.book.tells(id(7), &asked);
    assert_eq!(
        (told[0].whom, told[0].news),
        (Whom::Keepers, News::AskedBack)
    );
    let answer = |approved| Change::AnswerBack { id: back, approved };
    assert_eq!(settles(&answer(true)), Some(told[0].cause));
    let whom = |approved| -> Vec<(Whom, News)> {
        let told = seat.book.tells(id(8), &answer(approved));
        told.iter().map(|one| (one.whom, one.news)).collect()
    };
    let who_asked = (Whom::One(person(1)), News::Answered);
    assert_eq!(whom(false), [who_asked]);
    let home = (Whom::HeadOf(HOME.urn()), News::GoesBack);
    assert_eq!(whom(true), [who_asked, home]);
}

#[test]
fn a_letter_names_a_school_and_no_sum() {
    for news in [
        News::Invoice,
        News::Released,
        News::Claim,
        News::AskedBack,
        News::Answered,
        News::GoesBack,
        News::Paid,
    ] {
        let words = news.words("Copley Bridge Primary");
        assert!(words.contains("Copley Bridge Primary"));
        assert!(!words.contains('£') && !words.to_lowercase().contains("priority"));
    }
}
