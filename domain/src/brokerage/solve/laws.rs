//! The solver against its slow twin, and the laws that hold for every instance.
//!
//! Long because it is the laws and nothing but: one file to read what must always hold.

use proptest::prelude::*;

use super::twin::{self, Score};
use super::{
    Checked, Continue, Instance, Leader, Limit, Named, Need, Obstacle, Pair, Plan, Reason, Status,
    Unmatched, solve, solve_with_certificate,
};
use crate::brokerage::certificate::{Certificate, Fault, check};

fn answer(instance: &Instance) -> Plan {
    solve(&checked(instance), Limit::default(), &mut |_| Continue::Yes)
}

fn with_certificate(instance: &Instance) -> (Plan, Certificate) {
    solve_with_certificate(&checked(instance), Limit::default(), &mut |_| Continue::Yes)
}

fn checked(instance: &Instance) -> Checked {
    instance.clone().check().unwrap()
}

fn score(plan: &Plan) -> Score {
    Score {
        met: [plan.met["4"], plan.met["3"], plan.met["2"], plan.met["1"]],
        fit: plan.fit,
    }
}

/// Every rule of the contract, checked from the outside.
fn assert_keeps_the_rules(instance: &Instance, plan: &Plan) {
    let mut met = [0u32; 4];
    let mut fit = 0;
    for found in &plan.matches {
        let pair = instance
            .pairs
            .iter()
            .find(|pair| pair.need == found.need && pair.leader == found.leader);
        assert_eq!(pair.unwrap().fit, found.fit);
        let named = Named {
            need: found.need.clone(),
            leader: found.leader.clone(),
        };
        assert!(!instance.exclusions.contains(&named));
        let need = instance
            .needs
            .iter()
            .find(|need| need.id == found.need)
            .unwrap();
        met[(4 - need.tier) as usize] += 1;
        fit += found.fit;
    }
    assert_eq!(score(plan), Score { met, fit });
    for leader in &instance.leaders {
        let taken = plan
            .matches
            .iter()
            .filter(|found| found.leader == leader.id);
        let days: i64 = taken
            .clone()
            .map(|found| {
                instance
                    .needs
                    .iter()
                    .find(|need| need.id == found.need)
                    .unwrap()
                    .days
            })
            .sum();
        assert!(days <= leader.days && taken.count() as i64 <= leader.max_deployments);
    }
    let mut named: Vec<&str> = plan
        .matches
        .iter()
        .map(|found| found.need.as_str())
        .collect();
    named.extend(
        plan.unmatched
            .iter()
            .map(|unmatched| unmatched.need.as_str()),
    );
    named.sort_unstable();
    let mut all: Vec<&str> = instance.needs.iter().map(|need| need.id.as_str()).collect();
    all.sort_unstable();
    assert_eq!(named, all, "every need is matched or has a reason, once");
    for pin in &instance.pins {
        let kept = plan
            .matches
            .iter()
            .any(|found| found.need == pin.need && found.leader == pin.leader);
        let broken = plan
            .broken_pins
            .iter()
            .any(|broken| broken.need == pin.need && broken.leader == pin.leader);
        assert!(kept != broken, "a pin is kept or reported");
    }
}

