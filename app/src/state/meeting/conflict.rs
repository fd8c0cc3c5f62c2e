//! Two people changed the same value: both are kept until somebody chooses.

use domain::calendar::Moment;
use domain::meetings::{Before, Change, Held, Led, Proposed, Recorded};
use domain::risk::{Scheme, finding_words};
use domain::schools::Finding;

use super::{MeetingState, Place, place_of};

/// Two people changed the same value. Neither is chosen until somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub yours: Proposed,
    pub yours_at: Moment,
    pub theirs: Recorded,
}

impl Conflict {
    /// Which value it is about; an indicator, the decision, who came for the school.
    pub fn place(&self) -> Option<Place> {
        place_of(&self.yours.change)
    }
}

impl MeetingState {
    /// What this person said and nothing has come of yet: on its way, or beside somebody else's value
    /// until one is chosen. This is what is kept on the device; sent again, a conflict is found again.
    pub fn unsettled(&self) -> Vec<Proposed> {
        let beside = self.conflicts.iter().map(|one| &one.yours);
        beside.chain(&self.pending).cloned().collect()
    }

    /// Changes kept from before the page was closed, still to be sent, in their order.
    pub fn take_back(&mut self, kept: Vec<Proposed>) {
        for proposed in kept {
            let known = self.unsettled().iter().any(|one| one.id == proposed.id)
                || self.log.iter().any(|one| one.id == proposed.id);
            if !known {
                self.pending.push(proposed);
            }
        }
    }

    pub fn conflict_at(&self, place: Place) -> Option<&Conflict> {
        self.conflicts.iter().find(|one| one.place() == Some(place))
    }

    /// Settles a conflict: what to propose, if anything is left to propose.
    pub fn settle_conflict(&mut self, place: Place, keep: Keep) -> Option<(u64, Change)> {
        let at = self
            .conflicts
            .iter()
            .position(|one| one.place() == Some(place))?;
        let conflict = self.conflicts.remove(at);
        let base = conflict.theirs.seq;
        match keep {
            Keep::Theirs => None,
            Keep::Yours => Some((base, conflict.yours.change)),
            Keep::Earlier => earlier_change(&conflict, &self.scheme).map(|change| (base, change)),
        }
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
        (yours, _, Some(before)) => came_before(yours, before),
        _ => None,
    }
}

/// Of who came for a school, and who led for it: the change that puts back what stood there before.
pub(super) fn came_before(change: &Change, before: &Before) -> Option<Change> {
    match (change, before) {
        (Change::Office { urn, who, .. }, before) => Some(Change::Office {
            urn: *urn,
            who: *who,
            held: match before {
                Before::Office(held) => held.clone(),
                _ => Held::default(),
            },
        }),
        (Change::Led { urn, .. }, before) => Some(Change::Led {
            urn: *urn,
            led: match before {
                Before::Led(led) => led.clone(),
                _ => Led::NotSaid,
            },
        }),
        _ => None,
    }
}
