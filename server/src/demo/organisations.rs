//! Organisations of the made-up district: who belongs to which, since when, who leads them, and what they did.

use domain::calendar::{Date, Moment, add_months};
use domain::schools::{By, ChangeId, Key, OrganisationId, Urn};
use domain::support::Kept;
use domain::support::organisations::{Organisation, OrganisationAbout, OrganisationEntry};
use time::Time;
use uuid::Uuid;

use super::entered::{Book, Entered};
use super::terms::Terms;
use super::{PARTNERSHIPS, Person, SchoolRecord, id};

pub const HUB: &str = "Vale Teaching School Hub";
pub const ALLIANCE: &str = "Hollin Teaching Alliance";
pub const SUBSCRIPTION: &str = "Vale Learning Together";
pub const ENGLISH: &str = "Ravenroyd English Hub";
pub const MATHS: &str = "Three Counties Maths Hub";
pub const PROVIDER: &str = "Teasel Reading Works";
pub const TRUST: &str = "Heronsgate Schools Partnership";

/// Where an organisation is in the record.
pub fn organisation(name: &str) -> OrganisationId {
    OrganisationId(id::of("organisation", name))
}

/// The moment somebody writes something, so many days ago.
pub fn moment(terms: Terms, days_ago: i32, minute: usize) -> Moment {
    let minute = u8::try_from(minute % 60).unwrap_or(0);
    let hour = Time::from_hms(9, minute, 0).unwrap_or(Time::MIDNIGHT);
    let at = terms.days_ago(days_ago).with_time(hour).assume_utc();
    Moment(at.unix_timestamp() * 1_000)
}

/// An organisation being written down, entry by entry; what the record would refuse is left out.
struct Writing {
    terms: Terms,
    by: By,
    book: Book,
    kept: Vec<Kept<OrganisationEntry>>,
}

impl Writing {
    fn begin(terms: Terms, by: &By, about: OrganisationAbout) -> Self {
        let id = organisation(&about.name);
        let mut one = Self {
            terms,
            by: by.clone(),
            book: Book::new("organisation", id),
            kept: Vec::new(),
        };
        let about = Box::new(about);
        one.put(OrganisationEntry::Begin { about });
        one
    }

    fn put(&mut self, entry: OrganisationEntry) {
        let now = Organisation::of(&self.kept, |urn| urn.to_string());
        if now.is_some_and(|one| one.check(&entry, self.terms.today).is_err()) {
            return;
        }
        let at = moment(self.terms, 88, self.kept.len());
        self.book.write(at, &self.by, &entry);
        self.kept.push(Kept {
            revision: self.kept.len() as u64 + 1,
            id: ChangeId(Uuid::nil()),
            at,
            by: self.by.clone(),
            entry,
        });
    }

    fn join(&mut self, school: Urn, from: Date, role: &str) {
        let role = role.to_owned();
        self.put(OrganisationEntry::Join { school, from, role });
    }

    fn lead(&mut self, school: Urn, from: Date) {
        self.put(OrganisationEntry::Lead { school, from });
    }

    fn leave(&mut self, school: Urn, until: Date, why: &str) {
        let why = why.to_owned();
        self.put(OrganisationEntry::Leave { school, until, why });
    }

    fn did(&mut self, activity: &'static str, days_ago: i32, words: &str) {
        self.put(OrganisationEntry::Did {
            activity: Key::of(activity),
            on: self.terms.days_ago(days_ago),
            words: words.to_owned(),
        });
    }
}

fn about(kind: &'static str, name: &str, words: &str, contact: &str) -> OrganisationAbout {
    OrganisationAbout {
        kind: Key::of(kind),
        name: name.to_owned(),
        also: String::new(),
        about: words.to_owned(),
        contact: contact.to_owned(),
        from: None,
    }
}

/// The first of September, so many school years ago; this one's is 0.
fn september(today: Date, years: i32) -> Date {
    let began = domain::calendar::Term::of_year(today)[0].begins();
    add_months(began, -12 * years)
}

