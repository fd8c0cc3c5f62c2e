//! Import: published files in, what they say of one authority's schools out, with a report a person can
//! check by hand.
//!
//! A file is known by its header, whatever it is called. Files that say which schools there are come
//! first, whatever their order; then the rest; then what only several files together can say. Nothing
//! here writes: [`Run`] is written in one transaction, or not at all.

mod absence;
mod census;
mod derive;
mod encoding;
mod finance;
mod gias;
mod key_measures;
mod layouts;
mod limits;
mod listed;
mod lists;
mod load;
mod longform;
mod looks;
mod number;
mod ofsted;
mod performance;
mod period;
mod plan;
mod ranks;
mod read;
mod recognise;
mod secondary;
mod telling;
mod template;
mod workbook;
mod workforce;
mod write;

#[cfg(test)]
mod tests;

use bytes::Bytes;
use domain::api::{FileReport, FileStage, ImportReport, ImportStep};
use domain::schools::AuthorityId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub use limits::{LONGEST, MOST_BYTES, Refused};
pub use load::{Loading, load, look, take_in};
pub use looks::Looks;
pub use plan::{Known, Link, Plan};
pub use telling::Telling;

use layouts::Kind;
use plan::Gathering;
use read::{Sheet, Unread};
use telling::Ear;

/// A file as it came.
#[derive(Debug, Clone)]
pub struct Source {
    pub name: String,
    pub bytes: Bytes,
}

impl Source {
    /// Of the file as it came.
    fn sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.bytes).into()
    }
}

/// What one file says, ready to be written.
#[derive(Debug)]
pub struct Loaded {
    pub report: FileReport,
    pub plan: Plan,
    /// Of the file as it came: the same file twice is recognised.
    pub sha256: [u8; 32],
    /// Files that others lean on come before them.
    turn: u8,
}

/// Every file of one import, in the order they were given.
#[derive(Debug)]
pub struct Run {
    pub authority: AuthorityId,
    pub authority_name: String,
    pub files: Vec<Loaded>,
    /// The newest import when it was read: what would change was worked out on top of it.
    pub after: Option<Uuid>,
}

impl Run {
    /// The report of every file.
    pub fn report(&self) -> ImportReport {
        ImportReport {
            files: self.files.iter().map(|file| file.report.clone()).collect(),
        }
    }

    /// Whether any file was not taken: then nothing is written.
    pub fn is_refused(&self) -> bool {
        self.files.iter().any(|file| file.report.reason.is_some())
    }
}

/// The authority every register among these files names, where they name only one.
pub fn authority_of(sources: &[Source]) -> Option<AuthorityId> {
    let mut only = None;
    for source in sources {
        let Ok(mut sheet) = read::open(&source.bytes) else {
            continue;
        };
        if sheet.layout.kind != Kind::Register {
            continue;
        }
        match (only, gias::only_authority(&mut sheet).ok().flatten()) {
            (None, found) => only = found,
            (Some(first), Some(found)) if first != found => return None,
            _ => {}
        }
    }
    only
}

/// Reads every file for one authority, and says how far it is. It ends early where nobody waits for it.
pub fn read_all(mut known: Known, sources: &[Source], telling: &Telling) -> Run {
    let mut opened: Vec<Option<Result<Sheet<'_>, Unread>>> = Vec::new();
    for (at, source) in sources.iter().enumerate() {
        telling.file(at, FileStage::Reading);
        let sheet = match telling.awaited() {
            Ok(()) => read::open(&source.bytes),
            Err(stopped) => Err(stopped.into()),
        };
        telling.file(at, FileStage::Waiting);
        opened.push(Some(sheet));
    }
    telling.step(ImportStep::Reading);
    let mut order: Vec<usize> = (0..sources.len()).collect();
    order.sort_by_key(|at| match &opened[*at] {
        Some(Ok(sheet)) => turn(sheet.layout.kind),
        _ => 0,
    });
    let turns: Vec<u8> = opened
        .iter()
        .map(|one| match one {
            Some(Ok(sheet)) => turn(sheet.layout.kind),
            _ => 0,
        })
        .collect();
    let mut reports: Vec<Option<FileReport>> = vec![None; sources.len()];
    let mut plans: Vec<Plan> = sources.iter().map(|_| Plan::default()).collect();
    let today = known.today;
    for at in order {
        let Some(sheet) = opened[at].take() else {
            continue;
        };
        // A file that names no day is as of the day it was first taken, so that taking it twice changes
        // nothing.
        known.today = known
            .first_taken
            .get(&sources[at].sha256())
            .copied()
            .unwrap_or(today);
        let (report, plan) = one(&known, &sources[at].name, sheet, Ear { telling, at });
        telling.read(at, report.rows);
        learn(&mut known, &plan);
        reports[at] = Some(report);
        plans[at] = plan;
    }
    telling.step(ImportStep::Deriving);
    derive::derive(&mut plans, &known);
    let files = sources
        .iter()
        .zip(reports)
        .zip(plans)
        .zip(turns)
        .map(|(((source, report), plan), turn)| Loaded {
            turn,
            report: report.unwrap_or_default(),
            plan,
            sha256: source.sha256(),
        })
        .collect();
    Run {
        authority: known.authority,
        authority_name: known.authority_name,
        files,
        after: known.after,
    }
}

