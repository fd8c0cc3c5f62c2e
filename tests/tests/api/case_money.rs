//! A case moves money: pounds at every step, nobody paid twice, and a pot that may not pay stops the step.

use domain::api::{BrokeragePage, CasePage, MoneyPage, SupportPage};
use domain::brokerage::HalfDays;
use domain::calendar::Date;
use domain::schools::{NeedId, PotId};
use domain::support::money::{Held, Pence, Pot, ReportDue, WhoPays};
use domain::support::{Report, ReportKind, StageKind, Step, draft_report};
use serde_json::json;
use sqlx::{Connection, PgConnection};
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

use Who::{Broker, Head, Officer};

use crate::money::{add, add_pot, pot};
use crate::support::{
    accept, asked, go, home_head, leader_in, scope, see, step, terms, url, visit,
};

fn from(pot: PotId) -> WhoPays {
    WhoPays {
        pots: vec![pot],
        school: false,
    }
}

fn paid_by(page: &CasePage, pays: WhoPays) -> Step {
    let mut step = scope(page);
    if let Step::Scope { scope, .. } = &mut step {
        scope.pays = Some(pays);
    }
    step
}

/// Pounds in a pot: reserved, committed, drawn, released, available.
async fn pounds(who: &Browser, pot: PotId) -> [i64; 5] {
    let page: MoneyPage = who.get("/api/money").await.done();
    let found = page.pots.iter().find(|one| one.pot.id == pot);
    let held: Held = found.expect("the pot is there").held;
    assert!(held.adds_up());
    [
        held.reserved,
        held.committed,
        held.drawn,
        held.released,
        held.available,
    ]
    .map(|sum| sum.0 / 100)
}

fn report(page: &CasePage) -> Step {
    Step::Report {
        report: Box::new(Report {
            progress: "Two visits.".to_owned(),
            impact: "More pupils write well.".to_owned(),
            evidence: vec![domain::support::Evidence::Data],
            ..draft_report(&page.case, ReportKind::Final, d::today())
        }),
    }
}

fn overdue(name: &str, pounds: i64, due: Date) -> Pot {
    Pot {
        reports: vec![ReportDue {
            due,
            what: "Interim report".to_owned(),
            accepted: None,
        }],
        ..pot(name, pounds)
    }
}

/// A case whose head has asked, and whose scope says who pays.
async fn scoped(app: &TestApp, pays: WhoPays) -> CasePage {
    let (head, broker) = (app.sign_in(Head).await, app.sign_in(Broker).await);
    let page = asked(&head).await;
    let page = go(&broker, &page, Step::Take).await;
    go(&broker, &page, paid_by(&page, pays)).await
}

#[tokio::test]
async fn money_goes_with_a_case_pound_by_pound_from_the_match_to_the_report() {
    let app = TestApp::start().await;
    let home = home_head(&app).await;
    let (head, broker) = (app.sign_in(Head).await, app.sign_in(Broker).await);
    let fund = add_pot(&broker, "Opportunity fund", 5_000).await;
    let page = scoped(&app, from(fund)).await;
    assert_eq!(pounds(&broker, fund).await, [0, 0, 0, 0, 5_000]);
    // Two days at £350: put aside as soon as somebody is proposed.
    accept(&broker).await;
    assert_eq!(pounds(&broker, fund).await, [700, 0, 0, 0, 4_300]);
    let page = see(&broker, &page).await;
    let leader = leader_in(&app, page.case.helper.as_ref().unwrap().leader).await;
    go(&head, &page, Step::Agree).await;
    let page = go(&leader, &page, Step::Agree).await;
    go(&broker, &page, terms(&page)).await;
    for browser in [&home, &head] {
        go(browser, &page, Step::Sign).await;
    }
    assert_eq!(pounds(&broker, fund).await, [700, 0, 0, 0, 4_300]);
    let page = go(&broker, &page, Step::Sign).await;
    assert_eq!(page.case.stage_kind(), StageKind::Agreed);
    assert_eq!(pounds(&broker, fund).await, [0, 700, 0, 0, 4_300]);
    // A visit of a day, sent twice, is paid for once; a quarter of a day begins a half.
    let first = step(&page, visit(4));
    for _ in 0..2 {
        assert_eq!(leader.post(&url(&page), &first).await.status, 200);
    }
    assert_eq!(pounds(&broker, fund).await, [0, 350, 350, 0, 4_300]);
    let plan = json!({"step": "set_plan", "plan": {"objectives": [], "own": "On the school's site",
            "head": "The head", "chair": "The chair"}});
    go(&head, &page, serde_json::from_value(plan).unwrap()).await;
    go(&leader, &page, visit(1)).await;
    assert_eq!(pounds(&broker, fund).await, [0, 175, 525, 0, 4_300]);
    go(&leader, &page, visit(1)).await;
    assert_eq!(pounds(&broker, fund).await, [0, 175, 525, 0, 4_300]);
    // What each reads of it.
    let money = see(&broker, &page)
        .await
        .money
        .expect("the broker reads it");
    assert_eq!(money.pots[0].0, "Opportunity fund");
    assert_eq!(
        (money.day, money.remaining()),
        (Pence(35_000), Pence(17_500))
    );
    for (browser, text) in [(&head, "the head"), (&home, "the head who lends")] {
        let theirs = see(browser, &page).await;
        let money = theirs.money.clone().expect(text);
        assert_eq!(
            (money.held.drawn, money.remaining()),
            (Pence(52_500), Pence(17_500))
        );
        let text = serde_json::to_string(&theirs).unwrap();
        assert!(!text.contains("Opportunity fund") && !text.contains(&fund.to_string()));
    }
    assert_eq!(see(&leader, &page).await.money, None);
    // What was not used goes back when it ends; what was used is paid on when the report is accepted.
    let end = Step::End {
        exit: "The subject lead carries it on.".to_owned(),
    };
    let page = go(&leader, &page, end).await;
    assert_eq!(pounds(&broker, fund).await, [0, 0, 525, 0, 4_475]);
    go(&leader, &page, report(&page)).await;
    let worth = json!({"step": "evaluate", "evaluation": {
        "impact": 3, "leader": 4, "value": 3, "would_again": true, "words": "Worth it.",
    }});
    go(&head, &page, serde_json::from_value(worth).unwrap()).await;
    let passed = Step::Assure {
        passed: true,
        note: String::new(),
    };
    go(&broker, &page, passed).await;
    assert_eq!(pounds(&broker, fund).await, [0, 0, 0, 525, 4_475]);
}

