//! People around a round, and short ways to write in it.

use std::collections::BTreeMap;

use time::macros::date;
use uuid::Uuid;

use super::super::super::areas::standard_types;
use super::super::super::leader::HalfDays;
use super::super::*;
use crate::access::{Actor, Role};
use crate::calendar::{Date, Moment};
use crate::schools::{
    ApplicantId, AuthorityId, By, ChangeId, Kept, Key, LeaderId, PersonId, Phase, Urn,
};

pub const OPENED: Date = date!(2026 - 11 - 02);
pub const CLOSES: Date = date!(2026 - 11 - 20);
pub const INTERVIEWS: Date = date!(2026 - 12 - 02);
pub const AGAIN: Date = date!(2027 - 02 - 08);

pub fn urn(number: u32) -> Urn {
    Urn::try_from(107_000 + number).unwrap()
}

pub fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

pub const OFFICER: u128 = 1;
pub const BROKER: u128 = 2;
pub const LEAD: u128 = 3;
pub const HEAD: u128 = 4;
pub const GOVERNOR: u128 = 5;
pub const LEADER: u128 = 6;
pub const OTHER_HEAD: u128 = 7;
pub const OTHER_LEADER: u128 = 8;

pub fn record(number: u128) -> LeaderId {
    LeaderId(Uuid::from_u128(number + 100))
}

pub fn somebody(number: u128, role: Role, schools: &[u32], leader: bool) -> (PersonId, Somebody) {
    let actor = Actor {
        person: person(number),
        authority: AuthorityId::try_from(380).unwrap(),
        role,
        partnerships: Vec::new(),
        schools: schools.iter().map(|one| urn(*one)).collect(),
        leader: leader.then(|| record(number)),
        meeting: None,
    };
    let tied = tied(&actor, None, &[], OPENED);
    let name = format!("{role:?} {number}");
    (person(number), Somebody { name, actor, tied })
}

/// The head of school 1 has a deputy who is a leader; the broker governs school 2.
pub fn around(today: Date) -> Around {
    let mut people: BTreeMap<PersonId, Somebody> = [
        somebody(OFFICER, Role::Officer, &[], false),
        somebody(BROKER, Role::Broker, &[2], false),
        somebody(LEAD, Role::PartnershipLead, &[], false),
        somebody(HEAD, Role::Headteacher, &[1], false),
        somebody(GOVERNOR, Role::Governor, &[1], false),
        somebody(LEADER, Role::Leader, &[], true),
        somebody(OTHER_HEAD, Role::Headteacher, &[2], false),
        somebody(OTHER_LEADER, Role::Leader, &[], true),
    ]
    .into();
    people.get_mut(&person(LEADER)).unwrap().tied.insert(urn(1));
    Around {
        today,
        types: standard_types().to_vec(),
        people,
        homes: [(record(LEADER), Some(urn(1))), (record(OTHER_LEADER), None)].into(),
    }
}

pub fn draft() -> RoundDraft {
    RoundDraft {
        title: "Specialist leaders, spring".to_owned(),
        kind: Key::of("SLE"),
        why: "Mathematics is short in the spring.".to_owned(),
        areas: vec![Key::of("maths")],
        phases: vec![Phase::Primary],
        places: 1,
        body: "Vale Teaching School Hub".to_owned(),
        opens: OPENED,
        closes: Some(CLOSES),
        interviews: vec![INTERVIEWS, AGAIN],
        panel: vec![person(OFFICER), person(BROKER), person(LEAD), person(HEAD)],
    }
}

pub fn application(number: u128, by: PutForwardBy) -> Application {
    Application {
        by,
        name: format!("Applicant {number}"),
        person: (by == PutForwardBy::Themselves).then(|| person(number)),
        leader: (by == PutForwardBy::Themselves).then(|| record(number)),
        school: Some(urn(1)),
        school_name: "School One".to_owned(),
        district: String::new(),
        post: "Deputy head".to_owned(),
        areas: vec![Key::of("maths")],
        phases: vec![Phase::Primary],
        leads_since: Some(2019),
        yearly: HalfDays::days(8),
        statement: "I have led mathematics for six years.".to_owned(),
    }
}

pub fn applicant(number: u128) -> ApplicantId {
    ApplicantId(Uuid::from_u128(number + 1_000))
}

/// A round written down, each entry as the check lets it.
pub struct Written(Vec<Kept<RoundEntry>>);

impl Written {
    pub fn begun() -> Self {
        let round = Box::new(draft());
        let mut one = Self(Vec::new());
        one.keep(OFFICER, OPENED, RoundEntry::Open { round });
        one
    }

    pub fn round(&self) -> Round {
        Round::of(&self.0).unwrap()
    }

    pub fn keep(&mut self, by: u128, on: Date, entry: RoundEntry) {
        let by = By {
            id: person(by),
            name: around(on).people[&person(by)].name.clone(),
        };
        self.0.push(Kept {
            revision: self.0.len() as u64 + 1,
            id: ChangeId(Uuid::from_u128(self.0.len() as u128)),
            at: Moment(on.midnight().assume_utc().unix_timestamp() * 1_000),
            by,
            entry,
        });
    }

    pub fn try_put(&mut self, by: u128, on: Date, entry: RoundEntry) -> Result<(), String> {
        let around = around(on);
        let actor = &around.people[&person(by)].actor;
        check_entry(&self.round(), &entry, actor, &around).map_err(|fault| fault.to_string())?;
        self.keep(by, on, entry);
        Ok(())
    }

    pub fn put(&mut self, by: u128, on: Date, entry: RoundEntry) {
        assert_eq!(self.try_put(by, on, entry.clone()), Ok(()), "{entry:?}");
    }

    pub fn refuses(&mut self, by: u128, on: Date, entry: RoundEntry, words: &str) {
        let said = self.try_put(by, on, entry.clone()).expect_err(words);
        assert!(said.contains(words), "{said} for {words}: {entry:?}");
    }
}

pub fn forward(number: u128, by: PutForwardBy) -> RoundEntry {
    RoundEntry::PutForward {
        applicant: applicant(number),
        application: Box::new(application(number, by)),
    }
}

pub fn word(number: u128, supports: bool) -> RoundEntry {
    RoundEntry::Word {
        applicant: applicant(number),
        supports,
        words: "A term at most.".to_owned(),
    }
}

pub fn shortlist(number: u128) -> RoundEntry {
    RoundEntry::Shortlist {
        applicant: applicant(number),
        why: "Led it in two schools.".to_owned(),
    }
}

pub fn book(number: u128, on: Date, by: &[u128]) -> RoundEntry {
    RoundEntry::Book {
        applicant: applicant(number),
        on,
        place: "The hub".to_owned(),
        by: by.iter().map(|one| person(*one)).collect(),
    }
}

pub fn declare(number: u128, interest: &str) -> RoundEntry {
    RoundEntry::Declare {
        applicant: applicant(number),
        interest: interest.to_owned(),
    }
}

pub fn outcome(number: u128, outcome: Outcome) -> RoundEntry {
    RoundEntry::Outcome {
        applicant: applicant(number),
        outcome,
        why: "Clear about what pupils gain.".to_owned(),
        feedback: "Bring an example next time.".to_owned(),
    }
}

pub fn designate(number: u128, on: Date) -> RoundEntry {
    let award = Award {
        body: "Vale Teaching School Hub".to_owned(),
        awarded: on,
        review_due: None,
    };
    outcome(number, Outcome::Designated { award })
}
