//! Two people changed the same value: both are kept until somebody chooses.

use domain::calendar::Moment;
use domain::meetings::{Before, Change, Proposed, Recorded};
use domain::risk::{Scheme, finding_words};
use domain::schools::Finding;

use super::{Place, place_of};

/// Two people changed the same value. Neither is chosen until somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub yours: Proposed,
    pub yours_at: Moment,
    pub theirs: Recorded,
}

impl Conflict {
    /// Which value it is about; no indicator: the decision.
    pub fn place(&self) -> Option<Place> {
        place_of(&self.yours.change)
    }
}

/// How somebody settles a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    Yours,
    Theirs,
    /// What stood there before both; both go into the notes.
    Earlier,
}

/// Back to what stood before both, with both in the note.
pub(super) fn earlier_change(conflict: &Conflict, scheme: &Scheme) -> Option<Change> {
    match (
        &conflict.yours.change,
        &conflict.theirs.change,
        &conflict.theirs.from,
    ) {
        (
            Change::Record {
                urn,
                indicator,
                finding: yours,
                ..
            },
            Change::Record {
                finding: theirs, ..
            },
            Some(Before::Finding(earlier)),
        ) => {
            let rule = scheme.indicator(*indicator)?;
            let words = |finding: Finding| finding_words(rule, finding);
            Some(Change::Record {
                urn: *urn,
                indicator: *indicator,
                finding: *earlier,
                note: format!(
                    "Two values were proposed, {} and {}; neither was taken",
                    words(*yours),
                    words(*theirs)
                ),
            })
        }
        (Change::Decide { urn, .. }, _, Some(Before::Decision(earlier))) => Some(Change::Decide {
            urn: *urn,
            decision: earlier.clone(),
        }),
        _ => None,
    }
}
