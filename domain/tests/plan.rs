//! Plans and their explanations: a district small enough to reason about by hand, and the laws on many.

mod small_district;

use std::collections::BTreeSet;

use domain::brokerage::words::{self, Names};
use domain::brokerage::{
    Board, BoardChange, BoardDone, Context, Depth, HalfDays, Held, Hold, Leader, Need, Pair,
    Question, Refusal, Rule, Specialism, Unmet, Weights, WhyNot, compare, differs, moved,
    near_misses, next_best, price, standard_types, why_not,
};
use domain::schools::Key;
use proptest::prelude::*;
use small_district::{TODAY, leader, need, pair};

fn question(leaders: &[Leader], needs: &[Need]) -> Question {
    let context = Context::new(TODAY, standard_types(), leaders);
    Question::new(leaders, needs, &Weights::default(), &context)
}

fn pins(pairs: &[Pair]) -> Held {
    Held {
        pins: pairs.iter().copied().collect(),
        exclusions: BTreeSet::new(),
    }
}

/// Two schools, two leaders, each next to one of the schools.
fn two_and_two() -> Question {
    question(
        &[leader(1, "maths", 0, 10), leader(2, "maths", 10, 10)],
        &[need(1, "maths", 0, 3, 6), need(2, "maths", 10, 3, 6)],
    )
}

#[test]
fn each_school_gets_the_leader_next_door() {
    let plan = two_and_two().best(&Held::default());
    assert!(plan.proved);
    assert_eq!(plan.pairs(), [pair(1, 1), pair(2, 2)]);
    assert_eq!((plan.met(), plan.half_days()), ((2, 2), HalfDays::days(12)));
    assert_eq!(plan.fit, plan.bound);
}

#[test]
fn a_pin_is_kept_and_what_moved_and_what_it_costs_is_said() {
    let question = two_and_two();
    let before = question.best(&Held::default());
    let held = pins(&[pair(1, 2)]);
    let after = question.best(&held);
    assert_eq!(after.pairs(), [pair(1, 2), pair(2, 1)]);
    let moved = moved(&before, &after);
    let who: Vec<_> = moved
        .iter()
        .map(|moved| (moved.need, moved.from, moved.to))
        .collect();
    assert_eq!(
        who,
        [
            (
                pair(1, 0).need,
                Some(pair(0, 1).leader),
                Some(pair(0, 2).leader)
            ),
            (
                pair(2, 0).need,
                Some(pair(0, 2).leader),
                Some(pair(0, 1).leader)
            ),
        ]
    );
    let points: i64 = moved.iter().map(|moved| moved.points).sum();
    assert_eq!(points, after.fit - before.fit);
    let price = price(&question, &held, &after, &[pair(1, 2)]);
    assert_eq!(price.points, before.fit - after.fit);
    assert!(price.points > 0 && price.lost.is_empty() && price.won.is_empty());
}

