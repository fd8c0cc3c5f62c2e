//! The money of a case, moved by its steps in the same transaction: where the money refuses, the case does
//! not move either. Which step moves what is the domain's to say ([`moves`](domain::support::moves)); the
//! case's own facts are handed in.

use domain::brokerage::{Areas, HalfDays, LeaderType};
use domain::calendar::Date;
use domain::meetings::By;
use domain::schools::{AuthorityId, CaseId, ChangeId, CommitmentId, Key, PotId, School, VisitId};
use domain::support::money::{
    Asked, Book, CaseMoney, Change, Commitment, Facts, NewCommitment, Pence, Place, Pot, PotChoice,
    Refusal, WhoPays,
};
use domain::support::{Case, Move};
use sqlx::postgres::PgConnection;
use uuid::Uuid;

use super::{Wanted, book, kept, lock, record, rows, tell};
use crate::db::{board, brokerage, leaders, schools};
use crate::error::{Error, Result};

/// The longest name of a commitment, characters.
const LONGEST_WHAT: usize = 120;

/// Who moves the money of a case, when and why. `id` is the id of the step: the changes of money that come of
/// it are named after it, so that sending it twice is refused as once.
#[derive(Debug, Clone, Copy)]
pub struct OfCase<'a> {
    pub authority: AuthorityId,
    pub id: ChangeId,
    pub by: &'a By,
    pub on: Date,
    pub why: &'a str,
}

/// The open book, and how far its log has gone.
struct Open {
    book: Book,
    seq: u64,
    /// Changes made here so far.
    made: u32,
}

impl Open {
    fn work(&self, case: CaseId) -> Vec<Commitment> {
        let of_case = |one: &&Commitment| one.case == Some(case);
        self.book
            .commitments
            .values()
            .filter(of_case)
            .cloned()
            .collect()
    }

    async fn make(
        &mut self,
        conn: &mut PgConnection,
        of: &OfCase<'_>,
        change: Change,
    ) -> Result<()> {
        // Several changes of one cause: each has an id of its own, the same each time.
        let id = Uuid::new_v5(&of.id.0, &self.made.to_be_bytes());
        let wanted = Wanted {
            id: ChangeId(id),
            by: of.by,
            on: of.on,
            why: of.why,
            change: change.clone(),
        };
        record(conn, of.authority, &mut self.book, self.seq, wanted).await?;
        let done = (ChangeId(id), &change);
        tell(conn, of.authority, &self.book, done, of.by.id).await?;
        self.seq += 1;
        self.made += 1;
        Ok(())
    }
}

/// Moves the money of a case as its step says, in order, under the book's lock.
///
/// # Errors
/// Where a pot may not pay (with every reason), has not enough, or has a report overdue.
pub async fn follow(
    conn: &mut PgConnection,
    of: &OfCase<'_>,
    case: &Case,
    moves: &[Move],
) -> Result<()> {
    if moves.is_empty() {
        return Ok(());
    }
    let seq = lock(&mut *conn, of.authority).await?;
    let mut open = Open {
        book: book(conn).await?,
        seq,
        made: 0,
    };
    let before = open.book.purse();
    for one in moves {
        match one {
            Move::PutAside(half_days) => put_aside(conn, &mut open, of, case, *half_days).await?,
            Move::Commit => commit(conn, &mut open, of, case.id).await?,
            Move::Draw(visit, half_days) => {
                draw(conn, &mut open, of, case.id, (*visit, *half_days)).await?;
            }
            Move::Release => release(conn, &mut open, of, case.id).await?,
            Move::Free => free(conn, &mut open, of, case.id).await?,
        }
    }
    let now = open.book.purse();
    board::purse_moved(conn, of.authority, of.id, of.by, (&before, now)).await
}

/// Why money cannot be put aside for this case as it stands; none: it can, or nobody was named to pay.
pub async fn refuses(conn: &mut PgConnection, on: Date, case: &Case) -> Result<Option<Refusal>> {
    let Some((work, payers)) = wanted(conn, case, ChangeId(Uuid::nil()), case.half_days()).await?
    else {
        return Ok(None);
    };
    let book = book(conn).await?;
    let all = schools::all(conn).await?;
    let register = all.into_iter().map(|school| (school.urn, school)).collect();
    let asked = Asked {
        id: ChangeId(Uuid::nil()),
        by: domain::schools::PersonId(Uuid::nil()),
        on,
        why: "Asked beforehand".to_owned(),
        change: Change::Reserve {
            work: Box::new(work),
            payers,
        },
    };
    let facts = Facts { schools: &register };
    Ok(book.decide(&asked, facts).err())
}

/// What money is to be put aside for, and who pays; none: nobody was named, or nobody is to come.
async fn wanted(
    conn: &mut PgConnection,
    case: &Case,
    id: ChangeId,
    half_days: HalfDays,
) -> Result<Option<(NewCommitment, WhoPays)>> {
    let (Some(payers), Some(helper)) = (&case.pays, &case.helper) else {
        return Ok(None);
    };
    let leader = leaders::one(conn, helper.leader)
        .await?
        .ok_or(Error::NotFound)?;
    let area = case
        .scope
        .as_ref()
        .map_or(case.request.area, |one| one.area);
    let what = format!("{}, {}", Areas::standard().word(area), case.school);
    let work = NewCommitment {
        id: CommitmentId(Uuid::new_v5(&id.0, b"commitment")),
        case: Some(case.id),
        what: what.chars().take(LONGEST_WHAT).collect(),
        recipient: case.urn,
        area: Some(area),
        leader_type: leader.designation.kind,
        home: helper.home,
        half_days,
        from: case.days().0,
    };
    Ok(Some((work, payers.clone())))
}

