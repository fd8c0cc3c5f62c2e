//! Who is named for each school of the made-up district, and what was seen of it this year. Written by the very
//! checks people's entries meet: what cannot be written is not here.

mod own;

use domain::access::Role;
use domain::calendar::{Date, HalfTerm, Moment};
use domain::schools::{By, ChangeId, Key, VisitId};
use domain::support::caseload::{
    AboutSection, Entry, Note, SchoolFile, Seat, WAYS, Way, school_year,
};
use domain::support::{Evidence, Kept, Mode, Quarters};
use time::{Duration, Time};
use uuid::Uuid;

use super::entered::{Book, Entered};
use super::terms::Terms;
use super::{Person, SchoolRecord, id};

/// What was seen of a section, as people write it.
const SEEN: [(&str, &[&str], Evidence); 7] = [
    (
        "achievement",
        &[
            "Year 6 writing is the gap. Books show more drafting than last year, and the middle third moves.",
            "Phonics is secure; reading at the end of key stage 1 has yet to follow.",
            "The leaders’ own figures agree with ours to within a child.",
        ],
        Evidence::Data,
    ),
    (
        "teaching",
        &[
            "Four lessons with the deputy. Explanations are clear; checking for understanding is uneven in years 3 and 4.",
            "New teachers are well placed beside strong ones.",
        ],
        Evidence::LessonVisits,
    ),
    (
        "attendance",
        &[
            "Persistent absence is down by a third since the summer; Mondays are still the worst day.",
            "Calm corridors. Two classes with a plan of their own keep to it.",
        ],
        Evidence::Data,
    ),
    (
        "leadership",
        &[
            "The self-evaluation is honest and shorter than last year’s. Subject leads now write their own lines.",
            "The deputy carries assessment alone: a second pair of hands is needed by Easter.",
        ],
        Evidence::Discussion,
    ),
    (
        "governance",
        &[
            "The chair asks for figures before the meeting and not in it. Link visits are written up.",
        ],
        Evidence::Discussion,
    ),
    (
        "inclusion",
        &["Provision maps are up to date. Two parents spoke well of the transition from nursery."],
        Evidence::TalkingToPupils,
    ),
    (
        "safeguarding",
        &["Single central record sampled with the administrator; no gaps found."],
        Evidence::WorkScrutiny,
    ),
];

const AGREED: [&str; 4] = [
    "Deputy and literacy lead moderate year 4 and 6 books before half term.",
    "The head sends the spring data as soon as it is in.",
    "Governors take attendance as their next link visit.",
    "Look together at checking for understanding in years 3 and 4.",
];

/// Who looks after how many of every ten schools, and who does it with them in mind: an officer for schools
/// causing concern, the lead officer, and two leaders for a few each.
const LEADERS: [(&str, usize); 3] = [
    ("Amir Qureshi", 7),
    ("Joan Petrie", 5),
    ("Theo Amberley", 3),
];
const OFFICERS: [&str; 2] = ["Lewis Coldwether", "Pearl Okafor"];

const LINK: Key = Key::of("link");

/// The file of one school being written.
struct Writing<'a> {
    way: &'a Way,
    terms: Terms,
    file: SchoolFile,
    book: Book,
}

impl Writing<'_> {
    fn put(&mut self, on: Date, by: &By, seat: Seat, entry: Entry) {
        if on > self.terms.today || self.file.check(&entry, seat, self.way, on).is_err() {
            return;
        }
        let hour = Time::from_hms(0, 30, 0).unwrap_or(Time::MIDNIGHT);
        let at = Moment(on.with_time(hour).assume_utc().unix_timestamp() * 1000);
        self.book.write(at, by, &entry);
        self.file.take(&Kept {
            revision: self.file.revision + 1,
            id: ChangeId(Uuid::nil()),
            at,
            by: by.clone(),
            entry,
        });
    }
}

fn person(people: &[Person], name: &str) -> Option<By> {
    people.iter().find(|one| one.name == name).map(super::by)
}

