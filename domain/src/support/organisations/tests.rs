use time::macros::date;
use uuid::Uuid;

use super::*;
use crate::calendar::{Date, Moment};
use crate::schools::{By, ChangeId, Key, PersonId, Urn};
use crate::support::{Kept, LogFault};

const TODAY: Date = date!(2026 - 11 - 27);

fn urn(number: u32) -> Urn {
    Urn::try_from(107_000 + number).unwrap()
}

fn about() -> OrganisationAbout {
    OrganisationAbout {
        kind: Key::of("alliance"),
        name: "Vale Alliance".to_owned(),
        also: "The alliance".to_owned(),
        about: String::new(),
        contact: String::new(),
        from: Some(date!(2015 - 09 - 01)),
    }
}

/// A book that refuses what cannot be written.
#[derive(Default)]
struct Book(Vec<Kept<OrganisationEntry>>);

impl Book {
    fn begun() -> Self {
        let mut book = Self::default();
        let about = Box::new(about());
        book.keep(OrganisationEntry::Begin { about });
        book
    }

    fn keep(&mut self, entry: OrganisationEntry) {
        self.0.push(Kept {
            revision: self.0.len() as u64 + 1,
            id: ChangeId(Uuid::from_u128(self.0.len() as u128)),
            at: Moment(0),
            by: By {
                id: PersonId(Uuid::nil()),
                name: "Broker".to_owned(),
            },
            entry,
        });
    }

    fn now(&self) -> Organisation {
        Organisation::of(&self.0, |urn| urn.to_string()).unwrap()
    }

    fn write(&mut self, entry: OrganisationEntry) -> Result<(), LogFault> {
        self.now().check(&entry, TODAY)?;
        self.keep(entry);
        Ok(())
    }
}

fn join(number: u32, from: Date) -> OrganisationEntry {
    OrganisationEntry::Join {
        school: urn(number),
        from,
        role: String::new(),
    }
}

fn leave(number: u32, until: Date) -> OrganisationEntry {
    OrganisationEntry::Leave {
        school: urn(number),
        until,
        why: "It joined a trust.".to_owned(),
    }
}

fn lead(number: u32, from: Date) -> OrganisationEntry {
    OrganisationEntry::Lead {
        school: urn(number),
        from,
    }
}

fn field(answer: Result<(), LogFault>) -> &'static str {
    answer.unwrap_err().0
}

#[test]
fn an_organisation_is_led_by_one_school_at_a_time_and_keeps_who_led_it_before() {
    let mut book = Book::begun();
    book.write(join(1, date!(2015 - 09 - 01))).unwrap();
    book.write(join(2, date!(2018 - 01 - 01))).unwrap();
    book.write(lead(1, date!(2015 - 09 - 01))).unwrap();
    // Who does not belong to it cannot lead it, nor before they joined.
    assert_eq!(field(book.write(lead(3, TODAY))), "school");
    assert_eq!(field(book.write(lead(2, date!(2017 - 01 - 01)))), "school");
    book.write(lead(2, date!(2021 - 09 - 01))).unwrap();
    let now = book.now();
    assert_eq!(now.lead_on(date!(2021 - 08 - 31)), Some(urn(1)));
    assert_eq!(now.lead_on(date!(2021 - 09 - 01)), Some(urn(2)));
    assert_eq!(now.leads.len(), 2);
    assert_eq!(now.lead_on(date!(2015 - 08 - 31)), None);
    assert_eq!(field(book.write(lead(1, date!(2020 - 01 - 01)))), "from");
    // A lead school that leaves leads no longer.
    book.write(leave(2, date!(2026 - 08 - 31))).unwrap();
    assert_eq!(book.now().lead_on(TODAY), None);
}

