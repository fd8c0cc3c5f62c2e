//! Support that was agreed by hand and given earlier this school year: to most schools that need it, never
//! to all; in two partnerships only ever from outside.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::api::Pair;
use domain::brokerage::{
    Context, Familiarity, HalfDays, Leader, LeaderType, Need, NeedDraft, Question, Refusal, Tier,
    Waiver, Weights, register,
};
use domain::calendar::Date;
use domain::schools::{Key, LeaderId, PartnershipId, PersonId, Urn};
use time::{Duration, Month};
use uuid::Uuid;

use super::cases::SEATED;
use super::chance::Chance;
use super::meetings::OFFICER;
use super::needs::OpenNeed;
use super::terms::Terms;
use super::{PARTNERSHIPS, SchoolRecord, id, millbeck};

/// A need that was met, by whom, and the day it was agreed.
#[derive(Debug, Clone)]
pub struct Given {
    pub id: Uuid,
    pub need: OpenNeed,
    pub leader: LeaderId,
    pub agreed: Date,
    /// Who agreed it.
    pub by: PersonId,
    /// Its days are held still.
    pub running: bool,
    /// What was set aside for it.
    pub waiver: Option<Waiver>,
}

const BROKER: &str = "Imran Siddle";
/// Who agrees governance and headship.
const BROKER_OF_LEADERSHIP: &str = "Carys Whinfell";
/// How many of a hundred schools that ought to be helped were.
const HELPED: i32 = 66;
/// How often one leader was asked.
const MOST: usize = 3;
/// Places in [`PARTNERSHIPS`] where no fellow helps.
const FROM_OUTSIDE: [usize; 2] = [2, 5];
const AREAS: [&str; 6] = [
    "headship",
    "writing",
    "maths",
    "attendance",
    "governance",
    "phonics",
];

/// What was given, in order of school.
pub fn given(
    terms: Terms,
    schools: &[SchoolRecord],
    leaders: &[Leader],
    types: &[LeaderType],
) -> Vec<Given> {
    let agreed = agreed_on(terms);
    let mut context = Context::new(agreed, types, leaders);
    context.register = Arc::new(register(schools.iter().map(|one| &one.school)));
    let homes: BTreeMap<Urn, Option<PartnershipId>> = schools
        .iter()
        .map(|one| (one.school.urn, one.school.partnership))
        .collect();
    let home = |id: LeaderId| {
        let leader = leaders.iter().find(|one| one.id == id)?;
        *homes.get(&leader.home?)?
    };
    let mut times: BTreeMap<LeaderId, usize> = BTreeMap::new();
    let mut days: BTreeMap<LeaderId, u32> = BTreeMap::new();
    let room = |id: LeaderId, days: u32| {
        let leader = leaders.iter().find(|one| one.id == id);
        leader.is_some_and(|leader| days <= leader.yearly.0)
    };
    let mut all = Vec::new();
    for (at, school) in schools.iter().enumerate() {
        let mut chance = Chance::named(&format!("given {}", school.school.name));
        // Millbeck has asked, and waits; a school nobody has met with yet was not helped by anybody either.
        let waits = school.school.name == millbeck::NAME || !school.met;
        if school.band < 2 || waits || !chance.in_hundred(HELPED) {
            continue;
        }
        let Some(need) = need(terms, agreed, at, school, &mut chance) else {
            continue;
        };
        let asked = asked(&need, school);
        let question = Question::new(leaders, [&asked], &Weights::default(), &context);
        let outside = FROM_OUTSIDE
            .map(|at| id::partnership(PARTNERSHIPS[at]))
            .map(Some)
            .contains(&school.school.partnership);
        let fellow = |pair: &Pair| home(pair.leader) == school.school.partnership;
        let may: Vec<Pair> = question
            .candidates(need.id)
            .into_iter()
            .filter(|pair| question.eligible(*pair))
            .filter(|pair| times.get(&pair.leader).copied().unwrap_or(0) < MOST)
            .filter(|pair| {
                let before = days.get(&pair.leader).copied().unwrap_or(0);
                room(pair.leader, before + need.draft.half_days.0)
            })
            .collect();
        // Those one may sign in as are asked once before others are.
        let seated = |pair: &Pair| {
            let name = leaders.iter().find(|one| one.id == pair.leader);
            name.is_some_and(|one| SEATED.contains(&one.name.as_str()))
                && !times.contains_key(&pair.leader)
                && !(outside && fellow(pair))
        };
        let found = may
            .iter()
            .find(|pair| seated(pair))
            .or_else(|| may.iter().find(|pair| fellow(pair) != outside))
            .or_else(|| may.iter().find(|pair| !(outside && fellow(pair))));
        // Once somebody was so much better that a tie was set aside for them.
        let waived = all.iter().all(|one: &Given| one.waiver.is_none()).then(|| {
            let room = |pair: &Pair| {
                let before = days.get(&pair.leader).copied().unwrap_or(0);
                room(pair.leader, before + need.draft.half_days.0)
            };
            let candidates = question.candidates(need.id).into_iter();
            let (pair, refusal) =
                candidates
                    .filter(room)
                    .find_map(|pair| match question.refusals(pair) {
                        [refusal @ Refusal::Connected { .. }] => Some((pair, refusal)),
                        _ => None,
                    })?;
            Some((pair, waiver(pair, refusal, terms.today)))
        });
        let (found, waiver) = match waived.flatten() {
            Some((pair, waiver)) => (Some(pair), Some(waiver)),
            None => (found.copied(), None),
        };
        if let Some(pair) = found {
            *times.entry(pair.leader).or_default() += 1;
            *days.entry(pair.leader).or_default() += need.draft.half_days.0;
            all.push(Given {
                id: id::deployment(need.id),
                by: id::person(match need.draft.area.as_str() {
                    "headship" | "governance" => BROKER_OF_LEADERSHIP,
                    _ => BROKER,
                }),
                waiver,
                leader: pair.leader,
                need,
                agreed,
                running: false,
            });
        }
    }
    all
}

