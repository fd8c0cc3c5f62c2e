//! Bands: what each condition asks, in which order they are tried, and that sums leave no gap.

use super::{Checker, Names, twice};
use crate::risk::document::{BandDoc, ConditionDoc, Document, WhenDoc};
use crate::risk::fault::Place;
use crate::risk::level::{Band, Level};
use crate::risk::scheme::{BandRule, Before, Clock, Condition, When};

impl Checker {
    pub(super) fn bands(&mut self, document: &Document, names: &Names) -> Vec<BandRule> {
        if let Some(id) = twice(document.band.iter().map(|band| band.id)) {
            self.fault(Place::of("band", id), "is listed twice");
        }
        self.sums(document);
        for pair in document.band.windows(2) {
            if pair[0].second_reader && !pair[1].second_reader {
                let reason = format!(
                    "a second person reads {} and not this, which is more serious",
                    pair[0].word
                );
                self.fault(Place::of("band", pair[1].id), reason);
            }
        }
        document
            .band
            .iter()
            .map(|band| self.band(document, band, names))
            .collect()
    }

    fn band(&mut self, document: &Document, band: &BandDoc, names: &Names) -> BandRule {
        let at = Place::of("band", band.id);
        if band.tone > 4 {
            self.fault(at, "tone is 0 to 4");
        }
        if band
            .clock
            .as_ref()
            .is_some_and(|clock| clock.warn_months >= clock.limit_months)
        {
            self.fault(at, "the clock warns before its limit");
        }
        let mut when: Vec<When> = band
            .when
            .iter()
            .enumerate()
            .map(|(nth, when)| self.when(document, at.within("when", nth), when, names))
            .collect();
        // A sum from nothing on takes every school that is left.
        if let Some([from, _]) = band.points
            && from.0 > 0
        {
            when.push(When {
                words: band.meaning.clone(),
                standing: band.standing,
                source: band.source.clone(),
                all: vec![Condition::PointsAtLeast(from.0)],
            });
        }
        BandRule {
            id: band.id,
            word: band.word.clone(),
            short: band.short.clone(),
            tone: band.tone,
            meaning: band.meaning.clone(),
            category: band.category.clone(),
            owner: band.owner,
            review_months: band.review_months,
            days: band.days,
            support_within_days: band.support_within_days,
            clock: band.clock.as_ref().map(|clock| Clock {
                warn_months: clock.warn_months,
                limit_months: clock.limit_months,
            }),
            second_reader: band.second_reader,
            follows: band.follows.clone(),
            standing: band.standing,
            source: band.source.clone(),
            when,
        }
    }

    fn when(&mut self, document: &Document, at: Place, when: &WhenDoc, names: &Names) -> When {
        if when.all.is_empty() {
            self.fault(at, "a rule without a condition is always met");
        }
        When {
            words: when.words.clone(),
            standing: when.standing,
            source: when.source.clone(),
            all: when
                .all
                .iter()
                .filter_map(|condition| self.condition(document, at, condition, names))
                .collect(),
        }
    }

    fn condition(
        &mut self,
        document: &Document,
        at: Place,
        asked: &ConditionDoc,
        names: &Names,
    ) -> Option<Condition> {
        let any = self.places(at, &asked.any_of, names);
        let all = self.places(at, &asked.all_of, names);
        let before = self.before(document, at, asked);
        let mut found: Vec<Condition> = Vec::new();
        match (asked.at_least, asked.at_most) {
            (Some(level), None) if level > Level::None => {
                if !asked.any_of.is_empty() {
                    found.push(Condition::AnyAtLeast(any, level));
                }
                if asked.risk {
                    found.push(Condition::RiskAtLeast(level));
                }
            }
            (None, Some(level)) if level < Level::High => {
                if !asked.all_of.is_empty() {
                    found.push(Condition::AllAtMost(all, level));
                }
                if asked.risk {
                    found.push(Condition::RiskAtMost(level));
                }
            }
            (None, None) => {
                found.extend(
                    asked
                        .points_at_least
                        .map(|sum| Condition::PointsAtLeast(sum.0)),
                );
                found.extend(
                    asked
                        .points_at_most
                        .map(|sum| Condition::PointsAtMost(sum.0)),
                );
                found.extend(before.map(Condition::Before));
            }
            _ => {}
        }
        let alone = [
            !asked.any_of.is_empty(),
            !asked.all_of.is_empty(),
            asked.risk,
            asked.points_at_least.is_some(),
            asked.points_at_most.is_some(),
            asks_before(asked),
        ];
        if found.len() != 1 || alone.iter().filter(|one| **one).count() != 1 {
            self.fault(
                at,
                "a condition is one of: any_of with at_least (low or worse), all_of with at_most (medium or better), \
                 risk = true with one of the two, points_at_least, points_at_most, or what was decided before",
            );
            return None;
        }
        found.pop()
    }