#[test]
fn a_school_belongs_to_several_at_once_each_with_its_days_and_a_past_membership_stays() {
    let mut alliance = Book::begun();
    let mut hub = Book::begun();
    alliance.write(join(1, date!(2016 - 01 - 01))).unwrap();
    hub.write(join(1, date!(2020 - 09 - 01))).unwrap();
    let both = |on| alliance.now().has(urn(1), on) && hub.now().has(urn(1), on);
    assert!(both(TODAY) && !both(date!(2020 - 08 - 31)));
    assert_eq!(field(alliance.write(join(1, TODAY))), "school");
    assert_eq!(
        field(alliance.write(leave(1, date!(2015 - 01 - 01)))),
        "until"
    );
    alliance.write(leave(1, date!(2022 - 07 - 31))).unwrap();
    assert_eq!(field(alliance.write(leave(1, TODAY))), "school");
    assert_eq!(
        field(alliance.write(join(1, date!(2022 - 07 - 31)))),
        "from"
    );
    alliance.write(join(1, date!(2024 - 01 - 01))).unwrap();
    let now = alliance.now();
    let spans: Vec<_> = now
        .members
        .iter()
        .map(|one| (one.from, one.until))
        .collect();
    assert_eq!(
        spans,
        [
            (date!(2016 - 01 - 01), Some(date!(2022 - 07 - 31))),
            (date!(2024 - 01 - 01), None)
        ]
    );
    assert!(now.has(urn(1), date!(2022 - 07 - 31)));
    assert!(!now.has(urn(1), date!(2022 - 08 - 01)));
    assert!(now.has(urn(1), TODAY));
}

#[test]
fn what_has_ended_has_no_members_and_is_written_of_no_more() {
    let mut book = Book::begun();
    book.write(join(1, date!(2016 - 01 - 01))).unwrap();
    book.write(lead(1, date!(2016 - 01 - 01))).unwrap();
    let end = OrganisationEntry::End {
        until: date!(2021 - 08 - 31),
        why: "Teaching school hubs came in its place.".to_owned(),
    };
    book.write(end.clone()).unwrap();
    let now = book.now();
    assert!(!now.has(urn(1), TODAY) && now.has(urn(1), date!(2021 - 08 - 31)));
    assert_eq!(now.lead_on(TODAY), None);
    assert!(!now.there_on(TODAY));
    for entry in [join(2, TODAY), end] {
        assert_eq!(field(book.write(entry)), "entry");
    }
}

#[test]
fn each_kind_of_activity_is_written_down_by_itself() {
    let kinds = OrganisationKinds::standard();
    assert_eq!(kinds.clone().checked().as_ref(), Ok(kinds));
    let alliance = kinds.kind(Key::of("alliance")).unwrap();
    assert_eq!(alliance.does.len(), 3);
    assert!(kinds.kinds.len() > 8);
    let mut book = Book::begun();
    let did = |activity: &'static str, on, words: &str| OrganisationEntry::Did {
        activity: Key::of(activity),
        on,
        words: words.to_owned(),
    };
    for id in ["capacity", "commissioning", "brokering"] {
        book.write(did(id, TODAY, "Eight middle leaders began."))
            .unwrap();
    }
    assert_eq!(
        field(book.write(did("singing", TODAY, "A song."))),
        "activity"
    );
    assert_eq!(field(book.write(did("capacity", TODAY, "  "))), "words");
    let later = TODAY.next_day().unwrap();
    assert_eq!(field(book.write(did("capacity", later, "To come."))), "on");
    assert_eq!(book.now().deeds.len(), 3);
}

#[test]
fn what_nobody_wrote_down_is_not_known_and_not_nothing() {
    let about = about();
    let mut around = Around {
        about: &about,
        schools: None,
        leaders: &[],
        cases: &[],
        offers: &[],
        paid_for: None,
        since: date!(2026 - 09 - 01),
        today: TODAY,
    };
    for count in [
        Count::Leaders,
        Count::Days,
        Count::Given,
        Count::Fellows,
        Count::Received,
        Count::Visits,
        Count::PaidFor,
    ] {
        assert_eq!(tally(count, &around), None, "{count:?}");
    }
    assert_eq!(Count::Leaders.figure(None), "not known");
    let none = std::collections::BTreeSet::new();
    around.schools = Some(&none);
    assert_eq!(tally(Count::Given, &around), Some(0));
    assert!(about.goes_by("the ALLIANCE ") && !about.goes_by(""));
}

#[test]
fn an_organisation_has_a_name_and_a_kind_that_is_listed() {
    let wrong = |change: fn(&mut OrganisationAbout)| {
        let mut one = about();
        change(&mut one);
        field(one.check(TODAY))
    };
    assert_eq!(about().check(TODAY), Ok(()));
    assert_eq!(wrong(|one| one.name = "  ".to_owned()), "name");
    assert_eq!(wrong(|one| one.kind = Key::of("club")), "kind");
    assert_eq!(wrong(|one| one.name = "a".repeat(121)), "name");
    assert_eq!(wrong(|one| one.from = Some(date!(2199 - 01 - 01))), "since");
}