prop_compose! {
    fn instances(most: usize)(
        needs in prop::collection::vec((1i64..=4, 0i64..7), 1..=most),
        leaders in prop::collection::vec((0i64..14, 0i64..4), 1..=most),
        density in 20u32..95,
        spread in prop_oneof![Just(3i64), Just(40), Just(9000)],
    )(
        rows in prop::collection::vec((0u32..100, 0..spread, 0u32..100, 0u32..100), needs.len() * leaders.len()),
        needs in Just(needs), leaders in Just(leaders), density in Just(density), spread in Just(spread),
    ) -> Instance {
        let mut instance = Instance::default();
        for (at, &(tier, days)) in needs.iter().enumerate() {
            instance.needs.push(Need { id: format!("N{at}"), tier, days, of: None });
        }
        for (at, &(days, max_deployments)) in leaders.iter().enumerate() {
            instance.leaders.push(Leader { id: format!("L{at}"), days, max_deployments });
        }
        for (at, &(listed, fit, pinned, excluded)) in rows.iter().enumerate() {
            let need = format!("N{}", at / leaders.len());
            let leader = format!("L{}", at % leaders.len());
            let named = Named { need: need.clone(), leader: leader.clone() };
            if listed < density {
                instance.pairs.push(Pair { need, leader, fit: fit - spread / 5 });
            }
            if pinned < 4 {
                instance.pins.push(named.clone());
            }
            if excluded < 8 {
                instance.exclusions.push(named);
            }
        }
        instance
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 700, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_plan_is_as_good_as_the_best_of_all_plans(instance in instances(7)) {
        let plan = answer(&instance);
        assert_keeps_the_rules(&instance, &plan);
        prop_assert_eq!(plan.status, Status::Optimal);
        prop_assert_eq!(plan.fit_bound, plan.fit);
        prop_assert_eq!(score(&plan), twin::best(&instance));
    }

    #[test]
    fn a_certificate_never_claims_more_than_is_true(instance in instances(7), shift in -20_000i64..20_000) {
        let (plan, mut certificate) = with_certificate(&instance);
        let case = checked(&instance);
        let first = check(&case, &plan, &certificate);
        prop_assert!(first.is_ok_and(|verified| verified.fit_bound >= plan.fit));
        for (at, level) in certificate.levels.iter_mut().enumerate() {
            for (need, price) in level.prices.iter_mut().enumerate() {
                *price += shift * ((at + need) as i64 % 3);
            }
        }
        prop_assert!(check(&case, &plan, &certificate).is_ok_and(|verified| verified.fit_bound >= plan.fit));
        // A plan with one match less is feasible; no prices, however wrong, may prove it best.
        let mut less = plan;
        let pinned = |need: &str| instance.pins.iter().any(|pin| pin.need == need);
        if let Some(at) = less.matches.iter().position(|found| !pinned(&found.need)) {
            let gone = less.matches.remove(at);
            less.unmatched.push(Unmatched { need: gone.need.clone(), reason: Reason::NobodyListed });
            less.fit -= gone.fit;
            less.fit_bound = less.fit_bound.max(less.fit);
            let tier = instance.needs.iter().find(|need| need.id == gone.need).unwrap().tier;
            *less.met.get_mut(&tier.to_string()).unwrap() -= 1;
            prop_assert!(check(&case, &less, &certificate).is_ok_and(|verified| !verified.best));
        }
    }

    #[test]
    fn the_order_of_the_input_changes_nothing(instance in instances(9), turn in 0usize..50) {
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
    fn one_more_leader_never_makes_the_plan_worse(instance in instances(9)) {
        let mut fewer = instance.clone();
        let gone = fewer.leaders.pop().unwrap().id;
        fewer.pairs.retain(|pair| pair.leader != gone);
        fewer.pins.clear();
        fewer.exclusions.retain(|named| named.leader != gone);
        let mut more = instance;
        more.pins.clear();
        prop_assert!(score(&answer(&more)) >= score(&answer(&fewer)));
    }

    #[test]
    fn pinning_what_the_plan_chose_changes_no_figure(instance in instances(9)) {
        let mut free = instance;
        free.pins.clear();
        let plan = answer(&free);
        let mut pinned = free;
        pinned.pins = plan.matches.iter().map(|found| Named { need: found.need.clone(), leader: found.leader.clone() }).collect();
        let again = answer(&pinned);
        prop_assert_eq!(&again.broken_pins, &Vec::new());
        prop_assert_eq!(again.matches, plan.matches);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn larger_plans_keep_the_rules_and_stopping_early_is_honest(instance in instances(24), asked in 0..8_i32) {
        let plan = answer(&instance);
        assert_keeps_the_rules(&instance, &plan);
        prop_assert_eq!(plan.status, Status::Optimal);
        let mut left = asked;
        let stopped = solve(&checked(&instance), Limit::default(), &mut |_| {
            left -= 1;
            if left < 0 { Continue::No } else { Continue::Yes }
        });
        assert_keeps_the_rules(&instance, &stopped);
        prop_assert!(score(&stopped) <= score(&plan));
        if score(&stopped).met == score(&plan).met {
            prop_assert!(stopped.fit_bound >= plan.fit);
        }
        if stopped.status == Status::Optimal {
            prop_assert_eq!(score(&stopped), score(&plan));
        }
    }
}

fn named(need: &str, leader: &str) -> Named {
    Named {
        need: need.to_owned(),
        leader: leader.to_owned(),
    }
}

fn small() -> Instance {
    let need = |id: &str, tier, days| Need {
        id: id.to_owned(),
        tier,
        days,
        of: None,
    };
    let leader = |id: &str, days, max_deployments| Leader {
        id: id.to_owned(),
        days,
        max_deployments,
    };
    let pair = |need: &str, leader: &str, fit| Pair {
        need: need.to_owned(),
        leader: leader.to_owned(),
        fit,
    };
    Instance {
        needs: vec![
            need("A", 4, 5),
            need("B", 3, 5),
            need("C", 2, 9),
            need("D", 1, 1),
            need("E", 1, 2),
        ],
        leaders: vec![leader("X", 6, 1), leader("Y", 6, 2)],
        pairs: vec![
            pair("A", "X", 10),
            pair("B", "X", 90),
            pair("C", "X", 50),
            pair("B", "Y", 5),
            pair("E", "Y", 7),
            pair("A", "Y", 1),
        ],
        pins: vec![],
        exclusions: vec![],
    }
}

#[test]
fn a_need_that_is_not_met_says_why() {
    let mut instance = small();
    instance.exclusions = vec![named("E", "Y")];
    let plan = answer(&instance);
    let why = |need: &str| {
        plan.unmatched
            .iter()
            .find(|unmatched| unmatched.need == need)
            .map(|unmatched| unmatched.reason.clone())
    };
    assert_eq!(why("C"), Some(Reason::TooLong));
    assert_eq!(why("D"), Some(Reason::NobodyListed));
    assert_eq!(why("E"), Some(Reason::Excluded));
    instance.exclusions.clear();
    instance.leaders[1].days = 6;
    let plan = answer(&instance);
    let last = plan
        .unmatched
        .iter()
        .find(|unmatched| unmatched.need == "E")
        .map(|unmatched| unmatched.reason.clone());
    assert_eq!(
        last,
        Some(Reason::Beaten {
            by: vec!["A".to_owned()]
        }),
        "the better fit gives B to X and A to Y"
    );
}

#[test]
fn a_pin_that_cannot_be_kept_says_why() {
    let cases = [
        (vec![named("D", "X")], vec![("D", Obstacle::NoSuchPair)]),
        (vec![named("C", "X")], vec![("C", Obstacle::OverDays)]),
        (
            vec![named("A", "Y"), named("B", "Y")],
            vec![("B", Obstacle::OverDays)],
        ),
        (
            vec![named("A", "X"), named("A", "Y")],
            vec![(
                "A",
                Obstacle::NeedPinnedElsewhere {
                    leader: "X".to_owned(),
                },
            )],
        ),
    ];
    for (pins, expected) in cases {
        let mut instance = small();
        instance.pins = pins;
        let plan = answer(&instance);
        let broken: Vec<(&str, Obstacle)> = plan
            .broken_pins
            .iter()
            .map(|broken| (broken.need.as_str(), broken.reason.clone()))
            .collect();
        assert_eq!(broken, expected);
    }
    let mut instance = small();
    instance.exclusions = vec![named("A", "X")];
    instance.pins = vec![named("A", "X")];
    assert_eq!(answer(&instance).broken_pins[0].reason, Obstacle::Excluded);
    let mut instance = small();
    instance.leaders[0].days = 20;
    instance.pins = vec![named("A", "X"), named("B", "X")];
    assert_eq!(
        answer(&instance).broken_pins[0].reason,
        Obstacle::OverDeployments
    );
}

#[test]
fn equal_plans_are_told_apart_by_id() {
    let mut instance = small();
    for pair in &mut instance.pairs {
        pair.fit = 3;
    }
    instance.needs[0].days = 6;
    instance.needs[1].days = 6;
    let plan = answer(&instance);
    let matches: Vec<(&str, &str)> = plan
        .matches
        .iter()
        .map(|found| (found.need.as_str(), found.leader.as_str()))
        .collect();
    assert_eq!(matches, [("A", "X"), ("B", "Y")]);
}

#[test]
fn bad_input_is_refused_with_its_place() {
    let whole = serde_json::to_string(&small()).unwrap();
    let cases = [
        (
            r#""tier":4"#,
            r#""tier":5"#,
            "needs, entry 1: tier 5 of need A: must be 1, 2, 3 or 4",
        ),
        (
            r#""days":9"#,
            r#""days":-9"#,
            "needs, entry 3: days of C is -9: must not be negative",
        ),
        (
            r#""max_deployments":1"#,
            r#""max_deployments":-1"#,
            "leaders, entry 1: max_deployments of X is -1: must not be negative",
        ),
        (
            r#""id":"B""#,
            r#""id":"A""#,
            "needs, entry 2: id A is used twice: entry 1 has it too",
        ),
        (
            r#""need":"C","leader":"X""#,
            r#""need":"B","leader":"X""#,
            "pairs, entry 3: need B and leader X are listed twice",
        ),
        (
            r#""need":"C","leader":"X""#,
            r#""need":"C","leader":"Z""#,
            "pairs, entry 3: leader Z is not in leaders",
        ),
        (
            r#""pins":[]"#,
            r#""pins":[{"need":"Q","leader":"X"}]"#,
            "pins, entry 1: need Q is not in needs",
        ),
        (
            r#""fit":50"#,
            r#""fit":9000000000"#,
            "pairs, entry 3: fit 9000000000: must lie between -100000000 and 100000000",
        ),
    ];
    for (good, bad, expected) in cases {
        assert!(whole.contains(good), "{good}");
        let refusals = Instance::parse(&whole.replacen(good, bad, 1)).unwrap_err();
        let words: Vec<String> = refusals.iter().map(ToString::to_string).collect();
        assert!(words.iter().any(|words| words == expected), "{words:?}");
    }
    for (good, bad, expected) in [
        (
            r#""days":9"#,
            r#""days":9.5"#,
            "wrong type: decimal number `9.5`, expected a whole number",
        ),
        (
            r#""days":9"#,
            r#""days":"9""#,
            "wrong type: string \"9\", expected a whole number",
        ),
        (
            r#""days":9"#,
            r#""days":9,"rank":1"#,
            "unknown field `rank`",
        ),
        (
            r#""pins":[]"#,
            r#""pins":[],"pins":[]"#,
            "duplicate field `pins`",
        ),
        (r#""pins":[]"#, r#""pins":[]]"#, "expected `,` or `}`"),
    ] {
        let refusals = Instance::parse(&whole.replacen(good, bad, 1)).unwrap_err();
        assert_eq!(refusals.len(), 1);
        assert!(refusals[0].reason.contains(expected), "{}", refusals[0]);
        assert!(
            refusals[0].place.starts_with("line 1, column "),
            "{}",
            refusals[0]
        );
    }
}

#[test]
fn an_empty_instance_has_an_empty_plan() {
    let plan = answer(&Instance::default());
    assert_eq!(
        (plan.status, plan.fit, plan.fit_bound, plan.matches.len()),
        (Status::Optimal, 0, 0, 0)
    );
    assert_eq!(plan.met.len(), 4);
}

#[test]
fn a_certificate_proves_a_small_plan_best_and_refuses_a_false_one() {
    let mut instance = small();
    instance.pins = vec![named("A", "Y"), named("C", "Y")];
    let case = checked(&instance);
    let (plan, certificate) = with_certificate(&instance);
    assert!(check(&case, &plan, &certificate).unwrap().best);
    let faults: Vec<Fault> = [
        |plan: &mut Plan| plan.matches[0].fit += 1,
        |plan: &mut Plan| plan.fit += 1,
        |plan: &mut Plan| plan.unmatched.clear(),
        |plan: &mut Plan| plan.broken_pins.clear(),
        |plan: &mut Plan| *plan.met.get_mut("4").unwrap() = 0,
        |plan: &mut Plan| {
            let again = plan.matches[0].clone();
            plan.matches.push(again);
        },
    ]
    .into_iter()
    .map(|spoil| {
        let mut false_plan = plan.clone();
        spoil(&mut false_plan);
        check(&case, &false_plan, &certificate).unwrap_err()
    })
    .collect();
    let (need, leader) = ("A".to_owned(), "Y".to_owned());
    assert_eq!(
        faults,
        [
            Fault::NotListed {
                need: need.clone(),
                leader
            },
            Fault::Figure {
                figure: "the fit".to_owned()
            },
            Fault::Need {
                need: "C".to_owned()
            },
            Fault::Pin {
                need: "C".to_owned(),
                leader: "Y".to_owned()
            },
            Fault::Figure {
                figure: "the count of tier 4".to_owned()
            },
            Fault::Need { need },
        ]
    );
}
