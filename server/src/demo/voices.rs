//! What people of the district know and no file says, and the value one school contests.

use domain::calendar::add_months;
use domain::meetings::By;
use domain::schools::{
    Contest, ContestId, EntryDraft, EntryId, Finding, Key, Known, Reading, Sensitivity, Urn, Value,
};

use super::terms::Terms;
use super::{SchoolRecord, id, millbeck};

/// An entry, the school it is about and who wrote it.
pub type Entry = (Urn, Known, By);

struct Told {
    school: &'static str,
    area: &'static str,
    text: &'static str,
    source: &'static str,
    days_ago: i32,
    months: i32,
    sensitivity: Sensitivity,
}

const TOLD: [Told; 5] = [
    Told {
        school: millbeck::NAME,
        area: "leadership",
        text: "The trust next door offers two days a week of its deputy until the post is filled; the governors \
               decide on it before the end of term.",
        source: "Governor services",
        days_ago: 12,
        months: 6,
        sensitivity: Sensitivity::School,
    },
    Told {
        school: millbeck::NAME,
        area: "outcomes",
        text: "Nine of the sixty joined in Year 6, five of them new to English.",
        source: "Visit by the adviser",
        days_ago: 33,
        months: 12,
        sensitivity: Sensitivity::School,
    },
    Told {
        school: millbeck::NAME,
        area: "leadership",
        text: "The deputy’s absence is long and medical; a phased return is hoped for in the spring.",
        source: "The head, by telephone",
        days_ago: 20,
        months: 4,
        sensitivity: Sensitivity::Person,
    },
    Told {
        school: "Thistle Bridge Primary",
        area: "outcomes",
        text: "The marking review concerns one paper; the school expects its figures before the holidays.",
        source: "Assessment team",
        days_ago: 9,
        months: 3,
        sensitivity: Sensitivity::School,
    },
    Told {
        school: "Bobbin Mill Primary",
        area: "leadership",
        text: "Two long-serving teachers retired in July; both posts were filled before they left.",
        source: "Visit by the adviser",
        days_ago: 25,
        months: 6,
        sensitivity: Sensitivity::School,
    },
];

/// What is known of the district’s schools.
pub fn known(terms: Terms, schools: &[SchoolRecord], officer: &By) -> Vec<Entry> {
    TOLD.iter()
        .filter_map(|told| {
            let school = schools.iter().find(|one| one.school.name == told.school)?;
            let on = terms.days_ago(told.days_ago);
            let entry = EntryDraft {
                on,
                area: told.area.parse().ok()?,
                text: told.text.to_owned(),
                source: told.source.to_owned(),
                sensitivity: told.sensitivity,
                until: add_months(on, told.months),
            };
            let known = Known {
                id: EntryId(id::entry(told.school, told.days_ago)),
                entry,
                by: officer.name.clone(),
                recorded: on,
                withdrawn: None,
            };
            Some((school.school.urn, known, officer.clone()))
        })
        .collect()
}

/// The school that contests a value, and which.
pub const CONTESTS: (&str, Key) = ("Bobbin Mill Primary", Key::of("I42"));

/// What it says.
const WHY: &str = "The figure counts two retirements that were planned and filled.";

/// The contest, from the value the school was sent.
pub fn contests(terms: Terms, schools: &[SchoolRecord]) -> Vec<(Urn, Contest)> {
    let Some(school) = schools.iter().find(|one| one.school.name == CONTESTS.0) else {
        return Vec::new();
    };
    contested(&school.readings)
        .map(|reading| {
            let contest = Contest {
                id: ContestId(id::entry(CONTESTS.0, 0)),
                indicator: reading.indicator,
                finding: reading.seen.finding,
                as_at: reading.seen.as_at,
                why: WHY.to_owned(),
                by: school.head.clone(),
                on: terms.days_ago(16),
                settled: None,
            };
            (school.school.urn, contest)
        })
        .into_iter()
        .collect()
}

fn contested(readings: &[Reading]) -> Option<&Reading> {
    let measured = |reading: &&Reading| {
        reading.indicator == CONTESTS.1
            && matches!(reading.seen.finding, Finding::Known(Value::Number(_)))
    };
    readings
        .iter()
        .filter(measured)
        .max_by_key(|reading| reading.seen.as_at)
}
