//! What of an authority's work with a school is recorded elsewhere: rooms that decided on it, support that was
//! reviewed and checked, early and statutory action. Each as far as the visitor reads it there.

use domain::schools::School;
use domain::support::caseload::{Activity, LogLine, of_case};
use domain::support::part;
use sqlx::postgres::PgConnection;

use super::Around;
use crate::db::support;
use crate::error::Result;
use crate::routes::statutory;
use crate::session::Visitor;

pub async fn elsewhere(
    conn: &mut PgConnection,
    visitor: &Visitor,
    school: &School,
    around: &Around,
) -> Result<Vec<LogLine>> {
    let urn = school.urn;
    let rooms = around.decided_on(visitor, school).into_iter();
    let rooms = rooms.map(|on| LogLine {
        kind: Activity::Monitor,
        on,
        what: "A meeting looked at the school, and decided".to_owned(),
        words: String::new(),
        by: String::new(),
        href: format!("/schools/{urn}"),
    });
    let mut lines: Vec<LogLine> = rooms.collect();
    for case in support::cases_of(conn, &[urn]).await? {
        if let Some(part) = part(&visitor.actor, &case.whose()) {
            lines.extend(of_case(&case.seen(part)));
        }
    }
    let action = statutory::read(conn, visitor, school).await?;
    let history = action.into_iter().flat_map(|action| action.history);
    lines.extend(history.map(|(_, what, word)| LogLine {
        kind: Activity::Intervene,
        on: word.at.day(),
        what,
        words: String::new(),
        by: word.by.name,
        href: format!("/statutory/{urn}"),
    }));
    Ok(lines)
}
