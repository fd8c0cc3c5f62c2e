//! Whether a step can be taken: by this part, from this stage, with what is in it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::agreement::signs_for;
use super::case::Case;
use super::part::Part;
use super::plan::{MOST_OBJECTIVES, Plan};
use super::request::{LONGEST, check_request};
use super::review::Outcome;
use super::stage::{Stage, StageKind};
use super::step::{Step, StepKind};
use crate::brokerage::MOST_HALF_DAYS;
use crate::calendar::Date;
use crate::schools::Key;

/// Why a step cannot be taken, for the person who wanted to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepRefusal {
    /// Asked of the wrong person.
    #[error("that is not for {} to do", .0.words())]
    NotYours(Part),
    #[error("the case has moved on: it is “{}” now", .0.words())]
    MovedOn(StageKind),
    #[error("you have said yes already")]
    AnsweredAlready,
    #[error("you have signed this version already")]
    SignedAlready,
    #[error("there is no agreement to sign yet")]
    NoAgreement,
    #[error("your signature is not asked for")]
    SignatureNotAsked,
    #[error("there is no plan yet")]
    NoPlan,
    #[error("the plan is accepted already")]
    PlanAccepted,
    #[error("there is no such record")]
    NoSuchVisit,
    #[error("this visit is recorded already")]
    VisitRecorded,
    #[error("there is no case study to agree to yet")]
    NoStudy,
    #[error("the head has not said yes to this leader")]
    NoConsent,
    /// What is written is wrong, and where.
    #[error("{reason}")]
    Written { field: String, reason: String },
}

impl StepRefusal {
    /// The field it is about, where it is about one.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Written { field, .. } => Some(field),
            _ => None,
        }
    }
}

fn written(field: &str, reason: impl Into<String>) -> StepRefusal {
    StepRefusal::Written {
        field: field.to_owned(),
        reason: reason.into(),
    }
}

fn said(field: &str, text: &str, missing: &str) -> Result<(), StepRefusal> {
    if text.trim().is_empty() {
        return Err(written(field, missing));
    }
    short(field, text)
}

fn short(field: &str, text: &str) -> Result<(), StepRefusal> {
    if text.chars().count() > LONGEST {
        return Err(written(field, "write at most 2,000 characters"));
    }
    Ok(())
}

impl Case {
    /// Whether this part may take this step now. `part` is none where a rule of the program does it.
    ///
    /// # Errors
    /// What stands in the way, for the person who wanted to.
    pub fn check(&self, step: &Step, part: Option<Part>, today: Date) -> Result<(), StepRefusal> {
        let kind = step.kind();
        if let Some(part) = part
            && !kind.by().contains(&part)
        {
            return Err(StepRefusal::NotYours(part));
        }
        let here = self.stage.kind();
        if !kind.from().contains(&here) {
            return Err(StepRefusal::MovedOn(here));
        }
        self.holds(step, part)?;
        self.reads(step, today)
    }

    /// What hangs on the state of the case beside its stage.
    fn holds(&self, step: &Step, part: Option<Part>) -> Result<(), StepRefusal> {
        match (step, &self.stage) {
            (Step::Agree | Step::Decline { .. }, Stage::Asked { answers }) => {
                let answer = part.and_then(|part| answers.of(part));
                let settled = answer.is_some_and(super::answers::Answer::settled);
                match step {
                    Step::Agree if settled => Err(StepRefusal::AnsweredAlready),
                    _ => Ok(()),
                }
            }
            (Step::Sign, _) => {
                let agreement = self.agreement.as_ref().ok_or(StepRefusal::NoAgreement)?;
                let part = part.map(signs_for).ok_or(StepRefusal::SignatureNotAsked)?;
                if !agreement.signers(self.has_home()).contains(&part) {
                    return Err(StepRefusal::SignatureNotAsked);
                }
                if agreement.unsigned(self.has_home()).contains(&part) {
                    Ok(())
                } else {
                    Err(StepRefusal::SignedAlready)
                }
            }
            (Step::AcceptPlan, _) if self.plan.is_none() => Err(StepRefusal::NoPlan),
            (Step::AcceptPlan, _) if self.plan_accepted => Err(StepRefusal::PlanAccepted),
            (Step::Visit { visit }, _) => {
                let recorded = self.visits.iter().any(|one| one.visit.id == visit.id);
                if recorded {
                    Err(StepRefusal::VisitRecorded)
                } else {
                    Ok(())
                }
            }
            (Step::Confirm { visit, .. }, _) => {
                let found = self.visits.iter().any(|one| one.visit.id == *visit);
                if found {
                    Ok(())
                } else {
                    Err(StepRefusal::NoSuchVisit)
                }
            }
            (Step::Publish, _) if self.study.is_none() => Err(StepRefusal::NoStudy),
            _ => Ok(()),
        }
    }

