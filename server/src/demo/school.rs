//! A sketch becomes a school of the register, with the evidence that makes it what the sketch says.

use domain::calendar::Date;
use domain::meetings::{Board, Opening, agenda};
use domain::risk::{Band, Scheme, categorise};
use domain::schools::{Evidence, Governance, PartnershipId, Place, School, Status, Unknown, Urn};

use super::chance::Chance;
use super::figures::Drawing;
use super::names::DIOCESES;
use super::sheet::{Entry, From, Sheet};
use super::sketch::{Come, Faith, Kind, OnAgenda, Sketch};
use super::terms::{EVERYBODY, Terms};
use super::{SchoolRecord, earlier, inspection, judgements, meetings, millbeck};

/// The first reference number used here; the register gives out none so high.
pub const FIRST_URN: u32 = 900_001;

/// How often a school of the same description is drawn before the last one is kept.
const ATTEMPTS: u32 = 600;

/// Where each partnership’s schools lie: its town, metres on the National Grid, and what its
/// postcodes begin with. No postcode of the country begins with AV.
pub const TOWNS: [(&str, i32, i32, &str); 8] = [
    ("Skelbeck", 392_400, 449_300, "AV1"),
    ("Lowerholme", 407_900, 440_700, "AV2"),
    ("Hollinmoor", 401_600, 446_900, "AV3"),
    ("Skelder Bridge", 396_300, 444_800, "AV4"),
    ("Becksmeet", 403_900, 442_100, "AV5"),
    ("Canal Foot", 411_200, 441_900, "AV6"),
    ("Eastmere", 414_800, 438_300, "AV7"),
    ("Ravenroyd", 409_800, 445_900, "AV8"),
];

/// Every school, with its readings.
pub fn records(
    terms: Terms,
    scheme: &Scheme,
    sketches: &[Sketch],
    heads: &[String],
    partnership: impl Fn(usize) -> PartnershipId,
) -> Vec<SchoolRecord> {
    (FIRST_URN..)
        .zip(sketches)
        .zip(heads)
        .filter_map(|((number, sketch), head)| {
            let urn = Urn::try_from(number).ok()?;
            let placed = sketch.come != Come::NotPlaced;
            let partnership = placed.then(|| partnership(sketch.partnership));
            let school = register(urn, sketch, partnership, terms);
            let mut sheet = readings(terms, scheme, sketch, &school, head);
            if sketch.partnership == 0 && sketch.name != millbeck::NAME {
                earlier::judge(&mut sheet, terms, &sketch.name);
            }
            let readings = sheet.readings;
            Some(SchoolRecord {
                school,
                head: head.clone(),
                kind: sketch.kind,
                partnership: sketch.partnership,
                met: sketch.come == Come::Long,
                band: sketch.band,
                readings,
            })
        })
        .collect()
}

fn readings(terms: Terms, scheme: &Scheme, sketch: &Sketch, school: &School, head: &str) -> Sheet {
    if sketch.name == millbeck::NAME {
        return millbeck::sheet(terms);
    }
    let mut sheet = Sheet::default();
    for attempt in 0..ATTEMPTS {
        sheet = draw(terms, sketch, head, attempt);
        if fits(&sheet, terms, scheme, sketch, school) {
            break;
        }
    }
    sheet
}

fn draw(terms: Terms, sketch: &Sketch, head: &str, attempt: u32) -> Sheet {
    let mut chance = Chance::named(&format!("{} {attempt}", sketch.name));
    let drawing = Drawing::of(sketch, terms, head, &mut chance);
    let mut sheet = Sheet::default();
    drawing.figures(&mut sheet, &mut chance);
    inspection::inspect(&mut sheet, &drawing, &mut chance);
    judgements::judge(&mut sheet, &drawing, &mut chance);
    let day = terms.frozen();
    let press = From {
        source: "Results under review",
        by: super::sheet::PUBLISHED,
    };
    if sketch.name == "Thistle Bridge Primary" {
        for (id, note) in [
            ("I10", "marks are under review"),
            ("I11", "three-year figures due"),
            ("I16", "three-year figures due"),
            ("I41", "the return has not come"),
        ] {
            sheet.put(
                id,
                press,
                Entry::unknown(Unknown::NotAvailable, day).note(note),
            );
        }
    }
    sheet
}

