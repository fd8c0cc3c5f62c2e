//! Grounds, powers and routes, each with the law it rests on.

use serde::{Deserialize, Serialize};

use crate::schools::Governance;

/// The law everything here rests on, where nothing else is said.
pub const ACT: &str = "Education and Inspections Act 2006";

/// Whose powers reach a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// The authority's own.
    Maintained,
    /// The Department's: the authority raises it with the trust and tells the regions group.
    Academy,
}

impl Route {
    /// The route of a school; none: an authority has no standing there.
    pub fn of(governance: Governance) -> Option<Self> {
        match governance {
            Governance::Maintained => Some(Self::Maintained),
            Governance::Academy => Some(Self::Academy),
            Governance::Independent | Governance::Other => None,
        }
    }
}

/// Why a warning notice may be given: section 60(2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    Standards,
    Breakdown,
    Safety,
}

impl Ground {
    pub const ALL: [Self; 3] = [Self::Standards, Self::Breakdown, Self::Safety];

    pub fn words(self) -> &'static str {
        match self {
            Self::Standards => {
                "the standards of performance of pupils are unacceptably low and likely to remain so"
            }
            Self::Breakdown => {
                "there has been a serious breakdown in the way the school is managed or governed"
            }
            Self::Safety => "the safety of pupils or staff is threatened",
        }
    }

    /// "section 60(2)(a)".
    pub fn law(self) -> &'static str {
        match self {
            Self::Standards => "section 60(2)(a)",
            Self::Breakdown => "section 60(2)(b)",
            Self::Safety => "section 60(2)(c)",
        }
    }
}

/// What an authority may do with a maintained school that is eligible for intervention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Power {
    Arrangements,
    Governors,
    Board,
    Budget,
}

impl Power {
    pub const ALL: [Self; 4] = [
        Self::Arrangements,
        Self::Governors,
        Self::Board,
        Self::Budget,
    ];

    pub fn words(self) -> &'static str {
        match self {
            Self::Arrangements => "Require the governing body to enter into arrangements",
            Self::Governors => "Appoint additional governors",
            Self::Board => "Interim executive board",
            Self::Budget => "Suspend the delegated budget",
        }
    }

    /// "section 63".
    pub fn law(self) -> &'static str {
        match self {
            Self::Arrangements => "section 63",
            Self::Governors => "section 64",
            Self::Board => "section 65",
            Self::Budget => "section 66",
        }
    }

    /// After a warning notice, only within two months of the end of its compliance period.
    pub fn within_two_months(self) -> bool {
        self != Self::Board
    }

    /// The governing body and, in a church school, the diocese are consulted first.
    pub fn consults(self) -> bool {
        self != Self::Budget
    }
}

/// What an inspection found that makes a school eligible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    SignificantImprovement,
    SpecialMeasures,
}

impl Found {
    pub const ALL: [Self; 2] = [Self::SignificantImprovement, Self::SpecialMeasures];

    pub fn words(self) -> &'static str {
        match self {
            Self::SignificantImprovement => "Requires significant improvement (section 61)",
            Self::SpecialMeasures => "Requires special measures (section 62)",
        }
    }
}
