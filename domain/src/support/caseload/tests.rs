//! Long because each rule of a file has its cases here.

mod own;

use time::macros::date;
use uuid::Uuid;

use super::*;
use crate::access::{Actor, Resource, Role};
use crate::calendar::{Date, Moment};
use crate::schools::{AuthorityId, By, ChangeId, Key, PartnershipId, PersonId, Urn, VisitId};
use crate::support::{Kept, Mode, Quarters};

const PARTNER: Key = Key::of("partner");
const TODAY: Date = date!(2026 - 11 - 27);

fn way() -> Way {
    let (_, document) = WAYS.iter().find(|(name, _)| *name == "wiltshire").unwrap();
    Way::parse(document).unwrap()
}

fn by(number: u128) -> By {
    By {
        id: PersonId(Uuid::from_u128(number)),
        name: format!("Person {number}"),
    }
}

fn add(file: &mut SchoolFile, who: u128, entry: Entry) {
    file.take(&Kept {
        revision: file.revision + 1,
        id: ChangeId(Uuid::from_u128(u128::from(file.revision) + 1)),
        at: Moment(1_700_000_000_000),
        by: by(who),
        entry,
    });
}

fn named(person: Option<u128>, from: Date) -> Entry {
    Entry::Contact {
        role: PARTNER,
        person: person.map(by),
        from,
        why: "Handed over".to_owned(),
    }
}

