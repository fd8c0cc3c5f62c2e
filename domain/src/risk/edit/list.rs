//! Which categories there are: one more, one fewer, one more or less serious than it was. What was decided is
//! kept with the version it was decided under, so none of this changes what a room said.

use super::bands::{RuleText, tidy};
use super::own::ids::key_of;
use crate::risk::document::{BandDoc, Document, OwnerDoc, Standing, WhenDoc};
use crate::risk::number::Hundredths;
use crate::schools::Key;

/// A category as somebody writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBand {
    pub word: String,
    pub short: String,
    pub meaning: String,
    /// The next less serious; none: it is the least serious of all.
    pub above: Option<Key>,
    /// What leads into it; where categories are decided by sums of points, half of those of the one below.
    pub rule: RuleText,
}

impl NewBand {
    /// What is not said yet, in words for whoever writes it.
    pub fn missing(&self, document: &Document) -> Option<&'static str> {
        if self.word.trim().is_empty() {
            return Some("Give it a name.");
        }
        if self.short.trim().is_empty() {
            return Some("Give it a short name.");
        }
        if self.meaning.trim().is_empty() {
            return Some("Say what it means.");
        }
        if document.by_sums() {
            return None;
        }
        self.rule.missing()
    }

    /// Its id: made from its name, so that one that comes back is the one it was.
    pub fn id(&self, document: &Document) -> Key {
        let gone = document.former.iter().find(|one| {
            one.word.eq_ignore_ascii_case(self.word.trim())
                && !document.band.iter().any(|band| band.id == one.id)
        });
        gone.map_or_else(
            || {
                key_of(&self.word, "band", |id| {
                    document.band.iter().any(|band| band.id == id)
                        || document.former.iter().any(|one| one.id == id)
                })
            },
            |one| one.id,
        )
    }
}

impl Document {
    /// Whether categories are decided by the sum of points.
    pub fn by_sums(&self) -> bool {
        self.band.iter().any(|band| band.points.is_some())
    }

    pub(super) fn add_band(&mut self, new: NewBand) {
        let id = new.id(self);
        let below = new
            .above
            .map(|id| self.band.iter().position(|one| one.id == id));
        if below == Some(None) {
            return;
        }
        let below = below.flatten();
        let at = below.map_or(0, |below| below + 1);
        let Some(like) = self.band.get(below.unwrap_or(0)).cloned() else {
            return;
        };
        let above = self.band.get(at).map(|band| band.tone);
        let tone = match (below, above) {
            (Some(_), Some(above)) if like.tone + 1 < above => like.tone + 1,
            (Some(_), None) => (like.tone + 1).min(4),
            (None, _) => like.tone.saturating_sub(1),
            _ => like.tone,
        };
        let worse = new.rule.all.iter().all(|one| one.at_most.is_none());
        let when = match self.by_sums() {
            true => Vec::new(),
            false => vec![WhenDoc {
                words: tidy(&new.rule.words),
                standing: Standing::Proposed,
                source: String::new(),
                all: new.rule.all,
            }],
        };
        let band = BandDoc {
            id,
            word: tidy(&new.word),
            short: tidy(&new.short),
            tone,
            meaning: tidy(&new.meaning),
            category: String::new(),
            owner: like.owner.map(|owner| match owner {
                OwnerDoc::Refuse => OwnerDoc::Partnership,
                owner => owner,
            }),
            clock: None,
            second_reader: below.is_some() && like.second_reader,
            follows: Vec::new(),
            standing: Standing::Proposed,
            source: String::new(),
            points: like.points,
            when,
            ..like
        };
        self.band.insert(at, band);
        if let Some(sums) = like.points {
            self.share(sums, at);
        }
        let place = |id: &Key| self.band.iter().position(|band| band.id == *id);
        // Worse results never lead to a less serious category: one they lead into is tried before every less
        // serious one, one they lead out of after.
        let nth = if worse {
            self.decide.iter().position(|one| place(one) < Some(at))
        } else {
            let last = self.decide.iter().rposition(|one| place(one) < Some(at));
            Some(last.map_or(0, |last| last + 1))
        };
        self.decide.insert(nth.unwrap_or(self.decide.len()), id);
        self.former.retain(|one| one.id != id);
    }

    /// Two categories that stand beside each other share what one of them had.
    fn share(&mut self, [from, to]: [Hundredths; 2], new: usize) {
        let middle = Hundredths(from.0 + (to.0 - from.0) / 2);
        let low = new.saturating_sub(1);
        for (at, sums) in [(low, [from, middle]), (low + 1, [middle, to])] {
            if let Some(band) = self.band.get_mut(at) {
                band.points = Some(sums);
            }
        }
    }

    pub(super) fn remove_band(&mut self, id: Key) {
        let Some(at) = self.band.iter().position(|band| band.id == id) else {
            return;
        };
        if self.band.len() == 1 {
            return;
        }
        self.keep_former(id, self.version);
        let gone = self.band.remove(at);
        self.decide.retain(|one| *one != id);
        let above = self.band.get(at).or(self.band.last()).map(|band| band.id);
        if self.weak_from == Some(id) {
            self.weak_from = above;
        }
        for band in &mut self.band {
            // A rule that asked for nothing but that it was so has nothing left to ask.
            band.when.retain_mut(|rule| {
                rule.all.iter_mut().all(|asked| {
                    let named = asked.was.contains(&id);
                    asked.was.retain(|one| *one != id);
                    !(named && asked.was.is_empty())
                })
            });
        }
        if let Some([from, to]) = gone.points {
            let (heir, end, sum) = match at.checked_sub(1) {
                Some(below) => (below, 1, to),
                None => (0, 0, from),
            };
            if let Some(sums) = self
                .band
                .get_mut(heir)
                .and_then(|band| band.points.as_mut())
            {
                sums[end] = sum;
            }
        }
    }

    /// Changes places with the one above, or below. What hangs on the place stays where it was: the sums, and
    /// whether a second person reads.
    pub(super) fn move_band(&mut self, id: Key, up: bool) {
        let Some(at) = self.band.iter().position(|band| band.id == id) else {
            return;
        };
        let other = if up {
            at.checked_add(1)
        } else {
            at.checked_sub(1)
        };
        let Some(other) = other.filter(|other| *other < self.band.len()) else {
            return;
        };
        let beside = self.band[other].id;
        self.band.swap(at, other);
        let (low, high) = self.band.split_at_mut(at.max(other));
        if let (Some(low), Some(high)) = (low.last_mut(), high.first_mut()) {
            std::mem::swap(&mut low.points, &mut high.points);
            std::mem::swap(&mut low.second_reader, &mut high.second_reader);
        }
        for one in &mut self.decide {
            *one = match *one {
                one if one == id => beside,
                one if one == beside => id,
                one => one,
            };
        }
    }
}

#[cfg(test)]
mod tests;
