//! The four words everything is said in, and spans of them where unknowns leave room.

use serde::{Deserialize, Serialize};

/// How serious: the level of an indicator, of an area, and the risk of a school.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    #[default]
    None,
    Low,
    Medium,
    High,
}

impl Level {
    /// Every level, least serious first.
    pub const ALL: [Self; 4] = [Self::None, Self::Low, Self::Medium, Self::High];

    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
        }
    }
}

/// A band of a scheme by its place, 0 the least serious. What it is called is the scheme's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Band(pub u8);

/// An answer that unknowns may widen: as known, and with every unknown at its best and at its worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span<T> {
    pub lowest: T,
    pub known: T,
    pub highest: T,
}

impl<T: Copy + PartialEq> Span<T> {
    /// The one answer, where unknowns cannot change it.
    pub fn settled(&self) -> Option<T> {
        (self.lowest == self.highest).then_some(self.known)
    }

    /// A span of one answer.
    pub fn only(answer: T) -> Self {
        Self {
            lowest: answer,
            known: answer,
            highest: answer,
        }
    }
}

/// What one indicator says about one school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judged {
    /// The level its value reaches.
    Is(Level),
    /// A level, but the school contests the value: it counts as known and may be otherwise.
    Contested(Level),
    /// Not known, and why. Widens the answer.
    Unknown(crate::schools::Unknown),
    /// Nobody has loaded or recorded this indicator for any school of the authority, so the
    /// suggestion is made without it, and says so.
    NotCollected,
    /// The scheme does not ask it of this phase or kind of school.
    DoesNotApply,
}

impl Judged {
    /// The level as known; nothing known counts for nothing in this reading of the answer.
    pub fn known(self) -> Level {
        match self {
            Self::Is(level) | Self::Contested(level) => level,
            _ => Level::None,
        }
    }

    /// Whether it leaves the answer open.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Contested(_) | Self::Unknown(_))
    }

    /// The level if every open question were answered so.
    pub fn supposing(self, open: Level) -> Level {
        if self.is_open() { open } else { self.known() }
    }
}
