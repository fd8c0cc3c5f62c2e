//! The school's voice and what people know: written down once, read by whom it is for, taken back with a
//! reason; what is contested is marked until somebody else settles it; a decision against the rules waits
//! for a second person.

use domain::api::SchoolPage;
use domain::meetings::{Approval, Holds, Reply};
use domain::schools::{Contest, Finding, Known, Reading, Settlement};
use serde_json::{Value, json};
use tests::app::{Browser, Reply as Answer, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

use crate::meetings::{changes, open_meeting, proposed, record};

fn url(rest: &str) -> String {
    format!("/api/schools/{}{rest}", d::vale_one())
}

async fn page(browser: &Browser) -> SchoolPage {
    browser.get(&url("")).await.done()
}

fn entry(id: Uuid, sensitivity: &str, text: &str) -> Value {
    json!({"id": id, "entry": {
        "on": d::today(), "area": "leadership", "text": text, "source": "Governor services",
        "sensitivity": sensitivity, "until": d::in_days(90),
    }})
}

/// Decides, closes, approves and tells the head: from here the head sees the page.
async fn told(app: &TestApp, lead: &Browser) {
    let meeting = open_meeting(lead).await;
    let decision = json!({"kind": "decide", "urn": d::vale_one(), "decision": {
        "band": 2, "risk": "medium", "next_review": d::in_days(120), "rationale": "They know."}});
    for (base, change) in [(0, decision), (1, json!({"kind": "close"}))] {
        let reply = lead.post(&changes(meeting), &proposed(base, &change)).await;
        assert!(reply.status < 300, "{}", reply.text);
    }
    let officer = app.sign_in(Who::Officer).await;
    let approval = json!({"meeting": meeting, "band": 2, "risk": "medium", "approved": true});
    let reply = officer.post(&url("/approval"), &approval).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let asked = json!({"meeting": meeting, "how": "By telephone"});
    assert_eq!(lead.post(&url("/told"), &asked).await.status, 200);
}

#[tokio::test]
async fn what_is_known_is_kept_once_and_taken_back_with_a_reason() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = Uuid::new_v4();
    let sent = entry(id, "school", "The deputy starts in January.");
    let first: Known = lead.post(&url("/known"), &sent).await.done();
    let again: Known = lead.post(&url("/known"), &sent).await.done();
    assert_eq!(first, again);
    let other = entry(id, "school", "Something else.");
    assert_eq!(lead.post(&url("/known"), &other).await.status, 422);

    for (field, value) in [
        ("text", json!(" ")),
        ("source", json!("")),
        ("on", json!(d::in_days(1))),
        ("until", json!(d::today())),
        ("area", json!("weather")),
    ] {
        let mut wrong = entry(Uuid::new_v4(), "school", "A word.");
        wrong["entry"][field] = value;
        let reply = lead.post(&url("/known"), &wrong).await;
        assert_eq!(reply.status, 422, "{field}");
        assert_eq!(reply.problem().fields[0].field, field);
    }

    let withdraw = url(&format!("/known/{id}/withdraw"));
    assert_eq!(lead.post(&withdraw, &json!({"why": " "})).await.status, 422);
    let nowhere = url(&format!("/known/{}/withdraw", Uuid::new_v4()));
    let why = json!({"why": "It was another school."});
    assert_eq!(lead.post(&nowhere, &why).await.status, 404);
    let back: Known = lead.post(&withdraw, &why).await.done();
    assert_eq!(back.withdrawn.unwrap().why, "It was another school.");
    // Said twice, the first word stands; what was said stays readable.
    let twice = lead.post(&withdraw, &json!({"why": "Other."})).await;
    let twice: Known = twice.done();
    assert_eq!(twice.withdrawn.unwrap().why, "It was another school.");
    let known = page(&lead).await.risk.unwrap().known;
    assert_eq!(known.len(), 1);
    assert!(!known[0].counts(d::today()));
}

