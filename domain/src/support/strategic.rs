//! What the strategic board reads of a year: how many schools were helped, with how many days, for how much, what
//! came of it, and what that is worth. Counted from cases and the book; nothing is estimated.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::money::Pence;
use super::plan::Rag;
use super::stage::StageKind;
use super::time_used::Quarters;
use crate::brokerage::{Areas, HalfDays};
use crate::calendar::Date;
use crate::schools::{PartnershipId, Urn};

/// A case as the report looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighable {
    pub case: Case,
    /// Drawn and released for it.
    pub spend: Pence,
}

/// A row of the report: a partnership, or a subject.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Line {
    pub words: String,
    pub cases: u32,
    pub schools: u32,
    pub agreed: HalfDays,
    pub given: Quarters,
    pub spend: Pence,
}

/// What schools that were helped said of it, out of 4, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Said {
    pub count: u32,
    pub impact: u32,
    pub leader: u32,
    pub value: u32,
    pub would_again: u32,
}

/// The report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Strategic {
    /// Schools with support that was agreed and touched the year.
    pub schools: u32,
    pub cases: u32,
    /// Asked for and not agreed.
    pub waiting: u32,
    pub agreed: HalfDays,
    pub given: Quarters,
    pub spend: Pence,
    /// Objectives as last looked at: on track, attention, off track.
    pub objectives: [u32; 3],
    pub said: Said,
    /// Cases whose impact is known, and of these those with figures before and after.
    pub known: u32,
    pub measured: u32,
    /// Ended before their end.
    pub ended_early: u32,
    /// Nobody could help.
    pub unmet: u32,
    pub partnerships: Vec<Line>,
    pub subjects: Vec<Line>,
}

impl Strategic {
    /// Pence a day that was given; none: none was.
    pub fn day_costs(&self) -> Option<Pence> {
        let quarters = i64::from(self.given.0);
        (quarters > 0).then(|| Pence(self.spend.0.saturating_mul(4) / quarters))
    }

    /// Pence a school.
    pub fn school_costs(&self) -> Option<Pence> {
        let schools = i64::from(self.schools);
        (schools > 0).then(|| Pence(self.spend.0 / schools))
    }
}

/// Whether a case counts to the year: agreed, and some day of it lies there.
fn touches(case: &Case, from: Date, to: Date) -> bool {
    let (first, last) = case.days();
    case.agreement.is_some() && first <= to && last >= from
}

/// The report of a year, its first and last day.
pub fn strategic(
    all: &[Weighable],
    names: &BTreeMap<PartnershipId, String>,
    (from, to): (Date, Date),
) -> Strategic {
    let mut report = Strategic::default();
    let mut by_partnership: BTreeMap<String, (Line, BTreeSet<Urn>)> = BTreeMap::new();
    let mut by_subject: BTreeMap<String, (Line, BTreeSet<Urn>)> = BTreeMap::new();
    let mut schools = BTreeSet::new();
    let mut sums = [0_u32; 3];
    for one in all {
        let case = &one.case;
        let opened = (from..=to).contains(&case.opened.day());
        if case.agreement.is_none() && opened {
            match case.stage_kind() {
                StageKind::Unmet => report.unmet += 1,
                kind if !kind.over() => report.waiting += 1,
                _ => {}
            }
        }
        if !touches(case, from, to) {
            continue;
        }
        let given = given(case, from, to);
        schools.insert(case.urn);
        report.cases += 1;
        report.agreed.0 += case.half_days().0;
        report.given.0 += given.0;
        report.spend = report.spend.plus(one.spend).unwrap_or(report.spend);
        report.ended_early += u32::from(case.ended_early.is_some());
        report.known += u32::from(case.impact.is_some());
        let measured = case.impact.as_ref();
        let measured = measured.is_some_and(|one| !one.before.is_empty() && !one.after.is_empty());
        report.measured += u32::from(measured);
        let objectives = case.plan.as_ref().map_or(0, |plan| plan.objectives.len());
        for at in 0..objectives {
            let rag = u16::try_from(at).ok().and_then(|at| case.last_rag(at));
            match rag {
                Some(Rag::Green) => report.objectives[0] += 1,
                Some(Rag::Amber) => report.objectives[1] += 1,
                Some(Rag::Red) => report.objectives[2] += 1,
                None => {}
            }
        }
        if let Some(said) = &case.evaluation {
            report.said.count += 1;
            report.said.would_again += u32::from(said.would_again);
            sums[0] += u32::from(said.impact);
            sums[1] += u32::from(said.leader);
            sums[2] += u32::from(said.value);
        }
        let partnership = case
            .partnership
            .and_then(|id| names.get(&id).cloned())
            .unwrap_or_else(|| "No partnership".to_owned());
        let area = case
            .scope
            .as_ref()
            .map_or(case.request.area, |scope| scope.area);
        let subject = Areas::standard().word(area);
        for (map, words) in [
            (&mut by_partnership, partnership),
            (&mut by_subject, subject),
        ] {
            let (line, of) = map.entry(words.clone()).or_default();
            line.words = words;
            line.cases += 1;
            line.agreed.0 += case.half_days().0;
            line.given.0 += given.0;
            line.spend = line.spend.plus(one.spend).unwrap_or(line.spend);
            of.insert(case.urn);
        }
    }
    report.schools = count(schools.len());
    if report.said.count > 0 {
        let mean = |sum: u32| (sum * 100 + report.said.count / 2) / report.said.count;
        let [impact, leader, value] = sums.map(mean);
        report.said = Said {
            impact,
            leader,
            value,
            ..report.said
        };
    }
    report.partnerships = lines(by_partnership);
    report.subjects = lines(by_subject);
    report
}

/// Time given in the year.
fn given(case: &Case, from: Date, to: Date) -> Quarters {
    let visits = case.visits.iter().map(|one| &one.visit);
    let within = visits.filter(|visit| (from..=to).contains(&visit.on));
    Quarters(within.map(|visit| visit.time.0).sum())
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

/// The most schools first.
fn lines(map: BTreeMap<String, (Line, BTreeSet<Urn>)>) -> Vec<Line> {
    let mut all: Vec<Line> = map
        .into_values()
        .map(|(line, schools)| Line {
            schools: count(schools.len()),
            ..line
        })
        .collect();
    all.sort_by_key(|line| (std::cmp::Reverse(line.schools), line.words.clone()));
    all
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn nothing_is_worth_nothing_and_no_mean_is_taken_of_none() {
        let year = (date!(2026 - 09 - 01), date!(2027 - 08 - 31));
        let report = strategic(&[], &BTreeMap::new(), year);
        assert_eq!(report, Strategic::default());
        assert_eq!((report.day_costs(), report.school_costs()), (None, None));
        let spent = Strategic {
            schools: 3,
            given: Quarters(10),
            spend: Pence::pounds(1_000),
            ..Strategic::default()
        };
        assert_eq!(spent.day_costs(), Some(Pence::pounds(400)));
        assert_eq!(spent.school_costs(), Some(Pence(33_333)));
    }
}
