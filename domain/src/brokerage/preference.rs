//! What makes one leader fit a need better than another: eleven preferences with weights anyone may
//! change, in four parts. Nothing here is a protected characteristic of a person; whether a *school*
//! has a faith is part of its context.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A soft preference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preference {
    Depth,
    Track,
    Phase,
    Context,
    Travel,
    Spread,
    Availability,
    Style,
    Relationship,
    Partnership,
    Development,
}

/// The four parts of the fit bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Expertise,
    Context,
    Travel,
    Rest,
}

impl Part {
    pub const ALL: [Self; 4] = [Self::Expertise, Self::Context, Self::Travel, Self::Rest];

    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Expertise => "Expertise",
            Self::Context => "Context",
            Self::Travel => "Travel",
            Self::Rest => "Rest",
        }
    }
}

impl Preference {
    pub const ALL: [Self; 11] = [
        Self::Depth,
        Self::Track,
        Self::Phase,
        Self::Context,
        Self::Travel,
        Self::Spread,
        Self::Availability,
        Self::Style,
        Self::Relationship,
        Self::Partnership,
        Self::Development,
    ];

    /// The words on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Depth => "Depth in the area",
            Self::Track => "Track record",
            Self::Phase => "Phase",
            Self::Context => "Likeness of context",
            Self::Travel => "Travel",
            Self::Spread => "Spread of work",
            Self::Availability => "Room in the calendar",
            Self::Style => "Way of working",
            Self::Relationship => "Worked together before",
            Self::Partnership => "Same partnership",
            Self::Development => "Development of the leader",
        }
    }

    /// The part of the fit bar it belongs to.
    pub fn part(self) -> Part {
        match self {
            Self::Depth | Self::Track => Part::Expertise,
            Self::Phase | Self::Context => Part::Context,
            Self::Travel => Part::Travel,
            Self::Spread
            | Self::Availability
            | Self::Style
            | Self::Relationship
            | Self::Partnership
            | Self::Development => Part::Rest,
        }
    }
}

/// How much each preference counts: points of 100.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    try_from = "BTreeMap<Preference, u32>",
    into = "BTreeMap<Preference, u32>"
)]
pub struct Weights([u32; 11]);

/// Why weights cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeightsFault {
    #[error("the weights add up to {sum}: they must add up to 100")]
    NotAHundred { sum: u64 },
}

impl Weights {
    /// Weights by preference; one that is left out counts for nothing.
    ///
    /// # Errors
    /// Where they do not add up to 100.
    pub fn new(points: &BTreeMap<Preference, u32>) -> Result<Self, WeightsFault> {
        let sum = points.values().map(|points| u64::from(*points)).sum();
        if sum != 100 {
            return Err(WeightsFault::NotAHundred { sum });
        }
        Ok(Self(Preference::ALL.map(|preference| {
            points.get(&preference).copied().unwrap_or(0)
        })))
    }

    /// Points of one preference.
    pub fn of(&self, preference: Preference) -> u32 {
        self.0[preference as usize]
    }

    /// Points of one part.
    pub fn of_part(&self, part: Part) -> u32 {
        Preference::ALL
            .into_iter()
            .filter(|preference| preference.part() == part)
            .map(|preference| self.of(preference))
            .sum()
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self([25, 15, 12, 12, 12, 8, 6, 4, 3, 2, 1])
    }
}

impl TryFrom<BTreeMap<Preference, u32>> for Weights {
    type Error = WeightsFault;
    fn try_from(points: BTreeMap<Preference, u32>) -> Result<Self, WeightsFault> {
        Self::new(&points)
    }
}

impl From<Weights> for BTreeMap<Preference, u32> {
    fn from(weights: Weights) -> Self {
        Preference::ALL.into_iter().zip(weights.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_weights_add_up_to_100_and_to_the_parts_of_the_bar() {
        let standard = Weights::default();
        assert_eq!(
            Part::ALL.map(|part| standard.of_part(part)),
            [40, 24, 12, 24]
        );
        let written: BTreeMap<Preference, u32> = standard.clone().into();
        assert_eq!(Weights::new(&written), Ok(standard));
    }

    #[test]
    fn weights_that_do_not_add_up_to_100_are_refused() {
        let mut written: BTreeMap<Preference, u32> = Weights::default().into();
        written.insert(Preference::Travel, 13);
        assert_eq!(
            Weights::new(&written),
            Err(WeightsFault::NotAHundred { sum: 101 })
        );
    }
}
