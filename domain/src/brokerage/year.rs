//! Where the days of a leader go: given, agreed, tentative, free; over the year and in each term. Neither
//! what is agreed nor what is tentative is ever left out, also where it comes to more than there is.

use super::leader::{HalfDays, Leader, Taken};
use super::terms::{spread, taken};
use crate::calendar::Term;

/// Half-days of a year or a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Days {
    /// The limit; none: none was given.
    pub most: Option<HalfDays>,
    /// Work that has ended, and what the record says was used.
    pub given: HalfDays,
    /// Work that runs.
    pub agreed: HalfDays,
    /// Pinned, and agreed by nobody yet.
    pub tentative: HalfDays,
}

impl Days {
    /// All of it together.
    pub fn spoken_for(self) -> HalfDays {
        HalfDays(self.given.0 + self.agreed.0 + self.tentative.0)
    }

    /// What is left; none where there is no limit.
    pub fn free(self) -> Option<HalfDays> {
        let most = self.most?;
        Some(HalfDays(most.0.saturating_sub(self.spoken_for().0)))
    }

    /// How much more there is than the limit takes.
    pub fn over(self) -> HalfDays {
        let most = self.most.unwrap_or(HalfDays(u32::MAX));
        HalfDays(self.spoken_for().0.saturating_sub(most.0))
    }

    /// "4 of 15 days free", "2 days over 15", "full, 15 days".
    pub fn words(self) -> String {
        let all = super::refusal::days;
        match (self.most, self.over()) {
            (None, _) if self.spoken_for().0 == 0 => "nothing yet".to_owned(),
            (None, _) => format!("{} spoken for", all(self.spoken_for())),
            (Some(most), HalfDays(0)) => match self.free() {
                Some(HalfDays(0)) => format!("full, {}", all(most)),
                free => format!("{} of {} free", free.unwrap_or_default().words(), all(most)),
            },
            (Some(most), over) => format!("{} over {}", all(over), most.words()),
        }
    }
}

fn sum(work: &[Taken]) -> u32 {
    work.iter().map(|one| one.half_days.0).sum()
}

/// The days of this year. `running` is the work agreed that has not ended, part of what the leader has
/// used.
pub fn days_of_year(leader: &Leader, running: &[Taken], tentative: &[Taken]) -> Days {
    let agreed = sum(running).min(leader.used.0);
    Days {
        most: Some(leader.yearly),
        given: HalfDays(leader.used.0 - agreed),
        agreed: HalfDays(agreed),
        tentative: HalfDays(sum(tentative)),
    }
}

/// The days of a term: what is agreed here and falls into it. What the record says was used elsewhere lies
/// in no term.
pub fn days_of_term(leader: &Leader, term: Term, running: &[Taken], tentative: &[Taken]) -> Days {
    let falls = |work: &[Taken]| -> u32 {
        let parts = work.iter().flat_map(|one| spread(*one, leader.weekdays));
        parts
            .filter(|(of, _)| *of == term)
            .map(|(_, part)| part.0)
            .sum()
    };
    let all = taken(leader, term).0;
    let agreed = falls(running).min(all);
    Days {
        most: leader.profile.terms.map(|terms| terms.of(term.season())),
        given: HalfDays(all - agreed),
        agreed: HalfDays(agreed),
        tentative: HalfDays(falls(tentative)),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;
    use uuid::Uuid;

    use super::super::leader::ByTerm;
    use super::*;
    use crate::schools::{Key, LeaderId};

    #[test]
    fn every_day_is_counted_once_and_what_is_too_much_is_said() {
        let today = date!(2026 - 11 - 27);
        let mut leader = Leader::blank(LeaderId(Uuid::nil()), Key::of("SLE"), today);
        leader.yearly = HalfDays::days(15);
        let work = |half_days, from, to| Taken {
            half_days: HalfDays(half_days),
            from,
            to,
        };
        let ended = work(8, date!(2026 - 09 - 14), date!(2026 - 10 - 20));
        let runs = work(10, date!(2026 - 11 - 02), date!(2027 - 03 - 03));
        let pinned = work(6, date!(2027 - 02 - 01), date!(2027 - 03 - 26));
        leader.profile.taken = vec![ended, runs];
        leader.used = HalfDays(20);
        leader.profile.terms = Some(ByTerm {
            autumn: HalfDays(14),
            spring: HalfDays(10),
            summer: HalfDays(6),
        });
        let year = days_of_year(&leader, &[runs], &[pinned]);
        assert_eq!((year.given.0, year.agreed.0, year.tentative.0), (10, 10, 6));
        assert_eq!(year.words(), "2 of 15 days free");
        let [autumn, spring, summer] =
            Term::of_year(today).map(|term| days_of_term(&leader, term, &[runs], &[pinned]));
        assert_eq!(
            (autumn.given.0, autumn.agreed.0, autumn.tentative.0),
            (8, 5, 0)
        );
        assert_eq!(autumn.words(), "½ of 7 days free");
        assert_eq!(
            (spring.given.0, spring.agreed.0, spring.tentative.0),
            (0, 5, 6)
        );
        assert_eq!(spring.words(), "½ day over 5");
        assert_eq!(summer.words(), "3 of 3 days free");
        leader.yearly = HalfDays(26);
        assert_eq!(
            days_of_year(&leader, &[runs], &[pinned]).words(),
            "full, 13 days"
        );
    }
}
