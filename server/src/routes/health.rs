//! Whether the server is alive, and whether it can work. Answered without signing in.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::App;
use crate::db;
use crate::error::Result;

#[derive(Serialize)]
pub struct Health {
    status: &'static str,
}

/// `GET /health/live`: the process answers.
pub async fn live() -> Json<Health> {
    Json(Health { status: "live" })
}

/// `GET /health/ready`: the database answers too; 503 where it does not.
pub async fn ready(State(app): State<App>) -> Result<Json<Health>> {
    db::ready(&app.pool).await?;
    Ok(Json(Health { status: "ready" }))
}
