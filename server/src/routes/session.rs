//! Signing in and out, and who is signed in.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use domain::api::{DemoSignIn, Demonstration, DisplaySignIn, Session, SignIn};
use domain::risk::Scheme;
use domain::schools::{AuthorityId, PersonId};
use time::OffsetDateTime;

use super::body::Body;
use crate::App;
use crate::db::{self, people, sessions};
use crate::demo;
use crate::error::{Error, Result};
use crate::scheme;
use crate::session::{Address, FORGET, Visitor, presented, start, start_display};

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// `GET /api/session`
pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Json<Session>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let (authority, demo) = people::authority(&mut tx)
        .await?
        .ok_or(Error::NotSignedIn)?;
    let partnerships = people::partnerships(&mut tx).await?;
    let today = OffsetDateTime::now_utc().date();
    Ok(Json(Session {
        actor: visitor.actor,
        name: visitor.name,
        email: visitor.email,
        authority: authority.name,
        demo,
        scheme: scheme::in_force(&mut tx, today).await?,
        today,
        partnerships,
    }))
}

/// `POST /api/session`
pub async fn sign_in(
    State(app): State<App>,
    address: Address,
    headers: HeaderMap,
    Body(asked): Body<SignIn>,
) -> Result<impl IntoResponse> {
    let (authority, person) = check(&app, &address, asked).await?;
    let mut tx = app.pool.begin().await?;
    let cookie = start(&mut tx, authority, person, presented(&headers)).await?;
    tx.commit().await?;
    Ok((
        StatusCode::NO_CONTENT,
        AppendHeaders([(header::SET_COOKIE, cookie)]),
    ))
}

/// Who has this address and password. The same words and the same work whether the address is
/// unknown, the password wrong or the person gone.
pub async fn check(app: &App, address: &Address, asked: SignIn) -> Result<(AuthorityId, PersonId)> {
    app.limits.try_account(address.0, &asked.email)?;
    let mut tx = app.pool.begin().await?;
    let account = people::account(&mut tx, &asked.email).await?;
    tx.commit().await?;
    let hash = account
        .as_ref()
        .filter(|account| account.active)
        .and_then(|account| account.password.clone());
    let matches = app.passwords.matches(asked.password, hash).await?;
    match account.filter(|_| matches) {
        Some(account) => {
            app.limits.signed_in(address.0, &asked.email);
            Ok((account.authority, account.person))
        }
        None => Err(Error::WrongPassword),
    }
}

/// `DELETE /api/session`
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<impl IntoResponse> {
    end(&app, &headers).await?;
    Ok((
        StatusCode::NO_CONTENT,
        AppendHeaders([
            (header::SET_COOKIE, FORGET),
            (
                CLEAR_SITE_DATA,
                HeaderValue::from_static("\"cookies\", \"storage\""),
            ),
        ]),
    ))
}

/// Ends the session a request carries, if it carries one.
pub async fn end(app: &App, headers: &HeaderMap) -> Result<()> {
    let Some(hash) = presented(headers) else {
        return Ok(());
    };
    let mut tx = app.pool.begin().await?;
    if let Some(session) = sessions::open(&mut tx, hash.bytes()).await? {
        db::enter(&mut tx, session.authority).await?;
        sessions::end(&mut tx, hash.bytes()).await?;
        tx.commit().await?;
        app.live.look_again();
    }
    Ok(())
}

/// `GET /api/session/demo`: nobody, outside a demonstration.
pub async fn demonstration(State(app): State<App>) -> Result<Json<Demonstration>> {
    let mut tx = app.pool.begin().await?;
    let mut found = Demonstration::default();
    for authority in people::demonstrations(&mut tx).await? {
        db::enter(&mut tx, authority).await?;
        found.people.extend(people::all(&mut tx).await?);
        found.of_another_version |= demo::of_another_version(&mut tx).await?;
    }
    Ok(Json(found))
}

/// `GET /api/session/example`: the rules the product comes with, for the made-up school of the sign-in page.
pub async fn example() -> Result<Json<Arc<Scheme>>> {
    Ok(Json(scheme::read(scheme::AS_SHIPPED)?))
}

/// `POST /api/session/demo`
pub async fn demo_sign_in(
    State(app): State<App>,
    headers: HeaderMap,
    Body(asked): Body<DemoSignIn>,
) -> Result<impl IntoResponse> {
    let mut tx = app.pool.begin().await?;
    for authority in people::demonstrations(&mut tx).await? {
        db::enter(&mut tx, authority).await?;
        if people::profile(&mut tx, authority, asked.person)
            .await?
            .is_some()
        {
            let cookie = start(&mut tx, authority, asked.person, presented(&headers)).await?;
            tx.commit().await?;
            return Ok((
                StatusCode::NO_CONTENT,
                AppendHeaders([(header::SET_COOKIE, cookie)]),
            ));
        }
    }
    Err(Error::NotFound)
}

/// `POST /api/session/display`
pub async fn display_sign_in(
    State(app): State<App>,
    address: Address,
    Body(asked): Body<DisplaySignIn>,
) -> Result<impl IntoResponse> {
    app.limits.try_address(address.0)?;
    let mut tx = app.pool.begin().await?;
    let cookie = start_display(&mut tx, &asked.token).await?;
    tx.commit().await?;
    Ok((
        StatusCode::NO_CONTENT,
        AppendHeaders([(header::SET_COOKIE, cookie)]),
    ))
}