async fn put_aside(
    conn: &mut PgConnection,
    open: &mut Open,
    of: &OfCase<'_>,
    case: &Case,
    half_days: HalfDays,
) -> Result<()> {
    let Some((work, payers)) = wanted(conn, case, of.id, half_days).await? else {
        return Ok(());
    };
    let work = Box::new(work);
    open.make(conn, of, Change::Reserve { work, payers }).await
}

/// Commits all that is reserved for a case. A case no money was put aside for commits none.
async fn commit(
    conn: &mut PgConnection,
    open: &mut Open,
    of: &OfCase<'_>,
    case: CaseId,
) -> Result<()> {
    for one in open.work(case) {
        let reserved = |pot| open.book.holds(pot, Place::Reserved, one.id) > Pence::ZERO;
        if one.pots.iter().any(|share| reserved(share.pot)) {
            let commitment = one.id;
            open.make(conn, of, Change::Commit { commitment }).await?;
        }
    }
    Ok(())
}

/// Draws what a visit used, from what goes on.
async fn draw(
    conn: &mut PgConnection,
    open: &mut Open,
    of: &OfCase<'_>,
    case: CaseId,
    (visit, half_days): (VisitId, HalfDays),
) -> Result<()> {
    let goes_on = |one: &&Commitment| one.used < one.half_days;
    let Some(one) = open.work(case).into_iter().find(|one| goes_on(&one)) else {
        return Ok(());
    };
    // What was given before money was put aside is not paid for by it, and a record is taken in any case.
    let left = one.half_days.0 - one.used.0;
    let change = Change::Draw {
        commitment: one.id,
        half_days: HalfDays(half_days.0.min(left)),
        visit: Some(visit),
    };
    open.make(conn, of, change).await
}

/// Releases all that a case has drawn.
async fn release(
    conn: &mut PgConnection,
    open: &mut Open,
    of: &OfCase<'_>,
    case: CaseId,
) -> Result<()> {
    let shares: Vec<(PotId, CommitmentId)> = open
        .work(case)
        .iter()
        .flat_map(|one| one.pots.iter().map(|share| (share.pot, one.id)))
        .collect();
    for (pot, commitment) in shares {
        let amount = open.book.holds(pot, Place::Drawn, commitment);
        if amount > Pence::ZERO {
            let change = Change::Release {
                pot,
                commitment,
                amount,
            };
            open.make(conn, of, change).await?;
        }
    }
    Ok(())
}

/// Ends what goes on: what is not used is available again.
async fn free(
    conn: &mut PgConnection,
    open: &mut Open,
    of: &OfCase<'_>,
    case: CaseId,
) -> Result<()> {
    for one in open.work(case) {
        if one.used < one.half_days {
            let commitment = one.id;
            open.make(conn, of, Change::End { commitment }).await?;
        }
    }
    Ok(())
}

/// What of the book concerns a case: its commitments, the pots, and what both stand at.
async fn part_of_book(conn: &mut PgConnection, case: CaseId) -> Result<Book> {
    let work = sqlx::query_scalar!(
        "select doc from money_commitment where case_id = $1",
        case.0
    )
    .fetch_all(&mut *conn)
    .await?;
    let pots = sqlx::query_scalar!("select doc from money_pot")
        .fetch_all(&mut *conn)
        .await?;
    let commitments = kept(work, |work: &Commitment| work.id)?;
    let of: Vec<Uuid> = commitments.keys().map(|id| id.0).collect();
    Ok(Book {
        accounts: rows::accounts_of(conn, &of).await?,
        pots: kept(pots, |pot: &Pot| pot.id)?,
        commitments,
        ..Book::default()
    })
}

/// Where the money of a case is; none: none was put aside for it.
pub async fn of_case(conn: &mut PgConnection, case: CaseId) -> Result<Option<CaseMoney>> {
    Ok(part_of_book(conn, case).await?.case_money(case))
}

/// Pots that could pay for a case.
pub async fn choices(
    conn: &mut PgConnection,
    case: &Case,
    school: &School,
    today: Date,
) -> Result<Vec<PotChoice>> {
    let types: Vec<LeaderType> = brokerage::types(&mut *conn).await?;
    let book = Book {
        types,
        ..part_of_book(conn, case.id).await?
    };
    let scope = case.scope.as_ref();
    let area: Key = scope.map_or(case.request.area, |one| one.area);
    Ok(book.choices(school, area, case.days().0, today))
}

/// A refusal of money at a step: about who pays, wherever the book would put it.
pub fn about(whom: &str, error: Error) -> Error {
    match error {
        Error::Invalid { fields, .. } => {
            let reasons: Vec<String> = fields.into_iter().map(|one| one.reason).collect();
            Error::field("pays", format!("{whom}{}", reasons.join("; ")))
        }
        other => other,
    }
}
