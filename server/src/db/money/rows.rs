//! Accounts as columns, and one pot's ledger.

use std::collections::BTreeMap;

use domain::api::LedgerRow;
use domain::schools::{AuthorityId, CaseId, CommitmentId, PersonId, PotId, Urn, VisitId};
use domain::support::money::{Account, Book, Change, Entry, Party, Pence, Place, Side};
use serde_json::{Value, json};
use sqlx::postgres::PgConnection;
use uuid::Uuid;

use super::super::people::urn_key;
use super::super::{from_word, key, moment, whole, word};
use crate::error::{Error, Result};

/// An account as the table has it.
struct Columns {
    account: String,
    pot_id: Option<Uuid>,
    place: Option<String>,
    commitment_id: Option<Uuid>,
    party: Option<String>,
    urn: Option<i32>,
    side: Option<String>,
    amount: i64,
}

impl Columns {
    fn entry(self) -> Result<Entry> {
        let broken = || Error::Internal(anyhow::anyhow!("the database holds no such account"));
        let pot = || self.pot_id.map(PotId).ok_or_else(broken);
        let account = match self.account.as_str() {
            "funder" => Account::Funder(pot()?),
            "carried" => Account::Carried(pot()?),
            "spent" => Account::Spent(pot()?),
            "pot" => Account::Pot {
                pot: pot()?,
                place: from_word(&self.place.ok_or_else(broken)?)?,
                commitment: self.commitment_id.map(CommitmentId),
            },
            _ => {
                let urn = self
                    .urn
                    .map(|urn| whole::<Urn, _>(whole::<u32, _>(urn)?))
                    .transpose()?;
                let party = match self.party.as_deref() {
                    Some("school") => Party::School(urn.ok_or_else(broken)?),
                    Some("home") => Party::Home(urn),
                    _ => Party::Broker,
                };
                Account::Party {
                    party,
                    side: from_word::<Side>(&self.side.ok_or_else(broken)?)?,
                }
            }
        };
        Ok(Entry {
            account,
            amount: Pence(self.amount),
        })
    }
}

