//! Brokerage over HTTP: what a broker saw is what is agreed, and nobody is promised twice.

use domain::api::{BoardRecorded, BrokeragePage};
use domain::brokerage::{Board, BoardDone, Held, Pair, Proof, Question, Weights};
use domain::schools::LeaderId;
use serde_json::{Value, json};
use sqlx::Connection;
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

async fn page(browser: &Browser) -> BrokeragePage {
    browser.get("/api/brokerage").await.done()
}

/// What a broker's own screen makes of the page.
pub fn best(page: &BrokeragePage) -> Vec<Pair> {
    let board = Board::open(
        page.types.clone(),
        page.leaders.clone(),
        page.needs.clone(),
        page.pins.clone(),
        page.exclusions.clone(),
        page.revision,
    );
    let context = board.context(d::today());
    let question = Question::of(&board, &Weights::default(), &context);
    question.best(&Held::on(&board)).pairs()
}

fn change(base: u64, kind: &str, pair: Pair) -> Value {
    json!({"id": Uuid::new_v4(), "base": base, "change": {"kind": kind, "pair": pair}})
}

fn accept(page: &BrokeragePage, matches: &[Pair]) -> Value {
    json!({"id": Uuid::new_v4(), "base": page.revision, "matches": matches})
}

async fn booked(app: &TestApp) -> (i64, i64) {
    let mut owner = sqlx::PgConnection::connect_with(&app.owner).await.unwrap();
    sqlx::query_as("select count(*), coalesce(sum(half_days), 0)::bigint from deployment")
        .fetch_one(&mut owner)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_plan_is_accepted_as_it_was_seen_and_its_days_are_reserved() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Who::Broker).await;
    let before = page(&broker).await;
    let seen = best(&before);
    assert_eq!(seen.len(), 2, "both needs can be met");
    let asked = accept(&before, &seen);
    let recorded: BoardRecorded = broker.post("/api/brokerage/accept", &asked).await.done();
    assert_eq!(
        recorded.change,
        BoardDone::Accepted {
            matches: seen.clone()
        }
    );
    // Sent again, it is the same.
    let again: BoardRecorded = broker.post("/api/brokerage/accept", &asked).await.done();
    assert_eq!(again, recorded);
    assert_eq!(booked(&app).await, (2, 22));
    let after = page(&broker).await;
    assert!(after.needs.iter().all(|need| need.matched.is_some()));
    let used = |page: &BrokeragePage| page.leaders.iter().map(|one| one.used.0).sum::<u32>();
    assert_eq!((used(&before), used(&after)), (0, 22));
    let mut owner = sqlx::PgConnection::connect_with(&app.owner).await.unwrap();
    let kept: (Value, Value, Value) =
        sqlx::query_as("select instance, plan, certificate from plan")
            .fetch_one(&mut owner)
            .await
            .unwrap();
    // What is kept proves itself to a checker that knows nothing of the search, and does not once anything
    // in it is touched.
    let proof: Proof = serde_json::from_value(kept.2).unwrap();
    assert_eq!(serde_json::to_value(&proof.instance).unwrap(), kept.0);
    assert_eq!(serde_json::to_value(&proof.plan).unwrap(), kept.1);
    assert!(proof.check().unwrap().best);
    let mut touched = proof.clone();
    touched.plan.matches[0].fit += 1;
    assert!(touched.check().is_err());
    let mut touched = proof;
    touched.plan.matches.pop();
    assert!(touched.check().is_err());
}

#[tokio::test]
async fn of_ten_brokers_who_accept_at_once_one_is_booked() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Who::Broker).await;
    let officer = app.sign_in(Who::Officer).await;
    let before = page(&broker).await;
    let seen = best(&before);
    let asked = (0..10).map(|turn| {
        let browser = if turn % 2 == 0 {
            broker.clone()
        } else {
            officer.clone()
        };
        let body = accept(&before, &seen);
        async move { browser.post("/api/brokerage/accept", &body).await.status }
    });
    let mut statuses = futures::future::join_all(asked).await;
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200);
    assert_eq!(statuses[1..], [409; 9]);
    assert_eq!(booked(&app).await, (2, 22));
}

#[tokio::test]
async fn a_plan_that_is_not_the_best_any_more_is_refused_with_the_one_that_is() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Who::Broker).await;
    let officer = app.sign_in(Who::Officer).await;
    let before = page(&broker).await;
    let seen = best(&before);
    let kept = officer
        .post(
            "/api/brokerage/changes",
            &change(before.revision, "exclude", seen[0]),
        )
        .await;
    assert_eq!(kept.status, 200, "{}", kept.text);
    let problem = broker
        .post("/api/brokerage/accept", &accept(&before, &seen))
        .await
        .problem();
    assert_eq!(problem.status, 409);
    assert_ne!(best(&page(&broker).await), seen);
    let name = &before
        .leaders
        .iter()
        .find(|one| one.id == seen[0].leader)
        .unwrap()
        .name;
    let said = format!("instead of {name}");
    assert!(problem.detail.contains(&said), "{}", problem.detail);
    assert_eq!(booked(&app).await, (0, 0));
}

#[tokio::test]
async fn two_brokers_who_hold_one_need_different_ways_both_see_it() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Who::Broker).await;
    let officer = app.sign_in(Who::Officer).await;
    let base = page(&broker).await.revision;
    let pair = |leader: u128| Pair {
        need: d::need_id(1),
        leader: d::leader_id(leader),
    };
    let first = broker
        .post("/api/brokerage/changes", &change(base, "pin", pair(1)))
        .await;
    let first: BoardRecorded = first.done();
    let late = officer
        .post("/api/brokerage/changes", &change(base, "pin", pair(2)))
        .await;
    assert_eq!(late.problem().status, 409);
    let seen = officer
        .post(
            "/api/brokerage/changes",
            &change(first.revision, "pin", pair(2)),
        )
        .await;
    assert_eq!(seen.status, 200, "{}", seen.text);
    let pins = page(&broker).await.pins;
    assert_eq!(pins, [pair(2)], "a need has one pin");
}

#[tokio::test]
async fn what_is_not_on_the_board_cannot_be_held() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Who::Broker).await;
    let stranger = Pair {
        need: d::need_id(1),
        leader: LeaderId(Uuid::from_u128(99)),
    };
    let reply = broker
        .post("/api/brokerage/changes", &change(0, "pin", stranger))
        .await;
    assert_eq!(reply.problem().status, 404);
}

#[tokio::test]
async fn a_need_is_opened_once_and_refused_with_everything_that_is_wrong() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let asked = json!({"id": Uuid::new_v4(), "draft": d::draft(d::vale_two(), 3, 4)});
    assert_eq!(lead.post("/api/needs", &asked).await.status, 201);
    assert_eq!(lead.post("/api/needs", &asked).await.status, 200);
    assert_eq!(page(&lead).await.needs.len(), 3);
    let mut wrong = d::draft(d::vale_two(), 3, 0);
    wrong.to = d::in_days(1);
    let asked = json!({"id": Uuid::new_v4(), "draft": wrong});
    let problem = lead.post("/api/needs", &asked).await.problem();
    assert_eq!(problem.status, 422);
    let fields: Vec<&str> = problem
        .fields
        .iter()
        .map(|one| one.field.as_str())
        .collect();
    assert_eq!(fields, ["half_days", "to"]);
    let other = json!({"id": Uuid::new_v4(), "draft": d::draft(d::moor_one(), 3, 4)});
    assert_eq!(lead.post("/api/needs", &other).await.problem().status, 404);
}
