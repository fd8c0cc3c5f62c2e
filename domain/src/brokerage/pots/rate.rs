//! What a day costs, by type of leader and from which day on, and how much of it the broker keeps.
//!
//! The rule of rounding: the whole is the day's rate times half-days over two, to the nearest penny,
//! half a penny up. The brokerage of the whole is rounded the same way, and the leader's school has the
//! rest, so the two always make the whole. A part of the work has the difference of what has been earned
//! with it and without it: however the work is cut, the parts make the whole.

use serde::{Deserialize, Serialize};

use super::pence::{Pence, Share};
use crate::brokerage::{HalfDays, LeaderType};
use crate::calendar::Date;
use crate::schools::Key;

/// What a broker keeps where nobody has written a rate.
pub const STANDARD_SHARE: Share = Share::per_cent(15);

/// What the broker keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Brokerage {
    /// A share of the whole.
    Share(Share),
    /// So much of every day.
    ADay(Pence),
}

impl Brokerage {
    /// What of a whole it is; never more than the whole.
    pub fn of(self, whole: Pence, half_days: HalfDays) -> Pence {
        match self {
            Self::Share(share) => share.of(whole),
            Self::ADay(day) => day.part(i64::from(half_days.0), 2).min(whole),
        }
    }

    /// "15%", "£50 a day".
    pub fn words(self) -> String {
        match self {
            Self::Share(share) => share.words(),
            Self::ADay(day) => format!("{} a day", day.words()),
        }
    }
}

/// What a day of a type of leader costs from a day on, until a later one says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    pub leader_type: Key,
    pub from: Date,
    pub day: Pence,
    pub brokerage: Brokerage,
}

/// What is wrong with a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RateFault {
    #[error("write what a day costs, from £1 to £2,000")]
    Day,
    #[error("the broker cannot keep more of a day than it costs")]
    Brokerage,
    #[error("there is no such type of leader")]
    NoSuchType,
}

impl RateFault {
    /// The field of the form it is about.
    pub fn field(self) -> &'static str {
        match self {
            Self::Day => "rate-day",
            Self::Brokerage => "rate-brokerage",
            Self::NoSuchType => "rate-type",
        }
    }
}

/// Whether a rate can stand.
///
/// # Errors
/// What is wrong with it.
pub fn check_rate(rate: &Rate, types: &[LeaderType]) -> Result<(), RateFault> {
    if !types.iter().any(|kind| kind.id == rate.leader_type) {
        return Err(RateFault::NoSuchType);
    }
    if !(Pence::pounds(1)..=Pence::pounds(2_000)).contains(&rate.day) {
        return Err(RateFault::Day);
    }
    match rate.brokerage {
        Brokerage::ADay(day) if day > rate.day || day < Pence::ZERO => Err(RateFault::Brokerage),
        _ => Ok(()),
    }
}

/// The rate of a type on a day: the latest that had begun; where nobody wrote one, the type's own day
/// rate with [`STANDARD_SHARE`].
pub fn rate_on(rates: &[Rate], types: &[LeaderType], kind: Key, day: Date) -> Option<Rate> {
    let written = rates
        .iter()
        .filter(|rate| rate.leader_type == kind && rate.from <= day)
        // Of two for the same day the one written last.
        .max_by_key(|rate| rate.from);
    written.copied().or_else(|| {
        let own = types.iter().find(|one| one.id == kind)?;
        Some(Rate {
            leader_type: kind,
            from: Date::MIN,
            day: Pence(i64::from(own.day_rate)),
            brokerage: Brokerage::Share(STANDARD_SHARE),
        })
    })
}

/// What work costs, and to whom it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    pub whole: Pence,
    /// What the leader's school gets.
    pub school: Pence,
    pub broker: Pence,
}

/// What so many half-days cost at a day's rate.
pub fn charge(day: Pence, half_days: HalfDays, brokerage: Brokerage) -> Charge {
    let whole = cost(day, half_days);
    let broker = brokerage.of(whole, half_days);
    Charge {
        whole,
        school: Pence(whole.0 - broker.0),
        broker,
    }
}

/// What so many half-days cost in all.
pub(crate) fn cost(day: Pence, half_days: HalfDays) -> Pence {
    day.part(i64::from(half_days.0), 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brokerage::standard_types;
    use proptest::prelude::*;
    use time::macros::date;

    fn share(per_cent: u16) -> Brokerage {
        Brokerage::Share(Share::per_cent(per_cent))
    }

    /// Example 23.
    #[test]
    fn a_day_of_a_specialist_leader_is_shared_between_school_and_broker() {
        let one = charge(Pence::pounds(350), HalfDays::days(1), share(15));
        assert_eq!((one.school, one.broker), (Pence(29_750), Pence(5_250)));
        let flat = Brokerage::ADay(Pence::pounds(50));
        let one = charge(Pence::pounds(350), HalfDays(3), flat);
        assert_eq!((one.whole, one.broker), (Pence(52_500), Pence(7_500)));
    }

    /// Example 24.
    #[test]
    fn four_and_a_half_days_of_a_local_leader_cost_what_the_example_says() {
        let all = charge(Pence::pounds(450), HalfDays(9), share(15));
        assert_eq!(
            all,
            Charge {
                whole: Pence(202_500),
                school: Pence(172_125),
                broker: Pence(30_375),
            }
        );
        assert_eq!(all.school.words(), "£1,721.25");
    }

    #[test]
    fn the_rate_of_a_day_is_the_latest_that_had_begun_and_else_the_types_own() {
        let sle = Key::of("SLE");
        let of = |from, pounds| Rate {
            leader_type: sle,
            from,
            day: Pence::pounds(pounds),
            brokerage: share(15),
        };
        let rates = [
            of(date!(2026 - 09 - 01), 380),
            of(date!(2025 - 09 - 01), 360),
        ];
        let on = |day| rate_on(&rates, standard_types(), sle, day).map(|rate| rate.day);
        assert_eq!(on(date!(2026 - 08 - 31)), Some(Pence::pounds(360)));
        assert_eq!(on(date!(2026 - 09 - 01)), Some(Pence::pounds(380)));
        assert_eq!(on(date!(2024 - 01 - 01)), Some(Pence::pounds(350)));
        let nobody = rate_on(
            &rates,
            standard_types(),
            Key::of("NOBODY"),
            date!(2026 - 01 - 01),
        );
        assert_eq!(nobody, None);
    }

    proptest! {
        #[test]
        fn the_two_parts_always_make_the_whole(
            day in 1_i64..=200_000, half_days in 0_u32..=400, hundredths in 0_u16..=10_000,
            flat in 0_i64..=200_000, a_share in any::<bool>(),
        ) {
            let brokerage = if a_share {
                Brokerage::Share(Share::try_from(hundredths).unwrap())
            } else {
                Brokerage::ADay(Pence(flat))
            };
            let all = charge(Pence(day), HalfDays(half_days), brokerage);
            prop_assert_eq!(all.school.plus(all.broker), Some(all.whole));
            prop_assert!(all.school >= Pence::ZERO && all.broker >= Pence::ZERO);
            // Nobody is half a penny out.
            prop_assert!((2 * all.whole.0 - day * i64::from(half_days)).abs() <= 1);
        }
    }
}
