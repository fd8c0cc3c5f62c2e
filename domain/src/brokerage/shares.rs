//! Who gets the work: days by leader and by organisation, and how much of an organisation's was decided by
//! people who belong to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::leader::HalfDays;
use super::refusal::days;
use super::waiver::Waiver;
use crate::schools::LeaderId;

/// A piece of work that was agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Won {
    pub leader: LeaderId,
    pub name: String,
    /// The trust or federation of the leader's own school, or that school itself.
    pub organisation: String,
    pub half_days: HalfDays,
    /// Who agreed it belongs to that organisation: leads, heads or governs a school of it.
    pub connected: bool,
    /// The school that was helped, and what was waived for it, where something was.
    pub waived: Option<(String, Waiver)>,
}

/// What one of them has of the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// None for an organisation.
    pub leader: Option<LeaderId>,
    pub name: String,
    pub half_days: HalfDays,
    /// Hundredths of a per cent of all days.
    pub share: u32,
    /// How many pieces of work.
    pub pieces: u32,
    /// Half-days of it that were agreed by somebody who belongs to the organisation.
    pub connected: HalfDays,
}

/// A piece of work that was agreed with a rule set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnderWaiver {
    pub leader: LeaderId,
    pub name: String,
    pub organisation: String,
    pub school: String,
    pub half_days: HalfDays,
    pub waiver: Waiver,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Shares {
    pub half_days: HalfDays,
    /// The most first.
    pub leaders: Vec<Share>,
    pub organisations: Vec<Share>,
    /// How few leaders give half of all days.
    pub half_by: usize,
    /// What was agreed with a rule set aside.
    pub waived: Vec<UnderWaiver>,
}

/// The shares of what was agreed.
pub fn shares(won: &[Won]) -> Shares {
    let whole: u32 = won.iter().map(|one| one.half_days.0).sum();
    let by = |key: fn(&Won) -> (Option<LeaderId>, String)| {
        let mut found: BTreeMap<(Option<LeaderId>, String), Share> = BTreeMap::new();
        for one in won {
            let (leader, name) = key(one);
            let share = found
                .entry((leader, name.clone()))
                .or_insert_with(|| Share {
                    leader,
                    name,
                    half_days: HalfDays(0),
                    share: 0,
                    pieces: 0,
                    connected: HalfDays(0),
                });
            share.half_days.0 += one.half_days.0;
            share.pieces += 1;
            if one.connected {
                share.connected.0 += one.half_days.0;
            }
        }
        let mut found: Vec<Share> = found.into_values().collect();
        for share in &mut found {
            share.share = part(share.half_days.0, whole);
        }
        found.sort_by(|a, b| {
            b.half_days
                .cmp(&a.half_days)
                .then_with(|| a.name.cmp(&b.name))
        });
        found
    };
    let leaders = by(|one| (Some(one.leader), one.name.clone()));
    let mut sum = 0;
    let half_by = leaders
        .iter()
        .take_while(|share| {
            let before = sum;
            sum += share.half_days.0;
            before * 2 < whole
        })
        .count();
    Shares {
        half_days: HalfDays(whole),
        organisations: by(|one| (None, one.organisation.clone())),
        leaders,
        half_by,
        waived: won.iter().filter_map(under_waiver).collect(),
    }
}

fn under_waiver(won: &Won) -> Option<UnderWaiver> {
    let (school, waiver) = won.waived.clone()?;
    Some(UnderWaiver {
        leader: won.leader,
        name: won.name.clone(),
        organisation: won.organisation.clone(),
        school,
        half_days: won.half_days,
        waiver,
    })
}

impl Share {
    /// Hundredths of a per cent of it that was agreed by somebody who belongs to the organisation.
    pub fn connected_share(&self) -> u32 {
        part(self.connected.0, self.half_days.0)
    }
}

/// Hundredths of a per cent, to the nearest.
fn part(of: u32, whole: u32) -> u32 {
    let (of, whole) = (u64::from(of), u64::from(whole));
    let rounded = (of * 10_000 + whole / 2).checked_div(whole).unwrap_or(0);
    u32::try_from(rounded).unwrap_or(10_000)
}

impl Shares {
    /// How much was agreed by people who belong to who won it, in a sentence.
    pub fn connected_words(&self) -> String {
        let connected: u32 = self.organisations.iter().map(|one| one.connected.0).sum();
        let belongs = "by somebody who belongs to the organisation that won it";
        match connected {
            0 => format!("None of it was agreed {belongs}."),
            half_days => {
                let share = (part(half_days, self.half_days.0) + 50) / 100;
                format!(
                    "{} of it, {share}%, agreed {belongs}.",
                    days(HalfDays(half_days))
                )
            }
        }
    }

    /// What the tables come to, in a sentence.
    pub fn words(&self) -> String {
        match (self.half_by, self.leaders.len()) {
            (_, 0) => "Nothing has been agreed this school year.".to_owned(),
            (half, all) => {
                let give = if half == 1 { "gives" } else { "give" };
                format!("{half} of {all} leaders {give} half of all days.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn won(number: u128, organisation: &str, half_days: u32, connected: bool) -> Won {
        Won {
            leader: LeaderId(Uuid::from_u128(number)),
            name: format!("Leader {number}"),
            organisation: organisation.to_owned(),
            half_days: HalfDays(half_days),
            connected,
            waived: None,
        }
    }

    #[test]
    fn shares_add_up_and_what_was_decided_within_is_said() {
        let found = shares(&[
            won(1, "Wharfe Trust", 10, true),
            won(1, "Wharfe Trust", 6, false),
            won(2, "Wharfe Trust", 4, false),
            won(3, "Moor One", 12, false),
        ]);
        assert_eq!(found.half_days, HalfDays(32));
        let said: Vec<(&str, u32, u32, u32)> = found
            .organisations
            .iter()
            .map(|one| (one.name.as_str(), one.share, one.pieces, one.connected.0))
            .collect();
        assert_eq!(
            said,
            [("Wharfe Trust", 6_250, 3, 10), ("Moor One", 3_750, 1, 0)]
        );
        assert_eq!(found.leaders[0].half_days, HalfDays(16));
        assert_eq!(found.organisations[0].connected_share(), 5_000);
        assert_eq!(
            found.connected_words(),
            "5 days of it, 31%, agreed by somebody who belongs to the organisation that won it."
        );
        assert_eq!(found.words(), "1 of 3 leaders gives half of all days.");
        assert_eq!(
            shares(&[]).words(),
            "Nothing has been agreed this school year."
        );
    }
}
