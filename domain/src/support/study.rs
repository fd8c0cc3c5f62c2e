//! A case study: told to others only when both schools have said yes.

use serde::{Deserialize, Serialize};

use crate::calendar::Moment;
use crate::schools::By;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Study {
    pub title: String,
    pub text: String,
    #[serde(default)]
    pub quote: String,
    /// The school helped says yes.
    #[serde(default)]
    pub head: Option<(By, Moment)>,
    /// The school that lent its leader says yes.
    #[serde(default)]
    pub home: Option<(By, Moment)>,
}
