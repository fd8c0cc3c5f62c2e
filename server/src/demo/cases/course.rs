//! The course of a match: consent, agreement, plan, visits, and its end.

use domain::brokerage::{HalfDays, Leader};
use domain::calendar::add_months;
use domain::schools::{Charge, Key, VisitId};
use domain::support::money::WhoPays;
use domain::support::{
    Evaluation, Evidence, Helper, Impact, Level, Mode, NextStep, Objective, Outcome, Part, Plan,
    Quarters, Rag, ReportKind, Review, StageKind, Step, Terms as Agreed, ToldTo, Touched, Visit,
    Weighed, draft_report,
};
use time::Duration;

use super::life::Life;
use super::requests::request;
use super::{BROKER, Far, Lived};
use crate::demo::chance::Chance;
use crate::demo::given::Given;
use crate::demo::terms::Terms;
use crate::demo::{Person, SchoolRecord, id, money, words_of_support as words};

/// A match, from the day it was agreed.
pub fn live(
    terms: Terms,
    people: &[Person],
    school: &SchoolRecord,
    leader: &Leader,
    given: &Given,
    far: Far,
) -> Option<Lived> {
    let mut chance = Chance::named(&format!("case {}", school.school.name));
    let mut life = Life::new(terms, people, school, given.agreed, id::case(given.need.id));
    let said = words::of(given.need.draft.area);
    let head = school.head.clone();
    life.step(
        BROKER,
        Some(Part::Broker),
        Step::FromNeed {
            request: Box::new(request(&given.need, school)),
            need: given.need.id,
        },
    );
    let school_pays = chance.in_hundred(20);
    let pays = WhoPays {
        pots: if school_pays {
            Vec::new()
        } else {
            vec![money::hub()]
        },
        school: school_pays,
    };
    life.step(BROKER, Some(Part::Broker), Step::Fund { pays });
    if far == Far::Asked {
        life.pass(i64::from(terms.today.to_julian_day() - given.agreed.to_julian_day()) - 2);
    }
    let helper = Helper {
        leader: leader.id,
        name: leader.name.clone(),
        home: leader.home,
        home_name: leader.home_name.clone(),
        half_days: given.need.draft.half_days,
        released: false,
    };
    let has_home = helper.home.is_some();
    let propose = Step::Propose {
        helper,
        reserves: Vec::new(),
    };
    life.step(BROKER, Some(Part::Broker), propose);
    if far == Far::Asked {
        if chance.in_hundred(50) {
            life.step(&leader.name, Some(Part::Leader), Step::Agree);
        }
        return life.lived;
    }
    life.pass(2);
    if far <= Far::Agreed {
        life.near(chance.between(4, 9));
    }
    life.step(&head, Some(Part::Head), Step::Agree);
    life.step(&leader.name, Some(Part::Leader), Step::Agree);
    let home = schools_head(leader);
    if has_home {
        life.step(&home, Some(Part::HomeHead), Step::Agree);
    }
    life.pass(3);
    let days = given.need.draft.half_days;
    // What began early in the year ends before long; what is under way reaches into the spring.
    let to = if far >= Far::Ending {
        terms.today
    } else {
        add_months(terms.today, 3)
    };
    if days > HalfDays::days(1) {
        let agreed = Agreed {
            half_days: days,
            from: given.agreed,
            to,
            measures: said.outcome.to_owned(),
            roles: words::ROLES.to_owned(),
            day_rate: money::day_rate(terms, leader.designation.kind, given.agreed),
            payer: if school_pays {
                "The school".to_owned()
            } else {
                "The hub’s support fund".to_owned()
            },
            notice_weeks: 2,
            chair_signs: false,
        };
        life.step(
            BROKER,
            Some(Part::Broker),
            Step::Draft {
                terms: Box::new(agreed),
            },
        );
        life.step(&head, Some(Part::Head), Step::Sign);
        if far == Far::Matched {
            return life.lived;
        }
        let lends = if has_home {
            Part::HomeHead
        } else {
            Part::Leader
        };
        let signer = if has_home {
            home.clone()
        } else {
            leader.name.clone()
        };
        life.step(&signer, Some(lends), Step::Sign);
        life.step(BROKER, Some(Part::Broker), Step::Sign);
    }
    if far <= Far::Agreed {
        return life.lived;
    }
    life.pass(4);
    let plan = Plan {
        level: Level::Subject,
        objectives: said
            .objectives
            .iter()
            .map(|(text, baseline, target, success)| Objective {
                text: (*text).to_owned(),
                baseline: (*baseline).to_owned(),
                target: (*target).to_owned(),
                success: (*success).to_owned(),
                due: to,
            })
            .collect(),
        strengths: String::new(),
        own: String::new(),
        file: None,
        head: school.head.clone(),
        chair: super::chair(school),
        head_does: Some(Charge::Accountable),
        chair_does: Some(Charge::Monitors),
    };
    if days > HalfDays::days(1) {
        life.step(
            &leader.name,
            Some(Part::Leader),
            Step::SetPlan {
                plan: Box::new(plan),
            },
        );
        life.step(&head, Some(Part::Head), Step::AcceptPlan);
    }
    visits(&mut life, &mut chance, leader, &head, days, far);
    if far <= Far::InReview {
        return life.lived;
    }
    finish(life, &mut chance, leader, &head, far, &home, has_home)
}

