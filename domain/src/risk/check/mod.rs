//! Checks a scheme document: every name resolved, every rule able to fire, every fault named.

mod bands;
mod indicators;
mod names;
mod order;
mod reach;
mod script;

use std::collections::BTreeSet;

use super::document::{Document, TallyDoc};
use super::fault::{Place, SchemeFault};
use super::former::{Former, Past};
use super::level::{Band, Judged, Level};
use super::number::Hundredths;
use super::places::{Bits, Lookup};
use super::scheme::{Area, Indicator, Places, Raise, Scheme, Tally};
use super::weigh::{MOST_AREAS, MOST_COUNTED, MOST_INDICATORS, Rules, Tallies, Weight};
use crate::schools::{Key, Phase, Setting};

/// The scheme a whole document describes.
///
/// # Errors
/// Every fault found, each with its place.
pub(super) fn check(document: Document) -> Result<Scheme, Vec<SchemeFault>> {
    let mut checker = Checker::default();
    script::check(&mut checker, &document);
    names::check(&mut checker, &document);
    let scheme = checker.scheme(document);
    match scheme {
        Some(scheme) if checker.faults.is_empty() => {
            order::check(&mut checker, &scheme);
            if checker.faults.is_empty() {
                reach::check(&mut checker, &scheme);
            }
            if checker.faults.is_empty() {
                Ok(scheme)
            } else {
                Err(checker.faults)
            }
        }
        _ => Err(checker.faults),
    }
}

#[derive(Default)]
struct Checker {
    faults: Vec<SchemeFault>,
}

impl Checker {
    fn fault(&mut self, at: Place, reason: impl Into<String>) {
        self.faults.push(SchemeFault::new(at, reason));
    }

    /// The scheme, where there is enough of one to go on with.
    fn scheme(&mut self, document: Document) -> Option<Scheme> {
        self.sizes(&document)?;
        let areas: Vec<Area> = document
            .area
            .iter()
            .map(|area| Area {
                id: area.id,
                name: area.name.clone(),
            })
            .collect();
        let order: Vec<Key> = document.indicator.iter().map(|one| one.id).collect();
        let indicators = self.indicators(&document, &areas);
        let names = Names(indicators.iter().map(|one| one.id).collect());
        let raises = self.raises(&document, &names);
        let bands = self.bands(&document, &names);
        let decide = self.decide(&document, &bands);
        let category_of_concern = self.places(
            Place::section("category_of_concern"),
            &document.category_of_concern,
            &names,
        );
        let area_rule = self.tallies("area_rule", &document.area_rule);
        let risk_rule = self.tallies("risk_rule", &document.risk_rule);
        let points = self.points(&document);
        let weak_from = document.weak_from.and_then(|id| {
            let at = bands.iter().position(|band| band.id == id);
            if at.is_none() {
                self.fault(
                    Place::section("weak_from"),
                    format!("there is no band {id}"),
                );
            }
            at.and_then(|at| u8::try_from(at).ok()).map(Band)
        });
        let minutes = document.meetings.minutes;
        if minutes.is_some_and(|minutes| !(1..=120).contains(&minutes)) {
            self.fault(
                Place::section("meetings"),
                "a meeting plans 1 to 120 minutes for a school",
            );
        }
        if !self.faults.is_empty() {
            return None;
        }
        let weights = indicators
            .iter()
            .map(|one| Weight {
                area: u8::try_from(one.area).unwrap_or(0),
                critical: one.critical,
                points: points.map(|level| level * i32::from(one.weight)),
            })
            .collect();
        Some(Scheme {
            name: document.name.clone(),
            version: document.version,
            owner: document.owner.clone(),
            from: document.from,
            note: document.note.clone(),
            small_cohort: document.small_cohort.unwrap_or(0),
            meetings: document.meetings,
            risk_words: document.risk_words.clone(),
            rules: Rules::of(&decide, &bands),
            area_table: Tallies::of(&area_rule),
            risk_table: Tallies::of(&risk_rule),
            areas,
            area_rule,
            risk_rule,
            decide,
            former: Former::of(&document),
            past: Past::new(),
            category_of_concern: category_of_concern.list,
            reading_order: order.iter().filter_map(|id| names.place(*id)).collect(),
            weak_from,
            points,
            risk_points: document.risk_points.map(|lines| lines.map(|line| line.0)),
            lookup: Lookup::of(&indicators),
            unasked: unasked(&indicators),
            weights,
            raises,
            bands,
            indicators,
            document,
        })
    }

    fn sizes(&mut self, document: &Document) -> Option<()> {
        let before = self.faults.len();
        for (section, count, most) in [
            ("band", document.band.len(), 8),
            ("area", document.area.len(), MOST_AREAS),
            ("indicator", document.indicator.len(), MOST_INDICATORS),
        ] {
            if count == 0 || count > most {
                self.fault(
                    Place::section(section),
                    format!("a scheme has 1 to {most} of these; this has {count}"),
                );
            }
        }
        (self.faults.len() == before).then_some(())
    }

