//! What a case asks of people who are not at a screen: what is told by letter, and what a link may answer. A
//! question is good while the case asks the very same: another leader, another version or a record that was
//! answered is another question.

use serde::{Deserialize, Serialize};

use super::answers::Answer;
use super::case::Case;
use super::part::Part;
use super::report::ReportKind;
use super::stage::Stage;
use super::step::StepKind;
use crate::schools::{LeaderId, VisitId};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "asked", rename_all = "snake_case")]
pub enum AskedFor {
    /// Whether this leader may come.
    Consent { leader: LeaderId },
    /// A name under this version.
    Signature { version: u32 },
    /// Whether the record of this visit is right.
    Record { visit: VisitId },
    /// The final report.
    Report,
    /// The record of a visit, so many being recorded. Who has an account writes it when it suits them.
    Visit { recorded: u32 },
    /// A report half way.
    Interim,
}

/// A question, and whose it is to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Question {
    pub whose: Part,
    #[serde(flatten)]
    pub asked: AskedFor,
}

impl AskedFor {
    /// Asked at once, and not with the morning's letter: days of a leader are held for it.
    pub fn urgent(self) -> bool {
        matches!(self, Self::Consent { .. })
    }

    /// Asked only of who has no account: for them a link is the only way to write it.
    pub fn by_link_alone(self) -> bool {
        matches!(self, Self::Visit { .. } | Self::Interim)
    }

    /// What a link may do about it.
    pub fn steps(self) -> &'static [StepKind] {
        match self {
            Self::Consent { .. } => &[StepKind::Agree, StepKind::Decline],
            Self::Signature { .. } => &[StepKind::Sign],
            Self::Record { .. } => &[StepKind::Confirm],
            Self::Report | Self::Interim => &[StepKind::Report],
            Self::Visit { .. } => &[StepKind::Visit],
        }
    }

    /// In a letter: nothing of a school but its name, and nothing of anybody.
    pub fn words(self, school: &str) -> String {
        match self {
            Self::Consent { .. } => format!("Your answer about support at {school} is asked for"),
            Self::Signature { .. } => {
                format!("An agreement about support at {school} waits for your signature")
            }
            Self::Record { .. } => {
                format!("A record of a visit to {school} waits for your word")
            }
            Self::Report => format!("A report about support at {school} waits to be written"),
            Self::Visit { .. } => format!("Your next visit to {school} can be recorded"),
            Self::Interim => format!("Half way: a report about support at {school} can be written"),
        }
    }
}

/// Everything a case asks of people by letter.
pub fn questions(case: &Case) -> Vec<Question> {
    let mut found = Vec::new();
    let mut ask = |whose, asked| found.push(Question { whose, asked });
    match &case.stage {
        Stage::Asked { answers } => {
            if let Some(helper) = &case.helper {
                for whose in [Part::Head, Part::Leader, Part::HomeHead] {
                    if answers.of(whose) == Some(&Answer::Waits) {
                        let leader = helper.leader;
                        ask(whose, AskedFor::Consent { leader });
                    }
                }
            }
        }
        Stage::Matched => {
            if let Some(agreement) = &case.agreement {
                for whose in agreement.unsigned(case.has_home()) {
                    let version = agreement.version;
                    ask(whose, AskedFor::Signature { version });
                }
            }
        }
        Stage::Ending => ask(Part::Leader, AskedFor::Report),
        Stage::Agreed | Stage::Active | Stage::InReview => {
            let recorded = u32::try_from(case.visits.len()).unwrap_or(u32::MAX);
            ask(Part::Leader, AskedFor::Visit { recorded });
            let mut interim = case.reports.iter();
            let written = interim.any(|one| one.kind == ReportKind::Interim);
            if matches!(case.stage, Stage::InReview) && !written {
                ask(Part::Leader, AskedFor::Interim);
            }
        }
        _ => {}
    }
    if !case.over() {
        for one in case.visits.iter().filter(|one| one.checked.is_none()) {
            let visit = one.visit.id;
            ask(Part::Head, AskedFor::Record { visit });
        }
    }
    found
}
