//! The made-up district: Airedale Vale. Every school, person and number is invented, and made by
//! this code, the same each time; only the dates follow the day it is made on.
//!
//! [`district`] makes it as values. [`ensure`] and [`reset`] write it down.

mod caseload;
mod cases;
mod chance;
mod earlier;
mod edition;
mod entered;
mod figures;
mod given;
mod id;
mod inspection;
mod judgements;
mod leaders;
mod meetings;
mod millbeck;
mod money;
mod names;
mod needs;
mod offers;
mod organisations;
mod peers;
mod people;
mod profiles;
mod recruitment;
mod school;
mod sheet;
mod sketch;
mod statutory;
mod targets;
mod terms;
#[cfg(test)]
mod tests;
mod voices;
mod words_of_support;
mod write;

pub use cases::{Far, Lived};
pub use edition::of_another_version;
pub use entered::Entered;
pub use given::Given;
pub use id::{by_hand, import, person as person_id};
pub use meetings::{HeldMeeting, Kept, OFFICER, approval};
pub use money::MoneyChange;
pub use needs::OpenNeed;
pub use people::Person;
pub use sheet::PUBLISHED;
pub use targets::SetTarget;
pub use voices::Entry;
pub use write::{Written, ensure, reset};

use domain::api::{Authority, Partnership};
use domain::brokerage::{Leader, LeaderType, standard_types};
use domain::calendar::Date;
use domain::meetings::{By, Reply};
use domain::risk::{BRADFORD, Scheme};
use domain::schools::{AuthorityId, Contest, NotAnAuthority, Reading, School, Urn};

use names::Names;
use people::Tied;
use terms::Terms;

/// The code of the made-up authority; the Department gives it to nobody.
pub const CODE: u16 = 999;

/// The partnerships, the one that meets today first.
pub const PARTNERSHIPS: [&str; 8] = [
    "Upper Vale",
    "Lower Vale",
    "Hollin Moor",
    "Skelder",
    "Three Becks",
    "Canalside",
    "Eastmere",
    "Ravenroyd",
];

/// A school with its head and every reading of it there has been.
#[derive(Debug, Clone)]
pub struct SchoolRecord {
    pub school: School,
    pub head: String,
    kind: sketch::Kind,
    /// Place in [`PARTNERSHIPS`].
    partnership: usize,
    /// Whether a meeting has had it on its agenda.
    met: bool,
    /// The band the rules suggest now, 0 the least serious.
    pub band: u8,
    pub readings: Vec<Reading>,
}

/// The whole district, ready to be written down.
#[derive(Debug, Clone)]
pub struct District {
    pub authority: Authority,
    pub partnerships: Vec<Partnership>,
    pub schools: Vec<SchoolRecord>,
    pub people: Vec<Person>,
    /// Oldest first; the one in progress is the last.
    pub meetings: Vec<HeldMeeting>,
    pub replies: Vec<(Urn, Reply)>,
    pub known: Vec<Entry>,
    pub contests: Vec<(Urn, Contest)>,
    pub types: Vec<LeaderType>,
    pub leaders: Vec<Leader>,
    pub needs: Vec<OpenNeed>,
    /// Support of this school year that is over.
    pub given: Vec<Given>,
    pub targets: Vec<SetTarget>,
    /// Support from request to impact.
    pub cases: Vec<Lived>,
    /// What was done with money, oldest first.
    pub money: Vec<MoneyChange>,
    /// Files of schools, and other logbooks.
    pub logbooks: Vec<Entered>,
}

