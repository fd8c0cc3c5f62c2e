//! The life of a case: every move that is allowed, every one that is not, and a thousand lives lived by chance.
//! Long because every kind of step is written out once, well, and every question is asked of the same.

use std::collections::BTreeMap;

use domain::brokerage::HalfDays;
use domain::calendar::{Date, Moment, working_days_after};
use domain::schools::{
    By, CaseId, ChangeId, Charge, Key, LeaderId, NeedId, Office, PersonId, PotId, Urn, VisitId,
};
use domain::support::caseload::{WAYS, Way};
use domain::support::money::WhoPays;
use domain::support::{
    About, Body, Case, Duty, Evaluation, Evidence, Helper, Impact, Level, Mode, Move, Objective,
    Outcome, Overseer, Part, Plan, Process, Quarters, Rag, Recipient, ReportKind, Request, Review,
    Scope, Stage, StageKind, Step, StepKind, StepRefusal, Taken, Terms, ToldTo, Touched, Visit,
    check_request, draft_report, late, moves, steps, waiting,
};
use time::macros::date;
use uuid::Uuid;

const TODAY: Date = date!(2026 - 11 - 27);
/// 2026-11-27, nine in the morning.
const NOW: Moment = Moment(1_795_770_000_000);
const PARTS: [Part; 7] = [
    Part::Head,
    Part::Governor,
    Part::Leader,
    Part::HomeHead,
    Part::Broker,
    Part::Officer,
    Part::PartnershipLead,
];

fn request() -> Request {
    Request {
        urn: Urn::try_from(107_000).unwrap(),
        area: Key::of("writing"),
        priority: "Priority 2: writing across the school".to_owned(),
        tried: "Moderation with two other schools.".to_owned(),
        outcome: "Year 6 writing at 60%.".to_owned(),
        accountable: "The head".to_owned(),
        half_days: HalfDays::days(6),
        from: date!(2026 - 12 - 01),
        to: date!(2027 - 03 - 26),
        recipient: Recipient::School,
        cohort: String::new(),
        preferred: String::new(),
        others: String::new(),
        kind: None,
        keys: Vec::new(),
    }
}

fn helper(number: u128, home: bool) -> Helper {
    Helper {
        leader: LeaderId(Uuid::from_u128(number)),
        name: format!("Leader {number}"),
        home: home.then(|| Urn::try_from(107_001).unwrap()),
        home_name: "Another school".to_owned(),
        half_days: HalfDays::days(6),
        released: false,
    }
}

fn terms() -> Terms {
    Terms {
        half_days: HalfDays::days(6),
        from: date!(2026 - 12 - 01),
        to: date!(2027 - 03 - 26),
        measures: "Year 6 writing".to_owned(),
        roles: "The leader models, the subject leader takes over.".to_owned(),
        day_rate: 35_000,
        payer: "Schools forum".to_owned(),
        notice_weeks: 2,
        chair_signs: false,
    }
}

fn plan() -> Plan {
    Plan {
        level: Level::Subject,
        objectives: vec![Objective {
            text: "Year 6 writing".to_owned(),
            baseline: "41%".to_owned(),
            target: "60%".to_owned(),
            success: "Books show it".to_owned(),
            due: date!(2027 - 03 - 26),
        }],
        strengths: String::new(),
        own: String::new(),
        file: None,
        head: "Helen Head".to_owned(),
        chair: "Chris Chair".to_owned(),
        head_does: None,
        chair_does: None,
    }
}

fn visit(number: u128, quarters: u32) -> Visit {
    Visit {
        id: VisitId(Uuid::from_u128(number)),
        on: TODAY,
        mode: Mode::InPerson,
        time: Quarters(quarters),
        met: vec!["Head".to_owned()],
        touched: Vec::new(),
        done: "Marked twelve books together.".to_owned(),
        next: None,
        next_visit: None,
        worry: false,
        seconds: 70,
    }
}

fn review(outcome: Outcome) -> Review {
    Review {
        on: TODAY,
        chair: "The head".to_owned(),
        weighed: Vec::new(),
        evidence: vec![Evidence::WorkScrutiny],
        impact: "Ten of twelve agree, from six.".to_owned(),
        outcome,
        reason: "It works.".to_owned(),
        next: None,
        vulnerable: false,
    }
}

