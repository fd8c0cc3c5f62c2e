//! Caseloads and the files of schools.

use serde::{Deserialize, Serialize};

use super::DemoPerson;
use crate::calendar::Date;
use crate::schools::{By, ChangeId, Key, PersonId, Urn};
use crate::support::caseload::{
    Annual, Clash, Coming, Drawn, Entry, Expected, Gaps, LogLine, Run, SchoolFile, Seat,
    UnderProgramme, Way,
};

/// `GET /api/caseload`: the schools this person has a seat at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseloadPage {
    pub today: Date,
    pub way: Way,
    /// Schools with nobody named first, then by name.
    pub rows: Vec<CaseloadRow>,
    /// Who may be named; for those who name.
    #[serde(default)]
    pub people: Vec<DemoPerson>,
}

/// Who holds a role at a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldRole {
    pub role: Key,
    pub by: By,
    pub since: Date,
    /// Who comes after, and when.
    #[serde(default)]
    pub next: Option<(String, Date)>,
}

/// A school in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseloadRow {
    pub urn: Urn,
    pub school: String,
    pub partnership: String,
    pub seat: Seat,
    pub held: Vec<HeldRole>,
    /// Roles every school has somebody in, and this one has not.
    pub unnamed: Vec<String>,
    pub drawn: Drawn,
    /// The last visit about each section this year, in the way's order.
    pub coverage: Vec<Option<Date>>,
    pub last: Option<Date>,
    pub next: Option<Date>,
    /// A first visit as long as it should be is to be held still.
    pub first_visit_due: bool,
    /// Notes that ask for something nobody answered; the day the first is due.
    pub unanswered: Option<Date>,
    /// Notes the head has not said a word on.
    pub unconfirmed: u32,
    pub under: Option<UnderWay>,
    pub clashes: Vec<Clash>,
    /// Visits and requests of the year by key to improvement, those that are there.
    #[serde(default)]
    pub keys: Vec<(Key, u32)>,
    /// Sections the school has said what it is in, this year.
    #[serde(default)]
    pub evaluated: u32,
    /// Who audits the school now, and whether without its consent.
    #[serde(default)]
    pub audit: Option<(String, bool)>,
    /// An audit the school has not said a word on.
    #[serde(default)]
    pub audit_unanswered: bool,
    /// What is missing to the state it is to reach, in words.
    #[serde(default)]
    pub gap: Option<String>,
}

/// A programme in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnderWay {
    pub words: String,
    pub run: Run,
    pub since: Date,
    pub warn: Date,
    pub limit: Date,
    /// What is late, the longest first.
    pub late: Vec<(String, Date)>,
}

/// `GET /api/caseload/{urn}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilePage {
    pub today: Date,
    pub urn: Urn,
    pub school: String,
    pub head: Option<String>,
    pub seat: Seat,
    pub way: Way,
    pub file: SchoolFile,
    pub drawn: Drawn,
    pub under: Option<UnderProgramme>,
    pub expected: Vec<Expected>,
    /// All support going in, for those who keep it from clashing.
    pub coming: Vec<Coming>,
    pub clashes: Vec<Clash>,
    /// The annual report of this school year, or the year asked for.
    pub annual: Annual,
    /// Early or statutory action is under way, and this person may read of it.
    pub action: bool,
    /// What the authority did with this school, the latest first, as far as this person may read of it.
    #[serde(default)]
    pub log: Vec<LogLine>,
    /// The state the school is to reach this year, and what is missing to it.
    #[serde(default)]
    pub gaps: Option<Gaps>,
    #[serde(default)]
    pub people: Vec<DemoPerson>,
}

/// `POST /api/caseload/{urn}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PutEntry {
    /// Made by the client: the same entry sent twice is one.
    pub id: ChangeId,
    /// The revision of the file they were looking at.
    pub base: u64,
    pub entry: Entry,
}

/// `POST /api/caseload/hand-over`: every school somebody holds in a role goes to somebody else, from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    pub id: ChangeId,
    pub role: Key,
    /// None: the schools that have nobody.
    pub of: Option<PersonId>,
    pub to: PersonId,
    pub from: Date,
    pub why: String,
    /// These schools; empty: all of them.
    #[serde(default)]
    pub schools: Vec<Urn>,
}

/// `GET /api/caseload/way`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TheWay {
    pub way: Way,
    pub document: String,
    /// From 1; 0: the one the product comes with, adopted by nobody.
    pub version: u32,
    pub adopted: Option<(String, Date)>,
    pub shipped: Vec<ShippedWay>,
}

/// A way the product comes with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShippedWay {
    pub key: String,
    pub name: String,
    pub document: String,
}

/// `POST /api/caseload/way`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdoptWay {
    pub id: ChangeId,
    /// The version they were looking at.
    pub base: u32,
    pub document: String,
    pub why: String,
}
