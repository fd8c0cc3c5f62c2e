//! Long because each guard of the law has its cases here.

use time::macros::date;
use uuid::Uuid;

use super::*;
use crate::calendar::Date;
use crate::calendar::Moment;
use crate::schools::{By, ChangeId, Governance, PersonId};
use crate::support::Kept;

const TODAY: Date = date!(2026 - 11 - 27);

fn words() -> String {
    "In words.".to_owned()
}

fn take(action: &mut Action, day: Date, step: Step) {
    assert_eq!(action.check(&step, Eye::Officer, day), Ok(()), "{step:?}");
    force(action, day, step);
}

fn force(action: &mut Action, day: Date, step: Step) {
    action.take(&Kept {
        revision: action.revision + 1,
        id: ChangeId(Uuid::nil()),
        at: Moment(day.midnight().assume_utc().unix_timestamp() * 1000),
        by: By {
            id: PersonId(Uuid::from_u128(1)),
            name: "An officer".to_owned(),
        },
        entry: step,
    });
}

fn notice() -> Notice {
    Notice {
        grounds: vec![Ground::Standards],
        matters: "Results in three years.".to_owned(),
        required: "A plan for reading.".to_owned(),
        comply_by: date!(2027 - 01 - 29),
        minded: vec![Power::Board],
        copies: vec!["The head".to_owned(), "The Secretary of State".to_owned()],
        represent_by: date!(2026 - 12 - 18),
    }
}

fn warned() -> Action {
    let mut action = Action::none(Route::Maintained);
    take(&mut action, TODAY, Step::Begin { why: words() });
    take(
        &mut action,
        TODAY,
        Step::Warn {
            notice: Box::new(notice()),
        },
    );
    action
}

/// A school that failed to comply, the day after.
fn eligible() -> (Action, Date) {
    let mut action = warned();
    let after = date!(2027 - 01 - 30);
    take(
        &mut action,
        after,
        Step::Outcome {
            complied: false,
            words: words(),
        },
    );
    (action, after)
}

fn bars(action: &Action, step: Step, day: Date, law: &str) {
    match action.check(&step, Eye::Officer, day) {
        Err(Refusal::Barred { law: of, .. }) => assert!(of.contains(law), "{step:?}: {of}"),
        other => panic!("{step:?}: {other:?}"),
    }
}

#[test]
fn the_road_from_concerns_to_an_interim_executive_board() {
    let mut action = Action::none(Route::Maintained);
    assert_eq!(action.offers(Eye::Officer), [StepKind::Begin]);
    take(&mut action, TODAY, Step::Begin { why: words() });
    take(
        &mut action,
        TODAY,
        Step::Early {
            what: words(),
            by: date!(2026 - 12 - 10),
        },
    );
    assert_eq!(action.stage, Stage::Early);
    take(
        &mut action,
        TODAY,
        Step::PreWarn {
            concerns: words(),
            plan_by: date!(2026 - 12 - 18),
        },
    );
    assert_eq!(
        (action.stage, action.due().unwrap().0),
        (Stage::PreWarned, date!(2026 - 12 - 18))
    );
    take(
        &mut action,
        TODAY,
        Step::Warn {
            notice: Box::new(notice()),
        },
    );
    assert_eq!(action.stage, Stage::Warned);
    take(
        &mut action,
        TODAY,
        Step::Represent {
            words: words(),
            received: TODAY,
        },
    );
    take(
        &mut action,
        TODAY,
        Step::Answer {
            stands: true,
            words: words(),
        },
    );
    let after = date!(2027 - 02 - 01);
    take(
        &mut action,
        after,
        Step::Outcome {
            complied: false,
            words: words(),
        },
    );
    assert_eq!(action.stage, Stage::Eligible);
    take(
        &mut action,
        after,
        Step::Propose {
            powers: vec![Power::Board],
            words: words(),
        },
    );
    take(
        &mut action,
        after,
        Step::Consult {
            power: Power::Board,
            whom: "Governors".to_owned(),
            words: words(),
        },
    );
    take(
        &mut action,
        after,
        Step::Consent {
            on: after,
            words: words(),
        },
    );
    take(
        &mut action,
        after,
        Step::Use {
            power: Power::Board,
            from: after,
            words: words(),
        },
    );
    assert_eq!(action.stage, Stage::Intervening);
    bars(&action, Step::Close { words: words() }, after, "stage");
    take(
        &mut action,
        after,
        Step::End {
            power: Power::Board,
            on: after,
            words: words(),
        },
    );
    take(&mut action, after, Step::Close { words: words() });
    assert_eq!(action.stage, Stage::Closed);
    // Begun again it is a new one, with nothing of the old in force.
    take(&mut action, after, Step::Begin { why: words() });
    assert!(action.notices.is_empty() && !action.eligible() && action.stage == Stage::Early);
}