/// A well-written step of each kind.
fn step(kind: StepKind, case: &Case, fresh: u128) -> Step {
    let why = "Because it is so.".to_owned();
    match kind {
        StepKind::Submit => Step::Submit {
            request: Box::new(request()),
        },
        StepKind::FromNeed => Step::FromNeed {
            request: Box::new(request()),
            need: NeedId(Uuid::from_u128(1)),
        },
        StepKind::Return => Step::Return { question: why },
        StepKind::Resubmit => Step::Resubmit {
            request: Box::new(request()),
        },
        StepKind::Signpost => Step::Signpost {
            offer: why,
            of: None,
        },
        StepKind::Take => Step::Take,
        StepKind::Scope => Step::Scope {
            scope: Box::new(Scope {
                pays: None,
                area: Key::of("writing"),
                half_days: HalfDays::days(6),
                from: date!(2026 - 12 - 01),
                to: date!(2027 - 03 - 26),
                talked: "An hour with the head.".to_owned(),
                measures: "Year 6 writing".to_owned(),
                funding: String::new(),
            }),
            need: NeedId(Uuid::from_u128(1)),
        },
        StepKind::Escalate => Step::Escalate {
            to: Body::Authority,
            why,
        },
        StepKind::Commission => Step::Commission { why },
        StepKind::Refuse => Step::Refuse { why },
        StepKind::Propose => Step::Propose {
            helper: helper(1, true),
            reserves: vec![helper(2, true)],
        },
        StepKind::Agree => Step::Agree,
        StepKind::Decline => Step::Decline { why },
        StepKind::Draft => Step::Draft {
            terms: Box::new(terms()),
        },
        StepKind::Sign => Step::Sign,
        StepKind::SetPlan => Step::SetPlan {
            plan: Box::new(plan()),
        },
        StepKind::AcceptPlan => Step::AcceptPlan,
        StepKind::Visit => Step::Visit {
            visit: Box::new(visit(fresh, 2)),
        },
        StepKind::Confirm => Step::Confirm {
            visit: case
                .visits
                .iter()
                .find(|one| one.checked.is_none())
                .map_or(VisitId(Uuid::nil()), |one| one.visit.id),
            accurate: true,
            comment: String::new(),
        },
        StepKind::Review => Step::Review {
            review: Box::new(review(match fresh % 5 {
                0 => Outcome::Revise,
                1 => Outcome::Pause,
                2 => Outcome::Stop,
                _ => Outcome::Continue,
            })),
        },
        StepKind::Resume => Step::Resume { why },
        StepKind::End => Step::End { exit: why },
        StepKind::Report => {
            let mut report = draft_report(case, ReportKind::Final, TODAY);
            report.progress = "Six visits.".to_owned();
            report.impact = "More pupils write well.".to_owned();
            report.evidence = vec![Evidence::Data];
            Step::Report {
                report: Box::new(report),
            }
        }
        StepKind::Evaluate => Step::Evaluate {
            evaluation: Box::new(Evaluation {
                impact: 3,
                leader: 4,
                value: 3,
                would_again: true,
                words: "Worth every hour.".to_owned(),
            }),
        },
        StepKind::Assure => Step::Assure {
            passed: !fresh.is_multiple_of(3),
            note: "Read.".to_owned(),
        },
        StepKind::Impact => Step::Impact {
            impact: Box::new(Impact {
                measure: "Writing".to_owned(),
                before: "41%".to_owned(),
                after: "58%".to_owned(),
                pupils: Some(58),
                words: "Part of it may be this cohort.".to_owned(),
            }),
        },
        StepKind::Study => Step::Study {
            title: "Writing".to_owned(),
            text: "What was done.".to_owned(),
            quote: String::new(),
            told_to: ToldTo::District,
        },
        StepKind::Publish => Step::Publish,
        StepKind::Withdraw => Step::Withdraw { why },
        StepKind::EndEarly => Step::EndEarly { why },
        StepKind::Concern => Step::Concern { text: why },
        StepKind::Talk => Step::Talk { text: why },
        StepKind::Oversee => Step::Oversee {
            overseer: Box::new(Overseer {
                body: "Ashgrove Trust".to_owned(),
                person: "Its director".to_owned(),
                duties: vec![Duty {
                    key: Key::of("report"),
                    words: "Checks the final report".to_owned(),
                    step: Some(StepKind::Assure),
                }],
            }),
        },
        StepKind::Fund => Step::Fund {
            pays: WhoPays {
                pots: Vec::new(),
                school: true,
            },
        },
    }
}

fn taken(case: &Case, step: Step, part: Option<Part>) -> Taken {
    Taken {
        revision: case.revision + 1,
        id: ChangeId(Uuid::from_u128(u128::from(case.revision) + 1_000)),
        at: NOW,
        by: By {
            id: PersonId(Uuid::from_u128(7)),
            name: "Somebody".to_owned(),
        },
        part,
        step,
    }
}

fn begun() -> Case {
    let first = Taken {
        revision: 1,
        id: ChangeId(Uuid::from_u128(1)),
        at: NOW,
        by: By {
            id: PersonId(Uuid::from_u128(7)),
            name: "The head".to_owned(),
        },
        part: Some(Part::Head),
        step: Step::Submit {
            request: Box::new(request()),
        },
    };
    let about = About {
        id: CaseId(Uuid::from_u128(1)),
        school: "Millbeck Primary".to_owned(),
        partnership: None,
        process: Process::default(),
    };
    Case::begin(about, &first).unwrap()
}

