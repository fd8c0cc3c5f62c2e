//! Lists: the spine of the performance tables, trusts and destinations, the improvement lists, teaching
//! school hubs, and tables that only explain others.

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::{Date, day_words};
use domain::schools::{Finding, Key, Observed, Reading, School, Status, Urn};

use super::gias::{governance, said, setting};
use super::limits::Refused;
use super::number;
use super::period::{AcademicYear, Dated, day_in_name};
use super::plan::{Gathering, number_of, people, seen};
use super::read::Sheet;

/// Share of pupils with a sustained destination after key stage 4.
const DESTINATIONS: Key = Key::of("destinations");

/// Schools as the performance tables list them: they fill gaps of the register and never change it.
pub fn spine(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let at = |heading: &str| sheet.column(heading);
    let (urn, la, number, name) = (at("URN"), at("LA"), at("ESTAB"), at("SCHNAME"));
    let (kind, group, state) = (at("NFTYPE"), at("MINORGROUP"), at("ICLOSE"));
    let (low, high, sixth) = (at("AGEL"), at("AGEH"), at("ISPOST16"));
    let (town, postcode) = (at("TOWN"), at("POSTCODE"));
    let (opened, closed, faith) = (at("OPENDATE"), at("CLOSEDATE"), at("RELDENOM"));
    let (primary, secondary) = (at("ISPRIMARY"), at("ISSECONDARY"));
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        if !to.ours(&line.text(la)) {
            continue;
        }
        let Some(urn) = to.urn(&line, urn, "URN") else {
            continue;
        };
        let yes = |column| line.text(column) == "1";
        let words = line.text(kind);
        let status = match &*line.text(state) {
            "1" => Status::Open,
            "2" => Status::Closed,
            "3" => Status::Proposed,
            "4" => Status::Closing,
            other => {
                to.reject(line.row, "ICLOSE", other, "not a status that is known");
                continue;
            }
        };
        to.accept();
        to.plan.gaps.push(School {
            urn,
            name: line.text(name).into_owned(),
            phase: by_age(
                yes(primary),
                yes(secondary),
                yes(sixth),
                people(&line, low),
                people(&line, high),
            ),
            setting: setting(&words),
            governance: governance(&words, &line.text(group)),
            kind: words.into_owned(),
            status,
            number: line.text(number).parse().ok(),
            place: None,
            postcode: line.text(postcode).into_owned(),
            town: line.text(town).into_owned(),
            roll: None,
            disadvantaged: None,
            trust: None,
            federation: None,
            diocese: None,
            faith: said(&line.text(faith)),
            opened: number::date(&line.text(opened)),
            closed: number::date(&line.text(closed)),
            partnership: None,
        });
    }
    Ok(())
}

fn by_age(
    primary: bool,
    secondary: bool,
    sixth: bool,
    low: Option<u32>,
    high: Option<u32>,
) -> domain::schools::Phase {
    use domain::schools::Phase;
    match (primary, secondary, sixth) {
        (true, true, _) => Phase::AllThrough,
        (true, false, _)
            if low
                .zip(high)
                .is_some_and(|(low, high)| low < 5 && high <= 5) =>
        {
            Phase::Nursery
        }
        (true, false, _) => Phase::Primary,
        (false, true, _) => Phase::Secondary,
        (false, false, true) => Phase::Sixteen,
        _ => Phase::NotSaid,
    }
}

/// Trusts list their members: so a school's trust is known where the register names none.
pub fn trusts(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let [name, members] =
        ["TRUST_NAME", "INSTITUTIONS_MATPTINC"].map(|heading| sheet.column(heading));
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        let trust = line.text(name);
        let mut any = false;
        for member in line.text(members).split(';') {
            let number = member.trim();
            let urn = number
                .parse::<u32>()
                .ok()
                .and_then(|urn| Urn::try_from(urn).ok());
            match urn {
                Some(urn) if to.is_known(urn) => {
                    any = true;
                    to.plan.trusts.push((urn, trust.clone().into_owned()));
                }
                Some(_) => {}
                None => to.reject(
                    line.row,
                    "INSTITUTIONS_MATPTINC",
                    number,
                    "a URN has six digits",
                ),
            }
        }
        if any {
            to.accept();
        } else {
            to.skip("no school of this authority");
        }
    }
    Ok(())
}

