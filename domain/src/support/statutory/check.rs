//! Whether a step can be taken: the law as guards.

use serde::{Deserialize, Serialize};

use super::action::{Action, Eye, Given, Stage};
use super::power::{Power, Route};
use super::step::{Notice, Step, StepKind};
use crate::calendar::Date;
use crate::support::LONGEST;

/// Why a step cannot be taken, and where that is written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    #[error("that is not yours to do")]
    NotYours,
    /// The law, or the stage it is at, does not allow it now.
    #[error("{reason} ({law})")]
    Barred { reason: String, law: String },
    #[error("{reason}")]
    Written { field: String, reason: String },
}

fn barred(reason: &str, law: &str) -> Refusal {
    Refusal::Barred {
        reason: reason.to_owned(),
        law: law.to_owned(),
    }
}

fn written(field: &str, reason: &str) -> Refusal {
    Refusal::Written {
        field: field.to_owned(),
        reason: reason.to_owned(),
    }
}

impl StepKind {
    /// Whether somebody with this eye takes such steps. What the governing body thinks it says itself; the authority
    /// writes down what came by letter.
    pub fn taken_by(self, eye: Eye) -> bool {
        match eye {
            Eye::Officer => true,
            Eye::Governor => self == Self::Represent,
            Eye::Head => false,
        }
    }
}

const MAINTAINED: &str = "Education and Inspections Act 2006, section 59: maintained schools only";
const STAGE: &str = "the stage it is at";

impl Action {
    /// The kinds of steps that can be taken now.
    pub fn offers(&self, eye: Eye) -> Vec<StepKind> {
        let may = |kind: &StepKind| kind.taken_by(eye) && self.bars(*kind).is_none();
        StepKind::ALL.into_iter().filter(may).collect()
    }

    /// Whether this step can be taken on this day.
    ///
    /// # Errors
    /// Where not: whose it is, what bars it, or what is written wrong.
    pub fn check(&self, step: &Step, eye: Eye, today: Date) -> Result<(), Refusal> {
        let kind = step.kind();
        if !kind.taken_by(eye) {
            return Err(Refusal::NotYours);
        }
        if let Some(refusal) = self.bars(kind) {
            return Err(refusal);
        }
        let said = |field: &str, words: &str| {
            if words.trim().is_empty() {
                return Err(written(field, "say it in words: it is a record"));
            }
            if words.chars().count() > LONGEST {
                return Err(written(field, "write at most 2,000 characters"));
            }
            Ok(())
        };
        let past = |field: &str, on: Date| {
            if on > today {
                return Err(written(field, "that day is still to come"));
            }
            Ok(())
        };
        let coming = |field: &str, on: Date| {
            if on <= today {
                return Err(written(field, "choose a day that is to come"));
            }
            Ok(())
        };
        match step {
            Step::Begin { why } => said("why", why),
            Step::Early { what, by } => said("what", what).and_then(|()| coming("by", *by)),
            Step::PreWarn { concerns, plan_by } => {
                said("concerns", concerns).and_then(|()| coming("plan_by", *plan_by))
            }
            Step::Warn { notice } => whole(notice, today),
            Step::Represent { words, received } => {
                past("received", *received)?;
                said("words", words)
            }
            Step::Answer { words, .. } | Step::Close { words } => said("words", words),
            Step::Outcome { complied, words } => {
                // Complied with is so on any day; not, only once the time given has passed.
                let until = self.notices.last().map(|one| one.notice.comply_by);
                if !complied && until.is_some_and(|until| today <= until) {
                    return Err(barred(
                        "the compliance period has not ended",
                        "section 60(1)(b)",
                    ));
                }
                said("words", words)
            }
            Step::Found { on, words, .. }
            | Step::Order { on, words }
            | Step::Consent { on, words } => {
                past("on", *on)?;
                said("words", words)
            }
            Step::Propose { powers, words } => {
                if powers.is_empty() {
                    return Err(written("powers", "choose at least one power"));
                }
                said("words", words)
            }
            Step::Consult { whom, words, power } => {
                if !power.consults() {
                    return Err(written("power", "this power needs no consultation"));
                }
                said("whom", whom)?;
                said("words", words)
            }
            Step::Use { power, from, words } => {
                self.may_use(*power, *from)?;
                said("words", words)
            }
            Step::End { power, on, words } => {
                let open = self
                    .used
                    .iter()
                    .find(|one| one.power == *power && one.to.is_none());
                match open {
                    None => Err(written("power", "that power is not in use")),
                    Some(one) if *on < one.from => Err(written("on", "it ends after it began")),
                    Some(_) => said("words", words),
                }
            }
            Step::Lead { words, .. } => said("words", words),
            Step::Inform { whom, words } => {
                said("whom", whom)?;
                said("words", words)
            }
        }
    }