/// Every file, entry by entry.
pub fn caseloads(terms: Terms, schools: &[SchoolRecord], people: &[Person]) -> Vec<Entered> {
    let Ok(way) = Way::parse(WAYS[0].1) else {
        return Vec::new();
    };
    let (Some(lewis), Some(pearl)) = (person(people, OFFICERS[0]), person(people, OFFICERS[1]))
    else {
        return Vec::new();
    };
    let mut seats: Vec<By> = Vec::new();
    for (name, count) in LEADERS {
        if let Some(by) = person(people, name) {
            seats.extend(std::iter::repeat_n(by, count));
        }
    }
    let mut entries = Vec::new();
    let mut dealt = seats.into_iter();
    for (at, school) in schools.iter().enumerate() {
        let mut writing = Writing {
            way: &way,
            terms,
            file: SchoolFile::default(),
            book: Book::new("caseload", school.school.urn),
        };
        let own_head = people
            .iter()
            .find(|one| one.role == Role::Headteacher && one.schools.contains(&school.school.urn));
        // Millbeck first, so that its head and its link officer can both be signed in as.
        let to_leader = own_head.is_some() || at % 9 == 4;
        let link = if school.band >= 3 || at % 3 == 0 {
            lewis.clone()
        } else {
            pearl.clone()
        };
        let link = if to_leader {
            match dealt.next() {
                Some(leader) if own_head.is_none_or(|head| head.id != leader.id) => leader,
                _ => link,
            }
        } else {
            link
        };
        one(
            &mut writing,
            at,
            school,
            (&link, &pearl),
            own_head.map(super::by).as_ref(),
        );
        entries.extend(writing.book.entries);
    }
    entries
}

fn one(
    writing: &mut Writing,
    at: usize,
    school: &SchoolRecord,
    (link, pearl): (&By, &By),
    head: Option<&By>,
) {
    let terms = writing.terms;
    let first = HalfTerm::first_of_year(terms.today).begins();
    let before = first.replace_year(first.year() - 1).unwrap_or(first);
    let named = |person: Option<&By>, from: Date, why: &str| Entry::Contact {
        role: LINK,
        person: person.cloned(),
        from,
        why: why.to_owned(),
    };
    // A school in seventy has had nobody since its link officer left.
    if at % 71 == 20 {
        writing.put(before, pearl, Seat::Officer, named(Some(pearl), before, ""));
        let left = terms.days_ago(25);
        let why = "Left the authority; nobody appointed yet";
        writing.put(left, pearl, Seat::Officer, named(None, left, why));
        return;
    }
    if at % 5 == 1 && link.id != pearl.id {
        writing.put(before, pearl, Seat::Officer, named(Some(pearl), before, ""));
        writing.put(
            first,
            pearl,
            Seat::Officer,
            named(Some(link), first, "Caseloads dealt anew for the year"),
        );
    } else {
        writing.put(before, pearl, Seat::Officer, named(Some(link), before, ""));
    }
    let count = match (head.is_some(), at % 4) {
        (true, _) => 3,
        (_, 0) => 2,
        (_, 3) => 0,
        _ => 1,
    };
    for number in 0..count {
        let ago = 75 - i32::try_from(at % 17).unwrap_or(0) - number * 31;
        let on = weekday(terms.days_ago(ago));
        if on >= terms.today {
            break;
        }
        let note = note(at, number, on, school, terms);
        let id = note.id;
        let asks = !note.request.is_empty();
        let written = writing.file.revision;
        writing.put(
            on,
            link,
            Seat::Contact,
            Entry::Note {
                note: Box::new(note),
            },
        );
        if writing.file.revision == written {
            continue;
        }
        let later = on.saturating_add(Duration::days(4));
        if asks && at % 20 == 4 {
            let words = "Agreed in leadership team: asked the broker for a literacy leader, six days from January.";
            writing.put(
                later,
                pearl,
                Seat::Officer,
                Entry::Answer {
                    note: id,
                    words: words.to_owned(),
                },
            );
        }
        if let Some(head) = head
            && number == 0
        {
            let entry = Entry::Confirm {
                note: id,
                accurate: true,
                words: "Fair, and useful to governors.".to_owned(),
            };
            writing.put(later, head, Seat::Head, entry);
        }
    }
    if school.band >= 3 {
        programme(writing, at, link, first);
    }
    own::audits(writing, at, school, pearl);
    own::by_hand(writing, at, link);
    if let Some(head) = head {
        own::evaluation(writing, at, head, link);
    }
    let last = writing
        .file
        .notes
        .last()
        .map(|one| school_year(one.note.on));
    if let (Some(_), Some(last)) = (head, last) {
        let words = "A year that began well: leaders know the school, and the gap in writing is named and worked on.";
        let entry = Entry::Report {
            year: last,
            words: words.to_owned(),
        };
        writing.put(terms.days_ago(1), link, Seat::Contact, entry);
    }
}

