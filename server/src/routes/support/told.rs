//! Who is told of what a step asks, and of what it asks no more.

use std::collections::BTreeSet;

use domain::access::Role;
use domain::schools::PersonId;
use domain::support::{AskedFor, Case, Part, Question, questions};
use sqlx::postgres::PgConnection;
use uuid::Uuid;

use crate::db::mail::{self, Kind, New};
use crate::error::Result;
use crate::session::Visitor;

/// Writes down whom to tell of what is asked since `before`; what is asked no more is told to nobody. Who took
/// the step knows; what a link alone can answer is told to those who have no account, whoever took the step.
pub async fn tell(
    conn: &mut PgConnection,
    visitor: &Visitor,
    cause: Uuid,
    before: Option<&Case>,
    case: &Case,
) -> Result<()> {
    let was: BTreeSet<Question> = before
        .map(questions)
        .unwrap_or_default()
        .into_iter()
        .collect();
    let is: BTreeSet<Question> = questions(case).into_iter().collect();
    let gone: Vec<Question> = was.difference(&is).copied().collect();
    if !gone.is_empty() {
        mail::settle(conn, case.id, &gone).await?;
    }
    for question in is.difference(&was) {
        for person in whom(conn, case, question.whose).await? {
            let alone = question.asked.by_link_alone();
            if alone && mail::has_account(conn, person).await? {
                continue;
            }
            if person == visitor.actor.person && !alone {
                continue;
            }
            let new = New {
                person,
                cause,
                case: Some(case.id),
                urn: case.urn,
                question: Some(*question),
                kind: match question.asked {
                    AskedFor::Consent { .. } => Kind::Consent,
                    AskedFor::Signature { .. } => Kind::Signature,
                    AskedFor::Record { .. } | AskedFor::Visit { .. } => Kind::Record,
                    AskedFor::Report | AskedFor::Interim => Kind::Report,
                },
            };
            mail::tell(conn, visitor.actor.authority, &new).await?;
        }
    }
    Ok(())
}

/// The people who have a part in a case.
async fn whom(conn: &mut PgConnection, case: &Case, part: Part) -> Result<Vec<PersonId>> {
    let helper = case.helper.as_ref();
    match part {
        Part::Head => mail::of_school(conn, case.urn, Role::Headteacher).await,
        Part::Governor => mail::of_school(conn, case.urn, Role::Governor).await,
        Part::HomeHead => match helper.and_then(|one| one.home) {
            Some(home) => mail::of_school(conn, home, Role::Headteacher).await,
            None => Ok(Vec::new()),
        },
        Part::Leader => match helper {
            Some(helper) => mail::of_leader(conn, helper.leader).await,
            None => Ok(Vec::new()),
        },
        Part::Broker => Ok(case.broker.iter().map(|by| by.id).collect()),
        Part::Officer | Part::PartnershipLead => Ok(Vec::new()),
    }
}
