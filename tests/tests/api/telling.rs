//! "Never a surprise": nobody outside the room sees a category before the head has heard it.

use domain::api::{LetterPage, MeetingPage, SchoolPage, Telling};
use domain::meetings::{Board, agenda};
use serde_json::{Value, json};
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

use crate::meetings::{changes, open_meeting, proposed};

fn url() -> String {
    format!("/api/schools/{}", d::vale_one())
}

async fn tell(browser: &Browser, meeting: &impl serde::Serialize, how: &str) -> (u16, String) {
    let asked = json!({"meeting": meeting, "how": how});
    let reply = browser.post(&format!("{}/told", url()), &asked).await;
    (reply.status, reply.text)
}

fn decision(band: u8, risk: &str) -> Value {
    json!({"kind": "decide", "urn": d::vale_one(), "decision": {"band": band, "risk": risk,
        "next_review": d::in_days(120), "rationale": "The room knows the school."}})
}

#[tokio::test]
async fn a_head_sees_what_was_decided_once_they_were_told_and_not_before() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let head = app.sign_in(Who::Head).await;
    let meeting = open_meeting(&lead).await;
    let reply = lead
        .post(&changes(meeting), &proposed(0, &decision(2, "medium")))
        .await;
    assert!(reply.status < 300, "{}", reply.text);
    let before = head.get(&url()).await;
    let page: SchoolPage = before.done();
    assert!(page.risk.is_none() && page.telling.is_none());
    assert!(!before.text.contains("knows the school"));

    // The room may still change its mind.
    let (status, words) = tell(&lead, &meeting, "By telephone").await;
    assert_eq!(status, 422, "{words}");
    assert!(words.contains("still in progress"), "{words}");

    let reply = lead
        .post(&changes(meeting), &proposed(1, &json!({"kind": "close"})))
        .await;
    assert!(reply.status < 300, "{}", reply.text);
    let page: SchoolPage = lead.get(&url()).await.done();
    let telling = page.telling.expect("the lead is asked to tell the head");
    assert!(telling.closed && telling.told.is_none());
    let page: SchoolPage = head.get(&url()).await.done();
    assert!(
        page.risk.is_none(),
        "decided and closed, but nobody told them"
    );

    // The room decided otherwise than the rules suggested: a second person looks first.
    let (status, words) = tell(&lead, &meeting, "By telephone").await;
    assert_eq!(status, 422, "{words}");
    assert!(words.contains("a second person has to approve"), "{words}");
    let approval = json!({"meeting": meeting, "band": 2, "risk": "medium", "approved": true});
    let approved = app
        .sign_in(Who::Officer)
        .await
        .post(&format!("{}/approval", url()), &approval)
        .await;
    assert_eq!(approved.status, 200, "{}", approved.text);

    assert_eq!(tell(&lead, &meeting, "  ").await.0, 422);
    assert_eq!(tell(&lead, &meeting, &"x".repeat(401)).await.0, 422);
    assert_eq!(tell(&lead, &Uuid::new_v4(), "By letter").await.0, 409);
    for who in [Who::Head, Who::Broker, Who::OtherLead, Who::Stranger] {
        let (status, words) = tell(&app.sign_in(who).await, &meeting, "By letter").await;
        assert!(matches!(status, 403 | 404), "{who:?}: {status} {words}");
    }
    assert_eq!(tell(&lead, &meeting, "By telephone").await.0, 200);
    // Said twice is recorded once: the first word stands.
    let (status, words) = tell(&app.sign_in(Who::Officer).await, &meeting, "By letter").await;
    let again: Telling = serde_json::from_str(&words).unwrap();
    assert_eq!(status, 200);
    assert_eq!(again.told.unwrap().how, "By telephone");

    let page: SchoolPage = head.get(&url()).await.done();
    let risk = page.risk.expect("told, the head sees it");
    assert_eq!(risk.decisions.len(), 1);
    assert!(page.telling.is_none(), "telling is for those who decide");
    let other: SchoolPage = head
        .get(&format!("/api/schools/{}", d::vale_two()))
        .await
        .done();
    assert!(other.risk.is_none(), "their own school's, nobody else's");
}

#[tokio::test]
async fn a_letter_is_issued_once_the_school_was_told_and_could_answer_and_may_be_appealed() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let head = app.sign_in(Who::Head).await;
    let officer = app.sign_in(Who::Officer).await;
    let letter = format!("{}/letter", url());
    assert_eq!(
        lead.get(&letter).await.status,
        404,
        "nothing is decided yet"
    );
    let meeting = open_meeting(&lead).await;
    for change in [decision(2, "medium"), json!({"kind": "close"})] {
        let reply = lead.post(&changes(meeting), &proposed(0, &change)).await;
        assert!(reply.status < 300, "{}", reply.text);
    }
    let approval = json!({"meeting": meeting, "band": 2, "risk": "medium", "approved": true});
    let path = format!("{}/approval", url());
    assert_eq!(officer.post(&path, &approval).await.status, 200);
    let draft: LetterPage = lead.get(&letter).await.done();
    assert!(draft.held.unwrap().contains("has not been told"));
    let issue = json!({"meeting": meeting});
    assert_eq!(lead.post(&letter, &issue).await.status, 422);
    assert_eq!(tell(&lead, &meeting, "By telephone").await.0, 200);
    let early = lead.post(&letter, &issue).await;
    assert_eq!(early.status, 422, "{}", early.text);
    assert!(early.text.contains("may answer until"), "{}", early.text);
    assert_eq!(
        head.get(&letter).await.status,
        404,
        "the draft is the room's"
    );

    // The head answers: there is nothing left to wait for.
    let reply = json!({"id": Uuid::new_v4(), "text": "We accept it."});
    assert_eq!(
        head.post(&format!("{}/reply", url()), &reply).await.status,
        200
    );
    let stale = json!({"meeting": Uuid::new_v4()});
    assert_eq!(lead.post(&letter, &stale).await.status, 409);
    let issued: LetterPage = lead.post(&letter, &issue).await.done();
    let again: LetterPage = officer.post(&letter, &issue).await.done();
    assert_eq!(issued.issued, again.issued, "the first one stands");
    let read: LetterPage = head.get(&letter).await.done();
    assert_eq!(read.letter, issued.letter);
    assert!(read.may_appeal && !read.may_issue);

    let appeal = format!("{}/appeal", url());
    let against = |text: &str| json!({"meeting": meeting, "text": text});
    assert_eq!(head.post(&appeal, &against(" ")).await.status, 422);
    for browser in [&lead, &officer] {
        let status = browser.post(&appeal, &against("Not theirs.")).await.status;
        assert!(matches!(status, 403 | 404), "{status}");
    }
    let page: LetterPage = head
        .post(&appeal, &against("The figures are of May."))
        .await
        .done();
    assert_eq!(page.appeal.unwrap().text, "The figures are of May.");
    // The next meeting begins with it.
    let next = open_meeting(&lead).await;
    let page: MeetingPage = lead.get(&format!("/api/meetings/{next}")).await.done();
    let board = Board::open(page.meeting, page.openings);
    let first = &agenda(&board, &board, &page.scheme)[0];
    assert_eq!(first.urn, d::vale_one());
    assert_eq!(first.why.as_deref(), Some("the school has appealed"));
}
