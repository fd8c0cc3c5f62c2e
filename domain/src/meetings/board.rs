//! The meeting as everyone sees it: what it opened with, and the changes since, folded in order.
//!
//! Browser and server fold with the same code. On screen is *confirmed* with *pending* on top; a
//! refused change undoes itself by leaving the pending list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::change::{Before, By, Change, Proposed, Recorded, Refusal};
use super::decision::{self, Decision, Outcome};
use super::item::{Action, Cell, Item, Opening, Point};
use crate::calendar::{Date, Moment};
use crate::risk::{Scheme, Unit};
use crate::schools::{
    ChangeId, Finding, Key, MeetingId, Observed, PartnershipId, PersonId, Provenance, Reading, Urn,
    Value,
};

/// The longest text a person may put in a meeting, characters.
pub const LONGEST_TEXT: usize = 10_000;

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
    /// The school the chair shows.
    pub current: Option<Urn>,
    pub items: BTreeMap<Urn, Item>,
    /// The last change of each value, for conflicts.
    last: BTreeMap<(Urn, Option<Key>), Recorded>,
}

impl Board {
    /// The board as a meeting opens.
    pub fn open(meeting: Meeting, openings: Vec<Opening>) -> Self {
        let items = openings
            .into_iter()
            .map(|opening| (opening.school.urn, Item::open(opening)))
            .collect();
        Self {
            meeting,
            seq: 0,
            closed: false,
            current: None,
            items,
            last: BTreeMap::new(),
        }
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
            _ => 0,
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

    /// Checks a proposed change against the board and the scheme. A person's own earlier change is
    /// never in their way: two quick edits of one value are sent before the first is confirmed.
    ///
    /// # Errors
    /// The reason it cannot stand, in words for the person who asked.
    pub fn check(&self, scheme: &Scheme, proposed: &Proposed, by: PersonId) -> Result<(), Refusal> {
        if self.closed {
            return Err(Refusal::Closed);
        }
        match &proposed.change {
            Change::Record {
                urn,
                indicator,
                finding,
                note,
            } => {
                let item = self.items.get(urn).ok_or(Refusal::NotOnAgenda)?;
                short_enough(note)?;
                self.fresh((item.school.urn, Some(*indicator)), proposed.base, by)?;
                takes(scheme, *indicator, *finding)
            }
            Change::Decide { urn, decision } => {
                let item = self.items.get(urn).ok_or(Refusal::NotOnAgenda)?;
                short_enough(&decision.rationale)?;
                self.fresh((item.school.urn, None), proposed.base, by)?;
                self.outcome(scheme, item, decision).map(|_| ())
            }
            Change::Point {
                urn,
                text,
                raised_by,
            } => {
                self.items.get(urn).ok_or(Refusal::NotOnAgenda)?;
                short_enough(raised_by)?;
                written(text)
            }
            Change::Act {
                urn, text, owner, ..
            } => {
                self.items.get(urn).ok_or(Refusal::NotOnAgenda)?;
                written(owner)?;
                written(text)
            }
            Change::Show { urn } => self.items.get(urn).map(|_| ()).ok_or(Refusal::NotOnAgenda),
            Change::Close => Ok(()),
        }
    }

    /// What follows from a decision on a school, if it can stand.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn outcome(
        &self,
        scheme: &Scheme,
        item: &Item,
        decision: &Decision,
    ) -> Result<Outcome, Refusal> {
        let suggestion = item.suggestion(scheme, self.meeting.on);
        decision::check(scheme, &suggestion, decision, self.meeting.on)
            .map_err(|fault| Refusal::Decision { fault })
    }

    fn fresh(&self, place: (Urn, Option<Key>), base: u64, by: PersonId) -> Result<(), Refusal> {
        match self.last.get(&place) {
            Some(theirs) if theirs.seq != base && theirs.by.id != by => Err(Refusal::Stale {
                theirs: Box::new(theirs.clone()),
            }),
            _ => Ok(()),
        }
    }

