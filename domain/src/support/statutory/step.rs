//! The steps of early and statutory action.

use serde::{Deserialize, Serialize};

use super::power::{Found, Ground, Power};
use crate::calendar::Date;

/// A warning notice: section 60(4) says what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    pub grounds: Vec<Ground>,
    /// The matters the conclusion rests on.
    pub matters: String,
    /// What the governing body must do.
    pub required: String,
    /// The last day to do it.
    pub comply_by: Date,
    /// What the authority is minded to do if not.
    pub minded: Vec<Power>,
    /// Who has a copy: the head, the diocese or whoever appoints the foundation governors, the Secretary of State.
    pub copies: Vec<String>,
    /// Until when the governing body may say what it thinks. Not in the Act since 2016; the authority's own practice.
    pub represent_by: Date,
}

/// What leaders or governors are changed by, beside the powers of the Act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leading {
    InterimHead,
    ExecutiveHead,
    GovernanceReview,
    GovernorAppointed,
}

impl Leading {
    pub const ALL: [Self; 4] = [
        Self::InterimHead,
        Self::ExecutiveHead,
        Self::GovernanceReview,
        Self::GovernorAppointed,
    ];

    pub fn words(self) -> &'static str {
        match self {
            Self::InterimHead => "Interim head",
            Self::ExecutiveHead => "Executive head",
            Self::GovernanceReview => "External review of governance",
            Self::GovernorAppointed => "Governor appointed",
        }
    }
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// Early action: concerns are set out.
    Begin {
        why: String,
    },
    /// Something agreed with the school early.
    Early {
        what: String,
        by: Date,
    },
    /// A pre-warning letter, or a letter to the trust: the plan is due on a day.
    PreWarn {
        concerns: String,
        plan_by: Date,
    },
    Warn {
        notice: Box<Notice>,
    },
    /// What the governing body says of the notice.
    Represent {
        words: String,
        received: Date,
    },
    /// The authority's answer: the notice stands, or is withdrawn.
    Answer {
        stands: bool,
        words: String,
    },
    Outcome {
        complied: bool,
        words: String,
    },
    /// An inspection made the school eligible.
    Found {
        found: Found,
        on: Date,
        words: String,
    },
    /// Reasonable notice in writing that powers are to be used: section 60(1)(d).
    Propose {
        powers: Vec<Power>,
        words: String,
    },
    Consult {
        power: Power,
        whom: String,
        words: String,
    },
    /// The Secretary of State consents to an interim executive board.
    Consent {
        on: Date,
        words: String,
    },
    Use {
        power: Power,
        from: Date,
        words: String,
    },
    End {
        power: Power,
        on: Date,
        words: String,
    },
    Lead {
        leading: Leading,
        from: Date,
        words: String,
    },
    /// The regions group, the trust, the diocese are told.
    Inform {
        whom: String,
        words: String,
    },
    /// The Secretary of State made an academy order.
    Order {
        on: Date,
        words: String,
    },
    Close {
        words: String,
    },
}

/// A step without what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    Begin,
    Early,
    PreWarn,
    Warn,
    Represent,
    Answer,
    Outcome,
    Found,
    Propose,
    Consult,
    Consent,
    Use,
    End,
    Lead,
    Inform,
    Order,
    Close,
}

impl StepKind {
    pub const ALL: [Self; 17] = [
        Self::Begin,
        Self::Early,
        Self::PreWarn,
        Self::Warn,
        Self::Represent,
        Self::Answer,
        Self::Outcome,
        Self::Found,
        Self::Propose,
        Self::Consult,
        Self::Consent,
        Self::Use,
        Self::End,
        Self::Lead,
        Self::Inform,
        Self::Order,
        Self::Close,
    ];

