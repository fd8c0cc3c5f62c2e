//! The most serious category is read by a second person before it is told, though the rules suggest it.

use domain::api::{MeetingPage, RulesPage, SchoolPage};
use domain::meetings::{Change, Holds, Recorded, holds};
use domain::risk::Edit;
use domain::schools::Key;
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::district::{self as d, Who};
use tests::events::Feed;
use uuid::Uuid;

use crate::meetings::{changes, open_meeting, proposed};
use crate::rules::{adopt, adopting, rules};

const SOON: std::time::Duration = std::time::Duration::from_secs(5);

fn url(rest: &str) -> String {
    format!("/api/schools/{}{rest}", d::vale_one())
}

#[tokio::test]
async fn a_decision_for_the_most_serious_band_waits_for_a_second_reader_though_as_suggested() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let officer = app.sign_in(Who::Officer).await;
    let meeting = open_meeting(&lead).await;
    let concern = json!({"kind": "record", "urn": d::vale_one(), "indicator": "I04",
        "finding": {"known": {"choice": "sm"}}});
    // As the rules suggest: no reason is needed.
    let decide = json!({"kind": "decide", "urn": d::vale_one(),
        "decision": {"band": 3, "risk": "high", "next_review": d::in_days(60)}});
    for change in [concern, decide, json!({"kind": "close"})] {
        let reply = lead.post(&changes(meeting), &proposed(0, &change)).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
    }
    let minutes = lead.get(&format!("/api/meetings/{meeting}/minutes")).await;
    assert!(minutes.text.contains("A second reader is asked for."));
    let page: SchoolPage = lead.get(&url("")).await.done();
    let risk = page.risk.unwrap();
    let last = &risk.decisions[0];
    assert!(last.second_reader && !last.differed);
    assert_eq!(holds(last, &risk.suggestion, d::today()), Holds::Unread);

    let tell = json!({"meeting": meeting, "how": "By telephone"});
    let early = lead.post(&url("/told"), &tell).await;
    assert_eq!(early.status, 422, "{}", early.text);
    assert!(
        early.text.contains("read by a second person"),
        "{}",
        early.text
    );
    let today = officer.get("/api/today").await.text;
    assert!(today.contains("Needs a second reader"), "{today}");
    let own = lead.get("/api/today").await.text;
    assert!(
        !own.contains("Needs a second reader"),
        "who decided does not read it: {own}"
    );

    let read = json!({"meeting": meeting, "band": 3, "risk": "high", "approved": true});
    let decider = lead.post(&url("/approval"), &read).await;
    assert_eq!(decider.status, 403, "{}", decider.text);
    assert_eq!(officer.post(&url("/approval"), &read).await.status, 200);
    assert_eq!(lead.post(&url("/told"), &tell).await.status, 200);
    let page: SchoolPage = lead.get(&url("")).await.done();
    let risk = page.risk.unwrap();
    let last = &risk.decisions[0];
    assert_eq!(holds(last, &risk.suggestion, d::today()), Holds::Read);
}

#[tokio::test]
async fn a_partnership_says_from_which_band_on_a_second_person_reads() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let officer = app.sign_in(Who::Officer).await;
    let page = rules(&officer).await;
    let mut gap = page.scheme.document.clone();
    gap.band[2].second_reader = true;
    gap.band[3].second_reader = false;
    let refused = adopt(&officer, &adopting(&page, gap, d::today())).await;
    let problem = refused.problem();
    assert!(
        problem.fields[0].reason.contains("which is more serious"),
        "{problem:?}"
    );
    let third = Edit::SecondReader(Some(Key::of("P3"))).of(&page.scheme.document);
    let after: RulesPage = adopt(&officer, &adopting(&page, third, d::today()))
        .await
        .done();
    assert!(
        after.versions[0].changes[0].contains("for Priority 3 and what is more serious"),
        "{:?}",
        after.versions[0].changes
    );
    let method = officer.get(&after.method).await.text;
    assert!(method.contains("for Priority 3 and what is more serious"));
    let meeting = open_meeting(&lead).await;
    let decide = json!({"kind": "decide", "urn": d::vale_one(), "decision": {"band": 2,
        "risk": "medium", "next_review": d::in_days(60), "rationale": "Seen."}});
    for change in [decide, json!({"kind": "close"})] {
        let reply = lead.post(&changes(meeting), &proposed(0, &change)).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
    }
    let school: SchoolPage = lead.get(&url("")).await.done();
    assert!(school.risk.unwrap().decisions[0].second_reader);
}

