//! The record of a leader over HTTP: each field is changed by whose it is to say, what was said stays said,
//! and the plan follows.

use domain::api::{BrokeragePage, LeaderPage};
use domain::brokerage::{
    Comes, Detail, Field, Held, LeaderType, Pair, Question, Shares, Sight, Weights, standard_types,
};
use serde_json::{Value, json};
use tests::app::{Browser, Reply, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

async fn page(browser: &Browser, number: u128) -> LeaderPage {
    browser.get(&url(number, "")).await.done()
}

fn url(number: u128, rest: &str) -> String {
    format!("/api/leaders/{}{rest}", d::leader_id(number).0)
}

async fn change(browser: &Browser, number: u128, base: u64, details: Value) -> Reply {
    let asked = json!({"id": Uuid::new_v4(), "base": base, "details": details});
    browser.post(&url(number, "/changes"), &asked).await
}

fn yearly(half_days: u32) -> Value {
    json!([{"field": "yearly", "value": half_days}])
}

/// What the best plan is on a broker's screen.
async fn plan(browser: &Browser) -> Vec<Pair> {
    let page: BrokeragePage = browser.get("/api/brokerage").await.done();
    let board = page.board();
    let context = board.context(d::today());
    let question = Question::of(&board, &Weights::default(), &context);
    question.best(&Held::on(&board)).pairs()
}

#[tokio::test]
async fn a_leader_takes_days_back_and_the_plan_follows() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Who::Broker).await;
    let lena = app.sign_in(Who::Leader).await;
    let gives = |plan: &[Pair]| plan.iter().any(|pair| pair.leader == d::leader_id(1));
    assert!(gives(&plan(&broker).await), "she gives six days at first");
    let after: LeaderPage = change(&lena, 1, 0, yearly(4)).await.done();
    assert_eq!((after.revision, after.leader.yearly.0), (1, 4));
    assert!(
        !gives(&plan(&broker).await),
        "two days are enough for nobody"
    );
    let seen = page(&broker, 1).await;
    let said = &seen.history[0];
    assert_eq!(said.by.name, "Leader of Testshire");
    assert_eq!((said.added, said.changes.len()), (false, 1));
    let values = (said.changes[0].from.clone(), said.changes[0].to.clone());
    let half = domain::brokerage::HalfDays;
    assert_eq!(values, (Detail::Yearly(half(20)), Detail::Yearly(half(4))));
}

#[tokio::test]
async fn each_field_is_changed_by_whose_it_is_and_by_nobody_else() {
    let app = TestApp::start().await;
    let lena = app.sign_in(Who::Leader).await;
    let broker = app.sign_in(Who::Broker).await;
    let head = app.sign_in(Who::Head).await;
    let standing =
        json!([{"field": "standing", "value": {"standing": "paused", "reason": "On leave"}}]);
    let checks = json!([{"field": "checks", "value": null}]);
    let release = json!([{"field": "release", "value": "refused"}]);
    for details in [&standing, &checks, &release] {
        let reply = change(&lena, 1, 0, details.clone()).await;
        assert_eq!(reply.problem().status, 403, "{details}");
    }
    // Her head is another school's, and the broker is nobody's head.
    assert_eq!(change(&broker, 1, 0, release.clone()).await.status, 403);
    assert_eq!(change(&head, 1, 0, release.clone()).await.status, 403);
    let moved = json!([{"field": "home",
        "value": {"urn": d::vale_one(), "name": "", "district": ""}}]);
    let moved: LeaderPage = change(&broker, 1, 0, moved).await.done();
    assert_eq!(moved.leader.home_name, "Vale One");
    let refused: LeaderPage = change(&head, 1, 1, release).await.done();
    assert_eq!(
        (refused.sight, refused.may.as_slice()),
        (Sight::OwnHead, &[Field::Release][..])
    );
    let stops: Vec<String> = page(&broker, 1)
        .await
        .ready
        .into_iter()
        .filter(|one| one.comes == Comes::Stops)
        .map(|one| one.words)
        .collect();
    assert_eq!(stops, ["Their own head does not release them."]);
    let paused: LeaderPage = change(&broker, 1, 2, standing).await.done();
    assert_eq!(paused.leader.designation.reason, "On leave");
    assert!(
        plan(&broker)
            .await
            .iter()
            .all(|pair| pair.leader != d::leader_id(1))
    );
}