    /// On a button.
    pub fn words(self) -> &'static str {
        match self {
            Self::Begin => "Set out concerns",
            Self::Early => "Agree an early action",
            Self::PreWarn => "Send a pre-warning",
            Self::Warn => "Give a warning notice",
            Self::Represent => "Say what the governing body thinks",
            Self::Answer => "Answer the governing body",
            Self::Outcome => "Say whether it was complied with",
            Self::Found => "Record an inspection’s finding",
            Self::Propose => "Give notice that powers are proposed",
            Self::Consult => "Record a consultation",
            Self::Consent => "Record the Secretary of State’s consent",
            Self::Use => "Use a power",
            Self::End => "End the use of a power",
            Self::Lead => "Change leadership or governance",
            Self::Inform => "Tell somebody",
            Self::Order => "Record an academy order",
            Self::Close => "Close it",
        }
    }
}

impl Step {
    pub fn kind(&self) -> StepKind {
        match self {
            Self::Begin { .. } => StepKind::Begin,
            Self::Early { .. } => StepKind::Early,
            Self::PreWarn { .. } => StepKind::PreWarn,
            Self::Warn { .. } => StepKind::Warn,
            Self::Represent { .. } => StepKind::Represent,
            Self::Answer { .. } => StepKind::Answer,
            Self::Outcome { .. } => StepKind::Outcome,
            Self::Found { .. } => StepKind::Found,
            Self::Propose { .. } => StepKind::Propose,
            Self::Consult { .. } => StepKind::Consult,
            Self::Consent { .. } => StepKind::Consent,
            Self::Use { .. } => StepKind::Use,
            Self::End { .. } => StepKind::End,
            Self::Lead { .. } => StepKind::Lead,
            Self::Inform { .. } => StepKind::Inform,
            Self::Order { .. } => StepKind::Order,
            Self::Close { .. } => StepKind::Close,
        }
    }

    /// In a line, for the history.
    pub fn words(&self) -> String {
        use crate::calendar::day_words;
        match self {
            Self::Begin { why } => format!("Concerns set out: {why}"),
            Self::Early { what, by } => format!("Agreed early, by {}: {what}", day_words(*by)),
            Self::PreWarn { concerns, plan_by } => {
                format!("Pre-warning, plan by {}: {concerns}", day_words(*plan_by))
            }
            Self::Warn { notice } => format!(
                "Warning notice, to be complied with by {}",
                day_words(notice.comply_by)
            ),
            Self::Represent { words, .. } => format!("The governing body: {words}"),
            Self::Answer {
                stands: true,
                words,
            } => format!("The notice stands: {words}"),
            Self::Answer {
                stands: false,
                words,
            } => format!("The notice is withdrawn: {words}"),
            Self::Outcome {
                complied: true,
                words,
            } => format!("Complied with: {words}"),
            Self::Outcome {
                complied: false,
                words,
            } => format!("Not complied with: {words}"),
            Self::Found { found, words, .. } => format!("{}. {words}", found.words()),
            Self::Propose { powers, words } => {
                let all: Vec<&str> = powers.iter().map(|one| one.law()).collect();
                format!(
                    "Notice in writing that powers are proposed ({}): {words}",
                    all.join(", ")
                )
            }
            Self::Consult { power, whom, words } => {
                format!("Consulted {whom} on {}: {words}", power.law())
            }
            Self::Consent { words, .. } => format!("The Secretary of State consents. {words}"),
            Self::Use { power, from, words } => {
                format!(
                    "{} from {} ({}): {words}",
                    power.words(),
                    day_words(*from),
                    power.law()
                )
            }
            Self::End { power, on, words } => {
                format!("{}: ended on {}. {words}", power.words(), day_words(*on))
            }
            Self::Lead {
                leading,
                from,
                words,
            } => {
                format!("{} from {}: {words}", leading.words(), day_words(*from))
            }
            Self::Inform { whom, words } => format!("Told {whom}: {words}"),
            Self::Order { on, words } => format!("Academy order of {}. {words}", day_words(*on)),
            Self::Close { words } => format!("Closed: {words}"),
        }
    }
}
