//! One's own dates by an address of one's own: what waits and where, and nothing of how a school is doing.

use domain::api::CalendarLink;
use domain::support::Step;
use tests::app::{Reply, TestApp};
use tests::district::Who;

use Who::{Broker, Head, Lead, OtherLead};

use crate::meetings::open_meeting;
use crate::support::{go, leader_in, proposed, see, terms};

async fn dates(app: &TestApp, path: &str) -> Reply {
    app.nobody().get(path).await
}

async fn address(app: &TestApp, who: Who) -> String {
    let link: CalendarLink = app
        .sign_in(who)
        .await
        .post("/api/calendar", &())
        .await
        .done();
    link.path.expect("it is told once")
}

#[tokio::test]
async fn each_has_their_own_dates_by_an_address_that_is_taken_back() {
    let app = TestApp::start().await;
    let (head, lead) = (app.sign_in(Head).await, app.sign_in(Lead).await);
    open_meeting(&lead).await;
    let page = proposed(&app).await;
    let leader = leader_in(&app, page.case.helper.as_ref().unwrap().leader).await;
    go(&head, &page, Step::Agree).await;
    let page = go(&leader, &page, Step::Agree).await;
    let broker = app.sign_in(Broker).await;
    go(&broker, &see(&broker, &page).await, terms(&page)).await;
    let before: CalendarLink = head.get("/api/calendar").await.done();
    assert_eq!((before.made, before.path), (None, None));
    let heads = address(&app, Head).await;
    let feed = dates(&app, &heads).await;
    assert_eq!(feed.status, 200, "{}", feed.text);
    assert!(
        feed.headers["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/calendar")
    );
    assert!(
        feed.text.contains("SUMMARY:Signature due: Vale One\r\n"),
        "{}",
        feed.text
    );
    for secret in ["riority", "Moderation", "60%", "£"] {
        assert!(!feed.text.contains(secret), "{secret}");
    }
    assert!(
        !feed.text.contains("SUMMARY:Meeting"),
        "meetings are not a head's"
    );
    let leads = dates(&app, &address(&app, Lead).await).await;
    assert!(
        leads.text.contains("SUMMARY:Meeting: Vale\r\n"),
        "{}",
        leads.text
    );
    let other = dates(&app, &address(&app, OtherLead).await).await;
    assert!(!other.text.contains("Vale"), "{}", other.text);
    // The address is told once; another takes its place; taken back it is good for nothing.
    let after: CalendarLink = head.get("/api/calendar").await.done();
    assert!(after.made.is_some() && after.path.is_none());
    let second = address(&app, Head).await;
    assert_eq!(dates(&app, &heads).await.status, 404);
    assert_eq!(dates(&app, &second).await.status, 200);
    let gone: CalendarLink = head.post("/api/calendar/forget", &()).await.done();
    assert_eq!(gone.made, None);
    for path in [&second, "/calendar/0.ics", "/calendar/.ics", "/calendar/x"] {
        assert_eq!(dates(&app, path).await.status, 404, "{path}");
    }
}
