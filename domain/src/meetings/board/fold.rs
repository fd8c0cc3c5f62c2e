//! What a change that stands does to the board.

use super::Board;
use crate::calendar::Date;
use crate::meetings::change::{Attendance, By, Change, Recorded, Spot};
use crate::meetings::item::{Action, Cell, Hypothesis, Item, Point, Recusal};
use crate::meetings::views::Views;
use crate::schools::{EntryId, Finding, Key, Known, Observed, Provenance, Reading};

impl Board {
    pub(super) fn fold(&mut self, recorded: &Recorded) {
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
                    self.last
                        .insert((*urn, Spot::Finding(*indicator)), recorded.clone());
                }
            }
            Change::Decide { urn, decision } => {
                if let Some(item) = self.items.get_mut(urn) {
                    let (by, at) = stamp();
                    item.decision = Some((decision.clone(), by, at));
                    item.decision_version = recorded.seq;
                    self.last.insert((*urn, Spot::Decision), recorded.clone());
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
                        id: recorded.id,
                        text,
                        owner,
                        due: *due,
                        by,
                        at,
                    });
                }
            }
            Change::Know { urn, entry } => {
                let on = self.meeting.on;
                if let Some(item) = self.items.get_mut(urn) {
                    item.known.push(Known {
                        id: EntryId(recorded.id.0),
                        entry: entry.clone(),
                        by: recorded.by.name.clone(),
                        recorded: on,
                        withdrawn: None,
                    });
                }
            }
            Change::Done { urn, action, how } => {
                if let Some(item) = self.items.get_mut(urn) {
                    let (by, at) = stamp();
                    let said = Point {
                        text: how.clone(),
                        raised_by: by.name.clone(),
                        by,
                        at,
                    };
                    for (_, done) in item.carried.iter_mut().filter(|(one, _)| one.id == *action) {
                        *done = Some(said.clone());
                    }
                }
            }
            Change::Dissent {
                urn,
                text,
                by: whose,
            } => {
                if let Some(item) = self.items.get_mut(urn) {
                    let (by, at) = stamp();
                    item.dissents.push(Point {
                        text: text.clone(),
                        raised_by: whose.clone(),
                        by,
                        at,
                    });
                }
            }
            Change::Recuse { urn, who, why } => {
                if let Some(item) = self.items.get_mut(urn) {
                    item.recusals.push(Recusal {
                        who: who.clone(),
                        why: why.clone(),
                        at: recorded.at,
                    });
                }
            }
            Change::Park { urn, parked } => {
                if let Some(item) = self.items.get_mut(urn) {
                    item.parked = *parked;
                }
            }
            Change::Pull { urn } => {
                if let Some(item) = self.items.get_mut(urn) {
                    item.pulled.get_or_insert_with(|| recorded.by.clone());
                }
            }
            Change::Attend { who, how } => {
                let who = who.trim().to_owned();
                match how {
                    Attendance::Neither => self.attendance.remove(&who),
                    _ => self.attendance.insert(who, *how),
                };
            }
            Change::Office { urn, who, held } => {
                if let Some(item) = self.items.get_mut(urn) {
                    let (by, at) = stamp();
                    item.offices.insert(*who, (held.clone(), by, at));
                    let spot = (*urn, Spot::Office(*who));
                    self.last.insert(spot, recorded.clone());
                }
            }
            Change::Led { urn, led } => {
                if let Some(item) = self.items.get_mut(urn) {
                    let (by, at) = stamp();
                    item.led = Some((led.clone(), by, at));
                    self.last.insert((*urn, Spot::Led), recorded.clone());
                }
            }
            Change::Chair { to } => self.chair = to.clone(),
            Change::Show { urn } => {
                // Shown again, its turn goes on.
                if self.current != Some(*urn) || self.shown_since.is_none() {
                    self.end_turn(recorded.at);
                    self.current = Some(*urn);
                    self.shown_since = (recorded.at.0 > 0).then_some(recorded.at);
                }
            }
            Change::Purpose { purpose } => self.purpose = *purpose,
            Change::Suppose { urn, text } => {
                if let Some(item) = self.items.get_mut(urn) {
                    let (by, at) = stamp();
                    item.hypotheses.push(Hypothesis {
                        id: recorded.id,
                        text: text.clone(),
                        by,
                        at,
                        settled: None,
                    });
                }
            }
            Change::Settle {
                urn,
                hypothesis,
                confirmed,
            } => {
                if let Some(item) = self.items.get_mut(urn) {
                    let all = item.hypotheses.iter_mut();
                    for one in all.filter(|one| one.id == *hypothesis) {
                        let (by, at) = stamp();
                        one.settled = Some((*confirmed, by, at));
                    }
                }
            }
            Change::Pace { minutes } => self.pace = Some(*minutes),
            Change::Replied { urn, reply } => {
                if let Some(item) = self.items.get_mut(urn) {
                    item.arrived.push((reply.clone(), recorded.at));
                }
            }
            Change::AskViews { urn } => {
                if let Some(item) = self.items.get_mut(urn) {
                    let (by, at) = stamp();
                    item.views = Views::Asked { by, at };
                }
            }
            Change::ShowViews { urn, spread } => {
                // On its way to the server there is nothing to show yet.
                if let (Some(item), Some(spread)) = (self.items.get_mut(urn), spread) {
                    item.views = Views::Shown(spread.clone());
                }
            }
            Change::Close => {
                self.closed = true;
                self.end_turn(recorded.at);
                for item in self.items.values_mut().filter(|item| item.views.hide()) {
                    item.views = Views::NeverShown;
                }
            }
        }
    }
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