    fn before(&mut self, document: &Document, at: Place, asked: &ConditionDoc) -> Option<Before> {
        if !asks_before(asked) {
            return None;
        }
        let mut was = Vec::new();
        for id in &asked.was {
            match document.band.iter().position(|band| band.id == *id) {
                Some(place) => was.push(Band(u8::try_from(place).unwrap_or(u8::MAX))),
                None => self.fault(at, format!("there is no band {id}")),
            }
        }
        Some(Before {
            was,
            months_at_least: asked.months_at_least,
            on_track_at_least: asked.on_track_at_least,
            on_track_at_most: asked.on_track_at_most,
            without_progress_at_least: asked.without_progress_at_least,
            met: asked.met,
        })
    }

    pub(super) fn decide(&mut self, document: &Document, bands: &[BandRule]) -> Vec<Band> {
        let place = Place::section("decide");
        let mut decide = Vec::new();
        for id in &document.decide {
            match bands.iter().position(|band| band.id == *id) {
                Some(at) => decide.push(Band(u8::try_from(at).unwrap_or(u8::MAX))),
                None => self.fault(place, format!("there is no band {id}")),
            }
        }
        if let Some(id) = twice(document.decide.iter().copied()) {
            self.fault(place, format!("band {id} is tried twice"));
        }
        let rest = |band: &Band| bands[usize::from(band.0)].when.is_empty();
        match decide.split_last() {
            None => self.fault(place, "names no band"),
            Some((last, others)) => {
                if !rest(last) {
                    self.fault(
                        place,
                        "the last band to be tried must have no “when”: it takes every school that is left",
                    );
                }
                if let Some(early) = others.iter().find(|band| rest(band)) {
                    let word = &bands[usize::from(early.0)].word;
                    self.fault(
                        place,
                        format!("{word} has no rule, so it takes every school and what is tried after it is never reached"),
                    );
                }
            }
        }
        for band in bands {
            if !document.decide.contains(&band.id) {
                self.fault(place, format!("{} is never tried", band.word));
            }
        }
        decide
    }

    /// Bands by sums: from nothing to the most there can be, each beginning where the one below ends.
    fn sums(&mut self, document: &Document) {
        let summed: Vec<&BandDoc> = document
            .band
            .iter()
            .filter(|band| band.points.is_some())
            .collect();
        if summed.is_empty() {
            return;
        }
        if document.points.is_none() {
            self.fault(
                Place::of("band", summed[0].id),
                "nothing gives points: say “points = …”",
            );
            return;
        }
        if let Some(band) = document.band.iter().find(|band| band.points.is_none()) {
            self.fault(
                Place::of("band", band.id),
                "the other bands are decided by sums of points, and this one is not",
            );
        }
        let most = document.most_points();
        let mut reached = 0;
        for band in &summed {
            let [from, to] = band.points.map_or([0, 0], |pair| pair.map(|one| one.0));
            let at = Place::of("band", band.id);
            if to <= from {
                self.fault(at, "its sums end before they begin");
            } else if from < reached {
                self.fault(
                    at,
                    "the bands overlap: its sums begin before those of the band below end",
                );
            } else if from > reached {
                self.fault(
                    at,
                    "the bands leave a gap between its sums and those of the band below",
                );
            }
            reached = to;
        }
        if let Some(last) = summed.last()
            && reached != most
        {
            let most =
                super::super::words::number_words(super::super::catalogue::Unit::Count, most);
            self.fault(
                Place::of("band", last.id),
                format!("the bands leave a gap, or reach too far: the most there can be is {most}"),
            );
        }
    }
}

fn asks_before(asked: &ConditionDoc) -> bool {
    !asked.was.is_empty()
        || asked.months_at_least.is_some()
        || asked.on_track_at_least.is_some()
        || asked.on_track_at_most.is_some()
        || asked.without_progress_at_least.is_some()
        || asked.met.is_some()
}
