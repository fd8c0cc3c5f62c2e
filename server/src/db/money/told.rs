//! Letters about money: who is told of a change, in the transaction that makes it.

use domain::access::Role;
use domain::schools::{AuthorityId, ChangeId, PersonId};
use domain::support::money::{Book, Change, Whom, settles};
use sqlx::postgres::PgConnection;

use crate::db::mail::{self, Kind, New};
use crate::error::Result;

/// Writes down whom to tell of a change, once each; the book has it already. Whoever made it knows.
pub async fn tell(
    conn: &mut PgConnection,
    authority: AuthorityId,
    book: &Book,
    (id, change): (ChangeId, &Change),
    mine: PersonId,
) -> Result<()> {
    if let Some(cause) = settles(change) {
        mail::settle_cause(conn, cause).await?;
    }
    for one in book.tells(id, change) {
        let people = match one.whom {
            Whom::HeadOf(urn) => mail::of_school(conn, urn, Role::Headteacher).await?,
            Whom::Keepers => mail::keepers(conn).await?,
            Whom::One(person) => vec![person],
        };
        for person in people.into_iter().filter(|person| *person != mine) {
            let new = New {
                person,
                cause: one.cause,
                case: None,
                urn: one.school,
                question: None,
                kind: Kind::Money(one.news),
            };
            mail::tell(conn, authority, &new).await?;
        }
    }
    Ok(())
}
