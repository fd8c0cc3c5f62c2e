//! Somebody at the book: two schools, and short ways to ask for things.

use std::collections::BTreeMap;

use time::macros::date;
use uuid::Uuid;

use super::super::*;
use crate::brokerage::{HalfDays, standard_types};
use crate::calendar::Date;
use crate::schools::{
    ChangeId, ClawBackId, CommitmentId, Governance, InvoiceId, Key, PersonId, Phase, PotId, School,
    Setting, Status, Urn,
};

pub const TODAY: Date = date!(2026 - 11 - 20);

/// A school of these tests.
pub struct There(u32);

pub const HELPED: There = There(900_001);
pub const HOME: There = There(900_002);

impl There {
    pub fn urn(&self) -> Urn {
        Urn::try_from(self.0).unwrap()
    }
}

pub fn pot_id(number: u128) -> PotId {
    PotId(Uuid::from_u128(number))
}

pub fn work_id(number: u128) -> CommitmentId {
    CommitmentId(Uuid::from_u128(100 + number))
}

pub fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

fn school(there: &There) -> (Urn, School) {
    let school = School {
        urn: there.urn(),
        name: format!("School {}", there.0),
        phase: Phase::Primary,
        setting: Setting::Mainstream,
        governance: Governance::Maintained,
        kind: "Community school".to_owned(),
        status: Status::Open,
        number: None,
        place: None,
        postcode: String::new(),
        town: String::new(),
        roll: None,
        disadvantaged: None,
        trust: Some("Beck Trust".to_owned()),
        federation: None,
        diocese: None,
        faith: None,
        opened: None,
        closed: None,
        partnership: None,
    };
    (there.urn(), school)
}

pub struct Seat {
    pub book: Book,
    pub by: PersonId,
    pub on: Date,
    pub why: String,
    pub schools: BTreeMap<Urn, School>,
    asked: u128,
}

impl Seat {
    pub fn new() -> Self {
        Self {
            book: Book {
                types: standard_types().to_vec(),
                ..Book::default()
            },
            by: person(1),
            on: TODAY,
            why: "As agreed".to_owned(),
            schools: [school(&HELPED), school(&HOME)].into(),
            asked: 0,
        }
    }

    /// Asks, and writes what was decided.
    pub fn ask(&mut self, change: Change) -> Result<Done, Refusal> {
        self.asked += 1;
        let asked = Asked {
            id: ChangeId(Uuid::from_u128(self.asked)),
            by: self.by,
            on: self.on,
            why: self.why.clone(),
            change,
        };
        let facts = Facts {
            schools: &self.schools,
        };
        let done = self.book.decide(&asked, facts)?;
        self.book.post(&done)?;
        Ok(done)
    }

    pub fn blank(&self, number: u128, pounds: i64) -> Pot {
        Pot {
            id: pot_id(number),
            name: format!("Pot {number}"),
            funder: "Schools forum".to_owned(),
            years: Years::of(YearKind::Academic, TODAY),
            amount: Pence::pounds(pounds),
            standing: Standing::Held,
            rules: PotRules::default(),
            reports: Vec::new(),
        }
    }

    /// A pot with this in it.
    pub fn pot(&mut self, number: u128, pounds: i64, shape: impl FnOnce(&mut Pot)) {
        let mut pot = self.blank(number, pounds);
        shape(&mut pot);
        self.ask(Change::AddPot { pot: Box::new(pot) }).unwrap();
        if pounds > 0 {
            self.ask(Change::Grant {
                pot: pot_id(number),
                amount: Pence::pounds(pounds),
            })
            .unwrap();
        }
    }

    pub fn reserve(
        &mut self,
        number: u128,
        kind: &'static str,
        half_days: u32,
        pots: &[u128],
        school: bool,
    ) -> Result<Done, Refusal> {
        self.ask(Change::Reserve {
            work: Box::new(NewCommitment {
                id: work_id(number),
                case: None,
                what: format!("Work {number}"),
                recipient: HELPED.urn(),
                area: None,
                leader_type: Key::of(kind),
                home: Some(HOME.urn()),
                half_days: HalfDays(half_days),
                from: self.on,
            }),
            payers: WhoPays {
                pots: pots.iter().copied().map(pot_id).collect(),
                school,
            },
        })
    }

    pub fn commit(&mut self, number: u128) -> Result<Done, Refusal> {
        self.ask(Change::Commit {
            commitment: work_id(number),
        })
    }

    pub fn draw(&mut self, number: u128, half_days: u32) -> Result<Done, Refusal> {
        self.ask(Change::Draw {
            commitment: work_id(number),
            half_days: HalfDays(half_days),
            visit: None,
        })
    }

    pub fn release(&mut self, pot: u128, number: u128, pence: i64) -> Result<Done, Refusal> {
        self.ask(Change::Release {
            pot: pot_id(pot),
            commitment: work_id(number),
            amount: Pence(pence),
        })
    }

    pub fn ask_back(&mut self, pot: u128, number: u128, pence: i64) -> Result<ClawBackId, Refusal> {
        let id = ClawBackId(Uuid::from_u128(500 + self.asked));
        self.ask(Change::AskBack {
            id,
            pot: pot_id(pot),
            commitment: work_id(number),
            amount: Pence(pence),
        })?;
        Ok(id)
    }

    pub fn invoice(
        &mut self,
        number: u128,
        party: Party,
        work: Option<u128>,
        pence: i64,
    ) -> Result<InvoiceId, Refusal> {
        let id = InvoiceId(Uuid::from_u128(700 + number));
        self.ask(Change::Invoice {
            invoice: NewInvoice {
                id,
                party,
                commitment: work.map(work_id),
                amount: Pence(pence),
                issued: self.on,
            },
        })?;
        Ok(id)
    }
}