#[test]
fn an_academy_has_its_own_route_and_no_power_of_the_act() {
    assert_eq!(Route::of(Governance::Academy), Some(Route::Academy));
    assert_eq!(Route::of(Governance::Independent), None);
    let mut action = Action::none(Route::Academy);
    take(&mut action, TODAY, Step::Begin { why: words() });
    take(
        &mut action,
        TODAY,
        Step::PreWarn {
            concerns: words(),
            plan_by: date!(2026 - 12 - 18),
        },
    );
    take(
        &mut action,
        TODAY,
        Step::Inform {
            whom: "The regions group".to_owned(),
            words: words(),
        },
    );
    bars(
        &action,
        Step::Warn {
            notice: Box::new(notice()),
        },
        TODAY,
        "section 59",
    );
    for power in Power::ALL {
        bars(
            &action,
            Step::Use {
                power,
                from: TODAY,
                words: words(),
            },
            TODAY,
            "section 59",
        );
    }
    take(&mut action, TODAY, Step::Close { words: words() });
}

#[test]
fn a_notice_says_everything_the_act_asks_for() {
    let mut action = Action::none(Route::Maintained);
    take(&mut action, TODAY, Step::Begin { why: words() });
    let with = |change: fn(&mut Notice)| {
        let mut one = notice();
        change(&mut one);
        one
    };
    for (one, field) in [
        (with(|one| one.grounds.clear()), "grounds"),
        (with(|one| one.matters.clear()), "matters"),
        (with(|one| one.required.clear()), "required"),
        (with(|one| one.minded.clear()), "minded"),
        (with(|one| one.copies.clear()), "copies"),
        (with(|one| one.comply_by = TODAY), "comply_by"),
        (
            with(|one| one.represent_by = date!(2027 - 02 - 01)),
            "represent_by",
        ),
    ] {
        match action.check(
            &Step::Warn {
                notice: Box::new(one),
            },
            Eye::Officer,
            TODAY,
        ) {
            Err(Refusal::Written { field: of, .. }) => assert_eq!(of, field),
            other => panic!("{field}: {other:?}"),
        }
    }
    let second = warned();
    bars(
        &second,
        Step::Warn {
            notice: Box::new(notice()),
        },
        TODAY,
        "section 60",
    );
    let letter = notice_letter(&second.notices[0], "Vale One", "The authority");
    assert_eq!(letter.len(), 8);
    assert!(letter[1].paragraphs[0].contains("section 60(2)(a)"));
}

#[test]
fn no_power_is_used_before_its_conditions_are_met() {
    let before = warned();
    bars(
        &before,
        Step::Outcome {
            complied: false,
            words: words(),
        },
        TODAY,
        "60(1)(b)",
    );
    bars(
        &before,
        Step::Propose {
            powers: vec![Power::Board],
            words: words(),
        },
        TODAY,
        "60 to 62",
    );
    let (mut action, after) = eligible();
    let uses = |power| Step::Use {
        power,
        from: after,
        words: words(),
    };
    bars(&action, uses(Power::Budget), after, "60(1)(d)");
    take(
        &mut action,
        after,
        Step::Propose {
            powers: vec![Power::Board, Power::Governors],
            words: words(),
        },
    );
    bars(&action, uses(Power::Budget), after, "60(1)(d)");
    bars(&action, uses(Power::Board), after, "section 65");
    for power in [Power::Board, Power::Governors] {
        bars(&action, uses(power), after, power.law());
        take(
            &mut action,
            after,
            Step::Consult {
                power,
                whom: "Governors".to_owned(),
                words: words(),
            },
        );
    }
    bars(&action, uses(Power::Board), after, "section 65");
    take(
        &mut action,
        after,
        Step::Consent {
            on: after,
            words: words(),
        },
    );
    // The two months of additional governors; a board has none.
    let late = date!(2027 - 03 - 30);
    let at = |power, from| Step::Use {
        power,
        from,
        words: words(),
    };
    bars(&action, at(Power::Governors, late), late, "section 64");
    assert_eq!(
        action.check(
            &at(Power::Governors, date!(2027 - 03 - 29)),
            Eye::Officer,
            late
        ),
        Ok(())
    );
    take(&mut action, late, at(Power::Board, late));
    bars(&action, at(Power::Governors, after), after, "Schedule 6");
}