    fn fold(&mut self, recorded: &Recorded) {
        let stamp = || (recorded.by.clone(), recorded.at);
        match &recorded.change {
            Change::Record {
                urn,
                indicator,
                finding,
                note,
            } => {
                let on = self.meeting.on;
                if let Some(item) = self.items.get_mut(urn) {
                    let (by, at) = stamp();
                    let reading = changed_reading(item, *indicator, *finding, note, &by, on);
                    let cell = Cell {
                        reading,
                        version: recorded.seq,
                        changed: Some((by, at)),
                    };
                    item.cells.insert(*indicator, cell);
                    self.last.insert((*urn, Some(*indicator)), recorded.clone());
                }
            }
            Change::Decide { urn, decision } => {
                if let Some(item) = self.items.get_mut(urn) {
                    let (by, at) = stamp();
                    item.decision = Some((decision.clone(), by, at));
                    item.decision_version = recorded.seq;
                    self.last.insert((*urn, None), recorded.clone());
                }
            }
            Change::Point {
                urn,
                text,
                raised_by,
            } => {
                if let Some(item) = self.items.get_mut(urn) {
                    let (by, at) = stamp();
                    let raised_by = if raised_by.is_empty() {
                        by.name.clone()
                    } else {
                        raised_by.clone()
                    };
                    item.points.push(Point {
                        text: text.clone(),
                        raised_by,
                        by,
                        at,
                    });
                }
            }
            Change::Act {
                urn,
                text,
                owner,
                due,
            } => {
                if let Some(item) = self.items.get_mut(urn) {
                    let (by, at) = stamp();
                    let (text, owner) = (text.clone(), owner.clone());
                    item.actions.push(Action {
                        text,
                        owner,
                        due: *due,
                        by,
                        at,
                    });
                }
            }
            Change::Show { urn } => self.current = Some(*urn),
            Change::Close => self.closed = true,
        }
    }
}

/// Drops from the pending list what the server has recorded.
pub fn settle(pending: &mut Vec<Proposed>, id: ChangeId) {
    pending.retain(|proposed| proposed.id != id);
}

/// A value changed in the meeting keeps what the old one was measured against: the national figure
/// and the cohort are of the measure, not of the value.
fn changed_reading(
    item: &Item,
    indicator: Key,
    finding: Finding,
    note: &str,
    by: &By,
    on: Date,
) -> Reading {
    let old = item.cells.get(&indicator).map(|cell| &cell.reading);
    Reading {
        indicator,
        seen: Observed {
            finding,
            comparator: old.and_then(|old| old.seen.comparator),
            cohort: old.and_then(|old| old.seen.cohort),
            marker: None,
            as_at: on,
            contested: false,
        },
        from: Provenance {
            source: "Changed in the meeting".to_owned(),
            period: old.map_or_else(String::new, |old| old.from.period.clone()),
            by: by.name.clone(),
            note: note.to_owned(),
        },
    }
}

fn takes(scheme: &Scheme, indicator: Key, finding: Finding) -> Result<(), Refusal> {
    let rule = scheme
        .indicator(indicator)
        .ok_or(Refusal::NoSuchIndicator { indicator })?;
    let fits = match finding {
        Finding::Unknown(_) => true,
        Finding::Known(Value::Choice(key)) => rule.choices.iter().any(|choice| choice.id == key),
        Finding::Known(Value::Number(number)) if !rule.allows(number) => false,
        Finding::Known(Value::Number(number)) => match rule.unit {
            Unit::Choice => false,
            Unit::PerCent => (-100_000..=100_000).contains(&number),
            Unit::Centile => (0..=10_000).contains(&number),
            Unit::Count | Unit::Years | Unit::Ratio => number >= 0,
            Unit::Points | Unit::Score => true,
        },
    };
    if fits {
        Ok(())
    } else {
        Err(Refusal::WrongValue {
            indicator: rule.name.clone(),
        })
    }
}

fn written(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        Err(Refusal::Empty)
    } else {
        short_enough(text)
    }
}

fn short_enough(text: &str) -> Result<(), Refusal> {
    if text.chars().count() > LONGEST_TEXT {
        Err(Refusal::TooLong { most: LONGEST_TEXT })
    } else {
        Ok(())
    }
}
