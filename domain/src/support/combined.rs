//! One report of all the support a school had in a school year, over several cases and grants: compiled from what is
//! recorded, each part as far as its reader may read it. What nobody recorded is said to be unknown.

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::money::{Book, CaseMoney, SchoolYearMoney, YearKind, Years};
use super::part::Part;
use super::plan::Rag;
use super::report::{Evaluation, Impact, ReportKind};
use super::stage::StageKind;
use super::time_used::Quarters;
use crate::brokerage::HalfDays;
use crate::calendar::Date;
use crate::schools::{CaseId, Key, Urn};

/// An objective and how it was when it was last looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectiveReached {
    pub words: String,
    /// None: nobody has looked at it yet.
    pub rag: Option<Rag>,
}

/// One case of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CombinedCase {
    pub id: CaseId,
    /// What the reader is to it.
    pub part: Part,
    pub area: Key,
    pub stage: StageKind,
    /// None: nobody is proposed.
    pub leader: Option<String>,
    pub from: Date,
    pub to: Date,
    /// Agreed; none: nothing is.
    pub agreed: Option<HalfDays>,
    /// Given within the year, by the records of visits.
    pub given: Quarters,
    /// Days of visits within the year, oldest first.
    pub visits: Vec<Date>,
    /// What was planned and reached is not this reader's to read.
    pub closed: bool,
    pub objectives: Vec<ObjectiveReached>,
    /// What the last report, or else the last review, said is different for pupils.
    pub impact: String,
    pub lasting: String,
    /// The final report is written.
    pub reported: bool,
    /// What the next figures showed.
    pub later: Option<Impact>,
    /// What the school thinks of it.
    pub evaluation: Option<Evaluation>,
    /// None: none was put aside, or it is not this reader's.
    pub money: Option<CaseMoney>,
}

/// The report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CombinedReport {
    pub school: Urn,
    /// The calendar year the school year begins in.
    pub year: i32,
    /// What began first stands first.
    pub cases: Vec<CombinedCase>,
    pub agreed: HalfDays,
    pub given: Quarters,
    pub visits: usize,
    /// None: not this reader's to read.
    pub money: Option<SchoolYearMoney>,
}

/// The first and last day of a school year.
pub fn academic(year: i32) -> Years {
    Years {
        kind: YearKind::Academic,
        first: year,
        last: year,
    }
}

/// Whether a case counts to a year: what is agreed of it lies there, it was visited or it was asked for there.
pub fn counts_to(case: &Case, year: Years) -> bool {
    let (first, last) = case.days();
    let overlaps = first <= year.ends() && last >= year.begins();
    (case.agreement.is_some() && overlaps)
        || year.holds(case.opened.day())
        || case.visits.iter().any(|one| year.holds(one.visit.on))
}

/// School years something of these cases lies in, the last first.
pub fn years_of(cases: &[Case], today: Date) -> Vec<i32> {
    let now = YearKind::Academic.of(today);
    let first = cases
        .iter()
        .map(|case| YearKind::Academic.of(case.opened.day()))
        .min()
        .unwrap_or(now);
    (first..=now)
        .rev()
        .filter(|year| *year == now || cases.iter().any(|case| counts_to(case, academic(*year))))
        .collect()
}

/// The report of a school's year for one reader: `cases` with what they are to each, `whole` what they are to the
/// school's support as a whole.
pub fn combined_report(
    school: Urn,
    year: i32,
    cases: Vec<(Part, Case)>,
    whole: Option<Part>,
    book: &Book,
) -> CombinedReport {
    let within = academic(year);
    let mut all: Vec<CombinedCase> = cases
        .into_iter()
        .filter(|(_, case)| counts_to(case, within))
        .map(|(part, case)| {
            let money = book.case_money(case.id).and_then(|one| one.seen(part));
            one(part, &case.seen(part), money, within)
        })
        .collect();
    all.sort_by_key(|one| (one.from, one.id));
    let money = whole.and_then(|part| book.of_school_year(school, year).seen(part));
    CombinedReport {
        school,
        year,
        agreed: HalfDays(
            all.iter()
                .filter_map(|one| one.agreed)
                .map(|one| one.0)
                .sum(),
        ),
        given: Quarters(all.iter().map(|one| one.given.0).sum()),
        visits: all.iter().map(|one| one.visits.len()).sum(),
        money,
        cases: all,
    }
}

/// One case, as its reader reads it.
fn one(part: Part, case: &Case, money: Option<CaseMoney>, within: Years) -> CombinedCase {
    let visits = case.visits.iter().map(|one| &one.visit);
    let visits: Vec<_> = visits.filter(|one| within.holds(one.on)).collect();
    let mut days: Vec<Date> = visits.iter().map(|one| one.on).collect();
    days.sort_unstable();
    let (from, to) = case.days();
    let objectives = case.plan.iter().flat_map(|plan| &plan.objectives);
    let last = case.reports.last();
    let impact = last
        .map(|one| one.impact.clone())
        .or_else(|| case.reviews.last().map(|one| one.impact.clone()));
    CombinedCase {
        id: case.id,
        part,
        area: case
            .scope
            .as_ref()
            .map_or(case.request.area, |one| one.area),
        stage: case.stage_kind(),
        leader: case.helper.as_ref().map(|one| one.name.clone()),
        from,
        to,
        agreed: case.agreement.as_ref().map(|one| one.terms.half_days),
        given: Quarters(visits.iter().map(|one| one.time.0).sum()),
        visits: days,
        closed: part == Part::HomeHead,
        objectives: objectives
            .enumerate()
            .map(|(at, objective)| ObjectiveReached {
                words: objective.words(),
                rag: case.last_rag(u16::try_from(at).unwrap_or(u16::MAX)),
            })
            .collect(),
        impact: impact.unwrap_or_default(),
        lasting: last.map_or_else(|| case.exit.clone(), |one| one.lasting.clone()),
        reported: case.reports.iter().any(|one| one.kind == ReportKind::Final),
        later: case.impact.clone(),
        evaluation: case.evaluation.clone(),
        money,
    }
}
