//! The meeting as everyone sees it: what it opened with, and the changes since, folded in order.
//!
//! Browser and server fold with the same code. On screen is *confirmed* with *pending* on top; a
//! refused change undoes itself by leaving the pending list.

mod check;
mod fold;

pub use check::{LONGEST_TEXT, takes};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::change::{Attendance, Before, By, Change, Proposed, Recorded, Spot};
use super::item::{Item, Opening};
use super::year::Purpose;
use crate::calendar::{Date, Moment};
use crate::risk::Scheme;
use crate::schools::{ChangeId, MeetingId, PartnershipId, Urn};

/// What a meeting is, before anything happens in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    pub id: MeetingId,
    pub title: String,
    pub partnership: PartnershipId,
    pub partnership_name: String,
    pub on: Date,
    pub scheme: String,
    pub scheme_version: u32,
    pub chair: By,
    /// The day evidence was frozen for it.
    pub frozen: Date,
}

/// The meeting as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    pub meeting: Meeting,
    /// The last change folded in.
    pub seq: u64,
    pub closed: bool,
    /// Who is in the chair now.
    pub chair: By,
    pub purpose: Purpose,
    /// Who is there and who sent word, by name.
    pub attendance: BTreeMap<String, Attendance>,
    /// The school the chair shows.
    pub current: Option<Urn>,
    /// Since when; none while that is on its way to the server, and after the end.
    pub shown_since: Option<Moment>,
    /// Minutes a school that the chair planned, where the chair said anything of it.
    pace: Option<Option<u8>>,
    pub items: BTreeMap<Urn, Item>,
    /// The last change of each value, for conflicts.
    last: BTreeMap<(Urn, Spot), Recorded>,
}

impl Board {
    /// The board as a meeting opens.
    pub fn open(meeting: Meeting, openings: Vec<Opening>) -> Self {
        let items = openings
            .into_iter()
            .map(|opening| (opening.school.urn, Item::open(opening)))
            .collect();
        Self {
            chair: meeting.chair.clone(),
            purpose: Purpose::Routine,
            attendance: BTreeMap::new(),
            meeting,
            seq: 0,
            closed: false,
            current: None,
            shown_since: None,
            pace: None,
            items,
            last: BTreeMap::new(),
        }
    }

    /// Minutes planned for a school: what the chair said, else the scheme.
    pub fn planned(&self, scheme: &Scheme) -> Option<u8> {
        self.pace.unwrap_or(scheme.meetings.minutes)
    }

    /// The version of the value a change is about, as this board has it.
    pub fn version(&self, change: &Change) -> u64 {
        match change {
            Change::Record { urn, indicator, .. } => self
                .items
                .get(urn)
                .and_then(|item| item.cells.get(indicator))
                .map_or(0, |cell| cell.version),
            Change::Decide { urn, .. } => {
                self.items.get(urn).map_or(0, |item| item.decision_version)
            }
            other => other
                .spot()
                .and_then(|spot| self.last.get(&spot))
                .map_or(0, |last| last.seq),
        }
    }

    /// What stands where a change would go.
    pub fn before(&self, change: &Change) -> Option<Before> {
        match change {
            Change::Record { urn, indicator, .. } => Some(
                self.items
                    .get(urn)
                    .and_then(|item| item.cells.get(indicator))
                    .map_or(Before::Nothing, |cell| {
                        Before::Finding(cell.reading.seen.finding)
                    }),
            ),
            Change::Decide { urn, .. } => Some(
                self.items
                    .get(urn)
                    .and_then(|item| item.decision.clone())
                    .map_or(Before::Nothing, |(decision, _, _)| {
                        Before::Decision(decision)
                    }),
            ),
            Change::Office { urn, who, .. } => Some(
                self.items
                    .get(urn)
                    .and_then(|item| item.offices.get(who))
                    .map_or(Before::Nothing, |(held, _, _)| Before::Office(held.clone())),
            ),
            Change::Led { urn, .. } => Some(
                self.items
                    .get(urn)
                    .and_then(|item| item.led.as_ref())
                    .map_or(Before::Nothing, |(led, _, _)| Before::Led(led.clone())),
            ),
            _ => None,
        }
    }

    /// Folds in a change that stands. Folding one twice, or an older one, changes nothing.
    pub fn apply(&mut self, recorded: &Recorded) {
        if recorded.seq <= self.seq {
            return;
        }
        self.seq = recorded.seq;
        self.fold(recorded);
    }

    /// The board with changes on top that the server has not confirmed yet.
    #[must_use]
    pub fn with_pending<'a>(
        &self,
        pending: impl IntoIterator<Item = &'a Proposed>,
        by: &By,
    ) -> Self {
        let mut board = self.clone();
        for proposed in pending {
            let recorded = Recorded {
                seq: board.seq,
                id: proposed.id,
                at: Moment(0),
                by: by.clone(),
                change: proposed.change.clone(),
                from: None,
            };
            board.fold(&recorded);
        }
        board
    }
}

/// Drops from the pending list what the server has recorded.
pub fn settle(pending: &mut Vec<Proposed>, id: ChangeId) {
    pending.retain(|proposed| proposed.id != id);
}
