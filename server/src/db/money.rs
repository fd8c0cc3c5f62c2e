//! The book of money: read whole, changed under one lock. What a change does is the domain's to say
//! ([`Book::decide`]); here it is written.

mod of_case;
mod rows;
mod told;

pub use of_case::{OfCase, about, choices, follow, of_case, refuses};
pub use rows::{Line, ledger, lines, name_of};
pub use told::tell;

use std::collections::{BTreeMap, BTreeSet};

use domain::brokerage::LeaderType;
use domain::calendar::Date;
use domain::meetings::By;
use domain::schools::{AuthorityId, ChangeId, PersonId, PotId};
use domain::support::money::{
    Asked, Book, Change, Claim, ClawBack, Commitment, Done, Facts, Invoice, Kept, Pot, Rate,
    Refusal, change_words,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::postgres::PgConnection;
use uuid::Uuid;

use super::people::urn_key;
use super::{brokerage, constraint, key, schools, whole};
use crate::error::{Error, Result};

/// Takes the book's lock, and the number of its last change. The first to ask makes it.
pub async fn lock(conn: &mut PgConnection, authority: AuthorityId) -> Result<u64> {
    sqlx::query!(
        "insert into money_book (authority_id) values ($1) on conflict do nothing",
        key(authority)
    )
    .execute(&mut *conn)
    .await?;
    let seq = sqlx::query_scalar!(
        "select seq from money_book where authority_id = $1 for update",
        key(authority)
    )
    .fetch_one(conn)
    .await?;
    whole(seq)
}

/// The number of the last change.
pub async fn seq(conn: &mut PgConnection) -> Result<u64> {
    let seq = sqlx::query_scalar!("select seq from money_book")
        .fetch_optional(conn)
        .await?;
    whole(seq.unwrap_or(0))
}

/// The whole book.
pub async fn book(conn: &mut PgConnection) -> Result<Book> {
    let types: Vec<LeaderType> = brokerage::types(&mut *conn).await?;
    let (pots, rates) = pots_and_rates(&mut *conn).await?;
    let work = sqlx::query_scalar!("select doc from money_commitment")
        .fetch_all(&mut *conn)
        .await?;
    let invoices = sqlx::query_scalar!("select doc from money_invoice")
        .fetch_all(&mut *conn)
        .await?;
    let claw_backs = sqlx::query_scalar!("select doc from money_claw_back")
        .fetch_all(&mut *conn)
        .await?;
    let claims = sqlx::query_scalar!("select doc from money_claim")
        .fetch_all(&mut *conn)
        .await?;
    Ok(Book {
        pots,
        commitments: kept(work, |work: &Commitment| work.id)?,
        invoices: kept(invoices, |one: &Invoice| one.id)?,
        claw_backs: kept(claw_backs, |one: &ClawBack| one.id)?,
        claims: kept(claims, |one: &Claim| one.id)?,
        rates,
        types,
        accounts: rows::accounts(conn).await?,
    })
}

/// What the board looks at of the book: the pots with what is available in them, and the rates.
pub async fn available(conn: &mut PgConnection) -> Result<Book> {
    let (pots, rates) = pots_and_rates(&mut *conn).await?;
    Ok(Book {
        pots,
        rates,
        accounts: rows::accounts_of(conn, &[]).await?,
        ..Book::default()
    })
}

async fn pots_and_rates(conn: &mut PgConnection) -> Result<(BTreeMap<PotId, Pot>, Vec<Rate>)> {
    let pots = sqlx::query_scalar!("select doc from money_pot")
        .fetch_all(&mut *conn)
        .await?;
    let rates = sqlx::query_scalar!("select doc from money_rate order by id")
        .fetch_all(conn)
        .await?
        .into_iter()
        .map(serde_json::from_value)
        .collect::<Result<_, _>>()?;
    Ok((kept(pots, |pot: &Pot| pot.id)?, rates))
}

fn kept<T: DeserializeOwned, I: Ord>(
    docs: Vec<serde_json::Value>,
    id: impl Fn(&T) -> I,
) -> Result<BTreeMap<I, T>> {
    docs.into_iter()
        .map(|doc| {
            let one: T = serde_json::from_value(doc)?;
            Ok((id(&one), one))
        })
        .collect()
}

/// A change, and who asks for it.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    pub id: ChangeId,
    pub by: &'a By,
    pub on: Date,
    pub why: &'a str,
    pub change: Change,
}

/// Decides a change and writes it; the book's lock is held and `book` was read under it. `after` is the
/// number of the last change.
///
/// # Errors
/// What the book refuses, as a refusal of the field it is about.
pub async fn record(
    conn: &mut PgConnection,
    authority: AuthorityId,
    book: &mut Book,
    after: u64,
    wanted: Wanted<'_>,
) -> Result<Done> {
    let asked = Asked {
        id: wanted.id,
        by: wanted.by.id,
        on: wanted.on,
        why: wanted.why.trim().to_owned(),
        change: wanted.change,
    };
    // Only what puts money aside, or names schools, asks what a school is.
    let of_schools = matches!(
        asked.change,
        Change::Reserve { .. } | Change::SetRules { .. }
    );
    let register = if of_schools {
        let all = schools::all(&mut *conn).await?;
        all.into_iter().map(|school| (school.urn, school)).collect()
    } else {
        BTreeMap::new()
    };
    let facts = Facts { schools: &register };
    let done = book
        .decide(&asked, facts)
        .map_err(|refused| said(&refused))?;
    // Said with the names from before, so that a change of a name says both.
    let words = change_words(book, &asked.change);
    book.post(&done).map_err(|refused| said(&refused))?;
    for one in &done.kept {
        keep(&mut *conn, authority, one).await?;
    }
    let seq = after + 1;
    log(
        &mut *conn,
        authority,
        book,
        seq,
        &asked,
        (wanted.by, &words, &done),
    )
    .await?;
    rows::enter(&mut *conn, authority, seq, &done.entries).await?;
    Ok(done)
}

