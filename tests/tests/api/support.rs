//! Support from a request to its end, by everybody it takes, against a real database.

use domain::access::Role;
use domain::api::{AskSupport, BrokeragePage, CasePage, LibraryPage, SupportPage, TakeStep, Today};
use domain::brokerage::HalfDays;
use domain::schools::{CaseId, ChangeId, LeaderId, NeedId, PersonId, VisitId};
use domain::support::{
    Mode, Part, Quarters, Recipient, ReportKind, Request, Scope, Stage, StageKind, Step, Terms,
    Visit, draft_report, waiting,
};
use serde_json::{Value, json};
use server::db::people::{self, NewPerson};
use server::db::{self, brokerage};
use server::session::checked_hash;
use sqlx::Connection;
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

use Who::{Administrator, Broker, Governor, Head, Lead, Leader, Officer, OtherLead, Stranger};

/// What a school asks for.
pub fn request() -> Request {
    Request {
        urn: d::vale_one(),
        area: d::area(),
        priority: "Priority 2: writing".to_owned(),
        tried: "Moderation with neighbours.".to_owned(),
        outcome: "Year 6 writing at 60%.".to_owned(),
        accountable: "The head".to_owned(),
        half_days: HalfDays::days(2),
        from: d::today(),
        to: d::in_days(60),
        recipient: Recipient::School,
        cohort: String::new(),
        preferred: String::new(),
        others: String::new(),
        kind: None,
        keys: Vec::new(),
    }
}

/// The head of Vale One asks.
pub async fn asked(head: &Browser) -> CasePage {
    let ask = AskSupport {
        case: CaseId(Uuid::new_v4()),
        id: ChangeId(Uuid::new_v4()),
        request: request(),
    };
    let reply = head.post("/api/support", &ask).await;
    assert_eq!(reply.status, 201, "{}", reply.text);
    reply.json()
}

pub fn step(page: &CasePage, step: Step) -> TakeStep {
    TakeStep {
        id: ChangeId(Uuid::new_v4()),
        base: page.case.revision,
        step,
    }
}

pub fn url(page: &CasePage) -> String {
    format!("/api/support/{}/steps", page.case.id)
}

pub async fn go(browser: &Browser, page: &CasePage, one: Step) -> CasePage {
    browser.post(&url(page), &step(page, one)).await.done()
}

pub fn scope(page: &CasePage) -> Step {
    Step::Scope {
        scope: Box::new(Scope {
            pays: None,
            area: page.case.request.area,
            half_days: HalfDays::days(2),
            from: page.case.request.from,
            to: page.case.request.to,
            talked: "An hour with the head.".to_owned(),
            measures: "Year 6 writing.".to_owned(),
            funding: String::new(),
        }),
        need: NeedId(Uuid::new_v4()),
    }
}

pub fn terms(page: &CasePage) -> Step {
    Step::Draft {
        terms: Box::new(Terms {
            half_days: HalfDays::days(2),
            from: page.case.request.from,
            to: page.case.request.to,
            measures: "Year 6 writing.".to_owned(),
            roles: "The leader models, the school takes over.".to_owned(),
            day_rate: 35_000,
            payer: "The school".to_owned(),
            notice_weeks: 2,
            chair_signs: false,
        }),
    }
}

pub fn visit(quarters: u32) -> Step {
    Step::Visit {
        visit: Box::new(Visit {
            id: VisitId(Uuid::new_v4()),
            on: d::today(),
            mode: Mode::InPerson,
            time: Quarters(quarters),
            met: vec!["Head".to_owned()],
            touched: Vec::new(),
            done: "Marked twelve books TOGETHER-IN-CONFIDENCE.".to_owned(),
            next: None,
            next_visit: None,
            worry: true,
            seconds: 88,
        }),
    }
}

/// The head of the leaders' own school.
pub async fn home_head(app: &TestApp) -> Browser {
    const EMAIL: &str = "home.head@test.example";
    let mut tx = app.pool().begin().await.unwrap();
    db::enter(&mut tx, d::here()).await.unwrap();
    let person = NewPerson {
        id: PersonId(Uuid::from_u128(2_000)),
        name: "Head of Moor One".to_owned(),
        email: EMAIL.to_owned(),
        password: Some(checked_hash(d::PASSWORD, "", EMAIL).unwrap()),
        role: Role::Headteacher,
        about: String::new(),
        leader: None,
        partnerships: Vec::new(),
        schools: vec![d::moor_one()],
        chairs: Vec::new(),
    };
    people::put(&mut tx, d::here(), &person).await.unwrap();
    tx.commit().await.unwrap();
    app.nobody().sign_in(EMAIL).await.unwrap()
}