fn go(case: &mut Case, part: Part, kind: StepKind) {
    let fresh = u128::from(case.revision) * 10 + 3;
    let step = step(kind, case, fresh);
    case.check(&step, Some(part), TODAY)
        .unwrap_or_else(|refusal| panic!("{part:?} {kind:?}: {refusal}"));
    let taken = taken(case, step, Some(part));
    case.take(&taken);
}

fn propose(case: &mut Case) {
    let step = step(StepKind::Propose, case, 0);
    case.check(&step, None, TODAY).unwrap();
    let taken = taken(case, step, None);
    case.take(&taken);
}

/// A case that has come to a stage by the straight road.
fn at(stage: StageKind) -> Case {
    let mut case = begun();
    let road: [(StageKind, fn(&mut Case)); 14] = [
        (StageKind::Scoping, |case| {
            go(case, Part::Broker, StepKind::Take)
        }),
        (StageKind::Scoped, |case| {
            go(case, Part::Broker, StepKind::Scope)
        }),
        (StageKind::Asked, propose),
        (StageKind::Matched, |case| {
            for part in [Part::Head, Part::Leader, Part::HomeHead] {
                go(case, part, StepKind::Agree);
            }
        }),
        (StageKind::Agreed, |case| {
            go(case, Part::Broker, StepKind::Draft);
            for part in [Part::HomeHead, Part::Head, Part::Broker] {
                go(case, part, StepKind::Sign);
            }
        }),
        (StageKind::Active, |case| {
            go(case, Part::Leader, StepKind::SetPlan);
            go(case, Part::Leader, StepKind::Visit);
            go(case, Part::Head, StepKind::AcceptPlan);
        }),
        (StageKind::InReview, |case| {
            for _ in 0..5 {
                go(case, Part::Leader, StepKind::Visit);
            }
        }),
        (StageKind::Paused, |case| {
            let step = Step::Review {
                review: Box::new(review(Outcome::Pause)),
            };
            let taken = taken(case, step, Some(Part::Head));
            case.take(&taken);
        }),
        (StageKind::Ending, |case| {
            go(case, Part::Leader, StepKind::End)
        }),
        (StageKind::Reported, |case| {
            go(case, Part::Leader, StepKind::Report)
        }),
        (StageKind::Evaluated, |case| {
            go(case, Part::Head, StepKind::Evaluate)
        }),
        (StageKind::Closed, |case| {
            let step = Step::Assure {
                passed: true,
                note: String::new(),
            };
            let taken = taken(case, step, Some(Part::Broker));
            case.take(&taken);
        }),
        (StageKind::ImpactKnown, |case| {
            go(case, Part::Head, StepKind::Impact)
        }),
        (StageKind::Published, |case| {
            go(case, Part::Broker, StepKind::Study);
            go(case, Part::Head, StepKind::Publish);
            go(case, Part::HomeHead, StepKind::Publish);
        }),
    ];
    let off_the_road = match stage {
        StageKind::Returned => Some((StageKind::Submitted, Part::Broker, StepKind::Return)),
        StageKind::Signposted => Some((StageKind::Submitted, Part::Broker, StepKind::Signpost)),
        StageKind::Withdrawn => Some((StageKind::Scoping, Part::Head, StepKind::Withdraw)),
        StageKind::Escalated => Some((StageKind::Scoped, Part::Broker, StepKind::Escalate)),
        StageKind::Unmet => Some((StageKind::Escalated, Part::Officer, StepKind::Refuse)),
        _ => None,
    };
    if let Some((from, part, kind)) = off_the_road {
        case = at(from);
        go(&mut case, part, kind);
        return case;
    }
    for (comes_to, walk) in road {
        if case.stage_kind() == stage {
            break;
        }
        walk(&mut case);
        assert_eq!(case.stage_kind(), comes_to);
    }
    case
}

#[test]
fn every_stage_is_reached_and_waits_for_somebody_until_it_is_over() {
    for stage in StageKind::ALL {
        let case = at(stage);
        assert_eq!(case.stage_kind(), stage);
        let waits = waiting(&case);
        assert_eq!(waits.is_empty(), stage.over(), "{stage:?}: {waits:?}");
        for one in &waits {
            assert!(
                one.step.by().contains(&one.whose) || one.step == StepKind::Propose,
                "{one:?} waits for somebody who may not do it"
            );
            assert!(one.due >= one.since, "{one:?}");
        }
    }
}

