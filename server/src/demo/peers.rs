//! A round of peer reviews under way in two made-up partnerships.

use domain::calendar::{Moment, add_months};
use domain::schools::ChangeId;
use domain::schools::Urn;
use domain::support::Kept;
use domain::support::{PeerEntry, PeerSeat, Record, Round, suggest_pairs};
use time::Time;
use uuid::Uuid;

use super::entered::{Book, Entered};
use super::terms::Terms;
use super::{PARTNERSHIPS, Person, SchoolRecord, id};

const FOUND: [(&str, &str, &str); 3] = [
    (
        "How well pupils in years 3 and 4 read what they are given",
        "Books are well chosen and every class reads aloud each day.",
        "What happens for the eight pupils who were away when the phase was taught?",
    ),
    (
        "Attendance on Mondays",
        "The first call is made before half past nine, by somebody families know.",
        "Which of the Monday absences begin on a Friday?",
    ),
    (
        "Checking for understanding in mathematics",
        "Teachers plan the three questions that matter, and ask them.",
        "What do pupils who answer first learn from the second answer?",
    ),
];

/// Rounds, entry by entry.
pub fn peers(terms: Terms, schools: &[SchoolRecord], people: &[Person]) -> Vec<Entered> {
    let mut entries = Vec::new();
    for (place, name) in PARTNERSHIPS.iter().enumerate().take(2) {
        let partnership = id::partnership(name);
        let lead = people
            .iter()
            .find(|one| one.partnerships.contains(&partnership));
        let Some(by) = lead.map(super::by) else {
            continue;
        };
        let members: Vec<Urn> = schools
            .iter()
            .filter(|one| one.school.partnership == Some(partnership))
            .map(|one| one.school.urn)
            .collect();
        let round = id::of("peers", name);
        let mut book = Book::new("peers", round);
        let mut kept: Vec<Kept<PeerEntry>> = Vec::new();
        let mut put = |days_ago: i32, entry: PeerEntry| {
            let on = terms.days_ago(days_ago);
            let hour = Time::from_hms(0, 50, 0).unwrap_or(Time::MIDNIGHT);
            let at = Moment(on.with_time(hour).assume_utc().unix_timestamp() * 1000);
            if let Some(round) = Round::of(&kept)
                && round.check(&entry, PeerSeat::Lead, on).is_err()
            {
                return;
            }
            book.write(at, &by, &entry);
            kept.push(Kept {
                revision: kept.len() as u64 + 1,
                id: ChangeId(Uuid::nil()),
                at,
                by: by.clone(),
                entry,
            });
        };
        let pairs = suggest_pairs(&members, &[]);
        let reviewed: Vec<Urn> = pairs.iter().map(|pair| pair.reviewed).collect();
        put(
            60,
            PeerEntry::Begin {
                partnership,
                title: "Peer reviews of this year".to_owned(),
                pairs,
                by: add_months(terms.today, 2),
            },
        );
        for (at, urn) in reviewed.iter().enumerate().take(7 + place) {
            let (focus, strengths, questions) = FOUND[at % FOUND.len()];
            let days = 50 - i32::try_from(at).unwrap_or(0) * 5;
            put(
                days,
                PeerEntry::Record {
                    reviewed: *urn,
                    record: Box::new(Record {
                        on: terms.days_ago(days),
                        focus: focus.to_owned(),
                        strengths: strengths.to_owned(),
                        questions: questions.to_owned(),
                        again: terms.days_on(20 - days),
                    }),
                },
            );
        }
        if let Some(first) = reviewed.first() {
            put(
                3,
                PeerEntry::Again {
                    reviewed: *first,
                    on: terms.days_ago(3),
                    words: "The eight are read with before school by two governors; five have caught up.".to_owned(),
                },
            );
        }
        entries.extend(book.entries);
    }
    entries
}