/// The board's best plan, accepted by the broker.
pub async fn accept(broker: &Browser) {
    let page: BrokeragePage = broker.get("/api/brokerage").await.done();
    let matches = crate::brokerage::best(&page);
    let asked = json!({"id": Uuid::new_v4(), "base": page.revision, "matches": matches});
    let reply = broker.post("/api/brokerage/accept", &asked).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
}

pub async fn see(browser: &Browser, page: &CasePage) -> CasePage {
    browser
        .get(&format!("/api/support/{}", page.case.id))
        .await
        .done()
}

/// A case whose leader is held, and who is asked.
pub async fn proposed(app: &TestApp) -> CasePage {
    let (head, broker) = (app.sign_in(Head).await, app.sign_in(Broker).await);
    let page = asked(&head).await;
    let page = go(&broker, &page, Step::Take).await;
    let page = go(&broker, &page, scope(&page)).await;
    assert_eq!(page.case.stage_kind(), StageKind::Scoped);
    accept(&broker).await;
    see(&broker, &page).await
}

#[tokio::test]
async fn support_is_carried_from_the_request_to_a_case_study_by_everybody_it_takes() {
    let app = TestApp::start().await;
    let home = home_head(&app).await;
    let (head, broker) = (app.sign_in(Head).await, app.sign_in(Broker).await);
    let page = proposed(&app).await;
    let helper = page.case.helper.clone().expect("somebody is held");
    assert!(matches!(page.case.stage, Stage::Asked { .. }));
    // Of two who could, one is asked and one is in reserve.
    let leader = leader_in(&app, helper.leader).await;
    let page = go(&head, &page, Step::Agree).await;
    let page = go(&leader, &page, Step::Agree).await;
    assert_eq!(page.case.stage_kind(), StageKind::Matched);
    let page = see(&broker, &page).await;
    assert_eq!(page.day_rate, Some(35_000));
    let page = go(&broker, &page, terms(&page)).await;
    for browser in [&home, &head, &broker] {
        go(browser, &page, Step::Sign).await;
    }
    let page = see(&leader, &page).await;
    assert_eq!(page.case.stage_kind(), StageKind::Agreed);
    let plan: Step = serde_json::from_value(json!({
        "step": "set_plan", "plan": {"objectives": [{
            "text": "Writing", "baseline": "41%", "target": "60%", "success": "Books show it",
            "due": page.case.request.to,
        }], "head": page.case.request.accountable, "chair": "Owen Tranter"},
    }))
    .unwrap();
    let page = go(&leader, &page, plan).await;
    let page = go(&leader, &page, visit(4)).await;
    let page = go(&head, &page, Step::AcceptPlan).await;
    assert_eq!(page.case.stage_kind(), StageKind::Active);
    let right = Step::Confirm {
        visit: page.case.visits[0].visit.id,
        accurate: true,
        comment: String::new(),
    };
    let page = go(&head, &page, right).await;
    let page = go(&leader, &see(&leader, &page).await, visit(2)).await;
    assert_eq!(page.case.stage_kind(), StageKind::InReview);
    let review: Step = serde_json::from_value(json!({
        "step": "review", "review": {
            "on": d::today(), "chair": "The head", "weighed": [{"objective": 0, "rag": "green"}],
            "evidence": ["work_scrutiny"], "impact": "Ten of twelve agree.", "outcome": "continue",
            "reason": "It works.",
        },
    }))
    .unwrap();
    go(&head, &page, review).await;
    let end = Step::End {
        exit: "The subject lead carries it on.".to_owned(),
    };
    let page = go(&leader, &page, end).await;
    // Three quarters of two days were given: two halves, no more, count in the leader's year.
    let board: BrokeragePage = broker.get("/api/brokerage").await.done();
    let used = board.leaders.iter().find(|one| one.id == helper.leader);
    let others = board
        .needs
        .iter()
        .filter(|one| one.matched == Some(helper.leader));
    let others: u32 = others.map(|one| one.draft.half_days.0).sum();
    assert_eq!(used.unwrap().used.0, 3 + others);
    assert!(
        board
            .needs
            .iter()
            .all(|need| Some(need.id) != page.case.need)
    );
    let report = draft_report(&page.case, ReportKind::Final, d::today());
    let report = Step::Report {
        report: Box::new(domain::support::Report {
            progress: "Two visits.".to_owned(),
            impact: "More pupils write well.".to_owned(),
            ..report
        }),
    };
    let page = go(&leader, &page, report).await;
    let worth = json!({"step": "evaluate", "evaluation": {
        "impact": 3, "leader": 4, "value": 3, "would_again": true, "words": "Worth it.",
    }});
    let page = go(&head, &page, serde_json::from_value(worth).unwrap()).await;
    let passed = Step::Assure {
        passed: true,
        note: String::new(),
    };
    let page = go(&broker, &page, passed).await;
    let impact = json!({"step": "impact", "impact": {
        "measure": "Writing", "before": "41%", "after": "55%", "pupils": 22, "words": "One cohort.",
    }});
    let page = go(&broker, &page, serde_json::from_value(impact).unwrap()).await;
    let study = Step::Study {
        title: "Twelve books".to_owned(),
        text: "What was done.".to_owned(),
        quote: String::new(),
        told_to: domain::support::ToldTo::Partnership,
    };
    let page = go(&broker, &page, study).await;
    let page = go(&head, &page, Step::Publish).await;
    assert_eq!(page.case.stage_kind(), StageKind::ImpactKnown);
    go(&home, &page, Step::Publish).await;
    let page = see(&head, &page).await;
    assert_eq!(page.case.stage_kind(), StageKind::Published);
    told_as_far_as_both_said(&app, &page).await;
    // Everything that happened is on the record, and the record makes the case.
    let revisions: Vec<u64> = page.history.iter().map(|one| one.revision).collect();
    assert!(revisions.is_sorted());
    assert!(waiting(&page.case).is_empty());
    // What the head who lends a leader reads.
    let lent = home
        .get(&format!("/api/support/{}", page.case.id))
        .await
        .text;
    for secret in [
        "TOGETHER-IN-CONFIDENCE",
        "Worth it.",
        "Moderation with",
        "Ten of twelve",
    ] {
        assert!(!lent.contains(secret), "{secret}");
    }
    let governor = app.sign_in(Governor).await;
    let governed = governor
        .get(&format!("/api/support/{}", page.case.id))
        .await
        .text;
    assert!(!governed.contains("TOGETHER-IN-CONFIDENCE"));
    assert!(governed.contains("Ten of twelve"));
}

