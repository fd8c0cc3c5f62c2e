//! Every URL of the server on one screen. The router is made from this table, and the tests walk the
//! same table, so a route cannot be there without somebody having said who may use it.

pub mod body;
mod files;
mod health;
mod session;

use axum::Router;
use axum::routing::{MethodRouter, get, post};
use domain::access::Action;

use crate::App;
use crate::assets;
use crate::error::Error;
use crate::headers;

/// What a caller must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Open to anybody.
    Nothing,
    /// Signed in, as anybody.
    SignedIn,
    /// Signed in, with this right over what is named.
    Right(Action),
}

/// One URL and method.
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub needs: Needs,
    handler: fn() -> MethodRouter<App>,
}

const fn route(
    method: &'static str,
    path: &'static str,
    needs: Needs,
    handler: fn() -> MethodRouter<App>,
) -> Route {
    Route {
        method,
        path,
        needs,
        handler,
    }
}

use Action as A;
use Needs::{Nothing, Right, SignedIn};

/// The table.
#[rustfmt::skip]
pub const ROUTES: &[Route] = &[
    route("GET",    "/health/live",  Nothing, || get(health::live)),
    route("GET",    "/health/ready", Nothing, || get(health::ready)),
    route("GET",    "/assets/{*path}", Nothing, || get(assets::asset_file)),

    route("GET",    "/api/session",      SignedIn, || get(session::show)),
    route("POST",   "/api/session",      Nothing,  || post(session::sign_in)),
    route("DELETE", "/api/session",      Nothing,  || axum::routing::delete(session::sign_out)),
    route("GET",    "/api/session/demo", Nothing,  || get(session::demo_people)),
    route("POST",   "/api/session/demo", Nothing,  || post(session::demo_sign_in)),



];

/// Every URL, and the app's page for every other: what is a page is the app's to say.
pub fn router(app: App) -> Router {
    let mut routes = Router::new();
    for route in ROUTES.iter().chain(files::ROUTES) {
        routes = routes.route(route.path, (route.handler)());
    }
    let api = Router::new().fallback(nothing_here);
    let routes = routes
        .nest("/api", api)
        .fallback(get(assets::index));
    headers::wrap(routes).with_state(app)
}

async fn nothing_here() -> Error {
    Error::NotFound
}
