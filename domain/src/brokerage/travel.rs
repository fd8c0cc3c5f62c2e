//! How far it is. Straight-line distance, and minutes estimated from it: a preference, never a hard
//! rule, and always called an estimate.

use serde::{Deserialize, Serialize};

use crate::schools::Place;

/// How minutes are worth points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Travel {
    /// Up to here nothing is lost, minutes.
    pub near: u32,
    /// From here on nothing is left, minutes.
    pub far: u32,
}

impl Default for Travel {
    fn default() -> Self {
        Self { near: 5, far: 60 }
    }
}

/// Estimated minutes by road for so many metres in a straight line: 1.3 times as far by road, at
/// 32 km/h, so 39 minutes for every 16 km; to the nearest minute.
pub fn minutes(metres: u32) -> u32 {
    u32::try_from((u64::from(metres) * 39 + 8_000) / 16_000).unwrap_or(u32::MAX)
}

/// Straight-line metres and estimated minutes between two places.
pub fn between(from: Place, to: Place) -> (u32, u32) {
    let metres = from.metres_to(to);
    (metres, minutes(metres))
}

impl Travel {
    /// What is left of the points after so many minutes, of 10,000.
    pub fn share(self, minutes: u32) -> u32 {
        if minutes <= self.near {
            10_000
        } else if minutes >= self.far {
            0
        } else {
            (self.far - minutes) * 10_000 / (self.far - self.near)
        }
    }
}

/// "6.9 km", to the nearest hundred metres.
pub fn kilometres(metres: u32) -> String {
    let tenths = (u64::from(metres) + 50) / 100;
    format!("{}.{} km", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_thirteen_tenths_of_the_distance_at_32_kilometres_an_hour() {
        for (metres, expected) in [
            (0, 0),
            (205, 0),
            (206, 1),
            (10_000, 24),
            (16_000, 39),
            (269 * 1_609, 1_055),
        ] {
            assert_eq!(minutes(metres), expected, "{metres} m");
        }
    }

    #[test]
    fn travel_counts_for_less_the_further_it_is_and_never_for_less_than_nothing() {
        let travel = Travel::default();
        let shares: Vec<u32> = (0..200).map(|minutes| travel.share(minutes)).collect();
        assert!(shares.is_sorted_by(|a, b| a >= b));
        assert_eq!((shares[5], shares[60], shares[199]), (10_000, 0, 0));
    }
}
