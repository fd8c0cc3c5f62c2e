//! From evidence to a suggestion. Total: what is not known is part of the answer.
//!
//! Indicators make areas, areas make risk, and rules over indicators and risk make the band. So no
//! result counts twice: three ways of looking at the same test are one area. Everything is run up to
//! three times: as known, with every open question at none, and with every one at its worst.

use serde::{Deserialize, Serialize};

use super::area_levels::AreaLevels;
use super::document::OwnerDoc;
use super::judge::judge;
use super::level::{Band, Judged, Level, Span};
use super::scheme::Scheme;
use super::weigh::{MOST_INDICATORS, Run, Sum};
use crate::calendar::{Date, months_between};
use crate::schools::Evidence;

/// What the rules make of one school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Categorisation {
    /// One for each of [`Scheme::indicators`], in that order.
    pub judged: Vec<Judged>,
    /// One for each of [`Scheme::areas`].
    pub areas: AreaLevels,
    pub risk: Span<Level>,
    pub band: Span<Band>,
    /// Which `when` of the suggested band was met; `None` for the band that takes the rest.
    pub rule: Option<u8>,
    pub owner: Owner,
    /// A school causing concern: the authority has it.
    pub causing_concern: bool,
    /// In a category of concern by inspection, whatever the band.
    pub in_category: bool,
    /// The sum of points, hundredths, where the scheme sums them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Span<i32>>,
    /// What was decided before, as the rules looked at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<History>,
}

/// What was decided before, on the day it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// `None` where that band is not of this scheme.
    pub band: Option<Band>,
    /// Whole months since.
    pub months: u16,
    /// Reviews in a row on track, and without progress.
    pub on_track: u8,
    pub without_progress: u8,
    /// The last evaluation found the plan met.
    pub met: bool,
}

/// Who has the school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    Partnership,
    Authority,
}

impl Owner {
    /// The words on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Partnership => "Partnership",
            Self::Authority => "Local authority",
        }
    }
}

/// What the scheme suggests for a school with this evidence on this day.
pub fn categorise(evidence: &Evidence, scheme: &Scheme, as_at: Date) -> Categorisation {
    let before = evidence.prior.map(|prior| History {
        band: scheme.band_named(prior.band),
        months: months_between(prior.since, as_at),
        on_track: prior.on_track,
        without_progress: prior.without_progress,
        met: prior.met,
    });
    let mut judged = scheme.unasked(evidence.phase, evidence.setting);
    let mut weighing = Weighing::new();
    for (id, seen) in evidence.readings() {
        let Some(at) = scheme.place(*id) else {
            continue;
        };
        if judged[at] == Judged::NotCollected {
            let one = judge(
                &scheme.indicators[at],
                seen,
                evidence.setting,
                scheme.small_cohort,
                as_at,
            );
            judged[at] = one;
            weighing.add(scheme, at, one);
        }
    }
    weighing.suggest(scheme, judged, before)
}

/// The suggestion from judged indicators, where nothing was decided before.
pub fn suggest(scheme: &Scheme, judged: Vec<Judged>) -> Categorisation {
    suggest_after(scheme, judged, None)
}

/// The suggestion from judged indicators: the second half of [`categorise`], used again by what-ifs.
pub fn suggest_after(
    scheme: &Scheme,
    judged: Vec<Judged>,
    before: Option<History>,
) -> Categorisation {
    let mut weighing = Weighing::new();
    for (at, one) in judged.iter().enumerate() {
        weighing.add(scheme, at, *one);
    }
    weighing.suggest(scheme, judged, before)
}

/// Judged indicators on their way to a suggestion: what is settled is summed once for all three runs.
struct Weighing {
    settled: Sum,
    /// Places of what is open.
    open: [u8; MOST_INDICATORS],
    opened: usize,
    contested: bool,
}

impl Weighing {
    fn new() -> Self {
        Self {
            settled: Sum::default(),
            open: [0; MOST_INDICATORS],
            opened: 0,
            contested: false,
        }
    }

    fn add(&mut self, scheme: &Scheme, at: usize, one: Judged) {
        match one {
            Judged::Is(level) => self.settled.add(scheme, at, level),
            Judged::Contested(_) | Judged::Unknown(_) => {
                #[expect(clippy::cast_possible_truncation, reason = "there are at most 128")]
                {
                    self.open[self.opened] = at as u8;
                }
                self.opened += 1;
                self.contested |= matches!(one, Judged::Contested(_));
            }
            Judged::NotCollected | Judged::DoesNotApply => {}
        }
    }

    fn run(
        &self,
        scheme: &Scheme,
        before: Option<&History>,
        level: impl Fn(usize) -> Level,
    ) -> Run {
        let mut sum = self.settled.clone();
        for at in &self.open[..self.opened] {
            let at = usize::from(*at);
            sum.add(scheme, at, level(at));
        }
        sum.come_to(scheme, before)
    }

    fn suggest(
        self,
        scheme: &Scheme,
        judged: Vec<Judged>,
        before: Option<History>,
    ) -> Categorisation {
        let was = before.as_ref();
        let known = self.run(scheme, was, |at| judged[at].known());
        // What is unknown counts for nothing as known, so only what is contested could be better.
        let lowest = if self.contested {
            self.run(scheme, was, |_| Level::None)
        } else {
            known
        };
        let highest = if self.opened > 0 {
            self.run(scheme, was, |at| scheme.indicators[at].worst)
        } else {
            known
        };
        let runs = [&lowest.areas, &known.areas, &highest.areas];
        let areas = AreaLevels::of(scheme.areas.len(), runs);
        let in_category = scheme
            .category_of_concern
            .iter()
            .any(|at| judged[*at].known() == Level::High);
        let owner = owner(scheme, known.band, known.risk, in_category).unwrap_or(Owner::Authority);
        Categorisation {
            areas,
            risk: Span {
                lowest: lowest.risk,
                known: known.risk,
                highest: highest.risk,
            },
            band: Span {
                lowest: lowest.band,
                known: known.band,
                highest: highest.band,
            },
            rule: known.rule,
            owner,
            causing_concern: owner == Owner::Authority,
            in_category,
            points: scheme.sums_points().then_some(Span {
                lowest: lowest.points,
                known: known.points,
                highest: highest.points,
            }),
            before,
            judged,
        }
    }
}

/// What each indicator says once others have raised it: what counts, as against what was found.
pub fn effective(scheme: &Scheme, now: &Categorisation) -> Vec<Judged> {
    let mut sum = Sum::default();
    for (at, one) in now.judged.iter().enumerate() {
        sum.add(scheme, at, one.known());
    }
    sum.raise(scheme);
    now.judged
        .iter()
        .enumerate()
        .map(|(at, one)| match one {
            Judged::Is(_) => Judged::Is(sum.level(at)),
            Judged::Contested(_) => Judged::Contested(sum.level(at)),
            _ => *one,
        })
        .collect()
}

/// Who has a school of this band and risk. `None` where the scheme refuses the pair.
pub fn owner(scheme: &Scheme, band: Band, risk: Level, in_category: bool) -> Option<Owner> {
    if in_category {
        return Some(Owner::Authority);
    }
    match scheme.band(band).owner[risk as usize] {
        OwnerDoc::Partnership => Some(Owner::Partnership),
        OwnerDoc::Authority => Some(Owner::Authority),
        OwnerDoc::Refuse => None,
    }
}
