//! The register of schools (Get Information about Schools): three layouts of one thing, its links and
//! its groups.

use domain::calendar::Date;
use domain::schools::inspection::{Concern, Found, Grade, Inspection};
use domain::schools::{
    AuthorityId, Finding, Governance, Key, Observed, Phase, Place, School, Setting, Status, Urn,
};

use super::limits::Refused;
use super::number;
use super::period::{AcademicYear, day_in_name};
use super::plan::{Gathering, Link, people, seen};
use super::read::{Column, Line, Sheet};

/// Pupils on roll on census day; kept so that a change of roll can be worked out.
pub const ROLL: Key = Key::of("roll");

struct Columns {
    urn: Column,
    la: Column,
    la_name: Column,
    number: Column,
    name: Column,
    kind: Column,
    group: Column,
    status: Column,
    phase: Column,
    opened: Column,
    closed: Column,
    roll: Column,
    census: Column,
    meals: Column,
    postcode: Column,
    town: Column,
    easting: Column,
    northing: Column,
    trust: Column,
    federation: Column,
    diocese: Column,
    faith: Column,
    rating: Column,
    inspected: Column,
}

impl Columns {
    fn of(sheet: &Sheet<'_>) -> Self {
        let at = |heading| sheet.column(heading);
        Self {
            urn: at("URN"),
            la: at("LA (code)"),
            la_name: at("LA (name)"),
            number: at("EstablishmentNumber"),
            name: at("EstablishmentName"),
            kind: at("TypeOfEstablishment (name)"),
            group: at("EstablishmentTypeGroup (name)"),
            status: at("EstablishmentStatus (name)"),
            phase: at("PhaseOfEducation (name)"),
            opened: at("OpenDate"),
            closed: at("CloseDate"),
            roll: at("NumberOfPupils"),
            census: at("CensusDate"),
            meals: at("PercentageFSM"),
            postcode: at("Postcode"),
            town: at("Town"),
            easting: at("Easting"),
            northing: at("Northing"),
            trust: at("Trusts (name)"),
            federation: at("Federations (name)"),
            diocese: at("Diocese (name)"),
            faith: at("ReligiousCharacter (name)"),
            rating: at("OfstedRating (name)"),
            inspected: at("OfstedLastInsp"),
        }
    }
}

/// Every school of the authority, open or closed: closed ones are kept so that a predecessor's evidence
/// can be followed.
pub fn register(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let at = Columns::of(sheet);
    let changed = sheet.column("LastChangedDate");
    let known = to.known;
    let mut newest = None;
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        newest = newest.max(number::date(&line.text(changed)));
        let kind = line.text(at.kind);
        let group = line.text(at.group);
        let ours = line.text(at.la).parse() == Ok(u16::from(to.known.authority));
        if !ours {
            // The rest of the country says only which schools are mainstream, for ranks.
            let urn = line.text(at.urn).parse::<u32>().ok();
            if let Some(urn) = urn.and_then(|urn| Urn::try_from(urn).ok())
                && is_ranked(&kind)
            {
                to.plan.mainstream.push(urn);
            }
            to.skip("other authority");
            continue;
        }
        if kind.to_lowercase().starts_with("children's centre")
            || kind.to_lowercase().starts_with("children’s centre")
        {
            to.skip("not a school (children's centre)");
            continue;
        }
        let Some(urn) = to.urn(&line, at.urn, "URN") else {
            continue;
        };
        let Some(status) = status(&line.text(at.status)) else {
            to.reject(
                line.row,
                "EstablishmentStatus (name)",
                &line.text(at.status),
                "not a status the register has",
            );
            continue;
        };
        let name = line.text(at.name);
        if name.is_empty() {
            to.reject(line.row, "EstablishmentName", "", "a school has a name");
            continue;
        }
        to.accept();
        if to.plan.authority_name.is_none() && !line.text(at.la_name).is_empty() {
            to.plan.authority_name = Some(line.text(at.la_name).into_owned());
        }
        if is_ranked(&kind) {
            to.plan.mainstream.push(urn);
        }
        let school = school(&line, &at, urn, status, &kind, &group);
        roll(&line, &at, urn, to);
        inspection(&line, &at, urn, to);
        to.plan.schools.push(school);
    }
    // The register dates its rows and not itself. Some were last changed on a day still to come.
    let named = day_in_name(&to.report.file);
    let said = known.as_at.or(named).or(newest).unwrap_or(known.today);
    to.plan.register_day = Some(said.min(known.today));
    Ok(())
}

