//! What is to be seen to before a match starts, and stops nothing.

use serde::{Deserialize, Serialize};

use super::refusal::Refusal;
use super::ties::Path;
use super::waiver::Waiver;
use crate::calendar::{Date, day_words};

/// Something to see to, that stops nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Caution {
    /// The home head asks to be asked each time.
    AskRelease,
    /// Their own school causes concern; the designation is reviewed by this day (rule H9).
    OwnSchoolReview {
        by: Date,
    },
    DeclarationEnds {
        on: Date,
    },
    ChecksEnd {
        on: Date,
    },
    DesignationReview {
        on: Date,
    },
    /// A tie to be looked at.
    Tied {
        path: Path,
    },
    /// A rule was set aside.
    Waived {
        refusal: Box<Refusal>,
        waiver: Waiver,
    },
}

impl Caution {
    /// One sentence.
    pub fn words(&self) -> String {
        match self {
            Self::AskRelease => "Their head wants to be asked.".to_owned(),
            Self::OwnSchoolReview { by } => format!(
                "Their own school causes concern: designation reviewed by {}.",
                day_words(*by)
            ),
            Self::DeclarationEnds { on } => format!(
                "Conflict declaration ends {}, before the work does.",
                day_words(*on)
            ),
            Self::ChecksEnd { on } => format!(
                "Safeguarding checks end {}, before the work does.",
                day_words(*on)
            ),
            Self::DesignationReview { on } => {
                format!("Designation is due for review {}.", day_words(*on))
            }
            Self::Tied { path } => path.words(),
            Self::Waived { refusal, waiver } => {
                format!("{} {}", refusal.words(), waiver.words())
            }
        }
    }
}