#[tokio::test]
async fn two_who_write_one_value_both_see_both_and_neither_is_lost() {
    let app = TestApp::start().await;
    let lena = app.sign_in(Who::Leader).await;
    let broker = app.sign_in(Who::Broker).await;
    assert_eq!(change(&lena, 1, 0, yearly(12)).await.status, 200);
    let problem = change(&broker, 1, 0, yearly(16)).await.problem();
    assert_eq!((problem.status, problem.kind.as_str()), (409, "stale"));
    assert_eq!(problem.title, "Leader of Testshire changed this meanwhile.");
    assert_eq!(
        problem.detail,
        "Days a year: it was 10 days, they wrote 6 days, you wrote 8 days."
    );
    // Another field is another matter, and having looked is enough.
    let other = json!([{"field": "at_once", "value": 1}]);
    assert_eq!(change(&broker, 1, 0, other).await.status, 200);
    assert_eq!(change(&broker, 1, 2, yearly(16)).await.status, 200);
    assert_eq!(page(&broker, 1).await.history.len(), 3);
}

#[tokio::test]
async fn a_change_sent_twice_is_one_change() {
    let app = TestApp::start().await;
    let lena = app.sign_in(Who::Leader).await;
    let broker = app.sign_in(Who::Broker).await;
    let asked = json!({"id": Uuid::new_v4(), "base": 0, "details": yearly(12)});
    for _ in 0..2 {
        let after: LeaderPage = lena.post(&url(1, "/changes"), &asked).await.done();
        assert_eq!((after.revision, after.history.len()), (1, 1));
    }
    // The same id from somebody else is another change.
    let reply = broker.post(&url(1, "/changes"), &asked).await;
    assert_eq!(reply.problem().status, 422);
    // What is so already is no change.
    assert_eq!(change(&lena, 1, 1, yearly(12)).await.status, 200);
    assert_eq!(page(&lena, 1).await.revision, 1);
}

#[tokio::test]
async fn what_cannot_stand_is_said_beside_its_field() {
    let app = TestApp::start().await;
    let lena = app.sign_in(Who::Leader).await;
    let details = json!([
        {"field": "yearly", "value": 60},
        {"field": "weekdays", "value": 0},
        {"field": "areas", "value": []},
        {"field": "declared", "value": "2090-01-01"},
    ]);
    let problem = change(&lena, 1, 0, details).await.problem();
    let fields: Vec<&str> = problem
        .fields
        .iter()
        .map(|one| one.field.as_str())
        .collect();
    assert_eq!(
        (problem.status, fields),
        (422, vec!["areas", "yearly", "weekdays", "declared"])
    );
    let tie = json!([{"field": "ties", "value": [{"urn": 999_999, "kind": "governor"}]}]);
    let problem = change(&lena, 1, 0, tie).await.problem();
    assert_eq!(
        (problem.status, problem.fields[0].field.as_str()),
        (422, "ties")
    );
    assert_eq!(page(&lena, 1).await.revision, 0, "nothing of it was kept");
}

/// A new leader for reading, of a school elsewhere.
fn newcomer(leader: Uuid) -> Value {
    json!({"id": Uuid::new_v4(), "leader": leader, "details": [
        {"field": "name", "value": " Nia Okoro "},
        {"field": "designated", "value": {"kind": "SLE", "body": "Calder Hub",
            "awarded": d::in_days(-40), "review_due": null}},
        {"field": "home", "value": {"urn": null, "name": "Copley Primary", "district": "Calderbrook"}},
        {"field": "checks", "value": d::in_days(300)},
        {"field": "areas", "value": [{"area": d::area(), "depth": "primary"}]},
        {"field": "phases", "value": ["primary"]},
        {"field": "yearly", "value": 30},
        {"field": "declared", "value": d::in_days(300)},
        {"field": "release", "value": "agreed"},
    ]})
}

#[tokio::test]
async fn a_broker_adds_a_leader_of_another_district_who_is_then_matched() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Who::Broker).await;
    let id = Uuid::new_v4();
    let asked = newcomer(id);
    let first = broker.post("/api/leaders", &asked).await;
    assert_eq!(first.status, 201, "{}", first.text);
    let added: LeaderPage = first.done();
    assert_eq!(added.leader.name, "Nia Okoro");
    assert_eq!(added.leader.profile.district, "Calderbrook");
    assert!(
        added.ready.iter().all(|one| one.comes == Comes::Good),
        "{:?}",
        added.ready
    );
    assert!(added.history[0].added);
    assert_eq!(broker.post("/api/leaders", &asked).await.status, 200);
    // With nobody else left, she is who is matched.
    for (number, days) in [(1, 0), (2, 0)] {
        assert_eq!(change(&broker, number, 0, yearly(days)).await.status, 200);
    }
    let pairs = plan(&broker).await;
    assert_eq!(pairs.len(), 2);
    assert!(pairs.iter().all(|pair| pair.leader.0 == id));
    let mut wrong = newcomer(Uuid::new_v4());
    wrong["details"] = json!([{"field": "name", "value": ""}]);
    let problem = broker.post("/api/leaders", &wrong).await.problem();
    let fields: Vec<&str> = problem
        .fields
        .iter()
        .map(|one| one.field.as_str())
        .collect();
    assert_eq!(fields, ["name", "kind", "body", "home", "areas", "phases"]);
}

