//! The types of leader there are: added and changed by who keeps them, never taken away.

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::{FieldProblem, PutLeaderType};
use domain::brokerage::{LeaderType, check_type};

use super::body::Body;
use crate::App;
use crate::db::{board, brokerage, leaders};
use crate::error::{Error, Result};
use crate::session::Visitor;

/// `POST /api/leader-types`
pub async fn put(
    State(app): State<App>,
    visitor: Visitor,
    Body(asked): Body<PutLeaderType>,
) -> Result<Json<Vec<LeaderType>>> {
    visitor.must_somewhere(Action::ChangeLeader)?;
    check_type(&asked.becomes).map_err(|faults| Error::Invalid {
        title: "this type cannot stand as it is written".to_owned(),
        fields: faults
            .iter()
            .map(|fault| FieldProblem {
                field: fault.field().to_owned(),
                reason: fault.to_string(),
            })
            .collect(),
    })?;
    let authority = visitor.actor.authority;
    let mut tx = visitor.begin(&app.pool).await?;
    board::lock(&mut tx, authority).await?;
    let types = brokerage::types(&mut tx).await?;
    let now = types.iter().find(|kind| kind.id == asked.becomes.id);
    if now == Some(&asked.becomes) {
        return Ok(Json(types));
    }
    if now != asked.was.as_ref() {
        return Err(Error::Stale {
            title: "somebody changed this type meanwhile".to_owned(),
            detail: now.map_or_else(String::new, |now| format!("It says now: {}.", now.said())),
        });
    }
    leaders::record_type(&mut tx, authority, now, &asked.becomes, &visitor.by()).await?;
    let types = brokerage::types(&mut tx).await?;
    tx.commit().await?;
    Ok(Json(types))
}
