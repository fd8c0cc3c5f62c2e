//! Letters that did not go out, for who keeps the accounts.

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::MailPage;
use uuid::Uuid;

use super::body::Id;
use crate::App;
use crate::db::mail;
use crate::error::{Error, Result};
use crate::mail::IN_DOUBT_AFTER;
use crate::session::Visitor;

/// `GET /api/mail`
pub async fn page(State(app): State<App>, visitor: Visitor) -> Result<Json<MailPage>> {
    visitor.must(Action::ManagePeople, &visitor.here())?;
    let mut tx = visitor.begin(&app.pool).await?;
    let unsent = mail::troubled(&mut tx, IN_DOUBT_AFTER).await?;
    let how = app.config.mail.as_ref().map(|post| post.words().to_owned());
    Ok(Json(MailPage { unsent, how }))
}

/// `POST /api/mail/{id}/again`
pub async fn again(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<Uuid>,
) -> Result<Json<MailPage>> {
    visitor.must(Action::ManagePeople, &visitor.here())?;
    let mut tx = visitor.begin(&app.pool).await?;
    if !mail::again(&mut tx, id, IN_DOUBT_AFTER).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    page(State(app), visitor).await
}
