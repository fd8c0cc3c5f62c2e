//! Laws of teams: against every plan there is, and whatever is done to a certificate.
//!
//! Long because it is the laws and nothing but, with a slow twin that tries every plan.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::super::{
    Checked, Continue, Instance, Leader, Limit, Named, Need, Obstacle, Pair, Plan, Reason, Status,
    solve_with_certificate,
};
use crate::brokerage::certificate::{Certificate, Division, Fault, check};

fn checked(instance: &Instance) -> Checked {
    instance.clone().check().unwrap()
}

fn answer(instance: &Instance) -> (Plan, Certificate) {
    solve_with_certificate(&checked(instance), Limit::default(), &mut |_| Continue::Yes)
}

type Score = ([u32; 4], i64);

fn score(plan: &Plan) -> Score {
    let met = |tier: &str| plan.met[tier];
    ([met("4"), met("3"), met("2"), met("1")], plan.fit)
}

/// Tries every plan: the best that keeps these pairs, teams whole and each part by another.
struct Every<'a> {
    instance: &'a Instance,
    fits: BTreeMap<(&'a str, &'a str), i64>,
    /// By need.
    by: Vec<Option<usize>>,
    left: Vec<(i64, i64)>,
    best: Option<Score>,
    /// One is enough.
    any: bool,
}

impl<'a> Every<'a> {
    fn best(instance: &'a Instance, kept: &[(usize, usize)], any: bool) -> Option<Score> {
        let excluded: BTreeSet<(&str, &str)> = instance
            .exclusions
            .iter()
            .map(|named| (named.need.as_str(), named.leader.as_str()))
            .collect();
        let fits = instance
            .pairs
            .iter()
            .map(|pair| ((pair.need.as_str(), pair.leader.as_str()), pair.fit))
            .filter(|(pair, _)| !excluded.contains(pair));
        let leaders = instance.leaders.iter();
        let mut every = Every {
            instance,
            fits: fits.collect(),
            by: vec![None; instance.needs.len()],
            left: leaders
                .map(|leader| (leader.days, leader.max_deployments))
                .collect(),
            best: None,
            any,
        };
        for &(need, leader) in kept {
            if every.by[need].is_some() || every.fit(need, leader).is_none() {
                return None;
            }
            every.by[need] = Some(leader);
            let left = &mut every.left[leader];
            *left = (left.0 - instance.needs[need].days, left.1 - 1);
            if left.0 < 0 || left.1 < 0 {
                return None;
            }
        }
        every.walk(0);
        every.best
    }

    fn fit(&self, need: usize, leader: usize) -> Option<i64> {
        let key = (
            self.instance.needs[need].id.as_str(),
            self.instance.leaders[leader].id.as_str(),
        );
        self.fits.get(&key).copied()
    }

    fn walk(&mut self, need: usize) {
        if self.any && self.best.is_some() {
            return;
        }
        if need == self.by.len() {
            return self.offer();
        }
        self.walk_on(need);
    }

    fn walk_on(&mut self, need: usize) {
        if self.by[need].is_some() {
            return self.walk(need + 1);
        }
        for leader in 0..self.left.len() {
            let (left, days) = (self.left[leader], self.instance.needs[need].days);
            if self.fit(need, leader).is_some() && left.0 >= days && left.1 > 0 {
                self.left[leader] = (left.0 - days, left.1 - 1);
                self.by[need] = Some(leader);
                self.walk(need + 1);
                self.by[need] = None;
                self.left[leader] = left;
            }
        }
        self.walk(need + 1);
    }

    fn offer(&mut self) {
        let mut score: Score = ([0; 4], 0);
        for (at, need) in self.instance.needs.iter().enumerate() {
            let lead = need.of.as_ref().unwrap_or(&need.id);
            for (other_at, other) in self.instance.needs.iter().enumerate() {
                if at != other_at && other.of.as_ref().unwrap_or(&other.id) == lead {
                    let (mine, theirs) = (self.by[at], self.by[other_at]);
                    if mine.is_some() != theirs.is_some() || (mine.is_some() && mine == theirs) {
                        return;
                    }
                }
            }
            if let Some(leader) = self.by[at] {
                score.0[(4 - need.tier) as usize] += 1;
                score.1 += self.fit(at, leader).unwrap();
            }
        }
        self.best = self.best.max(Some(score));
    }
}

