//! Whose turn it is, and until when: what every first page is made of.

use serde::{Deserialize, Serialize};

use super::answers::Answer;
use super::case::Case;
use super::part::Part;
use super::stage::Stage;
use super::step::StepKind;
use super::time_used::Quarters;
use crate::calendar::{Date, add_weeks, working_days_after};

/// Something that waits for somebody from a day on: what it waits for next is known before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub whose: Part,
    /// What they are asked to do: "Answer the request".
    pub what: String,
    pub step: StepKind,
    pub since: Date,
    pub due: Date,
}

/// Working days it is late; 0 where it is not.
pub fn late(waiting: &Waiting, today: Date) -> u32 {
    crate::calendar::working_days_between(waiting.due, today)
}

impl Waiting {
    /// Whether it waits already.
    pub fn now(&self, today: Date) -> bool {
        self.since <= today
    }
}

/// Everything a case waits for or will, the soonest first, whatever day it is.
pub fn waiting(case: &Case) -> Vec<Waiting> {
    let clock = &case.process;
    let mut found = Vec::new();
    let since = case.since.day();
    let mut wait = |whose, what: &str, step, since: Date, due: Date| {
        found.push(Waiting {
            whose,
            what: what.to_owned(),
            step,
            since,
            due,
        });
    };
    let within = |days| working_days_after(since, days);
    match &case.stage {
        Stage::Submitted => wait(
            Part::Broker,
            "Answer the request",
            StepKind::Take,
            since,
            within(clock.triage),
        ),
        Stage::Returned { .. } => wait(
            Part::Head,
            "Answer the broker’s question",
            StepKind::Resubmit,
            since,
            within(clock.returned),
        ),
        Stage::Scoping => wait(
            Part::Broker,
            "Agree the scope with the head",
            StepKind::Scope,
            since,
            within(clock.scoping),
        ),
        Stage::Scoped => wait(
            Part::Broker,
            "Find somebody",
            StepKind::Propose,
            since,
            within(clock.propose),
        ),
        Stage::Escalated { .. } => wait(
            Part::Officer,
            "Commission support, or say that nobody can",
            StepKind::Commission,
            since,
            within(clock.commission),
        ),
        Stage::Asked { answers } => {
            for (whose, what) in [
                (Part::Head, "Say whether this leader suits you"),
                (Part::Leader, "Say whether you can take this on"),
                (Part::HomeHead, "Say whether you release them"),
            ] {
                if answers.of(whose) == Some(&Answer::Waits) {
                    wait(whose, what, StepKind::Agree, since, within(clock.consent));
                }
            }
        }
        Stage::Matched => match &case.agreement {
            // A revision has the version before it in force until the new one is written.
            Some(agreement) if agreement.unsigned(case.has_home()).is_empty() => wait(
                Part::Broker,
                "Write the revised agreement",
                StepKind::Draft,
                since,
                within(clock.draft),
            ),
            Some(agreement) => {
                let since = agreement.drafted.day();
                for whose in agreement.unsigned(case.has_home()) {
                    wait(
                        whose,
                        "Sign the agreement",
                        StepKind::Sign,
                        since,
                        working_days_after(since, clock.sign),
                    );
                }
            }
            None => wait(
                Part::Broker,
                "Write the agreement",
                StepKind::Draft,
                since,
                within(clock.draft),
            ),
        },
        Stage::Agreed => {
            if case.visits.is_empty() {
                let first = case.days().0.max(since);
                let due = first.saturating_add(time::Duration::days(i64::from(clock.contact)));
                wait(
                    Part::Leader,
                    "Make first contact and record it",
                    StepKind::Visit,
                    since,
                    due,
                );
            }
            if case.plan.is_none() {
                wait(
                    Part::Leader,
                    "Write the plan with the head",
                    StepKind::SetPlan,
                    since,
                    within(clock.review),
                );
            } else if !case.plan_accepted {
                wait(
                    Part::Head,
                    "Accept the plan",
                    StepKind::AcceptPlan,
                    since,
                    within(clock.consent),
                );
            }
        }
        Stage::Active | Stage::InReview => {
            if let Some(next) = case.next_visit() {
                wait(
                    Part::Leader,
                    "Record the visit",
                    StepKind::Visit,
                    next,
                    working_days_after(next, clock.record),
                );
            }
            if matches!(case.stage, Stage::InReview) {
                wait(
                    Part::Head,
                    "Hold the mid-point review",
                    StepKind::Review,
                    since,
                    within(clock.review),
                );
            }
            let all = case.used() >= Quarters::from(case.half_days());
            let (_, to) = case.days();
            let last = case.visits.last().map(|one| one.visit.on);
            let since = last.filter(|_| all).unwrap_or(to);
            wait(
                Part::Leader,
                "End it, with what keeps it up",
                StepKind::End,
                since,
                working_days_after(since, clock.review),
            );
        }
        Stage::Paused => wait(
            Part::Broker,
            "Resume, or end it",
            StepKind::Resume,
            since,
            add_weeks(since, clock.term),
        ),
        Stage::Ending => wait(
            Part::Leader,
            "Write the final report",
            StepKind::Report,
            since,
            within(clock.report),
        ),
        Stage::Reported => wait(
            Part::Head,
            "Say what the support was worth",
            StepKind::Evaluate,
            since,
            within(clock.evaluate),
        ),
        Stage::Evaluated => wait(
            Part::Broker,
            "Check the final report",
            StepKind::Assure,
            since,
            within(clock.assure),
        ),
        Stage::Closed => wait(
            Part::Broker,
            "Say what came of it",
            StepKind::Impact,
            since,
            add_weeks(since, clock.term),
        ),
        Stage::ImpactKnown => {
            if let Some(study) = &case.study {
                if study.head.is_none() {
                    wait(
                        Part::Head,
                        "Agree to the case study",
                        StepKind::Publish,
                        since,
                        within(clock.check),
                    );
                }
                if study.home.is_none() && case.has_home() {
                    wait(
                        Part::HomeHead,
                        "Agree to the case study",
                        StepKind::Publish,
                        since,
                        within(clock.check),
                    );
                }
            }
        }
        Stage::Published
        | Stage::Signposted { .. }
        | Stage::Withdrawn { .. }
        | Stage::Unmet { .. } => {}
    }
    for one in case.visits.iter().filter(|one| one.checked.is_none()) {
        if !case.over() {
            wait(
                Part::Head,
                "Say whether the record of the visit is right",
                StepKind::Confirm,
                one.at.day(),
                working_days_after(one.at.day(), clock.check),
            );
        }
    }
    found.retain(|one| clock.asks(one.step));
    found.sort_by_key(|one| (one.due, one.whose, one.step));
    found
}