fn note(number: u128, on: Date, quarters: u32, sections: &[&'static str]) -> Note {
    Note {
        id: VisitId(Uuid::from_u128(number)),
        on,
        mode: Mode::InPerson,
        time: Quarters(quarters),
        purpose: Key::of("self_evaluation"),
        met: vec!["Head".to_owned()],
        about: sections
            .iter()
            .map(|section| AboutSection {
                section: Key::of(section),
                words: format!("Seen of {section}."),
                evidence: Vec::new(),
            })
            .collect(),
        keys: Vec::new(),
        agreed: String::new(),
        request: String::new(),
        next_visit: None,
    }
}

fn noted(note: Note) -> Entry {
    Entry::Note {
        note: Box::new(note),
    }
}

#[test]
fn a_role_is_handed_on_without_a_gap_and_never_has_two_at_once() {
    let mut file = SchoolFile::default();
    assert_eq!(
        file.unnamed(&way(), TODAY),
        ["School Improvement Partner", "Authority contact"]
    );
    add(&mut file, 9, named(Some(1), date!(2025 - 09 - 01)));
    add(&mut file, 9, named(Some(2), date!(2026 - 09 - 01)));
    add(&mut file, 9, named(Some(3), date!(2027 - 01 - 04)));
    let periods: Vec<(Date, Option<Date>)> =
        file.contacts.iter().map(|one| (one.from, one.to)).collect();
    assert_eq!(
        periods,
        [
            (date!(2025 - 09 - 01), Some(date!(2026 - 08 - 31))),
            (date!(2026 - 09 - 01), Some(date!(2027 - 01 - 03))),
            (date!(2027 - 01 - 04), None),
        ]
    );
    // On every day of two years there is exactly one.
    let mut day = date!(2025 - 09 - 01);
    while day < date!(2027 - 06 - 01) {
        let there = file
            .contacts
            .iter()
            .filter(|one| one.from <= day && one.to.is_none_or(|to| day <= to));
        assert_eq!(there.count(), 1, "{day}");
        day = day.next_day().unwrap();
    }
    assert!(file.named(by(2).id, TODAY));
    assert!(!file.named(by(1).id, TODAY) && !file.named(by(3).id, TODAY));
    assert_eq!(
        file.next(PARTNER, TODAY).unwrap().from,
        date!(2027 - 01 - 04)
    );
    // Said anew for the same day, the later word counts.
    add(&mut file, 9, named(Some(4), date!(2027 - 01 - 04)));
    assert_eq!(file.contacts.len(), 3);
    // Nobody: a gap that is there in the history, and seen.
    add(&mut file, 9, named(None, date!(2027 - 02 - 01)));
    assert!(file.contact(PARTNER, date!(2027 - 02 - 02)).is_none());
}

#[test]
fn what_was_is_not_written_anew_and_a_gap_says_why() {
    let mut file = SchoolFile::default();
    add(&mut file, 9, named(Some(1), date!(2026 - 09 - 01)));
    for (entry, field) in [
        (named(Some(2), date!(2026 - 08 - 31)), "from"),
        (named(Some(1), date!(2026 - 10 - 01)), "person"),
        (named(Some(2), date!(2028 - 01 - 01)), "from"),
        (
            Entry::Contact {
                role: PARTNER,
                person: None,
                from: TODAY,
                why: " ".to_owned(),
            },
            "why",
        ),
        (
            Entry::Contact {
                role: Key::of("nobody"),
                person: Some(by(2)),
                from: TODAY,
                why: String::new(),
            },
            "role",
        ),
    ] {
        match file
            .check(&entry, Seat::Officer, &way(), TODAY)
            .unwrap_err()
        {
            EntryRefusal::Written { field: of, .. } => assert_eq!(of, field),
            other => panic!("{other:?}"),
        }
    }
    let fine = named(Some(2), date!(2026 - 09 - 01));
    assert_eq!(file.check(&fine, Seat::Officer, &way(), TODAY), Ok(()));
}

#[test]
fn days_are_drawn_by_notes_of_the_school_year_in_school_and_off_site() {
    let mut file = SchoolFile::default();
    add(
        &mut file,
        1,
        noted(note(1, date!(2026 - 06 - 30), 4, &["outcomes"])),
    );
    add(
        &mut file,
        1,
        noted(note(2, date!(2026 - 10 - 01), 4, &["outcomes", "teaching"])),
    );
    let mut call = note(3, date!(2026 - 11 - 02), 1, &["teaching"]);
    call.mode = Mode::Phone;
    add(&mut file, 1, noted(call));
    let drawn = file.drawn(&way(), 0, 2026);
    assert_eq!(
        (drawn.given, drawn.used, drawn.used_in_school, drawn.left()),
        (Quarters(20), Quarters(5), Quarters(4), Quarters(15))
    );
    assert_eq!(file.drawn(&way(), 3, 2026).given, Quarters(80));
    add(
        &mut file,
        9,
        Entry::Allowance {
            quarters: Quarters(4),
            in_school: Quarters(4),
            why: "Asked for less".to_owned(),
        },
    );
    assert!(file.drawn(&way(), 3, 2026).over());
    // Not visited is not fine: it is nothing.
    let coverage = file.coverage(&way(), 2026);
    assert_eq!(coverage[0], Some(date!(2026 - 10 - 01)));
    assert_eq!(coverage[1], Some(date!(2026 - 11 - 02)));
    assert!(coverage[2..].iter().all(Option::is_none));
}

#[test]
fn a_note_says_what_was_seen_and_what_is_restricted_says_nothing() {
    let file = SchoolFile::default();
    let check = |note: Note| file.check(&noted(note), Seat::Contact, &way(), TODAY);
    assert_eq!(check(note(1, TODAY, 2, &["outcomes"])), Ok(()));
    let mut silent = note(1, TODAY, 2, &["outcomes"]);
    silent.about[0].words = " ".to_owned();
    let mut early = note(1, TODAY, 2, &["outcomes"]);
    early.next_visit = Some(TODAY);
    let mut twice = note(1, TODAY, 2, &["outcomes", "outcomes"]);
    twice.about[1].words = "Again.".to_owned();
    let mut private = note(1, TODAY, 2, &["leadership"]);
    private.purpose = Key::of("head_review");
    for (wrong, field) in [
        (note(1, TODAY.next_day().unwrap(), 2, &["outcomes"]), "on"),
        (note(1, TODAY, 0, &["outcomes"]), "time"),
        (note(1, TODAY, 13, &["outcomes"]), "time"),
        (note(1, TODAY, 2, &[]), "about"),
        (note(1, TODAY, 2, &["weather"]), "about"),
        (silent, "about"),
        (twice, "about"),
        (early, "next_visit"),
        (private.clone(), "about"),
    ] {
        match check(wrong).unwrap_err() {
            EntryRefusal::Written { field: of, .. } => assert_eq!(of, field),
            other => panic!("{other:?}"),
        }
    }
    private.about.clear();
    assert_eq!(check(private), Ok(()));
}

#[test]
fn every_kind_of_entry_is_written_from_its_seats_only() {
    for kind in EntryKind::ALL {
        let seats: Vec<Seat> = Seat::ALL
            .into_iter()
            .filter(|seat| seat.writes(kind))
            .collect();
        let expected: &[Seat] = match kind {
            EntryKind::Contact
            | EntryKind::Allowance
            | EntryKind::Answer
            | EntryKind::Audit
            | EntryKind::Aim => &[Seat::Officer],
            EntryKind::Note
            | EntryKind::Done
            | EntryKind::Report
            | EntryKind::Moderate
            | EntryKind::Found
            | EntryKind::ByHand => &[Seat::Officer, Seat::Contact],
            EntryKind::Confirm | EntryKind::Reply | EntryKind::Evaluate | EntryKind::OnAudit => {
                &[Seat::Head]
            }
        };
        assert_eq!(seats, expected, "{kind:?}");
    }
}

#[test]
fn a_seat_is_what_somebody_is_to_this_school_and_others_have_none() {
    let actor = |role| Actor {
        person: by(1).id,
        authority: AuthorityId::try_from(380).unwrap(),
        role,
        partnerships: vec![PartnershipId(Uuid::from_u128(10))],
        schools: vec![Urn::try_from(100_001).unwrap()],
        leader: None,
        meeting: None,
    };
    let here = Resource::of(AuthorityId::try_from(380).unwrap());
    let own = here
        .school(Urn::try_from(100_001).unwrap())
        .partnership(Some(PartnershipId(Uuid::from_u128(10))));
    let other = here.school(Urn::try_from(100_002).unwrap());
    let named = other.contact(Some(by(1).id));
    for (role, of_own, of_other, where_named) in [
        (
            Role::Officer,
            Some(Seat::Officer),
            Some(Seat::Officer),
            Some(Seat::Officer),
        ),
        (
            Role::PartnershipLead,
            Some(Seat::PartnershipLead),
            None,
            Some(Seat::Contact),
        ),
        (
            Role::Headteacher,
            Some(Seat::Head),
            None,
            Some(Seat::Contact),
        ),
        (Role::Leader, None, None, Some(Seat::Contact)),
        (Role::Governor, Some(Seat::Governor), None, None),
        (Role::Broker, None, None, Some(Seat::Contact)),
        (Role::Administrator, None, None, None),
        (Role::Display, None, None, None),
    ] {
        assert_eq!(seat(&actor(role), &own), of_own, "{role:?}");
        assert_eq!(seat(&actor(role), &other), of_other, "{role:?}");
        assert_eq!(seat(&actor(role), &named), where_named, "{role:?}");
    }
}

#[test]
fn twelve_months_with_a_warning_at_nine_and_a_review_every_old_term() {
    // Example 18: entered on 1 September, warning on 1 June, the limit a year on.
    let way = way();
    let decided = |on, tone| Decided {
        on,
        tone,
        clock: Some((9, 12)),
    };
    let entered = date!(2026 - 09 - 01);
    let run = [
        decided(date!(2026 - 11 - 03), 3),
        decided(entered, 4),
        decided(date!(2026 - 05 - 01), 1),
    ];
    let stay_now = stay(&way, &run, TODAY).unwrap();
    assert_eq!(
        (stay_now.since, stay_now.left, stay_now.tone),
        (entered, None, 4)
    );
    let mut file = SchoolFile::default();
    let state = |file: &SchoolFile, today| under_programme(&way, &stay_now, file, today).unwrap();
    for (today, expected) in [
        (TODAY, Run::Running),
        (date!(2027 - 05 - 31), Run::Running),
        (date!(2027 - 06 - 01), Run::Warned),
        (date!(2027 - 09 - 01), Run::Over),
    ] {
        assert_eq!(state(&file, today).run, expected, "{today}");
    }
    let reviews = |file: &SchoolFile, today| {
        let items = state(file, today).items.into_iter();
        items
            .filter(|one| one.element == Key::of("review"))
            .collect::<Vec<_>>()
    };
    assert_eq!(reviews(&file, date!(2027 - 08 - 31)).len(), 6);
    assert_eq!(reviews(&file, TODAY).len(), 2);
    assert!(reviews(&file, TODAY)[0].late(TODAY) > 0);
    assert_eq!(reviews(&file, TODAY)[1].late(TODAY), 0);
    // A whole day in school is the first visit; half a day is not. An audit by agreement is never late.
    add(
        &mut file,
        1,
        noted(note(1, date!(2026 - 09 - 08), 2, &["outcomes"])),
    );
    let first = |file: &SchoolFile| {
        let items = state(file, TODAY).items;
        items
            .into_iter()
            .find(|one| one.element == Key::of("first_day"))
            .unwrap()
    };
    assert!(first(&file).late(TODAY) > 0);
    add(
        &mut file,
        1,
        noted(note(2, date!(2026 - 09 - 09), 4, &["outcomes"])),
    );
    assert_eq!(first(&file).done, Some(date!(2026 - 09 - 09)));
    let late: Vec<Key> = state(&file, TODAY)
        .late(TODAY)
        .iter()
        .map(|one| one.element)
        .collect();
    assert!(late.contains(&Key::of("plan")) && !late.contains(&Key::of("audit")));
    add(
        &mut file,
        1,
        Entry::Done {
            element: Key::of("review"),
            on: date!(2026 - 10 - 20),
            words: "On track.".to_owned(),
        },
    );
    assert_eq!(reviews(&file, TODAY)[0].late(TODAY), 0);
}

#[test]
fn who_leaves_the_category_has_an_exit_to_agree_and_who_never_was_in_it_has_nothing() {
    let way = way();
    let decided = |on, tone| Decided {
        on,
        tone,
        clock: None,
    };
    let run = [
        decided(date!(2026 - 11 - 03), 1),
        decided(date!(2026 - 02 - 03), 3),
        decided(date!(2025 - 11 - 03), 3),
        decided(date!(2025 - 05 - 03), 0),
    ];
    let left = stay(&way, &run, TODAY).unwrap();
    assert_eq!(
        (left.since, left.left),
        (date!(2025 - 11 - 03), Some(date!(2026 - 11 - 03)))
    );
    let state = under_programme(&way, &left, &SchoolFile::default(), TODAY).unwrap();
    assert_eq!(state.run, Run::Left);
    let exit = state
        .items
        .iter()
        .find(|one| one.element == Key::of("exit"))
        .unwrap();
    assert_eq!(exit.due, Some(date!(2026 - 12 - 01)));
    assert!(stay(&way, &run, date!(2028 - 01 - 01)).is_none());
    assert!(stay(&way, &run[3..], TODAY).is_none());
    assert!(stay(&way, &[], TODAY).is_none());
}

#[test]
fn two_people_in_a_week_clash_and_so_do_too_many_at_once() {
    let way = way();
    let coming = |who: &str, on: Option<Date>| Coming {
        who: who.to_owned(),
        what: "phonics".to_owned(),
        on,
        href: String::new(),
    };
    let wednesday = date!(2026 - 12 - 02);
    let friday = date!(2026 - 12 - 04);
    let monday_after = date!(2026 - 12 - 07);
    let fine = [
        coming("A", Some(wednesday)),
        coming("A", Some(friday)),
        coming("B", Some(monday_after)),
    ];
    assert!(clashes(&way, &fine, TODAY).is_empty());
    let week = [coming("A", Some(wednesday)), coming("B", Some(friday))];
    assert_eq!(
        clashes(&way, &week, TODAY),
        [Clash::Week {
            monday: date!(2026 - 11 - 30),
            who: vec!["A".to_owned(), "B".to_owned()]
        }]
    );
    // What is past clashes no more.
    assert!(clashes(&way, &week, date!(2026 - 12 - 10)).is_empty());
    let many = [
        coming("A", None),
        coming("B", None),
        coming("C", None),
        coming("D", None),
    ];
    assert_eq!(
        clashes(&way, &many, TODAY),
        [Clash::Many { count: 4, most: 3 }]
    );
}

#[test]
fn the_annual_report_is_compiled_from_the_notes_and_says_what_no_visit_was_about() {
    let way = way();
    let mut file = SchoolFile::default();
    let mut first = note(1, date!(2026 - 10 - 01), 4, &["outcomes", "teaching"]);
    first.agreed = "Moderate writing in February.".to_owned();
    first.request = "A writing lead for two terms.".to_owned();
    add(&mut file, 1, noted(first));
    add(
        &mut file,
        1,
        noted(note(2, date!(2026 - 11 - 12), 2, &["teaching"])),
    );
    let confirm = Entry::Confirm {
        note: VisitId(Uuid::from_u128(2)),
        accurate: false,
        words: "Two lessons, not one.".to_owned(),
    };
    add(&mut file, 5, confirm);
    let report = annual(&file, &way, 0, 2026);
    assert_eq!((report.visits, report.used), (2, Quarters(6)));
    let teaching = &report.sections[1];
    assert_eq!(teaching.0, "Teaching");
    assert_eq!(
        teaching
            .1
            .iter()
            .map(|line| line.contested)
            .collect::<Vec<_>>(),
        [false, true]
    );
    assert_eq!(
        report
            .sections
            .iter()
            .filter(|(_, lines)| lines.is_empty())
            .count(),
        6
    );
    assert_eq!(report.requests.len(), 1);
    assert!(file.notes[0].waits());
    // The head answers a report that is there.
    let reply = Entry::Reply {
        year: 2026,
        words: "Fair.".to_owned(),
    };
    assert!(file.check(&reply, Seat::Head, &way, TODAY).is_err());
    add(
        &mut file,
        1,
        Entry::Report {
            year: 2026,
            words: "A good start.".to_owned(),
        },
    );
    assert_eq!(file.check(&reply, Seat::Head, &way, TODAY), Ok(()));
    assert_eq!(
        file.check(&reply, Seat::Officer, &way, TODAY),
        Err(EntryRefusal::NotYours)
    );
    // The calendar of the year: hypotheses were due in the first old term, moderation is not yet.
    let calendar = expected(&file, &way, TODAY);
    assert_eq!(calendar[0].by, date!(2026 - 10 - 31));
    assert_eq!(calendar.last().unwrap().by, date!(2027 - 08 - 31));
    assert!(calendar.iter().all(|one| one.held.is_none()));
}
