//! How long a school may be in a band that has a clock.

use serde::{Deserialize, Serialize};

use super::level::Band;
use super::scheme::Scheme;
use crate::calendar::{Date, add_months};

/// The days a stay in a band is warned of and must have ended by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Countdown {
    pub warn: Date,
    pub limit: Date,
}

impl Countdown {
    /// Whether the warning is due.
    pub fn warns(&self, on: Date) -> bool {
        on >= self.warn
    }

    /// Whether it goes further up.
    pub fn escalates(&self, on: Date) -> bool {
        on >= self.limit
    }
}

/// The clock of a school that came into a band on such a day; `None` where the band has none.
pub fn countdown(scheme: &Scheme, band: Band, since: Date) -> Option<Countdown> {
    let clock = scheme.band(band).clock?;
    Some(Countdown {
        warn: add_months(since, i32::from(clock.warn_months)),
        limit: add_months(since, i32::from(clock.limit_months)),
    })
}