/// Files that others lean on are read before them.
fn turn(kind: Kind) -> u8 {
    match kind {
        Kind::Codes => 1,
        Kind::Register => 2,
        Kind::Spine => 3,
        Kind::Inspections | Kind::InspectionsBare => 4,
        Kind::Links => 5,
        _ => 6,
    }
}

/// What a file taught: names and schools that the next files are read with.
fn learn(known: &mut Known, plan: &Plan) {
    if let Some(name) = &plan.authority_name
        && known.authority_name.is_empty()
    {
        known.authority_name.clone_from(name);
    }
    for school in &plan.schools {
        known
            .schools
            .insert(school.urn, (school.phase, school.setting));
    }
    for school in &plan.gaps {
        known
            .schools
            .entry(school.urn)
            .or_insert((school.phase, school.setting));
    }
}

fn one<'a>(
    known: &Known,
    name: &str,
    sheet: Result<Sheet<'a>, Unread>,
    ear: Ear<'a>,
) -> (FileReport, Plan) {
    let mut report = FileReport {
        file: name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned(),
        ..FileReport::default()
    };
    let mut sheet = match sheet {
        Ok(sheet) => sheet,
        Err(Unread::Refused(refused)) => {
            report.reason = Some(refused.0);
            return (report, Plan::default());
        }
        Err(Unread::NotRecognised { encoding, reason }) => {
            report.encoding = encoding.to_owned();
            report.reason = Some(reason);
            return (report, Plan::default());
        }
    };
    sheet.heard_by(ear);
    sheet.start();
    report.recognised_as = Some(sheet.layout.name.to_owned());
    report.layout = sheet.layout.words.to_owned();
    report.encoding = sheet.encoding.to_owned();
    let mut to = Gathering::new(known, report, source_of(sheet.layout.kind));
    let read = match sheet.layout.kind {
        Kind::Register => gias::register(&mut sheet, &mut to),
        Kind::Links => gias::links(&mut sheet, &mut to),
        Kind::Spine => lists::spine(&mut sheet, &mut to),
        Kind::Inspections => ofsted::latest(&mut sheet, &mut to),
        Kind::InspectionsBare => ofsted::bare(&mut sheet, &mut to),
        Kind::Grades => ofsted::history(&mut sheet, &mut to),
        Kind::Ks2 => performance::ks2(&mut sheet, &mut to),
        Kind::Ks2Long => longform::ks2(&mut sheet, &mut to),
        Kind::Ks2Measures => key_measures::ks2(&mut sheet, &mut to),
        Kind::Ks4 => secondary::ks4(&mut sheet, &mut to),
        Kind::Ks4Long => longform::ks4(&mut sheet, &mut to),
        Kind::Ks4Measures => key_measures::ks4(&mut sheet, &mut to),
        Kind::Ks4Merged => secondary::merged(&mut sheet, &mut to),
        Kind::Destinations => lists::destinations(&mut sheet, &mut to),
        Kind::Trusts => lists::trusts(&mut sheet, &mut to),
        Kind::Absence => absence::tables(&mut sheet, &mut to),
        Kind::AbsenceLong => absence::long(&mut sheet, &mut to),
        Kind::Census => census::tables(&mut sheet, &mut to),
        Kind::CensusLong => census::long(&mut sheet, &mut to),
        Kind::Workforce => workforce::tables(&mut sheet, &mut to),
        Kind::Finance => finance::cfr(&mut sheet, &mut to),
        Kind::HighPremium => lists::named(&mut sheet, &mut to, lists::HIGH_PREMIUM),
        Kind::Rise => lists::named(&mut sheet, &mut to, lists::RISE),
        Kind::Codes => lists::codes(&mut sheet, &mut to),
        Kind::Template => template::values(&mut sheet, &mut to),
        Kind::Groups | Kind::HubRegions | Kind::HubMapping | Kind::Descriptions => {
            lists::information(&mut sheet, &mut to)
        }
    };
    let (mut report, plan) = to.done();
    match read {
        Ok(()) => (report, plan),
        Err(refused) => {
            report.reason = Some(refused.0);
            (report, Plan::default())
        }
    }
}

/// The words before a period in the source of a reading.
fn source_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Register | Kind::Links | Kind::Groups => "Get information about schools",
        Kind::Inspections | Kind::InspectionsBare => "Ofsted management information",
        Kind::Grades => "Ofsted grades, compiled from report pages",
        Kind::Ks2 | Kind::Ks2Long => "Key stage 2 performance tables",
        Kind::Ks2Measures => "Key stage 2 key measures",
        Kind::Ks4 | Kind::Ks4Long => "Key stage 4 performance tables",
        Kind::Ks4Measures => "Key stage 4 key measures",
        Kind::Ks4Merged => "Secondary tables, merged",
        Kind::Destinations => "Key stage 4 destinations",
        Kind::Trusts => "Key stage 4 trusts",
        Kind::Absence | Kind::AbsenceLong => "Pupil absence",
        Kind::Census | Kind::CensusLong => "School census",
        Kind::Workforce => "School workforce census",
        Kind::Finance => "Consistent financial reporting",
        Kind::Template => "Own values",
        Kind::Rise => "RISE list of schools",
        Kind::HighPremium => "High pupil premium list of schools",
        Kind::Spine | Kind::HubRegions | Kind::HubMapping | Kind::Codes | Kind::Descriptions => {
            "List of schools"
        }
    }
}
