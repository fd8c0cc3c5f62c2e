//! Meetings over HTTP: recorded once, never overwritten, never decided without reasons.

use domain::api::{MeetingPage, MeetingRow, SchoolPage, Unread};
use domain::meetings::{DecisionFault, Recorded, Refusal};
use domain::risk::{Judged, Level};
use domain::schools::{Key, MeetingId};
use serde_json::{Value, json};
use sqlx::Connection;
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use tests::soak::crowd;
pub use tests::soak::crowd::changes;
use uuid::Uuid;

/// Opens a meeting of the Vale, today.
pub async fn open_meeting(browser: &Browser) -> MeetingId {
    crowd::open_meeting(browser).await.unwrap()
}

pub fn proposed(base: u64, change: &Value) -> Value {
    json!({"id": Uuid::new_v4(), "base": base, "change": change})
}

/// Takes the chair of a meeting somebody else opened.
pub async fn take_the_chair(browser: &Browser, id: MeetingId) {
    let me: domain::api::Session = browser.get("/api/session").await.done();
    let chair = json!({"kind": "chair", "to": {"id": me.actor.person, "name": me.name}});
    let reply = browser.post(&changes(id), &proposed(0, &chair)).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
}

pub fn record(hundredths: i32) -> Value {
    json!({"kind": "record", "urn": d::vale_one(), "indicator": "I10",
        "finding": {"known": {"number": hundredths}}})
}

pub fn decide(band: u8, risk: &str, more: &Value) -> Value {
    let mut decision = json!({"band": band, "risk": risk, "next_review": d::in_days(120)});
    for (name, value) in more.as_object().unwrap() {
        decision[name] = value.clone();
    }
    json!({"kind": "decide", "urn": d::vale_one(), "decision": decision})
}

async fn page(browser: &Browser, id: MeetingId) -> MeetingPage {
    browser.get(&format!("/api/meetings/{id}")).await.done()
}

#[tokio::test]
async fn a_meeting_opens_on_the_evidence_there_is_and_says_what_is_missing() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    let page = page(&lead, id).await;
    assert_eq!(page.openings.len(), 2);
    let one = &page.openings[0];
    let of = |key: &str| {
        one.readings
            .iter()
            .find(|one| one.indicator.as_str() == key)
    };
    assert_eq!(
        of("I10").unwrap().seen.finding,
        domain::schools::Finding::number(6_200)
    );
    assert_eq!(one.history[&Key::of("I10")], [Some(6_500), Some(6_200)]);
    assert!(of("I40").is_none(), "nobody collects it");
}

#[tokio::test]
async fn opening_twice_is_one_meeting() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let asked = json!({"id": Uuid::new_v4(), "partnership": d::vale(), "title": "Autumn",
        "on": d::today()});
    assert_eq!(lead.post("/api/meetings", &asked).await.status, 201);
    assert_eq!(lead.post("/api/meetings", &asked).await.status, 200);
    let rows: Vec<MeetingRow> = lead.get("/api/meetings").await.done();
    assert_eq!(rows.len(), 1);
}

#[tokio::test]
async fn a_change_sent_twice_is_one_change_and_another_under_its_id_is_refused() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    let sent = proposed(0, &record(4_400));
    let first: Recorded = lead.post(&changes(id), &sent).await.done();
    let again: Recorded = lead.post(&changes(id), &sent).await.done();
    assert_eq!(first, again);
    assert_eq!(first.seq, 1);
    let mut other = sent.clone();
    other["change"] = record(4_500);
    assert_eq!(lead.post(&changes(id), &other).await.problem().status, 422);
    // Nor does somebody else's id show what was recorded under it.
    let officer = app.sign_in(Who::Officer).await;
    let reply = officer.post(&changes(id), &sent).await;
    assert_eq!(reply.problem().status, 422);
    assert_eq!(page(&lead, id).await.changes.len(), 1);
}

#[tokio::test]
async fn of_two_people_at_one_value_the_second_sees_the_firsts_and_neither_is_lost() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let officer = app.sign_in(Who::Officer).await;
    let id = open_meeting(&lead).await;
    let theirs: Recorded = lead
        .post(&changes(id), &proposed(0, &record(4_400)))
        .await
        .done();
    let refused = officer
        .post(&changes(id), &proposed(0, &record(5_000)))
        .await;
    let problem = refused.problem();
    assert_eq!((problem.status, problem.kind.as_str()), (409, "stale"));
    let Some(Refusal::Stale { theirs: shown }) = problem.refusal.and_then(|refusal| refusal.read())
    else {
        panic!("not stale: {}", refused.text);
    };
    assert_eq!(*shown, theirs);
    // Having seen it, the second may change it.
    let kept = officer
        .post(&changes(id), &proposed(theirs.seq, &record(5_000)))
        .await;
    assert_eq!(kept.done::<Recorded>().seq, 2);
}

#[tokio::test]
async fn a_sequence_has_no_gaps_however_many_write_at_once() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    let posts = (0..40).map(|number| {
        let lead = lead.clone();
        let point =
            json!({"kind": "point", "urn": d::vale_one(), "text": format!("Point {number}")});
        async move { lead.post(&changes(id), &proposed(0, &point)).await.status }
    });
    let statuses = futures::future::join_all(posts).await;
    assert!(statuses.iter().all(|status| *status == 200), "{statuses:?}");
    let seqs: Vec<u64> = page(&lead, id)
        .await
        .changes
        .iter()
        .map(|one| one.seq)
        .collect();
    assert_eq!(seqs, (1..=40).collect::<Vec<u64>>());
}

