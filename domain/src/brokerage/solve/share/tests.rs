//! Sharing against a twin that tries every plan.

use proptest::prelude::*;

use super::super::{Instance, Leader, Need, Pair, solve_with_certificate};
use super::*;

/// Small instances whose fits are so coarse that many plans are as good.
fn instances(most: usize) -> impl Strategy<Value = (Instance, Sharing)> {
    let leaders = prop::collection::vec((0i64..12, 0i64..4, 0i64..9), 1..=most);
    let needs = prop::collection::vec((1i64..=4, 0i64..6), 1..=most);
    (leaders, needs).prop_flat_map(|(leaders, needs)| {
        let all = leaders.len() * needs.len();
        (
            Just(leaders),
            Just(needs),
            prop::collection::vec(prop::option::weighted(0.8, (0i64..3, prop::bool::ANY)), all),
            prop::collection::vec(0u8..12, all),
        )
            .prop_map(|(leaders, needs, pairs, held)| made(&leaders, &needs, &pairs, &held))
    })
}

fn made(
    leaders: &[(i64, i64, i64)],
    needs: &[(i64, i64)],
    pairs: &[Option<(i64, bool)>],
    held: &[u8],
) -> (Instance, Sharing) {
    let (need, leader) = (|at: usize| format!("N{at}"), |at: usize| format!("L{at}"));
    let mut instance = Instance::default();
    let mut sharing = Sharing::default();
    for (at, (days, times, given)) in leaders.iter().enumerate() {
        instance.leaders.push(Leader {
            id: leader(at),
            days: *days,
            max_deployments: *times,
        });
        sharing.given.insert(leader(at), *given);
    }
    for (at, (tier, days)) in needs.iter().enumerate() {
        instance.needs.push(Need {
            id: need(at),
            tier: *tier,
            days: *days,
            of: None,
        });
    }
    for (at, pair) in pairs.iter().enumerate() {
        let named = Named {
            need: need(at / leaders.len()),
            leader: leader(at % leaders.len()),
        };
        let Some((fit, far)) = *pair else { continue };
        instance.pairs.push(Pair {
            need: named.need.clone(),
            leader: named.leader.clone(),
            fit,
        });
        if far {
            sharing.far.insert(named.clone());
        }
        match held[at] {
            0 => instance.pins.push(named),
            1 => instance.exclusions.push(named),
            _ => {}
        }
    }
    (instance, sharing)
}

fn of_matches(checked: &Checked, sharing: &Sharing, matches: &[Match]) -> Uneven {
    let instance = checked.instance();
    let (mut days, mut far) = (0, 0);
    for leader in &instance.leaders {
        let mut given = sharing.given[&leader.id];
        let mut drives = 0;
        for found in matches.iter().filter(|found| found.leader == leader.id) {
            let need = instance.needs.iter().find(|need| need.id == found.need);
            given += need.unwrap().days;
            let named = Named {
                need: found.need.clone(),
                leader: found.leader.clone(),
            };
            drives += i64::from(sharing.far.contains(&named));
        }
        days += given * given;
        far += drives * drives;
    }
    (days, far)
}

/// Every plan that meets the same needs with the same fit and keeps the same pins: the least uneven.
fn twin(checked: &Checked, sharing: &Sharing, plan: &Plan) -> Uneven {
    let mut best = of_matches(checked, sharing, &plan.matches);
    let mut chosen = Vec::new();
    every(checked, sharing, plan, &mut chosen, &mut best);
    best
}

fn every(
    checked: &Checked,
    sharing: &Sharing,
    plan: &Plan,
    chosen: &mut Vec<Match>,
    best: &mut Uneven,
) {
    let instance = checked.instance();
    let Some(next) = plan.matches.get(chosen.len()) else {
        let fit: i64 = chosen.iter().map(|one| one.fit).sum();
        if fit == plan.fit {
            *best = (*best).min(of_matches(checked, sharing, chosen));
        }
        return;
    };
    let pinned = instance
        .pins
        .iter()
        .any(|pin| pin.need == next.need && pin.leader == next.leader);
    for pair in instance.pairs.iter().filter(|pair| pair.need == next.need) {
        let named = Named {
            need: pair.need.clone(),
            leader: pair.leader.clone(),
        };
        if instance.exclusions.contains(&named) || (pinned && pair.leader != next.leader) {
            continue;
        }
        chosen.push(Match {
            need: named.need,
            leader: named.leader,
            fit: pair.fit,
        });
        let leader = instance.leaders.iter().find(|one| one.id == pair.leader);
        let theirs: Vec<&Match> = chosen
            .iter()
            .filter(|one| one.leader == pair.leader)
            .collect();
        let days: i64 = theirs
            .iter()
            .filter_map(|one| instance.needs.iter().find(|need| need.id == one.need))
            .map(|need| need.days)
            .sum();
        if leader.is_some_and(|one| days <= one.days && theirs.len() as i64 <= one.max_deployments)
        {
            every(checked, sharing, plan, chosen, best);
        }
        chosen.pop();
    }
}