/// What every account stands at.
pub async fn accounts(conn: &mut PgConnection) -> Result<BTreeMap<Account, Pence>> {
    let rows = sqlx::query_as!(
        Columns,
        "select account, pot_id, place, commitment_id, party, urn, side, sum(amount)::bigint as \"amount!\"
         from money_entry
         group by account, pot_id, place, commitment_id, party, urn, side
         having sum(amount) <> 0"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| row.entry().map(|entry| (entry.account, entry.amount)))
        .collect()
}

/// What is available in each pot, and what stands for these commitments.
pub async fn accounts_of(
    conn: &mut PgConnection,
    commitments: &[Uuid],
) -> Result<BTreeMap<Account, Pence>> {
    let rows = sqlx::query_as!(
        Columns,
        "select account, pot_id, place, commitment_id, party, urn, side, sum(amount)::bigint as \"amount!\"
         from money_entry
         where account = 'pot' and (place = 'available' or commitment_id = any($1))
         group by account, pot_id, place, commitment_id, party, urn, side
         having sum(amount) <> 0",
        commitments
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| row.entry().map(|entry| (entry.account, entry.amount)))
        .collect()
}

/// The lines of a change.
pub async fn enter(
    conn: &mut PgConnection,
    authority: AuthorityId,
    seq: u64,
    entries: &[Entry],
) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let lines: Vec<Value> = (1_i16..)
        .zip(entries)
        .map(|(line, entry)| columns(line, entry))
        .collect::<Result<_>>()?;
    sqlx::query!(
        "insert into money_entry (authority_id, seq, line, account, pot_id, place, commitment_id,
             party, urn, side, amount)
         select $1, $2, line, account, pot, place, commitment, party, urn, side, amount
         from jsonb_to_recordset($3) as one (line smallint, account text, pot uuid, place text,
             commitment uuid, party text, urn integer, side text, amount bigint)",
        key(authority),
        whole::<i64, _>(seq)?,
        Value::Array(lines)
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn columns(line: i16, entry: &Entry) -> Result<Value> {
    let mut row = match entry.account {
        Account::Funder(pot) => json!({ "account": "funder", "pot": pot }),
        Account::Carried(pot) => json!({ "account": "carried", "pot": pot }),
        Account::Spent(pot) => json!({ "account": "spent", "pot": pot }),
        Account::Pot {
            pot,
            place,
            commitment,
        } => json!({
            "account": "pot", "pot": pot, "place": word(&place)?, "commitment": commitment,
        }),
        Account::Party { party, side } => {
            let (name, urn) = match party {
                Party::School(urn) => ("school", Some(urn)),
                Party::Home(urn) => ("home", urn),
                Party::Broker => ("broker", None),
            };
            json!({
                "account": "party", "party": name, "urn": urn.map(urn_key), "side": word(&side)?,
            })
        }
    };
    row["line"] = json!(line);
    row["amount"] = json!(entry.amount.0);
    Ok(row)
}

/// What a change is about.
#[derive(Default)]
pub struct About {
    pub commitment: Option<CommitmentId>,
    pub case: Option<CaseId>,
    pub visit: Option<VisitId>,
}

/// What a change is about; the book has it already.
pub fn about(book: &Book, change: &Change) -> About {
    let (commitment, visit) = match change {
        Change::Reserve { work, .. } => (Some(work.id), None),
        Change::Draw {
            commitment, visit, ..
        } => (Some(*commitment), *visit),
        Change::Commit { commitment }
        | Change::End { commitment }
        | Change::Release { commitment, .. }
        | Change::AskBack { commitment, .. } => (Some(*commitment), None),
        Change::Return { commitment, .. } => (*commitment, None),
        Change::Invoice { invoice } => (invoice.commitment, None),
        Change::Pay { invoice } => {
            let invoice = book.invoices.get(invoice);
            (invoice.and_then(|one| one.commitment), None)
        }
        Change::AnswerBack { id, .. } => {
            let one = book.claw_backs.get(id);
            (one.map(|one| one.commitment), None)
        }
        _ => (None, None),
    };
    let work = commitment.and_then(|id| book.commitments.get(&id));
    About {
        commitment,
        case: work.and_then(|work| work.case),
        visit,
    }
}

/// Everything that was done with one pot, oldest first, and where it stood then.
pub async fn ledger(conn: &mut PgConnection, pot: PotId) -> Result<Vec<LedgerRow>> {
    let rows = sqlx::query!(
        "select seq, on_date, at, person_name, words, why, case_id, visit_id,
             change ->> 'kind' = 'set_rules' as \"rules!\"
         from money_change
         where pots @> array[$1::uuid]
         order by seq",
        pot.0
    )
    .fetch_all(&mut *conn)
    .await?;
    let lines = sqlx::query!(
        "select seq, account, pot_id, place, commitment_id, party, urn, side, amount
         from money_entry
         where pot_id = $1
         order by seq, line",
        pot.0
    )
    .fetch_all(conn)
    .await?;
    let mut by_change: BTreeMap<i64, Vec<Entry>> = BTreeMap::new();
    for line in lines {
        let columns = Columns {
            account: line.account,
            pot_id: line.pot_id,
            place: line.place,
            commitment_id: line.commitment_id,
            party: line.party,
            urn: line.urn,
            side: line.side,
            amount: line.amount,
        };
        by_change
            .entry(line.seq)
            .or_default()
            .push(columns.entry()?);
    }
    let mut book = Book::default();
    rows.into_iter()
        .map(|row| {
            let entries = by_change.remove(&row.seq).unwrap_or_default();
            let before = book.held(pot);
            for entry in entries {
                let sum = book.accounts.entry(entry.account).or_default();
                *sum = sum.plus(entry.amount).unwrap_or(*sum);
            }
            let after = book.held(pot);
            let moved = Place::ALL
                .into_iter()
                .filter_map(|place| {
                    let moved = after.at(place).less(before.at(place))?;
                    (moved != Pence::ZERO).then_some((place, moved))
                })
                .collect();
            Ok(LedgerRow {
                seq: whole(row.seq)?,
                on: row.on_date,
                at: moment(row.at),
                by: row.person_name,
                what: row.words,
                rules: row.rules,
                why: row.why,
                case: row.case_id.map(CaseId),
                visit: row.visit_id.map(VisitId),
                moved,
                after,
            })
        })
        .collect()
}

/// What each of these people is called.
pub async fn name_of(
    conn: &mut PgConnection,
    people: &[PersonId],
) -> Result<BTreeMap<PersonId, String>> {
    let ids: Vec<Uuid> = people.iter().map(|id| id.0).collect();
    let rows = sqlx::query!("select id, name from person where id = any($1)", &ids)
        .fetch_all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (PersonId(row.id), row.name))
        .collect())
}

/// One line of a change, with what it was.
pub struct Line {
    pub seq: i64,
    pub on: domain::calendar::Date,
    pub by: String,
    pub what: String,
    pub why: String,
    pub entry: Entry,
}

/// Every line of every change, oldest first: what an export is made of.
pub async fn lines(conn: &mut PgConnection) -> Result<Vec<Line>> {
    let rows = sqlx::query!(
        "select one.seq, one.on_date, one.person_name, one.words, one.why, line.account, line.pot_id,
             line.place, line.commitment_id, line.party, line.urn, line.side, line.amount
         from money_change as one
         join money_entry as line on line.authority_id = one.authority_id and line.seq = one.seq
         order by one.seq, line.line"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let columns = Columns {
                account: row.account,
                pot_id: row.pot_id,
                place: row.place,
                commitment_id: row.commitment_id,
                party: row.party,
                urn: row.urn,
                side: row.side,
                amount: row.amount,
            };
            Ok(Line {
                seq: row.seq,
                on: row.on_date,
                by: row.person_name,
                what: row.words,
                why: row.why,
                entry: columns.entry()?,
            })
        })
        .collect()
}
