//! What of the minutes whom: everything for the room, counts for everybody.

use serde::{Deserialize, Serialize};

use super::{BandCount, Minutes, OfficeCount};

/// For whom minutes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Those who were in the room.
    Room,
    /// Everybody else: how many, and of no school by name.
    Wider,
}

/// Fewer than this many schools are not counted to a wider audience.
pub const FEWEST_SHOWN: u32 = 5;

/// The minutes as that audience may read them.
#[must_use]
pub fn redact(minutes: &Minutes, audience: Audience) -> Minutes {
    match audience {
        Audience::Room => minutes.clone(),
        Audience::Wider => Minutes {
            discussed: Vec::new(),
            as_proposed: Vec::new(),
            left: Vec::new(),
            actions: Vec::new(),
            carried: Vec::new(),
            requests: Vec::new(),
            bands: suppressed(&minutes.bands),
            offices: without_few(&minutes.offices),
            ..minutes.clone()
        },
    }
}

/// Counts under five are withheld, and where that leaves one that could be worked out from the rest, the
/// next smallest with them.
fn suppressed(bands: &[BandCount]) -> Vec<BandCount> {
    let mut shown = bands.to_vec();
    withhold(shown.iter_mut().map(|one| &mut one.before).collect());
    withhold(shown.iter_mut().map(|one| &mut one.after).collect());
    shown
}

/// The same of who came for the schools: offices and counts, and nobody by name.
fn without_few(offices: &[OfficeCount]) -> Vec<OfficeCount> {
    let mut shown = offices.to_vec();
    for office in &mut shown {
        withhold(office.cells_mut().into_iter().collect());
    }
    shown
}

fn withhold(mut counts: Vec<&mut Option<u32>>) {
    let mut hidden = 0;
    for count in &mut counts {
        if count.is_some_and(|count| count > 0 && count < FEWEST_SHOWN) {
            **count = None;
            hidden += 1;
        }
    }
    if hidden == 1 {
        let least = counts
            .into_iter()
            .filter(|count| count.is_some_and(|count| count > 0))
            .min_by_key(|count| **count);
        if let Some(count) = least {
            *count = None;
        }
    }
}