/// Destinations after key stage 4, kept for the school's page.
pub fn destinations(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let [record, la, urn, cohort, share] =
        ["RECTYPE", "LEA", "URN", "COHORT", "OVERALL_DESTPER"].map(|heading| sheet.column(heading));
    let known = to.known;
    let dated = Dated::year(
        None,
        &to.report.file,
        known.as_at,
        known.today,
        AcademicYear::end,
    );
    to.dated(&dated);
    let mut national = None;
    let mut schools = Vec::new();
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        match &*line.text(record) {
            "LA" | "4" => to.skip("authority row"),
            "NAT" | "5" | "7" => {
                to.skip("national row");
                national = number::hundredths(&line.text(share)).or(national);
            }
            _ => {
                if !to.ours(&line.text(la)) {
                    continue;
                }
                let Some(urn) = to.urn(&line, urn, "URN") else {
                    continue;
                };
                to.accept();
                if let Some(finding) = to.measure(&line, share, "OVERALL_DESTPER") {
                    schools.push((urn, finding, people(&line, cohort)));
                }
            }
        }
    }
    for (urn, finding, cohort) in schools {
        let seen = Observed {
            comparator: number_of(finding).and(national),
            cohort,
            ..seen(finding, dated.as_at)
        };
        to.reading(urn, DESTINATIONS, seen, &dated.period, &dated.note);
    }
    Ok(())
}

/// On the list of schools in regional improvement (RISE): `listed`, or `not_listed` once they left it.
pub const RISE: Key = Key::of("rise");
/// On the list of schools where half the pupils or more have pupil premium.
pub const HIGH_PREMIUM: Key = Key::of("high_premium");
const LISTED: Key = Key::of("listed");
const NOT_LISTED: Key = Key::of("not_listed");

/// A national list of schools that names authorities, not codes. Being on it is a dated marker of a school,
/// kept beside its other readings; no scheme reads it as an indicator. A school that an earlier list had and
/// this one lacks is marked as off it.
pub fn named(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>, list: Key) -> Result<(), Refused> {
    let urn = sheet.any(&["URN", "School URN"]);
    let authority = sheet.column("Local Authority");
    let known = to.known;
    let named = day_in_name(&to.report.file);
    let as_at = known.as_at.or(named).unwrap_or(known.today);
    let mut listed = BTreeSet::new();
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        let Some(urn) = to.urn(&line, urn, "URN") else {
            continue;
        };
        let name = &known.authority_name;
        let ours = if name.is_empty() {
            to.is_known(urn)
        } else {
            line.text(authority).eq_ignore_ascii_case(name)
        };
        if ours {
            to.accept();
            listed.insert(urn);
        } else {
            to.skip("other authority");
        }
    }
    let note = if known.as_at.or(named).is_none() {
        "the list names no day, nor does its name; taken as of the day it was loaded"
    } else {
        ""
    };
    let words = day_words(as_at);
    to.report.layout.push_str(&format!(
        " as at {words}; kept as a marker of each school, read by no indicator"
    ));
    let left = left_since(&known.readings, list, as_at, &listed);
    for (urn, choice) in listed
        .iter()
        .map(|urn| (*urn, LISTED))
        .chain(left.into_iter().map(|urn| (urn, NOT_LISTED)))
    {
        let finding = Finding::choice(choice);
        to.count(finding);
        to.reading(urn, list, seen(finding, as_at), &words, note);
    }
    Ok(())
}

/// Schools whose newest marker before a day says that they are on a list, and which it now lacks.
fn left_since(
    readings: &[(Urn, Reading)],
    list: Key,
    as_at: Date,
    listed: &BTreeSet<Urn>,
) -> Vec<Urn> {
    let mut newest = BTreeMap::new();
    for (urn, reading) in readings {
        if reading.indicator == list && reading.seen.as_at < as_at {
            newest.insert(*urn, reading.seen.finding);
        }
    }
    newest
        .into_iter()
        .filter(|(urn, finding)| *finding == Finding::choice(LISTED) && !listed.contains(urn))
        .map(|(urn, _)| urn)
        .collect()
}

/// A table without schools: counted, and taken as information.
pub fn information(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    while sheet.next()?.is_some() {
        to.report.rows += 1;
        to.skip("no school in it");
    }
    to.report
        .layout
        .push_str("; for information: nothing is stored");
    Ok(())
}

/// The codes of authorities: the name of the one the files are for.
pub fn codes(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let [code, name] = ["LEA", "LA Name"].map(|heading| sheet.column(heading));
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        if to.ours(&line.text(code)) {
            to.accept();
            to.plan.authority_name =
                Some(line.text(name).into_owned()).filter(|name| !name.is_empty());
        }
    }
    Ok(())
}