/// The best of all plans that keep the pins that can be kept, each beside those before it.
fn best_of_all(instance: &Instance) -> (Score, BTreeSet<Named>) {
    let at = |pin: &Named| {
        let need = instance.needs.iter().position(|need| need.id == pin.need);
        let leader = instance
            .leaders
            .iter()
            .position(|leader| leader.id == pin.leader);
        (need.unwrap(), leader.unwrap())
    };
    let mut pins: Vec<&Named> = instance.pins.iter().collect();
    pins.sort_by_key(|pin| (-instance.needs[at(pin).0].tier, *pin));
    let (mut kept, mut named) = (Vec::new(), BTreeSet::new());
    for pin in pins {
        kept.push(at(pin));
        if Every::best(instance, &kept, true).is_some() {
            named.insert(pin.clone());
        } else {
            kept.pop();
        }
    }
    (Every::best(instance, &kept, false).unwrap(), named)
}

fn assert_teams_are_whole(instance: &Instance, plan: &Plan) {
    let by: BTreeMap<&str, &str> = plan
        .matches
        .iter()
        .map(|found| (found.need.as_str(), found.leader.as_str()))
        .collect();
    for need in &instance.needs {
        for other in instance
            .needs
            .iter()
            .filter(|other| other.of.as_ref() == Some(&need.id))
        {
            let (lead, part) = (by.get(need.id.as_str()), by.get(other.id.as_str()));
            assert_eq!(lead.is_some(), part.is_some(), "in part: {}", need.id);
            assert!(lead.is_none() || lead != part, "twice: {}", need.id);
        }
    }
    for (at, one) in instance.needs.iter().enumerate() {
        for other in &instance.needs[at + 1..] {
            if one.of.is_some() && one.of == other.of {
                let (one, other) = (by.get(one.id.as_str()), by.get(other.id.as_str()));
                assert!(one.is_none() || one != other);
            }
        }
    }
}

