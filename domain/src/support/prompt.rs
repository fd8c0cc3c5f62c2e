//! How promptly underperformance was dealt with: from the day it was to be seen, to a decision, to the first
//! support, in working days; and who is still without any.

use serde::{Deserialize, Serialize};

use super::stage::StageKind;
use crate::calendar::{Date, working_days_between};
use crate::schools::Urn;

/// A school that ought to be helped, since when, and what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    pub urn: Urn,
    pub name: String,
    /// The day the newest value came that a room then decided on; where none has, that the rules now speak of.
    pub flagged: Date,
    /// The room put it where schools are helped.
    pub decided: Option<Date>,
    /// The first visit or call since.
    pub first: Option<Date>,
    /// The furthest any support of it has come that is not over.
    pub support: Option<StageKind>,
}

impl Flag {
    pub fn to_decision(&self) -> Option<u32> {
        Some(working_days_between(self.flagged, self.decided?))
    }

    /// From the decision to the first support; help that came before it counts as none.
    pub fn to_support(&self) -> Option<u32> {
        Some(working_days_between(self.decided?, self.first?))
    }

    /// From the flag to the first support.
    pub fn in_all(&self) -> Option<u32> {
        Some(working_days_between(self.flagged, self.first?))
    }

    /// Somebody helps, or will: days are held.
    pub fn helped(&self) -> bool {
        self.support.is_some_and(StageKind::open)
    }

    /// Working days it has waited for its first support until today.
    pub fn waits(&self, today: Date) -> u32 {
        working_days_between(self.flagged, today)
    }
}

/// The district in three medians, and who waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt<'a> {
    /// Working days, the middle one, and of how many schools.
    pub to_decision: Option<(u32, usize)>,
    pub to_support: Option<(u32, usize)>,
    pub in_all: Option<(u32, usize)>,
    /// Without active support, who has waited longest first.
    pub without: Vec<&'a Flag>,
}

/// How promptly these were dealt with.
pub fn prompt(flags: &[Flag]) -> Prompt<'_> {
    let mut without: Vec<&Flag> = flags.iter().filter(|one| !one.helped()).collect();
    without.sort_by_key(|one| (one.flagged, &one.name, one.urn));
    Prompt {
        to_decision: median(flags.iter().filter_map(Flag::to_decision)),
        to_support: median(flags.iter().filter_map(Flag::to_support)),
        in_all: median(flags.iter().filter_map(Flag::in_all)),
        without,
    }
}

/// The middle one, the lower of two; with how many there are.
fn median(days: impl Iterator<Item = u32>) -> Option<(u32, usize)> {
    let mut all: Vec<u32> = days.collect();
    all.sort_unstable();
    let middle = all.len().checked_sub(1)? / 2;
    Some((all[middle], all.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn flag(number: u32, decided: Option<Date>, first: Option<Date>) -> Flag {
        Flag {
            urn: Urn::try_from(100_000 + number).unwrap(),
            name: format!("School {number}"),
            // A Thursday, so many days on.
            flagged: date!(2026 - 11 - 05).saturating_add(time::Duration::days(number.into())),
            decided,
            first,
            support: first.map(|_| StageKind::Active),
        }
    }

    #[test]
    fn promptness_is_counted_in_working_days_and_as_the_middle_school() {
        let friday = date!(2026 - 11 - 13);
        let flags = [
            // Thursday to Friday of the next week: six days worked; to the Monday after, one more.
            flag(0, Some(friday), Some(date!(2026 - 11 - 16))),
            flag(1, Some(friday), None),
            // Help was there already when the room decided.
            flag(4, Some(friday), Some(date!(2026 - 11 - 11))),
            flag(5, None, None),
            flag(2, None, None),
        ];
        let found = prompt(&flags);
        assert_eq!(flags[0].to_decision(), Some(6));
        assert_eq!(flags[0].to_support(), Some(1));
        assert_eq!(flags[2].to_support(), Some(0));
        assert_eq!(found.to_decision, Some((5, 3)));
        assert_eq!(found.to_support, Some((0, 2)));
        assert_eq!(found.in_all, Some((2, 2)));
        let names: Vec<&str> = found.without.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(
            names,
            ["School 1", "School 2", "School 5"],
            "the oldest first"
        );
        assert_eq!(prompt(&[]).to_decision, None);
    }

    #[test]
    fn who_was_only_asked_for_is_without_support() {
        for (stage, helped) in [
            (None, false),
            (Some(StageKind::Submitted), false),
            (Some(StageKind::Scoped), false),
            (Some(StageKind::Asked), true),
            (Some(StageKind::Active), true),
            (Some(StageKind::Reported), false),
        ] {
            let one = Flag {
                support: stage,
                ..flag(1, None, None)
            };
            assert_eq!(one.helped(), helped, "{stage:?}");
        }
    }
}
