//! What every reply carries: one snapshot.

use reqwest::Method;
use serde_json::json;
use tests::app::{TestApp, read};
use tests::district::{PASSWORD, Who};

const ALWAYS: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
         worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
         object-src 'none'",
    ),
    (
        "strict-transport-security",
        "max-age=63072000; includeSubDomains",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

#[tokio::test]
async fn every_reply_carries_the_headers_that_protect_its_reader() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    for path in [
        "/",
        "/schools",
        "/plain",
        "/plain.css",
        "/method/901",
        "/method.css",
        "/api/schools",
        "/api/session/demo",
        "/api/nothing",
        "/health/live",
        "/assets/none.js",
    ] {
        let reply = lead.get(path).await;
        for (name, value) in ALWAYS {
            let found = reply
                .headers
                .get(*name)
                .and_then(|value| value.to_str().ok());
            assert_eq!(found, Some(*value), "{path}: {name}");
        }
        let policy = reply.headers["permissions-policy"].to_str().unwrap();
        for power in ["camera=()", "microphone=()", "geolocation=()"] {
            assert!(policy.contains(power), "{path}: {power}");
        }
        assert_eq!(reply.headers["cache-control"], "no-store", "{path}");
    }
}

#[tokio::test]
async fn the_cookie_is_bound_to_host_and_root_and_hidden_from_scripts() {
    let app = TestApp::start().await;
    let asked = json!({"email": Who::Lead.email(), "password": PASSWORD});
    let reply = app.nobody().post("/api/session", &asked).await;
    let cookie = reply.headers["set-cookie"].to_str().unwrap();
    let (pair, rest) = cookie.split_once(';').unwrap();
    assert!(pair.starts_with("__Host-sid="));
    assert_eq!(pair.len(), "__Host-sid=".len() + 64);
    assert_eq!(rest, " Path=/; Secure; HttpOnly; SameSite=Lax");
}

#[tokio::test]
async fn another_site_can_change_nothing() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    for (name, value) in [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Origin", "https://evil.example"),
    ] {
        for (method, path) in [
            (Method::POST, "/api/meetings"),
            (Method::DELETE, "/api/session"),
            (Method::POST, "/plain/sign-out"),
        ] {
            let request = lead
                .request(method, path)
                .header(name, value)
                .json(&json!({}));
            let reply = read(request.send().await.unwrap()).await.unwrap();
            assert_eq!(reply.problem().status, 403, "{name} {path}");
        }
    }
    assert_eq!(
        lead.get("/api/session").await.status,
        200,
        "still signed in"
    );
}
