//! The order of discussion: what stands where on the agenda now, and what comes next.

use domain::meetings::{Board, Entry, Section};
use domain::schools::Urn;

use super::MeetingState;

impl MeetingState {
    /// Schools of one part of the agenda, in order.
    pub fn section(&self, board: &Board, section: Section) -> Vec<Urn> {
        self.order
            .iter()
            .filter(|entry| section_of(board, entry) == section)
            .map(|entry| entry.urn)
            .collect()
    }

    /// The school after (or before) one in the order of discussion, round the end.
    pub fn beside(&self, urn: Option<Urn>, step: isize) -> Option<Urn> {
        let count = isize::try_from(self.order.len()).ok()?;
        if count == 0 {
            return None;
        }
        let at = urn.and_then(|urn| self.order.iter().position(|entry| entry.urn == urn));
        let next = match at.and_then(|at| isize::try_from(at).ok()) {
            Some(at) => (at + step).rem_euclid(count),
            None => 0,
        };
        self.order
            .get(usize::try_from(next).ok()?)
            .map(|entry| entry.urn)
    }

    /// The next school nobody has decided on, those to discuss first; `None`: all are done.
    pub fn next_open(&self, board: &Board, after: Urn) -> Option<Urn> {
        [Section::Discuss, Section::AsProposed]
            .into_iter()
            .find_map(|section| {
                let open = self.section(board, section);
                let here = self.order.iter().position(|entry| entry.urn == after);
                let later = open.iter().copied().find(|urn| {
                    *urn != after && self.order.iter().position(|entry| entry.urn == *urn) > here
                });
                later.or_else(|| open.iter().copied().find(|urn| *urn != after))
            })
    }
}

/// Where a school stands on the agenda now; its reason to be discussed is from the opening.
pub fn section_of(board: &Board, entry: &Entry) -> Section {
    let Some(item) = board.items.get(&entry.urn) else {
        return entry.section();
    };
    match (&item.decision, &entry.why) {
        (Some(_), _) => Section::Done,
        (None, _) if item.parked => Section::Parked,
        (None, None) if item.pulled.is_none() => Section::AsProposed,
        (None, _) => Section::Discuss,
    }
}