/// The case study is in the library for the partnership it was told to, and for nobody else's.
async fn told_as_far_as_both_said(app: &TestApp, page: &CasePage) {
    for (who, there) in [
        (Officer, true),
        (Broker, true),
        (Head, true),
        (Lead, true),
        (OtherLead, false),
        (Stranger, false),
    ] {
        let browser = app.sign_in(who).await;
        let library: LibraryPage = browser.get("/api/library").await.done();
        let found = library.studies.iter().any(|one| one.case == page.case.id);
        assert_eq!(found, there, "{who:?}");
    }
}

/// The browser of the leader of that id.
pub async fn leader_in(app: &TestApp, leader: LeaderId) -> Browser {
    if leader == d::leader_id(1) {
        return app.sign_in(Leader).await;
    }
    const EMAIL: &str = "second.leader@test.example";
    let mut tx = app.pool().begin().await.unwrap();
    db::enter(&mut tx, d::here()).await.unwrap();
    let person = NewPerson {
        id: PersonId(Uuid::from_u128(2_001)),
        name: "The second leader".to_owned(),
        email: EMAIL.to_owned(),
        password: Some(checked_hash(d::PASSWORD, "", EMAIL).unwrap()),
        role: Role::Leader,
        about: String::new(),
        leader: Some(leader),
        partnerships: Vec::new(),
        schools: Vec::new(),
        chairs: Vec::new(),
    };
    people::put(&mut tx, d::here(), &person).await.unwrap();
    tx.commit().await.unwrap();
    app.nobody().sign_in(EMAIL).await.unwrap()
}

