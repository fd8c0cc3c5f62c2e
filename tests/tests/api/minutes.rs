//! The chair, the actions that are carried on, and minutes that write themselves: made from the log, sealed
//! when they are signed, and no more in a copy for everybody than everybody may know.

use domain::api::{MeetingPage, MinutesPage, Signed};
use domain::meetings::Recorded;
use domain::schools::MeetingId;
use serde_json::{Value, json};
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};

use crate::meetings::{changes, open_meeting, proposed, take_the_chair};

async fn say(browser: &Browser, meeting: MeetingId, change: &Value) -> Recorded {
    browser
        .post(&changes(meeting), &proposed(0, change))
        .await
        .done()
}

fn act(text: &str) -> Value {
    json!({"kind": "act", "urn": d::vale_one(), "text": text, "owner": "Helen Marsh",
        "due": d::in_days(8)})
}

fn decide() -> Value {
    json!({"kind": "decide", "urn": d::vale_one(), "decision": {
        "band": 2, "risk": "medium", "next_review": d::in_days(120),
        "rationale": "The room knows the school."}})
}

fn url(meeting: MeetingId, rest: &str) -> String {
    format!("/api/meetings/{meeting}/minutes{rest}")
}

#[tokio::test]
async fn the_chair_is_taken_or_handed_to_somebody_who_decides_and_to_nobody_else() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let officer = app.sign_in(Who::Officer).await;
    let meeting = open_meeting(&lead).await;
    let refused = officer
        .post(&changes(meeting), &proposed(0, &decide()))
        .await;
    assert_eq!(refused.status, 409, "{}", refused.text);
    assert!(refused.text.contains("is in the chair"), "{}", refused.text);

    // Under a name of their own choosing it is nobody.
    let alias = json!({"kind": "chair", "to": {"id": Who::Officer.id(), "name": "The Queen"}});
    let head = json!({"kind": "chair", "to": {"id": Who::Head.id(), "name": "Whoever"}});
    for wrong in [alias, head] {
        let reply = lead.post(&changes(meeting), &proposed(0, &wrong)).await;
        assert_eq!(reply.status, 422, "{}", reply.text);
    }
    take_the_chair(&officer, meeting).await;
    say(&officer, meeting, &decide()).await;
    let late = lead
        .post(&changes(meeting), &proposed(0, &json!({"kind": "close"})))
        .await;
    assert_eq!(late.status, 409, "{}", late.text);
    say(&officer, meeting, &json!({"kind": "close"})).await;
    let page: MinutesPage = lead.get(&url(meeting, "")).await.done();
    assert_eq!(page.minutes.chairs.len(), 2);
}

#[tokio::test]
async fn an_action_is_carried_on_until_somebody_says_what_became_of_it() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let first = open_meeting(&lead).await;
    let action = say(&lead, first, &act("Ask for a writing lead")).await;
    let early = open_meeting(&lead).await;
    let carried = |page: &MeetingPage| page.openings[0].carried.clone();
    let page: MeetingPage = lead.get(&format!("/api/meetings/{early}")).await.done();
    assert!(carried(&page).is_empty(), "the first is still in progress");
    say(&lead, first, &json!({"kind": "close"})).await;

    let second = open_meeting(&lead).await;
    let page: MeetingPage = lead.get(&format!("/api/meetings/{second}")).await.done();
    assert_eq!(carried(&page)[0].text, "Ask for a writing lead");
    let done = |how: &str, action: &Value| json!({"kind": "done", "urn": d::vale_one(), "action": action, "how": how});
    let unknown = done("Done.", &json!(uuid::Uuid::new_v4()));
    let reply = lead.post(&changes(second), &proposed(0, &unknown)).await;
    assert_eq!(reply.status, 409, "{}", reply.text);
    say(
        &lead,
        second,
        &done("She starts on Monday.", &json!(action.id)),
    )
    .await;
    say(&lead, second, &json!({"kind": "close"})).await;
    let minutes: MinutesPage = lead.get(&url(second, "")).await.done();
    assert_eq!(minutes.minutes.carried[0].said, "She starts on Monday.");
    let third = open_meeting(&lead).await;
    let page: MeetingPage = lead.get(&format!("/api/meetings/{third}")).await.done();
    assert!(carried(&page).is_empty());
}

