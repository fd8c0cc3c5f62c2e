//! The money of support: the page, one change at a time, one pot's ledger, and the book as a file.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use domain::access::Action;
use domain::api::{
    ClawBackRow, MoneyPage, MoneyProposed, NamedSchool, PartyState, PotLedger, PotState, WorkState,
};
use domain::schools::{PersonId, PotId, School, Urn};
use domain::support::money::{
    Account, Book, Change, Commitment, Held, Invoice, Party, Place, Side, change_words, sampled,
};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::body::{Body, Id};
use super::export::{WORKBOOK, made};
use crate::App;
use crate::db::{board, money, schools};
use crate::error::{Error, Result};
use crate::export;
use crate::live::Place as Live;
use crate::session::Visitor;

/// `GET /api/money`
pub async fn page(State(app): State<App>, visitor: Visitor) -> Result<Json<MoneyPage>> {
    visitor.must_somewhere(Action::ReadMoney)?;
    let mut tx = visitor.begin(&app.pool).await?;
    shown(&mut tx, &visitor).await.map(Json)
}

/// `POST /api/money/changes`
pub async fn change(
    State(app): State<App>,
    visitor: Visitor,
    Body(asked): Body<MoneyProposed>,
) -> Result<Json<MoneyPage>> {
    visitor.must_somewhere(Action::ChangeMoney)?;
    let authority = visitor.actor.authority;
    let mut tx = visitor.begin(&app.pool).await?;
    // The board's lock first, as where a plan is accepted: what is left in a pot is looked at and taken in turns.
    board::lock(&mut tx, authority).await?;
    let seq = money::lock(&mut tx, authority).await?;
    match money::made_by(&mut tx, asked.id).await? {
        Some(who) if who == visitor.actor.person => {
            return shown(&mut tx, &visitor).await.map(Json);
        }
        Some(_) => return Err(Error::field("id", "another change has that id")),
        None => {}
    }
    let mut book = money::book(&mut tx).await?;
    let purse = book.purse();
    let change = asked.change;
    let mine = match &change {
        change @ Change::SetRules { .. } => Some(change_words(&book, change)),
        _ => None,
    };
    let wanted = money::Wanted {
        id: asked.id,
        by: &visitor.by(),
        on: OffsetDateTime::now_utc().date(),
        why: &asked.why,
        change: change.clone(),
    };
    let done = money::record(&mut tx, authority, &mut book, seq, wanted).await?;
    let other = money::meanwhile(&mut tx, &done, asked.base, visitor.actor.person).await?;
    if let Some((who, what)) = other {
        return Err(Error::Stale {
            title: format!("{who} changed the same pot meanwhile"),
            detail: match mine {
                Some(mine) => format!(
                    "Theirs stands: {what}. Yours was: {mine}. Look at both, and record yours again if it still holds."
                ),
                None => format!("{what}. Look at it, and record yours again if it still holds."),
            },
        });
    }
    let moved = (&purse, book.purse());
    board::purse_moved(&mut tx, authority, asked.id, &visitor.by(), moved).await?;
    let made = (asked.id, &change);
    money::tell(&mut tx, authority, &book, made, visitor.actor.person).await?;
    let page = shown(&mut tx, &visitor).await?;
    tx.commit().await?;
    app.live.wake(Live::Board(authority));
    Ok(Json(page))
}

