//! Bands that are gone. A decision keeps the place of its band under the version it was made under. Here that
//! place is read in that version, and found again by the band's id in the one it is looked at with: where that
//! has no such band any more, it keeps its own words and stands between the bands it stood between.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::document::{BandDoc, Document, FormerDoc, OwnerDoc, Standing};
use super::level::{Band, Span};
use super::scheme::{BandRule, Scheme};
use super::words::span_words;
use crate::schools::Key;

/// The bands of one version, least serious first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionBands {
    pub version: u32,
    pub bands: Vec<BandName>,
}

/// What a band was called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BandName {
    pub id: Key,
    pub word: String,
    pub short: String,
    pub tone: u8,
    pub meaning: String,
}

impl BandName {
    /// The names of the bands of a document.
    pub fn all(document: &Document) -> Vec<Self> {
        let name = |band: &BandDoc| Self {
            id: band.id,
            word: band.word.clone(),
            short: band.short.clone(),
            tone: band.tone,
            meaning: band.meaning.clone(),
        };
        document.band.iter().map(name).collect()
    }
}

/// A band that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    pub rule: BandRule,
    /// The last version that had it.
    pub until: u32,
    /// Place of the mildest band that is more serious; how many bands there are where none is.
    below: usize,
}

impl Former {
    /// Those of a document that are not among its bands again.
    pub(super) fn of(document: &Document) -> Vec<Self> {
        let place = |id: Key| document.band.iter().position(|band| band.id == id);
        document
            .former
            .iter()
            .filter(|one| place(one.id).is_none())
            .map(|one| Self {
                rule: rule(one),
                until: one.until,
                below: one.below.and_then(place).unwrap_or(document.band.len()),
            })
            .collect()
    }
}

/// Nothing leads into it and nothing follows from it any more.
fn rule(one: &FormerDoc) -> BandRule {
    BandRule {
        id: one.id,
        word: one.word.clone(),
        short: one.short.clone(),
        tone: one.tone,
        meaning: one.meaning.clone(),
        category: String::new(),
        owner: [OwnerDoc::Refuse; 4],
        review_months: [0; 4],
        days: 0,
        support_within_days: None,
        clock: None,
        second_reader: false,
        follows: Vec::new(),
        standing: Standing::Proposed,
        source: String::new(),
        when: Vec::new(),
    }
}

impl Document {
    /// Puts a band among those that are gone, as this document has it: `until` is the last version with it.
    pub(super) fn keep_former(&mut self, id: Key, until: u32) {
        let Some(at) = self.band.iter().position(|band| band.id == id) else {
            return;
        };
        let above = self.band.get(at + 1).map(|band| band.id);
        let band = &self.band[at];
        let gone = FormerDoc {
            id,
            word: band.word.clone(),
            short: band.short.clone(),
            tone: band.tone,
            meaning: band.meaning.clone(),
            until,
            below: above,
        };
        for one in &mut self.former {
            if one.below == Some(id) {
                one.below = above;
            }
        }
        self.former.retain(|one| one.id != id);
        self.former.push(gone);
    }
}

impl Scheme {
    /// The band of that id.
    pub fn band_named(&self, id: Key) -> Option<Band> {
        let at = self.bands.iter().position(|band| band.id == id)?;
        u8::try_from(at).ok().map(Band)
    }

    /// Every band, least serious first.
    pub fn all_bands(&self) -> impl Iterator<Item = Band> + use<> {
        (0..u8::try_from(self.bands.len()).unwrap_or(u8::MAX)).map(Band)
    }

    /// The scheme with every band that some version has and it has not, and where each place of each version
    /// is found here. Versions in their order.
    #[must_use]
    pub fn knowing(self: Arc<Self>, versions: &[VersionBands]) -> Arc<Self> {
        let ids = |bands: &[BandName]| bands.iter().map(|band| band.id).collect::<Vec<_>>();
        let own = ids(&BandName::all(&self.document));
        if versions.iter().all(|one| ids(&one.bands) == own) {
            return self;
        }
        let mut scheme = (*self).clone();
        scheme.document.former = gone(&own, versions);
        scheme.former = Former::of(&scheme.document);
        scheme.past = versions
            .iter()
            .map(|one| {
                let here = one
                    .bands
                    .iter()
                    .filter_map(|band| scheme.ever_named(band.id));
                (one.version, here.collect())
            })
            .collect();
        Arc::new(scheme)
    }

