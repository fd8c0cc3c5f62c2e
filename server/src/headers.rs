//! What every reply carries, in one place, and the layers every request goes through.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use domain::api::Problem;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

use crate::error::{Error, problem_response};
use crate::session::InForce;

/// The largest body that is not a file, bytes.
pub const LARGEST_BODY: usize = 256 * 1024;

/// How long a request may take to be answered; a stream is answered when it opens.
pub const SLOWEST: Duration = Duration::from_secs(60);
/// How long files may be on their way: 256 MiB on a line of three megabits a second.
pub const SLOWEST_FILES: Duration = Duration::from_secs(15 * 60);

/// The version of the rules in force, on everything that is answered to somebody signed in.
const RULES: HeaderName = HeaderName::from_static("x-rules");

/// One for each header of the snapshot test.
const ALWAYS: [(HeaderName, HeaderValue); 7] = [
    (
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
             worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
             object-src 'none'",
        ),
    ),
    (
        STRICT_TRANSPORT_SECURITY,
        HeaderValue::from_static("max-age=63072000; includeSubDomains"),
    ),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), \
             fullscreen=(self), geolocation=(), gyroscope=(), hid=(), magnetometer=(), \
             microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=()",
        ),
    ),
];

/// Puts every layer round the routes.
pub fn wrap<S: Clone + Send + Sync + 'static>(routes: Router<S>) -> Router<S> {
    routes
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CsrfLayer::new())
        .layer(CatchPanicLayer::custom(panicked))
        // Streams are left alone: a compressor would hold back what is waited for.
        .layer(CompressionLayer::new())
        .layer(from_fn(finish))
}

/// The layer that ends requests which take longer.
pub fn within(slowest: Duration) -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, slowest)
}

fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let words = cause
        .downcast_ref::<&str>()
        .map(|words| (*words).to_owned())
        .or_else(|| cause.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    problem_response(Error::Internal(anyhow::anyhow!("a handler panicked: {words}")).problem())
}

/// Headers on everything, and a problem document wherever something on the way said no in its own
/// words or in none.
async fn finish(mut request: Request, next: Next) -> Response {
    let asset = request.uri().path().starts_with("/assets/");
    let rules = InForce::default();
    request.extensions_mut().insert(rules.clone());
    let mut reply = next.run(request).await;
    let status = reply.status();
    if (status.is_client_error() || status.is_server_error()) && !is_document(&reply) {
        let allow = reply.headers().get("allow").cloned();
        reply = problem_response(plain_problem(status));
        if let Some(allow) = allow {
            reply.headers_mut().insert("allow", allow);
        }
    }
    for (name, value) in ALWAYS {
        reply.headers_mut().insert(name, value);
    }
    if let Some(version) = rules.version() {
        reply.headers_mut().insert(RULES, version.into());
    }
    if !asset || !reply.status().is_success() {
        reply
            .headers_mut()
            .entry(CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
    }
    reply
}

fn is_document(reply: &Response) -> bool {
    reply
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| {
            kind.starts_with("application/problem+json") || kind.starts_with("text/html")
        })
}

fn plain_problem(status: StatusCode) -> Problem {
    let (kind, title) = match status {
        StatusCode::NOT_FOUND => return Error::NotFound.problem(),
        StatusCode::METHOD_NOT_ALLOWED => ("method", "That cannot be done here."),
        StatusCode::PAYLOAD_TOO_LARGE => ("too_large", "That is more than can be taken at once."),
        StatusCode::FORBIDDEN => ("cross_site", "That came from another site."),
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => {
            ("unavailable", "That took too long; nothing more was done.")
        }
        status if status.is_server_error() => ("internal", "Something went wrong here."),
        _ => ("malformed", "That could not be read."),
    };
    Problem {
        kind: kind.to_owned(),
        status: status.as_u16(),
        title: title.to_owned(),
        detail: String::new(),
        fields: Vec::new(),
        refusal: None,
    }
}
