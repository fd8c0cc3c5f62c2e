//! Letters that did not go out; the address of one's own dates.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::calendar::Moment;

/// Why a letter is not with whom it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterState {
    /// It failed, and is tried again by itself.
    TriedAgain,
    /// It failed for good.
    GivenUp,
    /// The server ended while it was being sent: whether it arrived nobody here knows.
    InDoubt,
}

impl LetterState {
    pub fn words(self) -> &'static str {
        match self {
            Self::TriedAgain => "is tried again",
            Self::GivenUp => "given up",
            Self::InDoubt => "may not have arrived",
        }
    }
}

/// One letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsentLetter {
    pub id: Uuid,
    pub to: String,
    pub email: String,
    pub at: Moment,
    pub attempts: u32,
    /// What the mail server said.
    pub why: String,
    pub state: LetterState,
}

/// `GET` and `POST /api/calendar`, `POST /api/calendar/forget`: the address of one's own dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarLink {
    /// When it was made; none: there is none.
    pub made: Option<Moment>,
    /// The address itself, told once, when it is made.
    pub path: Option<String>,
}

/// `GET /api/mail`, and the answer of `POST /api/mail/{id}/again`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailPage {
    pub unsent: Vec<UnsentLetter>,
    /// "by SMTP", "as files"; none: this server sends none.
    pub how: Option<String>,
}