#[tokio::test]
async fn what_is_about_a_person_is_read_by_officers_and_its_author_and_never_in_a_meeting() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let officer = app.sign_in(Who::Officer).await;
    let by_officer = entry(Uuid::new_v4(), "person", "A long illness.");
    let by_lead = entry(Uuid::new_v4(), "person", "Asked for leave.");
    let of_school = entry(Uuid::new_v4(), "school", "A new building opens.");
    for (browser, sent) in [
        (&officer, &by_officer),
        (&lead, &by_lead),
        (&officer, &of_school),
    ] {
        assert_eq!(browser.post(&url("/known"), sent).await.status, 200);
    }
    told(&app, &lead).await;
    let head = app.sign_in(Who::Head).await;
    for (who, browser, illness, leave) in [
        ("officer", &officer, true, true),
        ("lead", &lead, false, true),
        ("head", &head, false, false),
    ] {
        let text = browser.get(&url("")).await.text;
        assert!(text.contains("A new building opens."), "{who}");
        assert_eq!(text.contains("A long illness."), illness, "{who}");
        assert_eq!(text.contains("Asked for leave."), leave, "{who}");
    }
    let meeting = open_meeting(&officer).await;
    let room = officer.get(&format!("/api/meetings/{meeting}")).await.text;
    assert!(room.contains("A new building opens."));
    assert!(!room.contains("A long illness.") && !room.contains("Asked for leave."));
    let said = json!({"kind": "know", "urn": d::vale_one(),
        "entry": entry(Uuid::new_v4(), "person", "Unwell.")["entry"]});
    let reply = officer.post(&changes(meeting), &proposed(0, &said)).await;
    assert!((400..500).contains(&reply.status), "{}", reply.text);
    assert!(reply.text.contains("about a person"), "{}", reply.text);
}

#[tokio::test]
async fn what_is_said_in_the_room_is_on_the_page_of_the_school_afterwards() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let meeting = open_meeting(&lead).await;
    let said = json!({"kind": "know", "urn": d::vale_one(),
        "entry": entry(Uuid::new_v4(), "school", "The clerk has left.")["entry"]});
    let sent = proposed(0, &said);
    for _ in 0..2 {
        let reply = lead.post(&changes(meeting), &sent).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
    }
    let known = page(&lead).await.risk.unwrap().known;
    assert_eq!(known.len(), 1, "sent twice is one entry");
    assert_eq!(known[0].entry.text, "The clerk has left.");
}

/// The value of an indicator as somebody sees it.
async fn seen(browser: &Browser, key: &str) -> Reading {
    let readings = page(browser).await.risk.unwrap().readings;
    let mut of = readings
        .into_iter()
        .filter(|one| one.indicator.as_str() == key);
    of.next().unwrap()
}

fn contest(id: Uuid, reading: &Reading, why: &str) -> Value {
    json!({"id": id, "indicator": reading.indicator, "finding": reading.seen.finding,
        "as_at": reading.seen.as_at, "why": why})
}

async fn settle(browser: &Browser, id: Uuid, how: Value, words: &str) -> Answer {
    let path = url(&format!("/contests/{id}/settle"));
    browser
        .post(&path, &json!({"how": how, "words": words}))
        .await
}

#[tokio::test]
async fn a_contested_value_is_marked_until_somebody_else_settles_it() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let head = app.sign_in(Who::Head).await;
    let nothing = contest(Uuid::new_v4(), &seen(&lead, "I10").await, "Wrong.");
    let early = head.post(&url("/contests"), &nothing).await;
    assert_eq!(early.status, 404, "the head has not been told yet");
    told(&app, &lead).await;

    let value = seen(&head, "I10").await;
    let id = Uuid::new_v4();
    let sent = contest(id, &value, "Two pupils were never ours.");
    let first: Contest = head.post(&url("/contests"), &sent).await.done();
    let again: Contest = head.post(&url("/contests"), &sent).await.done();
    assert_eq!(first, again);
    let other = contest(Uuid::new_v4(), &value, "Again.");
    assert_eq!(head.post(&url("/contests"), &other).await.status, 422);
    let mut stale = contest(Uuid::new_v4(), &value, "Wrong.");
    stale["finding"] = json!({"known": {"number": 1}});
    assert_eq!(head.post(&url("/contests"), &stale).await.status, 409);
    let silent = contest(Uuid::new_v4(), &value, "  ");
    assert_eq!(head.post(&url("/contests"), &silent).await.status, 422);

    let marked = seen(&lead, "I10").await;
    assert!(marked.seen.contested);
    assert!(
        marked.from.note.contains("“Two pupils were never ours.”"),
        "{}",
        marked.from.note
    );

    // Not by the school, and the value it has is no correction.
    let denied = settle(&head, id, json!("stands"), "No.").await.status;
    assert!(matches!(denied, 403 | 404), "{denied}");
    let same = json!({"corrected": value.seen.finding});
    assert_eq!(settle(&lead, id, same, "So be it.").await.status, 422);
    let absurd = json!({"corrected": {"known": {"choice": "vacant"}}});
    assert_eq!(settle(&lead, id, absurd, "So be it.").await.status, 422);

    let right = Finding::number(6_600);
    let words = "The school's list was right.";
    let reply = settle(&lead, id, json!({"corrected": right}), words).await;
    let settled: Contest = reply.done();
    assert_eq!(settled.settled.unwrap().how, Settlement::Corrected(right));
    let now = seen(&head, "I10").await;
    assert_eq!(now.seen.finding, right);
    assert!(!now.seen.contested);
    assert_eq!(now.seen.comparator, value.seen.comparator);
    let late = settle(&lead, id, json!("stands"), "No.").await;
    assert_eq!(late.status, 409);
    assert!(late.text.contains("has settled this already"));
}

