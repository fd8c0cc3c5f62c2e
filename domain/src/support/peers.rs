//! Peer reviews: in a round every school of a partnership is reviewed by another and reviews another, and none
//! reviews the school that reviews it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::log::{Kept, Word};
use super::request::LONGEST;
use crate::access::{Action, Actor, Resource, may};
use crate::calendar::Date;
use crate::schools::{PartnershipId, Urn};

/// Who reviews whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    pub reviewer: Urn,
    pub reviewed: Urn,
}

/// What a review found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    pub on: Date,
    /// What the school asked to be looked at.
    pub focus: String,
    pub strengths: String,
    /// What its peers would ask.
    pub questions: String,
    /// The day it is looked at again.
    pub again: Date,
}

/// One entry of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum PeerEntry {
    Begin {
        partnership: PartnershipId,
        title: String,
        pairs: Vec<Pair>,
        by: Date,
    },
    Record {
        reviewed: Urn,
        record: Box<Record>,
    },
    /// The word of the school that was reviewed.
    Reply {
        reviewed: Urn,
        words: String,
    },
    /// It was looked at again.
    Again {
        reviewed: Urn,
        on: Date,
        words: String,
    },
}

/// A review of a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    pub pair: Pair,
    pub record: Option<(Record, Word)>,
    pub reply: Option<Word>,
    pub again: Option<(Date, Word)>,
}

impl Review {
    /// What is to be done next, and by when.
    pub fn due(&self, by: Date) -> Option<(Date, &'static str)> {
        match (&self.record, &self.again) {
            (None, _) => Some((by, "Hold the review")),
            (Some((record, _)), None) => Some((record.again, "Look at it again")),
            _ => None,
        }
    }
}

/// A round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    pub revision: u64,
    pub partnership: PartnershipId,
    pub title: String,
    pub by: Date,
    pub begun: Word,
    pub reviews: Vec<Review>,
}

/// What somebody is to a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeerSeat {
    /// Who leads the partnership, or the authority.
    Lead,
    Reviewer,
    Reviewed,
}

/// What somebody is to a review; none: they are told of nothing. It stays between the two schools and their lead.
pub fn peer_seat(actor: &Actor, partnership: PartnershipId, pair: Pair) -> Option<PeerSeat> {
    let here = Resource::of(actor.authority);
    if may(
        actor,
        Action::RunPeers,
        &here.partnership(Some(partnership)),
    ) {
        return Some(PeerSeat::Lead);
    }
    let heads = |urn| may(actor, Action::ReadPeers, &here.school(urn));
    if heads(pair.reviewer) {
        Some(PeerSeat::Reviewer)
    } else {
        heads(pair.reviewed).then_some(PeerSeat::Reviewed)
    }
}

/// Why an entry cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeerRefusal {
    #[error("that is not yours to write")]
    NotYours,
    #[error("{1}")]
    Written(&'static str, &'static str),
}

/// Whether these pairs make a round of these schools.
///
/// # Errors
/// Where not, in words.
pub fn check_pairs(pairs: &[Pair], members: &[Urn]) -> Result<(), PeerRefusal> {
    let wrong = |words| Err(PeerRefusal::Written("pairs", words));
    let mut reviewers = BTreeSet::new();
    let mut reviewed = BTreeSet::new();
    for pair in pairs {
        if pair.reviewer == pair.reviewed {
            return wrong("no school reviews itself");
        }
        if !members.contains(&pair.reviewer) || !members.contains(&pair.reviewed) {
            return wrong("schools of the partnership review each other");
        }
        if !reviewers.insert(pair.reviewer) || !reviewed.insert(pair.reviewed) {
            return wrong("each school reviews one other and is reviewed by one");
        }
        let back = Pair {
            reviewer: pair.reviewed,
            reviewed: pair.reviewer,
        };
        if pairs.contains(&back) {
            return wrong("no school reviews the school that reviews it");
        }
    }
    if pairs.is_empty() {
        return wrong("a round needs at least three schools");
    }
    Ok(())
}

