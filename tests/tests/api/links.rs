//! Who leads a case and has no account writes the record of a visit and the report that is due by the link of a
//! letter: reading what a leader reads, once, and never of another case.

use domain::access::Role;
use domain::api::CasePage;
use domain::schools::{LeaderId, PersonId};
use domain::support::{ReportKind, StageKind, Step};
use server::db;
use server::db::people::{self, NewPerson};
use server::mail::sweep;
use sqlx::{Connection, PgConnection};
use tests::app::{Browser, Reply, TestApp};
use tests::district::{self as d, Who};
use time::Duration;
use uuid::Uuid;

use crate::mail::{Letters, links, monday, press};
use crate::support::{go, home_head, leader_in, proposed, see, terms};

/// Somebody who leads and cannot sign in.
const GUEST: &str = "guest.leader@test.example";

async fn guest(app: &TestApp, leader: LeaderId) {
    let mut tx = app.pool().begin().await.unwrap();
    db::enter(&mut tx, d::here()).await.unwrap();
    let person = NewPerson {
        id: PersonId(Uuid::from_u128(2_200)),
        name: "The guest leader".to_owned(),
        email: GUEST.to_owned(),
        password: None,
        role: Role::Leader,
        about: String::new(),
        leader: Some(leader),
        partnerships: Vec::new(),
        schools: Vec::new(),
        chairs: Vec::new(),
    };
    people::put(&mut tx, d::here(), &person).await.unwrap();
    tx.commit().await.unwrap();
}

/// A case that all have signed, and the leader who could sign in beside the one who cannot.
async fn agreed(app: &TestApp) -> (CasePage, Browser) {
    let home = home_head(app).await;
    let (head, broker) = (app.sign_in(Who::Head).await, app.sign_in(Who::Broker).await);
    let page = proposed(app).await;
    let helper = page.case.helper.clone().expect("somebody is held");
    let leader = leader_in(app, helper.leader).await;
    guest(app, helper.leader).await;
    let page = go(&head, &page, Step::Agree).await;
    let page = go(&leader, &page, Step::Agree).await;
    let page = see(&broker, &page).await;
    let page = go(&broker, &page, terms(&page)).await;
    for browser in [&home, &head, &broker] {
        go(browser, &page, Step::Sign).await;
    }
    let page = see(&leader, &page).await;
    assert_eq!(page.case.stage_kind(), StageKind::Agreed);
    (page, leader)
}

/// The last link that asks for this in the letters of who has no account.
fn link(letters: &Letters, asks: &str) -> Option<String> {
    letters.to(GUEST).iter().find_map(|letter| {
        let (_, rest) = letter.split_once(asks)?;
        links(rest).into_iter().next()
    })
}

/// What the page keeps of the plan it was made with.
fn plan_of(opened: &Reply) -> String {
    let (_, rest) = opened
        .text
        .split_once("name=\"plan\" value=\"")
        .expect("the plan");
    rest.chars().take_while(|one| *one != '"').collect()
}

#[tokio::test]
async fn a_leader_without_an_account_records_a_visit_by_a_link_once_and_is_asked_for_the_next() {
    let app = TestApp::start().await;
    let letters = Letters::new();
    let (page, leader) = agreed(&app).await;
    sweep(app.pool(), &letters.1, monday(9)).await.unwrap();
    let asks = "Your next visit to Vale One can be recorded";
    let first = link(&letters, asks).expect("the visit is asked for");
    let others = letters.to("second.leader@test.example");
    assert!(
        others.iter().all(|letter| !letter.contains(asks)),
        "who can sign in is not written to about every visit"
    );
    let opened = app.nobody().get(&first).await;
    assert_eq!(opened.status, 200, "{}", opened.text);
    for words in ["Record your visit", "0 of 2", "Nothing you write is kept"] {
        assert!(opened.text.contains(words), "{words}: {}", opened.text);
    }
    let (plan, day) = (plan_of(&opened), d::today().to_string());
    let record = |done| {
        [
            ("say", "visit"),
            ("plan", plan.as_str()),
            ("on", day.as_str()),
            ("mode", "0"),
            ("time", "1"),
            ("met", "Head, Deputy"),
            ("done", done),
            ("next", "Look at the books again"),
        ]
    };
    // What is missing is said at its field, and what was typed is still there.
    let empty = press(&app, &first, &record(" ")).await;
    assert_eq!(empty.status, 422, "{}", empty.text);
    for words in [
        "#done",
        "in a line what was done",
        "Look at the books again",
    ] {
        assert!(empty.text.contains(words), "{words}: {}", empty.text);
    }
    let mut other = record("Read with six.");
    other[1] = ("plan", "another");
    let changed = press(&app, &first, &other).await;
    assert_eq!(changed.status, 422, "{}", changed.text);
    assert!(
        changed.text.contains("plan was changed"),
        "{}",
        changed.text
    );
    for wrong in ["yes", "no", "sign", "report", "right"] {
        let mut form = record("Read with six.");
        form[0] = ("say", wrong);
        let reply = press(&app, &first, &form).await;
        assert_eq!(reply.status, 422, "{wrong}: {}", reply.text);
    }
    assert_eq!(see(&leader, &page).await.case.visits.len(), 0);
    // Ten at once: it is one record.
    let form = record("Read with six.");
    let all = (0..10).map(|_| press(&app, &first, &form));
    let mut answers: Vec<u16> = futures::future::join_all(all)
        .await
        .into_iter()
        .map(|reply| reply.status)
        .collect();
    answers.sort_unstable();
    assert_eq!((answers[0], answers[1], answers[9]), (200, 410, 410));
    let now = see(&leader, &page).await;
    assert_eq!(now.case.visits.len(), 1);
    let one = &now.case.visits[0];
    assert_eq!(one.by.name, "The guest leader");
    assert_eq!(
        (one.visit.met.len(), one.visit.time.0, one.visit.seconds),
        (2, 2, 0)
    );
    // The next is asked for in the next morning's letter, and shows what this one said.
    sweep(app.pool(), &letters.1, monday(9) + Duration::days(1))
        .await
        .unwrap();
    let mut next = None;
    for letter in letters.to(GUEST) {
        for link in links(&letter) {
            let opened = app.nobody().get(&link).await;
            if opened.text.contains("Read with six.") {
                next = Some(link);
            }
        }
    }
    assert!(next.is_some_and(|next| next != first));
}