#[tokio::test]
async fn words_a_school_sends_to_an_open_meeting_arrive_there_and_its_evidence_stays() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let head = app.sign_in(Who::Head).await;
    let id = open_meeting(&lead).await;
    let mut feed = Feed::open(&lead, &format!("/api/meetings/{id}/events"), None).await;
    let sent = json!({"id": Uuid::new_v4(), "text": "The deputy has come back."});
    for _ in 0..2 {
        assert_eq!(head.post(&url("/reply"), &sent).await.status, 200);
    }
    let event = feed.next_named("change", SOON).await.unwrap();
    assert!(
        event.data.contains("The deputy has come back."),
        "{}",
        event.data
    );
    let page: MeetingPage = lead.get(&format!("/api/meetings/{id}")).await.done();
    assert!(
        page.openings.iter().all(|one| one.reply.is_none()),
        "how it opened stays as it was"
    );
    let [
        Recorded {
            change: Change::Replied { urn, reply },
            ..
        },
    ] = &page.changes[..]
    else {
        panic!("once: {:?}", page.changes);
    };
    assert_eq!(
        (*urn, reply.text.as_str()),
        (d::vale_one(), "The deputy has come back.")
    );
    // Nobody in the room writes it for them.
    let made_up = json!({"kind": "replied", "urn": d::vale_one(),
        "reply": {"text": "We agree.", "by": "The head", "on": d::today()}});
    let refused = lead.post(&changes(id), &proposed(0, &made_up)).await;
    assert_eq!(refused.status, 409, "{}", refused.text);
    let decide = json!({"kind": "decide", "urn": d::vale_one(), "decision": {"band": 2,
        "risk": "medium", "next_review": d::in_days(60), "rationale": "The room knows."}});
    for change in [decide, json!({"kind": "close"})] {
        assert_eq!(
            lead.post(&changes(id), &proposed(0, &change)).await.status,
            200
        );
    }
    let minutes = lead.get(&format!("/api/meetings/{id}/minutes")).await.text;
    assert!(minutes.contains("The deputy has come back."), "{minutes}");
    let minutes: domain::api::MinutesPage = serde_json::from_str(&minutes).unwrap();
    assert_eq!(
        minutes.minutes.present.len(),
        1,
        "the head was not in the room"
    );
    // Closed, it takes nothing more.
    let late = json!({"id": Uuid::new_v4(), "text": "One more thing."});
    assert_eq!(head.post(&url("/reply"), &late).await.status, 200);
    let page: MeetingPage = lead.get(&format!("/api/meetings/{id}")).await.done();
    assert_eq!(page.changes.len(), 3);
}

#[tokio::test]
async fn the_chair_plans_minutes_a_school_and_nobody_else() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let officer = app.sign_in(Who::Officer).await;
    let id = open_meeting(&lead).await;
    let pace = |minutes: i32| proposed(0, &json!({"kind": "pace", "minutes": minutes}));
    assert_eq!(officer.post(&changes(id), &pace(5)).await.status, 409);
    assert_eq!(lead.post(&changes(id), &pace(0)).await.status, 409);
    assert_eq!(lead.post(&changes(id), &pace(121)).await.status, 409);
    assert_eq!(lead.post(&changes(id), &pace(5)).await.status, 200);
    let none = proposed(0, &json!({"kind": "pace", "minutes": null}));
    assert_eq!(lead.post(&changes(id), &none).await.status, 200);
}

#[tokio::test]
async fn what_a_meeting_is_for_is_set_as_it_opens_and_what_is_supposed_is_settled_in_it() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = Uuid::new_v4();
    let asked = json!({"id": id, "partnership": d::vale(), "title": "Term 1", "on": d::today(),
        "purpose": "hypotheses"});
    for status in [201, 200] {
        assert_eq!(lead.post("/api/meetings", &asked).await.status, status);
    }
    let rows: Vec<domain::api::MeetingRow> = lead.get("/api/meetings").await.done();
    assert_eq!(rows[0].purpose, domain::meetings::Purpose::Hypotheses);
    let id = domain::schools::MeetingId(id);
    let page: MeetingPage = lead.get(&format!("/api/meetings/{id}")).await.done();
    assert_eq!(page.changes.len(), 1, "opened twice it is said once");
    let suppose = json!({"kind": "suppose", "urn": d::vale_one(), "text": "Two teachers left."});
    let supposed: Recorded = lead.post(&changes(id), &proposed(0, &suppose)).await.done();
    let settle = |of: &Value| {
        proposed(
            0,
            &json!({"kind": "settle", "urn": d::vale_one(), "hypothesis": of,
            "confirmed": true}),
        )
    };
    let none = lead
        .post(&changes(id), &settle(&json!(Uuid::new_v4())))
        .await;
    assert_eq!(none.status, 409, "{}", none.text);
    // Another one since does not hide the first.
    let more = json!({"kind": "suppose", "urn": d::vale_one(), "text": "Phonics is safe."});
    assert_eq!(
        lead.post(&changes(id), &proposed(0, &more)).await.status,
        200
    );
    let settled = lead.post(&changes(id), &settle(&json!(supposed.id))).await;
    assert_eq!(settled.status, 200, "{}", settled.text);
}
