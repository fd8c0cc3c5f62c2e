//! From levels to areas, risk and band: one pass, without allocating.
//!
//! Levels are kept as counts an area and as one set of bits a level, so that a rule over many
//! indicators is one comparison. Which counts make which level is looked up in a table made once.

use super::categorise::History;
use super::level::{Band, Level};
use super::places::Bits;
use super::scheme::{BandRule, Before, Condition, Scheme, Tally};

/// Most areas and indicators of a scheme; more are refused when it is checked.
pub(super) const MOST_AREAS: usize = 16;
pub(super) const MOST_INDICATORS: usize = 128;
/// The most that one rule of counting may ask for in all.
pub(super) const MOST_COUNTED: usize = 12;

/// What one indicator adds at each level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Weight {
    pub area: u8,
    pub critical: bool,
    /// Hundredths of a point at none, low, medium, high.
    pub points: [i32; 4],
}

/// Rules of counting as a table: so many critical, high, medium and low make this level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tallies {
    /// Counts above this change nothing.
    most: usize,
    table: Vec<Level>,
}

impl Tallies {
    pub fn of(rules: &[Tally]) -> Self {
        let asked = |rule: &Tally| {
            rule.at
                .iter()
                .map(|count| usize::from(*count))
                .sum::<usize>()
        };
        let most = rules
            .iter()
            .map(asked)
            .chain(rules.iter().map(|rule| usize::from(rule.critical)))
            .max()
            .unwrap_or(0);
        let side = most + 1;
        let mut table = Vec::with_capacity(side.pow(4));
        for critical in 0..side {
            for high in 0..side {
                for medium in 0..side {
                    for low in 0..side {
                        table.push(level(rules, critical, [low, medium, high]));
                    }
                }
            }
        }
        Self { most, table }
    }

    fn meets(&self, counts: Counts) -> Level {
        if counts.0 == 0 {
            // A rule that asks for nothing is refused when a scheme is checked.
            return Level::None;
        }
        let [low, medium, high, critical] = counts.0.to_le_bytes();
        let cap = |count: u8| usize::from(count).min(self.most);
        let side = self.most + 1;
        let at = ((cap(critical) * side + cap(high)) * side + cap(medium)) * side + cap(low);
        self.table.get(at).copied().unwrap_or_default()
    }
}

/// A more serious level also serves where a less serious one is asked for beside it: "two medium" is met
/// by one high and one medium.
fn level(rules: &[Tally], critical: usize, [low, medium, high]: [usize; 3]) -> Level {
    rules
        .iter()
        .find(|rule| {
            let [want_low, want_medium, want_high] = rule.at.map(usize::from);
            let medium = medium + high.saturating_sub(want_high);
            let low = low + medium.saturating_sub(want_medium);
            critical >= usize::from(rule.critical)
                && high >= want_high
                && medium >= want_medium
                && low >= want_low
        })
        .map_or(Level::None, |rule| rule.level)
}

/// Low, medium, high and critical, a byte each, lowest first.
#[derive(Debug, Clone, Copy, Default)]
struct Counts(u32);

impl Counts {
    const STEP: [u32; 4] = [0, 1, 1 << 8, 1 << 16];
    const CRITICAL: u32 = 1 << 24;

    fn step(level: Level, critical: bool) -> u32 {
        let critical = if critical && level == Level::High {
            Self::CRITICAL
        } else {
            0
        };
        Self::STEP[level as usize] + critical
    }
}

/// Levels taken in so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Sum {
    counts: [Counts; MOST_AREAS],
    /// Which are at least low, medium, high.
    at_least: [Bits; 3],
    points: i32,
}

impl Sum {
    /// Takes in the level of one indicator.
    pub fn add(&mut self, scheme: &Scheme, at: usize, level: Level) {
        if level == Level::None {
            return;
        }
        let weight = scheme.weights[at];
        let count = &mut self.counts[usize::from(weight.area)];
        count.0 += Counts::step(level, weight.critical);
        for bits in &mut self.at_least[..level as usize] {
            bits.insert(at);
        }
        self.points += weight.points[level as usize];
    }

    /// Takes one indicator at another level than before.
    pub fn replace(&mut self, scheme: &Scheme, at: usize, was: Level, level: Level) {
        self.remove(scheme, at, was);
        self.add(scheme, at, level);
    }

    fn remove(&mut self, scheme: &Scheme, at: usize, level: Level) {
        let weight = scheme.weights[at];
        let count = &mut self.counts[usize::from(weight.area)];
        count.0 -= Counts::step(level, weight.critical);
        for bits in &mut self.at_least {
            bits.remove(at);
        }
        self.points -= weight.points[level as usize];
    }

    fn set_at(&self, level: Level) -> Bits {
        match level {
            Level::None => Bits::ALL,
            Level::Low => self.at_least[0],
            Level::Medium => self.at_least[1],
            Level::High => self.at_least[2],
        }
    }

    /// The level an indicator has.
    pub fn level(&self, at: usize) -> Level {
        match self.at_least.map(|bits| bits.has(at)) {
            [_, _, true] => Level::High,
            [_, true, _] => Level::Medium,
            [true, ..] => Level::Low,
            _ => Level::None,
        }
    }

    /// Raises what is raised by others.
    pub fn raise(&mut self, scheme: &Scheme) {
        for raise in &scheme.raises {
            let own = self.level(raise.indicator);
            if own >= raise.from
                && own < raise.to
                && self.set_at(raise.at_least).meets(raise.by.bits)
            {
                self.remove(scheme, raise.indicator, own);
                self.add(scheme, raise.indicator, raise.to);
            }
        }
    }