#[test]
fn every_step_of_every_part_from_every_stage_is_taken_or_refused_by_the_table() {
    let mut taken = 0;
    for stage in StageKind::ALL {
        let case = at(stage);
        for kind in StepKind::ALL {
            for part in PARTS {
                let answer = case.check(&step(kind, &case, 900_003), Some(part), TODAY);
                let may = kind.by().contains(&part) && kind.from().contains(&stage);
                match answer {
                    Err(StepRefusal::NotYours(who)) => {
                        assert_eq!(who, part);
                        assert!(!kind.by().contains(&part), "{stage:?} {kind:?} {part:?}");
                    }
                    Err(StepRefusal::MovedOn(now)) => {
                        assert_eq!(now, stage);
                        assert!(!may);
                    }
                    // What hangs on more than stage and part.
                    Err(other) => {
                        assert!(may, "{stage:?} {kind:?} {part:?}: {other}");
                        assert!(
                            matches!(
                                kind,
                                StepKind::Sign
                                    | StepKind::AcceptPlan
                                    | StepKind::Confirm
                                    | StepKind::Publish
                            ),
                            "{stage:?} {kind:?} {part:?}: {other}"
                        );
                    }
                    Ok(()) => {
                        assert!(may, "{stage:?} {kind:?} {part:?}");
                        taken += 1;
                    }
                }
                assert_eq!(steps(stage, part).any(|one| one == kind), may);
            }
        }
    }
    assert!(taken > 250, "{taken} moves were taken");
}

#[test]
fn nobody_says_yes_for_another_and_nobody_twice() {
    let mut case = at(StageKind::Asked);
    for part in [
        Part::Broker,
        Part::Officer,
        Part::PartnershipLead,
        Part::Governor,
    ] {
        assert_eq!(
            case.check(&Step::Agree, Some(part), TODAY),
            Err(StepRefusal::NotYours(part))
        );
    }
    go(&mut case, Part::Head, StepKind::Agree);
    assert_eq!(
        case.check(&Step::Agree, Some(Part::Head), TODAY),
        Err(StepRefusal::AnsweredAlready)
    );
    assert_eq!(case.stage_kind(), StageKind::Asked);
    go(&mut case, Part::HomeHead, StepKind::Agree);
    assert_eq!(case.stage_kind(), StageKind::Asked);
    go(&mut case, Part::Leader, StepKind::Agree);
    assert_eq!(case.stage_kind(), StageKind::Matched);
}

#[test]
fn a_leader_released_for_every_time_or_with_no_school_here_needs_no_head_to_ask() {
    for (home, released) in [(true, true), (false, false)] {
        let mut case = at(StageKind::Scoped);
        let proposed = Step::Propose {
            helper: Helper {
                released,
                ..helper(1, home)
            },
            reserves: Vec::new(),
        };
        let proposed = taken(&case, proposed, None);
        case.take(&proposed);
        go(&mut case, Part::Head, StepKind::Agree);
        go(&mut case, Part::Leader, StepKind::Agree);
        assert_eq!(case.stage_kind(), StageKind::Matched);
    }
}

#[test]
fn a_no_keeps_who_said_it_and_why_and_looks_again() {
    for part in [Part::Head, Part::Leader, Part::HomeHead] {
        let mut case = at(StageKind::Asked);
        go(&mut case, part, StepKind::Decline);
        assert_eq!(case.stage_kind(), StageKind::Scoped);
        assert!(case.helper.is_none());
        assert_eq!(case.declined.len(), 1);
        assert_eq!(case.declined[0].part, part);
        assert_eq!(case.reserves.len(), 1, "the reserve is still there");
    }
}

#[test]
fn a_day_or_less_asks_for_no_agreement_and_still_for_a_record() {
    let mut case = begun();
    go(&mut case, Part::Broker, StepKind::Take);
    let mut scope = step(StepKind::Scope, &case, 0);
    if let Step::Scope { scope, .. } = &mut scope {
        scope.half_days = HalfDays::days(1);
    }
    let scoped = taken(&case, scope, Some(Part::Broker));
    case.take(&scoped);
    let proposed = Step::Propose {
        helper: Helper {
            half_days: HalfDays::days(1),
            ..helper(1, true)
        },
        reserves: Vec::new(),
    };
    let proposed = taken(&case, proposed, None);
    case.take(&proposed);
    for part in [Part::Head, Part::Leader, Part::HomeHead] {
        go(&mut case, part, StepKind::Agree);
    }
    assert_eq!(case.stage_kind(), StageKind::Active);
    let mut call = visit(5, 1);
    call.mode = Mode::Phone;
    let call = Step::Visit {
        visit: Box::new(call),
    };
    case.check(&call, Some(Part::Leader), TODAY).unwrap();
    let called = taken(&case, call, Some(Part::Leader));
    case.take(&called);
    assert_eq!(case.stage_kind(), StageKind::Active, "nothing to review");
    let asked = waiting(&case);
    assert!(asked.iter().any(|one| one.step == StepKind::Confirm));
}