fn waiver(pair: Pair, refusal: &Refusal, until: Date) -> Waiver {
    Waiver {
        need: pair.need,
        leader: pair.leader,
        rule: refusal.rule(),
        by: refusal.may_override(),
        name: OFFICER.to_owned(),
        reason: "Knows the school’s phase as nobody else does; the trust has no say in the review."
            .to_owned(),
        until: Some(until),
    }
}

/// What was given here is counted from here: the record of each leader keeps what was used besides.
pub fn count(leaders: &mut [Leader], given: &[Given]) {
    for leader in leaders {
        let here: u32 = given
            .iter()
            .filter(|one| one.leader == leader.id)
            .map(|one| one.need.draft.half_days.0)
            .sum();
        leader.used = HalfDays(leader.used.0.saturating_sub(here));
        let running = given
            .iter()
            .filter(|one| one.leader == leader.id && one.running)
            .count();
        let running = u32::try_from(running).unwrap_or(u32::MAX);
        leader.deployments = leader.deployments.saturating_sub(running);
    }
}

/// Early in the school year, and not after today.
fn agreed_on(terms: Terms) -> Date {
    let year = terms.today.year() - i32::from(terms.today.month() < Month::September);
    let first = Date::from_calendar_date(year, Month::September, 1).unwrap_or(terms.today);
    first
        .saturating_add(Duration::days(12))
        .min(terms.today)
        .max(first)
}

fn need(
    terms: Terms,
    agreed: Date,
    at: usize,
    school: &SchoolRecord,
    chance: &mut Chance,
) -> Option<OpenNeed> {
    let days = u32::try_from(chance.between(2, 7)).ok()?;
    Some(OpenNeed {
        id: id::given(at),
        draft: NeedDraft {
            urn: school.school.urn,
            area: chance.pick(&AREAS).parse::<Key>().ok()?,
            note: String::new(),
            half_days: HalfDays::days(days),
            tier: Tier::try_from(school.band + 1).ok()?,
            from: agreed,
            to: terms.today.max(agreed),
            phase_essential: false,
            remote: false,
            style: None,
            familiarity: Familiarity::Either,
            meeting: None,
            of: None,
        },
        vetoes: Vec::new(),
        opened: agreed,
        opened_by: "Pearl Okafor".to_owned(),
        pays: None,
    })
}

pub(super) fn asked(need: &OpenNeed, school: &SchoolRecord) -> Need {
    let school = &school.school;
    Need {
        id: need.id,
        draft: need.draft.clone(),
        school: school.name.clone(),
        phase: school.phase,
        place: school.place,
        governance: Some(school.governance),
        organisation: school.trust.clone(),
        roll: school.roll,
        disadvantaged: school.disadvantaged,
        faith: school.faith.is_some(),
        vetoes: Vec::new(),
        opened: need.opened,
        matched: None,
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::demo::district;

    const TODAY: Date = date!(2026 - 11 - 19);

    #[test]
    fn most_schools_that_need_it_were_helped_and_some_by_their_fellows() {
        let district = district(TODAY).unwrap();
        let weak = district.schools.iter().filter(|one| one.band >= 2).count();
        let helped = district.given.len();
        assert!(helped > weak / 2 && helped < weak - 3, "{helped} of {weak}");
        let home = |leader| {
            let leader = district.leaders.iter().find(|one| one.id == leader)?;
            let school = |one: &&SchoolRecord| Some(one.school.urn) == leader.home;
            district.schools.iter().find(school)?.school.partnership
        };
        let fellows = district
            .given
            .iter()
            .filter(|one| {
                let school = |other: &&SchoolRecord| other.school.urn == one.need.draft.urn;
                let partnership = district.schools.iter().find(school).unwrap();
                home(one.leader) == partnership.school.partnership
            })
            .count();
        assert!(fellows > 3 && fellows < helped, "{fellows} of {helped}");
        assert!(district.given.iter().all(|one| one.agreed <= TODAY));
    }
}
