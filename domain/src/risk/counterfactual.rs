//! What would have had to be otherwise for another band. How the rule works, not advice.
//!
//! Exact: each answer is found by running the rules again. Open questions stay open, so an unknown is
//! neither hoped nor feared away. A worse result never leads to a less serious band (schemes are checked
//! for that), so a set of changes can move a school at all only if it does with each at its furthest:
//! that is what makes looking for every smallest set quick.

use serde::{Deserialize, Serialize};

use super::categorise::Categorisation;
use super::level::{Band, Judged, Level};
use super::near::{Shift, options};
use super::scheme::Scheme;
use super::weigh::{Run, Sum};
use crate::schools::{Evidence, Key, Value};

/// The most things that are looked at changing together: more than that is no answer to a head.
pub const MOST_CHANGES: usize = 4;

/// One smallest set of changes that leads to another band.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counterfactual {
    pub changes: Vec<Changed>,
    pub band: Band,
    pub risk: Level,
}

/// One indicator that would be otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    pub indicator: Key,
    pub to: Level,
    /// The nearest value that has that level.
    pub value: Value,
    /// For a percentage of a known cohort: how many more pupils (or fewer, negative) that takes, and
    /// how many that makes in all.
    pub pupils: Option<(i32, u32)>,
}

/// The smallest sets of changes to known indicators that would move the suggestion: every set of the
/// fewest indicators that leads to a less serious band, then every such set that leads to a more serious
/// one, each by the least change of level that does. At most `most` of them, and none where more than
/// [`MOST_CHANGES`] things would have to be otherwise.
pub fn counterfactuals(
    scheme: &Scheme,
    evidence: &Evidence,
    now: &Categorisation,
    most: usize,
) -> Vec<Counterfactual> {
    let options = options(scheme, evidence, now);
    let mut found = Vec::new();
    for worse in [false, true] {
        let mut search = Search::new(scheme, now, &options, worse);
        for size in 1..=MOST_CHANGES {
            search.of_size(size);
            if !search.found.is_empty() {
                break;
            }
        }
        found.append(&mut search.found);
    }
    found.truncate(most);
    found
}

/// One indicator and the other levels it could have, nearest first.
struct Place<'a> {
    at: usize,
    was: Level,
    ways: Vec<&'a Shift>,
}

struct Search<'a> {
    scheme: &'a Scheme,
    now: &'a Categorisation,
    base: Sum,
    places: Vec<Place<'a>>,
    chosen: Vec<usize>,
    found: Vec<Counterfactual>,
}

impl<'a> Search<'a> {
    fn new(scheme: &'a Scheme, now: &'a Categorisation, options: &'a [Shift], worse: bool) -> Self {
        let mut base = Sum::default();
        for (at, one) in now.judged.iter().enumerate() {
            base.add(scheme, at, one.known());
        }
        let mut places: Vec<Place<'a>> = Vec::new();
        for option in options {
            let (Judged::Is(was) | Judged::Contested(was)) = now.judged[option.at] else {
                continue;
            };
            if (option.changed.to > was) != worse {
                continue;
            }
            match places.last_mut() {
                Some(place) if place.at == option.at => place.ways.push(option),
                _ => places.push(Place {
                    at: option.at,
                    was,
                    ways: vec![option],
                }),
            }
        }
        for place in &mut places {
            let was = place.was as u8;
            place
                .ways
                .sort_by_key(|way| (way.changed.to as u8).abs_diff(was));
        }
        Self {
            scheme,
            now,
            base,
            places,
            chosen: Vec::new(),
            found: Vec::new(),
        }
    }

    fn of_size(&mut self, size: usize) {
        let base = self.base.clone();
        self.choose(size, 0, &base);
    }

    /// Chooses `more` of the places from `from` on; `sum` holds what is chosen, each at its furthest.
    fn choose(&mut self, more: usize, from: usize, sum: &Sum) {
        if more == 0 {
            if self.moves(sum.clone()).is_some() {
                self.found.extend(self.least());
            }
            return;
        }
        // Nothing is to be found where even all that is left together would not move the school.
        let mut all = sum.clone();
        for place in &self.places[from..] {
            all.replace(self.scheme, place.at, place.was, place.furthest());
        }
        if self.places.len() - from < more || self.moves(all).is_none() {
            return;
        }
        for next in from..=self.places.len() - more {
            let place = &self.places[next];
            let mut with = sum.clone();
            with.replace(self.scheme, place.at, place.was, place.furthest());
            self.chosen.push(next);
            self.choose(more - 1, next + 1, &with);
            self.chosen.pop();
        }
    }

    fn moves(&self, mut sum: Sum) -> Option<Run> {
        let run = sum.come_to(self.scheme, self.now.before.as_ref());
        (run.band != self.now.band.known).then_some(run)
    }

    /// Of the places chosen, the least change of level that moves the school; of equals the first.
    fn least(&self) -> Option<Counterfactual> {
        let ways: Vec<usize> = self
            .chosen
            .iter()
            .map(|at| self.places[*at].ways.len())
            .collect();
        let all: usize = ways.iter().product();
        (0..all)
            .map(|mut nth| {
                ways.iter()
                    .map(|count| {
                        let one = nth % count;
                        nth /= count;
                        one
                    })
                    .collect::<Vec<usize>>()
            })
            .filter_map(|steps| {
                let mut sum = self.base.clone();
                for (place, step) in self.chosen.iter().zip(&steps) {
                    let place = &self.places[*place];
                    sum.replace(
                        self.scheme,
                        place.at,
                        place.was,
                        place.ways[*step].changed.to,
                    );
                }
                let run = self.moves(sum)?;
                Some((steps.iter().sum::<usize>(), steps, run))
            })
            .min_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)))
            .map(|(_, steps, run)| Counterfactual {
                changes: self
                    .chosen
                    .iter()
                    .zip(&steps)
                    .map(|(place, step)| self.places[*place].ways[*step].changed.clone())
                    .collect(),
                band: run.band,
                risk: run.risk,
            })
    }
}

impl Place<'_> {
    fn furthest(&self) -> Level {
        self.ways.last().map_or(self.was, |way| way.changed.to)
    }
}
