//! Who pays for a need is named on the board: kept with the need, or, where it has a case, as a step of that.

use domain::brokerage::pots::WhoPays;
use domain::brokerage::{BoardChange, BoardDone};
use domain::calendar::Moment;
use domain::schools::{CaseId, ChangeId, NeedId};
use domain::support::{Case, Step, Taken, part_of_role};
use sqlx::postgres::PgConnection;
use uuid::Uuid;

use super::{after, refused, told};
use crate::db::{board, money, support};
use crate::error::{Error, Result};
use crate::session::Visitor;

/// Names who pays for a need of the board; the board's lock is held. The case it is said in, where there is one.
pub async fn name(
    conn: &mut PgConnection,
    visitor: &Visitor,
    cause: ChangeId,
    need: NeedId,
    pays: &WhoPays,
) -> Result<Option<CaseId>> {
    let Some(id) = support::of_need(conn, need).await? else {
        board::set_pays(conn, need, pays).await?;
        return Ok(None);
    };
    let mut case = support::lock(conn, id).await?.ok_or(Error::NotFound)?;
    let at = support::now(conn).await?;
    let id = ChangeId(Uuid::new_v5(&cause.0, b"pays"));
    fund(conn, visitor, &mut case, pays, (id, at)).await?;
    Ok(Some(case.id))
}

/// Says in a case who pays for it, where it does not say so yet.
pub(super) async fn fund(
    conn: &mut PgConnection,
    visitor: &Visitor,
    case: &mut Case,
    pays: &WhoPays,
    (id, at): (ChangeId, Moment),
) -> Result<()> {
    if case.pays.as_ref() == Some(pays) {
        return Ok(());
    }
    let taken = Taken {
        revision: case.revision + 1,
        id,
        at,
        by: visitor.by(),
        part: Some(part_of_role(visitor.actor.role)),
        step: Step::Fund { pays: pays.clone() },
    };
    case.check(&taken.step, taken.part, at.day())
        .map_err(refused)?;
    let before = case.clone();
    case.take(&taken);
    support::record(conn, visitor.actor.authority, case, &taken).await?;
    after::money_moves(conn, visitor, &before, case, &taken)
        .await
        .map_err(|error| money::about(&format!("{}: ", case.school), error))?;
    told::tell(conn, visitor, taken.id.0, Some(&before), case).await
}

/// Tells the board whom a step of a case named.
pub(super) async fn named(
    conn: &mut PgConnection,
    visitor: &Visitor,
    case: &Case,
    taken: &Taken,
) -> Result<()> {
    let pays = match &taken.step {
        Step::Scope { scope, .. } => scope.pays.clone(),
        Step::Fund { pays } => Some(pays.clone()),
        _ => None,
    };
    let (Some(need), Some(pays)) = (case.need, pays) else {
        return Ok(());
    };
    let id = ChangeId(Uuid::new_v5(&taken.id.0, b"named"));
    let change = BoardChange::Pays { need, pays };
    let done = BoardDone::Changed { change };
    board::record(conn, visitor.actor.authority, id, &visitor.by(), &done).await?;
    Ok(())
}
