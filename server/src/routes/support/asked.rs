//! What a school asks for: whether it can be sent, and what the way of working offers to choose from.

use domain::api::{FieldProblem, NamedSchool};
use domain::schools::Urn;
use domain::support::caseload::Named;
use domain::support::{Case, Duty, Overseer, Request, Step, StepKind, check_request, check_tags};
use sqlx::postgres::PgConnection;

use crate::db::{case_files, people};
use crate::error::{Error, Result};
use crate::way;

/// Kinds of support and keys to improvement, for those who may ask.
pub async fn offered(
    conn: &mut PgConnection,
    may_ask: &[NamedSchool],
) -> Result<(Vec<Named>, Vec<Named>)> {
    if may_ask.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let (way, _) = way::in_force(conn).await?;
    Ok((way.kinds, way.keys))
}

/// Whether what a step names is there: kinds, keys and duties of the way in force, and a file that was sent.
pub async fn fits(conn: &mut PgConnection, step: &Step, case: &Case) -> Result<()> {
    match step {
        Step::Resubmit { request } => written(conn, request, Some(&case.request)).await,
        Step::Oversee { overseer } => known_duties(conn, overseer, case.overseer.as_ref()).await,
        Step::SetPlan { plan } => match &plan.file {
            Some(file) if !case_files::there(conn, case.id, file).await? => {
                Err(Error::field("file", "send the file first"))
            }
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

/// Whether a request can be sent as it is written; one that is sent again keeps what it was sent with.
pub async fn written(
    conn: &mut PgConnection,
    request: &Request,
    before: Option<&Request>,
) -> Result<()> {
    let mut faults = check_request(request).err().unwrap_or_default();
    if request.kind.is_some() || !request.keys.is_empty() {
        let (way, _) = way::in_force(conn).await?;
        faults.extend(check_tags(request, before, &way).err().unwrap_or_default());
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(Error::Invalid {
        title: "something is missing in this request".to_owned(),
        fields: faults
            .iter()
            .map(|fault| FieldProblem {
                field: fault.field().to_owned(),
                reason: fault.to_string(),
            })
            .collect(),
    })
}

/// Duties are those of the way in force, or those that were there before.
async fn known_duties(
    conn: &mut PgConnection,
    overseer: &Overseer,
    before: Option<&Overseer>,
) -> Result<()> {
    let (way, _) = way::in_force(conn).await?;
    let kept = before.map_or(&[][..], |one| &one.duties[..]);
    let known = |duty: &Duty| way.duties.contains(duty) || kept.contains(duty);
    if overseer.duties.iter().all(known) {
        Ok(())
    } else {
        Err(Error::field("duties", "choose duties from the list"))
    }
}

/// What the forms of a case begin with, as far as they are offered.
#[derive(Default)]
pub struct ForOffers {
    /// Who leads the school and who governs it, for the plan.
    pub head: Option<String>,
    pub chair: Option<String>,
    pub duties: Vec<Duty>,
}

pub async fn for_offers(
    conn: &mut PgConnection,
    urn: Urn,
    offers: &[StepKind],
) -> Result<ForOffers> {
    let mut found = ForOffers::default();
    if offers.contains(&StepKind::SetPlan) {
        let holders = people::holders(conn, &[urn]).await?.remove(&urn);
        let holders = holders.unwrap_or_default();
        found.head = holders.head;
        found.chair = holders.chair;
    }
    if offers.contains(&StepKind::Oversee) {
        found.duties = way::in_force(conn).await?.0.duties;
    }
    Ok(found)
}
