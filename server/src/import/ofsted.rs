//! Inspections: the management information of 2026, its layout before, and a history of grades.

use domain::calendar::Date;
use domain::schools::inspection::{
    CardGrade, Concern, Found, Grade, Inspection, Judgements, ReportCard, Ungraded,
};
use domain::schools::{Finding, Unknown, Urn};

use super::limits::Refused;
use super::listed::Facts;
use super::number;
use super::period::day_in_name;
use super::plan::{Gathering, Link};
use super::read::{Column, Line, Sheet};

/// A block of columns about one inspection, and whose it was.
struct Block {
    on: Column,
    /// "Does the … relate to the URN of the current school?"
    same_urn: Column,
    urn: Column,
    concern: Column,
}

impl Block {
    fn of(sheet: &Sheet<'_>, on: &str, same: &str, urn: &str, concern: &[&str]) -> Self {
        Self {
            on: sheet.column(on),
            same_urn: sheet.column(same),
            urn: sheet.column(urn),
            concern: sheet.any(concern),
        }
    }

    fn day(&self, line: &Line) -> Option<Date> {
        number::date(&line.text(self.on))
    }

    /// `Some(None)`: inspected, and in no category.
    fn concern(&self, line: &Line) -> Option<Option<Concern>> {
        self.concern?;
        let text = line.text(self.concern);
        (text != "NULL").then(|| Concern::read(&text))
    }

    /// The school it was made at, where that was a predecessor.
    fn predecessor(&self, line: &Line, current: Urn) -> Option<Urn> {
        if !line.text(self.same_urn).eq_ignore_ascii_case("no") {
            return None;
        }
        let urn: u32 = line.text(self.urn).parse().ok()?;
        Urn::try_from(urn).ok().filter(|urn| *urn != current)
    }
}

const AREAS: [&str; 7] = [
    "Inclusion",
    "Curriculum and teaching",
    "Achievement",
    "Attendance and behaviour",
    "Personal development and wellbeing",
    "Early years (where applicable)",
    "Post-16 provision (where applicable)",
];

/// The layout of 2026: a report card, the latest OEIF grades and the latest ungraded inspection side by
/// side. Also the shorter list of inspections in the year.
pub fn latest(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let facts = Facts::of(sheet);
    let card = Block::of(
        sheet,
        "Inspection start date",
        "Does the latest full inspection relate to the URN of the current school?",
        "URN at time of latest full inspection",
        &["Category of concern"],
    );
    let oeif = Block::of(
        sheet,
        "Inspection start date of latest OEIF graded inspection",
        "Does the latest OEIF graded inspection relate to the URN of the current school?",
        "URN at time of latest OEIF graded inspection",
        &["Latest OEIF category of concern"],
    );
    let ungraded = Block::of(
        sheet,
        "Date of latest ungraded inspection",
        "Does the ungraded inspection relate to the URN of the current school?",
        "URN at time of the ungraded inspection",
        &[],
    );
    let safeguarding = sheet.column("Safeguarding standards");
    let governance = sheet.column("Leadership and governance");
    let areas = AREAS.map(|area| sheet.column(area));
    let at = Graded {
        kind: sheet.column("Inspection type of latest OEIF graded inspection"),
        overall: sheet.column("Latest OEIF overall effectiveness"),
        quality: sheet.column("Latest OEIF quality of education"),
        leadership: sheet.column("Latest OEIF effectiveness of leadership and management"),
        safeguarding: sheet.column("Latest OEIF safeguarding is effective?"),
        others: [
            "Latest OEIF behaviour and attitudes",
            "Latest OEIF personal development",
            "Latest OEIF early years provision (where applicable)",
            "Latest OEIF sixth form provision (where applicable)",
        ]
        .map(|heading| sheet.column(heading)),
    };
    let outcome = sheet.column("Ungraded inspection overall outcome");
    let published = [
        "Publication date",
        "Publication date of latest OEIF graded inspection",
        "Ungraded inspection publication date",
    ]
    .map(|heading| sheet.column(heading));
    let mut newest = None;
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        for column in published {
            newest = newest.max(number::date(&line.text(column)));
        }
        let Some(urn) = facts.ours(&line, to) else {
            continue;
        };
        match card.day(&line) {
            Some(on) => {
                let found = ReportCard {
                    safeguarding_met: met(&line.text(safeguarding)),
                    // The file names no suspended inspection.
                    suspended: false,
                    leadership: CardGrade::read(&line.text(governance)),
                    areas: areas
                        .iter()
                        .filter_map(|area| graded(&line, *area, to, CardGrade::read))
                        .collect(),
                };
                if found.leadership.is_some() || !found.areas.is_empty() {
                    to.count(Finding::number(0));
                    add(to, &card, &line, urn, on, Found::Card(found));
                }
            }
            None => to.count(NO_INSPECTION),
        }
        match oeif.day(&line) {
            Some(on) => {
                to.count(Finding::number(0));
                let found = at.found(&line, on, to);
                add(to, &oeif, &line, urn, on, found);
            }
            None if oeif.on.is_some() => to.count(NO_INSPECTION),
            None => {}
        }
        let said = line.text(outcome).into_owned();
        match (ungraded.day(&line), Ungraded::read(&said)) {
            (Some(on), Some(outcome)) => {
                to.count(Finding::number(0));
                add(to, &ungraded, &line, urn, on, Found::Ungraded(outcome));
            }
            (Some(_), None) => to.reject(
                line.row,
                "Ungraded inspection overall outcome",
                &said,
                "not an outcome that is known",
            ),
            (None, _) if ungraded.on.is_some() => to.count(NO_INSPECTION),
            (None, _) => {}
        }
    }
    current(to, newest);
    Ok(())
}

