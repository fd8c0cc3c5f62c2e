//! The team a case belongs to.

use domain::api::TeamPart;
use domain::support::{Case, Part, StageKind, part};
use sqlx::postgres::PgConnection;

use crate::db::support;
use crate::error::Result;
use crate::session::Visitor;

/// The other parts of its team. Who leads a case knows who is asked; the others, who has said yes.
pub async fn of(
    conn: &mut PgConnection,
    visitor: &Visitor,
    case: &Case,
    as_part: Part,
) -> Result<Vec<TeamPart>> {
    let (Some(need), false) = (case.need, as_part == Part::HomeHead) else {
        return Ok(Vec::new());
    };
    let leads = matches!(
        as_part,
        Part::Officer | Part::Broker | Part::Head | Part::PartnershipLead
    );
    let others = support::in_team(conn, need).await?;
    Ok(others
        .into_iter()
        .map(|(draft, other)| {
            let other = other.as_ref();
            let stage = other.map(|other| other.stage.kind());
            let agreed = stage.is_some_and(|stage| stage.open() && stage >= StageKind::Matched);
            let helper = other.and_then(|other| other.helper.as_ref());
            TeamPart {
                case: other
                    .filter(|other| part(&visitor.actor, &other.whose()).is_some())
                    .map(|other| other.id),
                lead: draft.of.is_none(),
                area: draft.area,
                half_days: draft.half_days,
                leader: helper
                    .filter(|_| leads || agreed)
                    .map(|helper| helper.name.clone()),
                stage,
            }
        })
        .collect())
}