#[tokio::test]
async fn a_room_that_gives_another_value_has_settled_what_was_contested() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Who::Officer).await;
    let value = seen(&officer, "I10").await;
    let id = Uuid::new_v4();
    let sent = contest(id, &value, "By telephone: not ours.");
    assert_eq!(officer.post(&url("/contests"), &sent).await.status, 200);
    // Whoever raised it does not settle it.
    assert_eq!(
        settle(&officer, id, json!("stands"), "No.").await.status,
        403
    );
    let lead = app.sign_in(Who::Lead).await;
    let meeting = open_meeting(&lead).await;
    let reply = lead
        .post(&changes(meeting), &proposed(0, &record(6_400)))
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let contests = page(&lead).await.risk.unwrap().contests;
    let how = contests[0].settled.as_ref().unwrap().how;
    assert_eq!(how, Settlement::Corrected(Finding::number(6_400)));
}

#[tokio::test]
async fn the_head_replies_in_their_own_words_and_nobody_does_it_for_them() {
    let app = TestApp::start().await;
    let head = app.sign_in(Who::Head).await;
    let sent = json!({"id": Uuid::new_v4(), "text": "We ask the meeting to weigh mobility."});
    let first: Reply = head.post(&url("/reply"), &sent).await.done();
    let again: Reply = head.post(&url("/reply"), &sent).await.done();
    assert_eq!(first, again);
    let empty = json!({"id": Uuid::new_v4(), "text": " "});
    assert_eq!(head.post(&url("/reply"), &empty).await.status, 422);
    let lead = app.sign_in(Who::Lead).await;
    let reply = page(&lead).await.reply.unwrap();
    assert_eq!(reply.text, "We ask the meeting to weigh mobility.");
    let meeting = open_meeting(&lead).await;
    let room = lead.get(&format!("/api/meetings/{meeting}")).await.text;
    assert!(room.contains("weigh mobility"), "the room reads it");
}

#[tokio::test]
async fn a_decision_against_the_rules_waits_for_a_second_person_and_may_be_sent_back() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let officer = app.sign_in(Who::Officer).await;
    let meeting = open_meeting(&lead).await;
    let decision = json!({"kind": "decide", "urn": d::vale_one(), "decision": {
        "band": 2, "risk": "medium", "next_review": d::in_days(120), "rationale": "They know.",
        "rests_on": ["I10"]}});
    let reply = lead.post(&changes(meeting), &proposed(0, &decision)).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let seen = page(&officer).await;
    assert!(seen.rights.approve);
    let risk = seen.risk.unwrap();
    assert_eq!(risk.decisions[0].rests_on[0].as_str(), "I10");
    assert!(!page(&lead).await.rights.approve);

    let approval = |approved: bool, words: &str| {
        json!({"meeting": meeting, "band": 2, "risk": "medium", "approved": approved,
            "words": words})
    };
    let own = lead.post(&url("/approval"), &approval(true, "")).await;
    assert_eq!(own.status, 403, "{}", own.text);
    let bare = officer.post(&url("/approval"), &approval(false, "")).await;
    assert_eq!(bare.status, 422, "sent back without a word");
    let mut stale = approval(true, "");
    stale["band"] = json!(3);
    assert_eq!(officer.post(&url("/approval"), &stale).await.status, 409);

    let back = approval(false, "The results do not bear it out.");
    let first: Approval = officer.post(&url("/approval"), &back).await.done();
    let again: Approval = officer.post(&url("/approval"), &back).await.done();
    assert_eq!(first, again);
    let other = officer.post(&url("/approval"), &approval(true, "")).await;
    assert_eq!(other.status, 409);

    let rows = lead.get("/api/schools").await;
    let rows: domain::api::SchoolList = rows.done();
    let row = rows
        .rows
        .iter()
        .find(|row| row.school.urn == d::vale_one())
        .unwrap();
    let standing = row.standing.as_ref().unwrap();
    assert_eq!(standing.holds, Some(Holds::SentBack));
}
