//! What files say of one authority's schools: collected first, written later in one transaction.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::api::{FileReport, Rejected, Skipped};
use domain::calendar::Date;
use domain::risk::Scheme;
use domain::schools::inspection::Inspection;
use domain::schools::{
    AuthorityId, Finding, Key, Observed, Phase, Provenance, Reading, School, Setting, Unknown, Urn,
    suppression_mark,
};
use uuid::Uuid;

use super::number;
use super::period::{AcademicYear, Dated};
use super::read::{Column, Line};

/// Rejected rows that are listed; the rest are counted.
const LISTED: usize = 200;

/// What is known before a file is read: from the database, and from files read before it.
#[derive(Debug, Clone)]
pub struct Known {
    pub authority: AuthorityId,
    /// As the register writes it; empty until somebody has said.
    pub authority_name: String,
    pub as_at: Option<Date>,
    pub today: Date,
    /// The rules in force: an authority's own values are of what they look at.
    pub scheme: Arc<Scheme>,
    /// Files taken before, by their SHA-256, and the day each first was.
    pub first_taken: BTreeMap<[u8; 32], Date>,
    /// The newest import there is.
    pub after: Option<Uuid>,
    /// The schools of the authority.
    pub schools: BTreeMap<Urn, (Phase, Setting)>,
    /// Every mainstream school of the country, where a national register was read: ranks are among these.
    pub mainstream: BTreeSet<Urn>,
    /// Readings in the database that others are worked out from.
    pub readings: Vec<(Urn, Reading)>,
}

/// A predecessor of a school.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    pub urn: Urn,
    pub predecessor: Urn,
    pub kind: String,
    pub on: Option<Date>,
}

/// A result of one school in one year, from a file that may hold the whole country.
#[derive(Debug, Clone)]
pub struct SchoolResult {
    pub urn: Urn,
    /// Not: another authority's school, kept only for ranking.
    pub ours: bool,
    pub measure: Measure,
    pub year: AcademicYear,
    pub finding: Finding,
    pub cohort: Option<u32>,
}

/// A result that schools of England are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Reading, writing and maths, one year.
    Rwm,
    /// The published three-year average of it.
    Rwm3,
    /// Disadvantaged pupils' reading, writing and maths.
    RwmDisadvantaged,
    Attainment8,
    Attainment8Disadvantaged,
}

/// What one file says.
#[derive(Debug, Default)]
pub struct Plan {
    pub authority_name: Option<String>,
    /// From the register: added or brought up to date.
    pub schools: Vec<School>,
    /// The day the register speaks of.
    pub register_day: Option<Date>,
    /// From files that are no register: added where there is no such school yet.
    pub gaps: Vec<School>,
    pub links: Vec<Link>,
    pub readings: Vec<(Urn, Reading)>,
    /// Trust of a school, where the register names none.
    pub trusts: Vec<(Urn, String)>,
    /// It counts pupils: facts of schools follow from its readings.
    pub has_census: bool,
    pub inspections: Vec<(Urn, Inspection, String)>,
    /// The day of a current inspection list, for years since.
    pub inspections_as_at: Option<Date>,
    pub results: Vec<SchoolResult>,
    /// Mainstream schools of the whole country, and those of the authority.
    pub mainstream: Vec<Urn>,
    /// "Key stage 2 key measures": the words before a period in a source.
    pub source: String,
}

impl Plan {
    /// Takes in a result of one school in one year.
    pub fn result(
        &mut self,
        urn: Urn,
        ours: bool,
        measure: Measure,
        year: AcademicYear,
        finding: Finding,
        cohort: Option<u32>,
    ) {
        self.results.push(SchoolResult {
            urn,
            ours,
            measure,
            year,
            finding,
            cohort,
        });
    }
}

/// A file while it is read: what is known, what it says, and its report.
pub struct Gathering<'k> {
    pub known: &'k Known,
    pub report: FileReport,
    pub plan: Plan,
    skipped: BTreeMap<&'static str, u64>,
    unlisted: u64,
}

impl<'k> Gathering<'k> {
    /// Nothing read yet.
    pub fn new(known: &'k Known, report: FileReport, source: &str) -> Self {
        Self {
            known,
            report,
            plan: Plan {
                source: source.to_owned(),
                ..Plan::default()
            },
            skipped: BTreeMap::new(),
            unlisted: 0,
        }
    }

    /// Ends the file: its report and its plan.
    pub fn done(mut self) -> (FileReport, Plan) {
        self.report.skipped = self
            .skipped
            .into_iter()
            .map(|(reason, rows)| Skipped {
                reason: reason.to_owned(),
                rows,
            })
            .collect();
        if self.unlisted > 0 {
            self.report.rejected.push(Rejected {
                row: 0,
                column: String::new(),
                value: String::new(),
                reason: format!("and {} more", self.unlisted),
            });
        }
        (self.report, self.plan)
    }

    /// A row that is right and not wanted.
    pub fn skip(&mut self, reason: &'static str) {
        *self.skipped.entry(reason).or_default() += 1;
    }

