//! Who oversees a piece of support: a trust, a teaching school or a hub that answers for its quality, and what it
//! has taken on to do.

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::step::StepKind;
use crate::schools::Key;

/// A duty of who oversees support, as the way of working has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    pub key: Key,
    pub words: String,
    /// The step that shows it was done; none: nothing on the record does.
    #[serde(default)]
    pub step: Option<StepKind>,
}

/// Who oversees a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overseer {
    /// The organisation: "Ashgrove Trust".
    pub body: String,
    /// Who answers there.
    pub person: String,
    /// What it does, as the way of working had it then.
    pub duties: Vec<Duty>,
}

impl Case {
    /// Whether the record shows that a duty was done; none: nothing on the record could.
    pub fn duty_done(&self, duty: &Duty) -> Option<bool> {
        let done = match duty.step? {
            StepKind::Sign => self
                .agreement
                .as_ref()
                .is_some_and(|one| one.unsigned(self.has_home()).is_empty()),
            StepKind::SetPlan | StepKind::AcceptPlan => self.plan_accepted,
            StepKind::Visit => !self.visits.is_empty(),
            StepKind::Confirm => {
                !self.visits.is_empty() && self.visits.iter().all(|one| one.checked.is_some())
            }
            StepKind::Review => !self.reviews.is_empty(),
            StepKind::Report => !self.reports.is_empty(),
            StepKind::Evaluate => self.evaluation.is_some(),
            StepKind::Assure => self.assurance.iter().any(|one| one.passed),
            StepKind::Impact => self.impact.is_some(),
            _ => return None,
        };
        Some(done)
    }
}