    /// Where a band of a version is found here.
    pub fn decided_under(&self, version: u32, band: Band) -> Band {
        let of_version = self.past.get(&version);
        let here = of_version.and_then(|bands| bands.get(usize::from(band.0)));
        here.copied().unwrap_or(band)
    }

    /// The same of an answer that unknowns had widened.
    pub fn suggested_under(&self, version: u32, span: Span<Band>) -> Span<Band> {
        let here = |band| self.decided_under(version, band);
        let ends = [here(span.lowest), here(span.highest)];
        let by_seriousness = |band: &Band| self.seriousness(*band);
        Span {
            lowest: ends
                .into_iter()
                .min_by_key(by_seriousness)
                .unwrap_or(span.lowest),
            known: here(span.known),
            highest: ends
                .into_iter()
                .max_by_key(by_seriousness)
                .unwrap_or(span.highest),
        }
    }

    /// The last version that had a band which is gone; none: it is one of these.
    pub fn gone_since(&self, band: Band) -> Option<u32> {
        let at = usize::from(band.0).checked_sub(self.bands.len())?;
        self.former.get(at).map(|one| one.until)
    }

    /// How serious a band is beside others, also where one of them is gone.
    pub fn seriousness(&self, band: Band) -> usize {
        let at = usize::from(band.0);
        match at.checked_sub(self.bands.len()) {
            None => 2 * at + 1,
            Some(gone) => self
                .former
                .get(gone)
                .map_or(2 * self.bands.len(), |one| 2 * one.below),
        }
    }

    /// Every band that is gone.
    pub fn former_bands(&self) -> impl Iterator<Item = Band> + use<> {
        let bands = self.bands.len();
        (bands..bands + self.former.len()).filter_map(|at| u8::try_from(at).ok().map(Band))
    }

    /// The band of that id, also where it is gone.
    pub fn ever_named(&self, id: Key) -> Option<Band> {
        let gone = || {
            let at = self.former.iter().position(|one| one.rule.id == id)?;
            u8::try_from(self.bands.len() + at).ok().map(Band)
        };
        self.band_named(id).or_else(gone)
    }

    /// "up from P2", "down from P3"; of a band that is gone "was P3 under version 5". None: the same band.
    pub fn moved_words(&self, before: Band, now: Band, short: bool) -> Option<String> {
        let rule = self.band(before);
        let word = if short { &rule.short } else { &rule.word };
        if before == now {
            return None;
        }
        Some(match self.gone_since(before) {
            Some(version) => format!("was {word} under version {version}"),
            None if now > before => format!("up from {word}"),
            None => format!("down from {word}"),
        })
    }

    /// What was decided or suggested before, with the version where the band is gone.
    pub fn past_words(&self, span: Span<Band>) -> String {
        let words = span_words(self, span);
        match self.gone_since(span.known) {
            Some(version) => format!("{words} (version {version})"),
            None => words,
        }
    }
}

/// Bands that some version has and these are not, each as the last version that has it says; in the order they
/// came, so that those found first keep their place when there are more.
fn gone(own: &[Key], versions: &[VersionBands]) -> Vec<FormerDoc> {
    let mut found: Vec<FormerDoc> = Vec::new();
    for one in versions {
        for (at, band) in one.bands.iter().enumerate() {
            if own.contains(&band.id) {
                continue;
            }
            let above = one.bands[at + 1..].iter().map(|band| band.id);
            let as_here = FormerDoc {
                id: band.id,
                word: band.word.clone(),
                short: band.short.clone(),
                tone: band.tone,
                meaning: band.meaning.clone(),
                until: one.version,
                below: above.clone().find(|id| own.contains(id)),
            };
            match found.iter_mut().find(|before| before.id == band.id) {
                Some(before) => *before = as_here,
                None => found.push(as_here),
            }
        }
    }
    found
}

/// Where each place is found, by version.
pub(super) type Past = BTreeMap<u32, Vec<Band>>;
