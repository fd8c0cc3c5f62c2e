//! One report of all the support a school had in a school year.

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::support::CombinedReport;

/// `GET /api/support/combined/{urn}`, with `?year=` the calendar year the school year begins in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CombinedPage {
    pub today: Date,
    pub school: String,
    pub report: CombinedReport,
    /// Other school years there is something of, the last first.
    pub years: Vec<i32>,
}
