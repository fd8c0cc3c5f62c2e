//! Reports a funder asks for. While one is overdue nothing of its pot is put aside or released.

use serde::{Deserialize, Serialize};

use crate::calendar::Date;

/// A report that is to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportDue {
    pub due: Date,
    /// "Interim report", "Final report".
    pub what: String,
    /// The day the funder accepted it.
    #[serde(default)]
    pub accepted: Option<Date>,
}

impl ReportDue {
    pub fn overdue(&self, today: Date) -> bool {
        self.accepted.is_none() && self.due < today
    }
}
