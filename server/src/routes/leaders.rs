//! The directory of leaders.

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::LeaderList;
use domain::brokerage::sight;

use crate::App;
use crate::db::brokerage;
use crate::error::Result;
use crate::session::Visitor;

/// `GET /api/leaders`
pub async fn list(State(app): State<App>, visitor: Visitor) -> Result<Json<LeaderList>> {
    visitor.must_somewhere(Action::ReadLeaders)?;
    let mut tx = visitor.begin(&app.pool).await?;
    let types = brokerage::types(&mut tx).await?;
    let leaders = brokerage::leaders(&mut tx)
        .await?
        .into_iter()
        .filter_map(|leader| {
            let seen = sight(&visitor.actor, &leader, &visitor.here())?;
            Some(leader.seen(seen))
        })
        .collect();
    Ok(Json(LeaderList { types, leaders }))
}