fn school(line: &Line, at: &Columns, urn: Urn, status: Status, kind: &str, group: &str) -> School {
    let some = |column| said(&line.text(column));
    let day = |column| number::date(&line.text(column)).filter(|day| day.year() > 1900);
    School {
        urn,
        name: line.text(at.name).into_owned(),
        phase: phase(&line.text(at.phase)),
        setting: setting(kind),
        governance: governance(kind, group),
        kind: kind.to_owned(),
        status,
        number: line
            .text(at.number)
            .parse()
            .ok()
            .filter(|number| *number <= 9999),
        place: place(&line.text(at.easting), &line.text(at.northing)),
        postcode: line.text(at.postcode).into_owned(),
        town: line.text(at.town).into_owned(),
        roll: people(line, at.roll),
        disadvantaged: number::hundredths(&line.text(at.meals)),
        trust: some(at.trust),
        federation: some(at.federation),
        diocese: some(at.diocese),
        faith: some(at.faith),
        opened: day(at.opened),
        closed: day(at.closed),
        partnership: None,
    }
}

/// The roll counts as evidence only where the file says which census it is from.
fn roll(line: &Line, at: &Columns, urn: Urn, to: &mut Gathering<'_>) {
    if let (Some(pupils), Some(day)) = (people(line, at.roll), number::date(&line.text(at.census)))
    {
        let finding = Finding::number(i32::try_from(pupils * 100).unwrap_or(i32::MAX));
        to.count(finding);
        let seen: Observed = seen(finding, day);
        to.reading(urn, ROLL, seen, &AcademicYear::of(day).words(), "");
    }
}

/// The register carried the overall grade until January 2025.
fn inspection(line: &Line, at: &Columns, urn: Urn, to: &mut Gathering<'_>) {
    let rating = line.text(at.rating);
    let (Some(grade), Some(on)) = (Grade::read(&rating), number::date(&line.text(at.inspected)))
    else {
        return;
    };
    to.count(Finding::number(0));
    let concern = match (Concern::read(&rating), grade) {
        (Some(concern), _) => Some(Some(concern)),
        // "Inadequate" by itself does not say which category.
        (None, Grade::Inadequate) => None,
        (None, _) => Some(None),
    };
    let one = Inspection {
        on,
        found: Found::Overall(grade),
        concern,
    };
    to.plan.inspections.push((urn, one, String::new()));
}

/// A text that says something: not blank, and not the register's words for nothing.
pub fn said(text: &str) -> Option<String> {
    let nothing = [
        "",
        "not applicable",
        "does not apply",
        "none",
        "null",
        "-",
        "unknown",
    ];
    let text = text.trim();
    (!nothing.contains(&text.to_lowercase().as_str())).then(|| text.to_owned())
}

/// A status in the register's words.
pub fn status(text: &str) -> Option<Status> {
    Some(match text {
        "Open" => Status::Open,
        "Open, but proposed to close" => Status::Closing,
        "Closed" => Status::Closed,
        "Proposed to open" => Status::Proposed,
        _ => return None,
    })
}

/// A phase in the register's words; what has none is not said.
pub fn phase(text: &str) -> Phase {
    match text.trim().to_lowercase().as_str() {
        "nursery" => Phase::Nursery,
        "primary" => Phase::Primary,
        "middle deemed primary" => Phase::MiddlePrimary,
        "middle deemed secondary" => Phase::MiddleSecondary,
        "secondary" => Phase::Secondary,
        "all-through" | "all through" => Phase::AllThrough,
        "16 plus" => Phase::Sixteen,
        _ => Phase::NotSaid,
    }
}

