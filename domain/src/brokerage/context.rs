//! What eligibility and fit look at besides the leader and the need: the day, the types of leader,
//! waivers, money, and what the other leaders are like.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::leader::{HalfDays, Leader, LeaderType};
use super::pots::{Purse, WhoPays};
use super::ties::{Register, TieRules};
use super::travel::Travel;
use super::waiver::Waiver;
use crate::calendar::Date;
use crate::schools::{LeaderId, NeedId, PartnershipId, Urn};

/// Spans the hard rules hang on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// How long a leader keeps the designation while their own school is causing concern, months
    /// (rule H9).
    pub own_school_months: i32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            own_school_months: 18,
        }
    }
}

/// The other leaders, for what is measured against them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Peers {
    /// Mean evaluation, hundredths of a point out of 100; none: nobody has been evaluated.
    pub score: Option<u32>,
    /// Share of their year already used, over all, hundredths of a per cent.
    pub used: u32,
}

impl Peers {
    /// What these leaders are like together.
    pub fn of<'a>(leaders: impl IntoIterator<Item = &'a Leader>) -> Self {
        let (mut sum, mut count, mut used, mut yearly) = (0u64, 0u64, 0u64, 0u64);
        for leader in leaders {
            sum += u64::from(leader.track.sum);
            count += u64::from(leader.track.evaluations);
            used += u64::from(leader.used.0);
            yearly += u64::from(leader.yearly.0);
        }
        let share = |part: u64, whole: u64, of: u64| {
            (part * of)
                .checked_div(whole)
                .map(|share| u32::try_from(share).unwrap_or(u32::MAX))
        };
        Self {
            score: share(sum, count, 100).map(|score| score.min(10_000)),
            used: share(used, yearly, 10_000).unwrap_or(0),
        }
    }
}

/// Everything besides the two of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    pub as_at: Date,
    pub types: Vec<LeaderType>,
    pub limits: Limits,
    /// What ties between a leader and a school come to (rule H5).
    pub ties: Arc<TieRules>,
    /// Which school belongs to which trust, federation and diocese.
    pub register: Arc<Register>,
    pub travel: Travel,
    pub waivers: Vec<Waiver>,
    /// Who is named to pay for a need (rules H10 and H11).
    pub pays: BTreeMap<NeedId, WhoPays>,
    /// What the pots may pay for, and have left.
    pub purse: Arc<Purse>,
    pub peers: Peers,
    /// Who has worked with which school before; none: not known.
    pub earlier: Option<BTreeSet<(LeaderId, Urn)>>,
    /// Which partnership a school belongs to; none: not known.
    pub partnerships: Option<BTreeMap<Urn, PartnershipId>>,
}

impl Context {
    /// A context with no waivers, nobody named to pay and nothing known of the past.
    pub fn new<'a>(
        as_at: Date,
        types: &[LeaderType],
        leaders: impl IntoIterator<Item = &'a Leader>,
    ) -> Self {
        Self {
            as_at,
            types: types.to_vec(),
            limits: Limits::default(),
            ties: Arc::new(TieRules::standard().clone()),
            register: Arc::default(),
            travel: Travel::default(),
            waivers: Vec::new(),
            pays: BTreeMap::new(),
            purse: Arc::default(),
            peers: Peers::of(leaders),
            earlier: None,
            partnerships: None,
        }
    }

    /// The type of a leader, where it is listed.
    pub fn kind(&self, leader: &Leader) -> Option<&LeaderType> {
        self.types
            .iter()
            .find(|kind| kind.id == leader.designation.kind)
    }
}

/// Half-days a person who works these days (bit 0 Monday to bit 4 Friday) has from one day to
/// another, both counted. No days marked means not known, and then every weekday counts. Holidays
/// are not taken off: a window is wide, and the visit dates are agreed one by one.
pub fn room(from: Date, to: Date, weekdays: u8) -> HalfDays {
    let marked = if weekdays & 0b1_1111 == 0 {
        0b1_1111
    } else {
        weekdays & 0b1_1111
    };
    let days = i64::from(to.to_julian_day()) - i64::from(from.to_julian_day()) + 1;
    if days <= 0 {
        return HalfDays(0);
    }
    let first = i64::from(from.weekday().number_days_from_monday());
    let over = (first..first + days % 7)
        .filter(|day| marked & (1 << (day % 7)) != 0)
        .count();
    let whole = days / 7 * i64::from(marked.count_ones());
    let days = u32::try_from(whole)
        .unwrap_or(u32::MAX / 4)
        .saturating_add(u32::try_from(over).unwrap_or(0));
    HalfDays::days(days.min(u32::MAX / 4))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_window_has_two_half_days_for_each_day_worked() {
        // 23 November 2026 is a Monday.
        for (from, to, weekdays, half_days) in [
            (date!(2026 - 11 - 23), date!(2026 - 11 - 27), 0b1_1111, 10),
            (date!(2026 - 11 - 23), date!(2026 - 11 - 29), 0b1_1111, 10),
            (date!(2026 - 11 - 27), date!(2026 - 11 - 30), 0b0_0001, 2),
            (date!(2026 - 11 - 23), date!(2026 - 12 - 04), 0b0_0100, 4),
            (date!(2026 - 11 - 28), date!(2026 - 11 - 29), 0b1_1111, 0),
            (date!(2026 - 11 - 24), date!(2026 - 11 - 23), 0b1_1111, 0),
            (date!(2026 - 11 - 23), date!(2026 - 11 - 27), 0, 10),
        ] {
            assert_eq!(room(from, to, weekdays), HalfDays(half_days), "{from} {to}");
        }
    }
}