#[tokio::test]
async fn a_decision_that_differs_needs_a_reason_and_is_kept_with_all_that_made_it() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    let without = proposed(0, &decide(2, "medium", &json!({})));
    let problem = lead.post(&changes(id), &without).await.problem();
    let fault = DecisionFault::ReasonNeeded;
    assert_eq!(problem.refusal, Unread::new(&Refusal::Decision { fault }));
    let with = proposed(
        0,
        &decide(
            2,
            "medium",
            &json!({"rationale": "The new head needs time."}),
        ),
    );
    let recorded: Recorded = lead.post(&changes(id), &with).await.done();
    assert_eq!(recorded.seq, 1);
    // Straight from the table, as its owner would see it.
    let mut owner = sqlx::PgConnection::connect_with(&app.owner).await.unwrap();
    let (differs, suggestion, evidence, reasons): (bool, Value, Value, Value) =
        sqlx::query_as("select differs, suggestion, evidence, reasons from decision")
            .fetch_one(&mut owner)
            .await
            .unwrap();
    assert!(differs);
    assert_eq!(evidence.as_array().map(Vec::len), Some(3));
    assert!(suggestion["judged"].is_array());
    assert!(
        reasons["sentence"]
            .as_str()
            .is_some_and(|text| !text.is_empty())
    );
    let school: SchoolPage = lead
        .get(&format!("/api/schools/{}", d::vale_one()))
        .await
        .done();
    let risk = school.risk.unwrap();
    assert_eq!(risk.decisions[0].rationale, "The new head needs time.");
    assert_eq!(risk.decisions[0].risk, Level::Medium);
}

#[tokio::test]
async fn priority_two_with_high_risk_is_refused_with_its_two_remedies() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    let asked = decide(1, "high", &json!({"rationale": "We think so."}));
    let problem = lead
        .post(&changes(id), &proposed(0, &asked))
        .await
        .problem();
    let Some(Refusal::Decision {
        fault: DecisionFault::PairRefused { raise, lower, .. },
    }) = problem.refusal.and_then(|refusal| refusal.read())
    else {
        panic!("not refused");
    };
    assert_eq!(
        (raise.as_str(), lower.as_str()),
        ("Priority 3", "medium risk")
    );
    // The lead cannot confirm it; the authority's officer can.
    let confirmed = json!({"rationale": "We think so.", "confirmed": "Seen and agreed."});
    let asked = proposed(0, &decide(1, "high", &confirmed));
    assert_eq!(lead.post(&changes(id), &asked).await.problem().status, 403);
    let officer = app.sign_in(Who::Officer).await;
    take_the_chair(&officer, id).await;
    assert_eq!(officer.post(&changes(id), &asked).await.status, 200);
}

#[tokio::test]
async fn nobody_decides_on_their_own_school() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::OtherLead).await;
    let id = MeetingId(Uuid::new_v4());
    let asked = json!({"id": id, "partnership": d::moor(), "title": "Moor", "on": d::today()});
    assert_eq!(lead.post("/api/meetings", &asked).await.status, 201);
    let mut change = decide(1, "none", &json!({"rationale": "Fine."}));
    change["urn"] = json!(d::moor_one());
    let reply = lead.post(&changes(id), &proposed(0, &change)).await;
    assert_eq!(reply.problem().status, 403);
    let officer = app.sign_in(Who::Officer).await;
    take_the_chair(&officer, id).await;
    assert_eq!(
        officer
            .post(&changes(id), &proposed(0, &change))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_value_agreed_in_a_meeting_is_evidence_afterwards_and_no_question_to_other_schools() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    let judged = |choice: &str| {
        json!({"kind": "record", "urn": d::vale_one(), "indicator": "I40",
            "finding": {"known": {"choice": choice}}})
    };
    let wrong = lead
        .post(&changes(id), &proposed(0, &judged("splendid")))
        .await;
    assert_eq!(wrong.problem().status, 409);
    assert!(wrong.text.contains("Headteacher"), "{}", wrong.text);
    let right = proposed(0, &judged("vacant"));
    assert_eq!(lead.post(&changes(id), &right).await.status, 200);
    lead.post(&changes(id), &proposed(0, &record(3_000)))
        .await
        .done::<Recorded>();
    let scheme = domain::risk::Scheme::bradford().unwrap();
    let at = scheme.place(Key::of("I10")).unwrap();
    let school = |urn: domain::schools::Urn| {
        let lead = lead.clone();
        async move {
            let page: SchoolPage = lead.get(&format!("/api/schools/{urn}")).await.done();
            page.risk.unwrap()
        }
    };
    assert_eq!(
        school(d::vale_one()).await.suggestion.judged[at],
        Judged::Is(Level::High)
    );
    let other = school(d::vale_two()).await;
    let head = scheme.place(Key::of("I40")).unwrap();
    assert_eq!(other.suggestion.judged[head], Judged::NotCollected);
}

#[tokio::test]
async fn a_closed_meeting_takes_nothing_more() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    let close = proposed(0, &json!({"kind": "close"}));
    assert_eq!(lead.post(&changes(id), &close).await.status, 200);
    for change in [record(4_000), json!({"kind": "close"})] {
        let problem = lead
            .post(&changes(id), &proposed(0, &change))
            .await
            .problem();
        assert_eq!(problem.refusal, Unread::new(&Refusal::Closed));
    }
}