/// What kind of provision, from the type of establishment in any published wording.
pub fn setting(kind: &str) -> Setting {
    let kind = kind.to_lowercase();
    if kind.contains("alternative provision")
        || kind.contains("pupil referral")
        || kind.contains("secure")
    {
        Setting::Alternative
    } else if kind.contains("special") {
        Setting::Special
    } else {
        Setting::Mainstream
    }
}

/// Who is responsible, from the type of establishment and its group.
pub fn governance(kind: &str, group: &str) -> Governance {
    let words = format!("{kind} {group}").to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if has(&["independent"]) {
        Governance::Independent
    } else if has(&[
        "academ",
        "free school",
        "university technical college",
        "studio school",
        "city technology college",
    ]) {
        Governance::Academy
    } else if has(&[
        "non-maintained",
        "further education",
        "higher education",
        "college",
        "offshore",
        "overseas",
        "welsh",
        "secure",
        "post 16",
        "miscellaneous",
        "online",
        "other government",
        "sixth form",
    ]) {
        Governance::Other
    } else if has(&[
        "community",
        "voluntary",
        "foundation",
        "referral unit",
        "nursery",
        "maintained",
    ]) {
        Governance::Maintained
    } else {
        Governance::Other
    }
}

/// State-funded mainstream schools are what national ranks are among.
fn is_ranked(kind: &str) -> bool {
    setting(kind) == Setting::Mainstream
        && matches!(
            governance(kind, ""),
            Governance::Maintained | Governance::Academy
        )
}

fn place(easting: &str, northing: &str) -> Option<Place> {
    let metres = |text: &str| {
        let number = text.parse::<i32>().ok()?;
        (1..=1_400_000).contains(&number).then_some(number)
    };
    Some(Place {
        easting: metres(easting)?,
        northing: metres(northing)?,
    })
}

/// `URN, LinkURN, LinkType`: only a change of URN is a predecessor, whichever end says so.
pub fn links(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let [from, link, kind, on] =
        ["URN", "LinkURN", "LinkType", "LinkEstablishedDate"].map(|heading| sheet.column(heading));
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        let Some(urn) = to.urn(&line, from, "URN") else {
            continue;
        };
        let Some(other) = to.urn(&line, link, "LinkURN") else {
            continue;
        };
        if !to.is_known(urn) && !to.is_known(other) {
            to.skip("other authority");
            continue;
        }
        let words = line.text(kind);
        let (urn, predecessor) = if words.starts_with("Predecessor") {
            (urn, other)
        } else if words.starts_with("Successor") {
            (other, urn)
        } else {
            to.skip("not a change of URN");
            continue;
        };
        if urn == predecessor {
            to.reject(
                line.row,
                "LinkURN",
                &other.to_string(),
                "a school is not its own predecessor",
            );
            continue;
        }
        to.accept();
        to.plan.links.push(Link {
            urn,
            predecessor,
            kind: words.into_owned(),
            on: day(&line, on),
        });
    }
    to.plan.links.sort();
    to.plan
        .links
        .dedup_by_key(|link| (link.urn, link.predecessor));
    Ok(())
}

fn day(line: &Line, column: Column) -> Option<Date> {
    number::date(&line.text(column))
}

/// The authority a register is of, where every row names the same.
pub fn only_authority(sheet: &mut Sheet<'_>) -> Result<Option<AuthorityId>, Refused> {
    sheet.start();
    let la = sheet.column("LA (code)");
    let mut only = None;
    while let Some(line) = sheet.next()? {
        let code = line.text(la).parse::<u16>().ok();
        let code = code.and_then(|code| AuthorityId::try_from(code).ok());
        match (only, code) {
            (None, code) => only = code,
            (Some(first), Some(code)) if first != code => return Ok(None),
            _ => {}
        }
    }
    Ok(only)
}
