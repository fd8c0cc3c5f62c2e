//! Support comes back as evidence: on the page of the school and in its next meeting, to whom may read it; and
//! the district reads how promptly it came.

use domain::api::{DisplayLink, DistrictPage, MeetingPage, SchoolPage};
use domain::support::{Step, prompt};
use serde_json::json;
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};

use Who::{Administrator, Broker, Governor, Head, Lead, Officer, OtherLead, Stranger};

use crate::meetings::{changes, decide, open_meeting, proposed as change};
use crate::support::{go, home_head, leader_in, proposed, see, terms, visit};

const FOUND: &str = "TOGETHER-IN-CONFIDENCE";

/// A case with one visit whose record the school calls right.
async fn visited(app: &TestApp) {
    let home = home_head(app).await;
    let (head, broker) = (app.sign_in(Head).await, app.sign_in(Broker).await);
    let page = proposed(app).await;
    let leader = leader_in(app, page.case.helper.as_ref().unwrap().leader).await;
    go(&head, &page, Step::Agree).await;
    let page = go(&leader, &page, Step::Agree).await;
    go(&broker, &page, terms(&page)).await;
    for browser in [&home, &head, &broker] {
        go(browser, &page, Step::Sign).await;
    }
    let page = go(&leader, &see(&leader, &page).await, visit(2)).await;
    let right = Step::Confirm {
        visit: page.case.visits[0].visit.id,
        accurate: true,
        comment: "Twelve is right.".to_owned(),
    };
    go(&head, &page, right).await;
}

async fn school(browser: &Browser) -> SchoolPage {
    browser
        .get(&format!("/api/schools/{}", d::vale_one()))
        .await
        .done()
}

#[tokio::test]
async fn what_a_visit_found_is_evidence_for_the_next_meeting_and_for_nobody_else() {
    let app = TestApp::start().await;
    visited(&app).await;
    for (who, reads) in [
        (Officer, true),
        (Lead, true),
        (Broker, true),
        (Head, true),
        (Governor, false),
        (OtherLead, false),
        (Administrator, false),
    ] {
        let browser = app.sign_in(who).await;
        let page = browser
            .get(&format!("/api/schools/{}", d::vale_one()))
            .await;
        assert_eq!(page.text.contains(FOUND), reads, "{who:?}");
    }
    // A governor reads that there is support, and not its single records.
    let governed = school(&app.sign_in(Governor).await).await;
    assert!(governed.support.iter().any(|one| one.used.0 == 2));
    assert!(governed.support.iter().all(|one| one.said.is_empty()));
    let lead = app.sign_in(Lead).await;
    let id = open_meeting(&lead).await;
    let page: MeetingPage = lead.get(&format!("/api/meetings/{id}")).await.done();
    let given = &page.support[&d::vale_one()];
    let one = given
        .iter()
        .find(|one| one.used.0 == 2)
        .expect("the case with a visit");
    assert_eq!(one.last_visit, Some(d::today()));
    assert!(
        one.said
            .iter()
            .any(|said| said.what.contains("says the record is right"))
    );
    assert!(one.said.iter().any(|said| said.words == "Twelve is right."));
    // A projector reads nothing of it.
    let link: DisplayLink = lead
        .post(&format!("/api/meetings/{id}/display"), &json!({}))
        .await
        .done();
    let mut projector = app.nobody();
    let asked = json!({"token": link.token});
    let reply = projector.post("/api/session/display", &asked).await;
    let set = reply.headers["set-cookie"].to_str().unwrap();
    projector.cookie = set.split(';').next().map(str::to_owned);
    let shown: MeetingPage = projector.get(&format!("/api/meetings/{id}")).await.done();
    assert!(shown.support.is_empty());
}

#[tokio::test]
async fn the_district_reads_who_ought_to_be_helped_and_is_not() {
    let app = TestApp::start().await;
    let (officer, lead) = (app.sign_in(Officer).await, app.sign_in(Lead).await);
    let id = open_meeting(&lead).await;
    let weak = decide(3, "high", &json!({"rationale": "The new head needs help."}));
    let decided = lead.post(&changes(id), &change(0, &weak)).await;
    assert_eq!(decided.status, 200, "{}", decided.text);
    let page: DistrictPage = officer.get("/api/district").await.done();
    let flag = page.flagged.iter().find(|flag| flag.urn == d::vale_one());
    let flag = flag.expect("a school the room put where schools are helped");
    assert_eq!(flag.decided, Some(d::today()));
    assert!(flag.flagged <= d::today() && flag.first.is_none());
    let found = prompt(&page.flagged);
    assert_eq!(
        found.without.len(),
        page.flagged.len(),
        "nobody is helped yet"
    );
    visited(&app).await;
    let after: DistrictPage = officer.get("/api/district").await.done();
    let flag = after.flagged.iter().find(|flag| flag.urn == d::vale_one());
    let flag = flag.expect("it is flagged still");
    assert_eq!((flag.first, flag.helped()), (Some(d::today()), true));
    assert_eq!(flag.to_support(), Some(0));
    let other: DistrictPage = app
        .sign_in(Stranger)
        .await
        .get("/api/district")
        .await
        .done();
    assert!(other.flagged.iter().all(|flag| flag.urn == d::far_one()));
}
