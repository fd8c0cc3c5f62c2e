//! A view of one's own before the suggestion: given where nobody reads it, counted, and shown once.

use std::time::Duration;

use domain::api::{MeetingEvent, MeetingPage, ViewsGiven};
use domain::meetings::{Change, Recorded, Refusal, Spread};
use domain::schools::MeetingId;
use serde_json::{Value, json};
use sqlx::Connection;
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use tests::events::Feed;
use tests::served::Served;
use uuid::Uuid;

use crate::meetings::{changes, open_meeting, proposed, take_the_chair};

const SOON: Duration = Duration::from_secs(5);

fn ask() -> Value {
    proposed(0, &json!({"kind": "ask_views", "urn": d::vale_one()}))
}

fn show() -> Value {
    proposed(0, &json!({"kind": "show_views", "urn": d::vale_one()}))
}

async fn give(browser: &Browser, id: MeetingId, band: u8) -> tests::app::Reply {
    let view = json!({"id": Uuid::new_v4(), "urn": d::vale_one(), "band": band});
    browser
        .post(&format!("/api/meetings/{id}/views"), &view)
        .await
}

fn refusal(reply: &tests::app::Reply) -> Option<Refusal> {
    reply.problem().refusal.and_then(|refusal| refusal.read())
}

async fn page(browser: &Browser, id: MeetingId) -> MeetingPage {
    browser.get(&format!("/api/meetings/{id}")).await.done()
}

#[tokio::test]
async fn a_server_killed_while_views_are_given_loses_none_and_shows_none_early() {
    let app = TestApp::start().await;
    let mut served = Served::over(&app.database_url).await.unwrap();
    let at = |who: Who| Browser::at(&served.url("")).sign_in(who.email());
    let lead = at(Who::Lead).await.unwrap();
    let officer = at(Who::Officer).await.unwrap();
    let id = open_meeting(&lead).await;
    assert_eq!(lead.post(&changes(id), &ask()).await.status, 200);
    let view = |band: u8| json!({"id": Uuid::new_v4(), "urn": d::vale_one(), "band": band});
    let url = format!("/api/meetings/{id}/views");
    let first = view(1);
    assert_eq!(officer.post(&url, &first).await.status, 200);
    assert_eq!(lead.post(&url, &view(2)).await.status, 200);
    served.kill().unwrap();
    served.again().await.unwrap();

    // Both are there, and what they were is on nobody's screen.
    let given = ViewsGiven {
        urn: d::vale_one(),
        given: 2,
    };
    let after = page(&officer, id).await;
    assert_eq!(
        (after.views, after.own_views),
        (vec![given], vec![d::vale_one()])
    );
    assert_eq!(after.changes.len(), 1, "{:?}", after.changes);
    let sent = officer.get(&format!("/api/meetings/{id}")).await.text;
    assert!(!sent.contains("spread"), "{sent}");
    let decide = json!({"kind": "decide", "urn": d::vale_one(), "decision": {"band": 2,
        "risk": "medium", "next_review": d::in_days(120), "rationale": "The new head needs time."}});
    let hidden = lead.post(&changes(id), &proposed(0, &decide)).await;
    assert_eq!(refusal(&hidden), Some(Refusal::ViewsOpen));
    // Who was not answered before it fell sends again, and it is one; who thinks better of it is heard.
    assert_eq!(officer.post(&url, &first).await.status, 200);
    let mut feed = Feed::open(&lead, &format!("/api/meetings/{id}/events"), None).await;
    assert_eq!(officer.post(&url, &view(3)).await.status, 200);
    let heard = feed.next_named("views", SOON).await.unwrap();
    assert!(heard.data.contains("\"given\":2"), "{}", heard.data);

    let asked = show();
    let shown: Recorded = lead.post(&changes(id), &asked).await.done();
    served.kill().unwrap();
    served.again().await.unwrap();
    let spread = Change::ShowViews {
        urn: d::vale_one(),
        spread: Some(Spread(vec![0, 0, 1, 1])),
    };
    assert_eq!(shown.change, spread);
    // Not answered either: shown again it is what was shown.
    assert_eq!(
        lead.post(&changes(id), &asked).await.done::<Recorded>(),
        shown
    );
    let log = page(&officer, id).await.changes;
    assert_eq!(log.last(), Some(&shown));
    assert_eq!(log.len(), 2);
    assert_eq!(
        lead.post(&changes(id), &proposed(0, &decide)).await.status,
        200
    );
}

