use proptest::prelude::*;
use time::macros::date;
use uuid::Uuid;

use super::super::areas::standard_types;
use super::super::context::Context;
use super::super::leader::{ByTerm, Depth, Leader, Release, Specialism, Taken};
use super::super::need::{Familiarity, Need, NeedDraft};
use super::super::plan::Worth;
use super::super::preference::Weights;
use super::super::terms::{left, spread};
use super::*;
use crate::calendar::Date;
use crate::schools::{Key, NeedId, Phase, Urn};

const TODAY: Date = date!(2026 - 11 - 27);

fn leader(number: u128, depth: Depth, terms: Option<ByTerm>) -> Leader {
    let mut leader = Leader::blank(LeaderId(Uuid::from_u128(number)), Key::of("SLE"), TODAY);
    leader.yearly = HalfDays(40);
    leader.most_deployments = 9;
    leader.release = Release::Agreed;
    leader.declared_until = Some(date!(2028 - 01 - 01));
    leader.checks_until = Some(date!(2028 - 01 - 01));
    leader.specialisms = vec![Specialism {
        area: Key::of("maths"),
        depth,
    }];
    leader.profile.terms = terms;
    leader
}

fn need(number: u128, tier: u8, half_days: u32, to: Date) -> Need {
    Need {
        id: NeedId(Uuid::from_u128(number)),
        draft: NeedDraft {
            urn: Urn::try_from(900_001).unwrap(),
            area: Key::of("maths"),
            note: String::new(),
            half_days: HalfDays(half_days),
            tier: tier.try_into().unwrap(),
            from: date!(2027 - 01 - 04),
            to,
            phase_essential: false,
            remote: false,
            style: None,
            familiarity: Familiarity::Either,
            meeting: None,
            of: None,
        },
        school: "Vale One".to_owned(),
        phase: Phase::Primary,
        place: None,
        governance: None,
        organisation: None,
        roll: None,
        disadvantaged: None,
        faith: false,
        vetoes: Vec::new(),
        opened: TODAY,
        matched: None,
    }
}

fn asked(leaders: &[Leader], needs: &[Need]) -> Question {
    let ctx = Context::new(TODAY, standard_types(), leaders);
    Question::new(leaders, needs, &Weights::default(), &ctx)
}

fn spring(half_days: u32) -> Option<ByTerm> {
    Some(ByTerm {
        spring: HalfDays(half_days),
        summer: HalfDays(40),
        autumn: HalfDays(0),
    })
}

#[test]
fn a_term_that_is_full_sends_the_second_need_to_somebody_else() {
    let end = date!(2027 - 04 - 02);
    let needs = [need(1, 3, 8, end), need(2, 3, 8, end)];
    let leaders = [
        leader(1, Depth::Primary, spring(10)),
        leader(2, Depth::Secondary, None),
    ];
    let pairs = asked(&leaders, &needs).best(&Held::default()).pairs();
    let given: BTreeSet<LeaderId> = pairs.iter().map(|pair| pair.leader).collect();
    assert_eq!((pairs.len(), given.len()), (2, 2));
    // With room in the term both go to whom they suit best.
    let leaders = [leader(1, Depth::Primary, spring(16)), leaders[1].clone()];
    let pairs = asked(&leaders, &needs).best(&Held::default()).pairs();
    assert!(pairs.iter().all(|pair| pair.leader == leaders[0].id));
}

#[test]
fn of_two_pins_that_fill_a_term_the_more_serious_need_keeps_its_own() {
    let end = date!(2027 - 04 - 02);
    let needs = [need(1, 2, 8, end), need(2, 4, 8, end)];
    let leaders = [leader(1, Depth::Primary, spring(10))];
    let pin = |need: &Need| Pair {
        need: need.id,
        leader: leaders[0].id,
    };
    let mut held = Held::default();
    held.pins.extend(needs.iter().map(pin));
    let plan = asked(&leaders, &needs).best(&held);
    assert_eq!(plan.pairs(), [pin(&needs[1])]);
    assert_eq!(
        plan.broken_pins,
        [BrokenPin {
            pair: pin(&needs[0]),
            reason: PinFault::OverTerm,
        }]
    );
}

/// Every way of giving needs to leaders, and the most any of them is worth.
fn twin(question: &Question, leaders: &[Leader], needs: &[Need]) -> Worth {
    let choices = leaders.len() + 1;
    let mut best = Worth {
        met: [0; 4],
        fit: 0,
    };
    for way in 0..choices.pow(u32::try_from(needs.len()).unwrap()) {
        let mut rest = way;
        let (mut met, mut points) = ([0; 4], 0);
        let mut years = vec![0; leaders.len()];
        let mut terms: BTreeMap<(usize, Term), u32> = BTreeMap::new();
        let mut fine = true;
        for need in needs {
            let at = rest % choices;
            rest /= choices;
            if at == leaders.len() {
                continue;
            }
            let pair = Pair {
                need: need.id,
                leader: leaders[at].id,
            };
            fine &= question.eligible(pair);
            met[4 - usize::from(u8::from(need.draft.tier))] += 1;
            points += question.fit(pair).map_or(0, |fit| i64::from(fit.total));
            years[at] += need.draft.half_days.0;
            let work = Taken {
                half_days: need.draft.half_days,
                from: need.draft.from,
                to: need.draft.to,
            };
            for (term, part) in spread(work, leaders[at].weekdays) {
                *terms.entry((at, term)).or_default() += part.0;
            }
        }
        fine &= years
            .iter()
            .zip(leaders)
            .all(|(sum, one)| *sum <= one.free().0);
        fine &= terms
            .iter()
            .all(|((at, term), sum)| left(&leaders[*at], *term).is_none_or(|most| *sum <= most.0));
        if fine {
            best = best.max(Worth { met, fit: points });
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_term_is_overrun_and_no_plan_within_the_terms_is_better(
        caps in prop::collection::vec(prop::option::of((0_u32..24, 0_u32..24)), 1..4),
        asks in prop::collection::vec((1_u8..5, 1_u32..14, 0_usize..3), 1..5),
    ) {
        let ends = [date!(2027 - 04 - 02), date!(2027 - 05 - 28), date!(2027 - 08 - 31)];
        let leaders: Vec<Leader> = (1_u128..)
            .zip(&caps)
            .map(|(number, cap)| {
                let depth = if number == 1 { Depth::Primary } else { Depth::Secondary };
                let terms = cap.map(|(spring, summer)| ByTerm {
                    autumn: HalfDays(0),
                    spring: HalfDays(spring),
                    summer: HalfDays(summer),
                });
                let mut one = leader(number, depth, terms);
                one.yearly = HalfDays(24);
                one
            })
            .collect();
        let needs: Vec<Need> = (1_u128..)
            .zip(&asks)
            .map(|(number, (tier, half_days, end))| need(number, *tier, *half_days, ends[*end]))
            .collect();
        let question = asked(&leaders, &needs);
        let plan = question.best(&Held::default());
        prop_assert!(plan.proved);
        prop_assert_eq!(question.terms().overrun(&plan.pairs()), None);
        prop_assert_eq!(plan.worth(), twin(&question, &leaders, &needs));
    }
}