/// What was done of the programme of a serious category.
fn programme(writing: &mut Writing, at: usize, link: &By, first: Date) {
    for (element, days, words) in [
        (
            "notice",
            3,
            "Concerns set out to head and chair in person, and in a letter the same day.",
        ),
        (
            "plan",
            18,
            "Plan written with the head and agreed by the chair; five objectives, each with a figure.",
        ),
        (
            "review",
            40,
            "Chaired by the head. Three of five objectives on track; attendance is not.",
        ),
    ] {
        if (at + usize::try_from(days).unwrap_or(0)).is_multiple_of(3) {
            continue;
        }
        let on = weekday(first.saturating_add(Duration::days(days)));
        let entry = Entry::Done {
            element: Key::of(element),
            on,
            words: words.to_owned(),
        };
        writing.put(on, link, Seat::Contact, entry);
    }
}

fn note(at: usize, number: i32, on: Date, school: &SchoolRecord, terms: Terms) -> Note {
    let turn = at + usize::try_from(number).unwrap_or(0) * 3;
    let about = (0..2 + turn % 2).map(|more| {
        let (section, words, evidence) = SEEN[(turn + more * 2) % SEEN.len()];
        AboutSection {
            section: Key::of(section),
            words: words[turn % words.len()].to_owned(),
            evidence: vec![evidence],
        }
    });
    let purpose = if number == 0 && at % 3 != 1 {
        "conversation"
    } else {
        "monitoring"
    };
    let request = if at % 10 == 4 && number == 0 {
        "With the head: a literacy leader alongside the deputy for two terms."
    } else {
        ""
    };
    let next = terms.days_on(3 + i32::try_from(at % 12).unwrap_or(0));
    Note {
        id: VisitId(id::of("note", &format!("{}/{number}", school.school.urn))),
        on,
        mode: if turn % 5 == 4 {
            Mode::Phone
        } else {
            Mode::InPerson
        },
        time: Quarters(if number == 0 && turn % 5 != 4 { 4 } else { 2 }),
        purpose: Key::of(purpose),
        met: vec!["Head".to_owned(), "Deputy".to_owned()],
        about: about.collect(),
        keys: own::keys(turn),
        agreed: AGREED[turn % AGREED.len()].to_owned(),
        request: request.to_owned(),
        next_visit: Some(weekday(next)),
    }
}

fn weekday(day: Date) -> Date {
    match day.weekday() {
        time::Weekday::Saturday => day.saturating_add(Duration::days(2)),
        time::Weekday::Sunday => day.saturating_add(Duration::days(1)),
        _ => day,
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use crate::demo::district;

    #[test]
    fn every_school_but_a_few_has_somebody_named_and_many_were_visited() {
        for today in [
            date!(2026 - 11 - 27),
            date!(2026 - 09 - 01),
            date!(2027 - 08 - 31),
        ] {
            let made = district(today).unwrap();
            let rows: Vec<_> = made.logbooks.iter().map(super::Entered::row).collect();
            let kind = |kind: &str| {
                rows.iter()
                    .filter(|row| row["entry"]["entry"] == kind)
                    .count()
            };
            assert!(kind("contact") > made.schools.len(), "{today}");
            let noted = kind("note");
            assert!(
                noted > 100 || today == date!(2026 - 09 - 01),
                "{today}: {noted}"
            );
            for row in &rows {
                let at = row["at"].as_i64().unwrap() / 1000;
                let day = time::OffsetDateTime::from_unix_timestamp(at)
                    .unwrap()
                    .date();
                assert!(day <= today, "{today}: {row}");
            }
        }
    }
}