    /// What the levels taken in come to. `self` is raised first.
    pub fn come_to(&mut self, scheme: &Scheme, before: Option<&History>) -> Run {
        self.raise(scheme);
        let mut areas = [Level::None; MOST_AREAS];
        let mut counts = 0;
        for (area, counted) in areas.iter_mut().zip(&self.counts) {
            // Most areas of most schools; those past the scheme's own always.
            if counted.0 == 0 {
                continue;
            }
            *area = scheme.area_table.meets(*counted);
            counts += Counts::STEP[*area as usize] + (counted.0 & 0xff00_0000);
        }
        let mut risk = scheme.risk_table.meets(Counts(counts));
        if let Some(lines) = scheme.risk_points {
            let reached = lines.iter().filter(|line| self.points >= **line).count();
            risk = risk.max(Level::ALL[reached]);
        }
        let (band, rule) = self.band(scheme, risk, before);
        Run {
            areas,
            risk,
            band,
            rule,
            points: self.points,
        }
    }

    fn band(&self, scheme: &Scheme, risk: Level, before: Option<&History>) -> (Band, Option<u8>) {
        let met = |ask: &Ask| match *ask {
            Ask::Any(level, bits) => self.at_least[level].meets(bits),
            Ask::NoneOf(level, bits) => !self.at_least[level].meets(bits),
            Ask::Risk(least, most) => least <= risk && risk <= most,
            Ask::Points(least, most) => (least..=most).contains(&self.points),
            Ask::Before(at) => before.is_some_and(|was| scheme.rules.before[at].holds(was)),
        };
        // Most schools have nothing that any rule looks for, which one look settles for all of them.
        let sought = self.at_least.iter().zip(&scheme.rules.sought);
        let found = sought.fold(false, |found, (has, sought)| found | has.meets(*sought));
        for rule in &scheme.rules.rules {
            if (found || !rule.seeks) && scheme.rules.asks[rule.from..rule.to].iter().all(met) {
                return (rule.band, rule.nth);
            }
        }
        // A checked scheme ends with a band that takes the rest.
        (scheme.decide.last().copied().unwrap_or(Band(0)), None)
    }
}

/// The rules of every band in the order they are tried, laid out flat.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Rules {
    rules: Vec<Rule>,
    asks: Vec<Ask>,
    before: Vec<Before>,
    /// All that any rule looks for at low, medium, high or worse.
    sought: [Bits; 3],
}

/// One rule: the band it leads to, and what it asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rule {
    band: Band,
    nth: Option<u8>,
    from: usize,
    to: usize,
    /// It can only hold where some indicator is found at a level.
    seeks: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ask {
    /// Any of these is in the set of low, medium or high and worse.
    Any(usize, Bits),
    NoneOf(usize, Bits),
    Risk(Level, Level),
    Points(i32, i32),
    Before(usize),
}

impl Rules {
    pub fn of(decide: &[Band], bands: &[BandRule]) -> Self {
        let mut all = Self::default();
        for band in decide {
            let Some(rule) = bands.get(usize::from(band.0)) else {
                continue;
            };
            if rule.when.is_empty() {
                all.push(*band, None, &[]);
            }
            for (nth, when) in rule.when.iter().enumerate() {
                all.push(*band, u8::try_from(nth).ok(), &when.all);
            }
        }
        all
    }

    fn push(&mut self, band: Band, nth: Option<u8>, conditions: &[Condition]) {
        let from = self.asks.len();
        let mut seeks = false;
        for condition in conditions {
            let ask = match condition {
                // What is at least none, and at most high, is refused when a scheme is checked.
                Condition::AnyAtLeast(places, level) => {
                    let level = (*level as usize).saturating_sub(1);
                    seeks = true;
                    self.sought[level].insert_all(places.bits);
                    Ask::Any(level, places.bits)
                }
                Condition::AllAtMost(places, level) => {
                    Ask::NoneOf((*level as usize).min(2), places.bits)
                }
                Condition::RiskAtLeast(level) => Ask::Risk(*level, Level::High),
                Condition::RiskAtMost(level) => Ask::Risk(Level::None, *level),
                Condition::PointsAtLeast(sum) => Ask::Points(*sum, i32::MAX),
                Condition::PointsAtMost(sum) => Ask::Points(i32::MIN, *sum),
                Condition::Before(before) => {
                    self.before.push(before.clone());
                    Ask::Before(self.before.len() - 1)
                }
            };
            self.asks.push(ask);
        }
        self.rules.push(Rule {
            band,
            nth,
            from,
            to: self.asks.len(),
            seeks,
        });
    }
}

impl Before {
    fn holds(&self, was: &History) -> bool {
        (self.was.is_empty() || was.band.is_some_and(|band| self.was.contains(&band)))
            && self
                .months_at_least
                .is_none_or(|months| was.months >= months)
            && self
                .on_track_at_least
                .is_none_or(|count| was.on_track >= count)
            && self
                .on_track_at_most
                .is_none_or(|count| was.on_track <= count)
            && self
                .without_progress_at_least
                .is_none_or(|count| was.without_progress >= count)
            && self.met.is_none_or(|met| was.met == met)
    }
}

/// What levels come to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub areas: [Level; MOST_AREAS],
    pub risk: Level,
    pub band: Band,
    pub rule: Option<u8>,
    pub points: i32,
}
