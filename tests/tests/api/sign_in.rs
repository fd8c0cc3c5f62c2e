//! Signing in and out.

use reqwest::Method;
use serde_json::json;
use server::db::{self, people};
use sqlx::{Connection, PgConnection};
use tests::app::{Browser, TestApp, server_binary};
use tests::district::{self as d, PASSWORD, Who};
use tests::served::Served;
use uuid::Uuid;

use crate::meetings::{changes, open_meeting, proposed, record};

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_told_the_same() {
    let app = TestApp::start().await;
    let nobody = app.nobody();
    let mut said = Vec::new();
    for (email, password) in [
        (Who::Lead.email(), "three gray herons"),
        ("who@test.example", PASSWORD),
        ("", ""),
    ] {
        let asked = json!({"email": email, "password": password});
        let reply = nobody.post("/api/session", &asked).await;
        assert!(!reply.headers.contains_key("set-cookie"));
        said.push((reply.status, reply.text));
    }
    assert_eq!(said[0].0, 401);
    assert!(said.iter().all(|one| *one == said[0]), "{said:?}");
}

#[tokio::test]
async fn signing_out_ends_the_session_everywhere_and_clears_the_browser() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let other_tab = lead.clone();
    let out = lead
        .send::<()>(Method::DELETE, "/api/session", None)
        .await
        .unwrap();
    assert_eq!(out.status, 204);
    assert_eq!(out.headers["clear-site-data"], "\"cookies\", \"storage\"");
    assert!(
        out.headers["set-cookie"]
            .to_str()
            .unwrap()
            .contains("Max-Age=0")
    );
    assert_eq!(other_tab.get("/api/schools").await.problem().status, 401);
}

#[tokio::test]
async fn a_token_from_before_signing_in_is_worth_nothing_after() {
    let app = TestApp::start().await;
    let mut planted = app.sign_in(Who::Lead).await;
    let before = planted.clone();
    planted = planted.sign_in(Who::Lead.email()).await.unwrap();
    assert_ne!(before.cookie, planted.cookie);
    assert_eq!(before.get("/api/session").await.status, 401);
    assert_eq!(planted.get("/api/session").await.status, 200);
    let mut made_up = app.nobody();
    made_up.cookie = Some("__Host-sid=0000".to_owned());
    assert_eq!(made_up.get("/api/session").await.status, 401);
}

#[tokio::test]
async fn a_new_password_ends_every_session_of_that_person() {
    let app = TestApp::start().await;
    let stolen = app.sign_in(Who::Lead).await;
    let mut tx = db::begin(app.pool(), d::here()).await.unwrap();
    let hash = server::session::checked_hash("four grey herons", "", "x@test.example").unwrap();
    people::set_password(&mut tx, Who::Lead.id(), &hash)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(stolen.get("/api/session").await.status, 401);
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_of_nothing_and_a_feed_is_nothing() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    let sent = proposed(0, &record(4_400));
    assert_eq!(lead.post(&changes(id), &sent).await.status, 200);
    let age = |minutes: i32| {
        let owner = app.owner.clone();
        async move {
            use sqlx::Connection;
            let mut owner = sqlx::PgConnection::connect_with(&owner).await.unwrap();
            sqlx::query("update session set seen_at = now() - make_interval(mins => $1)")
                .bind(minutes)
                .execute(&mut owner)
                .await
                .unwrap();
        }
    };
    // Listening does not count as being there ...
    age(20).await;
    lead.get(&format!("/api/meetings/{id}/events?after=0&poll=1"))
        .await;
    age(31).await;
    assert_eq!(lead.get("/api/session").await.status, 401);
    // ... and doing something does.
    let lead = app.sign_in(Who::Lead).await;
    age(29).await;
    assert_eq!(lead.get("/api/session").await.status, 200);
    use sqlx::Connection;
    let mut owner = sqlx::PgConnection::connect_with(&app.owner).await.unwrap();
    let fresh: bool =
        sqlx::query_scalar("select bool_or(seen_at > now() - interval '1 minute') from session")
            .fetch_one(&mut owner)
            .await
            .unwrap();
    assert!(fresh);
}

#[tokio::test]
async fn guessing_is_slowed_and_the_true_person_still_gets_in() {
    let app = TestApp::start().await;
    // Signed in from here before.
    app.sign_in(Who::Lead).await;
    let mut statuses = Vec::new();
    for _ in 0..12 {
        let asked = json!({"email": Who::Broker.email(), "password": "wrong wrong wrong"});
        let reply = app.nobody().post("/api/session", &asked).await;
        if reply.status == 429 {
            assert!(reply.headers.contains_key("retry-after"));
        }
        statuses.push(reply.status);
    }
    assert_eq!(statuses[..10], [401; 10]);
    assert_eq!(statuses[10..], [429; 2]);
    app.sign_in(Who::Lead).await;
}

