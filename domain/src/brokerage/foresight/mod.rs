//! Foresight: the days of each area that are asked for in the terms still to come, and would be if more schools
//! needed support, against the days there are to give. Distance, phase and ties are left out: those are for the
//! board, need by need.

mod offer;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::areas::Areas;
use super::context::Context;
use super::eligibility::cover;
use super::leader::{HalfDays, Leader, Taken};
use super::need::Need;
use super::ready::{Comes, ready};
use super::refusal::{Rule, days};
use super::terms::{left, spread};
use crate::calendar::{Date, Term};
use crate::schools::Key;
use offer::Offer;

/// What is supposed to come: so many more schools ask for support in a term, each as schools did so far this year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suppose {
    pub schools: u32,
    pub term: Term,
}

/// What a school that asked for support this school year asked for, on average.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Usual {
    /// Schools it is taken from.
    pub schools: u32,
    /// Half-days all of them asked for, by area.
    pub asked: BTreeMap<Key, HalfDays>,
}

/// The days of one area in one term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaAhead {
    pub area: Key,
    /// Of open needs.
    pub asked: HalfDays,
    /// Of the schools that are supposed to come.
    pub supposed: HalfDays,
    /// What those who cover it have left in the term, whatever else they are wanted for.
    pub offered: HalfDays,
}

/// One term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermAhead {
    pub term: Term,
    /// Areas that are asked for: the shortest first.
    pub areas: Vec<AreaAhead>,
    /// What is short of all areas together, once no day is given twice: the least there can be.
    pub short: HalfDays,
}

/// The terms of this school year that are not over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foresight {
    pub terms: Vec<TermAhead>,
    pub suppose: Suppose,
    pub usual: Usual,
}

impl AreaAhead {
    /// What is short even if those who cover it did nothing else.
    pub fn short(&self) -> HalfDays {
        let wanted = self.asked.0 + self.supposed.0;
        HalfDays(wanted.saturating_sub(self.offered.0))
    }
}

impl TermAhead {
    /// What is asked for in all.
    pub fn wanted(&self) -> HalfDays {
        HalfDays(
            self.areas
                .iter()
                .map(|one| one.asked.0 + one.supposed.0)
                .sum(),
        )
    }
}

/// What a school that asked this school year asked for.
fn usual<'a>(needs: impl IntoIterator<Item = &'a Need>, today: Date) -> Usual {
    let [autumn, ..] = Term::of_year(today);
    let mut schools = BTreeSet::new();
    let mut asked: BTreeMap<Key, HalfDays> = BTreeMap::new();
    for need in needs {
        if need.opened >= autumn.begins() {
            schools.insert(need.draft.urn);
            asked.entry(need.draft.area).or_default().0 += need.draft.half_days.0;
        }
    }
    Usual {
        schools: u32::try_from(schools.len()).unwrap_or(u32::MAX),
        asked,
    }
}