#[tokio::test]
async fn a_leader_without_an_account_writes_the_report_that_is_due_by_a_link() {
    let app = TestApp::start().await;
    let letters = Letters::new();
    let (page, leader) = agreed(&app).await;
    let plan: Step = serde_json::from_value(serde_json::json!({
        "step": "set_plan", "plan": {"objectives": [{
            "text": "Writing", "baseline": "41%", "target": "60%", "success": "Books show it",
            "due": page.case.request.to,
        }], "head": page.case.request.accountable, "chair": "Owen Tranter"},
    }))
    .unwrap();
    let page = go(&leader, &page, plan).await;
    let page = go(&leader, &page, crate::support::visit(4)).await;
    let head = app.sign_in(Who::Head).await;
    let page = go(&head, &page, Step::AcceptPlan).await;
    let end = Step::End {
        exit: "The subject lead carries it on.".to_owned(),
    };
    let page = go(&leader, &see(&leader, &page).await, end).await;
    sweep(app.pool(), &letters.1, monday(9)).await.unwrap();
    let link = link(
        &letters,
        "A report about support at Vale One waits to be written",
    )
    .expect("the report is asked for");
    let opened = app.nobody().get(&link).await;
    // As far as the records write it, for a leader to read.
    for words in [
        "Final report",
        "TOGETHER-IN-CONFIDENCE",
        "The subject lead carries it on.",
    ] {
        assert!(opened.text.contains(words), "{words}: {}", opened.text);
    }
    let plan = plan_of(&opened);
    let form = [
        ("say", "report"),
        ("plan", plan.as_str()),
        ("objective-0", "0"),
        ("evidence", "1"),
        ("evidence", "4"),
        ("progress", "Two visits."),
        ("impact", "More pupils write well."),
    ];
    let bare = press(&app, &link, &form[..5]).await;
    assert_eq!(bare.status, 422, "{}", bare.text);
    assert!(bare.text.contains("#progress"), "{}", bare.text);
    let sent = press(&app, &link, &form).await;
    assert_eq!(sent.status, 200, "{}", sent.text);
    assert_eq!(press(&app, &link, &form).await.status, 410);
    let now = see(&leader, &page).await;
    assert_eq!(now.case.stage_kind(), StageKind::Reported);
    let report = now.case.reports.last().expect("the report");
    assert_eq!((report.kind, report.evidence.len()), (ReportKind::Final, 2));
}

#[tokio::test]
async fn a_link_to_write_by_is_good_for_nothing_once_it_is_old_settled_or_of_another_case() {
    let app = TestApp::start().await;
    let letters = Letters::new();
    let (page, leader) = agreed(&app).await;
    sweep(app.pool(), &letters.1, monday(9)).await.unwrap();
    let asks = "Your next visit to Vale One can be recorded";
    let first = link(&letters, asks).expect("the visit is asked for");
    let plan = plan_of(&app.nobody().get(&first).await);
    let day = d::today().to_string();
    let form = [
        ("say", "visit"),
        ("plan", plan.as_str()),
        ("on", day.as_str()),
        ("mode", "0"),
        ("time", "1"),
        ("done", "Read with six."),
    ];
    // The token is the whole of it: no case is named by who sends, and another token is nobody's.
    let (_, token) = first.rsplit_once('/').unwrap();
    let turned: String = token.chars().rev().collect();
    for wrong in [turned, format!("{token}0"), page.case.id.to_string()] {
        let reply = press(&app, &format!("/answer/{wrong}"), &form).await;
        assert_eq!(reply.status, 410, "{wrong}: {}", reply.text);
    }
    // The one who can sign in was quicker: this link asked for the first record.
    go(&leader, &page, crate::support::visit(2)).await;
    let settled = press(&app, &first, &form).await;
    assert_eq!(settled.status, 410, "{}", settled.text);
    assert!(
        settled.text.contains("not asked any more"),
        "{}",
        settled.text
    );
    // Too old it says so, and a new one comes while the record is still asked for.
    let tuesday = monday(9) + Duration::days(1);
    sweep(app.pool(), &letters.1, tuesday).await.unwrap();
    let before = letters.to(GUEST).len();
    let mut owner = PgConnection::connect_with(&app.owner).await.unwrap();
    for sql in [
        "alter table mail_link no force row level security",
        "update mail_link set expires_at = now() - interval '1 second' where used_at is null",
    ] {
        sqlx::query(sql).execute(&mut owner).await.unwrap();
    }
    let mut old = 0;
    for letter in letters.to(GUEST) {
        for link in links(&letter) {
            old += usize::from(press(&app, &link, &form).await.text.contains("14 days"));
        }
    }
    assert!(old > 0);
    sweep(app.pool(), &letters.1, tuesday + Duration::days(1))
        .await
        .unwrap();
    assert_eq!(letters.to(GUEST).len(), before + 1);
    assert_eq!(see(&leader, &page).await.case.visits.len(), 1);
}
