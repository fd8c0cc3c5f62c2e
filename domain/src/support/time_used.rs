//! Time given: in quarters of a day, because a call takes no half day.

use serde::{Deserialize, Serialize};

use crate::brokerage::HalfDays;

/// Quarters of a day.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Quarters(pub u32);

impl Quarters {
    /// "¼", "2½", "11".
    pub fn words(self) -> String {
        let part = match self.0 % 4 {
            1 => "¼",
            2 => "½",
            3 => "¾",
            _ => "",
        };
        match (self.0 / 4, part) {
            (0, "") => "0".to_owned(),
            (0, part) => part.to_owned(),
            (days, part) => format!("{days}{part}"),
        }
    }
}

impl From<HalfDays> for Quarters {
    fn from(half: HalfDays) -> Self {
        Self(half.0.saturating_mul(2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_said_as_people_write_it() {
        for (quarters, words) in [
            (0, "0"),
            (1, "¼"),
            (2, "½"),
            (7, "1¾"),
            (34, "8½"),
            (60, "15"),
        ] {
            assert_eq!(Quarters(quarters).words(), words);
        }
        assert_eq!(Quarters::from(HalfDays(15)).words(), "7½");
    }
}