/// Why there is no district. Never, unless what ships with the program is broken.
#[derive(Debug, thiserror::Error)]
pub enum NoDistrict {
    #[error("the scheme that comes with the program cannot be read: {0}")]
    Scheme(String),
    #[error(transparent)]
    Authority(#[from] NotAnAuthority),
}

/// The district as it is on a day.
///
/// # Errors
/// Never, unless the scheme that comes with the program is broken.
pub fn district(today: Date) -> Result<District, NoDistrict> {
    let terms = Terms { today };
    let scheme = Scheme::bradford().map_err(|faults| {
        let words: Vec<String> = faults.iter().map(ToString::to_string).collect();
        NoDistrict::Scheme(words.join("; "))
    })?;
    let named = people::PEOPLE.iter().map(|(name, ..)| *name);
    let mut names = Names::new(named);
    let sketches = sketch::sketches(&mut names);
    let heads: Vec<String> = sketches
        .iter()
        .map(|one| head(&one.name, &mut names))
        .collect();
    let partnership = |at: usize| id::partnership(PARTNERSHIPS[at]);
    let schools = school::records(terms, &scheme, &sketches, &heads, partnership);
    let mut leaders = leaders::leaders(terms, &schools, &mut names);
    let mut given = given::given(terms, &schools, &leaders, standard_types());
    let far = cases::far(&given, &leaders);
    for (one, far) in given.iter_mut().zip(far) {
        one.running = far < Far::Ending;
    }
    given::count(&mut leaders, &given);
    let people = people(&schools);
    let term = terms::PAST_TERMS.len();
    // Needs of the partnership that meets today come from the meeting before.
    let needs = needs::needs(terms, &schools, |at| {
        id::meeting(PARTNERSHIPS[at], term - 1)
    });
    let mut cases = cases::matched(terms, &schools, &people, &leaders, &given);
    cases::count(&mut leaders, &cases);
    cases.extend(cases::requests(terms, &schools, &people, &needs));
    Ok(District {
        money: money::money(terms, &schools, &leaders, standard_types(), &cases),
        authority: Authority {
            id: AuthorityId::try_from(CODE)?,
            name: "Airedale Vale".to_owned(),
        },
        partnerships: PARTNERSHIPS
            .into_iter()
            .map(|name| Partnership {
                id: id::partnership(name),
                name: name.to_owned(),
            })
            .collect(),
        meetings: hold(terms, &scheme, &schools, &people),
        replies: schools
            .iter()
            .filter(|one| one.school.name == millbeck::NAME)
            .map(|one| (one.school.urn, meetings::reply(terms)))
            .collect(),
        known: officer(&people).map_or_else(Vec::new, |by| voices::known(terms, &schools, &by)),
        contests: voices::contests(terms, &schools),
        given,
        targets: targets::targets(terms),
        logbooks: {
            let mut all = caseload::caseloads(terms, &schools, &people);
            all.extend(statutory::statutory(terms, &schools, &people));
            all.extend(peers::peers(terms, &schools, &people));
            all.extend(organisations::organisations(terms, &schools, &people));
            all.extend(offers::offers(terms, &schools, &people, &cases));
            all.extend(recruitment::recruitment(
                terms, &schools, &people, &leaders, &mut names,
            ));
            all
        },
        cases,
        types: standard_types().to_vec(),
        needs,
        leaders,
        people,
        schools,
    })
}

fn head(school: &str, names: &mut Names) -> String {
    match school {
        millbeck::NAME => millbeck::HEAD.to_owned(),
        "Bobbin Mill Primary" => "Theo Amberley".to_owned(),
        _ => names.person(),
    }
}

fn people(schools: &[SchoolRecord]) -> Vec<Person> {
    people::PEOPLE
        .iter()
        .map(|(name, role, tied, about)| Person {
            id: id::person(name),
            name: (*name).to_owned(),
            email: people::email(name),
            role: *role,
            about: (*about).to_owned(),
            chairs: people::chairs(*role, about),
            partnerships: match tied {
                Tied::Leads(places) => places
                    .iter()
                    .map(|at| id::partnership(PARTNERSHIPS[*at]))
                    .collect(),
                _ => Vec::new(),
            },
            schools: match tied {
                Tied::School(name) => schools
                    .iter()
                    .filter(|one| one.school.name == *name)
                    .map(|one| one.school.urn)
                    .collect(),
                _ => Vec::new(),
            },
            leader: matches!(tied, Tied::Leader).then(|| id::leader(name)),
        })
        .collect()
}

fn by(person: &Person) -> By {
    By {
        id: person.id,
        name: person.name.clone(),
    }
}

/// The lead officer.
fn officer(people: &[Person]) -> Option<By> {
    people
        .iter()
        .find(|one| one.name == meetings::OFFICER)
        .map(by)
}

fn hold(
    terms: Terms,
    scheme: &Scheme,
    schools: &[SchoolRecord],
    people: &[Person],
) -> Vec<HeldMeeting> {
    let chairs: Vec<By> = PARTNERSHIPS
        .iter()
        .filter_map(|name| {
            let leads = |person: &&Person| person.partnerships.contains(&id::partnership(name));
            people.iter().find(leads).map(by)
        })
        .collect();
    let Some(officer) = officer(people) else {
        return Vec::new();
    };
    let known = voices::known(terms, schools, &officer);
    let contests = voices::contests(terms, schools);
    let setting = meetings::Setting {
        terms,
        scheme,
        document: BRADFORD,
        schools,
        chairs: &chairs,
        officer: &officer,
        known: &known,
        contests: &contests,
    };
    let mut all: Vec<HeldMeeting> = Vec::new();
    let places = 0..chairs.len();
    for term in 0..terms::PAST_TERMS.len() {
        let met = places
            .clone()
            .filter(|at| *at == 0 || term >= terms::EVERYBODY);
        for at in met {
            let last = term
                .checked_sub(1)
                .map(|term| id::meeting(PARTNERSHIPS[at], term));
            let last = all.iter().find(|held| Some(held.meeting.id) == last);
            let held = setting.held(at, term, last);
            all.push(held);
        }
    }
    let latest = all.len() - places.len();
    let now: Vec<HeldMeeting> = [1, 2]
        .map(|at| setting.scheduled(at, all.get(latest + at)))
        .into_iter()
        .chain([setting.in_progress(all.get(latest))])
        .collect();
    all.extend(now);
    all
}