/// Every organisation, entry by entry.
pub fn organisations(terms: Terms, schools: &[SchoolRecord], people: &[Person]) -> Vec<Entered> {
    let broker = people.iter().find(|one| one.name == "Imran Siddle");
    let Some(by) = broker.map(super::by) else {
        return Vec::new();
    };
    let since = |years| september(terms.today, years);
    let urn = |name: &str| {
        let found = schools.iter().find(|one| one.school.name == name);
        found.map(|one| one.school.urn)
    };
    let of = |partnership: usize| {
        let id = id::partnership(PARTNERSHIPS[partnership]);
        let members = schools.iter();
        members.filter(move |one| one.school.partnership == Some(id))
    };
    let mut all = Vec::new();

    let mut hub = Writing::begin(
        terms,
        &by,
        OrganisationAbout {
            also: "Teaching school hub".to_owned(),
            from: Some(since(5)),
            ..about(
                "hub",
                HUB,
                "Early-career teachers, national professional qualifications, and system leaders for the whole district.",
                "The hub office, hub@heronsgate.example",
            )
        },
    );
    if let (Some(first), Some(now)) = (urn("Beacon Rigg High"), urn("Heronsgate High")) {
        hub.join(first, since(5), "Lead school");
        hub.join(
            now,
            since(5),
            "Lead school since the hub was designated anew",
        );
        hub.lead(first, since(5));
        hub.lead(now, since(2));
    }
    let strong = schools.iter().filter(|one| one.band <= 1);
    for (at, one) in strong.enumerate().filter(|(at, _)| at % 2 == 0) {
        let years = i32::try_from(at % 5).unwrap_or(0);
        hub.join(one.school.urn, since(years + 1), "");
    }
    if let Some(gone) = urn("Oxrigg High") {
        hub.join(gone, since(4), "");
        hub.leave(
            gone,
            since(1),
            "Its trust runs its own programme for early-career teachers.",
        );
    }
    hub.did(
        "capacity",
        64,
        "Eleven middle leaders began the programme for leading a subject, from nine schools.",
    );
    hub.did(
        "capacity",
        20,
        "Interviews for specialist leaders: six were designated, two in mathematics.",
    );
    hub.did(
        "commissioning",
        41,
        "Bought twelve days of a special school’s behaviour lead for the spring term.",
    );
    hub.did(
        "brokering",
        33,
        "Met every head whose school is in the two most serious categories.",
    );
    all.extend(hub.book.entries);

    let mut alliance = Writing::begin(
        terms,
        &by,
        OrganisationAbout {
            from: Some(since(11)),
            ..about(
                "alliance",
                ALLIANCE,
                "Primary schools that train teachers together and lend each other their leaders.",
                "Theo Amberley, Bobbin Mill Primary",
            )
        },
    );
    if let (Some(first), Some(now)) = (urn("Quarry Top Primary"), urn("Bobbin Mill Primary")) {
        alliance.join(first, since(11), "Founding school");
        alliance.join(now, since(9), "");
        alliance.lead(first, since(11));
        alliance.lead(now, since(3));
    }
    let primary = |one: &&SchoolRecord| one.school.phase == domain::schools::Phase::Primary;
    for (at, one) in of(2).chain(of(0)).filter(primary).enumerate().take(16) {
        let years = i32::try_from(at % 9).unwrap_or(0) + 1;
        alliance.join(one.school.urn, since(years), "");
    }
    alliance.did(
        "capacity",
        51,
        "Fourteen trainee teachers placed, nine of them in schools of the alliance.",
    );
    alliance.did(
        "brokering",
        27,
        "Two reading leaders lent to Tenter Croft for a morning each.",
    );
    all.extend(alliance.book.entries);

    let mut past = Writing::begin(
        terms,
        &by,
        OrganisationAbout {
            from: Some(since(13)),
            ..about("alliance", "Canalside Teaching School Alliance", "", "")
        },
    );
    for one in of(5).take(9) {
        past.join(one.school.urn, since(12), "");
    }
    if let Some(first) = of(5).next() {
        past.lead(first.school.urn, since(12));
    }
    past.put(OrganisationEntry::End {
        until: since(5).previous_day().unwrap_or(terms.today),
        why: "Teaching school alliances ended; the hub took on what it did.".to_owned(),
    });
    all.extend(past.book.entries);

    let mut together = Writing::begin(
        terms,
        &by,
        OrganisationAbout {
            also: "Learning communities".to_owned(),
            from: Some(since(6)),
            ..about(
                "subscription",
                SUBSCRIPTION,
                "Schools subscribe, and most of what is offered is free to them at the point of delivery.",
                "The office, office@vale-together.example",
            )
        },
    );
    for (at, one) in schools
        .iter()
        .enumerate()
        .filter(|(at, _)| at % 4 != 3)
        .take(70)
    {
        let years = i32::try_from(at % 6).unwrap_or(0);
        together.join(one.school.urn, since(years), "");
    }
    together.did(
        "commissioning",
        75,
        "A reading specialist from the next district, twenty days in the year.",
    );
    all.extend(together.book.entries);

    let mut english = Writing::begin(
        terms,
        &by,
        about(
            "subject_hub",
            ENGLISH,
            "Early language and phonics: audits, showcases and days of a literacy specialist.",
            "The hub lead, english@st-edda.example",
        ),
    );
    if let Some(lead) = urn("St Edda’s CE Primary") {
        english.join(lead, since(4), "Lead school");
        english.lead(lead, since(4));
    }
    for (at, one) in of(1).chain(of(4)).filter(primary).enumerate().take(12) {
        english.join(
            one.school.urn,
            since(i32::try_from(at % 3).unwrap_or(0)),
            "",
        );
    }
    english.did(
        "capacity",
        38,
        "A showcase of phonics teaching, seen by eighteen reading leaders.",
    );
    all.extend(english.book.entries);

    for (kind, name, words, contact) in [
        (
            "subject_hub",
            MATHS,
            "Work groups on teaching for mastery, across three authorities.",
            "The maths hub office",
        ),
        (
            "trust",
            TRUST,
            "The trust of Heronsgate High; lends its behaviour and attendance team.",
            "The director of education",
        ),
        (
            "diocese",
            "Diocese of Ravenroyd",
            "Appoints governors of its schools and advises on headship.",
            "The schools’ adviser",
        ),
        (
            "programme",
            "Opportunity Area board",
            "Money and people for the area, until its last school year.",
            "The programme office",
        ),
        (
            "authority",
            "School improvement service",
            "Advisers of the authority, and its duty to every school.",
            "Pearl Okafor",
        ),
        (
            "provider",
            PROVIDER,
            "Two former heads who coach reading leaders.",
            "bookings@teasel.example",
        ),
    ] {
        all.extend(
            Writing::begin(terms, &by, about(kind, name, words, contact))
                .book
                .entries,
        );
    }
    all
}