#[tokio::test]
async fn a_pot_that_may_not_pay_stops_the_step_in_words_and_nothing_is_kept() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Broker).await;
    let late = add(&broker, overdue("Late fund", 5_000, d::in_days(-3))).await;
    let small = add_pot(&broker, "Small fund", 699).await;
    let page = scoped(&app, from(late)).await;
    // As the school itself would pay: the plan a broker saw before the pot was named.
    let school = WhoPays {
        pots: Vec::new(),
        school: true,
    };
    let seen = see(&broker, &page).await;
    go(&broker, &seen, Step::Fund { pays: school }).await;
    let board: BrokeragePage = broker.get("/api/brokerage").await.done();
    let matches = crate::brokerage::best(&board);
    for (pays, words) in [
        (from(late), "Late fund has a report overdue since"),
        (
            from(small),
            "It costs £700, and Small fund has £699 available: £1 short",
        ),
    ] {
        let page = see(&broker, &page).await;
        go(&broker, &page, Step::Fund { pays }).await;
        let asked = json!({"id": Uuid::new_v4(), "base": board.revision, "matches": matches});
        let refused = broker.post("/api/brokerage/accept", &asked).await;
        // The board has the pair no more, and says why in the pot's words.
        assert_eq!(refused.status, 409, "{}", refused.text);
        assert!(refused.problem().detail.contains(words), "{}", refused.text);
        assert_eq!(
            see(&broker, &page).await.case.stage_kind(),
            StageKind::Scoped
        );
    }
    let nobody = Step::Fund {
        pays: WhoPays {
            pots: Vec::new(),
            school: false,
        },
    };
    let refused = broker.post(&url(&page), &step(&page, nobody)).await;
    assert_eq!(refused.problem().fields[0].field, "pays");
    // The school pays what the pot does not.
    let both = WhoPays {
        pots: vec![small],
        school: true,
    };
    let page = see(&broker, &page).await;
    let page = go(&broker, &page, Step::Fund { pays: both }).await;
    accept(&broker).await;
    assert_eq!(pounds(&broker, small).await, [699, 0, 0, 0, 0]);
    let money = see(&broker, &page).await.money.unwrap();
    assert_eq!((money.school, money.whole()), (Pence(100), Pence(70_000)));
    // Withdrawn: all of it is there again, and the school owes nothing.
    let page = see(&broker, &page).await;
    let gone = Step::Withdraw {
        why: "The head has moved on.".to_owned(),
    };
    let page = go(&broker, &page, gone).await;
    assert_eq!(pounds(&broker, small).await, [0, 0, 0, 0, 699]);
    assert_eq!(page.money.map(|one| one.school), Some(Pence::ZERO));
}

