//! Early and statutory action: who sees it, when the school does, and what the law bars.

use domain::api::{StatutoryList, StatutoryPage, TakeStatutory, Today};
use domain::schools::{ChangeId, Urn};
use domain::support::statutory::{Ground, Notice, Power, Stage, Step, StepKind};
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

use Who::{Broker, Governor, Head, Lead, Leader, Officer, OtherLead};

fn url(urn: Urn) -> String {
    format!("/api/statutory/{urn}")
}

fn step(page: &StatutoryPage, step: Step) -> TakeStatutory {
    TakeStatutory {
        id: ChangeId(Uuid::new_v4()),
        base: page.action.as_ref().map_or(0, |action| action.revision),
        step,
    }
}

async fn page(browser: &Browser) -> StatutoryPage {
    browser.get(&url(d::vale_one())).await.done()
}

async fn go(browser: &Browser, one: Step) -> StatutoryPage {
    let now = page(browser).await;
    browser
        .post(&url(d::vale_one()), &step(&now, one))
        .await
        .done()
}

fn notice() -> Step {
    Step::Warn {
        notice: Box::new(Notice {
            grounds: vec![Ground::Safety],
            matters: "Two locked doors.".to_owned(),
            required: "Open them.".to_owned(),
            comply_by: d::in_days(40),
            minded: vec![Power::Governors],
            copies: vec!["The headteacher".to_owned()],
            represent_by: d::in_days(20),
        }),
    }
}

#[tokio::test]
async fn a_notice_is_read_by_the_school_once_it_was_given_and_its_governors_speak_to_it() {
    let app = TestApp::start().await;
    let (officer, head, governor) = (
        app.sign_in(Officer).await,
        app.sign_in(Head).await,
        app.sign_in(Governor).await,
    );
    for who in [Lead, OtherLead, Broker, Leader] {
        let reply = app.sign_in(who).await.get(&url(d::vale_one())).await;
        assert_eq!(reply.status, 404, "{who:?}");
    }
    go(
        &officer,
        Step::Begin {
            why: "A visit HEARD-IN-CONFIDENCE.".to_owned(),
        },
    )
    .await;
    // Nothing has gone to the school: its head and governors read nothing, and are offered nothing.
    for browser in [&head, &governor] {
        let seen = page(browser).await;
        assert!(seen.action.is_none() && seen.offers.is_empty());
        let list: StatutoryList = browser.get("/api/statutory").await.done();
        assert!(list.rows.is_empty());
    }
    let words = "We unlocked them.".to_owned();
    let speak = Step::Represent {
        words,
        received: d::today(),
    };
    let now = page(&governor).await;
    let early = governor
        .post(&url(d::vale_one()), &step(&now, speak.clone()))
        .await;
    assert_eq!(early.status, 404);
    let now = page(&officer).await;
    let asked = step(&now, notice());
    for _ in 0..2 {
        let done: StatutoryPage = officer.post(&url(d::vale_one()), &asked).await.done();
        assert_eq!(done.action.unwrap().notices.len(), 1);
    }
    let read = head.get(&url(d::vale_one())).await;
    assert!(read.text.contains("Two locked doors") && !read.text.contains("HEARD-IN-CONFIDENCE"));
    let read: StatutoryPage = read.json();
    assert!(read.offers.is_empty() && read.letter.len() == 8);
    let refused = head
        .post(&url(d::vale_one()), &step(&read, speak.clone()))
        .await;
    assert_eq!(refused.status, 403, "{}", refused.text);
    let spoken = go(&governor, speak).await;
    assert_eq!(spoken.action.unwrap().stage, Stage::Warned);
    // What the officer wrote over an unseen step is refused; seen, it is taken.
    let answer = Step::Answer {
        stands: false,
        words: "It is done.".to_owned(),
    };
    let stale = TakeStatutory {
        base: 2,
        ..step(&now, answer.clone())
    };
    assert_eq!(officer.post(&url(d::vale_one()), &stale).await.status, 409);
    let today: Today = officer.get("/api/today").await.done();
    assert!(
        today
            .tasks
            .iter()
            .any(|task| task.href == format!("/statutory/{}", d::vale_one()))
    );
    let after = go(&officer, answer).await;
    assert!(after.offers.contains(&StepKind::Warn));
}

#[tokio::test]
async fn the_law_bars_a_power_before_its_time_and_says_so() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Officer).await;
    let now = page(&officer).await;
    assert_eq!(now.offers, [StepKind::Begin]);
    go(
        &officer,
        Step::Begin {
            why: "Concerns.".to_owned(),
        },
    )
    .await;
    go(&officer, notice()).await;
    let now = page(&officer).await;
    for (one, said) in [
        (
            Step::Outcome {
                complied: false,
                words: "Not done.".to_owned(),
            },
            "compliance period has not ended",
        ),
        (
            Step::Use {
                power: Power::Board,
                from: d::today(),
                words: "Now.".to_owned(),
            },
            "60(1)(d)",
        ),
        (notice(), "in force already"),
        (
            Step::Close {
                words: "Enough.".to_owned(),
            },
            "in force",
        ),
    ] {
        let reply = officer.post(&url(d::vale_one()), &step(&now, one)).await;
        assert_eq!(reply.status, 422, "{}", reply.text);
        assert!(reply.text.contains(said), "{}", reply.text);
    }
}
