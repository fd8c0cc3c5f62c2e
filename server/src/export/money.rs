//! The book as a table: one row a line, debit and credit beside each other, so that anybody can add it up.

use std::collections::BTreeMap;

use domain::schools::{School, Urn};
use domain::support::money::{Account, Book, Party, Side};

use super::{Cell, Table};
use crate::db::money::Line;

const HEADS: [&str; 11] = [
    "change",
    "what",
    "day",
    "who",
    "why",
    "account",
    "pot",
    "for",
    "school",
    "debit (£)",
    "credit (£)",
];

/// Every line of every change, oldest first.
pub fn money(book: &Book, lines: &[Line], register: &BTreeMap<Urn, School>) -> Table {
    Table {
        title: "Money".to_owned(),
        heads: HEADS.map(str::to_owned).to_vec(),
        rows: lines.iter().map(|line| row(book, line, register)).collect(),
    }
}

fn row(book: &Book, line: &Line, register: &BTreeMap<Urn, School>) -> Vec<Cell> {
    let account = line.entry.account;
    let pot = account.of_pot().and_then(|id| book.pots.get(&id));
    let (commitment, school) = match account {
        Account::Pot {
            commitment: Some(id),
            ..
        } => {
            let work = book.commitments.get(&id);
            (work, work.map(|work| work.recipient))
        }
        Account::Party {
            party: Party::School(urn) | Party::Home(Some(urn)),
            ..
        } => (None, Some(urn)),
        _ => (None, None),
    };
    let text = |words: Option<&str>| words.map_or(Cell::Nothing, Cell::text);
    let amount = line.entry.amount.0;
    vec![
        Cell::Id(u32::try_from(line.seq).unwrap_or(u32::MAX)),
        Cell::text(&line.what),
        Cell::text(line.on.to_string()),
        Cell::text(&line.by),
        Cell::text(&line.why),
        Cell::text(words(account)),
        text(pot.map(|pot| pot.name.as_str())),
        text(commitment.map(|work| work.what.as_str())),
        text(
            school
                .and_then(|urn| register.get(&urn))
                .map(|school| school.name.as_str()),
        ),
        if amount > 0 {
            Cell::Number(amount)
        } else {
            Cell::Nothing
        },
        if amount < 0 {
            Cell::Number(amount.saturating_neg())
        } else {
            Cell::Nothing
        },
    ]
}

fn words(account: Account) -> String {
    match account {
        Account::Funder(_) => "funder".to_owned(),
        Account::Carried(_) => "carried in or forward".to_owned(),
        Account::Pot { place, .. } => place.word().to_owned(),
        Account::Spent(_) => "paid on".to_owned(),
        Account::Party { party, side } => {
            let whose = match party {
                Party::School(_) => "school",
                Party::Home(_) => "leader's school",
                Party::Broker => "broker",
            };
            let side = match side {
                Side::Charged => "charged",
                Side::Due => "due",
                Side::Invoiced => "invoiced",
                Side::Paid => "paid",
            };
            format!("{whose}: {side}")
        }
    }
}
