//! Who came for a school of a meeting: recorded of it, said in the room, in the minutes by name, and in the copy
//! for everybody by office alone.

use domain::api::{MeetingPage, MinutesPage, SchoolPage};
use domain::meetings::{Came, Recorded, Refusal};
use domain::schools::{MeetingId, Office};
use serde_json::{Value, json};
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

use crate::meetings::{changes, decide, open_meeting, proposed, take_the_chair};

fn office(who: &str, held: &Value) -> Value {
    json!({"kind": "office", "urn": d::vale_one(), "who": who, "held": held})
}

async fn say(browser: &Browser, meeting: MeetingId, base: u64, change: &Value) -> Recorded {
    browser
        .post(&changes(meeting), &proposed(base, change))
        .await
        .done()
}

async fn minutes(browser: &Browser, meeting: MeetingId, query: &str) -> (MinutesPage, String) {
    let url = format!("/api/meetings/{meeting}/minutes{query}");
    let reply = browser.get(&url).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    (reply.json(), reply.text)
}

#[tokio::test]
async fn head_and_chair_of_governors_stand_on_record_for_a_school_and_are_named_to_nobody_outside()
{
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let officer = app.sign_in(Who::Officer).await;
    let school: SchoolPage = officer
        .get(&format!("/api/schools/{}", d::vale_one()))
        .await
        .done();
    let people = school.risk.map(|risk| risk.people).unwrap_or_default();
    assert!(people.iter().any(|one| one.chairs), "{people:?}");

    let meeting = open_meeting(&lead).await;
    let page: MeetingPage = lead.get(&format!("/api/meetings/{meeting}")).await.done();
    let of = |at: usize, office| page.openings[at].holders.of(office).map(str::to_owned);
    assert_eq!(of(0, Office::Head).as_deref(), Some("Head of Testshire"));
    assert_eq!(
        of(0, Office::Chair).as_deref(),
        Some("Governor of Testshire")
    );
    assert_eq!(of(1, Office::Head), None, "nobody is recorded of the other");

    let head = json!({"came": {"how": "there"}, "does": "accountable"});
    say(&lead, meeting, 0, &office("head", &head)).await;
    let chair =
        json!({"came": {"how": "represented", "by": "Wilfred Outhwaite"}, "does": "monitors"});
    say(&officer, meeting, 0, &office("chair", &chair)).await;
    let led = json!({"kind": "led", "urn": d::vale_one(), "led": {"who": "head"}});
    say(&officer, meeting, 0, &led).await;
    say(
        &lead,
        meeting,
        0,
        &decide(2, "medium", &json!({"rationale": "The room knows it."})),
    )
    .await;
    say(&lead, meeting, 0, &json!({"kind": "close"})).await;

    let (page, text) = minutes(&officer, meeting, "").await;
    let item = page.minutes.items().next().unwrap();
    let lines: Vec<String> = item
        .attended()
        .into_iter()
        .map(|(label, words)| format!("{label}: {words}"))
        .collect();
    assert_eq!(
        lines,
        [
            "Headteacher: Head of Testshire, there. Accountable for the improvement.",
            "Chair of governors: Governor of Testshire, represented by Wilfred Outhwaite. \
             Monitors the improvement.",
            "Led for the school: Head of Testshire, headteacher.",
        ]
    );
    assert!(text.contains("Wilfred Outhwaite"));
    // What is sealed is what was said: a word more makes it another seal.
    assert_eq!(page.seal.len(), 64);

    let (wider, text) = minutes(&officer, meeting, "?for=wider").await;
    for name in [
        "Wilfred Outhwaite",
        "Head of Testshire",
        "Governor of Testshire",
    ] {
        assert!(!text.contains(name), "{name}: {text}");
    }
    let words: Vec<String> = wider
        .minutes
        .offices
        .iter()
        .map(|one| one.words())
        .collect();
    assert_eq!(words.len(), 2, "offices, and counts under five withheld");
    assert!(words.iter().all(|one| !one.contains("for 1")), "{words:?}");
}

