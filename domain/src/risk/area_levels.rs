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
    /// Of so many areas, as three runs found them: at the lowest, as known, at the highest. Without a branch,
    /// which is why all there may be are gone through.
    pub(super) fn of(count: usize, [lowest, known, highest]: [&[Level; MOST_AREAS]; 3]) -> Self {
        Self {
            levels: std::array::from_fn(|at| Span {
                lowest: lowest[at],
                known: known[at],
                highest: highest[at],
            }),
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
        let mut all = [Span::only(Level::None); MOST_AREAS];
        all[..levels.len()].copy_from_slice(&levels);
        Ok(Self {
            levels: all,
            count: levels.len(),
        })
    }
}
