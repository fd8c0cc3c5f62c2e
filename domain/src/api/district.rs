//! Views of many schools at once: the district, one partnership.

use serde::{Deserialize, Serialize};

use crate::calendar::Moment;
use crate::meetings::Watched;
use crate::risk::Given;
use crate::schools::Urn;

/// `GET /api/district`: every school whose category this person sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistrictPage {
    /// By name.
    pub schools: Vec<DistrictSchool>,
    /// Support that went from school to school since September.
    pub support: Vec<Given>,
    pub at: Moment,
}

/// One school of the district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistrictSchool {
    pub urn: Urn,
    pub name: String,
    /// "Results fell 9 points": one short phrase.
    pub main_reason: String,
    pub watched: Watched,
}
