//! What waits for somebody.

use serde::{Deserialize, Serialize};

use super::MeetingRow;
use crate::calendar::Date;
use crate::risk::Band;
use crate::schools::{Key, Urn};

/// `GET /api/today`: what waits for this person, most pressing first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Today {
    pub tasks: Vec<Task>,
    pub meetings: Vec<MeetingRow>,
    /// What support waits for from others, for those who keep it going; what is due first, first.
    #[serde(default)]
    pub others: Vec<Awaited>,
}

/// Something somebody else is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Awaited {
    pub what: String,
    /// "the head", "the leader".
    pub whose: String,
    pub school: String,
    pub href: String,
    pub due: Date,
    /// Working days it is late; 0: it is not.
    pub late: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    #[serde(default)]
    pub due: Option<Date>,
    /// "Review overdue", "Needs a match".
    pub what: String,
    pub school: String,
    /// None: a school of no register here.
    #[serde(default)]
    pub urn: Option<Urn>,
    /// The rest of the sentence.
    pub why: String,
    /// Where to do it: a page of the app.
    pub href: String,
    pub act: String,
    /// Shown only where the person may see the category.
    #[serde(default)]
    pub band: Option<Band>,
    #[serde(default)]
    pub area: Option<Key>,
}