/// `GET /api/money/pots/{pot}`
pub async fn ledger(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<PotId>,
) -> Result<Json<PotLedger>> {
    visitor.must(Action::ReadMoney, &visitor.here())?;
    let mut tx = visitor.begin(&app.pool).await?;
    let mut book = money::book(&mut tx).await?;
    let held = book.held(id);
    let pot = book.pots.remove(&id).ok_or(Error::NotFound)?;
    let rows = money::ledger(&mut tx, id).await?;
    let paid: BTreeSet<Urn> = book
        .commitments
        .values()
        .filter(|work| work.of_pot(id).is_some())
        .map(|work| work.recipient)
        .collect();
    let goes_on = |one: &Commitment| one.used < one.half_days && one.of_pot(id).is_some();
    let work: Vec<Commitment> = book.commitments.into_values().filter(goes_on).collect();
    let concerned: BTreeSet<Urn> = work
        .iter()
        .flat_map(|one| [Some(one.recipient), one.home])
        .flatten()
        .collect();
    let mut schools = register(&mut tx).await?;
    let mut named: Vec<NamedSchool> = schools
        .values()
        .filter(|school| paid.contains(&school.urn))
        .map(|school| NamedSchool {
            urn: school.urn,
            name: school.name.clone(),
        })
        .collect();
    named.sort_by(|one, other| one.name.cmp(&other.name));
    schools.retain(|urn, _| concerned.contains(urn));
    Ok(Json(PotLedger {
        pot,
        held,
        rows,
        paid: named,
        work,
        schools: schools.into_values().collect(),
    }))
}

/// `GET /api/money/export.csv`
pub async fn csv(State(app): State<App>, visitor: Visitor) -> Result<Response> {
    let (name, table) = exported(&app, &visitor).await?;
    let name = format!("{name}.csv");
    made("text/csv; charset=utf-8", name, move || export::csv(&table)).await
}

/// `GET /api/money/export.xlsx`
pub async fn xlsx(State(app): State<App>, visitor: Visitor) -> Result<Response> {
    let (name, table) = exported(&app, &visitor).await?;
    made(WORKBOOK, format!("{name}.xlsx"), move || {
        export::xlsx(&table)
    })
    .await
}

async fn exported(app: &App, visitor: &Visitor) -> Result<(String, export::Table)> {
    visitor.must(Action::ReadMoney, &visitor.here())?;
    let mut tx = visitor.begin(&app.pool).await?;
    let book = money::book(&mut tx).await?;
    let lines = money::lines(&mut tx).await?;
    let names = register(&mut tx).await?;
    let today = OffsetDateTime::now_utc().date();
    Ok((
        format!("money-{today}"),
        export::money(&book, &lines, &names),
    ))
}

async fn register(conn: &mut PgConnection) -> Result<BTreeMap<Urn, School>> {
    let all = schools::all(conn).await?;
    Ok(all.into_iter().map(|school| (school.urn, school)).collect())
}

/// The page as this visitor sees it.
async fn shown(conn: &mut PgConnection, visitor: &Visitor) -> Result<MoneyPage> {
    let seq = money::seq(conn).await?;
    let book = money::book(conn).await?;
    let register = register(conn).await?;
    if !visitor.may(Action::ReadMoney, &visitor.here()) {
        let own = |urn: Urn| visitor.may(Action::ReadMoney, &visitor.here().school(urn));
        return Ok(of_schools(&book, &register, seq, own));
    }
    let people: Vec<PersonId> = book
        .claw_backs
        .values()
        .flat_map(|one| [Some(one.by), one.answer.as_ref().map(|answer| answer.by)])
        .flatten()
        .collect();
    let names = money::name_of(conn, &people).await?;
    let name = |id: PersonId| names.get(&id).cloned().unwrap_or_default();
    let claw_backs = book.claw_backs.values().map(|one| ClawBackRow {
        by: name(one.by),
        answered_by: one.answer.as_ref().map(|answer| name(answer.by)),
        asked: one.clone(),
    });
    // Schools that closed are named where they are spoken of, and not offered.
    let spoken_of: BTreeSet<Urn> = book
        .commitments
        .values()
        .flat_map(|one| [Some(one.recipient), one.home])
        .flatten()
        .collect();
    let offered = |urn: Urn| {
        let open = register.get(&urn).is_some_and(|one| one.status.is_open());
        open || spoken_of.contains(&urn)
    };
    let claims = book
        .claims
        .values()
        .filter(|one| one.looked.is_none() && sampled(one.id, one.amount));
    Ok(MoneyPage {
        seq,
        pots: book
            .pots
            .values()
            .map(|pot| PotState {
                held: book.held(pot.id),
                pot: pot.clone(),
            })
            .collect(),
        work: work(&book, |_| true),
        invoices: invoices(&book, |_| true),
        claw_backs: claw_backs.collect(),
        claims: claims.cloned().collect(),
        parties: parties(&book, |_| true),
        schools: named(&register, offered),
        rates: book.rates,
        types: book.types,
    })
}