#[tokio::test]
async fn a_type_of_leader_is_added_and_changed_and_never_overwritten_unseen() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Who::Broker).await;
    let mut kind = standard_types()[0].clone();
    kind.id = "HUB".parse().unwrap();
    kind.name = "Hub adviser".to_owned();
    kind.short = "Hub".to_owned();
    let put = |was: Option<LeaderType>, becomes: &LeaderType| {
        let body = json!({"was": was, "becomes": becomes});
        let broker = broker.clone();
        async move { broker.post("/api/leader-types", &body).await }
    };
    let types: Vec<LeaderType> = put(None, &kind).await.done();
    assert!(types.contains(&kind));
    let mut dearer = kind.clone();
    dearer.day_rate = 60_000;
    assert_eq!(put(Some(kind.clone()), &dearer).await.status, 200);
    let mut other = kind.clone();
    other.day_rate = 50_000;
    let problem = put(Some(kind), &other).await.problem();
    assert_eq!(problem.status, 409);
    assert!(problem.detail.contains("£600 a day"), "{}", problem.detail);
    dearer.name = String::new();
    let problem = put(None, &dearer).await.problem();
    assert_eq!(
        (problem.status, problem.fields[0].field.as_str()),
        (422, "type-name")
    );
}

#[tokio::test]
async fn what_was_agreed_is_shared_out_by_leader_and_by_organisation() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Who::Broker).await;
    let none: Shares = broker.get("/api/leaders/shares").await.done();
    assert_eq!((none.half_days.0, none.leaders.len()), (0, 0));
    let matches = plan(&broker).await;
    let asked = json!({"id": Uuid::new_v4(), "base": 0, "matches": matches});
    let accepted = broker.post("/api/brokerage/accept", &asked).await;
    assert_eq!(accepted.status, 200, "{}", accepted.text);
    let all: Shares = broker.get("/api/leaders/shares").await.done();
    assert_eq!(all.half_days.0, 22);
    assert_eq!(
        all.leaders.iter().map(|one| one.half_days.0).sum::<u32>(),
        22
    );
    // Both come from one school, and the broker belongs to none.
    let said: Vec<(&str, u32, u32)> = all
        .organisations
        .iter()
        .map(|one| (one.name.as_str(), one.share, one.connected.0))
        .collect();
    assert_eq!(said, [("Moor One", 10_000, 0)]);
    // A leader's own page says what was agreed of them, and it counts against the year.
    let giver = matches[0].leader.0;
    let seen: LeaderPage = broker.get(&format!("/api/leaders/{giver}")).await.done();
    assert!(!seen.deployments.is_empty() && seen.leader.used.0 > 0);
    // No day that is agreed can be taken back.
    let number = if giver == d::leader_id(1).0 { 1 } else { 2 };
    let problem = change(&broker, number, 0, yearly(1)).await.problem();
    assert_eq!(
        (problem.status, problem.fields[0].field.as_str()),
        (422, "yearly")
    );
}

#[tokio::test]
async fn a_head_and_a_lead_see_who_somebody_is_and_not_how_they_are_judged() {
    let app = TestApp::start().await;
    for who in [Who::Head, Who::Lead, Who::Administrator] {
        let reply = app.sign_in(who).await.get(&url(2, "")).await;
        for hidden in [
            "\"sum\":360",
            "\"declared_until\":\"2",
            "\"checks_until\":\"2",
            "Vale Two",
        ] {
            assert!(
                !reply.text.contains(hidden),
                "{who:?} {hidden}: {}",
                reply.text
            );
        }
        let seen: LeaderPage = reply.done();
        assert_eq!(
            (seen.sight, seen.may.len(), seen.ready.len()),
            (Sight::Directory, 0, 0)
        );
    }
    // A leader sees their own record and no other.
    let lena = app.sign_in(Who::Leader).await;
    assert_eq!(lena.get(&url(2, "")).await.problem().status, 404);
    assert_eq!(page(&lena, 1).await.sight, Sight::Whole);
}