    /// What is written in it.
    fn reads(&self, step: &Step, today: Date) -> Result<(), StepRefusal> {
        match step {
            Step::Return { question } => said("question", question, "say what you need to know"),
            Step::Resubmit { request } => check_request(request).map_err(|faults| {
                let first = &faults[0];
                written(first.field(), first.to_string())
            }),
            Step::Signpost { offer, .. } => {
                said("offer", offer, "say which offer fits, and how to reach it")
            }
            Step::Scope { scope, .. } => {
                said(
                    "talked",
                    &scope.talked,
                    "say what you talked about with the head",
                )?;
                said(
                    "measures",
                    &scope.measures,
                    "say how one will know that it helped",
                )?;
                if scope.half_days.0 == 0 || scope.half_days > MOST_HALF_DAYS {
                    return Err(written("half_days", "agree on half a day to 100 days"));
                }
                if scope.to < scope.from {
                    return Err(written("to", "the last day is before the first"));
                }
                if let Some(pays) = &scope.pays {
                    pays.check().map_err(|reason| written("pays", reason))?;
                }
                short("funding", &scope.funding)
            }
            Step::Escalate { why, .. }
            | Step::Commission { why }
            | Step::Refuse { why }
            | Step::Decline { why }
            | Step::Withdraw { why }
            | Step::EndEarly { why }
            | Step::Resume { why } => said("why", why, "say why"),
            Step::Draft { terms } => {
                said(
                    "measures",
                    &terms.measures,
                    "say how one will know that it helped",
                )?;
                said("roles", &terms.roles, "say what each side does")?;
                said("payer", &terms.payer, "say who pays")?;
                if terms.half_days.0 == 0 || terms.half_days > MOST_HALF_DAYS {
                    return Err(written("half_days", "agree on half a day to 100 days"));
                }
                if terms.to < terms.from {
                    return Err(written("to", "the last day is before the first"));
                }
                Ok(())
            }
            Step::SetPlan { plan } => {
                let own = plan.file.is_some() || !plan.own.trim().is_empty();
                if plan.objectives.is_empty() && !own {
                    return Err(written(
                        "objectives",
                        "write at least one objective, or send the school’s own plan or say where it is",
                    ));
                }
                said("head", &plan.head, "name who leads the school")?;
                said("chair", &plan.chair, "name who chairs its governors")?;
                if let Some(office) = plan.unsaid(&self.process.plan_says) {
                    return Err(written(Plan::field(office), Plan::asks(office)));
                }
                if plan.objectives.len() > MOST_OBJECTIVES {
                    return Err(written(
                        "objectives",
                        "at most eight objectives: fewer are more",
                    ));
                }
                for one in &plan.objectives {
                    said("objectives", &one.text, "say what each objective is")?;
                    said(
                        "success",
                        &one.success,
                        "say what one would see when it is reached",
                    )?;
                }
                short("strengths", &plan.strengths)
            }
            Step::Visit { visit } => {
                if visit.on > today {
                    return Err(written("on", "this day has not come yet"));
                }
                if visit.time.0 == 0 || visit.time.0 > 12 {
                    return Err(written(
                        "time",
                        "a record is for a quarter of a day to three days",
                    ));
                }
                if let Some(one) = visit
                    .touched
                    .iter()
                    .find(|one| !self.has_objective(one.objective))
                {
                    return Err(written(
                        "touched",
                        format!(
                            "there is no objective {} in the plan now",
                            one.objective + 1
                        ),
                    ));
                }
                said(
                    "done",
                    &visit.done,
                    "say in a line what was done and what changed",
                )?;
                let next = visit.next.as_ref();
                next.map_or(Ok(()), |next| short("next", &next.text))
            }
            Step::Confirm {
                accurate, comment, ..
            } => {
                if *accurate {
                    short("comment", comment)
                } else {
                    said("comment", comment, "say what is not right")
                }
            }
            Step::Review { review } => {
                said("chair", &review.chair, "say who of the school chaired it")?;
                said(
                    "impact",
                    &review.impact,
                    "say what is different for pupils, or that nothing is",
                )?;
                said("reason", &review.reason, "say why, and what happens now")?;
                if review.outcome != Outcome::Stop && review.evidence.is_empty() {
                    return Err(written("evidence", "say what the judgement rests on"));
                }
                if review.on > today {
                    return Err(written("on", "this day has not come yet"));
                }
                Ok(())
            }
            Step::End { exit } => said("exit", exit, "say how what was reached is kept up"),
            Step::Report { report } => {
                said("progress", &report.progress, "say what was done")?;
                said("impact", &report.impact, "say what is different for pupils")?;
                if report.evidence.is_empty() {
                    return Err(written("evidence", "say what it rests on"));
                }
                Ok(())
            }
            Step::Evaluate { evaluation } => {
                for (field, score) in [
                    ("impact", evaluation.impact),
                    ("leader", evaluation.leader),
                    ("value", evaluation.value),
                ] {
                    if !(1..=4).contains(&score) {
                        return Err(written(field, "choose 1 to 4"));
                    }
                }
                said("words", &evaluation.words, "say in a line why")
            }
            Step::Assure {
                passed: false,
                note,
            } => said("note", note, "say what is missing"),
            Step::Assure { note, .. } => short("note", note),
            Step::Impact { impact } => {
                said("measure", &impact.measure, "say what was looked at")?;
                said("before", &impact.before, "say what it was before")?;
                said("after", &impact.after, "say what it is now")?;
                said(
                    "words",
                    &impact.words,
                    "say what one may conclude, and what not",
                )
            }
            Step::Study {
                title, text, quote, ..
            } => {
                said("title", title, "give it a title")?;
                said("text", text, "say what was done and what came of it")?;
                short("quote", quote)
            }
            Step::Concern { text } | Step::Talk { text } => {
                said("text", text, "write it down first")
            }
            Step::Oversee { overseer } => {
                said(
                    "body",
                    &overseer.body,
                    "say which trust, school or hub oversees it",
                )?;
                said("person", &overseer.person, "name who answers there")?;
                let keys = overseer.duties.iter().map(|one| one.key);
                let once: BTreeSet<Key> = keys.collect();
                if once.is_empty() || once.len() != overseer.duties.len() {
                    return Err(written("duties", "choose what it does, each once"));
                }
                Ok(())
            }
            Step::Fund { pays } => pays.check().map_err(|reason| written("pays", reason)),
            Step::Submit { .. }
            | Step::FromNeed { .. }
            | Step::Take
            | Step::Propose { .. }
            | Step::Agree
            | Step::Sign
            | Step::AcceptPlan
            | Step::Publish => Ok(()),
        }
    }

    /// Everything this part can do now.
    pub fn offers(&self, part: Part) -> Vec<StepKind> {
        super::step::steps(self.stage.kind(), part)
            .filter(|kind| match kind {
                StepKind::Agree | StepKind::Decline => match &self.stage {
                    Stage::Asked { answers } => {
                        answers.of(part).is_some_and(|answer| !answer.settled())
                    }
                    _ => false,
                },
                StepKind::Sign => self
                    .agreement
                    .as_ref()
                    .is_some_and(|one| one.unsigned(self.has_home()).contains(&signs_for(part))),
                StepKind::AcceptPlan => self.plan.is_some() && !self.plan_accepted,
                StepKind::Confirm => self.visits.iter().any(|one| one.checked.is_none()),
                StepKind::Publish => self.study.as_ref().is_some_and(|study| match part {
                    Part::Head => study.head.is_none(),
                    _ => study.home.is_none(),
                }),
                StepKind::Study => self.study.is_none(),
                StepKind::End => self.used().0 > 0,
                _ => true,
            })
            .collect()
    }
}
