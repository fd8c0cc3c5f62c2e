//! Support under way and over: every match that was agreed by hand, brought to where it would be by now, and a
//! few requests that nobody has matched yet. Made by taking the very steps people take.

mod course;
mod life;
mod requests;

pub use requests::requests;

use domain::brokerage::Leader;
use domain::support::{Case, Taken};

use super::given::Given;
use super::terms::Terms;
use super::{Person, SchoolRecord};

const BROKER: &str = "Imran Siddle";

/// Who chairs the governors of a made-up school.
fn chair(school: &SchoolRecord) -> String {
    const CHAIRS: [&str; 7] = [
        "Owen Tranter",
        "Hester Loxley",
        "Gordon Prywell",
        "Anita Barrowby",
        "Sunil Mehrotan",
        "Moira Tebbick",
        "Leon Askerdale",
    ];
    let number = usize::try_from(u32::from(school.school.urn)).unwrap_or(0);
    // Millbeck's is in the demonstration.
    let at = if school.school.name == "Millbeck Primary" {
        0
    } else {
        1 + number % 6
    };
    CHAIRS[at].to_owned()
}

/// A case and the steps that made it.
#[derive(Debug, Clone)]
pub struct Lived {
    pub case: Case,
    pub steps: Vec<Taken>,
}

/// How far a case has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Far {
    Asked,
    Matched,
    Agreed,
    Active,
    InReview,
    Ending,
    Reported,
    Evaluated,
    Closed,
    Known,
    Published,
}

/// The rounds cases are dealt in.
const DEALT: [Far; 12] = [
    Far::Known,
    Far::Active,
    Far::Closed,
    Far::Reported,
    Far::Known,
    Far::InReview,
    Far::Asked,
    Far::Published,
    Far::Ending,
    Far::Matched,
    Far::Evaluated,
    Far::Agreed,
];

/// Leaders who can be signed in as have work to do.
pub const SEATED: [&str; 3] = ["Amir Qureshi", "Marcus Bell", "Joan Petrie"];

/// Where the case of each match stands.
pub fn far(given: &[Given], leaders: &[Leader]) -> Vec<Far> {
    let mut seen = [0_usize; SEATED.len()];
    let mut dealt = 0;
    given
        .iter()
        .map(|one| {
            let name = leaders
                .iter()
                .find(|leader| leader.id == one.leader)
                .map_or("", |leader| leader.name.as_str());
            if let Some(seat) = SEATED.iter().position(|seat| *seat == name) {
                seen[seat] += 1;
                return match seen[seat] {
                    1 => Far::Active,
                    2 => Far::Agreed,
                    _ => Far::Known,
                };
            }
            dealt += 1;
            DEALT[(dealt - 1) % DEALT.len()]
        })
        .collect()
}

/// What schools said here is counted from here: the record of each leader keeps what was said besides.
pub fn count(leaders: &mut [Leader], lived: &[Lived]) {
    for one in lived {
        let (Some(helper), Some(said)) = (&one.case.helper, &one.case.evaluation) else {
            continue;
        };
        let leader = leaders.iter_mut().find(|leader| leader.id == helper.leader);
        if let Some(leader) = leader.filter(|leader| leader.track.evaluations > 0) {
            leader.track.evaluations -= 1;
            leader.track.sum = leader.track.sum.saturating_sub(said.score());
        }
    }
}

/// Every match that was agreed by hand, lived so far.
pub fn matched(
    terms: Terms,
    schools: &[SchoolRecord],
    people: &[Person],
    leaders: &[Leader],
    given: &[Given],
) -> Vec<Lived> {
    let far = far(given, leaders);
    given
        .iter()
        .zip(far)
        .filter_map(|(one, far)| {
            let school = schools
                .iter()
                .find(|other| other.school.urn == one.need.draft.urn)?;
            let leader = leaders.iter().find(|other| other.id == one.leader)?;
            course::live(terms, people, school, leader, one, far)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::support::{StageKind, late, waiting};
    use time::macros::date;

    use crate::demo::district;

    #[test]
    fn cases_stand_at_every_stage_people_meet_and_few_are_late() {
        let today = date!(2026 - 11 - 27);
        let district = district(today).unwrap();
        let stages: BTreeSet<StageKind> = district
            .cases
            .iter()
            .map(|one| one.case.stage_kind())
            .collect();
        for stage in [
            StageKind::Submitted,
            StageKind::Returned,
            StageKind::Scoping,
            StageKind::Scoped,
            StageKind::Escalated,
            StageKind::Asked,
            StageKind::Matched,
            StageKind::Agreed,
            StageKind::Active,
            StageKind::InReview,
            StageKind::Ending,
            StageKind::Reported,
            StageKind::Evaluated,
            StageKind::Closed,
            StageKind::ImpactKnown,
            StageKind::Published,
        ] {
            assert!(stages.contains(&stage), "{stage:?} is nowhere");
        }
        let waits: Vec<_> = district
            .cases
            .iter()
            .flat_map(|one| waiting(&one.case))
            .filter(|one| one.now(today))
            .collect();
        let overdue = waits.iter().filter(|one| late(one, today) > 0).count();
        assert!(
            overdue > 2 && overdue * 2 < waits.len(),
            "{overdue} of {}",
            waits.len()
        );
        for one in &district.cases {
            assert!(one.steps.iter().all(|step| step.at.day() <= today));
        }
        for name in super::SEATED {
            let theirs = district.cases.iter().filter(|one| {
                let helper = one.case.helper.as_ref();
                helper.is_some_and(|helper| helper.name == name)
            });
            let active = |one: &&super::Lived| one.case.stage_kind() == StageKind::Active;
            assert!(theirs.clone().any(|one| active(&one)), "{name}");
        }
    }

    #[test]
    fn a_district_made_in_the_first_days_of_a_school_year_lives_too() {
        for today in [
            date!(2026 - 09 - 01),
            date!(2026 - 09 - 14),
            date!(2027 - 08 - 31),
        ] {
            let district = district(today).unwrap();
            assert!(!district.cases.is_empty());
            for one in &district.cases {
                assert!(
                    one.steps.iter().all(|step| step.at.day() <= today),
                    "{today}"
                );
            }
        }
    }
}