fn shared(instance: &Instance, sharing: &Sharing) -> (Checked, Plan, Shared) {
    let checked = instance.clone().check().unwrap();
    let go = &mut |_| Continue::Yes;
    let (plan, certificate) = solve_with_certificate(&checked, Limit::default(), go);
    let any = |_: &[Named]| true;
    let found = share(
        &checked,
        &plan,
        &certificate,
        sharing,
        &any,
        Limit::default(),
        go,
    );
    (checked, plan, found)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// No plan as good is more even, and it is as good: the same needs, the same fit, the same pins.
    #[test]
    fn of_all_plans_as_good_none_is_more_even((instance, sharing) in instances(6)) {
        let (checked, plan, found) = shared(&instance, &sharing);
        prop_assert!(found.proven);
        prop_assert_eq!(of_matches(&checked, &sharing, &found.plan.matches), twin(&checked, &sharing, &plan));
        let needs = |plan: &Plan| plan.matches.iter().map(|one| one.need.clone()).collect::<Vec<_>>();
        prop_assert_eq!(needs(&found.plan), needs(&plan));
        let fit: i64 = found.plan.matches.iter().map(|one| one.fit).sum();
        prop_assert_eq!((fit, found.plan.fit), (plan.fit, plan.fit));
        // The prices of the plan judge this one too, and every pin and day is kept.
        let go = &mut |_| Continue::Yes;
        let (_, prices) = solve_with_certificate(&checked, Limit::default(), go);
        let judged = crate::brokerage::certificate::check(&checked, &found.plan, &prices);
        prop_assert!(judged.is_ok(), "{judged:?}");
    }

    /// The order of the input is irrelevant.
    #[test]
    fn however_it_is_written_the_same_plan_is_found((instance, sharing) in instances(7)) {
        let mut turned = instance.clone();
        turned.leaders.reverse();
        turned.needs.reverse();
        turned.pairs.reverse();
        prop_assert_eq!(shared(&turned, &sharing).2, shared(&instance, &sharing).2);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn eight_by_eight_is_as_even_as_every_plan_tried((instance, sharing) in instances(8)) {
        let (checked, plan, found) = shared(&instance, &sharing);
        prop_assert!(found.proven);
        prop_assert_eq!(of_matches(&checked, &sharing, &found.plan.matches), twin(&checked, &sharing, &plan));
    }
}

/// Two leaders as good for two needs: one each, and the longer goes to who gave less.
#[test]
fn days_given_before_are_counted_and_stopping_early_is_said() {
    let pairs = vec![Some((5, false)); 4];
    let (instance, sharing) = made(
        &[(20, 4, 7), (20, 4, 1)],
        &[(3, 5), (3, 2)],
        &pairs,
        &[9; 4],
    );
    let (checked, plan, found) = shared(&instance, &sharing);
    let who: Vec<(&str, &str)> = found
        .plan
        .matches
        .iter()
        .map(|one| (one.need.as_str(), one.leader.as_str()))
        .collect();
    assert_eq!(who, [("N0", "L1"), ("N1", "L1")]);
    assert_eq!(
        of_matches(&checked, &sharing, &found.plan.matches),
        (49 + 64, 0)
    );
    let go = &mut |_| Continue::Yes;
    let (_, prices) = solve_with_certificate(&checked, Limit::default(), go);
    let none = Limit { nodes: Some(0) };
    let cut = share(&checked, &plan, &prices, &sharing, &|_| true, none, go);
    assert_eq!((cut.plan == plan, cut.proven), (true, false));
    // What may not be made is not.
    let never = share(
        &checked,
        &plan,
        &prices,
        &sharing,
        &|_| false,
        Limit::default(),
        go,
    );
    assert_eq!((never.plan == plan, never.proven), (true, true));
}