    fn tallies(&mut self, section: &'static str, rules: &[TallyDoc]) -> Vec<Tally> {
        let place = Place::section(section);
        for pair in rules.windows(2) {
            if pair[0].level < pair[1].level {
                self.fault(place, "rules are listed most serious first");
            }
        }
        for rule in rules {
            let asked = [rule.critical, rule.high, rule.medium, rule.low];
            if asked == [0; 4] {
                self.fault(place, "a rule asks for nothing, so it is always met");
            }
            if asked.iter().map(|count| usize::from(*count)).sum::<usize>() > MOST_COUNTED {
                self.fault(place, format!("a rule counts {MOST_COUNTED} at most"));
            }
        }
        rules
            .iter()
            .map(|rule| Tally {
                level: rule.level,
                critical: rule.critical,
                at: [rule.low, rule.medium, rule.high],
                standing: rule.standing,
            })
            .collect()
    }

    fn points(&mut self, document: &Document) -> [i32; 4] {
        let Some(points) = &document.points else {
            if document.risk_points.is_some() {
                self.fault(
                    Place::section("risk_points"),
                    "nothing gives points: say “points = …”",
                );
            }
            return [0; 4];
        };
        let levels = points.levels.map(|one| one.0);
        if levels[0] != 0 || !levels.is_sorted() || levels[3] == 0 || levels[3] > 1_000_000 {
            self.fault(
                Place::section("points"),
                "none gives 0 points, and a more serious level never fewer than a less serious one",
            );
        }
        if document.risk_points.is_some_and(|lines| !rising(&lines)) {
            self.fault(
                Place::section("risk_points"),
                "the sums for low, medium and high rise",
            );
        }
        levels
    }

    fn places(&mut self, at: Place, ids: &[Key], names: &Names) -> Places {
        let mut places = Places {
            list: Vec::new(),
            bits: Bits::default(),
        };
        for id in ids {
            match names.place(*id) {
                Some(one) => {
                    places.list.push(one);
                    places.bits.insert(one);
                }
                None => self.fault(at, format!("there is no indicator {id}")),
            }
        }
        places
    }

    /// Raises, each after those that raise what it looks at.
    fn raises(&mut self, document: &Document, names: &Names) -> Vec<Raise> {
        let mut waiting: Vec<Raise> = Vec::new();
        for one in &document.indicator {
            let (Some(raise), Some(indicator)) = (&one.raise, names.place(one.id)) else {
                continue;
            };
            let at = Place::of("indicator", one.id).within("raise", 0);
            let by = self.places(at, &raise.any_of, names);
            if raise.to <= raise.from || raise.at_least == Level::None {
                self.fault(
                    at,
                    "a raise leads from a level to a more serious one, by what is at least low",
                );
            }
            waiting.push(Raise {
                indicator,
                from: raise.from,
                by,
                at_least: raise.at_least,
                to: raise.to,
                words: raise.words.clone(),
                standing: raise.standing,
                source: raise.source.clone(),
            });
        }
        let mut sorted: Vec<Raise> = Vec::new();
        while !waiting.is_empty() {
            let free = waiting.iter().position(|one| {
                !waiting
                    .iter()
                    .any(|other| one.by.list.contains(&other.indicator))
            });
            if let Some(at) = free {
                sorted.push(waiting.remove(at));
            } else {
                let ids: Vec<String> = waiting
                    .iter()
                    .map(|one| names.0[one.indicator].to_string())
                    .collect();
                self.fault(
                    Place::of("indicator", names.0[waiting[0].indicator]).within("raise", 0),
                    format!("a cycle: {} are raised by each other", ids.join(" and ")),
                );
                break;
            }
        }
        sorted
    }
}

/// Ids of indicators, in order.
struct Names(Vec<Key>);

impl Names {
    fn place(&self, id: Key) -> Option<usize> {
        self.0.binary_search(&id).ok()
    }
}

fn rising(lines: &[Hundredths; 3]) -> bool {
    lines.windows(2).all(|pair| pair[0] < pair[1]) && lines[0].0 > 0
}

fn unasked(indicators: &[Indicator]) -> Vec<Vec<Judged>> {
    let settings = [Setting::Mainstream, Setting::Special, Setting::Alternative];
    Phase::ALL
        .into_iter()
        .flat_map(|phase| settings.map(|setting| (phase, setting)))
        .map(|(phase, setting)| {
            indicators
                .iter()
                .map(|one| {
                    if one.applies(phase, setting) {
                        Judged::NotCollected
                    } else {
                        Judged::DoesNotApply
                    }
                })
                .collect()
        })
        .collect()
}

/// Whether any of a list stands in it twice.
fn twice<T: Ord + Copy>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut seen = BTreeSet::new();
    all.into_iter().find(|one| !seen.insert(*one))
}