#[test]
fn half_the_days_bring_the_review_and_a_revision_is_signed_anew() {
    let mut case = at(StageKind::InReview);
    assert_eq!(case.used(), Quarters(12));
    let revise = Step::Review {
        review: Box::new(review(Outcome::Revise)),
    };
    case.check(&revise, Some(Part::Head), TODAY).unwrap();
    let revised = taken(&case, revise, Some(Part::Head));
    case.take(&revised);
    assert_eq!(case.stage_kind(), StageKind::Matched);
    assert_eq!(waiting(&case)[0].step, StepKind::Draft);
    assert_eq!(
        case.check(&Step::Sign, Some(Part::Head), TODAY),
        Err(StepRefusal::SignedAlready),
        "the old version cannot be signed again"
    );
    go(&mut case, Part::Broker, StepKind::Draft);
    assert_eq!(case.agreement.as_ref().unwrap().version, 2);
    for part in [Part::Head, Part::HomeHead, Part::Broker] {
        go(&mut case, part, StepKind::Sign);
    }
    assert_eq!(case.stage_kind(), StageKind::Active);
}

#[test]
fn where_the_chair_signs_nothing_is_agreed_before() {
    let mut case = at(StageKind::Matched);
    let draft = Step::Draft {
        terms: Box::new(Terms {
            chair_signs: true,
            ..terms()
        }),
    };
    let drafted = taken(&case, draft, Some(Part::Broker));
    case.take(&drafted);
    for part in [Part::Head, Part::HomeHead, Part::Broker] {
        go(&mut case, part, StepKind::Sign);
    }
    assert_eq!(case.stage_kind(), StageKind::Matched);
    go(&mut case, Part::Governor, StepKind::Sign);
    assert_eq!(case.stage_kind(), StageKind::Agreed);
}

#[test]
fn what_is_written_wrong_is_refused_with_the_field_it_is_in() {
    let case = at(StageKind::Active);
    let mut cases: Vec<(Part, Step, &str)> = Vec::new();
    let with = |change: fn(&mut Visit)| {
        let mut one = visit(77, 2);
        change(&mut one);
        Step::Visit {
            visit: Box::new(one),
        }
    };
    cases.push((Part::Leader, with(|one| one.done = " ".to_owned()), "done"));
    cases.push((Part::Leader, with(|one| one.time = Quarters(0)), "time"));
    cases.push((Part::Leader, with(|one| one.time = Quarters(13)), "time"));
    cases.push((
        Part::Leader,
        with(|one| one.on = date!(2026 - 11 - 28)),
        "on",
    ));
    cases.push((
        Part::Leader,
        with(|one| {
            one.touched = vec![Touched {
                objective: 1,
                rag: Rag::Red,
            }];
        }),
        "touched",
    ));
    cases.push((
        Part::Leader,
        with(|one| one.done = "é".repeat(2_001)),
        "done",
    ));
    cases.push((
        Part::Leader,
        Step::End {
            exit: String::new(),
        },
        "exit",
    ));
    cases.push((Part::Head, Step::EndEarly { why: String::new() }, "why"));
    cases.push((
        Part::Head,
        Step::Confirm {
            visit: case.visits[0].visit.id,
            accurate: false,
            comment: String::new(),
        },
        "comment",
    ));
    let mut bare = review(Outcome::Continue);
    bare.evidence.clear();
    cases.push((
        Part::Head,
        Step::Review {
            review: Box::new(bare),
        },
        "evidence",
    ));
    for (part, step, field) in cases {
        let refusal = case.check(&step, Some(part), TODAY).unwrap_err();
        assert_eq!(refusal.field(), Some(field), "{refusal}");
        assert!(!refusal.to_string().is_empty());
    }
    assert_eq!(case.check(&with(|_| ()), Some(Part::Leader), TODAY), Ok(()));
}

#[test]
fn a_request_is_refused_with_everything_that_is_missing() {
    assert_eq!(check_request(&request()), Ok(()));
    let empty = Request {
        area: Key::of("juggling"),
        priority: " ".to_owned(),
        tried: String::new(),
        outcome: String::new(),
        accountable: String::new(),
        half_days: HalfDays(0),
        from: date!(2027 - 01 - 02),
        to: date!(2027 - 01 - 01),
        others: "é".repeat(2_001),
        ..request()
    };
    let fields: Vec<&str> = check_request(&empty)
        .unwrap_err()
        .iter()
        .map(domain::support::RequestFault::field)
        .collect();
    assert_eq!(
        fields,
        [
            "area",
            "priority",
            "tried",
            "outcome",
            "accountable",
            "half_days",
            "to",
            "others"
        ]
    );
}

#[test]
fn the_head_who_lends_a_leader_reads_nothing_of_how_the_other_school_is_doing() {
    let mut case = at(StageKind::Published);
    case.request.others = "SECRET".to_owned();
    case.concerns.push(domain::support::Concern {
        text: "SECRET".to_owned(),
        by: By {
            id: PersonId(Uuid::nil()),
            name: "x".to_owned(),
        },
        at: NOW,
    });
    case.visits[0].visit.done = "SECRET".to_owned();
    case.visits[0].visit.worry = true;
    case.reviews.push(Review {
        impact: "SECRET".to_owned(),
        ..review(Outcome::Continue)
    });
    let seen = serde_json::to_string(&case.clone().seen(Part::HomeHead)).unwrap();
    assert!(!seen.contains("SECRET"));
    assert!(!seen.contains("\"worry\":true"));
    assert!(!seen.contains("Ten of twelve"));
    for part in [
        Part::Broker,
        Part::Governor,
        Part::PartnershipLead,
        Part::HomeHead,
    ] {
        assert!(!case.clone().seen(part).visits[0].visit.worry, "{part:?}");
    }
    for part in [Part::Head, Part::Leader, Part::Officer] {
        assert!(case.clone().seen(part).visits[0].visit.worry, "{part:?}");
    }
}