#[tokio::test]
async fn views_are_given_where_nobody_reads_them_and_shown_once_as_counts() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let officer = app.sign_in(Who::Officer).await;
    let id = open_meeting(&lead).await;
    assert_eq!(
        refusal(&give(&officer, id, 2).await),
        Some(Refusal::ViewsNotAskedFor)
    );
    let early = lead.post(&changes(id), &show()).await;
    assert_eq!(refusal(&early), Some(Refusal::ViewsNotAskedFor));
    // Only who is in the chair asks.
    let not_in_the_chair = officer.post(&changes(id), &ask()).await;
    assert!(matches!(
        refusal(&not_in_the_chair),
        Some(Refusal::NotInTheChair { .. })
    ));
    let mut feed = Feed::open(&lead, &format!("/api/meetings/{id}/events"), None).await;
    assert_eq!(lead.post(&changes(id), &ask()).await.status, 200);
    let again = lead.post(&changes(id), &ask()).await;
    assert_eq!(refusal(&again), Some(Refusal::ViewsAskedFor));
    // What is hidden is not agreed to.
    let decision = json!({"band": 2, "risk": "medium", "next_review": d::in_days(120),
        "rationale": "The new head needs time."});
    let decide = json!({"kind": "decide", "urn": d::vale_one(), "decision": decision});
    let hidden = lead.post(&changes(id), &proposed(0, &decide)).await;
    assert_eq!(refusal(&hidden), Some(Refusal::ViewsOpen));

    // The last of a person counts, and others hear how many.
    for (browser, band) in [(&officer, 1), (&officer, 2), (&lead, 1)] {
        assert_eq!(give(browser, id, band).await.status, 200);
    }
    let given = loop {
        let event = feed.next_named("views", SOON).await.unwrap();
        let MeetingEvent::Views { given } = serde_json::from_str(&event.data).unwrap() else {
            panic!("{}", event.data);
        };
        if given.iter().any(|one| one.given == 2) {
            break given;
        }
    };
    let two = ViewsGiven {
        urn: d::vale_one(),
        given: 2,
    };
    assert_eq!(given, [two]);
    let beyond = give(&officer, id, 4).await;
    assert_eq!(beyond.status, 409, "{}", beyond.text);

    // Nothing that is sent says who or what: not the page, not the feed from the beginning.
    let before = page(&lead, id).await;
    assert_eq!(
        (before.views, before.own_views),
        (vec![two], vec![d::vale_one()])
    );
    let sent = lead.get(&format!("/api/meetings/{id}")).await.text;
    assert!(!sent.contains("band\":1,\"risk"), "{sent}");
    assert_eq!(
        before.changes.len(),
        1,
        "the log knows that they were asked, and no more"
    );
    let officer_id = Who::Officer.id().to_string();
    let log = serde_json::to_string(&before.changes).unwrap();
    assert!(!log.contains(&officer_id), "{log}");

    // A client cannot say how they were spread.
    let made_up = json!({"kind": "show_views", "urn": d::vale_one(), "spread": [9, 0, 0, 0]});
    let sent = proposed(0, &made_up);
    let shown: Recorded = lead.post(&changes(id), &sent).await.done();
    let spread = Some(Spread(vec![0, 1, 1, 0]));
    let urn = d::vale_one();
    assert_eq!(shown.change, Change::ShowViews { urn, spread });
    // Sent again it is the same change, whatever it says of the spread.
    assert_eq!(
        lead.post(&changes(id), &sent).await.done::<Recorded>(),
        shown
    );
    assert_eq!(
        refusal(&give(&officer, id, 3).await),
        Some(Refusal::ViewsNotAskedFor)
    );
    let twice = lead.post(&changes(id), &show()).await;
    assert_eq!(refusal(&twice), Some(Refusal::ViewsNotAskedFor));
    assert_eq!(
        lead.post(&changes(id), &proposed(0, &decide)).await.status,
        200
    );
    let minutes = officer
        .get(&format!("/api/meetings/{id}/minutes"))
        .await
        .text;
    assert!(
        minutes.contains("Priority 2: one · Priority 3: one"),
        "{minutes}"
    );
    let wider = officer
        .get(&format!("/api/meetings/{id}/minutes?for=wider"))
        .await
        .text;
    assert!(!wider.contains("Priority 2: one"), "{wider}");
}

