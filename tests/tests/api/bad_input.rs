//! Bad input is refused with the place and the reason, and is never a fault of ours.

use reqwest::Method;
use serde_json::json;
use tests::app::{TestApp, read};
use tests::district::{self as d, Who};
use uuid::Uuid;

use crate::meetings::{changes, open_meeting};

#[tokio::test]
async fn a_field_nobody_asked_for_is_refused_by_name() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    let point = json!({"kind": "point", "urn": d::vale_one(), "text": "x", "seq": 9});
    for (path, body, field) in [
        (
            "/api/session".to_owned(),
            json!({"email": "a@b.example", "password": "x", "role": "officer"}),
            "role",
        ),
        (
            "/api/meetings".to_owned(),
            json!({"id": Uuid::new_v4(), "partnership": d::vale(), "title": "A",
                "on": d::today(), "authority": 902}),
            "authority",
        ),
        (
            changes(id),
            json!({"id": Uuid::new_v4(), "base": 0, "change": point}),
            "seq",
        ),
    ] {
        let problem = lead.post(&path, &body).await.problem();
        assert_eq!(problem.status, 422, "{path}");
        assert_eq!(problem.fields[0].field, field, "{path}");
    }
}

#[tokio::test]
async fn whatever_is_sent_the_answer_is_a_problem_and_no_fault_of_ours() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    let deep = "[".repeat(50_000);
    let long = format!("{{\"email\":\"{}\"}}", "a".repeat(400_000));
    let long_title = json!({"id": Uuid::new_v4(), "partnership": d::vale(),
        "title": "a".repeat(201), "on": d::today()})
    .to_string();
    let cases: Vec<(&str, String, u16)> = vec![
        ("", "application/json".to_owned(), 400),
        ("{", "application/json".to_owned(), 400),
        ("\u{0}", "application/json".to_owned(), 400),
        ("null", "application/json".to_owned(), 422),
        ("[]", "application/json".to_owned(), 422),
        ("{}", "application/json; charset=utf-8".to_owned(), 422),
        ("{}", "text/plain".to_owned(), 415),
        (deep.as_str(), "application/json".to_owned(), 422),
        (long.as_str(), "application/json".to_owned(), 413),
        (long_title.as_str(), "application/json".to_owned(), 422),
    ];
    for path in ["/api/session", "/api/meetings", &changes(id), "/api/needs"] {
        for (body, kind, status) in &cases {
            let request = lead
                .request(Method::POST, path)
                .header("content-type", kind)
                .body((*body).to_owned());
            let reply = read(request.send().await.unwrap()).await.unwrap();
            let problem = reply.problem();
            let start: String = body.chars().take(20).collect();
            assert!((400..500).contains(&problem.status), "{path} {start}");
            if path != "/api/session" || *status != 422 {
                assert!(!problem.title.is_empty());
            }
            if path == "/api/meetings" {
                assert_eq!(problem.status, *status, "{path} {start}");
            }
        }
    }
}

#[tokio::test]
async fn ids_that_are_none_name_nothing_and_methods_that_are_none_are_refused() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    for path in [
        "/api/schools/1",
        "/api/schools/abc",
        "/api/schools/99999999999999999999",
        "/api/schools/900001'--",
        "/api/meetings/1",
        "/api/meetings/%00",
        "/api/nothing/at/all",
    ] {
        assert_eq!(lead.get(path).await.problem().status, 404, "{path}");
    }
    for (method, path) in [
        (Method::PUT, "/api/schools"),
        (Method::DELETE, "/api/meetings"),
        (Method::PATCH, "/api/session"),
    ] {
        let reply = lead.send::<()>(method, path, None).await.unwrap();
        assert_eq!(reply.problem().status, 405, "{path}");
    }
}

#[tokio::test]
async fn text_is_kept_as_it_was_written_and_shown_as_text() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let nasty = "<img src=x onerror=alert(1)>'\";drop table school;--";
    let mut tx = server::db::begin(app.pool(), d::here()).await.unwrap();
    let school = d::school(d::urn(900_009), nasty, d::vale());
    server::db::schools::put(&mut tx, d::here(), &school)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let list: domain::api::SchoolList = officer.get("/api/schools").await.done();
    assert!(list.rows.iter().any(|row| row.school.name == nasty));
    let plain = officer.get("/plain").await;
    assert_eq!(plain.status, 200);
    assert!(!plain.text.contains("<img"), "{}", plain.text);
    assert!(plain.text.contains("&lt;img src=x onerror=alert(1)&gt;"));
}