/// What concerns these schools: what they were given, their invoices, and what their leaders earned.
fn of_schools(
    book: &Book,
    register: &BTreeMap<Urn, School>,
    seq: u64,
    own: impl Fn(Urn) -> bool,
) -> MoneyPage {
    let theirs = |party: Party| match party {
        Party::School(urn) | Party::Home(Some(urn)) => own(urn),
        Party::Home(None) | Party::Broker => false,
    };
    let mut given = work(book, |one| own(one.recipient));
    for one in &mut given {
        // Which pot pays is not theirs to read; that it is paid is.
        one.held.clear();
        one.work.pots.clear();
    }
    let near: BTreeSet<Urn> = given.iter().filter_map(|one| one.work.home).collect();
    MoneyPage {
        seq,
        pots: Vec::new(),
        work: given,
        invoices: invoices(book, |one| theirs(one.party)),
        claw_backs: Vec::new(),
        claims: Vec::new(),
        parties: parties(book, theirs),
        rates: Vec::new(),
        types: book.types.clone(),
        schools: named(register, |urn| own(urn) || near.contains(&urn)),
    }
}

fn work(book: &Book, seen: impl Fn(&Commitment) -> bool) -> Vec<WorkState> {
    let mut all: Vec<WorkState> = book
        .commitments
        .values()
        .filter(|one| seen(one))
        .map(|one| WorkState {
            held: one
                .pots
                .iter()
                .map(|share| {
                    let at = |place| book.holds(share.pot, place, one.id);
                    let held = Held {
                        reserved: at(Place::Reserved),
                        committed: at(Place::Committed),
                        drawn: at(Place::Drawn),
                        released: at(Place::Released),
                        ..Held::default()
                    };
                    (share.pot, held)
                })
                .collect(),
            work: one.clone(),
        })
        .collect();
    all.sort_by_key(|one| std::cmp::Reverse((one.work.from, one.work.id)));
    all
}

/// What is not paid first, the longest due first; then what was paid, the latest first.
fn invoices(book: &Book, seen: impl Fn(&Invoice) -> bool) -> Vec<Invoice> {
    let mut all: Vec<Invoice> = book
        .invoices
        .values()
        .filter(|one| seen(one))
        .cloned()
        .collect();
    all.sort_by_key(|one| {
        (
            one.paid.is_some(),
            std::cmp::Reverse(one.paid),
            one.due(),
            one.id,
        )
    });
    all
}

fn parties(book: &Book, seen: impl Fn(Party) -> bool) -> Vec<PartyState> {
    let all: BTreeSet<Party> = book
        .accounts
        .keys()
        .filter_map(|account| match account {
            Account::Party { party, .. } => Some(*party),
            _ => None,
        })
        .filter(|party| seen(*party))
        .collect();
    all.into_iter()
        .map(|party| PartyState {
            party,
            due: book.party(party, Side::Due),
            invoiced: book.party(party, Side::Invoiced),
            paid: book.party(party, Side::Paid),
        })
        .collect()
}

fn named(register: &BTreeMap<Urn, School>, seen: impl Fn(Urn) -> bool) -> Vec<NamedSchool> {
    register
        .values()
        .filter(|school| seen(school.urn))
        .map(|school| NamedSchool {
            urn: school.urn,
            name: school.name.clone(),
        })
        .collect()
}