/// The head of a leader's own school, by the name the record of the leader knows it under.
fn schools_head(leader: &Leader) -> String {
    format!("The head of {}", leader.home_name)
}

fn visits(
    life: &mut Life<'_>,
    chance: &mut Chance,
    leader: &Leader,
    head: &str,
    days: HalfDays,
    far: Far,
) {
    let said = words::of(life.case().map_or(Key::of("none"), |one| one.request.area));
    let all = days.0;
    let until = match far {
        Far::Active => (all / 2).saturating_sub(1).max(1),
        Far::InReview => all.div_ceil(2),
        _ => all,
    };
    let planned = life.case().is_some_and(|case| case.plan.is_some());
    for number in 0..until {
        life.pass(i64::from(chance.between(5, 9)));
        let line = said.visits[usize::try_from(number).unwrap_or(0) % said.visits.len()];
        let last = number + 1 == until;
        if last {
            life.near(chance.between(3, 16));
        }
        let going = far >= Far::Ending;
        let visit = Visit {
            id: VisitId(id::visit(life.id, number)),
            on: life.day,
            mode: match chance.below(6) {
                0 => Mode::Video,
                1 => Mode::Phone,
                _ => Mode::InPerson,
            },
            time: Quarters(2),
            met: vec!["Head".to_owned(), "Subject lead".to_owned()],
            touched: if planned {
                vec![Touched {
                    objective: u16::try_from(number % 2).unwrap_or(0),
                    rag: rag(chance, going && number * 2 > until),
                }]
            } else {
                Vec::new()
            },
            done: line.0.to_owned(),
            next: Some(NextStep {
                text: line.1.to_owned(),
                who: "Subject lead".to_owned(),
                by: Some(life.day + Duration::days(14)),
            }),
            next_visit: match far {
                Far::Active | Far::InReview if last => {
                    // Some are late with their record; most are not.
                    let days = if chance.in_hundred(30) { -4 } else { 6 };
                    let next = life.terms.today + Duration::days(days);
                    (next > life.day).then_some(next)
                }
                _ => None,
            },
            worry: false,
            seconds: u32::try_from(chance.between(58, 170)).unwrap_or(90),
        };
        let id = visit.id;
        life.step(
            &leader.name,
            Some(Part::Leader),
            Step::Visit {
                visit: Box::new(visit),
            },
        );
        if !last || far >= Far::Ending {
            let confirm = Step::Confirm {
                visit: id,
                accurate: true,
                comment: String::new(),
            };
            life.step(head, Some(Part::Head), confirm);
        }
        let due = life
            .case()
            .is_some_and(|case| case.stage_kind() == StageKind::InReview);
        if due && far > Far::InReview {
            review(life, chance, head);
        }
    }
}

