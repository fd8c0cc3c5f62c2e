//! What is on offer in the made-up district.

use domain::brokerage::HalfDays;
use domain::schools::{By, CaseId, ChangeId, Key, OfferId, Phase};
use domain::support::money::Pence;
use domain::support::offers::{Offer, OfferDraft, OfferEntry, Offerer};
use domain::support::{Kept, Stage};
use uuid::Uuid;

use super::cases::Lived;
use super::entered::{Book, Entered};
use super::organisations::{self as o, moment, organisation};
use super::terms::Terms;
use super::{Person, SchoolRecord, id};

/// The offer one request of the district was pointed to.
pub const ATTENDANCE: &str = "Attendance: how we call, visit and follow up";

/// Where an offer is in the record.
pub fn offer(title: &str) -> OfferId {
    OfferId(id::of("offer", title))
}

/// Who offers.
#[derive(Clone, Copy)]
enum From {
    School(&'static str),
    Organisation(&'static str),
}

struct Told {
    from: From,
    title: &'static str,
    about: &'static str,
    areas: &'static [&'static str],
    phases: &'static [Phase],
    places: Option<u16>,
    half_days: u32,
    /// Days before today it begins, and after today it ends.
    days: (i32, i32),
    contact: &'static str,
    pounds: i64,
    free_to: Option<&'static str>,
    within: Option<&'static str>,
}

const PRIMARY: &[Phase] = &[Phase::Primary];
const NONE: Told = Told {
    from: From::Organisation(o::HUB),
    title: "",
    about: "",
    areas: &[],
    phases: &[],
    places: None,
    half_days: 0,
    days: (60, 160),
    contact: "The hub office, hub@heronsgate.example",
    pounds: 0,
    free_to: None,
    within: None,
};

const TOLD: &[Told] = &[
    Told {
        from: From::School("Bobbin Mill Primary"),
        title: ATTENDANCE,
        about: "A morning with our attendance lead and the first calls of the day; a second visit after half a term.",
        areas: &["attendance"],
        phases: PRIMARY,
        places: Some(4),
        half_days: 2,
        contact: "Theo Amberley, Bobbin Mill Primary",
        ..NONE
    },
    Told {
        from: From::School("Quarry Top Primary"),
        title: "Writing moderated together, years 2 and 6",
        about: "Bring twelve books; two of our teachers read them with yours.",
        areas: &["writing"],
        phases: PRIMARY,
        places: Some(6),
        half_days: 1,
        contact: "The deputy head, Quarry Top Primary",
        ..NONE
    },
    Told {
        from: From::School("St Edda’s CE Primary"),
        title: "Phonics seen in four classes",
        about: "Half a day in reception and year 1, and an hour with the reading leader.",
        areas: &["phonics"],
        phases: PRIMARY,
        places: Some(3),
        half_days: 1,
        contact: "The reading leader, St Edda’s CE Primary",
        ..NONE
    },
    Told {
        from: From::Organisation(o::ENGLISH),
        title: "Days of a literacy specialist",
        about: "An audit of early reading, then up to three days in school.",
        areas: &["phonics", "early_reading"],
        phases: PRIMARY,
        places: Some(10),
        half_days: 6,
        contact: "The hub lead, english@st-edda.example",
        ..NONE
    },
    Told {
        from: From::Organisation(o::MATHS),
        title: "Work group: teaching for mastery",
        about: "Six afternoons over the year with eight other schools, and a visit to each.",
        areas: &["maths"],
        phases: PRIMARY,
        places: Some(8),
        half_days: 6,
        contact: "The maths hub office",
        ..NONE
    },
    Told {
        from: From::Organisation(o::ALLIANCE),
        title: "Writing leaders who meet each half term",
        about: "One of us brings a problem; all of us look at books.",
        areas: &["writing", "english"],
        phases: PRIMARY,
        contact: "Theo Amberley, Bobbin Mill Primary",
        within: Some(o::ALLIANCE),
        ..NONE
    },
    Told {
        from: From::Organisation(o::HUB),
        title: "Leading a subject: the qualification",
        about: "Fifteen months, beside the job.",
        areas: &["subject_design", "cpd"],
        days: (-40, 220),
        ..NONE
    },
    Told {
        from: From::Organisation(o::SUBSCRIPTION),
        title: "Behaviour: a team for two days",
        about: "Two people in school for two days, and what they saw in writing.",
        areas: &["behaviour"],
        places: Some(5),
        half_days: 4,
        contact: "The office, office@vale-together.example",
        pounds: 900,
        free_to: Some(o::SUBSCRIPTION),
        ..NONE
    },
    Told {
        from: From::Organisation(o::TRUST),
        title: "Attendance team of the trust",
        about: "Reads your week with you, and makes the first home visits alongside your staff.",
        areas: &["attendance", "behaviour"],
        phases: &[Phase::Secondary, Phase::AllThrough],
        places: Some(2),
        half_days: 4,
        contact: "The director of education",
        pounds: 1_100,
        ..NONE
    },
    Told {
        from: From::Organisation(o::PROVIDER),
        title: "Coaching for a reading leader",
        about: "Six hours over two terms, by telephone or in school.",
        areas: &["reading", "early_reading"],
        places: Some(4),
        half_days: 2,
        contact: "bookings@teasel.example",
        pounds: 640,
        free_to: Some(o::SUBSCRIPTION),
        ..NONE
    },
    Told {
        from: From::School("Millbeck Primary"),
        title: "Our forest school, seen on a Thursday",
        about: "",
        areas: &["early_years"],
        phases: PRIMARY,
        places: Some(2),
        days: (150, 20),
        contact: "Rashida Dalal, Millbeck Primary",
        ..NONE
    },
];

/// Every offer, entry by entry, with the places that cases have taken.
pub fn offers(
    terms: Terms,
    schools: &[SchoolRecord],
    people: &[Person],
    cases: &[Lived],
) -> Vec<Entered> {
    let Some(broker) = by(people, "Imran Siddle") else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (at, told) in TOLD.iter().enumerate() {
        let offerer = match told.from {
            From::Organisation(name) => Some((Offerer::Organisation(organisation(name)), None)),
            From::School(name) => schools
                .iter()
                .find(|one| one.school.name == name)
                .map(|one| (Offerer::School(one.school.urn), by(people, &one.head))),
        };
        let Some((offerer, head)) = offerer else {
            continue;
        };
        let writer = head.unwrap_or_else(|| broker.clone());
        let draft = draft(terms, told, offerer);
        let mut book = Book::new("offer", offer(told.title));
        let put = OfferEntry::Put {
            offer: Box::new(draft),
        };
        let mut kept: Vec<Kept<OfferEntry>> = Vec::new();
        let begun = told.days.0.max(1) - 1;
        write(&mut book, &mut kept, (terms, begun, at), &writer, put);
        for (case, school) in pointed(cases, offer(told.title)) {
            let take = OfferEntry::Take { case, school };
            write(&mut book, &mut kept, (terms, 12, at), &broker, take);
        }
        if told.title.starts_with("Our forest school") {
            let why = "The member of staff who led it is on leave until summer.".to_owned();
            let withdraw = OfferEntry::Withdraw { why };
            write(&mut book, &mut kept, (terms, 9, at), &writer, withdraw);
        }
        all.extend(book.entries);
    }
    all
}

fn by(people: &[Person], name: &str) -> Option<By> {
    people.iter().find(|one| one.name == name).map(super::by)
}

/// Cases that were pointed to it.
fn pointed(
    cases: &[Lived],
    offer: OfferId,
) -> impl Iterator<Item = (CaseId, domain::schools::Urn)> {
    cases
        .iter()
        .filter_map(move |lived| match &lived.case.stage {
            Stage::Signposted { of: Some(of), .. } if *of == offer => {
                Some((lived.case.id, lived.case.urn))
            }
            _ => None,
        })
}

fn write(
    book: &mut Book,
    kept: &mut Vec<Kept<OfferEntry>>,
    (terms, days_ago, minute): (Terms, i32, usize),
    by: &By,
    entry: OfferEntry,
) {
    let on = terms.days_ago(days_ago);
    if Offer::of(&*kept).is_some_and(|one| one.check(&entry, on).is_err()) {
        return;
    }
    let at = moment(terms, days_ago, minute);
    book.write(at, by, &entry);
    kept.push(Kept {
        revision: kept.len() as u64 + 1,
        id: ChangeId(Uuid::nil()),
        at,
        by: by.clone(),
        entry,
    });
}

fn draft(terms: Terms, told: &Told, by: Offerer) -> OfferDraft {
    let areas = told
        .areas
        .iter()
        .filter_map(|area| area.parse::<Key>().ok());
    OfferDraft {
        by,
        title: told.title.to_owned(),
        about: told.about.to_owned(),
        areas: areas.collect(),
        phases: told.phases.to_vec(),
        places: told.places,
        half_days: HalfDays(told.half_days),
        from: terms.days_ago(told.days.0),
        to: terms.days_on(told.days.1),
        contact: told.contact.to_owned(),
        price: Pence::pounds(told.pounds),
        free_to: told.free_to.map(organisation),
        within: told.within.map(organisation),
    }
}

#[cfg(test)]
mod tests;
