//! The strategic board's report.

use serde::{Deserialize, Serialize};

use crate::support::Strategic;

/// `GET /api/strategic`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrategicPage {
    /// The year the school year begins in.
    pub year: i32,
    pub this_year: i32,
    /// Of the whole authority; else of the partnerships somebody leads.
    pub whole: bool,
    pub report: Strategic,
}