fn rag(chance: &mut Chance, well: bool) -> Rag {
    match (well, chance.below(10)) {
        (true, 0..=6) | (false, 0..=3) => Rag::Green,
        (true, _) | (false, 4..=8) => Rag::Amber,
        (false, _) => Rag::Red,
    }
}

fn review(life: &mut Life<'_>, chance: &mut Chance, head: &str) {
    let said = words::of(life.case().map_or(Key::of("none"), |one| one.request.area));
    let count = life
        .case()
        .and_then(|case| case.plan.as_ref())
        .map_or(0, |plan| plan.objectives.len());
    let review = Review {
        on: life.day,
        chair: head.to_owned(),
        weighed: (0..count)
            .map(|at| Weighed {
                objective: u16::try_from(at).unwrap_or(0),
                rag: rag(chance, true),
                words: String::new(),
            })
            .collect(),
        evidence: vec![Evidence::WorkScrutiny, Evidence::TalkingToPupils],
        impact: said.impact.to_owned(),
        outcome: Outcome::Continue,
        reason: "It is working; the subject lead takes over more of it.".to_owned(),
        next: None,
        vulnerable: false,
    };
    life.step(
        head,
        Some(Part::Head),
        Step::Review {
            review: Box::new(review),
        },
    );
}

fn finish(
    mut life: Life<'_>,
    chance: &mut Chance,
    leader: &Leader,
    head: &str,
    far: Far,
    home: &str,
    has_home: bool,
) -> Option<Lived> {
    let said = words::of(life.case()?.request.area);
    life.step(
        &leader.name,
        Some(Part::Leader),
        Step::End {
            exit: said.exit.to_owned(),
        },
    );
    if far == Far::Ending {
        return life.lived;
    }
    life.pass(3);
    let mut report = draft_report(life.case()?, ReportKind::Final, life.day);
    said.impact.clone_into(&mut report.impact);
    report.evidence = vec![Evidence::WorkScrutiny, Evidence::PupilTracking];
    life.step(
        &leader.name,
        Some(Part::Leader),
        Step::Report {
            report: Box::new(report),
        },
    );
    if far == Far::Reported {
        return life.lived;
    }
    let score = |chance: &mut Chance| u8::try_from(chance.between(2, 4)).unwrap_or(3);
    let evaluation = Evaluation {
        impact: score(chance),
        leader: score(chance),
        value: score(chance),
        would_again: chance.in_hundred(85),
        words: said.worth.to_owned(),
    };
    life.step(
        head,
        Some(Part::Head),
        Step::Evaluate {
            evaluation: Box::new(evaluation),
        },
    );
    if far == Far::Evaluated {
        return life.lived;
    }
    life.pass(1);
    let passed = Step::Assure {
        passed: true,
        note: "Complete; impact by objective, with its evidence.".to_owned(),
    };
    life.step(BROKER, Some(Part::Broker), passed);
    if far == Far::Closed {
        return life.lived;
    }
    let (measure, before, after) = said.after;
    let impact = Impact {
        measure: measure.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
        pupils: Some(u32::try_from(chance.between(22, 60)).unwrap_or(30)),
        words: "This term’s own assessments; the published figures come in the autumn.".to_owned(),
    };
    life.step(
        BROKER,
        Some(Part::Broker),
        Step::Impact {
            impact: Box::new(impact),
        },
    );
    if far == Far::Published {
        let study = Step::Study {
            title: said.title.to_owned(),
            text: format!("{} {} {}", said.tried, said.visits[0].0, said.impact),
            quote: said.worth.to_owned(),
            told_to: if said.title.len().is_multiple_of(3) {
                ToldTo::Partnership
            } else {
                ToldTo::District
            },
        };
        life.step(BROKER, Some(Part::Broker), study);
        life.step(head, Some(Part::Head), Step::Publish);
        if has_home {
            life.step(home, Some(Part::HomeHead), Step::Publish);
        }
    }
    life.lived
}
