use std::collections::BTreeMap;
use std::sync::Arc;

use domain::brokerage::{Board, Need, Pair, Question, Refusal, Weights};
use domain::calendar::Date;
use domain::schools::{School, Urn};
use domain::support::money::{Book, Change, Facts, Pence, Place, pipeline};
use time::macros::date;

use super::MoneyChange;
use crate::demo::district;

const TODAY: Date = date!(2026 - 11 - 19);

#[test]
fn the_money_of_the_year_is_done_in_full_and_adds_up() {
    for day in [
        date!(2026 - 11 - 19),
        date!(2026 - 09 - 02),
        date!(2027 - 04 - 03),
        date!(2027 - 07 - 30),
    ] {
        let district = district(day).unwrap();
        let schools = district
            .schools
            .iter()
            .map(|one| (one.school.urn, one.school.clone()))
            .collect();
        let mut book = Book {
            types: district.types.clone(),
            ..Book::default()
        };
        for one in &district.money {
            let facts = Facts { schools: &schools };
            let done = book.decide(&one.asked, facts).unwrap();
            book.post(&done).unwrap();
        }
        let of_cases = |one: &&MoneyChange| {
            let work = match &one.asked.change {
                Change::Reserve { work, .. } => Some(work.id),
                Change::Commit { commitment }
                | Change::Draw { commitment, .. }
                | Change::End { commitment }
                | Change::Release { commitment, .. } => Some(*commitment),
                _ => None,
            };
            let work = work.and_then(|id| book.commitments.get(&id));
            work.is_some_and(|one| one.case.is_some())
        };
        let moved = district.money.iter().filter(of_cases).count();
        // In the first days of a school year no case of it has come so far.
        let early = day == date!(2026 - 09 - 02);
        assert!(moved > 60 || early, "{day}: {moved}");
        assert_eq!(
            district.money.len() - moved,
            78,
            "nothing of the story was refused"
        );
        let there = book.pots.values().filter(|pot| pot.standing.is_there());
        assert_eq!(there.count(), 5);
        assert_eq!(pipeline(book.pots.values()), Pence::pounds(60_000));
        for pot in book.pots.keys() {
            assert!(book.held(*pot).adds_up());
        }
        let overdue = book
            .pots
            .values()
            .filter(|pot| pot.overdue(day).count() > 0);
        assert_eq!(overdue.count(), 1, "one report is overdue");
        let released: i64 = book
            .pots
            .keys()
            .map(|pot| book.held(*pot).at(Place::Released).0)
            .sum();
        assert!(released > 0);
        assert!(book.claw_backs.values().any(|one| one.answer.is_none()));
    }
}

#[test]
fn the_board_has_a_need_that_is_paid_for_and_a_leader_a_pot_refuses() {
    let district = district(TODAY).unwrap();
    let schools: BTreeMap<Urn, School> = district
        .schools
        .iter()
        .map(|one| (one.school.urn, one.school.clone()))
        .collect();
    let mut book = Book {
        types: district.types.clone(),
        ..Book::default()
    };
    for one in &district.money {
        let facts = Facts { schools: &schools };
        let done = book.decide(&one.asked, facts).unwrap();
        book.post(&done).unwrap();
    }
    let needs: Vec<Need> = district
        .needs
        .iter()
        .map(|one| {
            crate::demo::given::asked(
                one,
                district
                    .schools
                    .iter()
                    .find(|school| school.school.urn == one.draft.urn)
                    .unwrap(),
            )
        })
        .collect();
    let pays = district
        .needs
        .iter()
        .filter_map(|one| Some((one.id, one.pays.clone()?)));
    let board = Board::open(
        district.types.clone(),
        district.leaders.clone(),
        needs,
        [],
        [],
        0,
    )
    .paying(Arc::new(book.purse()), pays);
    let ctx = board.context(TODAY);
    let question = Question::of(&board, &Weights::default(), &ctx);
    let of_a_pot = |refusal: &Refusal| matches!(refusal, Refusal::Pot { .. });
    let mut refused = 0;
    for need in board.pays.keys() {
        let all = question.candidates(*need);
        assert!(
            all.iter().any(|pair| question.eligible(*pair)),
            "{}: {:?}",
            board.needs[need].school,
            all.iter()
                .flat_map(|pair| question.refusals(*pair))
                .map(Refusal::words)
                .collect::<Vec<_>>()
        );
        let by_a_pot = |pair: &&Pair| {
            let refusals = question.refusals(**pair);
            refusals.len() == 1 && refusals.iter().all(of_a_pot)
        };
        refused += all.iter().filter(by_a_pot).count();
    }
    assert_eq!(board.pays.len(), 4);
    assert!(refused > 0, "a pot refuses somebody");
}