/// Looks ahead from today to the end of the school year.
pub fn foresee(leaders: &[&Leader], needs: &[&Need], ctx: &Context, suppose: Suppose) -> Foresight {
    let today = ctx.as_at;
    let terms: Vec<Term> = Term::of_year(today)
        .into_iter()
        .filter(|term| term.ends() >= today)
        .collect();
    let usual = usual(needs.iter().copied(), today);
    let mut wanted: Vec<BTreeMap<Key, (u32, u32)>> = vec![BTreeMap::new(); terms.len()];
    let place = |term: Term| terms.iter().position(|one| *one == term);
    for need in needs.iter().filter(|need| need.open()) {
        let work = Taken {
            half_days: need.draft.half_days,
            from: need.draft.from.max(today),
            to: need.draft.to.max(today),
        };
        for (term, part) in spread(work, 0) {
            if let Some(at) = place(term) {
                wanted[at].entry(need.draft.area).or_default().0 += part.0;
            }
        }
    }
    if let Some(at) = place(suppose.term).filter(|_| usual.schools > 0) {
        for (area, asked) in &usual.asked {
            let all = u64::from(asked.0) * u64::from(suppose.schools);
            let part = all.div_ceil(u64::from(usual.schools));
            wanted[at].entry(*area).or_default().1 += u32::try_from(part).unwrap_or(u32::MAX);
        }
    }
    let free: Vec<&Leader> = leaders
        .iter()
        .copied()
        .filter(|leader| may_be_asked(leader, ctx))
        .collect();
    let can = |leader: &Leader, area: Key| cover(leader, area, ctx.kind(leader)).is_some();
    let room = |leader: &Leader, term: Term| {
        let term = left(leader, term).unwrap_or(HalfDays(u32::MAX));
        leader.free().min(term)
    };
    let mut offer = Offer::new(
        free.iter().map(|leader| leader.free().0).collect(),
        free.iter()
            .map(|leader| terms.iter().map(|term| room(leader, *term).0).collect())
            .collect(),
    );
    let terms = terms
        .iter()
        .zip(wanted)
        .enumerate()
        .map(|(at, (term, wanted))| {
            let mut short = 0;
            let mut areas: Vec<AreaAhead> = wanted
                .into_iter()
                .map(|(area, (asked, supposed))| {
                    let covers: Vec<usize> = (0..free.len())
                        .filter(|who| can(free[*who], area))
                        .collect();
                    let all: u64 = covers
                        .iter()
                        .map(|who| u64::from(room(free[*who], *term).0))
                        .sum();
                    let taken = offer.take(at, covers, asked + supposed);
                    short += asked + supposed - taken;
                    AreaAhead {
                        area,
                        asked: HalfDays(asked),
                        supposed: HalfDays(supposed),
                        offered: HalfDays(u32::try_from(all).unwrap_or(u32::MAX)),
                    }
                })
                .collect();
            areas.sort_by(|one, other| {
                let by = |it: &AreaAhead| (it.short(), it.asked.0 + it.supposed.0);
                by(other).cmp(&by(one)).then(one.area.cmp(&other.area))
            });
            TermAhead {
                term: *term,
                areas,
                short: HalfDays(short),
            }
        })
        .collect();
    Foresight {
        terms,
        suppose,
        usual,
    }
}

/// Whether any rule about the leader alone stops them; that no day is left is counted, not refused.
fn may_be_asked(leader: &Leader, ctx: &Context) -> bool {
    ready(leader, ctx)
        .iter()
        .all(|rule| rule.comes != Comes::Stops || rule.rule == Rule::H3)
        && leader.deployments < leader.most_deployments
}

impl Foresight {
    /// What it comes to in a sentence or two: "If 3 more schools need support in spring: Mathematics 14 days short."
    pub fn words(&self) -> String {
        let Suppose { schools, term } = self.suppose;
        let season = |term: Term| term.season().words().to_lowercase();
        let begins = match schools {
            0 => "As things stand".to_owned(),
            1 => format!("If one more school needs support in {}", season(term)),
            _ => format!("If {schools} more schools need support in {}", season(term)),
        };
        let mut found = Vec::new();
        for ahead in &self.terms {
            let named: Vec<String> = ahead
                .areas
                .iter()
                .filter(|one| one.short().0 > 0)
                .take(3)
                .map(|one| {
                    let name = Areas::standard().word(one.area);
                    format!("{name} is {} short", days(one.short()))
                })
                .collect();
            if !named.is_empty() {
                found.push(format!("in {} {}", season(ahead.term), named.join(", ")));
            } else if ahead.short.0 > 0 {
                found.push(format!(
                    "in {} there are {} too few for all areas together",
                    season(ahead.term),
                    days(ahead.short)
                ));
            }
        }
        if found.is_empty() {
            format!("{begins}, there are days enough in every area to the end of the school year.")
        } else {
            format!("{begins}: {}.", found.join("; "))
        }
    }
}