#[tokio::test]
async fn minutes_are_sealed_once_as_they_were_read() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let meeting = open_meeting(&lead).await;
    for change in [
        json!({"kind": "attend", "who": "Rashida Dalal, head", "how": "present"}),
        json!({"kind": "point", "urn": d::vale_one(), "text": "Mobility is high."}),
        decide(),
        act("Ask for a writing lead"),
    ] {
        say(&lead, meeting, &change).await;
    }
    let draft: MinutesPage = lead.get(&url(meeting, "")).await.done();
    assert!(!draft.may_sign && !draft.minutes.closed);
    let sign = |seal: &str| json!({"seal": seal, "note": "Item 1: the figure is of May."});
    let early = lead.post(&url(meeting, ""), &sign(&draft.seal)).await;
    assert_eq!(early.status, 422, "{}", early.text);
    say(&lead, meeting, &json!({"kind": "close"})).await;

    let stale = lead.post(&url(meeting, ""), &sign(&draft.seal)).await;
    assert_eq!(stale.status, 409, "{}", stale.text);
    let page: MinutesPage = lead.get(&url(meeting, "")).await.done();
    assert!(page.may_sign);
    assert_eq!(page.minutes.discussed.len(), 1);
    assert!(
        page.minutes
            .present
            .iter()
            .any(|who| who == "Rashida Dalal, head")
    );
    let signed: Signed = lead.post(&url(meeting, ""), &sign(&page.seal)).await.done();
    let again: Signed = lead.post(&url(meeting, ""), &sign(&page.seal)).await.done();
    assert_eq!(signed, again);
    let officer = app.sign_in(Who::Officer).await;
    let second = officer.post(&url(meeting, ""), &sign(&page.seal)).await;
    assert_eq!(second.status, 409, "the first signature stands");

    let kept: MinutesPage = officer.get(&url(meeting, "")).await.done();
    assert_eq!(kept.seal, page.seal);
    assert_eq!(kept.minutes, page.minutes);
    assert!(!kept.may_sign);
    // Whoever has the database cannot change them through the application's own role.
    let changed = sqlx::query("update minutes_signed set note = 'other'")
        .execute(app.pool())
        .await;
    assert!(changed.is_err(), "signed minutes were changed");
}

#[tokio::test]
async fn a_copy_for_everybody_names_no_school_and_counts_no_small_number() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let meeting = open_meeting(&lead).await;
    for change in [
        decide(),
        act("Ask for a writing lead"),
        json!({"kind": "close"}),
    ] {
        say(&lead, meeting, &change).await;
    }
    let full = lead.get(&url(meeting, "")).await.text;
    let wider = lead.get(&url(meeting, "?for=wider")).await.text;
    for secret in ["The room knows", "writing lead", "900001"] {
        assert!(full.contains(secret), "{secret}");
        assert!(!wider.contains(secret), "{secret}");
    }
    let page: MinutesPage = serde_json::from_str(&wider).unwrap();
    assert!(page.minutes.bands.iter().all(|band| band.after != Some(1)));
    for (path, kind) in [(".docx", "wordprocessingml"), (".xlsx", "spreadsheetml")] {
        for query in ["", "?for=wider"] {
            let reply = lead
                .request(
                    reqwest::Method::GET,
                    &url(meeting, &format!("{path}{query}")),
                )
                .send()
                .await
                .unwrap();
            assert_eq!(reply.status(), 200);
            let heads = reply.headers();
            assert!(heads["content-type"].to_str().unwrap().contains(kind));
            let bytes = reply.bytes().await.unwrap();
            assert_eq!(&bytes[..2], b"PK", "{path} is a zip");
        }
    }
}
