//! The level of each area of a school, kept in place: one is made for every school there is, many times
//! over.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::level::{Level, Span};
use super::weigh::MOST_AREAS;

/// One for each area of the scheme, in its order. Read as a slice; travels as a list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AreaLevels {
    levels: [Span<Level>; MOST_AREAS],
    count: usize,
}

impl AreaLevels {
    /// Of so many areas, each made from its place; of more than a scheme may have, the first.
    pub(super) fn of(count: usize, make: impl Fn(usize) -> Span<Level>) -> Self {
        let nothing = Span {
            lowest: Level::None,
            known: Level::None,
            highest: Level::None,
        };
        let mut levels = [nothing; MOST_AREAS];
        for (at, level) in levels.iter_mut().take(count).enumerate() {
            *level = make(at);
        }
        Self {
            levels,
            count: count.min(MOST_AREAS),
        }
    }
}

impl Deref for AreaLevels {
    type Target = [Span<Level>];

    fn deref(&self) -> &[Span<Level>] {
        &self.levels[..self.count]
    }
}

impl fmt::Debug for AreaLevels {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(out)
    }
}

impl Serialize for AreaLevels {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(to)
    }
}

impl<'de> Deserialize<'de> for AreaLevels {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let levels = Vec::<Span<Level>>::deserialize(from)?;
        if levels.len() > MOST_AREAS {
            return Err(de::Error::custom(format!(
                "a scheme has at most {MOST_AREAS} areas"
            )));
        }
        Ok(Self::of(levels.len(), |at| levels[at]))
    }
}
