//! Whether a proposed change can stand.

use super::Board;
use crate::meetings::attended::{Came, LONGEST_NAME, Led};
use crate::meetings::change::{Change, Proposed, Refusal, Spot};
use crate::meetings::decision::{self, Decision, Outcome};
use crate::meetings::item::Item;
use crate::meetings::pace::LONGEST_PACE;
use crate::meetings::views::Views;
use crate::risk::{Band, Scheme, Unit};
use crate::schools::{Finding, Key, PersonId, Sensitivity, Urn, Value, check_entry};

/// The longest text a person may put in a meeting, characters.
pub const LONGEST_TEXT: usize = 10_000;

impl Board {
    /// Checks a proposed change against the board and the scheme. A person's own earlier change is
    /// never in their way: two quick edits of one value are sent before the first is confirmed.
    ///
    /// # Errors
    /// The reason it cannot stand, in words for the person who asked.
    pub fn check(&self, scheme: &Scheme, proposed: &Proposed, by: PersonId) -> Result<(), Refusal> {
        if self.closed {
            return Err(Refusal::Closed);
        }
        if proposed.change.is_the_chairs() && self.chair.id != by {
            return Err(Refusal::NotInTheChair {
                chair: self.chair.name.clone(),
            });
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
                self.fresh(
                    (item.school.urn, Spot::Finding(*indicator)),
                    proposed.base,
                    by,
                )?;
                takes(scheme, *indicator, *finding)
            }
            Change::Decide { urn, decision } => {
                let item = self.items.get(urn).ok_or(Refusal::NotOnAgenda)?;
                short_enough(&decision.rationale)?;
                self.fresh((item.school.urn, Spot::Decision), proposed.base, by)?;
                if item.views.hide() {
                    return Err(Refusal::ViewsOpen);
                }
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
            Change::Know { urn, entry } => {
                self.items.get(urn).ok_or(Refusal::NotOnAgenda)?;
                if entry.sensitivity == Sensitivity::Person {
                    return Err(Refusal::AboutAPerson);
                }
                let areas: Vec<Key> = scheme.areas.iter().map(|area| area.id).collect();
                check_entry(entry, &areas, self.meeting.on).map_err(|fault| Refusal::Entry {
                    words: fault.to_string(),
                })
            }
            Change::Act {
                urn, text, owner, ..
            } => {
                self.items.get(urn).ok_or(Refusal::NotOnAgenda)?;
                written(owner)?;
                written(text)
            }
            Change::Done { urn, action, how } => {
                let item = self.items.get(urn).ok_or(Refusal::NotOnAgenda)?;
                let known = item.carried.iter().any(|(one, _)| one.id == *action);
                written(how)?;
                known.then_some(()).ok_or(Refusal::NoSuchAction)
            }
            Change::Dissent { urn, text, by } => {
                self.items.get(urn).ok_or(Refusal::NotOnAgenda)?;
                written(by)?;
                written(text)
            }
            Change::Recuse { urn, who, why } => {
                self.items.get(urn).ok_or(Refusal::NotOnAgenda)?;
                written(who)?;
                written(why)
            }
            Change::Office { urn, who, held } => {
                self.items.get(urn).ok_or(Refusal::NotOnAgenda)?;
                short_name(&held.name)?;
                if let Some(Came::Represented { by: other }) = &held.came {
                    if other.trim().is_empty() {
                        return Err(Refusal::StoodForBy);
                    }
                    short_name(other)?;
                }
                self.fresh((*urn, Spot::Office(*who)), proposed.base, by)
            }
            Change::Led { urn, led } => {
                self.items.get(urn).ok_or(Refusal::NotOnAgenda)?;
                if let Led::Other { name } = led {
                    written(name)?;
                    short_name(name)?;
                }
                self.fresh((*urn, Spot::Led), proposed.base, by)
            }
            Change::Park { urn, .. } | Change::Pull { urn } | Change::Show { urn } => {
                self.items.get(urn).map(|_| ()).ok_or(Refusal::NotOnAgenda)
            }
            Change::AskViews { urn } => {
                let item = self.items.get(urn).ok_or(Refusal::NotOnAgenda)?;
                if item.decision.is_some() {
                    return Err(Refusal::DecidedAlready);
                }
                (item.views == Views::NotAsked)
                    .then_some(())
                    .ok_or(Refusal::ViewsAskedFor)
            }
            Change::ShowViews { urn, .. } => {
                let item = self.items.get(urn).ok_or(Refusal::NotOnAgenda)?;
                asked_for(item)
            }
            Change::Suppose { urn, text } => {
                self.items.get(urn).ok_or(Refusal::NotOnAgenda)?;
                written(text)
            }
            Change::Settle {
                urn, hypothesis, ..
            } => {
                let item = self.items.get(urn).ok_or(Refusal::NotOnAgenda)?;
                let known = item.hypotheses.iter().any(|one| one.id == *hypothesis);
                known.then_some(()).ok_or(Refusal::NoSuchHypothesis)
            }
            Change::Pace { minutes } => minutes
                .is_none_or(|minutes| (1..=LONGEST_PACE).contains(&minutes))
                .then_some(())
                .ok_or(Refusal::WrongPace),
            Change::Replied { .. } => Err(Refusal::NotTheRoomsToSay),
            Change::Attend { who, .. } => written(who),
            Change::Chair { .. } | Change::Purpose { .. } | Change::Close => Ok(()),
        }
    }

    /// Whether somebody may give a view of their own on a school now.
    ///
    /// # Errors
    /// Why not.
    pub fn check_view(
        &self,
        scheme: &Scheme,
        urn: Urn,
        band: Band,
        name: &str,
    ) -> Result<(), Refusal> {
        if self.closed {
            return Err(Refusal::Closed);
        }
        let item = self.items.get(&urn).ok_or(Refusal::NotOnAgenda)?;
        asked_for(item)?;
        if item.has_left(name) {
            return Err(Refusal::LeftTheRoom);
        }
        if usize::from(band.0) >= scheme.bands.len() {
            let fault = decision::DecisionFault::NoSuchBand;
            return Err(Refusal::Decision { fault });
        }
        Ok(())
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

    fn fresh(&self, place: (Urn, Spot), base: u64, by: PersonId) -> Result<(), Refusal> {
        match self.last.get(&place) {
            Some(theirs) if theirs.seq != base && theirs.by.id != by => Err(Refusal::Stale {
                theirs: Box::new(theirs.clone()),
            }),
            _ => Ok(()),
        }
    }
}

fn asked_for(item: &Item) -> Result<(), Refusal> {
    item.views
        .hide()
        .then_some(())
        .ok_or(Refusal::ViewsNotAskedFor)
}

/// Whether an indicator takes such a finding.
///
/// # Errors
/// Where it takes another kind of value, or one within bounds, or there is no such indicator.
pub fn takes(scheme: &Scheme, indicator: Key, finding: Finding) -> Result<(), Refusal> {
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

fn short_name(name: &str) -> Result<(), Refusal> {
    if name.chars().count() > LONGEST_NAME {
        Err(Refusal::TooLong { most: LONGEST_NAME })
    } else {
        Ok(())
    }
}

fn short_enough(text: &str) -> Result<(), Refusal> {
    if text.chars().count() > LONGEST_TEXT {
        Err(Refusal::TooLong { most: LONGEST_TEXT })
    } else {
        Ok(())
    }
}