#[test]
fn clocks_run_in_working_days() {
    let case = begun();
    let waits = waiting(&case);
    assert_eq!(waits[0].whose, Part::Broker);
    assert_eq!(waits[0].due, working_days_after(TODAY, 2));
    assert_eq!(waits[0].due, date!(2026 - 12 - 01));
    assert_eq!(late(&waits[0], date!(2026 - 12 - 01)), 0);
    assert_eq!(late(&waits[0], date!(2026 - 12 - 03)), 2);
}

#[test]
fn a_report_is_written_as_far_as_the_records_write_it() {
    let mut case = at(StageKind::InReview);
    let touched = Step::Visit {
        visit: Box::new(Visit {
            touched: vec![Touched {
                objective: 0,
                rag: Rag::Green,
            }],
            ..visit(99, 2)
        }),
    };
    let touched = taken(&case, touched, Some(Part::Leader));
    case.take(&touched);
    let report = draft_report(&case, ReportKind::Final, TODAY);
    assert_eq!(report.time, case.used());
    assert_eq!(report.weighed[0].rag, Rag::Green);
    assert_eq!(report.progress.lines().count(), case.visits.len());
}

/// A fixed walk of pseudo-random numbers.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most).unwrap()).unwrap()
    }
}

#[test]
fn a_thousand_lives_lived_by_chance_hold_to_the_rules() {
    let mut ends: BTreeMap<StageKind, usize> = BTreeMap::new();
    for life in 1..=1_000_u64 {
        let mut chance = Chance(life.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let mut case = begun();
        let mut log = Vec::new();
        let mut yes: Vec<Part> = Vec::new();
        for move_number in 0..120_u128 {
            let kind = StepKind::ALL[chance.below(StepKind::ALL.len())];
            let part = PARTS[chance.below(PARTS.len())];
            let rule = kind == StepKind::Propose;
            let part = if rule { None } else { Some(part) };
            let step = step(kind, &case, u128::from(life) * 1_000 + move_number);
            let before = case.clone();
            if case.check(&step, part, TODAY).is_err() {
                continue;
            }
            let taken = taken(&case, step, part);
            case.take(&taken);
            match kind {
                StepKind::Propose => yes.clear(),
                StepKind::Agree => yes.extend(part),
                _ => {}
            }
            assert_eq!(case.revision, before.revision + 1);
            if before.stage_kind() == StageKind::Asked && case.stage_kind() == StageKind::Matched {
                for asked in [Part::Head, Part::Leader, Part::HomeHead] {
                    assert!(yes.contains(&asked), "matched without {asked:?}");
                }
            }
            assert_eq!(
                case.visits.len(),
                before.visits.len() + usize::from(kind == StepKind::Visit)
            );
            assert_eq!(waiting(&case).is_empty(), case.over(), "{:?}", case.stage);
            if let Stage::Active | Stage::InReview = case.stage {
                assert!(case.helper.is_some());
            }
            let quiet = matches!(kind, StepKind::Concern | StepKind::Talk);
            let after = matches!(kind, StepKind::Study | StepKind::Publish);
            assert!(
                !before.over() || quiet || after,
                "{kind:?} from {:?}",
                before.stage
            );
            log.push(taken);
        }
        // What it is now is what its steps made it.
        let mut again = begun();
        for one in &log {
            again.take(one);
        }
        assert_eq!(again, case);
        *ends.entry(case.stage_kind()).or_default() += 1;
    }
    assert!(ends.len() >= 6, "{ends:?}");
}

/// Who pays, and what each step then does to the money.
fn moved(case: &mut Case, part: Option<Part>, step: Step) -> Vec<Move> {
    case.check(&step, part, TODAY).unwrap();
    let before = case.clone();
    let done = taken(case, step, part);
    case.take(&done);
    moves(&before, case, &done.step)
}

#[test]
fn money_moves_with_the_steps_and_with_no_others() {
    let pot = |number| PotId(Uuid::from_u128(number));
    let pays = |pots: Vec<PotId>, school| Step::Fund {
        pays: WhoPays { pots, school },
    };
    let six = HalfDays::days(6);
    let mut case = at(StageKind::Scoped);
    assert_eq!(case.half_days(), six);
    for (step, said) in [
        (pays(vec![], false), "say who pays"),
        (pays(vec![pot(1), pot(2), pot(1)], true), "twice"),
        (pays((1..=5).map(pot).collect(), false), "at most four"),
    ] {
        let refused = case.check(&step, Some(Part::Broker), TODAY).unwrap_err();
        assert_eq!(refused.field(), Some("pays"));
        assert!(refused.to_string().contains(said), "{refused}");
    }
    // Nobody is to come yet: nothing is put aside.
    let fund = pays(vec![pot(1)], false);
    assert_eq!(moved(&mut case, Some(Part::Broker), fund.clone()), []);
    let propose = |to| Step::Propose {
        helper: helper(to, true),
        reserves: Vec::new(),
    };
    let asked = moved(&mut case, None, propose(1));
    assert_eq!(asked, [Move::Free, Move::PutAside(six)]);
    let no = Step::Decline {
        why: "No".to_owned(),
    };
    let mut other = case.clone();
    assert_eq!(moved(&mut other, Some(Part::Head), no), [Move::Free]);
    // Asked anew of another payer.
    let anew = moved(&mut case, Some(Part::Officer), pays(vec![], true));
    assert_eq!(anew, [Move::Free, Move::PutAside(six)]);
    for part in [Part::Head, Part::Leader, Part::HomeHead] {
        assert_eq!(moved(&mut case, Some(part), Step::Agree), []);
    }
    // Fewer days are agreed than were put aside.
    let mut draft = step(StepKind::Draft, &case, 0);
    if let Step::Draft { terms } = &mut draft {
        terms.half_days = HalfDays::days(4);
    }
    let drafted = moved(&mut case, Some(Part::Broker), draft.clone());
    assert_eq!(drafted, [Move::Free, Move::PutAside(HalfDays::days(4))]);
    assert_eq!(moved(&mut case, Some(Part::Broker), draft), []);
    for (part, does) in [
        (Part::Head, vec![]),
        (Part::HomeHead, vec![]),
        (Part::Broker, vec![Move::Commit]),
    ] {
        assert_eq!(moved(&mut case, Some(part), Step::Sign), does);
    }
    // A quarter of a day begins a half; the next quarter is in it; beyond what is agreed nothing pays.
    let mut paid = 0;
    for (number, quarters, half_days) in [(1, 1, 1), (2, 1, 0), (3, 12, 6), (4, 4, 1)] {
        let visit = Box::new(visit(number, quarters));
        let id = visit.id;
        let does = moved(&mut case, Some(Part::Leader), Step::Visit { visit });
        let draws = (half_days > 0).then_some(Move::Draw(id, HalfDays(half_days)));
        assert_eq!(does, draws.into_iter().collect::<Vec<_>>());
        paid += half_days;
    }
    assert_eq!(HalfDays(paid), HalfDays::days(4));
    let end = moved(
        &mut case,
        Some(Part::Officer),
        Step::EndEarly {
            why: "A fortnight's notice".to_owned(),
        },
    );
    assert_eq!(end, [Move::Free]);
    for (kind, part, does) in [
        (StepKind::Report, Part::Leader, vec![]),
        (StepKind::Evaluate, Part::Head, vec![]),
        (StepKind::Assure, Part::Broker, vec![Move::Release]),
    ] {
        let mut step = step(kind, &case, 0);
        if let Step::Assure { passed, .. } = &mut step {
            *passed = true;
        }
        assert_eq!(moved(&mut case, Some(part), step), does, "{kind:?}");
    }
}

#[test]
fn a_day_or_less_is_committed_when_the_last_has_said_yes() {
    let mut case = at(StageKind::Scoped);
    let day = HalfDays::days(1);
    if let Some(scope) = &mut case.scope {
        scope.half_days = day;
    }
    let fund = Step::Fund {
        pays: WhoPays {
            pots: Vec::new(),
            school: true,
        },
    };
    moved(&mut case, Some(Part::Broker), fund.clone());
    let propose = Step::Propose {
        helper: Helper {
            half_days: day,
            ..helper(1, true)
        },
        reserves: Vec::new(),
    };
    assert_eq!(
        moved(&mut case, None, propose),
        [Move::Free, Move::PutAside(day)]
    );
    for (part, does) in [
        (Part::Head, vec![]),
        (Part::Leader, vec![]),
        (Part::HomeHead, vec![Move::Commit]),
    ] {
        assert_eq!(moved(&mut case, Some(part), Step::Agree), does);
    }
    // Another payer while it goes on: the rest is put aside there, and committed at once.
    let half = Step::Visit {
        visit: Box::new(visit(1, 2)),
    };
    moved(&mut case, Some(Part::Leader), half);
    let rest = [Move::Free, Move::PutAside(HalfDays(1)), Move::Commit];
    assert_eq!(moved(&mut case, Some(Part::Broker), fund), rest);
    // Which pot it is is not for everybody.
    for part in PARTS {
        let keeps = matches!(part, Part::Broker | Part::Officer);
        assert_eq!(case.clone().seen(part).pays.is_some(), keeps, "{part:?}");
    }
}

#[test]
fn where_nobody_brokers_the_authority_signs_in_the_brokers_place_and_once() {
    let mut case = at(StageKind::Matched);
    go(&mut case, Part::Broker, StepKind::Draft);
    for part in [Part::Head, Part::HomeHead] {
        go(&mut case, part, StepKind::Sign);
    }
    assert!(case.offers(Part::Officer).contains(&StepKind::Sign));
    go(&mut case, Part::Officer, StepKind::Sign);
    assert_eq!(case.stage_kind(), StageKind::Agreed);
    let signed: Vec<Part> = case
        .agreement
        .iter()
        .flat_map(|one| one.signatures.iter().map(|one| one.part))
        .collect();
    assert_eq!(signed, [Part::Head, Part::HomeHead, Part::Officer]);
    let mut other = at(StageKind::Matched);
    go(&mut other, Part::Broker, StepKind::Draft);
    go(&mut other, Part::Broker, StepKind::Sign);
    assert_eq!(
        other.check(&Step::Sign, Some(Part::Officer), TODAY),
        Err(StepRefusal::SignedAlready)
    );
}

#[test]
fn a_place_brokers_with_clocks_and_names_of_its_own() {
    let mut case = begun();
    let first = case.opened.day();
    let due = |case: &Case| waiting(case)[0].due;
    assert_eq!(due(&case), working_days_after(first, 2));
    case.process.triage = 7;
    assert_eq!(due(&case), working_days_after(first, 7));
    case.process.stages = vec![domain::support::StageWords {
        key: StageKind::Submitted,
        words: "With the leadership team".to_owned(),
    }];
    assert_eq!(
        domain::support::Summary::of(&case).called.as_deref(),
        Some("With the leadership team")
    );
    // What nobody is asked for can still be done.
    case.process.not_asked = vec![StepKind::Take];
    assert!(waiting(&case).is_empty());
    assert!(case.offers(Part::Broker).contains(&StepKind::Take));
}

#[test]
fn who_oversees_support_is_named_with_duties_and_the_record_shows_which_were_done() {
    let mut case = begun();
    go(&mut case, Part::Broker, StepKind::Take);
    let step = step(StepKind::Oversee, &case, 1);
    for part in [Part::Head, Part::Leader, Part::HomeHead, Part::Governor] {
        assert_eq!(
            case.check(&step, Some(part), TODAY),
            Err(StepRefusal::NotYours(part))
        );
    }
    let Step::Oversee { overseer } = &step else {
        unreachable!()
    };
    for (wrong, field) in [
        (
            Overseer {
                body: " ".to_owned(),
                ..(**overseer).clone()
            },
            "body",
        ),
        (
            Overseer {
                person: String::new(),
                ..(**overseer).clone()
            },
            "person",
        ),
        (
            Overseer {
                duties: Vec::new(),
                ..(**overseer).clone()
            },
            "duties",
        ),
    ] {
        let wrong = Step::Oversee {
            overseer: Box::new(wrong),
        };
        let refused = case.check(&wrong, Some(Part::Broker), TODAY).unwrap_err();
        assert_eq!(refused.field(), Some(field));
    }
    go(&mut case, Part::Broker, StepKind::Oversee);
    let duty = case.overseer.as_ref().unwrap().duties[0].clone();
    assert_eq!(case.duty_done(&duty), Some(false));
    let unshown = Duty { step: None, ..duty };
    assert_eq!(case.duty_done(&unshown), None);
}

#[test]
fn a_plan_says_what_head_and_chair_of_governors_do_where_the_way_of_working_asks_for_it() {
    let rotherham = Way::parse(WAYS[1].1).unwrap().brokerage;
    let mut case = at(StageKind::Agreed);
    let set = |plan: Plan| Step::SetPlan {
        plan: Box::new(plan),
    };
    // A case keeps the process it began under: this one asks for nothing.
    assert!(case.check(&set(plan()), Some(Part::Leader), TODAY).is_ok());
    case.process = rotherham;
    let refused = |plan: Plan, case: &Case| {
        let refusal = case
            .check(&set(plan), Some(Part::Leader), TODAY)
            .unwrap_err();
        (refusal.field().map(str::to_owned), refusal.to_string())
    };
    assert_eq!(
        refused(plan(), &case),
        (
            Some("head_does".to_owned()),
            "say what the headteacher does for the improvement".to_owned()
        )
    );
    let mut half = plan();
    half.head_does = Some(Charge::Accountable);
    assert_eq!(
        refused(half.clone(), &case).0.as_deref(),
        Some("chair_does")
    );
    half.chair_does = Some(Charge::Monitors);
    assert_eq!(
        half.office_words(Office::Chair),
        "Chris Chair. Monitors the improvement."
    );
    assert!(case.check(&set(half), Some(Part::Leader), TODAY).is_ok());
}
