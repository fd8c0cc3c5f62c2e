//! The money of a case, called by whoever changes the case, in the same transaction: where the money
//! refuses, the case does not move either. A case's own facts are handed in; nothing of its tables is
//! read here.
//!
//! What a case has to call, and when: [`reserve`] when it is matched, [`commit`] when all have signed,
//! [`draw`] for each visit, [`release`] when a report is accepted, [`free`] when it is withdrawn or
//! ends early.

use domain::brokerage::HalfDays;
use domain::calendar::Date;
use domain::meetings::By;
use domain::schools::{AuthorityId, CaseId, ChangeId, CommitmentId, PotId, VisitId};
use domain::support::money::{
    Book, Change, Commitment, NewCommitment, Pence, Place, Refusal, WhoPays,
};
use sqlx::postgres::PgConnection;
use uuid::Uuid;

use super::{Wanted, book, lock, record, said};
use crate::error::{Error, Result};

/// Who does what to the money of which case, when and why. `id` is the id of the change of the case: the
/// changes of money that come of it are named after it, so that sending it twice is refused as once.
#[derive(Debug, Clone, Copy)]
pub struct OfCase<'a> {
    pub authority: AuthorityId,
    pub case: CaseId,
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
    async fn under_lock(conn: &mut PgConnection, of: &OfCase<'_>) -> Result<Self> {
        let seq = lock(&mut *conn, of.authority).await?;
        let book = book(conn).await?;
        Ok(Self { book, seq, made: 0 })
    }

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
            change,
        };
        record(conn, of.authority, &mut self.book, self.seq, wanted).await?;
        self.seq += 1;
        self.made += 1;
        Ok(())
    }
}

/// Puts money aside for a case that is matched, and says at what price: the day's rate of the leader's
/// type, the brokerage, which pot pays what, and what the school pays itself. `work.case` is set here.
///
/// # Errors
/// Where a pot may not pay for it (with every reason), or together they have not enough.
pub async fn reserve(
    conn: &mut PgConnection,
    of: &OfCase<'_>,
    mut work: NewCommitment,
    payers: WhoPays,
) -> Result<Commitment> {
    let mut open = Open::under_lock(&mut *conn, of).await?;
    work.case = Some(of.case);
    let id = work.id;
    let change = Change::Reserve {
        work: Box::new(work),
        payers,
    };
    open.make(conn, of, change).await?;
    open.book.commitments.remove(&id).ok_or(Error::NotFound)
}

/// Commits all that is reserved for a case: everybody has signed.
///
/// # Errors
/// Where nothing is reserved for it.
pub async fn commit(conn: &mut PgConnection, of: &OfCase<'_>) -> Result<()> {
    let mut open = Open::under_lock(&mut *conn, of).await?;
    let work = open.work(of.case);
    if work.is_empty() {
        return Err(said(&Refusal::NothingReserved));
    }
    for one in work {
        let reserved = |pot| open.book.holds(pot, Place::Reserved, one.id) > Pence::ZERO;
        if one.pots.is_empty() || one.pots.iter().any(|share| reserved(share.pot)) {
            let commitment = one.id;
            open.make(conn, of, Change::Commit { commitment }).await?;
        }
    }
    Ok(())
}

/// Draws what a visit used. A case without money draws nothing.
///
/// # Errors
/// Where more days are used than agreed, nothing is committed, or the visit was paid for before.
pub async fn draw(
    conn: &mut PgConnection,
    of: &OfCase<'_>,
    visit: VisitId,
    half_days: HalfDays,
) -> Result<()> {
    let mut open = Open::under_lock(&mut *conn, of).await?;
    let all = open.work(of.case);
    // The latest agreement that has days left; where none has, the last, which says so.
    let fits = |one: &&Commitment| one.used.0.saturating_add(half_days.0) <= one.half_days.0;
    let Some(one) = all.iter().find(fits).or(all.last()) else {
        return Ok(());
    };
    let change = Change::Draw {
        commitment: one.id,
        half_days,
        visit: Some(visit),
    };
    open.make(conn, of, change).await
}

/// Releases all that a case has drawn, because a report on it was accepted.
///
/// # Errors
/// While a report to one of its pots is overdue.
pub async fn release(conn: &mut PgConnection, of: &OfCase<'_>) -> Result<()> {
    let mut open = Open::under_lock(&mut *conn, of).await?;
    for (pot, commitment) in shares(&open.work(of.case)) {
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

/// Makes available again what is reserved or committed for a case and not drawn: it was withdrawn, or
/// ended early.
///
/// # Errors
/// Where a pot is there no more.
pub async fn free(conn: &mut PgConnection, of: &OfCase<'_>) -> Result<()> {
    let mut open = Open::under_lock(&mut *conn, of).await?;
    for (pot, commitment) in shares(&open.work(of.case)) {
        for from in [Place::Reserved, Place::Committed] {
            let amount = open.book.holds(pot, from, commitment);
            if amount > Pence::ZERO {
                let change = Change::Return {
                    pot,
                    from,
                    commitment: Some(commitment),
                    amount,
                };
                open.make(conn, of, change).await?;
            }
        }
    }
    Ok(())
}

fn shares(work: &[Commitment]) -> Vec<(PotId, CommitmentId)> {
    work.iter()
        .flat_map(|one| one.pots.iter().map(|share| (share.pot, one.id)))
        .collect()
}
