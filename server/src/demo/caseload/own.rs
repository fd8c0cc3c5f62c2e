//! What made-up heads say of their own schools, what partners say beside it, audits, and lines of the log.

use domain::schools::{By, Key};
use domain::support::Evidence;
use domain::support::caseload::{Activity, Audit, Consent, Entry, OwnSection, Seat, school_year};

use super::{SchoolRecord, Writing, weekday};

/// A section, a judgement, what is strong, what is to be better, and how one will know.
const OWN: [(&str, &str, &str, &str, &str); 5] = [
    (
        "achievement",
        "secure",
        "Reading is above the district at every age; phonics has been secure for three years.",
        "Writing in years 4 to 6, most of all the middle third.",
        "Year 6 writing at 65% by July, moderated with two schools.",
    ),
    (
        "teaching",
        "strong",
        "Explanations are clear in every class we saw this term: eleven visits by three people.",
        "Checking for understanding before moving on, in years 3 and 4.",
        "The same visits in March find it in every class.",
    ),
    (
        "attendance",
        "attention",
        "Families of 14 children had a plan of their own; nine of them now come every day.",
        "Persistent absence on Mondays.",
        "Under 14% by Easter.",
    ),
    (
        "leadership",
        "secure",
        "Subject leads write their own lines of this document and visit each other’s classes.",
        "Assessment hangs on one person.",
        "A second lead in post by January.",
    ),
    (
        "safeguarding",
        "strong",
        "The record was sampled in October without a gap; every member of staff has had this year’s training.",
        "Notes of conversations with families are kept in two places.",
        "",
    ),
];

/// Keys to improvement a visit was about.
const KEYS: [&str; 5] = ["teaching", "tracking", "plan", "achievement", "leadership"];

pub fn keys(turn: usize) -> Vec<Key> {
    let first = Key::of(KEYS[turn % KEYS.len()]);
    match turn % 3 {
        0 => Vec::new(),
        1 => vec![first],
        _ => vec![first, Key::of(KEYS[(turn + 2) % KEYS.len()])],
    }
}

/// The head writes most of it, the link officer speaks to some, and of one the head thinks again.
pub fn evaluation(writing: &mut Writing, at: usize, head: &By, link: &By) {
    let terms = writing.terms;
    let say = |on, index: usize, judgement: &'static str| {
        let (section, _, strengths, improve, target) = OWN[index];
        let own = OwnSection {
            year: school_year(on),
            section: Key::of(section),
            judgement: Some(Key::of(judgement)),
            strengths: strengths.to_owned(),
            improve: improve.to_owned(),
            target: target.to_owned(),
            evidence: vec![Evidence::LessonVisits, Evidence::Data],
        };
        Entry::Evaluate { own: Box::new(own) }
    };
    let view = |on, index: usize, judgement: &'static str, words: &str| Entry::Moderate {
        year: school_year(on),
        section: Key::of(OWN[index].0),
        judgement: Some(Key::of(judgement)),
        words: words.to_owned(),
    };
    let lately = weekday(terms.days_ago(40));
    for (index, (_, judgement, ..)) in OWN.iter().enumerate().skip(at % 2) {
        writing.put(lately, head, Seat::Head, say(lately, index, judgement));
    }
    let then = weekday(terms.days_ago(24));
    for (index, judgement, words) in [
        (
            1,
            "secure",
            "Seen in four of six classes, and not yet in years 3 and 4: secure rather than strong.",
        ),
        (2, "attention", ""),
        (3, "secure", "We agree; the second lead matters most."),
    ] {
        writing.put(
            then,
            link,
            Seat::Contact,
            view(then, index, judgement, words),
        );
    }
    let since = weekday(terms.days_ago(12));
    writing.put(since, head, Seat::Head, say(since, 2, "secure"));
}

/// In a few serious schools an audit was agreed and is over; in one it was commissioned over the school’s head.
pub fn audits(writing: &mut Writing, at: usize, school: &SchoolRecord, officer: &By) {
    if school.band < 3 || !matches!(at % 5, 0 | 3) {
        return;
    }
    let terms = writing.terms;
    let told = weekday(terms.days_ago(30));
    let consent = if at % 5 == 3 && school.band >= 4 {
        Consent::Without {
            why: "Results at the end of key stage 2 fell in each of three years, and leaders would not look at it \
                  together with us in September."
                .to_owned(),
            leads: true,
        }
    } else {
        Consent::Agreed {
            with: "the head and the chair".to_owned(),
        }
    };
    let without = matches!(consent, Consent::Without { .. });
    let audit = Audit {
        auditor: "Westfold Associates".to_owned(),
        about: "What keeps children in years 3 to 6 from getting on as they should.".to_owned(),
        from: weekday(terms.days_ago(20)),
        told,
        consent,
    };
    let entry = Entry::Audit {
        audit: Box::new(audit),
    };
    let before = writing.file.revision;
    writing.put(weekday(terms.days_ago(28)), officer, Seat::Officer, entry);
    if without || writing.file.revision == before {
        return;
    }
    let on = weekday(terms.days_ago(15));
    let found = Entry::Found {
        audit: writing.file.revision,
        on,
        words: "Leaders and auditors agree: assessment is sound and is not used to plan. Two days for subject leads are set."
            .to_owned(),
    };
    writing.put(on, officer, Seat::Officer, found);
}

/// What was done and is recorded nowhere else.
pub fn by_hand(writing: &mut Writing, at: usize, link: &By) {
    let terms = writing.terms;
    for (number, kind, words) in [
        (
            3,
            Activity::Monitor,
            "Read the minutes of the last two governors’ meetings.",
        ),
        (
            5,
            Activity::Challenge,
            "Rang the head about the October absence figures; a plan for Mondays is promised.",
        ),
        (
            7,
            Activity::Assure,
            "Sampled two subject leads’ records with the head of the neighbouring school.",
        ),
    ] {
        if at.is_multiple_of(number) {
            let ago = 10 + i32::try_from(at % 40).unwrap_or(0);
            let on = weekday(terms.days_ago(ago));
            let entry = Entry::ByHand {
                kind,
                on,
                words: words.to_owned(),
            };
            writing.put(on, link, Seat::Contact, entry);
        }
    }
}
