//! Teams on a board: why somebody has not got a part, why a team waits, and what would make it whole.

mod small_district;

use domain::brokerage::words::{self, Names};
use domain::brokerage::{
    Board, Ground, Held, Leader, Need, Question, Refusal, Team, Unmet, Weights, WhyNot,
    standard_types, teams, why_not,
};
use small_district::{TODAY, leader, need, pair};

fn ground(leaders: Vec<Leader>, needs: Vec<Need>) -> Ground {
    let board = Board::open(standard_types().to_vec(), leaders, needs, [], [], 1);
    Ground {
        ctx: board.context(TODAY),
        board,
        held: Held::default(),
        weights: Weights::default(),
    }
}

/// A need of somebody beside the lead of need 1.
fn beside(number: u128, area: &'static str, days: u32) -> Need {
    let mut need = need(number, area, 1, 3, days);
    need.draft.of = Some(pair(1, 0).need);
    need
}

fn ask(ground: &Ground) -> Question {
    Question::of(&ground.board, &ground.weights, &ground.ctx)
}

#[test]
fn who_leads_a_team_is_told_so_where_they_are_asked_for_again() {
    let mut ground = ground(
        vec![leader(1, "maths", 0, 20), leader(2, "maths", 30, 20)],
        vec![need(1, "maths", 1, 3, 4), beside(2, "maths", 4)],
    );
    let question = ask(&ground);
    let plan = question.best(&Held::default());
    assert_eq!(plan.met(), (2, 2));
    let lead = plan.leader(pair(1, 0).need).unwrap();
    let twice = domain::brokerage::Pair {
        need: pair(2, 0).need,
        leader: lead,
    };
    let why = why_not(&question, &Held::default(), &plan, twice);
    let WhyNot::InTeam { part, here, .. } = &why else {
        panic!("{why:?}");
    };
    assert_eq!((*part, *here), (pair(1, 0).need, true));
    let said = why.sentence(twice, Names(&ground.board));
    assert!(
        said.starts_with(
            "The plan has them as the lead of this team; nobody takes two parts of one. With them here instead"
        ),
        "{said}"
    );
    // Once they are agreed for it, it is a rule like the others.
    let first = pair(1, 0).need;
    ground.board.needs.get_mut(&first).unwrap().matched = Some(lead);
    let question = ask(&ground);
    let plan = question.best(&Held::default());
    let why = why_not(&question, &Held::default(), &plan, twice);
    let WhyNot::Blocked { refusals } = &why else {
        panic!("{why:?}");
    };
    assert!(matches!(refusals[..], [Refusal::InTeam { lead: true, .. }]));
    assert_eq!(
        why.sentence(twice, Names(&ground.board)),
        "Leads this team already; nobody takes two parts of one."
    );
    assert_ne!(plan.leader(pair(2, 0).need), Some(lead));
}

#[test]
fn a_team_waits_for_the_part_nobody_can_take_and_the_least_change_for_it_is_found() {
    let ground = ground(
        vec![leader(1, "maths", 0, 10), leader(2, "writing", 0, 2)],
        vec![need(1, "maths", 1, 3, 4), beside(2, "writing", 4)],
    );
    let question = ask(&ground);
    let plan = question.best(&Held::default());
    let (lead, part) = (pair(1, 0).need, pair(2, 0).need);
    assert_eq!(plan.met(), (0, 2));
    let waits_for = vec![part];
    assert_eq!(plan.unmet[&lead], Unmet::Team { waits_for });
    let names = Names(&ground.board);
    assert_eq!(
        words::unmet(&plan.unmet[&lead], &[], names).1,
        "Nobody is free for writing, so the whole team waits."
    );
    let why = why_not(&question, &Held::default(), &plan, pair(1, 1));
    assert_eq!(
        (why.verdict(), why.sentence(pair(1, 1), names)),
        (
            "The team waits".to_owned(),
            "Nobody is free for writing, so the whole team waits.".to_owned()
        )
    );
    for asked in [lead, part] {
        let said: Vec<(String, String)> = ground
            .mends(&question, asked)
            .iter()
            .filter_map(|mend| ground.least(&plan, asked, mend))
            .map(|one| (one.change(names), one.outcome(names)))
            .collect();
        let whole = "The team would be whole: Leader 1 for mathematics and Leader 2 for writing.";
        let changes: Vec<&str> = said.iter().map(|(change, _)| change.as_str()).collect();
        assert_eq!(
            changes,
            [
                "If 2 days for writing would do",
                "If Leader 2 gave 2 more days"
            ]
        );
        assert!(said.iter().all(|(_, outcome)| outcome == whole), "{said:?}");
    }
}

#[test]
fn a_team_says_how_many_it_is_and_how_it_stands() {
    let needs = [
        beside(3, "writing", 2),
        need(1, "maths", 1, 3, 4),
        beside(2, "maths", 1),
        need(4, "maths", 1, 3, 4),
    ];
    let found = teams(&needs);
    let [team] = &found[..] else {
        panic!("{found:?}");
    };
    let Team(parts) = team;
    let ids: Vec<_> = parts.iter().map(|part| part.id).collect();
    assert_eq!(ids, [1, 2, 3].map(|number| pair(number, 0).need));
    assert_eq!(team.half_days().0, 14);
    assert_eq!(team.words(|_| true), "Team of 3 · whole");
    assert_eq!(team.words(|_| false), "Team of 3 · waits");
    assert_eq!(
        team.words(|part| part == pair(1, 0).need),
        "Team of 3 · 1 agreed"
    );
}