#[test]
fn what_an_inspection_found_makes_a_school_eligible_without_a_notice_and_without_two_months() {
    let mut action = Action::none(Route::Maintained);
    take(&mut action, TODAY, Step::Begin { why: words() });
    let found = Step::Found {
        found: Found::SpecialMeasures,
        on: TODAY,
        words: words(),
    };
    take(&mut action, TODAY, found);
    assert_eq!(action.stage, Stage::Eligible);
    take(
        &mut action,
        TODAY,
        Step::Propose {
            powers: vec![Power::Budget],
            words: words(),
        },
    );
    let much_later = date!(2027 - 11 - 01);
    take(
        &mut action,
        TODAY,
        Step::Use {
            power: Power::Budget,
            from: much_later,
            words: words(),
        },
    );
    take(
        &mut action,
        TODAY,
        Step::Order {
            on: TODAY,
            words: words(),
        },
    );
}

#[test]
fn governors_speak_to_a_notice_and_do_nothing_else_and_a_withdrawn_notice_is_none() {
    for kind in StepKind::ALL {
        assert_eq!(
            kind.taken_by(Eye::Governor),
            kind == StepKind::Represent,
            "{kind:?}"
        );
        assert!(!kind.taken_by(Eye::Head));
    }
    let mut action = warned();
    assert_eq!(action.offers(Eye::Governor), [StepKind::Represent]);
    take(
        &mut action,
        TODAY,
        Step::Represent {
            words: words(),
            received: TODAY,
        },
    );
    assert!(action.offers(Eye::Governor).is_empty());
    take(
        &mut action,
        TODAY,
        Step::Answer {
            stands: false,
            words: words(),
        },
    );
    assert!(action.notices.last().is_some_and(|one| !one.open()));
    assert_eq!(action.stage, Stage::Early);
    assert_eq!(
        action.check(
            &Step::Warn {
                notice: Box::new(notice())
            },
            Eye::Governor,
            TODAY
        ),
        Err(Refusal::NotYours)
    );
}

#[test]
fn a_school_reads_of_it_once_it_was_written_to_and_never_whom_else_was_told() {
    let mut action = Action::none(Route::Maintained);
    take(
        &mut action,
        TODAY,
        Step::Begin {
            why: "SECRET".to_owned(),
        },
    );
    take(
        &mut action,
        TODAY,
        Step::Inform {
            whom: "SECRET".to_owned(),
            words: words(),
        },
    );
    assert!(action.clone().seen(Eye::Head).is_none());
    take(
        &mut action,
        TODAY,
        Step::Warn {
            notice: Box::new(notice()),
        },
    );
    for eye in [Eye::Head, Eye::Governor] {
        let seen = action.clone().seen(eye).unwrap();
        assert!(!serde_json::to_string(&seen).unwrap().contains("SECRET"));
        assert_eq!(seen.notices.len(), 1);
    }
    assert_eq!(action.clone().seen(Eye::Officer), Some(action));
}

#[test]
fn whatever_is_offered_and_only_that_passes_its_gate() {
    // Every kind in every state of a walk: what is not offered is refused whatever is in it.
    let (eligible, _) = eligible();
    for action in [
        Action::none(Route::Maintained),
        Action::none(Route::Academy),
        warned(),
        eligible,
    ] {
        let offers = action.offers(Eye::Officer);
        for step in [
            Step::Begin { why: words() },
            Step::Warn {
                notice: Box::new(notice()),
            },
            Step::Represent {
                words: words(),
                received: TODAY,
            },
            Step::Answer {
                stands: true,
                words: words(),
            },
            Step::Propose {
                powers: vec![Power::Board],
                words: words(),
            },
            Step::Consent {
                on: TODAY,
                words: words(),
            },
            Step::Close { words: words() },
        ] {
            let fine = action.check(&step, Eye::Officer, TODAY).is_ok();
            assert_eq!(
                fine,
                offers.contains(&step.kind()),
                "{:?} {step:?}",
                action.stage
            );
        }
    }
}

#[test]
fn leaders_and_governors_are_changed_beside_the_powers_of_the_act() {
    for route in [Route::Maintained, Route::Academy] {
        let mut action = Action::none(route);
        take(&mut action, TODAY, Step::Begin { why: words() });
        for leading in Leading::ALL {
            let step = Step::Lead {
                leading,
                from: date!(2027 - 01 - 04),
                words: words(),
            };
            take(&mut action, TODAY, step);
        }
        assert_eq!(action.history.len(), 1 + Leading::ALL.len());
        assert!(
            action.history[1]
                .1
                .starts_with("Interim head from 4 Jan 2027")
        );
        let silent = Step::Lead {
            leading: Leading::InterimHead,
            from: TODAY,
            words: " ".to_owned(),
        };
        assert!(action.check(&silent, Eye::Officer, TODAY).is_err());
        // Nobody has been written to: the school reads nothing of it here.
        assert!(action.seen(Eye::Head).is_none());
    }
}