prop_compose! {
    fn instances(needs: usize, leaders: usize)(
        needs in prop::collection::vec((1i64..=4, 0i64..6, 0u32..10, 0usize..3), 2..=needs),
        leaders in prop::collection::vec((0i64..12, 0i64..4), 1..=leaders),
        density in 40u32..98,
        spread in prop_oneof![Just(3i64), Just(40), Just(9000)],
        pinned in prop_oneof![Just(0u32), Just(9)],
    )(
        rows in prop::collection::vec((0u32..100, 0..spread, 0u32..100, 0u32..100), needs.len() * leaders.len()),
        needs in Just(needs), leaders in Just(leaders), density in Just(density), spread in Just(spread),
        pinned in Just(pinned),
    ) -> Instance {
        let mut instance = Instance::default();
        for (at, &(tier, days, part, lead)) in needs.iter().enumerate() {
            // The first few lead; of the others most belong to one of them.
            let leads = needs.len().div_ceil(3);
            let of = (at >= leads && part < 8).then(|| format!("N{}", lead % leads));
            instance.needs.push(Need { id: format!("N{at}"), tier, days, of });
        }
        for (at, &(days, max_deployments)) in leaders.iter().enumerate() {
            instance.leaders.push(Leader { id: format!("L{at}"), days, max_deployments });
        }
        for (at, &(listed, fit, pin, excluded)) in rows.iter().enumerate() {
            let need = format!("N{}", at / leaders.len());
            let leader = format!("L{}", at % leaders.len());
            let named = Named { need: need.clone(), leader: leader.clone() };
            if listed < density {
                instance.pairs.push(Pair { need, leader, fit: fit - spread / 5 });
            }
            if pin < pinned {
                instance.pins.push(named.clone());
            }
            if excluded < 6 {
                instance.exclusions.push(named);
            }
        }
        instance
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 900, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_with_teams_is_as_good_as_the_best_of_all_plans(instance in instances(6, 5)) {
        let (plan, certificate) = answer(&instance);
        assert_teams_are_whole(&instance, &plan);
        let (best, kept) = best_of_all(&instance);
        prop_assert_eq!(plan.status, Status::Optimal);
        prop_assert_eq!(plan.fit_bound, plan.fit);
        prop_assert_eq!(score(&plan), best);
        let broken: BTreeSet<Named> = plan.broken_pins.iter().map(|pin| Named { need: pin.need.clone(), leader: pin.leader.clone() }).collect();
        let all: BTreeSet<Named> = instance.pins.iter().cloned().collect();
        prop_assert_eq!(all.difference(&kept).cloned().collect::<BTreeSet<_>>(), broken);
        let verified = check(&checked(&instance), &plan, &certificate);
        prop_assert!(verified.as_ref().is_ok_and(|verified| verified.fit_bound >= plan.fit), "{:?}", verified);
    }

    #[test]
    fn the_order_of_the_input_changes_nothing_of_teams(instance in instances(9, 6), turn in 0usize..50) {
        let mut other = instance.clone();
        let (needs, leaders) = (other.needs.len(), other.leaders.len());
        other.needs.rotate_left(turn % needs);
        other.leaders.rotate_left(turn % leaders);
        other.pairs.reverse();
        other.pins.reverse();
        other.exclusions.reverse();
        prop_assert_eq!(answer(&instance), answer(&other));
    }

    #[test]
    fn more_capacity_never_makes_a_plan_with_teams_worse(instance in instances(8, 5), which in 0usize..5, days in 0i64..5, times in 0i64..2) {
        let mut fewer = instance;
        fewer.pins.clear();
        let mut more = fewer.clone();
        let leader = which % more.leaders.len();
        more.leaders[leader].days += days;
        more.leaders[leader].max_deployments += times;
        prop_assert!(score(&answer(&more).0) >= score(&answer(&fewer).0));
        let mut alone = fewer.clone();
        for need in &mut alone.needs {
            need.of = None;
        }
        prop_assert!(score(&answer(&alone).0) >= score(&answer(&fewer).0), "a team only takes plans away");
    }

    #[test]
    fn a_certificate_of_teams_never_claims_more_than_is_true(instance in instances(6, 5), shift in -9_000i64..9_000, spoil in 0usize..60) {
        let (plan, certificate) = answer(&instance);
        let case = checked(&instance);
        let mut wrong = certificate.clone();
        let levels = wrong.levels.iter_mut().chain(wrong.divisions.iter_mut().flat_map(|division| match division {
            Division::Closed { levels } => levels.iter_mut(),
            _ => [].iter_mut(),
        }));
        for (at, level) in levels.enumerate() {
            for (need, price) in level.prices.iter_mut().enumerate() {
                *price += shift * ((at + need) as i64 % 3);
            }
        }
        prop_assert!(check(&case, &plan, &wrong).is_ok_and(|verified| verified.fit_bound >= plan.fit));
        // A team less is a plan too; no certificate, however it is changed, proves that one the best.
        let mut less = plan.clone();
        let pinned = |need: &str| instance.pins.iter().any(|pin| pin.need == need);
        let lead_of = |id: &str| {
            let need = instance.needs.iter().find(|need| need.id == id).unwrap();
            need.of.clone().unwrap_or_else(|| need.id.clone())
        };
        let gone = plan.matches.iter().map(|found| lead_of(&found.need))
            .find(|lead| !instance.needs.iter().any(|need| lead_of(&need.id) == *lead && pinned(&need.id)));
        let Some(gone) = gone else { return Ok(()) };
        less.matches.retain(|found| lead_of(&found.need) != gone);
        for found in plan.matches.iter().filter(|found| lead_of(&found.need) == gone) {
            less.unmatched.push(super::super::Unmatched { need: found.need.clone(), reason: Reason::NobodyListed });
            less.fit -= found.fit;
            let tier = instance.needs.iter().find(|need| need.id == found.need).unwrap().tier;
            *less.met.get_mut(&tier.to_string()).unwrap() -= 1;
        }
        less.fit_bound = less.fit_bound.max(less.fit);
        let worse = score(&less) < score(&plan);
        if !certificate.divisions.is_empty() {
            let at = spoil % certificate.divisions.len();
            wrong.divisions[at] = match &certificate.divisions[at] {
                Division::Team { lead, whole, without } => Division::Team { lead: lead.clone(), whole: *without, without: *whole },
                Division::Closed { .. } => Division::Closed { levels: Vec::new() },
            };
        }
        for certificate in [&certificate, &wrong] {
            prop_assert!(check(&case, &less, certificate).is_ok_and(|verified| !worse || !verified.best));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn larger_plans_with_teams_keep_the_rules_and_stopping_is_honest(instance in instances(24, 14), asked in 0..12_i32) {
        let (plan, _) = answer(&instance);
        assert_teams_are_whole(&instance, &plan);
        prop_assert_eq!(plan.status, Status::Optimal);
        let mut left = asked;
        let (stopped, certificate) = solve_with_certificate(&checked(&instance), Limit::default(), &mut |_| {
            left -= 1;
            if left < 0 { Continue::No } else { Continue::Yes }
        });
        assert_teams_are_whole(&instance, &stopped);
        prop_assert!(score(&stopped) <= score(&plan));
        if score(&stopped).0 == score(&plan).0 {
            prop_assert!(stopped.fit_bound >= plan.fit);
        }
        if stopped.status == Status::Optimal {
            prop_assert_eq!(score(&stopped), score(&plan));
        }
        prop_assert!(check(&checked(&instance), &stopped, &certificate).is_ok());
    }
}

fn need(id: &str, of: Option<&str>) -> Need {
    Need {
        id: id.to_owned(),
        tier: 3,
        days: 4,
        of: of.map(str::to_owned),
    }
}

fn leader(id: &str, days: i64) -> Leader {
    Leader {
        id: id.to_owned(),
        days,
        max_deployments: 2,
    }
}

/// A team of a lead and two specialists, a need beside them, and three leaders.
fn small() -> Instance {
    let pair = |(need, leader, fit): (&str, &str, i64)| Pair {
        need: need.to_owned(),
        leader: leader.to_owned(),
        fit,
    };
    Instance {
        needs: vec![
            need("A", None),
            need("A-maths", Some("A")),
            need("A-writing", Some("A")),
            need("B", None),
        ],
        leaders: vec![leader("X", 8), leader("Y", 8), leader("Z", 4)],
        pairs: [
            ("A", "X", 90),
            ("A", "Y", 10),
            ("A-maths", "X", 95),
            ("A-maths", "Y", 20),
            ("A-writing", "Z", 50),
            ("B", "Z", 80),
            ("B", "Y", 5),
        ]
        .map(pair)
        .into(),
        pins: vec![],
        exclusions: vec![],
    }
}

fn named(need: &str, leader: &str) -> Named {
    Named {
        need: need.to_owned(),
        leader: leader.to_owned(),
    }
}

fn who(plan: &Plan) -> Vec<(&str, &str)> {
    let pairs = plan.matches.iter();
    pairs
        .map(|found| (found.need.as_str(), found.leader.as_str()))
        .collect()
}

#[test]
fn nobody_takes_two_parts_and_no_certificate_lets_them() {
    let instance = small();
    let (plan, certificate) = answer(&instance);
    // X suits both the lead and the mathematics best, and gets one of them.
    assert_eq!(
        who(&plan),
        [("A", "X"), ("A-maths", "Y"), ("A-writing", "Z"), ("B", "Y")]
    );
    let case = checked(&instance);
    let verified = check(&case, &plan, &certificate).unwrap();
    assert_eq!((verified.counts, plan.fit), ([true; 4], 165));
    let mut twice = plan.clone();
    twice.matches[1] = super::super::Match {
        need: "A-maths".to_owned(),
        leader: "X".to_owned(),
        fit: 95,
    };
    twice.fit += 75;
    twice.fit_bound = twice.fit;
    let fault = check(&case, &twice, &certificate).unwrap_err();
    assert_eq!(
        fault,
        Fault::Team {
            lead: "A".to_owned()
        }
    );
}

#[test]
fn a_team_that_cannot_be_whole_waits_and_says_for_whom() {
    let mut instance = small();
    instance.exclusions = vec![named("A-writing", "Z")];
    let (plan, certificate) = answer(&instance);
    assert_eq!(who(&plan), [("B", "Z")]);
    let waits = |parts: &[&str]| Reason::Team {
        waits_for: parts.iter().map(|&part| part.to_owned()).collect(),
    };
    let reasons: Vec<&Reason> = plan.unmatched.iter().map(|one| &one.reason).collect();
    assert_eq!(
        reasons,
        [
            &waits(&["A-writing"]),
            &waits(&["A-writing"]),
            &Reason::Excluded
        ]
    );
    let case = checked(&instance);
    assert!(check(&case, &plan, &certificate).unwrap().best);
    for spoil in [
        |divisions: &mut Vec<Division>| divisions.truncate(1),
        |divisions: &mut Vec<Division>| divisions[0] = team_of("A", [0, 0]),
        |divisions: &mut Vec<Division>| divisions[0] = team_of("B", [1, 2]),
        |divisions: &mut Vec<Division>| divisions[0] = team_of("Q", [1, 2]),
    ] {
        let mut wrong = certificate.clone();
        spoil(&mut wrong.divisions);
        let verdict = check(&case, &plan, &wrong);
        assert_eq!(verdict, Err(Fault::Certificate), "{:?}", wrong.divisions);
    }
}

fn team_of(lead: &str, [whole, without]: [usize; 2]) -> Division {
    let lead = lead.to_owned();
    Division::Team {
        lead,
        whole,
        without,
    }
}

#[test]
fn a_pin_of_a_team_is_kept_with_the_whole_team_or_reported() {
    // Pinned, the team comes before a need that suits Z better.
    let mut instance = small();
    instance.leaders[1].days = 4;
    instance.pins = vec![named("A-maths", "X")];
    let (plan, _) = answer(&instance);
    assert_eq!(
        who(&plan),
        [("A", "Y"), ("A-maths", "X"), ("A-writing", "Z")]
    );
    let broken = |instance: &Instance| -> Vec<(String, Obstacle)> {
        let pins = answer(instance).0.broken_pins.into_iter();
        pins.map(|pin| (pin.need, pin.reason)).collect()
    };
    instance.pins.push(named("B", "Z"));
    assert_eq!(
        broken(&instance),
        [("B".to_owned(), Obstacle::TeamNotWhole)]
    );
    instance.pins = vec![named("A", "X"), named("A-maths", "X")];
    let part = "A".to_owned();
    assert_eq!(
        broken(&instance),
        [("A-maths".to_owned(), Obstacle::InTeamAlready { part })]
    );
    instance.pins = vec![named("A", "X")];
    instance.exclusions = vec![named("A-writing", "Z")];
    assert_eq!(
        broken(&instance),
        [("A".to_owned(), Obstacle::TeamNotWhole)]
    );
}

#[test]
fn a_team_that_is_none_is_refused_with_its_place() {
    let cases = [
        (
            Some("Q"),
            "needs, entry 4: B is part of the team of Q, which is not in needs",
        ),
        (
            Some("B"),
            "needs, entry 4: B cannot be part of its own team",
        ),
        (
            Some("A-maths"),
            "needs, entry 4: B is part of the team of A-maths, which is itself part of a team",
        ),
    ];
    for (of, expected) in cases {
        let mut instance = small();
        instance.needs[3].of = of.map(str::to_owned);
        let text = serde_json::to_string(&instance).unwrap();
        let refusals = Instance::parse(&text).unwrap_err();
        let words: Vec<String> = refusals.iter().map(ToString::to_string).collect();
        assert_eq!(words, [expected]);
    }
    let text = serde_json::to_string(&small()).unwrap();
    assert_eq!(Instance::parse(&text).unwrap(), checked(&small()));
    assert_eq!(
        text.matches(r#""of":"A""#).count(),
        2,
        "said only where it is so"
    );
}