#[tokio::test]
async fn nobody_consents_for_another_and_a_no_brings_the_next_in_line_at_once() {
    let app = TestApp::start().await;
    let (head, broker, officer) = (
        app.sign_in(Head).await,
        app.sign_in(Broker).await,
        app.sign_in(Officer).await,
    );
    // Both have days to spare, whoever is asked first.
    let mut tx = app.pool().begin().await.unwrap();
    db::enter(&mut tx, d::here()).await.unwrap();
    for (number, name) in [(1, "Lena Lindqvist"), (2, "Marek Moss")] {
        let leader = d::leader(number, name, 30);
        brokerage::put_leader(&mut tx, d::here(), &leader)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let page = proposed(&app).await;
    for browser in [&broker, &officer] {
        let reply = browser.post(&url(&page), &step(&page, Step::Agree)).await;
        assert_eq!(reply.status, 403, "{}", reply.text);
    }
    let first = page.case.helper.clone().unwrap().leader;
    let no = |why: &str| Step::Decline {
        why: why.to_owned(),
    };
    let empty = head.post(&url(&page), &step(&page, no(" "))).await;
    assert_eq!(empty.status, 422);
    assert_eq!(empty.problem().fields[0].field, "why");
    let page = go(&head, &page, no("We worked together before.")).await;
    let second = page.case.helper.clone().expect("the next is asked").leader;
    assert_ne!(first, second);
    assert_eq!(page.case.stage_kind(), StageKind::Asked);
    assert_eq!(page.case.declined[0].why, "We worked together before.");
    let board: BrokeragePage = broker.get("/api/brokerage").await.done();
    let need = board
        .needs
        .iter()
        .find(|one| Some(one.id) == page.case.need);
    assert_eq!(need.unwrap().matched, Some(second));
    // When nobody is left the need is open again, and nobody's days are held for it.
    let page = go(&head, &page, no("Nor her.")).await;
    assert_eq!(page.case.stage_kind(), StageKind::Scoped);
    assert!(page.case.helper.is_none());
    let board: BrokeragePage = broker.get("/api/brokerage").await.done();
    let need = board
        .needs
        .iter()
        .find(|one| Some(one.id) == page.case.need);
    assert_eq!(need.unwrap().matched, None);
    // Both were asked; whoever is asked again is asked anew.
    let leader = leader_in(&app, first).await;
    let gone = leader.get(&format!("/api/support/{}", page.case.id)).await;
    assert_eq!(gone.status, 404);
}

#[tokio::test]
async fn a_leader_who_says_no_is_told_so_and_reads_nothing_more() {
    let app = TestApp::start().await;
    let page = proposed(&app).await;
    let leader = leader_in(&app, page.case.helper.as_ref().unwrap().leader).await;
    let no = step(
        &page,
        Step::Decline {
            why: "No Fridays this term.".to_owned(),
        },
    );
    let reply = leader.post(&url(&page), &no).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert!(!reply.text.contains("Moderation with"), "{}", reply.text);
    // Nor who is asked in their place.
    for name in ["Lena Lindqvist", "Marek Moss"] {
        assert!(!reply.text.contains(name), "{}", reply.text);
    }
    let after: CasePage = reply.json();
    assert!(after.history.is_empty() && after.offers.is_empty());
    // The answer may have been lost: the same again is answered the same.
    assert_eq!(leader.post(&url(&page), &no).await.status, 200);
    let mine: SupportPage = leader.get("/api/support").await.done();
    assert!(mine.cases.iter().all(|row| row.case.id != page.case.id));
}

#[tokio::test]
async fn the_same_step_twice_is_one_and_another_by_its_id_is_refused() {
    let app = TestApp::start().await;
    let (head, broker) = (app.sign_in(Head).await, app.sign_in(Broker).await);
    let page = asked(&head).await;
    let take = step(&page, Step::Take);
    let once: CasePage = broker.post(&url(&page), &take).await.done();
    let twice: CasePage = broker.post(&url(&page), &take).await.done();
    assert_eq!(once, twice);
    let other = TakeStep {
        step: Step::Talk {
            text: "Another".to_owned(),
        },
        ..take
    };
    assert_eq!(broker.post(&url(&page), &other).await.status, 422);
    // Twenty at once: one is taken, the others are told that it was.
    let talk = step(
        &once,
        Step::Talk {
            text: "By telephone.".to_owned(),
        },
    );
    let place = url(&page);
    let all = (0..20).map(|_| broker.post(&place, &talk));
    for reply in futures::future::join_all(all).await {
        assert_eq!(reply.status, 200, "{}", reply.text);
    }
    assert_eq!(see(&broker, &page).await.case.talks.len(), 1);
    // The request itself, sent again.
    let again = AskSupport {
        case: page.case.id,
        id: ChangeId(Uuid::new_v4()),
        request: request(),
    };
    assert_eq!(head.post("/api/support", &again).await.status, 422);
}

#[tokio::test]
async fn who_writes_over_another_is_shown_it_and_a_record_from_a_train_is_taken() {
    let app = TestApp::start().await;
    let home = home_head(&app).await;
    let (head, broker, officer) = (
        app.sign_in(Head).await,
        app.sign_in(Broker).await,
        app.sign_in(Officer).await,
    );
    let page = proposed(&app).await;
    let leader = leader_in(&app, page.case.helper.as_ref().unwrap().leader).await;
    go(&head, &page, Step::Agree).await;
    let page = go(&leader, &page, Step::Agree).await;
    go(&broker, &page, terms(&page)).await;
    let over = officer.post(&url(&page), &step(&page, terms(&page))).await;
    assert_eq!(over.status, 409, "{}", over.text);
    assert!(over.text.contains("wrote this meanwhile"), "{}", over.text);
    let now = see(&broker, &page).await;
    for browser in [&home, &head, &broker] {
        go(browser, &now, Step::Sign).await;
    }
    // The leader looked at it before all of that, and had no line since.
    let recorded = leader.post(&url(&page), &step(&page, visit(1))).await;
    assert_eq!(recorded.status, 200, "{}", recorded.text);
    let seconds: SupportPage = broker.get("/api/support").await.done();
    assert_eq!(seconds.record_seconds, Some(88));
    // A worry is for the school, the leader and the authority.
    for (browser, seen) in [
        (&head, true),
        (&leader, true),
        (&officer, true),
        (&broker, false),
    ] {
        assert_eq!(see(browser, &page).await.case.visits[0].visit.worry, seen);
    }
}

#[tokio::test]
async fn whose_it_is_not_is_told_of_nothing() {
    let app = TestApp::start().await;
    let page = asked(&app.sign_in(Head).await).await;
    let path = format!("/api/support/{}", page.case.id);
    for who in [OtherLead, Leader, Administrator, Stranger] {
        let browser = app.sign_in(who).await;
        let theirs = browser.get(&path).await;
        let none = browser
            .get(&format!("/api/support/{}", Uuid::new_v4()))
            .await;
        assert_eq!(theirs.status, none.status, "{who:?}");
        assert_eq!(theirs.text, none.text, "{who:?}");
        let list = browser.get("/api/support").await;
        assert!(!list.text.contains("Vale One"), "{who:?}: {}", list.text);
        let talk = step(
            &page,
            Step::Talk {
                text: "x".to_owned(),
            },
        );
        let status = browser.post(&url(&page), &talk).await.status;
        assert!(matches!(status, 403 | 404), "{who:?}: {status}");
    }
    // A request is refused with everything that is missing, and nothing is kept.
    let empty = AskSupport {
        case: CaseId(Uuid::new_v4()),
        id: ChangeId(Uuid::new_v4()),
        request: Request {
            tried: String::new(),
            priority: String::new(),
            ..request()
        },
    };
    let head = app.sign_in(Head).await;
    let problem = head.post("/api/support", &empty).await.problem();
    let fields: Vec<&str> = problem
        .fields
        .iter()
        .map(|one| one.field.as_str())
        .collect();
    assert_eq!(fields, ["priority", "tried"]);
    let list: SupportPage = head.get("/api/support").await.done();
    assert_eq!(list.cases.len(), 1);
    assert_eq!(list.cases[0].part, Part::Head);
    assert_eq!(list.may_ask.len(), 1);
    assert!(list.record_seconds.is_none());
}

#[tokio::test]
async fn each_finds_on_their_first_page_what_support_waits_for() {
    let app = TestApp::start().await;
    let (head, broker) = (app.sign_in(Head).await, app.sign_in(Broker).await);
    let page = asked(&head).await;
    let today: Today = broker.get("/api/today").await.done();
    let triage = today
        .tasks
        .iter()
        .find(|task| task.what == "Answer the request");
    assert_eq!(triage.unwrap().href, format!("/support/{}", page.case.id));
    let question = Step::Return {
        question: "Which years?".to_owned(),
    };
    go(&broker, &page, question).await;
    let today: Today = head.get("/api/today").await.done();
    let answer = today.tasks.iter().find(|task| task.school == "Vale One");
    assert_eq!(
        answer.unwrap().href,
        format!("/support/{}/request", page.case.id)
    );
    let today: Today = broker.get("/api/today").await.done();
    assert!(
        today
            .tasks
            .iter()
            .all(|task| task.what != "Answer the request")
    );
    assert_eq!(today.others[0].what, "Answer");
    assert_eq!(today.others[0].whose, "the head");
}

#[tokio::test]
async fn a_case_is_what_its_steps_made_it() {
    let app = TestApp::start().await;
    let page = proposed(&app).await;
    let mut owner = sqlx::PgConnection::connect_with(&app.owner).await.unwrap();
    let steps: Vec<(Value,)> =
        sqlx::query_as("select step from support_step where case_id = $1 order by revision")
            .bind(page.case.id.0)
            .fetch_all(&mut owner)
            .await
            .unwrap();
    assert_eq!(u64::try_from(steps.len()).unwrap(), page.case.revision);
    // The role of the program adds to the log and cannot change it.
    let mut tx = app.pool().begin().await.unwrap();
    db::enter(&mut tx, d::here()).await.unwrap();
    let changed = sqlx::query("update support_step set person_name = 'x'")
        .execute(&mut *tx)
        .await;
    assert!(changed.is_err());
}
