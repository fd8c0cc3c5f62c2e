//! What would make a need possible: the least of each kind of change, each true when it is solved again.

mod small_district;

use domain::brokerage::words::Names;
use domain::brokerage::{
    Board, Context, Ground, HalfDays, Held, Leader, Mend, Mended, Need, Question, Tie, TieKind,
    Weights, standard_types,
};
use proptest::prelude::*;
use small_district::{TODAY, leader, need, pair};

fn ground(leaders: Vec<Leader>, needs: Vec<Need>, held: Held) -> Ground {
    let ctx = Context::new(TODAY, standard_types(), &leaders);
    let board = Board::open(
        standard_types().to_vec(),
        leaders,
        needs,
        held.pins.clone(),
        held.exclusions.clone(),
        1,
    );
    Ground {
        board,
        ctx,
        held,
        weights: Weights::default(),
    }
}

/// Everything that would make a need possible, in words.
fn found(ground: &Ground, number: u128) -> Vec<Mended> {
    let question = Question::of(&ground.board, &ground.weights, &ground.ctx);
    let plan = question.best(&ground.held);
    let need = pair(number, 0).need;
    assert_eq!(plan.leader(need), None, "it is unmet");
    ground
        .mends(&question, need)
        .iter()
        .filter_map(|mend| ground.least(&plan, need, mend))
        .collect()
}

fn said(ground: &Ground, number: u128) -> Vec<(String, String)> {
    let names = Names(&ground.board);
    found(ground, number)
        .iter()
        .map(|one| (one.change(names), one.outcome(names)))
        .collect()
}

#[test]
fn two_more_days_of_a_leader_or_fewer_for_the_school() {
    // Eight days; six are taken by the need that goes first, four are asked for beside it.
    let ground = ground(
        vec![leader(1, "maths", 0, 8)],
        vec![need(1, "maths", 1, 4, 6), need(2, "maths", 2, 2, 4)],
        Held::default(),
    );
    let said = said(&ground, 2);
    let changes: Vec<&str> = said.iter().map(|(change, _)| change.as_str()).collect();
    assert_eq!(
        changes,
        ["If 2 days would do", "If Leader 1 gave 2 more days"]
    );
    assert_eq!(said[1].1, "Leader 1 would take it.");
}

#[test]
fn a_deployment_more_where_that_is_all_that_is_short() {
    let mut busy = leader(1, "maths", 0, 20);
    busy.most_deployments = 1;
    let ground = ground(
        vec![busy],
        vec![need(1, "maths", 1, 4, 6), need(2, "maths", 2, 2, 4)],
        Held::default(),
    );
    assert_eq!(
        said(&ground, 2)[0],
        (
            "If Leader 1 took one more deployment".to_owned(),
            "Leader 1 would take it.".to_owned()
        )
    );
}

#[test]
fn a_rule_somebody_may_set_aside_and_who() {
    let mut tied = leader(1, "maths", 0, 20);
    tied.ties.push(Tie {
        urn: need(1, "maths", 1, 4, 6).draft.urn,
        kind: TieKind::Governor,
        until: None,
    });
    let ground = ground(vec![tied], vec![need(1, "maths", 1, 4, 6)], Held::default());
    assert_eq!(
        said(&ground, 1),
        [(
            "If rule H5 were set aside for Leader 1: Is a governor there".to_owned(),
            "Leader 1 would take it. The authority’s lead may waive this, with a reason."
                .to_owned()
        )]
    );
}

#[test]
fn what_brokers_hold_to_is_named_where_it_is_in_the_way() {
    let mut held = Held::default();
    held.exclusions.insert(pair(1, 1));
    let excluded = ground(
        vec![leader(1, "maths", 0, 20)],
        vec![need(1, "maths", 1, 4, 6)],
        held,
    );
    assert_eq!(
        said(&excluded, 1)[0].0,
        "If Leader 1 were allowed here again"
    );
    // Pinned to a later need, the only one who could is not free for the first.
    let mut held = Held::default();
    held.pins.insert(pair(2, 1));
    let pinned = ground(
        vec![leader(1, "maths", 0, 6), leader(2, "maths", 30, 6)],
        vec![
            need(1, "maths", 1, 4, 6),
            need(2, "maths", 2, 2, 6),
            need(3, "maths", 2, 2, 6),
        ],
        held,
    );
    let mended = found(&pinned, 3);
    assert!(
        mended.iter().all(|one| one.cost.lost.is_empty()),
        "nothing is taken from anybody else"
    );
}

#[test]
fn a_longer_time_where_the_days_of_the_week_are_too_few() {
    let mut mondays = leader(1, "maths", 0, 20);
    mondays.weekdays = 0b0_0001;
    let mut short = need(1, "maths", 1, 4, 6);
    short.draft.to = domain::calendar::add_weeks(short.draft.from, 4);
    let ground = ground(vec![mondays], vec![short], Held::default());
    let said = said(&ground, 1);
    assert!(
        said.iter()
            .any(|(change, _)| change == "If it may go on until 8 Feb 2027"),
        "{said:?}"
    );
}

#[test]
fn where_nobody_covers_the_area_nothing_helps() {
    let ground = ground(
        vec![leader(1, "phonics", 0, 20)],
        vec![need(1, "maths", 1, 4, 6)],
        Held::default(),
    );
    assert!(found(&ground, 1).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Every change found is true when solved again, takes nobody from any other need, and no less of it will do.
    #[test]
    fn every_change_is_true_and_the_least(
        days in prop::collection::vec((4..16u32, 1..4u32), 1..5),
        asked in prop::collection::vec((1..5u8, 2..9u32, 0..6i32), 1..7),
    ) {
        let leaders: Vec<Leader> = (1..).zip(&days).map(|(number, (days, most))| {
            let mut leader = leader(number, "maths", i32::try_from(number).unwrap(), *days);
            leader.most_deployments = *most;
            leader
        }).collect();
        let needs: Vec<Need> = (1..).zip(&asked)
            .map(|(number, (tier, days, east))| need(number, "maths", *east, *tier, *days))
            .collect();
        let ground = ground(leaders, needs, Held::default());
        let question = Question::of(&ground.board, &ground.weights, &ground.ctx);
        let plan = question.best(&ground.held);
        for need in plan.unmet.keys() {
            for mend in ground.mends(&question, *need) {
                let Some(mended) = ground.least(&plan, *need, &mend) else { continue };
                let after = ground.with(&mended.mend).best();
                prop_assert_eq!(after.leader(*need), Some(mended.leader));
                for met in plan.matches.keys() {
                    prop_assert!(after.matches.contains_key(met), "nothing else is lost");
                }
                let less = match mended.mend {
                    Mend::More { leader, half_days, deployments } if half_days.0 > 0 => Some(Mend::More {
                        leader,
                        half_days: HalfDays(half_days.0 - 1),
                        deployments,
                    }),
                    Mend::Fewer { need, half_days } => Some(Mend::Fewer {
                        need,
                        half_days: HalfDays(half_days.0 + 1),
                    }),
                    _ => None,
                };
                if let Some(less) = less {
                    let after = ground.with(&less).best();
                    prop_assert!(
                        after.leader(*need).is_none()
                            || plan.matches.keys().any(|met| !after.matches.contains_key(met)),
                        "less would have done"
                    );
                }
            }
        }
    }
}