#[tokio::test]
async fn who_has_left_the_room_or_heads_the_school_gives_none_and_none_comes_after_the_end() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let officer = app.sign_in(Who::Officer).await;
    let id = open_meeting(&lead).await;
    assert_eq!(lead.post(&changes(id), &ask()).await.status, 200);
    assert_eq!(give(&officer, id, 3).await.status, 200);
    let me: domain::api::Session = officer.get("/api/session").await.done();
    let leaves = json!({"kind": "recuse", "urn": d::vale_one(), "why": "Has to do with it",
        "who": format!("{}, officer", me.name)});
    assert_eq!(
        lead.post(&changes(id), &proposed(0, &leaves)).await.status,
        200
    );
    assert_eq!(
        refusal(&give(&officer, id, 1).await),
        Some(Refusal::LeftTheRoom)
    );
    assert_eq!(give(&lead, id, 1).await.status, 200);
    // What somebody said before they left does not count either.
    let shown: Recorded = lead.post(&changes(id), &show()).await.done();
    let (urn, spread) = (d::vale_one(), Some(Spread(vec![0, 1, 0, 0])));
    assert_eq!(shown.change, Change::ShowViews { urn, spread });

    let other = app.sign_in(Who::OtherLead).await;
    let moor = MeetingId(Uuid::new_v4());
    let asked = json!({"id": moor, "partnership": d::moor(), "title": "Moor", "on": d::today()});
    assert_eq!(other.post("/api/meetings", &asked).await.status, 201);
    let ask = json!({"kind": "ask_views", "urn": d::moor_one()});
    take_the_chair(&officer, moor).await;
    assert_eq!(
        officer
            .post(&changes(moor), &proposed(0, &ask))
            .await
            .status,
        200
    );
    let own = json!({"id": Uuid::new_v4(), "urn": d::moor_one(), "band": 0});
    let views = format!("/api/meetings/{moor}/views");
    assert_eq!(other.post(&views, &own).await.problem().status, 403);
    assert_eq!(officer.post(&views, &own).await.status, 200);
    // Asked for and never shown: the end of the meeting is the end of it.
    let close = proposed(0, &json!({"kind": "close"}));
    assert_eq!(officer.post(&changes(moor), &close).await.status, 200);
    let late = json!({"id": Uuid::new_v4(), "urn": d::moor_one(), "band": 1});
    assert_eq!(
        refusal(&officer.post(&views, &late).await),
        Some(Refusal::Closed)
    );
}

#[tokio::test]
async fn the_database_reads_out_no_view_to_the_app() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    assert_eq!(lead.post(&changes(id), &ask()).await.status, 200);
    assert_eq!(give(&lead, id, 2).await.status, 200);
    let mut owner = sqlx::PgConnection::connect_with(&app.owner).await.unwrap();
    let kept: i64 = sqlx::query_scalar("select count(*) from own_view")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(kept, 1, "or the rest proves nothing");
    let mut tx = server::db::begin(app.pool(), d::here()).await.unwrap();
    let read: i64 = sqlx::query_scalar("select count(*) from own_view")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    assert_eq!(read, 0);
    // Nor is another authority counted.
    let mut tx = server::db::begin(app.pool(), d::elsewhere()).await.unwrap();
    let counted: i64 = sqlx::query_scalar("select count(*) from own_views_given($1)")
        .bind(id.0)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    assert_eq!(counted, 0);
}
