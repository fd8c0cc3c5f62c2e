//! Brokerage over HTTP: what a broker saw is what is agreed, and nobody is promised twice.

use domain::api::{BoardRecorded, BrokeragePage};
use domain::brokerage::{BoardDone, Held, Pair, Proof, Question, Weights};
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
    let board = page.board();
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

/// Writes a tie into a leader's record.
async fn declare(by: &Browser, leader: LeaderId, field: &str, value: Value) {
    let body = json!({"id": Uuid::new_v4(), "base": 0, "why": "Declared.",
        "details": [{"field": field, "value": value}]});
    let reply = by
        .post(&format!("/api/leaders/{leader}/changes"), &body)
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text);
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

#[tokio::test]
async fn a_conflict_is_waived_by_the_lead_officer_alone_and_the_plan_may_use_the_pair_then() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Who::Broker).await;
    let officer = app.sign_in(Who::Officer).await;
    let pair = Pair {
        need: d::need_id(1),
        leader: d::leader_id(1),
    };
    // The trust of the school that asks is one that leader works for.
    let mut owner = sqlx::PgConnection::connect_with(&app.owner).await.unwrap();
    sqlx::query(
        "update school set trust = 'Vale Trust' where urn = (select urn from need where id = $1)",
    )
    .bind(pair.need.0)
    .execute(&mut owner)
    .await
    .unwrap();
    let tie = json!([{"body": "Vale Trust", "kind": "works_there"}]);
    declare(&broker, pair.leader, "bodies", tie).await;
    let before = page(&broker).await;
    let context = before.board().context(d::today());
    let question = Question::of(&before.board(), &Weights::default(), &context);
    let said = question.refusals(pair)[0].words();
    assert!(
        said.starts_with("Works for Vale Trust, which runs "),
        "{said}"
    );
    assert!(!best(&before).contains(&pair));
    let waive = |base: u64, reason: &str| {
        json!({"id": Uuid::new_v4(), "base": base, "change": {"kind": "waive", "waiver": {
            "need": pair.need, "leader": pair.leader, "rule": "H5", "by": "authority_lead",
            "name": "Somebody else", "reason": reason, "until": d::in_days(100)}}})
    };
    let change = |body: Value, who: &Browser| {
        let who = who.clone();
        async move { who.post("/api/brokerage/changes", &body).await }
    };
    // A broker may not; a reason is asked for; nobody pins what is not waived.
    let refused = change(waive(0, "Needed."), &broker).await;
    assert_eq!(refused.problem().status, 403);
    let empty = change(waive(0, " "), &officer).await.problem();
    assert_eq!(
        (empty.status, empty.fields[0].field.as_str()),
        (422, "reason")
    );
    let pin = json!({"id": Uuid::new_v4(), "base": 0, "change": {"kind": "pin", "pair": pair}});
    assert_eq!(change(pin, &broker).await.problem().status, 409);
    let given: BoardRecorded = change(waive(0, "Needed."), &officer).await.done();
    let BoardDone::Changed {
        change: domain::brokerage::BoardChange::Waive { waiver },
    } = &given.change
    else {
        panic!("{given:?}")
    };
    // It bears the name of who gave it, whoever was written.
    assert_eq!(waiver.name, given.by.name);
    let after = page(&broker).await;
    assert_eq!(after.waivers, vec![waiver.clone()]);
    // What it is about changed meanwhile: who has not seen that is told.
    let stale =
        json!({"id": Uuid::new_v4(), "base": 0, "change": {"kind": "exclude", "pair": pair}});
    assert_eq!(change(stale, &broker).await.problem().status, 409);
    let pin = json!({"id": Uuid::new_v4(), "base": given.revision, "change": {"kind": "pin", "pair": pair}});
    assert_eq!(change(pin, &broker).await.status, 200);
    let back = |who: &Browser, base: u64| {
        let body = json!({"id": Uuid::new_v4(), "base": base,
            "change": {"kind": "unwaive", "pair": pair, "rule": "H5"}});
        change(body, who)
    };
    let revision = page(&broker).await.revision;
    assert_eq!(back(&broker, revision).await.problem().status, 403);
    // Agreed under it, the record of who gets the work says so.
    let seen = page(&broker).await;
    let matches = best(&seen);
    assert!(matches.contains(&pair));
    let agreed = broker
        .post("/api/brokerage/accept", &accept(&seen, &matches))
        .await;
    assert_eq!(agreed.status, 200, "{}", agreed.text);
    let all: domain::brokerage::Shares = broker.get("/api/leaders/shares").await.done();
    let under: Vec<_> = all.waived.iter().map(|one| &one.waiver).collect();
    assert_eq!(under, [waiver]);
    assert_eq!(back(&officer, u64::MAX >> 1).await.problem().status, 409);
}

#[tokio::test]
async fn a_waiver_is_taken_back_and_what_rested_on_it_goes() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let before = page(&officer).await;
    let taken = best(&before)[0];
    let need = before
        .needs
        .iter()
        .find(|need| need.id == taken.need)
        .unwrap();
    let tie = json!([{"urn": need.draft.urn, "kind": "relative"}]);
    declare(&officer, taken.leader, "ties", tie).await;
    assert!(!best(&page(&officer).await).contains(&taken));
    let waive = json!({"id": Uuid::new_v4(), "base": before.revision, "change": {"kind": "waive", "waiver": {
        "need": taken.need, "leader": taken.leader, "rule": "H5", "by": "authority_lead",
        "name": "", "reason": "A cousin, and not in that phase."}}});
    let given: BoardRecorded = officer.post("/api/brokerage/changes", &waive).await.done();
    // Sent again after a lost answer it is one waiver.
    let again: BoardRecorded = officer.post("/api/brokerage/changes", &waive).await.done();
    assert_eq!(again, given);
    assert!(best(&page(&officer).await).contains(&taken));
    let back = json!({"id": Uuid::new_v4(), "base": given.revision,
        "change": {"kind": "unwaive", "pair": taken, "rule": "H5"}});
    let reply = officer.post("/api/brokerage/changes", &back).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let after = page(&officer).await;
    assert!(after.waivers.is_empty() && !best(&after).contains(&taken));
}

#[tokio::test]
async fn of_plans_as_good_the_most_even_one_is_accepted_where_it_was_asked_for() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Who::Broker).await;
    let before = page(&broker).await;
    let board = before.board();
    let question = Question::of(&board, &Weights::default(), &board.context(d::today()));
    let held = Held::on(&board);
    let first = question.best(&held);
    let even = question.even(&held, &first, &mut |_| {
        domain::brokerage::solve::Continue::Yes
    });
    assert!(even.proved);
    assert_eq!((even.plan.fit, even.plan.met()), (first.fit, first.met()));
    // Two leaders alike: one need each.
    let who: std::collections::BTreeSet<LeaderId> =
        even.plan.pairs().iter().map(|pair| pair.leader).collect();
    assert_eq!(who.len(), 2);
    let mut asked = accept(&before, &even.plan.pairs());
    if !even.moved.is_empty() {
        let reply = broker.post("/api/brokerage/accept", &asked).await;
        assert_eq!(reply.problem().status, 409, "nobody asked for an even one");
    }
    asked["even"] = json!(true);
    let reply = broker.post("/api/brokerage/accept", &asked).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let mut owner = sqlx::PgConnection::connect_with(&app.owner).await.unwrap();
    let kept: Value = sqlx::query_scalar("select certificate from plan")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    let proof: Proof = serde_json::from_value(kept).unwrap();
    assert!(proof.check().unwrap().best);
}
