//! The agenda, made from the data: what is worth the room's time first, the rest agreed as proposed.

use super::board::Board;
use super::holds::{Holds, Lapse, holds};
use super::item::Item;
use crate::calendar::Date;
use crate::risk::{Band, Categorisation, Level, Scheme, counterfactuals, span_words};
use crate::schools::{Known, Urn};

/// One line of the agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub urn: Urn,
    pub name: String,
    pub suggestion: Categorisation,
    pub decided: Option<(Band, Level)>,
    /// Why it is worth discussing; `None`: it can be agreed as proposed.
    pub why: Option<String>,
    /// Set aside until the rest is done.
    pub parked: bool,
}

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    Discuss,
    AsProposed,
    Parked,
    Done,
}

impl Entry {
    pub fn section(&self) -> Section {
        match (&self.decided, &self.why) {
            (Some(_), _) => Section::Done,
            (None, _) if self.parked => Section::Parked,
            (None, Some(_)) => Section::Discuss,
            (None, None) => Section::AsProposed,
        }
    }
}

/// Every school of the meeting in the order of discussion: most serious and most moved first. The
/// order is taken from how the meeting opened, so it does not move under anybody's hand.
pub fn agenda(board: &Board, opened: &Board, scheme: &Scheme) -> Vec<Entry> {
    let on = board.meeting.on;
    let mut entries: Vec<(u32, Entry)> = opened
        .items
        .values()
        .filter_map(|item| {
            let was = item.suggestion(scheme, on);
            let (weight, why) = reason_to_discuss(item, scheme, &was, on);
            let now = board.items.get(&item.school.urn)?;
            let entry = Entry {
                urn: item.school.urn,
                name: item.school.name.clone(),
                suggestion: now.suggestion(scheme, on),
                decided: now
                    .decision
                    .as_ref()
                    .map(|(decision, _, _)| (decision.band, decision.risk)),
                why: why.or_else(|| {
                    let by = now.pulled.as_ref()?;
                    Some(format!("pulled out by {}", by.name))
                }),
                parked: now.parked,
            };
            Some((weight, entry))
        })
        .collect();
    entries.sort_by(|(one, a), (other, b)| {
        other
            .cmp(one)
            .then_with(|| a.name.cmp(&b.name))
            .then_with(|| a.urn.cmp(&b.urn))
    });
    entries.into_iter().map(|(_, entry)| entry).collect()
}

/// How much an item is worth discussing, and the reason in a few words.
fn reason_to_discuss(
    item: &Item,
    scheme: &Scheme,
    was: &Categorisation,
    on: Date,
) -> (u32, Option<String>) {
    let band = was.band.known;
    let serious = u32::from(band.0) * 10;
    if item.appeal.is_some() {
        return (250, Some("the school has appealed".to_owned()));
    }
    let standing = item
        .last
        .as_ref()
        .map_or(Holds::AsSuggested, |last| holds(last, was, on));
    // Where the room stands against the rules, that the two differ is no movement.
    let held = match standing {
        Holds::SentBack => Some((190, "the last decision was sent back")),
        Holds::Lapsed(Lapse::Moved { .. }) => {
            Some((185, "the evidence has moved since the room differed"))
        }
        Holds::Lapsed(Lapse::ReviewPast) => Some((180, "the room differed; its review is past")),
        Holds::Waits => Some((130, "the last decision waits for approval")),
        Holds::Unread => Some((130, "the last decision waits for a second reader")),
        Holds::Approved => Some((110, "the room differed last time")),
        Holds::AsSuggested | Holds::Read => None,
    };
    if let Some((weight, words)) = held {
        return (weight + serious, Some(words.to_owned()));
    }
    let moved = item.last.as_ref();
    if let Some(words) = moved.and_then(|last| scheme.moved_words(last.band, band, true)) {
        return (200 + serious, Some(words));
    }
    if item.last.is_none() {
        return (150 + serious, Some("new this year".to_owned()));
    }
    if was.band.settled().is_none() {
        return (
            140 + serious,
            Some(format!("{}: unknowns matter", span_words(scheme, was.band))),
        );
    }
    if item.reply.is_some() {
        return (120 + serious, Some("the school has replied".to_owned()));
    }
    if item.cells.values().any(|cell| cell.reading.seen.contested) {
        return (
            115 + serious,
            Some("the school contests a value".to_owned()),
        );
    }
    let news = item.last.as_ref().is_some_and(|last| {
        let since = |one: &Known| one.recorded > last.on && one.counts(on);
        item.known.iter().any(since)
    });
    if news {
        return (105 + serious, Some("new word since last time".to_owned()));
    }
    if was.causing_concern {
        return (100 + serious, Some("school causing concern".to_owned()));
    }
    let evidence = item.evidence(scheme);
    let near = counterfactuals(scheme, &evidence, was, 4)
        .into_iter()
        .filter(|one| one.changes.len() == 1)
        .any(|one| {
            one.changes
                .iter()
                .any(|change| change.pupils.is_some_and(|(more, _)| more.abs() <= 2))
        });
    if near {
        return (90 + serious, Some("within two pupils of a line".to_owned()));
    }
    (serious, None)
}
