//! Whatever is asked in whatever order: sums balance, no pot falls below nothing, and what came in is
//! where the five places say it is.

use proptest::prelude::*;
use uuid::Uuid;

use super::super::*;
use super::seat::{HELPED, HOME, Seat, person, pot_id, work_id};
use crate::brokerage::HalfDays;
use crate::schools::{ClawBackId, InvoiceId};

/// One thing asked, by numbers: most of what is asked cannot be done, and some can.
type Step = (u8, u128, u128, i64, u32, bool);

fn step() -> impl Strategy<Value = Step> {
    (
        0_u8..15,
        1_u128..=3,
        1_u128..=4,
        prop_oneof![Just(1_i64), 1_i64..60_000, 1_i64..2_000_000, Just(i64::MAX)],
        0_u32..12,
        any::<bool>(),
    )
}

fn change((what, pot, work, pence, half_days, yes): Step) -> Change {
    let (to, amount) = (pot % 3 + 1, Pence(pence));
    let (pot, commitment) = (pot_id(pot), work_id(work));
    match what {
        0 => Change::CarryIn { pot, amount },
        1 => Change::Grant { pot, amount },
        2 => Change::CarryForward {
            from: pot,
            to: pot_id(to),
            amount,
        },
        3 | 4 => Change::Reserve {
            work: Box::new(NewCommitment {
                id: commitment,
                case: None,
                what: "Work".to_owned(),
                recipient: HELPED.urn(),
                area: None,
                leader_type: crate::schools::Key::of(if yes { "SLE" } else { "LLE" }),
                home: Some(HOME.urn()).filter(|_| work != 2),
                half_days: HalfDays(half_days),
                from: super::TODAY,
            }),
            payers: WhoPays {
                pots: vec![pot, pot_id(to)],
                school: yes,
            },
        },
        5 => Change::Commit { commitment },
        6 | 7 => Change::Draw {
            commitment,
            half_days: HalfDays(half_days % 4),
            visit: None,
        },
        8 => Change::Release {
            pot,
            commitment,
            amount,
        },
        9 => Change::Return {
            pot,
            from: Place::ALL[usize::try_from(half_days).unwrap_or(0) % 5],
            commitment: Some(commitment),
            amount,
        },
        10 => Change::Invoice {
            invoice: NewInvoice {
                id: InvoiceId(Uuid::from_u128(u128::from(half_days))),
                party: match half_days % 3 {
                    0 => Party::School(HELPED.urn()),
                    1 => Party::Home(Some(HOME.urn())),
                    _ => Party::Broker,
                },
                commitment: Some(commitment),
                amount,
                issued: super::TODAY,
            },
        },
        11 => Change::Pay {
            invoice: InvoiceId(Uuid::from_u128(u128::from(half_days))),
        },
        12 => Change::AskBack {
            id: ClawBackId(Uuid::from_u128(u128::from(half_days))),
            pot,
            commitment,
            amount,
        },
        13 => Change::End { commitment },
        _ => Change::AnswerBack {
            id: ClawBackId(Uuid::from_u128(u128::from(half_days))),
            approved: yes,
        },
    }
}

/// What holds of a book at all times.
fn sound(book: &Book) -> Result<(), TestCaseError> {
    let whole: i128 = book.accounts.values().map(|sum| i128::from(sum.0)).sum();
    prop_assert_eq!(whole, 0, "debits are credits");
    for pot in book.pots.keys() {
        let held = book.held(*pot);
        prop_assert!(held.adds_up(), "{:?}", held);
        for place in Place::ALL {
            prop_assert!(held.at(place) >= Pence::ZERO, "{:?}", held);
        }
        prop_assert_eq!(book.at(Account::Spent(*pot)).back(), held.released);
    }
    for (account, sum) in &book.accounts {
        if let Account::Pot { .. } = account {
            prop_assert!(*sum >= Pence::ZERO, "{:?} {:?}", account, sum);
        }
    }
    // What was released and what schools paid is with leaders' schools and the broker, to the penny.
    let parties: i128 = [
        Party::Home(Some(HOME.urn())),
        Party::Home(None),
        Party::Broker,
    ]
    .into_iter()
    .flat_map(|party| [Side::Due, Side::Invoiced, Side::Paid].map(|side| (party, side)))
    .map(|(party, side)| i128::from(book.party(party, side).0))
    .sum();
    let released: i128 = book
        .pots
        .keys()
        .map(|pot| i128::from(book.held(*pot).released.0))
        .sum();
    let school = Party::School(HELPED.urn());
    let paid = -(book.party(school, Side::Charged).0 + book.party(school, Side::Invoiced).0);
    prop_assert_eq!(parties, released + i128::from(paid));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_asked_the_sums_balance_and_no_pot_falls_below_nothing(
        steps in prop::collection::vec(step(), 1..90),
    ) {
        let mut seat = Seat::new();
        for number in 1..=3 {
            seat.pot(number, 20_000, |_| {});
        }
        for (at, one) in steps.into_iter().enumerate() {
            seat.by = person(1 + at as u128 % 2);
            let before = seat.book.clone();
            match seat.ask(change(one)) {
                Ok(done) => prop_assert!(balanced(&done.entries), "{:?}", done),
                Err(refusal) => {
                    prop_assert!(!refusal.sentence().is_empty());
                    prop_assert_eq!(&seat.book, &before, "a refusal changes nothing");
                }
            }
            sound(&seat.book)?;
        }
    }

    /// However the work is cut into visits and the money into releases, at the end the school and the
    /// broker have what they would have had at once.
    #[test]
    fn however_it_is_cut_the_parts_make_the_whole(
        half_days in 1_u32..30, cuts in prop::collection::vec(1_u32..6, 1..30),
        parts in prop::collection::vec(1_i64..90_000, 0..20), first in 1_i64..3_000,
    ) {
        let mut seat = Seat::new();
        seat.pot(1, 0, |pot| pot.amount = Pence(first));
        seat.ask(Change::Grant { pot: pot_id(1), amount: Pence(first) }).unwrap();
        seat.pot(2, 50_000, |_| {});
        seat.reserve(1, "SLE", half_days, &[1, 2], false).unwrap();
        seat.commit(1).unwrap();
        for cut in cuts {
            let _ = seat.draw(1, cut);
        }
        let left = half_days - seat.book.commitments[&work_id(1)].used.0;
        if left > 0 {
            seat.draw(1, left).unwrap();
        }
        for pot in [2, 1] {
            for part in &parts {
                let _ = seat.release(pot, 1, *part);
            }
            let left = seat.book.holds(pot_id(pot), Place::Drawn, work_id(1));
            if left > Pence::ZERO {
                seat.release(pot, 1, left.0).unwrap();
            }
        }
        let work = &seat.book.commitments[&work_id(1)];
        let broker: i64 = work.pots.iter().map(|share| share.broker.0).sum();
        prop_assert_eq!(seat.book.party(Party::Broker, Side::Due), Pence(broker));
        prop_assert_eq!(
            seat.book.party(Party::Home(Some(HOME.urn())), Side::Due),
            Pence(work.cost().0 - broker)
        );
        sound(&seat.book)?;
    }
}
