//! Days by term. The time a need asks for decides which terms pay for it: its days fall into them in
//! proportion to the days somebody works there, and a leader may have said what a term can take.

use super::context::room;
use super::leader::{HalfDays, Leader, Taken};
use crate::calendar::{Date, Term};

/// Half-days of a piece of work as they fall into the terms it runs through, in order; nothing where it
/// ends before it begins. Whole half-days: what is left over goes where most of one was missing, the
/// earlier term first.
pub fn spread(work: Taken, weekdays: u8) -> Vec<(Term, HalfDays)> {
    if work.to < work.from {
        return Vec::new();
    }
    let mut terms = Vec::new();
    let mut term = Term::of(work.from);
    while term.begins() <= work.to {
        let from = term.begins().max(work.from);
        let to = term.ends().min(work.to);
        terms.push((term, u64::from(room(from, to, weekdays).0)));
        term = term.later(1);
    }
    let whole: u64 = terms.iter().map(|(_, room)| room).sum();
    if whole == 0 {
        // No day of it is one they work: it has to be given somewhere all the same.
        return terms
            .first()
            .map(|(term, _)| (*term, work.half_days))
            .into_iter()
            .collect();
    }
    let asked = u64::from(work.half_days.0);
    let mut parts: Vec<(Term, u64, u64)> = terms
        .into_iter()
        .map(|(term, room)| (term, asked * room / whole, asked * room % whole))
        .collect();
    let given: u64 = parts.iter().map(|(_, part, _)| part).sum();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(parts[*at].2), parts[*at].0));
    let left = usize::try_from(asked - given).unwrap_or(0);
    for at in order.into_iter().take(left) {
        parts[at].1 += 1;
    }
    parts
        .into_iter()
        .filter(|(_, part, _)| *part > 0)
        .map(|(term, part, _)| (term, HalfDays(u32::try_from(part).unwrap_or(u32::MAX))))
        .collect()
}

/// Half-days of a leader that are agreed in a term.
pub fn taken(leader: &Leader, term: Term) -> HalfDays {
    let parts = leader
        .profile
        .taken
        .iter()
        .flat_map(|work| spread(*work, leader.weekdays));
    HalfDays(
        parts
            .filter(|(of, _)| *of == term)
            .map(|(_, part)| part.0)
            .sum(),
    )
}

/// Half-days left in a term; none: no limit was given for it.
pub fn left(leader: &Leader, term: Term) -> Option<HalfDays> {
    let most = leader.profile.terms?.of(term.season());
    Some(HalfDays(most.0.saturating_sub(taken(leader, term).0)))
}

/// The first term that would be asked for more than is left of it: the term, what is left, what falls
/// there.
pub(super) fn overrun(
    leader: &Leader,
    half_days: HalfDays,
    from: Date,
    to: Date,
) -> Option<(Term, HalfDays, HalfDays)> {
    leader.profile.terms?;
    let work = Taken {
        half_days,
        from,
        to,
    };
    spread(work, leader.weekdays)
        .into_iter()
        .find_map(|(term, asked)| {
            let free = left(leader, term)?;
            (free < asked).then_some((term, free, asked))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn work(half_days: u32, from: Date, to: Date) -> Taken {
        Taken {
            half_days: HalfDays(half_days),
            from,
            to,
        }
    }

    fn words(work: Taken) -> Vec<(String, u32)> {
        spread(work, 0b1_1111)
            .into_iter()
            .map(|(term, part)| (term.words(), part.0))
            .collect()
    }

    #[test]
    fn days_fall_into_terms_in_proportion_to_the_time_there() {
        let autumn = || ("Autumn 26".to_owned(), 4);
        assert_eq!(
            words(work(4, date!(2026 - 11 - 02), date!(2026 - 12 - 31))),
            [autumn()]
        );
        // 44 working days before the new year, 44 after.
        assert_eq!(
            words(work(8, date!(2026 - 11 - 02), date!(2027 - 03 - 03))),
            [autumn(), ("Spring 27".to_owned(), 4)]
        );
        // The half-day that is over goes to the earlier of two that miss as much.
        assert_eq!(
            words(work(7, date!(2026 - 11 - 02), date!(2027 - 03 - 03))),
            [autumn(), ("Spring 27".to_owned(), 3)]
        );
        assert_eq!(
            words(work(3, date!(2026 - 11 - 02), date!(2026 - 11 - 01))),
            []
        );
    }

    #[test]
    fn no_half_day_is_lost_or_made() {
        for half_days in 0..40 {
            for length in 0..500 {
                let from = date!(2026 - 09 - 14);
                let to = from.saturating_add(time::Duration::days(length));
                for weekdays in [0b0_0001, 0b1_0110, 0b1_1111] {
                    let sum: u32 = spread(work(half_days, from, to), weekdays)
                        .iter()
                        .map(|(_, part)| part.0)
                        .sum();
                    assert_eq!(sum, half_days, "{half_days} over {length} days");
                }
            }
        }
    }
}