#[tokio::test]
async fn of_two_who_say_whether_the_head_came_the_second_sees_both_and_sending_it_again_is_one() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let officer = app.sign_in(Who::Officer).await;
    let meeting = open_meeting(&lead).await;
    let there = office("head", &json!({"came": {"how": "there"}}));
    let sent = proposed(0, &there);
    let first: Recorded = lead.post(&changes(meeting), &sent).await.done();
    let again: Recorded = lead.post(&changes(meeting), &sent).await.done();
    assert_eq!(first, again);

    let away = office("head", &json!({"came": {"how": "apologies"}}));
    let late = officer.post(&changes(meeting), &proposed(0, &away)).await;
    assert_eq!(late.status, 409, "{}", late.text);
    let refusal = late.problem().refusal.and_then(|refusal| refusal.read());
    let Some(Refusal::Stale { theirs }) = refusal else {
        panic!("not stale: {}", late.text);
    };
    assert_eq!(*theirs, first);
    // Of the other office nobody has said anything: that is another value.
    let chair = office("chair", &json!({"came": {"how": "apologies"}}));
    say(&officer, meeting, 0, &chair).await;
    // Looked at again it is theirs to change, and says what it replaced.
    let now = say(&officer, meeting, first.seq, &away).await;
    let from = serde_json::to_value(&now.from).unwrap();
    assert_eq!(from["office"]["came"]["how"], "there");
    let page: MeetingPage = lead.get(&format!("/api/meetings/{meeting}")).await.done();
    assert_eq!(page.changes.len(), 3);
}

#[tokio::test]
async fn what_cannot_be_said_of_who_came_is_refused_in_words_and_by_whom() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let meeting = open_meeting(&lead).await;
    let nobody = office("head", &json!({"came": {"how": "represented", "by": " "}}));
    let long = office("head", &json!({"name": "x".repeat(121)}));
    let unnamed = json!({"kind": "led", "urn": d::vale_one(), "led": {"who": "other", "name": ""}});
    let elsewhere = json!({"kind": "led", "urn": d::moor_one(), "led": {"who": "head"}});
    for (change, words) in [
        (&nobody, "name who stood for them"),
        (&long, "at most 120 characters"),
        (&unnamed, "write something first"),
        (&elsewhere, "not on the agenda"),
    ] {
        let reply = lead.post(&changes(meeting), &proposed(0, change)).await;
        assert_eq!(reply.status, 409, "{}", reply.text);
        assert!(reply.text.to_lowercase().contains(words), "{}", reply.text);
    }
    let unknown = json!({"id": Uuid::new_v4(), "base": 0, "change": office("porter", &json!({}))});
    let reply = lead.post(&changes(meeting), &unknown).await;
    assert_eq!(reply.status, 422, "{}", reply.text);
    for who in [Who::OtherLead, Who::Head, Who::Governor, Who::Leader] {
        let there = office("head", &json!({"came": {"how": "there"}}));
        let reply = app
            .sign_in(who)
            .await
            .post(&changes(meeting), &proposed(0, &there))
            .await;
        assert!(matches!(reply.status, 403 | 404), "{who:?}: {}", reply.text);
    }
    say(&lead, meeting, 0, &json!({"kind": "close"})).await;
    let late = office("head", &json!({"came": {"how": "there"}}));
    let reply = lead.post(&changes(meeting), &proposed(0, &late)).await;
    assert_eq!(reply.status, 409, "{}", reply.text);
}

#[tokio::test]
async fn minutes_say_who_was_in_the_chair_for_which_school_where_it_changed_hands() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let officer = app.sign_in(Who::Officer).await;
    let meeting = open_meeting(&lead).await;
    let page: MeetingPage = lead.get(&format!("/api/meetings/{meeting}")).await.done();
    let other = page.openings[1].school.urn;
    let reason = json!({"rationale": "The room knows it."});
    say(&lead, meeting, 0, &decide(2, "medium", &reason)).await;
    take_the_chair(&officer, meeting).await;
    let mut second = decide(2, "medium", &reason);
    second["urn"] = json!(other);
    say(&officer, meeting, 0, &second).await;
    let recuse =
        json!({"kind": "recuse", "urn": other, "who": "Lead of Testshire", "why": "Their own"});
    say(&officer, meeting, 0, &recuse).await;
    let (page, _) = minutes(&officer, meeting, "").await;
    let chairs = |urn| {
        let item = page.minutes.items().find(|one| one.urn == urn).unwrap();
        item.chairs.clone()
    };
    assert_eq!(chairs(d::vale_one()), ["Lead of Testshire"]);
    assert_eq!(chairs(other), ["Officer of Testshire"]);
    let item = page.minutes.items().find(|one| one.urn == other).unwrap();
    assert!(item.said.iter().any(|one| one.label() == "Left the room"));
    let came = item
        .offices
        .iter()
        .map(|one| (one.name.as_str(), one.came.as_ref()));
    let none: Option<&Came> = None;
    assert!(
        came.clone().all(|one| one == ("not recorded", none)),
        "{:?}",
        item.offices
    );
}