/// Whether the rules make of this sheet what the sketch says of the school.
fn fits(sheet: &Sheet, terms: Terms, scheme: &Scheme, sketch: &Sketch, school: &School) -> bool {
    let suggest = |day: Date, on: Date| {
        let known = sheet.known_on(day);
        let evidence = Evidence::new(
            school.phase,
            school.setting,
            known.iter().map(|one| (one.indicator, one.seen)),
        );
        categorise(&evidence, scheme, on)
    };
    let now = suggest(terms.frozen(), terms.today);
    if now.band.known != Band(sketch.band) || now.band.settled().is_some() == sketch.range {
        return false;
    }
    if sketch.range && now.band.highest > Band(2) {
        return false;
    }
    let last_on = terms.past(EVERYBODY + 1, sketch.partnership);
    let last = suggest(last_on.saturating_sub(time::Duration::days(3)), last_on);
    if sketch.recovered && last.band.known <= now.band.known {
        return false;
    }
    if sketch.agenda == OnAgenda::Whatever {
        return true;
    }
    // Whether there is something to discuss is asked of the agenda itself.
    last.band.known == now.band.known && {
        let opening: Opening = meetings::opening(
            school,
            &sheet.readings,
            terms.frozen(),
            Some((
                last_on.saturating_sub(time::Duration::days(3)),
                domain::meetings::Past::as_suggested(last_on, last.band.known, last.risk.known),
            )),
        );
        let board = Board::open(meetings::untitled(terms.today), vec![opening]);
        agenda(&board, &board, scheme)
            .iter()
            .all(|entry| entry.why.is_some() == (sketch.agenda == OnAgenda::NearALine))
    }
}

fn register(urn: Urn, sketch: &Sketch, partnership: Option<PartnershipId>, terms: Terms) -> School {
    let mut chance = Chance::named(&format!("register {}", sketch.name));
    let (town, easting, northing, district) = TOWNS[sketch.partnership];
    // Along the valley further than across it.
    let place = Place {
        easting: easting + chance.spread(1500) / 10 * 10,
        northing: northing + chance.spread(950) / 10 * 10 - 3,
    };
    let letters = b"ABDEFGHJLNPQRSTUWXYZ";
    let letter = |chance: &mut Chance| char::from(*chance.pick(letters));
    let postcode = format!(
        "{district} {}{}{}",
        chance.between(1, 9),
        letter(&mut chance),
        letter(&mut chance)
    );
    let academy = sketch.trust.is_some();
    let kind = match (sketch.kind, academy, sketch.faith) {
        (Kind::Special, true, _) => "Academy special converter",
        (Kind::Special, false, _) => "Community special school",
        (Kind::Alternative, true, _) => "Academy alternative provision converter",
        (Kind::Alternative, false, _) => "Pupil referral unit",
        (Kind::Nursery, _, _) => "Local authority nursery school",
        (_, true, _) if chance.in_hundred(25) => "Academy sponsor led",
        (_, true, _) => "Academy converter",
        (_, false, Faith::Catholic) => "Voluntary aided school",
        (_, false, Faith::Anglican) => {
            *chance.pick(&["Voluntary aided school", "Voluntary controlled school"])
        }
        (Kind::Secondary, false, Faith::None) => {
            *chance.pick(&["Community school", "Foundation school"])
        }
        _ => "Community school",
    };
    let (faith, diocese) = match sketch.faith {
        Faith::None => (None, None),
        Faith::Anglican => (Some("Church of England"), Some(DIOCESES[0])),
        Faith::Catholic => (Some("Roman Catholic"), Some(DIOCESES[1])),
    };
    let offset = u16::try_from(u32::from(urn) - FIRST_URN).unwrap_or(0);
    let first = match sketch.kind {
        Kind::Nursery => 1000,
        Kind::Secondary | Kind::AllThrough => 4000,
        Kind::Special => 7000,
        Kind::Alternative => 1100,
        _ => 2000,
    };
    School {
        urn,
        name: sketch.name.clone(),
        phase: sketch.kind.phase(),
        setting: sketch.kind.setting(),
        governance: if academy {
            Governance::Academy
        } else {
            Governance::Maintained
        },
        kind: kind.to_owned(),
        status: Status::Open,
        number: Some(first + offset),
        place: Some(place),
        postcode,
        town: town.to_owned(),
        roll: u32::try_from(sketch.roll).ok(),
        disadvantaged: Some(sketch.disadvantaged),
        trust: sketch.trust.map(str::to_owned),
        federation: None,
        diocese: diocese.map(str::to_owned),
        faith: faith.map(str::to_owned),
        opened: Some(match sketch.come {
            Come::Long => terms.months_ago(12 * chance.between(9, 70)),
            _ => terms.months_ago(3),
        }),
        closed: None,
        partnership,
    }
}