#[test]
fn somebody_beaten_is_told_by_how_much_the_whole_plan_would_be_worse() {
    let question = two_and_two();
    let plan = question.best(&Held::default());
    let swapped = question.best(&pins(&[pair(1, 2)]));
    match why_not(&question, &Held::default(), &plan, pair(1, 2)) {
        WhyNot::Beaten { cost, moved } => {
            assert_eq!(cost.points, plan.fit - swapped.fit);
            assert_eq!(moved.len(), 2);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(
        why_not(&question, &Held::default(), &plan, pair(1, 1)),
        WhyNot::Chosen
    );
}

#[test]
fn somebody_possible_at_a_cost_is_told_which_school_would_be_left_unmet() {
    // The one who could do both is the only one for the more serious need.
    let mut both = leader(1, "maths", 0, 6);
    both.specialisms.push(Specialism {
        area: Key::of("writing"),
        depth: Depth::Primary,
    });
    let question = question(
        &[both, leader(2, "maths", 30, 6)],
        &[need(1, "writing", 0, 4, 6), need(2, "maths", 0, 3, 6)],
    );
    let plan = question.best(&Held::default());
    assert_eq!(plan.pairs(), [pair(1, 1), pair(2, 2)]);
    match why_not(&question, &Held::default(), &plan, pair(2, 1)) {
        WhyNot::AtACost { cost, .. } => assert_eq!(cost.lost, [pair(1, 0).need]),
        other => panic!("{other:?}"),
    }
}

#[test]
fn somebody_held_off_by_a_pin_is_told_which_and_what_letting_go_would_gain() {
    let question = two_and_two();
    let held = pins(&[pair(1, 2)]);
    let plan = question.best(&held);
    let free = question.best(&Held::default());
    match why_not(&question, &held, &plan, pair(1, 1)) {
        WhyNot::HeldOff {
            hold,
            here,
            without,
        } => {
            assert_eq!(
                hold,
                Hold::Pins {
                    pins: vec![pair(1, 2)]
                }
            );
            assert!(here);
            assert_eq!(without.points, plan.fit - free.fit);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_leader_whose_days_are_pinned_away_is_held_off() {
    let question = question(
        &[leader(1, "maths", 0, 6), leader(2, "maths", 1, 6)],
        &[need(1, "maths", 0, 3, 6), need(2, "maths", 0, 3, 6)],
    );
    let held = pins(&[pair(1, 1)]);
    let plan = question.best(&held);
    match why_not(&question, &held, &plan, pair(2, 1)) {
        WhyNot::HeldOff { hold, .. } => {
            assert_eq!(
                hold,
                Hold::Pins {
                    pins: vec![pair(1, 1)]
                }
            );
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_excluded_pair_is_never_made_and_says_so() {
    let question = two_and_two();
    let mut held = Held::default();
    held.exclusions.insert(pair(1, 1));
    let plan = question.best(&held);
    assert_eq!(plan.pairs(), [pair(1, 2), pair(2, 1)]);
    match why_not(&question, &held, &plan, pair(1, 1)) {
        WhyNot::HeldOff {
            hold,
            here,
            without,
        } => {
            assert_eq!((hold, here), (Hold::Exclusion, true));
            assert!(without.points < 0, "letting go gains");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn somebody_a_hard_rule_stops_is_blocked_by_that_rule() {
    let mut stopped = leader(1, "maths", 0, 10);
    stopped.checks_until = None;
    let question = question(
        &[stopped, leader(2, "maths", 9, 10)],
        &[need(1, "maths", 0, 3, 6)],
    );
    let plan = question.best(&Held::default());
    assert_eq!(plan.pairs(), [pair(1, 2)]);
    match why_not(&question, &Held::default(), &plan, pair(1, 1)) {
        WhyNot::Blocked { refusals } => assert_eq!(refusals, [Refusal::NotChecked]),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_need_nobody_can_take_says_who_nearly_could() {
    let mut tired = leader(1, "finance", 0, 2);
    tired.name = "Ali Rahim".to_owned();
    let mut unchecked = leader(2, "finance", 0, 9);
    unchecked.checks_until = None;
    let question = question(
        &[tired, unchecked, leader(3, "music", 0, 9)],
        &[need(1, "finance", 0, 3, 4)],
    );
    let plan = question.best(&Held::default());
    assert_eq!(plan.unmet[&pair(1, 0).need], Unmet::Nobody);
    let near = near_misses(&question, pair(1, 0).need);
    // Nobody may waive checks, so only the one who is short of days is near.
    assert_eq!(near.len(), 1);
    assert_eq!(near[0].leader, pair(0, 1).leader);
    assert_eq!(near[0].refusal.rule(), Rule::H3);
}

#[test]
fn a_need_left_over_says_which_needs_were_met_instead() {
    let question = question(
        &[leader(1, "maths", 0, 6)],
        &[need(1, "maths", 0, 2, 6), need(2, "maths", 25, 4, 6)],
    );
    let plan = question.best(&Held::default());
    assert_eq!(plan.pairs(), [pair(2, 1)]);
    let by = vec![pair(2, 0).need];
    assert_eq!(plan.unmet[&pair(1, 0).need], Unmet::Beaten { by });
}

#[test]
fn the_next_best_leader_is_who_would_come_and_what_the_plan_would_lose() {
    let all = two_and_two();
    let plan = all.best(&Held::default());
    let next = next_best(&all, &Held::default(), &plan, pair(1, 0).need).unwrap();
    assert_eq!(next.leader, Some(pair(0, 2).leader));
    assert!(next.cost.points > 0 && next.cost.lost.is_empty());
    let alone = question(&[leader(1, "maths", 0, 6)], &[need(1, "maths", 0, 3, 6)]);
    let plan = alone.best(&Held::default());
    let next = next_best(&alone, &Held::default(), &plan, pair(1, 0).need).unwrap();
    assert_eq!((next.leader, next.cost.lost), (None, vec![pair(1, 0).need]));
}

#[test]
fn a_matched_need_is_no_longer_asked_about_and_its_days_are_gone() {
    let mut board = Board::open(
        standard_types().to_vec(),
        vec![leader(1, "maths", 0, 10)],
        vec![need(1, "maths", 0, 3, 6), need(2, "maths", 0, 3, 6)],
        [],
        [],
        0,
    );
    board.apply(
        1,
        &BoardDone::Changed {
            change: BoardChange::Pin { pair: pair(2, 1) },
        },
    );
    board.apply(
        2,
        &BoardDone::Accepted {
            matches: vec![pair(1, 1)],
        },
    );
    let question = Question::of(&board, &Weights::default(), &board.context(TODAY));
    let plan = question.best(&Held::on(&board));
    assert!(plan.matches.is_empty());
    assert_eq!(plan.met(), (0, 1));
    assert_eq!(plan.broken_pins.len(), 1);
}

#[test]
fn what_somebody_was_looking_at_is_compared_with_what_the_plan_is() {
    let question = two_and_two();
    let plan = question.best(&Held::default());
    assert_eq!(differs(&plan.pairs(), &question, &plan), []);
    let stale = [pair(1, 2), pair(2, 2)];
    let difference = differs(&stale, &question, &plan);
    assert_eq!(difference.len(), 1);
    assert_eq!(difference[0].need, pair(1, 0).need);
    assert!(difference[0].points > 0);
}

#[test]
fn undoing_a_change_brings_back_what_was_held() {
    let start = || {
        Board::open(
            standard_types().to_vec(),
            vec![leader(1, "maths", 0, 10), leader(2, "maths", 0, 10)],
            vec![need(1, "maths", 0, 3, 6), need(2, "maths", 0, 3, 6)],
            [pair(1, 1)],
            [pair(2, 2), pair(1, 2)],
            0,
        )
    };
    for change in [
        BoardChange::Pin { pair: pair(1, 2) },
        BoardChange::Pin { pair: pair(2, 1) },
        BoardChange::Pin { pair: pair(2, 2) },
        BoardChange::Unpin { pair: pair(1, 1) },
        BoardChange::Exclude { pair: pair(1, 1) },
        BoardChange::Exclude { pair: pair(1, 2) },
        BoardChange::Allow { pair: pair(2, 2) },
        BoardChange::Pin { pair: pair(1, 1) },
        BoardChange::Unpin { pair: pair(2, 1) },
        BoardChange::Exclude { pair: pair(2, 2) },
        BoardChange::Allow { pair: pair(1, 1) },
    ] {
        let before = Held::on(&start());
        let back = before.undo(&change);
        let after = start().with_pending(std::iter::once(&change).chain(&back));
        assert_eq!(Held::on(&after), before, "{change:?}");
    }
}

#[test]
fn two_plans_say_what_each_gives_up_against_the_other() {
    let leaders = vec![leader(1, "maths", 0, 10), leader(2, "maths", 10, 10)];
    let needs = vec![need(1, "maths", 0, 3, 6), need(2, "maths", 10, 3, 6)];
    let board = Board::open(standard_types().to_vec(), leaders, needs, [], [], 0);
    let names = Names(&board);
    let question = Question::of(&board, &Weights::default(), &board.context(TODAY));
    let free = question.best(&Held::default());
    let crossed = question.best(&pins(&[pair(1, 2)]));
    let both = compare(&free, &crossed);
    assert_eq!((both.rows.len(), both.same), (2, 0));
    assert_eq!(both.first_gives_up(names), "Gives up nothing.");
    assert_eq!(
        both.second_gives_up(names),
        format!("Gives up {}.", words::points(free.fit - crossed.fit))
    );
    // With nobody allowed at the second school it is left unmet, and named.
    let mut held = Held::default();
    held.exclusions.insert(pair(2, 1));
    held.exclusions.insert(pair(2, 2));
    let one = question.best(&held);
    let both = compare(&free, &one);
    assert_eq!((both.rows.len(), both.same), (1, 1));
    assert!(
        both.second_gives_up(names)
            .starts_with("Leaves School 2 unmet and gives up "),
        "{}",
        both.second_gives_up(names)
    );
    assert_eq!(both.first_gives_up(names), "Gives up nothing.");
}

#[test]
fn what_is_held_goes_back_to_what_was_held_however_many_changes_lie_between() {
    let board = |pins: &[Pair], exclusions: &[Pair]| {
        Board::open(
            standard_types().to_vec(),
            vec![leader(1, "maths", 0, 10), leader(2, "maths", 0, 10)],
            vec![need(1, "maths", 0, 3, 6), need(2, "maths", 0, 3, 6)],
            pins.iter().copied(),
            exclusions.iter().copied(),
            0,
        )
    };
    let ways = [
        board(&[], &[]),
        board(&[pair(1, 1)], &[pair(2, 2)]),
        board(&[pair(1, 2), pair(2, 1)], &[pair(1, 1)]),
        board(&[pair(2, 2)], &[pair(1, 2), pair(1, 1)]),
    ];
    for from in &ways {
        for to in &ways {
            let changes = Held::on(from).towards(&Held::on(to));
            let after = from.with_pending(&changes);
            assert_eq!(Held::on(&after), Held::on(to));
        }
    }
}

#[test]
fn the_support_of_a_school_is_said_in_one_sentence() {
    let asked = need(1, "writing", 0, 3, 6);
    let mut agreed = need(2, "maths", 0, 3, 12);
    assert_eq!(
        words::support_finding(std::slice::from_ref(&asked)),
        "Writing waits for a leader"
    );
    agreed.matched = Some(pair(0, 1).leader);
    let maths = words::support_finding(std::slice::from_ref(&agreed));
    assert!(maths.ends_with(" is agreed, 12 days"), "{maths}");
    let both = words::support_finding(&[asked, agreed]);
    assert_eq!(both, format!("{maths}; writing waits for a leader"));
}

#[test]
fn explanations_are_said_in_words_with_names() {
    let leaders = vec![leader(1, "maths", 0, 10), leader(2, "maths", 10, 10)];
    let needs = vec![need(1, "maths", 0, 3, 6), need(2, "maths", 10, 3, 6)];
    let mut board = Board::open(standard_types().to_vec(), leaders, needs, [], [], 0);
    let say = |board: &Board, pair: Pair| {
        let question = Question::of(board, &Weights::default(), &board.context(TODAY));
        let held = Held::on(board);
        let plan = question.best(&held);
        let why = why_not(&question, &held, &plan, pair);
        (
            words::claim(&plan),
            why.verdict(),
            why.sentence(pair, Names(board)),
        )
    };
    let (claim, verdict, sentence) = say(&board, pair(1, 2));
    assert_eq!(claim, "Best plan, proved");
    assert!(verdict.starts_with("Beaten by "), "{verdict}");
    assert!(
        sentence.ends_with("School 2 would change too."),
        "{sentence}"
    );
    board.apply(
        1,
        &BoardDone::Changed {
            change: BoardChange::Pin { pair: pair(1, 2) },
        },
    );
    let (_, verdict, sentence) = say(&board, pair(1, 1));
    assert_eq!(verdict, "Held off by your pin");
    assert!(
        sentence.starts_with("Without it they would be here and the plan would gain "),
        "{sentence}"
    );
    let (_, verdict, sentence) = say(&board, pair(2, 2));
    assert_eq!(verdict, "Held off by your pin");
    assert!(sentence.starts_with("Pinned to School 1. Without it they would be here"));
    assert_eq!(Names(&board).brief(pair(0, 1).leader), "L. 1");
    assert_eq!(Names(&board).kind(pair(0, 1).leader), "SLE");
}

const AREAS: [&str; 3] = ["maths", "writing", "attendance"];

fn some_question() -> impl Strategy<Value = (Question, Held)> {
    let leaders = proptest::collection::vec((0usize..3, 0i32..30, 1u32..16), 1..6);
    let needs = proptest::collection::vec((0usize..3, 0i32..30, 1u8..5, 1u32..10), 1..6);
    let held = proptest::collection::vec((0u128..6, 0u128..6, any::<bool>()), 0..3);
    let teams = proptest::collection::vec(0usize..3, 6);
    (leaders, needs, held, teams).prop_map(|(leaders, needs, held, teams)| {
        let leaders: Vec<Leader> = (1..)
            .zip(leaders)
            .map(|(number, (area, east, days))| leader(number, AREAS[area], east, days))
            .collect();
        let mut needs: Vec<Need> = (1..)
            .zip(needs)
            .map(|(number, (area, east, tier, days))| need(number, AREAS[area], east, tier, days))
            .collect();
        let lead = needs[0].id;
        for (need, _) in needs
            .iter_mut()
            .zip(teams)
            .skip(1)
            .filter(|(_, with)| *with == 0)
        {
            need.draft.of = Some(lead);
        }
        let mut hold = Held::default();
        for (need, leader, pin) in held {
            let pair = pair(
                need % needs.len() as u128 + 1,
                leader % leaders.len() as u128 + 1,
            );
            hold = if pin {
                hold.forcing(pair)
            } else {
                hold.forbidding(pair)
            };
        }
        (question(&leaders, &needs), hold)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_explanation_agrees_with_the_plans_it_speaks_of((question, held) in some_question()) {
        let plan = question.best(&held);
        prop_assert!(plan.proved);
        prop_assert_eq!(moved(&plan, &question.best(&held)), []);
        for pin in &held.pins {
            let broken = plan.broken_pins.iter().any(|broken| broken.pair == *pin);
            prop_assert!(broken != (plan.leader(pin.need) == Some(pin.leader)));
        }
        for pair in plan.pairs() {
            prop_assert!(question.eligible(pair) && !held.exclusions.contains(&pair));
        }
        for pair in plan.pairs().iter().flat_map(|pair| question.candidates(pair.need)) {
            match why_not(&question, &held, &plan, pair) {
                WhyNot::Chosen => prop_assert_eq!(plan.leader(pair.need), Some(pair.leader)),
                WhyNot::Blocked { refusals } => {
                    prop_assert!(!refusals.is_empty() && !question.eligible(pair));
                }
                WhyNot::Beaten { cost, .. } => {
                    prop_assert!(cost.points >= 0);
                }
                WhyNot::AtACost { cost, .. } => prop_assert!(!cost.lost.is_empty()),
                WhyNot::InTeam { part, here, .. } => {
                    prop_assert_eq!(plan.leader(part), Some(pair.leader));
                    let forced = question.best(&held.forcing(pair));
                    prop_assert_eq!(forced.leader(pair.need) == Some(pair.leader), here);
                    prop_assert!(forced.leader(part) != Some(pair.leader) || !here);
                }
                WhyNot::TeamWaits { waits_for } => {
                    let forced = question.best(&held.forcing(pair));
                    prop_assert!(forced.leader(pair.need) != Some(pair.leader));
                    let team = question.team(pair.need);
                    prop_assert!(waits_for.iter().all(|part| team.contains(part)));
                }
                WhyNot::HeldOff { .. } => {
                    prop_assert!(!held.pins.is_empty() || !held.exclusions.is_empty());
                }
            }
        }
    }

    #[test]
    fn letting_go_of_a_pin_that_was_kept_never_makes_a_plan_worse((question, held) in some_question()) {
        let plan = question.best(&held);
        prop_assume!(plan.broken_pins.is_empty());
        let pins: Vec<Pair> = held.pins.iter().copied().collect();
        prop_assert!(question.best(&held.without(&pins)).worth() >= plan.worth());
    }
}

#[test]
fn of_plans_as_good_the_most_even_one_says_what_it_changes_and_its_proof_stands() {
    let leaders = vec![leader(1, "maths", 5, 10), leader(2, "maths", 5, 10)];
    let needs = vec![need(1, "maths", 0, 3, 4), need(2, "maths", 0, 3, 4)];
    let board = Board::open(standard_types().to_vec(), leaders, needs, [], [], 0);
    let question = Question::of(&board, &Weights::default(), &board.context(TODAY));
    let go = &mut |_| domain::brokerage::solve::Continue::Yes;
    let plan = question.best(&Held::default());
    assert_eq!(plan.pairs(), [pair(1, 1), pair(2, 1)], "the first by id");
    let even = question.even(&Held::default(), &plan, go);
    assert!(even.proved);
    assert_eq!((even.plan.fit, even.moved.len()), (plan.fit, 1));
    let who: BTreeSet<_> = even.plan.pairs().iter().map(|one| one.leader).collect();
    assert_eq!(who.len(), 2);
    let words = even.words(Names(&board));
    assert!(
        words.starts_with("As good, and more even: School "),
        "{words}"
    );
    let proof = question.proof(&Held::default(), &even.plan).unwrap();
    assert!(proof.check().unwrap().best);
    // What is pinned stays, and then there is nothing to change.
    let held = pins(&[pair(1, 1), pair(2, 1)]);
    let pinned = question.best(&held);
    let even = question.even(&held, &pinned, go);
    assert!(even.proved && even.moved.is_empty());
    assert_eq!(
        even.words(Names(&board)),
        "Nothing changes: no plan as good shares the days more evenly."
    );
}
