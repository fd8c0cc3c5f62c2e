//! Who gets the work.

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::brokerage::{Shares, shares};

use crate::App;
use crate::db::shares::won;
use crate::error::Result;
use crate::session::Visitor;

/// `GET /api/leaders/shares`
pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Json<Shares>> {
    visitor.must(Action::ReadRatings, &visitor.here())?;
    let mut tx = visitor.begin(&app.pool).await?;
    Ok(Json(shares(&won(&mut tx).await?)))
}
