//! How a place brokers, as data: until when each may wait, what the stages are called, which steps nobody is asked
//! for, and the evidence that way of doing it rests on. What follows what is the state machine's; a case keeps the
//! process it began under.

use serde::{Deserialize, Serialize};

use super::stage::StageKind;
use super::step::StepKind;
use crate::brokerage::HalfDays;
use crate::schools::Office;

/// The process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Process {
    /// What it rests on, for who asks.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// Working days a broker has to answer a request.
    pub triage: u32,
    /// Until a question is asked again.
    pub returned: u32,
    pub scoping: u32,
    pub propose: u32,
    pub commission: u32,
    pub consent: u32,
    pub draft: u32,
    pub sign: u32,
    /// Days, not working days, until a leader has made first contact.
    pub contact: u16,
    pub record: u32,
    pub check: u32,
    pub review: u32,
    /// Weeks before somebody asks about a pause, and before one looks for what came of it: a term.
    pub term: u32,
    pub report: u32,
    pub evaluate: u32,
    pub assure: u32,
    /// Support of no more than this needs no agreement and no plan.
    pub one_off: HalfDays,
    /// Steps that can be taken and nobody is waited for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_asked: Vec<StepKind>,
    /// Whose part in the improvement a plan has to say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plan_says: Vec<Office>,
    /// Stages that are called otherwise here.
    #[serde(rename = "stage", skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<StageWords>,
}

/// What a stage is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageWords {
    pub key: StageKind,
    pub words: String,
}

impl Default for Process {
    fn default() -> Self {
        Self {
            evidence: String::new(),
            triage: 2,
            returned: 10,
            scoping: 10,
            propose: 2,
            commission: 10,
            consent: 5,
            draft: 5,
            sign: 5,
            contact: 7,
            record: 5,
            check: 10,
            review: 10,
            term: 13,
            report: 15,
            evaluate: 10,
            assure: 10,
            one_off: HalfDays::days(1),
            not_asked: Vec::new(),
            plan_says: Vec::new(),
            stages: Vec::new(),
        }
    }
}

/// What may be left to who wants to: nothing that comes after hangs on it.
const OPTIONAL: [StepKind; 3] = [StepKind::Confirm, StepKind::Review, StepKind::Impact];
/// The longest anybody may be given, working days.
const MOST: u32 = 60;
/// The longest word of a stage.
const LONGEST: usize = 40;

impl Process {
    /// What is wrong with it, in words for who wrote it.
    pub(super) fn check(&self) -> Result<(), String> {
        let clocks = self.clocks();
        if let Some((name, _)) = clocks.iter().find(|(_, days)| !(1..=MOST).contains(days)) {
            return Err(format!("“{name}” is 1 to {MOST} working days"));
        }
        if !(1..=60).contains(&self.contact) || !(1..=52).contains(&self.term) {
            return Err("“contact” is 1 to 60 days, and “term” 1 to 52 weeks".to_owned());
        }
        if self.one_off > HalfDays::days(3) {
            return Err("support of more than three days needs an agreement".to_owned());
        }
        if self.not_asked.iter().any(|step| !OPTIONAL.contains(step)) {
            return Err("only confirm, review and impact can be left unasked".to_owned());
        }
        for (at, one) in self.stages.iter().enumerate() {
            let words = one.words.trim();
            if words.is_empty() || words.chars().count() > LONGEST {
                return Err(format!("a stage has a name of 1 to {LONGEST} letters"));
            }
            if self.stages[..at].iter().any(|before| before.key == one.key) {
                return Err("a stage is named twice".to_owned());
            }
        }
        Ok(())
    }

    /// Each clock and its working days.
    pub fn clocks(&self) -> [(&'static str, u32); 14] {
        [
            ("triage", self.triage),
            ("returned", self.returned),
            ("scoping", self.scoping),
            ("propose", self.propose),
            ("commission", self.commission),
            ("consent", self.consent),
            ("draft", self.draft),
            ("sign", self.sign),
            ("record", self.record),
            ("check", self.check),
            ("review", self.review),
            ("report", self.report),
            ("evaluate", self.evaluate),
            ("assure", self.assure),
        ]
    }

    /// A stage as it is called here.
    pub fn stage(&self, kind: StageKind) -> &str {
        let own = self.stages.iter().find(|one| one.key == kind);
        own.map_or(kind.words(), |one| one.words.as_str())
    }

    /// Whether somebody is waited for to take this step.
    pub fn asks(&self, step: StepKind) -> bool {
        !self.not_asked.contains(&step)
    }
}