/// Who might review whom: a ring in which as few as can be meet the school they met before. Empty where there are
/// fewer than three.
pub fn suggest_pairs(members: &[Urn], before: &[Pair]) -> Vec<Pair> {
    let mut schools = members.to_vec();
    schools.sort_unstable();
    schools.dedup();
    let count = schools.len();
    let ring = |step: usize| -> Vec<Pair> {
        (0..count)
            .map(|at| Pair {
                reviewer: schools[at],
                reviewed: schools[(at + step) % count],
            })
            .collect()
    };
    (1..count)
        // Half way round, two schools would review each other.
        .filter(|step| step * 2 != count)
        .map(ring)
        .min_by_key(|pairs| pairs.iter().filter(|pair| before.contains(pair)).count())
        .filter(|_| count > 2)
        .unwrap_or_default()
}

impl Round {
    /// The round these entries make; none: nothing began it.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Kept<PeerEntry>>) -> Option<Self> {
        let mut entries = entries.into_iter();
        let first = entries.next()?;
        let PeerEntry::Begin {
            partnership,
            title,
            pairs,
            by,
        } = &first.entry
        else {
            return None;
        };
        let mut round = Self {
            revision: first.revision,
            partnership: *partnership,
            title: title.clone(),
            by: *by,
            begun: first.word(""),
            reviews: pairs
                .iter()
                .map(|pair| Review {
                    pair: *pair,
                    record: None,
                    reply: None,
                    again: None,
                })
                .collect(),
        };
        for kept in entries {
            round.take(kept);
        }
        Some(round)
    }

    fn take(&mut self, kept: &Kept<PeerEntry>) {
        self.revision = kept.revision;
        let of = match &kept.entry {
            PeerEntry::Begin { .. } => return,
            PeerEntry::Record { reviewed, .. }
            | PeerEntry::Reply { reviewed, .. }
            | PeerEntry::Again { reviewed, .. } => *reviewed,
        };
        let Some(review) = self.reviews.iter_mut().find(|one| one.pair.reviewed == of) else {
            return;
        };
        match &kept.entry {
            PeerEntry::Begin { .. } => {}
            PeerEntry::Record { record, .. } => {
                review.record = Some(((**record).clone(), kept.word("")));
            }
            PeerEntry::Reply { words, .. } => review.reply = Some(kept.word(words)),
            PeerEntry::Again { on, words, .. } => review.again = Some((*on, kept.word(words))),
        }
    }

    pub fn review(&self, reviewed: Urn) -> Option<&Review> {
        self.reviews
            .iter()
            .find(|one| one.pair.reviewed == reviewed)
    }

    /// Whether this entry can be made of a review, from this seat.
    ///
    /// # Errors
    /// Where not, and why.
    pub fn check(&self, entry: &PeerEntry, seat: PeerSeat, today: Date) -> Result<(), PeerRefusal> {
        let wrong = |field, words| Err(PeerRefusal::Written(field, words));
        let said = |field: &'static str, words: &str| {
            if words.trim().is_empty() {
                return wrong(field, "say it in words");
            }
            if words.chars().count() > LONGEST {
                return wrong(field, "write at most 2,000 characters");
            }
            Ok(())
        };
        match entry {
            PeerEntry::Begin { .. } => Err(PeerRefusal::NotYours),
            PeerEntry::Record { reviewed, record } => {
                if seat == PeerSeat::Reviewed {
                    return Err(PeerRefusal::NotYours);
                }
                if self
                    .review(*reviewed)
                    .is_none_or(|one| one.record.is_some())
                {
                    return wrong("focus", "this review is written down already");
                }
                if record.on > today {
                    return wrong("on", "a review is written down once it was held");
                }
                if record.again <= record.on {
                    return wrong("again", "it is looked at again on a later day");
                }
                said("focus", &record.focus)?;
                said("strengths", &record.strengths)?;
                said("questions", &record.questions)
            }
            PeerEntry::Reply { reviewed, words } => {
                if seat != PeerSeat::Reviewed {
                    return Err(PeerRefusal::NotYours);
                }
                if self
                    .review(*reviewed)
                    .is_none_or(|one| one.record.is_none())
                {
                    return wrong("words", "there is no record to speak to yet");
                }
                said("words", words)
            }
            PeerEntry::Again {
                reviewed,
                on,
                words,
            } => {
                if seat == PeerSeat::Reviewer {
                    return Err(PeerRefusal::NotYours);
                }
                if self
                    .review(*reviewed)
                    .is_none_or(|one| one.record.is_none())
                {
                    return wrong("words", "there is no review to look at again yet");
                }
                if *on > today {
                    return wrong("on", "say it once it was looked at");
                }
                said("words", words)
            }
        }
    }
}

#[cfg(test)]
mod tests;