#[tokio::test]
async fn one_click_signs_in_only_where_people_are_made_up() {
    let app = TestApp::start().await;
    let asked = json!({"person": Who::Officer.id()});
    let reply = app.nobody().post("/api/session/demo", &asked).await;
    assert_eq!(reply.problem().status, 404);
    let listed: domain::api::Demonstration = app.nobody().get("/api/session/demo").await.done();
    assert_eq!(listed, domain::api::Demonstration::default());

    // And a real authority cannot be made a demonstration by loading one over it.
    let mut tx = app.pool().begin().await.unwrap();
    let refused = people::put_authority(&mut tx, d::here(), "Testshire", true).await;
    assert!(refused.is_err());
    drop(tx);

    let demo = domain::schools::AuthorityId::try_from(999).unwrap();
    let person = people::NewPerson {
        id: domain::schools::PersonId(Uuid::from_u128(5)),
        name: "Dana Demo".to_owned(),
        email: "dana@demo.example".to_owned(),
        password: None,
        role: domain::access::Role::Officer,
        about: "Looks around".to_owned(),
        leader: None,
        partnerships: Vec::new(),
        schools: Vec::new(),
        chairs: Vec::new(),
    };
    let mut tx = app.pool().begin().await.unwrap();
    people::put_authority(&mut tx, demo, "Demoshire", true)
        .await
        .unwrap();
    people::put(&mut tx, demo, &person).await.unwrap();
    tx.commit().await.unwrap();
    let listed: domain::api::Demonstration = app.nobody().get("/api/session/demo").await.done();
    assert_eq!(listed.people.len(), 1);
    // Nobody noted which version it is of.
    assert!(listed.of_another_version);
    let reply = app
        .nobody()
        .post("/api/session/demo", &json!({"person": person.id}))
        .await;
    assert_eq!(reply.status, 204);
    // Without a password of their own, no password opens it.
    let asked = json!({"email": person.email, "password": ""});
    assert_eq!(app.nobody().post("/api/session", &asked).await.status, 401);
}

#[tokio::test]
async fn a_projector_shows_its_one_meeting_opens_once_and_ends_with_it() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let (id, other) = (open_meeting(&lead).await, open_meeting(&lead).await);
    let link: domain::api::DisplayLink = lead
        .post(&format!("/api/meetings/{id}/display"), &json!({}))
        .await
        .done();
    let mut projector = app.nobody();
    // The link is no session.
    projector.cookie = Some(format!("__Host-sid={}", link.token));
    assert_eq!(
        projector.get(&format!("/api/meetings/{id}")).await.status,
        401
    );
    let asked = json!({"token": link.token});
    let reply = projector.post("/api/session/display", &asked).await;
    let set = reply.headers["set-cookie"].to_str().unwrap();
    projector.cookie = set.split(';').next().map(str::to_owned);
    assert_eq!(
        app.nobody()
            .post("/api/session/display", &asked)
            .await
            .status,
        404
    );

    assert_eq!(
        projector.get(&format!("/api/meetings/{id}")).await.status,
        200
    );
    assert_eq!(
        projector
            .get(&format!("/api/meetings/{other}"))
            .await
            .status,
        404
    );
    let point = json!({"kind": "point", "urn": d::vale_one(), "text": "x"});
    let change = json!({"id": Uuid::new_v4(), "base": 0, "change": point});
    let path = format!("/api/meetings/{id}/changes");
    assert_eq!(projector.post(&path, &change).await.status, 404);
    let schools = projector.get("/api/schools").await;
    assert_eq!(schools.problem().status, 403);

    let close = json!({"id": Uuid::new_v4(), "base": 0, "change": {"kind": "close"}});
    assert_eq!(lead.post(&path, &close).await.status, 200);
    assert_eq!(
        projector.get(&format!("/api/meetings/{id}")).await.status,
        401
    );
    assert_eq!(lead.get(&format!("/api/meetings/{id}")).await.status, 200);
}

#[tokio::test]
async fn the_plain_page_signs_in_and_lists_schools_without_a_script() {
    let app = TestApp::start().await;
    let form = app.nobody().get("/plain").await;
    assert!(
        form.text
            .contains("<form method=\"post\" action=\"/plain/sign-in\">")
    );
    assert!(!form.text.contains("<script"));
    let fields = format!(
        "email={}&password={}",
        Who::Head.email(),
        PASSWORD.replace(' ', "+")
    );
    let request = app
        .nobody()
        .request(Method::POST, "/plain/sign-in")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(fields);
    let reply = tests::app::read(request.send().await.unwrap())
        .await
        .unwrap();
    assert_eq!(reply.status, 303);
    let mut head = app.nobody();
    head.cookie = reply.headers["set-cookie"]
        .to_str()
        .unwrap()
        .split(';')
        .next()
        .map(str::to_owned);
    let list = head.get("/plain").await;
    assert!(list.text.contains("Vale Two"));
    assert!(list.text.contains("not shown"));
}

#[tokio::test]
async fn a_made_up_district_of_another_version_is_said_to_be_one() {
    let mut served = Served::demo().await.unwrap();
    let database = served.database().unwrap().to_owned();
    let browser = Browser::at(&served.url(""));
    let of_another = async || {
        let found: domain::api::Demonstration = browser.get("/api/session/demo").await.done();
        assert!(!found.people.is_empty());
        found.of_another_version
    };
    assert!(!of_another().await);
    let mut owner = PgConnection::connect(&database).await.unwrap();
    sqlx::raw_sql(
        "select set_config('alongside.authority', '999', false);
         update authority set demo_edition = null",
    )
    .execute(&mut owner)
    .await
    .unwrap();
    // The next start leaves it as it was left.
    served.kill().unwrap();
    served.again().await.unwrap();
    assert!(of_another().await);
    let again = tokio::process::Command::new(server_binary())
        .args(["demo", "--reset"])
        .env("DATABASE_URL", &database)
        .output()
        .await
        .unwrap();
    assert!(again.status.success());
    assert!(!of_another().await);
}