    /// A row that is taken.
    pub fn accept(&mut self) {
        self.report.accepted += 1;
    }

    /// A cell that is wrong.
    pub fn reject(&mut self, row: u64, column: &str, value: &str, reason: &str) {
        if self.report.rejected.len() >= LISTED {
            self.unlisted += 1;
            return;
        }
        self.report.rejected.push(Rejected {
            row,
            column: column.to_owned(),
            value: value.chars().take(80).collect(),
            reason: reason.to_owned(),
        });
    }

    /// Adds what was settled about the year to the layout.
    pub fn dated(&mut self, dated: &Dated) {
        if !dated.period.is_empty() {
            self.report
                .layout
                .push_str(&format!(" {}", dated.period.replace('/', "-")));
        }
        if !dated.note.is_empty() {
            self.report.layout.push_str(&format!("; {}", dated.note));
        }
    }

    /// The URN of a row, if it is a school's and can be read; what is neither is skipped or rejected.
    pub fn urn(&mut self, line: &Line, column: Column, heading: &str) -> Option<Urn> {
        let text = line.text(column).into_owned();
        if text.is_empty() {
            self.skip("row without a school");
            return None;
        }
        let urn = text
            .parse::<u32>()
            .ok()
            .and_then(|number| Urn::try_from(number).ok());
        if urn.is_none() {
            self.reject(line.row, heading, &text, "a URN has six digits");
        }
        urn
    }

    /// Whether a row with this authority code is ours. Counts it as skipped when it is not.
    pub fn ours(&mut self, code: &str) -> bool {
        let ours = code
            .parse::<u16>()
            .is_ok_and(|code| code == u16::from(self.known.authority));
        if !ours {
            self.skip("other authority");
        }
        ours
    }

    /// Whether a school is one of the authority's, for files that name no authority.
    pub fn is_known(&self, urn: Urn) -> bool {
        self.known.schools.contains_key(&urn)
    }

    /// A measure: known, or why not. Counts it; rejects what is neither a number nor a mark, and then
    /// there is no reading.
    pub fn measure(&mut self, line: &Line, column: Column, heading: &str) -> Option<Finding> {
        let text = line.text(column);
        let finding = if let Some(reason) = suppression_mark(&text) {
            Finding::Unknown(reason)
        } else if let Some(number) = number::hundredths(&text) {
            Finding::number(number)
        } else {
            self.reject(line.row, heading, &text, "not a number");
            return None;
        };
        self.count(finding);
        Some(finding)
    }

    /// Counts a finding among the values of the report.
    pub fn count(&mut self, finding: Finding) {
        let values = &mut self.report.values;
        *match finding {
            Finding::Known(_) => &mut values.known,
            Finding::Unknown(Unknown::Suppressed) => &mut values.suppressed,
            Finding::Unknown(Unknown::NotApplicable) => &mut values.not_applicable,
            Finding::Unknown(_) => &mut values.not_available,
        } += 1;
    }

    /// Adds a reading.
    pub fn reading(&mut self, urn: Urn, indicator: Key, seen: Observed, period: &str, note: &str) {
        let reading = Reading {
            indicator,
            seen,
            from: Provenance {
                source: self.plan.source.clone(),
                period: period.to_owned(),
                by: String::new(),
                note: note.to_owned(),
            },
        };
        self.plan.readings.push((urn, reading));
    }
}

/// A number of people in a cell, `None` where there is none.
pub fn people(line: &Line, column: Column) -> Option<u32> {
    number::count(&line.text(column))
}

/// A number of a finding.
pub fn number_of(finding: Finding) -> Option<i32> {
    match finding {
        Finding::Known(domain::schools::Value::Number(number)) => Some(number),
        _ => None,
    }
}

/// An observation with only a finding and its day.
pub fn seen(finding: Finding, as_at: Date) -> Observed {
    Observed {
        finding,
        comparator: None,
        cohort: None,
        marker: None,
        as_at,
        contested: false,
    }
}

/// A mean over pupils: published national figures are, and so is this one where the file has none.
#[derive(Debug, Default, Clone, Copy)]
pub struct Mean {
    sum: i64,
    pupils: i64,
    pub schools: u32,
}

impl Mean {
    /// Counts a school of so many pupils.
    pub fn add(&mut self, value: i32, pupils: u32) {
        self.sum += i64::from(value) * i64::from(pupils);
        self.pupils += i64::from(pupils);
        self.schools += 1;
    }

    /// The mean, where at least so many schools were counted.
    pub fn of(self, at_least: u32) -> Option<i32> {
        if self.schools < at_least || self.pupils == 0 {
            return None;
        }
        let half = self.pupils / 2 * self.sum.signum();
        i32::try_from((self.sum + half) / self.pupils).ok()
    }
}

/// Schools a file must have before its mean and ranks are England's.
pub const NATIONAL_PRIMARIES: u32 = 10_000;
pub const NATIONAL_SECONDARIES: u32 = 2_500;