    /// What bars such a step, whatever is in it.
    fn bars(&self, kind: StepKind) -> Option<Refusal> {
        let maintained = self.route == Route::Maintained;
        let open = self.notices.last().filter(|one| one.open());
        let says = |yes: bool, reason: &str, law: &str| (!yes).then(|| barred(reason, law));
        if kind == StepKind::Begin {
            return says(!self.under_way(), "action is under way already", STAGE);
        }
        if !self.under_way() {
            return Some(barred("concerns are set out first", STAGE));
        }
        let powers_of_the_act = matches!(
            kind,
            StepKind::Warn
                | StepKind::Represent
                | StepKind::Answer
                | StepKind::Outcome
                | StepKind::Propose
                | StepKind::Consult
                | StepKind::Consent
                | StepKind::Use
                | StepKind::End
        );
        if powers_of_the_act && !maintained {
            return Some(barred(
                "an authority has no such power over an academy: tell the trust and the regions group",
                MAINTAINED,
            ));
        }
        match kind {
            StepKind::Warn => says(open.is_none(), "a notice is in force already", "section 60"),
            StepKind::Represent => says(
                open.is_some_and(|one| one.represented.is_none()),
                "there is no notice to speak to",
                STAGE,
            ),
            StepKind::Answer => says(
                open.is_some_and(|one| one.represented.is_some() && one.answered.is_none()),
                "the governing body has said nothing that is to be answered",
                STAGE,
            ),
            StepKind::Outcome => says(open.is_some(), "no notice is in force", "section 60(1)(c)"),
            StepKind::Propose | StepKind::Consult => says(
                self.eligible(),
                "the school is not eligible for intervention",
                "sections 60 to 62",
            ),
            StepKind::Consent => says(
                self.proposed.contains(&Power::Board),
                "an interim executive board is proposed first",
                "section 65",
            ),
            StepKind::Use => says(
                self.eligible() && !self.proposed.is_empty(),
                "powers are proposed in writing first",
                "section 60(1)(d)",
            ),
            StepKind::End => says(
                self.used.iter().any(|one| one.to.is_none()),
                "no power is in use",
                STAGE,
            ),
            StepKind::PreWarn => says(
                self.stage == Stage::Early,
                "a pre-warning comes before a notice",
                STAGE,
            ),
            StepKind::Close => says(
                open.is_none() && self.used.iter().all(|one| one.to.is_some()),
                "a notice is in force, or a power in use",
                STAGE,
            ),
            _ => None,
        }
    }

    fn may_use(&self, power: Power, from: Date) -> Result<(), Refusal> {
        if !self.proposed.contains(&power) {
            return Err(barred(
                "the governing body has had no notice in writing of this power",
                "section 60(1)(d)",
            ));
        }
        let in_use = |other: Power| {
            self.used
                .iter()
                .any(|one| one.power == other && one.to.is_none())
        };
        if in_use(power) {
            return Err(written("power", "that power is in use"));
        }
        // Of an inspection's finding the two months are not counted.
        let late = |given: &Given| from > given.powers_until();
        if power.within_two_months() && self.found.is_none() && self.failed().is_some_and(late) {
            return Err(barred(
                "two months have passed since the compliance period ended",
                power.law(),
            ));
        }
        if power.consults() && !self.consulted.iter().any(|(of, _)| *of == power) {
            return Err(barred("the governing body is consulted first", power.law()));
        }
        if power == Power::Board && self.consent.is_none() {
            return Err(barred(
                "the Secretary of State consents first",
                "section 65",
            ));
        }
        if power == Power::Governors && in_use(Power::Board) {
            return Err(barred(
                "no governors are added while an interim executive board governs",
                "Schedule 6, paragraph 14",
            ));
        }
        Ok(())
    }
}

/// Everything section 60(4) asks for.
fn whole(notice: &Notice, today: Date) -> Result<(), Refusal> {
    for (field, empty, reason) in [
        (
            "grounds",
            notice.grounds.is_empty(),
            "choose at least one ground",
        ),
        (
            "matters",
            notice.matters.trim().is_empty(),
            "say what the conclusion rests on",
        ),
        (
            "required",
            notice.required.trim().is_empty(),
            "say what the governing body must do",
        ),
        (
            "minded",
            notice.minded.is_empty(),
            "say what the authority is minded to do if not",
        ),
        (
            "copies",
            notice.copies.is_empty(),
            "name who has a copy: the head, and the Secretary of State",
        ),
        (
            "comply_by",
            notice.comply_by <= today,
            "give a compliance period",
        ),
        (
            "represent_by",
            notice.represent_by > notice.comply_by,
            "the governing body speaks before the period ends",
        ),
    ] {
        if empty {
            return Err(written(field, reason));
        }
    }
    let long = notice
        .matters
        .chars()
        .count()
        .max(notice.required.chars().count());
    if long > LONGEST {
        return Err(written("matters", "write at most 2,000 characters"));
    }
    Ok(())
}
