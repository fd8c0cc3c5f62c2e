use domain::support::money::{Book, Change, Facts, Pence, Place, pipeline};
use time::macros::date;

use super::MoneyChange;
use crate::demo::district;

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
