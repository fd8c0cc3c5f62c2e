//! Where a case stands.

use serde::{Deserialize, Serialize};

use super::answers::Answers;
use crate::schools::OfferId;

/// Who is asked when those before could not help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// Another alliance or hub.
    Alliance,
    /// A programme for an area: what the Opportunity Areas were.
    Programme,
    /// The authority commissions.
    Authority,
}

impl Body {
    pub const ALL: [Self; 3] = [Self::Alliance, Self::Programme, Self::Authority];

    pub fn words(self) -> &'static str {
        match self {
            Self::Alliance => "another alliance",
            Self::Programme => "the area programme",
            Self::Authority => "the authority",
        }
    }
}

/// Where a case stands, with what is only true there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// Sent; nobody has looked at it.
    Submitted,
    /// Sent back with a question.
    Returned {
        question: String,
    },
    /// A broker has taken it and talks to the head.
    Scoping,
    /// A need on the board: a leader is looked for.
    Scoped,
    /// Nobody to be had here: somebody else is asked.
    Escalated {
        to: Body,
    },
    /// A leader is held for it; the three are asked.
    Asked {
        answers: Answers,
    },
    /// All said yes; the agreement is being signed.
    Matched,
    /// Signed. First contact, and a plan.
    Agreed,
    Active,
    /// Half way: visits go on, and the school holds its review.
    InReview,
    Paused,
    /// Over but for the final report.
    Ending,
    Reported,
    Evaluated,
    /// Done; what came of it is not known yet.
    Closed,
    ImpactKnown,
    /// Told to others, with both schools' consent.
    Published,
    /// An offer elsewhere fits.
    Signposted {
        offer: String,
        /// Which of the offers that stand here.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<OfferId>,
    },
    Withdrawn {
        why: String,
    },
    /// Nobody could help.
    Unmet {
        why: String,
    },
}

/// A stage without what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageKind {
    Submitted,
    Returned,
    Scoping,
    Scoped,
    Escalated,
    Asked,
    Matched,
    Agreed,
    Active,
    InReview,
    Paused,
    Ending,
    Reported,
    Evaluated,
    Closed,
    ImpactKnown,
    Published,
    Signposted,
    Withdrawn,
    Unmet,
}

impl StageKind {
    pub const ALL: [Self; 20] = [
        Self::Submitted,
        Self::Returned,
        Self::Scoping,
        Self::Scoped,
        Self::Escalated,
        Self::Asked,
        Self::Matched,
        Self::Agreed,
        Self::Active,
        Self::InReview,
        Self::Paused,
        Self::Ending,
        Self::Reported,
        Self::Evaluated,
        Self::Closed,
        Self::ImpactKnown,
        Self::Published,
        Self::Signposted,
        Self::Withdrawn,
        Self::Unmet,
    ];

    /// "Being scoped".
    pub fn words(self) -> &'static str {
        match self {
            Self::Submitted => "Asked for",
            Self::Returned => "Sent back with a question",
            Self::Scoping => "Being scoped",
            Self::Scoped => "Looking for somebody",
            Self::Escalated => "Passed on",
            Self::Asked => "Waiting for consent",
            Self::Matched => "Agreement being signed",
            Self::Agreed => "Agreed",
            Self::Active => "Under way",
            Self::InReview => "Under way, review due",
            Self::Paused => "Paused",
            Self::Ending => "Final report due",
            Self::Reported => "Reported",
            Self::Evaluated => "Report being checked",
            Self::Closed => "Closed, impact not known yet",
            Self::ImpactKnown => "Closed, impact known",
            Self::Published => "Case study",
            Self::Signposted => "Shown another offer",
            Self::Withdrawn => "Withdrawn",
            Self::Unmet => "Could not be met",
        }
    }

    /// It ended before anything was given.
    pub fn came_to_nothing(self) -> bool {
        matches!(self, Self::Signposted | Self::Withdrawn | Self::Unmet)
    }

    /// Nothing is due of anybody here any more.
    pub fn over(self) -> bool {
        matches!(
            self,
            Self::ImpactKnown | Self::Published | Self::Signposted | Self::Withdrawn | Self::Unmet
        )
    }

    /// Of two cases of a school, where the one stands in which help is given or held; of those the one that came further.
    #[must_use]
    pub fn further(self, other: Self) -> Self {
        if (other.open(), other) > (self.open(), self) {
            other
        } else {
            self
        }
    }

    /// Days are being given, or will be: what a gatekeeper must see.
    pub fn open(self) -> bool {
        self >= Self::Asked && self <= Self::Ending
    }

    /// Visits can be recorded.
    pub fn visited(self) -> bool {
        matches!(self, Self::Agreed | Self::Active | Self::InReview)
    }
}

impl Stage {
    pub fn kind(&self) -> StageKind {
        match self {
            Self::Submitted => StageKind::Submitted,
            Self::Returned { .. } => StageKind::Returned,
            Self::Scoping => StageKind::Scoping,
            Self::Scoped => StageKind::Scoped,
            Self::Escalated { .. } => StageKind::Escalated,
            Self::Asked { .. } => StageKind::Asked,
            Self::Matched => StageKind::Matched,
            Self::Agreed => StageKind::Agreed,
            Self::Active => StageKind::Active,
            Self::InReview => StageKind::InReview,
            Self::Paused => StageKind::Paused,
            Self::Ending => StageKind::Ending,
            Self::Reported => StageKind::Reported,
            Self::Evaluated => StageKind::Evaluated,
            Self::Closed => StageKind::Closed,
            Self::ImpactKnown => StageKind::ImpactKnown,
            Self::Published => StageKind::Published,
            Self::Signposted { .. } => StageKind::Signposted,
            Self::Withdrawn { .. } => StageKind::Withdrawn,
            Self::Unmet { .. } => StageKind::Unmet,
        }
    }
}