/// What the book refuses, for the form.
pub fn said(refused: &Refusal) -> Error {
    match refused {
        Refusal::Pot(faults) => Error::Invalid {
            title: "this cannot stand as it is written".to_owned(),
            fields: faults
                .iter()
                .map(|fault| domain::api::FieldProblem {
                    field: fault.field().to_owned(),
                    reason: fault.to_string(),
                })
                .collect(),
        },
        other => Error::field(other.field(), other.to_string()),
    }
}

async fn log(
    conn: &mut PgConnection,
    authority: AuthorityId,
    book: &Book,
    seq: u64,
    asked: &Asked,
    (by, words, done): (&By, &str, &Done),
) -> Result<()> {
    let of = rows::about(book, &asked.change);
    let written = sqlx::query!(
        "insert into money_change (authority_id, seq, id, on_date, person_id, person_name, why, change,
             words, pots, commitment_id, case_id, visit_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        key(authority),
        whole::<i64, _>(seq)?,
        asked.id.0,
        asked.on,
        by.id.0,
        by.name,
        asked.why,
        serde_json::to_value(&asked.change)?,
        words,
        &touched(done),
        of.commitment.map(|id| id.0),
        of.case.map(|id| id.0),
        of.visit.map(|id| id.0)
    )
    .execute(&mut *conn)
    .await;
    match written {
        Err(error) if constraint(&error) == Some("money_change_once") => {
            return Err(Error::field("id", "another change has that id"));
        }
        Err(error) if constraint(&error) == Some("money_change_visit_once") => {
            return Err(said(&Refusal::VisitTwice));
        }
        other => other?,
    };
    sqlx::query!(
        "update money_book set seq = $2 where authority_id = $1",
        key(authority),
        whole::<i64, _>(seq)?
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The pots a change concerns.
fn touched(done: &Done) -> Vec<Uuid> {
    let entries = done
        .entries
        .iter()
        .filter_map(|entry| entry.account.of_pot());
    let kept = done.kept.iter().filter_map(|one| match one {
        Kept::Pot(pot) => Some(pot.id),
        Kept::ClawBack(one) => Some(one.pot),
        Kept::Claim(one) => Some(one.pot),
        _ => None,
    });
    let all: BTreeSet<PotId> = entries.chain(kept).collect();
    all.into_iter().map(|pot| pot.0).collect()
}

/// What stands now of one thing.
async fn keep(conn: &mut PgConnection, authority: AuthorityId, kept: &Kept) -> Result<()> {
    fn doc<T: Serialize>(of: &T) -> Result<serde_json::Value> {
        Ok(serde_json::to_value(of)?)
    }
    let authority = key(authority);
    match kept {
        Kept::Pot(pot) => {
            sqlx::query!(
                "insert into money_pot (authority_id, id, doc) values ($1, $2, $3)
                 on conflict (authority_id, id) do update set doc = excluded.doc",
                authority,
                pot.id.0,
                doc(pot)?
            )
            .execute(conn)
            .await?
        }
        Kept::Commitment(work) => {
            sqlx::query!(
                "insert into money_commitment (authority_id, id, urn, case_id, doc)
                 values ($1, $2, $3, $4, $5)
                 on conflict (authority_id, id) do update set doc = excluded.doc",
                authority,
                work.id.0,
                urn_key(work.recipient),
                work.case.map(|id| id.0),
                doc(work)?
            )
            .execute(conn)
            .await?
        }
        Kept::Invoice(one) => {
            sqlx::query!(
                "insert into money_invoice (authority_id, id, doc) values ($1, $2, $3)
                 on conflict (authority_id, id) do update set doc = excluded.doc",
                authority,
                one.id.0,
                doc(one)?
            )
            .execute(conn)
            .await?
        }
        Kept::ClawBack(one) => {
            sqlx::query!(
                "insert into money_claw_back (authority_id, id, doc) values ($1, $2, $3)
                 on conflict (authority_id, id) do update set doc = excluded.doc",
                authority,
                one.id.0,
                doc(one)?
            )
            .execute(conn)
            .await?
        }
        Kept::Claim(one) => {
            sqlx::query!(
                "insert into money_claim (authority_id, id, doc) values ($1, $2, $3)
                 on conflict (authority_id, id) do update set doc = excluded.doc",
                authority,
                one.id.0,
                doc(one)?
            )
            .execute(conn)
            .await?
        }
        Kept::Rate(rate) => {
            sqlx::query!(
                "insert into money_rate (authority_id, doc) values ($1, $2)",
                authority,
                doc(rate)?
            )
            .execute(conn)
            .await?
        }
    };
    Ok(())
}

/// Who made this change before; none: nobody.
pub async fn made_by(conn: &mut PgConnection, id: ChangeId) -> Result<Option<PersonId>> {
    let row = sqlx::query_scalar!("select person_id from money_change where id = $1", id.0)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(PersonId))
}

/// What somebody else did to these pots since: who, and what.
pub async fn meanwhile(
    conn: &mut PgConnection,
    done: &Done,
    base: u64,
    mine: PersonId,
) -> Result<Option<(String, String)>> {
    let row = sqlx::query!(
        "select person_name, words from money_change
         where seq > $1 and pots && $2 and person_id <> $3
         order by seq desc
         limit 1",
        whole::<i64, _>(base)?,
        &touched(done),
        mine.0
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.person_name, row.words)))
}
