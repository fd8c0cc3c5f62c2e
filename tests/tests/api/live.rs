//! The live feed: nothing missed, nothing shown to those who may not see it.

use std::time::Duration;

use domain::api::MeetingEvent;
use domain::meetings::Recorded;
use reqwest::Method;
use serde_json::json;
use tests::app::TestApp;
use tests::district::{self as d, Who};
use tests::events::Feed;

use crate::meetings::{changes, open_meeting, proposed, record};

const SOON: Duration = Duration::from_secs(5);

#[tokio::test]
async fn who_comes_late_is_told_what_they_missed_and_then_what_happens() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let officer = app.sign_in(Who::Officer).await;
    let id = open_meeting(&lead).await;
    for number in 0..3 {
        let point = json!({"kind": "point", "urn": d::vale_one(), "text": format!("{number}")});
        lead.post(&changes(id), &proposed(0, &point))
            .await
            .done::<Recorded>();
    }
    let mut feed = Feed::open(
        &officer,
        &format!("/api/meetings/{id}/events?after=1"),
        None,
    )
    .await;
    assert_eq!(feed.headers["x-accel-buffering"], "no");
    assert_eq!(feed.headers["content-type"], "text/event-stream");
    assert!(!feed.headers.contains_key("content-encoding"));
    let mut seen = Vec::new();
    for _ in 0..2 {
        seen.push(feed.next_named("change", SOON).await.unwrap().id);
    }
    assert_eq!(seen, [Some(2), Some(3)]);
    let sent: Recorded = lead
        .post(&changes(id), &proposed(0, &record(4_400)))
        .await
        .done();
    let event = feed.next_named("change", SOON).await.unwrap();
    assert_eq!(event.id, Some(4));
    let read: MeetingEvent = serde_json::from_str(&event.data).unwrap();
    assert_eq!(read, MeetingEvent::Change(Box::new(sent)));
}

#[tokio::test]
async fn a_last_event_id_that_is_rubbish_or_from_the_future_gets_everything() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    lead.post(&changes(id), &proposed(0, &record(4_400)))
        .await
        .done::<Recorded>();
    for last in [
        "rubbish",
        "-1",
        "18446744073709551615",
        "99",
        "1; drop table",
    ] {
        let url = format!("/api/meetings/{id}/events");
        let mut feed = Feed::open(&lead, &url, Some(last)).await;
        assert_eq!(feed.status, 200);
        assert_eq!(
            feed.next_named("change", SOON).await.unwrap().id,
            Some(1),
            "{last}"
        );
    }
}

#[tokio::test]
async fn signing_out_ends_the_feed_within_seconds_and_nothing_later_is_sent() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let officer = app.sign_in(Who::Officer).await;
    let id = open_meeting(&lead).await;
    let mut feed = Feed::open(&officer, &format!("/api/meetings/{id}/events"), None).await;
    feed.next_named("present", SOON).await.unwrap();
    // Ended in the database, as another server would do it.
    let mut tx = server::db::begin(app.pool(), d::here()).await.unwrap();
    server::db::sessions::end_all(&mut tx, Who::Officer.id())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    lead.post(&changes(id), &proposed(0, &record(4_400)))
        .await
        .done::<Recorded>();
    assert_eq!(feed.next_named("change", SOON).await, None);
}

#[tokio::test]
async fn signing_out_here_ends_the_feed_at_once() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    let mut feed = Feed::open(&lead, &format!("/api/meetings/{id}/events"), None).await;
    feed.next_named("present", SOON).await.unwrap();
    let out = lead
        .send::<()>(Method::DELETE, "/api/session", None)
        .await
        .unwrap();
    assert_eq!(out.status, 204);
    assert_eq!(
        feed.next_named("change", Duration::from_secs(2)).await,
        None
    );
}

#[tokio::test]
async fn everybody_sees_who_is_there_and_when_they_have_gone() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let officer = app.sign_in(Who::Officer).await;
    let id = open_meeting(&lead).await;
    let url = format!("/api/meetings/{id}/events");
    let mut feed = Feed::open(&lead, &url, None).await;
    let people = |data: &str| match serde_json::from_str(data).unwrap() {
        MeetingEvent::Present { people } => people.len(),
        other => panic!("{other:?}"),
    };
    let event = feed.next_named("present", SOON).await.unwrap();
    assert_eq!(people(&event.data), 1);
    let other = Feed::open(&officer, &url, None).await;
    let event = feed.next_named("present", SOON).await.unwrap();
    assert_eq!(people(&event.data), 2);
    drop(other);
    let event = feed.next_named("present", SOON).await.unwrap();
    assert_eq!(people(&event.data), 1);
}

#[tokio::test]
async fn a_long_poll_answers_with_what_was_missed_or_with_what_comes() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    let url = |after: u64| format!("/api/meetings/{id}/events?after={after}&poll=1");
    let waiting = {
        let (lead, url) = (lead.clone(), url(0));
        tokio::spawn(async move { lead.get(&url).await })
    };
    tokio::time::sleep(Duration::from_millis(300)).await;
    lead.post(&changes(id), &proposed(0, &record(4_400)))
        .await
        .done::<Recorded>();
    let came: Vec<MeetingEvent> = waiting.await.unwrap().done();
    assert!(matches!(came[0], MeetingEvent::Change(_)), "{came:?}");
    let missed: Vec<MeetingEvent> = lead.get(&url(0)).await.done();
    assert_eq!(missed[0], came[0]);
}

#[tokio::test]
async fn a_server_that_goes_away_says_goodbye_to_every_feed() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    let mut feed = Feed::open(&lead, &format!("/api/meetings/{id}/events"), None).await;
    feed.next_named("present", SOON).await.unwrap();
    app.state.stop.cancel();
    assert!(feed.next_named("bye", SOON).await.is_some());
    assert_eq!(feed.next(SOON).await, None);
}

#[tokio::test]
async fn two_servers_over_one_database_tell_each_other() {
    let app = TestApp::start().await;
    let state = server::App::new(
        app.app.clone(),
        server::Config::default(),
        tokio_util::sync::CancellationToken::new(),
    )
    .unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let root = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(server::serve(listener, state));
    let lead = app.sign_in(Who::Lead).await;
    let mut there = lead.clone();
    there.root = root;
    let id = open_meeting(&lead).await;
    let mut feed = Feed::open(&there, &format!("/api/meetings/{id}/events"), None).await;
    feed.next_named("present", SOON).await.unwrap();
    lead.post(&changes(id), &proposed(0, &record(4_400)))
        .await
        .done::<Recorded>();
    assert_eq!(feed.next_named("change", SOON).await.unwrap().id, Some(1));
}

#[tokio::test]
async fn one_person_may_have_a_dozen_streams_and_no_more() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    let url = format!("/api/meetings/{id}/events");
    let mut open = Vec::new();
    for _ in 0..12 {
        let feed = Feed::open(&lead, &url, None).await;
        assert_eq!(feed.status, 200);
        open.push(feed);
    }
    assert_eq!(lead.get(&url).await.problem().status, 429);
    let officer = app.sign_in(Who::Officer).await;
    assert_eq!(Feed::open(&officer, &url, None).await.status, 200);
    open.clear();
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(Feed::open(&lead, &url, None).await.status, 200);
}