#[tokio::test]
async fn no_report_is_accepted_while_the_funder_waits_for_one() {
    let app = TestApp::start().await;
    let home = home_head(&app).await;
    let (head, broker) = (app.sign_in(Head).await, app.sign_in(Broker).await);
    let fund = add_pot(&broker, "Opportunity fund", 5_000).await;
    let page = scoped(&app, from(fund)).await;
    accept(&broker).await;
    let page = see(&broker, &page).await;
    let leader = leader_in(&app, page.case.helper.as_ref().unwrap().leader).await;
    go(&head, &page, Step::Agree).await;
    let page = go(&leader, &page, Step::Agree).await;
    go(&broker, &page, terms(&page)).await;
    for browser in [&home, &head, &broker] {
        go(browser, &page, Step::Sign).await;
    }
    go(&leader, &page, visit(4)).await;
    let early = Step::EndEarly {
        why: "A fortnight's notice was given.".to_owned(),
    };
    let page = go(&head, &page, early).await;
    assert_eq!(pounds(&broker, fund).await, [0, 0, 350, 0, 4_650]);
    go(&leader, &page, report(&page)).await;
    let worth = json!({"step": "evaluate", "evaluation": {
        "impact": 3, "leader": 4, "value": 3, "would_again": true, "words": "Worth it.",
    }});
    go(&head, &page, serde_json::from_value(worth).unwrap()).await;
    let mut owner = PgConnection::connect_with(&app.owner).await.unwrap();
    sqlx::query("update money_pot set doc = jsonb_set(doc, '{reports}', $1)")
        .bind(json!([{"due": d::in_days(-1), "what": "Interim report"}]))
        .execute(&mut owner)
        .await
        .unwrap();
    let passed = Step::Assure {
        passed: true,
        note: String::new(),
    };
    let refused = broker.post(&url(&page), &step(&page, passed)).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    assert!(
        refused
            .text
            .contains("nothing is released until it is accepted")
    );
    assert_eq!(
        see(&broker, &page).await.case.stage_kind(),
        StageKind::Evaluated
    );
    assert_eq!(pounds(&broker, fund).await, [0, 0, 350, 0, 4_650]);
}

#[tokio::test]
async fn of_two_at_once_one_has_the_last_pounds() {
    let app = TestApp::start().await;
    let (broker, officer) = (app.sign_in(Broker).await, app.sign_in(Officer).await);
    let need = json!({"id": NeedId(Uuid::new_v4()), "draft": d::draft(d::vale_two(), 1, 2)});
    assert_eq!(broker.post("/api/needs", &need).await.status, 201);
    let page = scoped(
        &app,
        WhoPays {
            pots: Vec::new(),
            school: true,
        },
    )
    .await;
    accept(&broker).await;
    let list: SupportPage = broker.get("/api/support").await.done();
    let other = list
        .cases
        .iter()
        .find(|row| row.case.urn == d::vale_two() && row.case.half_days == HalfDays::days(2))
        .expect("the other school is matched too");
    let one = see(&broker, &page).await;
    let two: CasePage = broker
        .get(&format!("/api/support/{}", other.case.id))
        .await
        .done();
    assert_eq!(two.case.stage_kind(), StageKind::Asked);
    // A day of each of them is £350: there is enough for one of the two, with £100 over.
    let fund = add_pot(&broker, "Last pounds", 800).await;
    let fund_it = |page: &CasePage| step(page, Step::Fund { pays: from(fund) });
    let (first, second) = (fund_it(&one), fund_it(&two));
    let (to_one, to_two) = (url(&one), url(&two));
    let (left, right) =
        futures::future::join(broker.post(&to_one, &first), officer.post(&to_two, &second)).await;
    let mut answers = [left.status, right.status];
    answers.sort_unstable();
    assert_eq!(answers, [200, 422], "{} {}", left.text, right.text);
    let lost = if left.status == 422 { left } else { right };
    assert!(lost.text.contains("has £100 available"), "{}", lost.text);
    assert_eq!(pounds(&broker, fund).await, [700, 0, 0, 0, 100]);
}

#[tokio::test]
async fn a_no_brings_the_money_back_and_a_case_without_a_payer_moves_none() {
    let app = TestApp::start().await;
    let (head, broker) = (app.sign_in(Head).await, app.sign_in(Broker).await);
    let fund = add_pot(&broker, "Opportunity fund", 700).await;
    let page = scoped(&app, from(fund)).await;
    accept(&broker).await;
    let no = || Step::Decline {
        why: "Not this term.".to_owned(),
    };
    // There are £700: the next in line has what the first gave back.
    let mut page = see(&broker, &page).await;
    while page.case.stage_kind() == StageKind::Asked {
        assert_eq!(pounds(&broker, fund).await, [700, 0, 0, 0, 0]);
        page = go(&head, &page, no()).await;
    }
    assert_eq!(page.case.stage_kind(), StageKind::Scoped);
    assert_eq!(pounds(&broker, fund).await, [0, 0, 0, 0, 700]);
    let gone = Step::Withdraw {
        why: "Nobody is left.".to_owned(),
    };
    go(&broker, &page, gone).await;
    let none = crate::support::proposed(&app).await;
    assert_eq!(none.case.stage_kind(), StageKind::Asked);
    assert_eq!(none.money, None);
    assert_eq!(pounds(&broker, fund).await, [0, 0, 0, 0, 700]);
}
