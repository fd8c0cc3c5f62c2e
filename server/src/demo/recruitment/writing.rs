//! A round of recruitment being written down, by the rules of the record.

use domain::brokerage::recruitment::{
    Around, Round, RoundDraft, RoundEntry, Somebody, check_entry, tied,
};
use domain::brokerage::{Leader, standard_types};
use domain::calendar::Date;
use domain::schools::{ApplicantId, AuthorityId, ChangeId, Kept, PersonId, School};
use uuid::Uuid;

use crate::demo::entered::Book;
use crate::demo::organisations::moment;
use crate::demo::terms::Terms;
use crate::demo::{self, CODE, Person, id};

/// What the rounds are decided among.
pub struct Setting<'a> {
    pub terms: Terms,
    pub people: &'a [Person],
    pub schools: Vec<School>,
    pub leaders: &'a [Leader],
}

impl Setting<'_> {
    pub fn around(&self, today: Date) -> Around {
        let authority = AuthorityId::try_from(CODE);
        let people = self.people.iter().filter_map(|one| {
            let actor = domain::access::Actor {
                person: one.id,
                authority: authority.as_ref().ok().copied()?,
                role: one.role,
                partnerships: one.partnerships.clone(),
                schools: one.schools.clone(),
                leader: one.leader,
                meeting: None,
            };
            let leader = self.leaders.iter().find(|of| Some(of.id) == one.leader);
            let tied = tied(&actor, leader, &self.schools, today);
            let name = one.name.clone();
            Some((one.id, Somebody { name, actor, tied }))
        });
        Around {
            today,
            types: standard_types().to_vec(),
            people: people.collect(),
            homes: self.leaders.iter().map(|one| (one.id, one.home)).collect(),
        }
    }

    pub fn person(&self, name: &str) -> Option<&Person> {
        self.people.iter().find(|one| one.name == name)
    }

    pub fn ids(&self, names: &[&str]) -> Vec<PersonId> {
        let found = names.iter().filter_map(|name| self.person(name));
        found.map(|one| one.id).collect()
    }

    pub fn school(&self, name: &str) -> Option<&School> {
        self.schools.iter().find(|one| one.name == name)
    }
}

/// A round being written down; what the record would refuse is left out.
pub struct Writing<'a> {
    of: &'a Setting<'a>,
    pub book: Book,
    kept: Vec<Kept<RoundEntry>>,
}

impl<'a> Writing<'a> {
    pub fn open(of: &'a Setting<'a>, by: &str, days_ago: i32, round: RoundDraft) -> Self {
        let mut one = Self {
            of,
            book: Book::new("recruitment", id::of("recruitment", &round.title)),
            kept: Vec::new(),
        };
        let round = Box::new(round);
        one.put(by, days_ago, RoundEntry::Open { round });
        one
    }

    pub fn put(&mut self, by: &str, days_ago: i32, entry: RoundEntry) {
        let Some(person) = self.of.person(by) else {
            return;
        };
        let around = self.of.around(self.of.terms.days_ago(days_ago));
        let entry = match entry {
            RoundEntry::PutForward {
                applicant,
                application,
            } => RoundEntry::PutForward {
                applicant,
                application: Box::new(around.settled(*application)),
            },
            other => other,
        };
        if let Some(round) = Round::of(&self.kept) {
            let Some(one) = around.people.get(&person.id) else {
                return;
            };
            if check_entry(&round, &entry, &one.actor, &around).is_err() {
                return;
            }
        }
        let at = moment(self.of.terms, days_ago, self.kept.len());
        let by = demo::by(person);
        self.book.write(at, &by, &entry);
        self.kept.push(Kept {
            revision: self.kept.len() as u64 + 1,
            id: ChangeId(Uuid::nil()),
            at,
            by,
            entry,
        });
    }

    pub fn interview(&mut self, of: ApplicantId, (days_ago, on): (i32, Date), by: &[&str]) {
        let book = RoundEntry::Book {
            applicant: of,
            on,
            place: "The hub, Heronsgate High".to_owned(),
            by: self.of.ids(by),
        };
        self.put("Pearl Okafor", days_ago, book);
    }

    pub fn declares_nothing(&mut self, of: ApplicantId, days_ago: i32, by: &str) {
        let declare = RoundEntry::Declare {
            applicant: of,
            interest: String::new(),
        };
        self.put(by, days_ago, declare);
    }

    pub fn shortlist(&mut self, of: ApplicantId, days_ago: i32, why: &str) {
        let shortlist = RoundEntry::Shortlist {
            applicant: of,
            why: why.to_owned(),
        };
        self.put("Pearl Okafor", days_ago, shortlist);
    }
}