const NO_INSPECTION: Finding = Finding::Unknown(Unknown::NotAvailable);

/// The layout to September 2024, with bare names; the previous grade stands beside the present one.
pub fn bare(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let facts = Facts::of(sheet);
    let full = Block::of(
        sheet,
        "Inspection start date",
        "Does the latest full inspection relate to the URN of the current school?",
        "URN at time of latest full inspection",
        &["Category of concern"],
    );
    let before = Block::of(
        sheet,
        "Previous inspection start date",
        "Does the previous full inspection relate to the URN of the current school?",
        "URN at time of previous full inspection",
        &["Previous category of concern"],
    );
    let previous = sheet.any(&[
        "Previous full inspection overall effectiveness",
        "Previous overall effectiveness",
    ]);
    let at = Graded {
        kind: sheet.column("Inspection type"),
        overall: sheet.column("Overall effectiveness"),
        quality: sheet.column("Quality of education"),
        leadership: sheet.column("Effectiveness of leadership and management"),
        safeguarding: sheet.any(&["Safeguarding is effective?", "Safeguarding is effective"]),
        others: [
            "Behaviour and attitudes",
            "Personal development",
            "Early years provision (where applicable)",
            "Sixth form provision (where applicable)",
        ]
        .map(|heading| sheet.column(heading)),
    };
    let published = sheet.column("Publication date");
    let mut newest = None;
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        newest = newest.max(number::date(&line.text(published)));
        let Some(urn) = facts.ours(&line, to) else {
            continue;
        };
        if let (Some(on), Some(grade)) = (before.day(&line), Grade::read(&line.text(previous))) {
            to.count(Finding::number(0));
            add(to, &before, &line, urn, on, Found::Overall(grade));
        }
        match full.day(&line) {
            Some(on) => {
                to.count(Finding::number(0));
                let found = at.found(&line, on, to);
                add(to, &full, &line, urn, on, found);
            }
            None => to.count(NO_INSPECTION),
        }
    }
    current(to, newest);
    Ok(())
}

/// `URN, Rating, Inspection Date`: every grade there was, compiled by a third party.
pub fn history(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let [urn, rating, on] =
        ["URN", "Rating", "Inspection Date"].map(|heading| sheet.column(heading));
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        let Some(urn) = to.urn(&line, urn, "URN") else {
            continue;
        };
        if !to.is_known(urn) {
            to.skip("not in the register of this authority");
            continue;
        }
        let words = line.text(rating).into_owned();
        let Some(grade) = Grade::read(&words) else {
            to.reject(line.row, "Rating", &words, "not a grade");
            continue;
        };
        let Some(on) = number::date(&line.text(on)) else {
            to.reject(line.row, "Inspection Date", &line.text(on), "not a date");
            continue;
        };
        to.accept();
        to.count(Finding::number(0));
        let note = if words == "Satisfactory" {
            "“Satisfactory”, grade 3 until 2012".to_owned()
        } else {
            String::new()
        };
        let one = Inspection {
            on,
            found: Found::Overall(grade),
            concern: None,
        };
        to.plan.inspections.push((urn, one, note));
    }
    Ok(())
}

/// The list is current as of the day its name says, else the newest day it holds.
fn current(to: &mut Gathering<'_>, newest: Option<Date>) {
    let named = day_in_name(&to.report.file);
    let day = to.known.as_at.or(named).or(newest);
    if let Some(day) = day {
        to.report.layout.push_str(&format!(", as at {day}"));
    }
    to.plan.inspections_as_at = day;
}

fn met(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "met" => Some(true),
        "not met" => Some(false),
        _ => None,
    }
}

/// A grade in a cell; what does not apply or was not judged is no grade, what is no grade is rejected.
fn graded<G>(
    line: &Line,
    column: Column,
    to: &mut Gathering<'_>,
    read: fn(&str) -> Option<G>,
) -> Option<G> {
    let text = line.text(column);
    let grade = read(&text);
    let none = ["", "NULL", "0", "9", "Not judged", "Not applicable"];
    if grade.is_none() && !none.contains(&&*text) {
        to.reject(line.row, "grade", &text, "not a grade");
    }
    grade
}

/// Columns of a graded inspection before report cards.
struct Graded {
    kind: Column,
    overall: Column,
    quality: Column,
    leadership: Column,
    safeguarding: Column,
    others: [Column; 4],
}

impl Graded {
    fn found(&self, line: &Line, _on: Date, to: &mut Gathering<'_>) -> Found {
        if let Some(grade) = graded(line, self.overall, to, Grade::read) {
            return Found::Overall(grade);
        }
        let kind = line.text(self.kind).to_lowercase();
        Found::KeyJudgements(Judgements {
            quality: graded(line, self.quality, to, Grade::read),
            leadership: graded(line, self.leadership, to, Grade::read),
            others: self
                .others
                .iter()
                .filter_map(|column| graded(line, *column, to, Grade::read))
                .collect(),
            safeguarding_effective: match line.text(self.safeguarding).to_lowercase().as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            // A reinspection is only made of a school that was below good.
            below_good_before: [
                "requires improvement",
                "serious weaknesses",
                "special measures",
            ]
            .iter()
            .any(|words| kind.contains(words)),
        })
    }
}

fn add(to: &mut Gathering<'_>, block: &Block, line: &Line, urn: Urn, on: Date, found: Found) {
    let mut note = String::new();
    if let Some(predecessor) = block.predecessor(line, urn) {
        note = format!("inspected as the predecessor school, URN {predecessor}");
        to.plan.links.push(Link {
            urn,
            predecessor,
            kind: "Predecessor, as Ofsted has it".into(),
            on: None,
        });
    }
    let one = Inspection {
        on,
        found,
        concern: block.concern(line),
    };
    to.plan.inspections.push((urn, one, note));
}
