//! The year of a partnership's meetings: how often its scheme has them held, those held and set, and those
//! still missing.

use serde::{Deserialize, Serialize};

use crate::calendar::{Date, HalfTerm};
use crate::risk::Cadence;
use crate::schools::MeetingId;

/// What a meeting is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    #[default]
    Routine,
    /// The first of the year: what the new results make one suppose, each confirmed or rejected.
    Hypotheses,
    /// The last of the year: whether schools see themselves as others do.
    Moderation,
}

impl Purpose {
    pub const ALL: [Self; 3] = [Self::Routine, Self::Hypotheses, Self::Moderation];

    pub fn words(self) -> &'static str {
        match self {
            Self::Routine => "Routine review",
            Self::Hypotheses => "Data hypotheses, each confirmed or rejected",
            Self::Moderation => "Moderation of self-evaluation",
        }
    }

    /// As it travels in an address or a form.
    pub fn id(self) -> &'static str {
        match self {
            Self::Routine => "routine",
            Self::Hypotheses => "hypotheses",
            Self::Moderation => "moderation",
        }
    }

    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.id() == id)
    }
}

/// A meeting as the calendar looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sitting {
    pub id: MeetingId,
    pub on: Date,
    pub held: bool,
}

/// A part of the year in which one meeting is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// "Term 1", "Autumn".
    pub name: String,
    /// "1 Sep to 31 Oct".
    pub days: String,
    pub begins: Date,
    pub ends: Date,
    pub purpose: Purpose,
    pub state: DueState,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DueState {
    /// Meetings of that time, by day; none is empty.
    There(Vec<Sitting>),
    /// The time has passed without one.
    Missing,
    /// Nothing is set, and there is time.
    Open,
}

/// The school year a day lies in, with the meetings of one partnership.
pub fn year(cadence: Cadence, meetings: &[Sitting], today: Date) -> Vec<Due> {
    let first = HalfTerm::first_of_year(today);
    let step = 6 / i32::from(cadence.times_a_year());
    (0..i32::from(cadence.times_a_year()))
        .map(|nth| {
            let from = first.later(nth * step);
            let to = from.later(step - 1);
            let mut there: Vec<Sitting> = meetings
                .iter()
                .filter(|one| from.begins() <= one.on && one.on <= to.ends())
                .copied()
                .collect();
            there.sort_by_key(|one| (one.on, one.id));
            let state = match there.is_empty() {
                false => DueState::There(there),
                true if to.ends() < today => DueState::Missing,
                true => DueState::Open,
            };
            let name = match cadence {
                Cadence::HalfTermly => format!("Term {}", from.number()),
                Cadence::Termly => ["Autumn", "Spring", "Summer"]
                    .get(usize::try_from(nth).unwrap_or(0))
                    .map_or_else(String::new, |name| (*name).to_owned()),
                Cadence::Yearly => "The year".to_owned(),
            };
            Due {
                name,
                days: from.days_words(to),
                begins: from.begins(),
                ends: to.ends(),
                purpose: match (from.number(), to.number()) {
                    (1, _) => Purpose::Hypotheses,
                    (_, 6) => Purpose::Moderation,
                    _ => Purpose::Routine,
                },
                state,
            }
        })
        .collect()
}

/// "One of three held, one set, one missing".
pub fn year_words(all: &[Due]) -> String {
    let count = |of: &dyn Fn(&DueState) -> bool| all.iter().filter(|due| of(&due.state)).count();
    let any = |held: bool| {
        move |state: &DueState| match state {
            DueState::There(there) => there.iter().any(|one| one.held) == held,
            _ => false,
        }
    };
    let held = count(&any(true));
    let mut words = vec![format!("{held} of {} held", all.len())];
    for (number, word) in [
        (count(&any(false)), "set"),
        (count(&|state| *state == DueState::Missing), "missing"),
        (count(&|state| *state == DueState::Open), "to be set"),
    ] {
        if number > 0 {
            words.push(format!("{number} {word}"));
        }
    }
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;
    use uuid::Uuid;

    fn sitting(number: u128, on: Date, held: bool) -> Sitting {
        Sitting {
            id: MeetingId(Uuid::from_u128(number)),
            on,
            held,
        }
    }

    #[test]
    fn the_year_says_what_is_held_set_missing_and_to_be_set() {
        let today = date!(2027 - 02 - 20);
        let meetings = [
            sitting(1, date!(2026 - 11 - 19), true),
            sitting(2, date!(2027 - 03 - 04), false),
            sitting(3, date!(2026 - 06 - 11), true),
        ];
        let all = year(Cadence::HalfTermly, &meetings, today);
        assert_eq!(all.len(), 6);
        assert_eq!(
            all[0].state,
            DueState::Missing,
            "the year before is another one"
        );
        assert!(matches!(&all[1].state, DueState::There(there) if there[0].held));
        assert_eq!(all[2].state, DueState::Missing);
        assert!(matches!(&all[3].state, DueState::There(there) if !there[0].held));
        assert_eq!(all[4].state, DueState::Open);
        assert_eq!(
            year_words(&all),
            "1 of 6 held, 1 set, 2 missing, 2 to be set"
        );
        assert_eq!(
            (all[0].purpose, all[1].purpose, all[5].purpose),
            (Purpose::Hypotheses, Purpose::Routine, Purpose::Moderation)
        );
        let termly = year(Cadence::Termly, &meetings, today);
        let names: Vec<&str> = termly.iter().map(|due| due.name.as_str()).collect();
        assert_eq!(names, ["Autumn", "Spring", "Summer"]);
        assert_eq!(year_words(&termly), "1 of 3 held, 1 set, 1 to be set");
        assert_eq!(termly[0].days, "1 Sep to 31 Dec");
        let yearly = year(Cadence::Yearly, &[], today);
        assert_eq!((yearly.len(), &yearly[0].state), (1, &DueState::Open));
    }

    #[test]
    fn a_purpose_is_named_as_it_travels() {
        for one in Purpose::ALL {
            assert_eq!(Purpose::named(one.id()), Some(one));
            assert_eq!(
                serde_json::to_value(one).unwrap(),
                serde_json::Value::from(one.id())
            );
        }
        assert_eq!(Purpose::named("party"), None);
    }
}
