//! The rules of a pot are changed on its page: by whoever may, with why, once, never over somebody else's; and
//! who is told of claims by letter.

use domain::api::{BrokeragePage, MoneyPage, PotLedger};
use domain::brokerage::HalfDays;
use domain::schools::{ClawBackId, CommitmentId, Key, PotId};
use domain::support::money::{
    Change, Invoice, NewCommitment, Party, Pence, Place, PotRules, ReportDue, WhoPays,
};
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

use Who::{Broker, Head, Officer};

use crate::money::add_pot;
use crate::support::home_head;

fn most(pounds: i64) -> PotRules {
    PotRules {
        most_day_rate: Some(Pence::pounds(pounds)),
        ..PotRules::default()
    }
}

fn set(base: u64, pot: PotId, rules: PotRules) -> Value {
    let change = Change::SetRules {
        pot,
        rules: Box::new(rules),
        reports: Vec::new(),
    };
    json!({ "id": Uuid::new_v4(), "base": base, "why": "Letter of the funder", "change": change })
}

async fn ask(who: &Browser, change: Change) -> MoneyPage {
    let base = who.get("/api/money").await.done::<MoneyPage>().seq;
    let body = json!({ "id": Uuid::new_v4(), "base": base, "why": "As agreed", "change": change });
    who.post("/api/money/changes", &body).await.done()
}

fn reserve(pot: PotId) -> (CommitmentId, Change) {
    let id = CommitmentId(Uuid::new_v4());
    let work = NewCommitment {
        id,
        case: None,
        what: "Early reading".to_owned(),
        recipient: d::vale_one(),
        area: None,
        leader_type: Key::of("SLE"),
        home: Some(d::moor_one()),
        half_days: HalfDays(20),
        from: d::today(),
    };
    let payers = WhoPays {
        pots: vec![pot],
        school: false,
    };
    let work = Box::new(work);
    (id, Change::Reserve { work, payers })
}

#[tokio::test]
async fn the_rules_of_a_pot_are_changed_with_why_once_and_what_was_put_aside_stands() {
    let app = TestApp::start().await;
    let (broker, officer) = (app.sign_in(Broker).await, app.sign_in(Officer).await);
    let pot = add_pot(&broker, "Opportunity fund", 9_000).await;
    let (commitment, put_aside) = reserve(pot);
    let before = ask(&broker, put_aside).await;
    let body = set(before.seq, pot, most(300));
    let page: MoneyPage = broker.post("/api/money/changes", &body).await.done();
    assert_eq!(
        page.pots[0].pot.rules.most_day_rate,
        Some(Pence::pounds(300))
    );
    assert_eq!(
        page.work, before.work,
        "what was put aside stands at its price"
    );
    // Sent again it is the same; asked anew nothing would be otherwise.
    let again: MoneyPage = broker.post("/api/money/changes", &body).await.done();
    assert_eq!(again.seq, page.seq);
    let nothing = broker
        .post("/api/money/changes", &set(page.seq, pot, most(300)))
        .await;
    assert_eq!(nothing.status, 422);
    // Who looked before sees both, and theirs is not done.
    let late = officer
        .post("/api/money/changes", &set(before.seq, pot, most(320)))
        .await
        .problem();
    assert_eq!(late.status, 409);
    for words in [
        "a day at most any, now £300",
        "a day at most £300, now £320",
    ] {
        assert!(late.detail.contains(words), "{}", late.detail);
    }
    // The page of the pot tells it as history: who, when, from what, to what, why.
    let url = format!("/api/money/pots/{pot}");
    let ledger: PotLedger = officer.get(&url).await.done();
    let row = ledger.rows.iter().find(|row| row.rules).unwrap();
    assert_eq!(row.what, "Rules: a day at most any, now £300");
    assert_eq!(
        (row.why.as_str(), row.on),
        ("Letter of the funder", d::today())
    );
    assert!(row.moved.is_empty());
    // And says what of that which goes on the new rules would not have allowed.
    assert_eq!(ledger.work.len(), 1);
    let schools = ledger
        .schools
        .iter()
        .map(|school| (school.urn, school.clone()))
        .collect();
    let not = domain::support::money::not_allowed(&ledger.pot, &ledger.work, &schools, d::today());
    assert_eq!(not.len(), 1);
    assert_eq!(not[0].0.id, commitment);
    // The board has the rule at once.
    let board: BrokeragePage = broker.get("/api/brokerage").await.done();
    assert_eq!(
        board.purse.pots[0].pot.rules.most_day_rate,
        Some(Pence::pounds(300))
    );
    // It is agreed and used as it was put aside.
    ask(&broker, Change::Commit { commitment }).await;
}

#[tokio::test]
async fn rules_that_cannot_stand_are_refused_at_their_field_and_by_whom_they_are_not() {
    let app = TestApp::start().await;
    let (broker, head) = (app.sign_in(Broker).await, app.sign_in(Head).await);
    let pot = add_pot(&broker, "Opportunity fund", 9_000).await;
    let base = broker.get("/api/money").await.done::<MoneyPage>().seq;
    assert_eq!(
        head.post("/api/money/changes", &set(base, pot, most(300)))
            .await
            .status,
        403
    );
    let mut wrong = most(300);
    wrong.most_day_rate = Some(Pence(1));
    wrong.schools = vec![d::urn(999_999)];
    let problem = broker
        .post("/api/money/changes", &set(base, pot, wrong))
        .await
        .problem();
    assert_eq!(problem.status, 422);
    let fields: Vec<&str> = problem
        .fields
        .iter()
        .map(|one| one.field.as_str())
        .collect();
    assert_eq!(fields, ["pot-rate", "pot-schools"]);
    let mut no_why = set(base, pot, most(300));
    no_why["why"] = json!(" ");
    let problem = broker.post("/api/money/changes", &no_why).await.problem();
    assert_eq!(problem.fields[0].field, "why");
    let nowhere = set(base, PotId(Uuid::new_v4()), most(300));
    let problem = broker.post("/api/money/changes", &nowhere).await.problem();
    assert_eq!(problem.status, 422);
    // A report that is due is a rule too.
    let change = Change::SetRules {
        pot,
        rules: Box::default(),
        reports: vec![ReportDue {
            due: d::in_days(30),
            what: "Interim report".to_owned(),
            accepted: None,
        }],
    };
    let page = ask(&broker, change).await;
    assert_eq!(page.pots[0].pot.reports.len(), 1);
}

/// Kinds of notices, by whom they are for; those that still wait.
async fn waits(app: &TestApp) -> Vec<(String, Uuid)> {
    let mut owner = PgConnection::connect_with(&app.owner).await.unwrap();
    sqlx::query_as(
        "select kind, person_id from notice where settled_at is null order by kind, person_id",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap()
}

fn of(kind: &str, who: Who) -> (String, Uuid) {
    (kind.to_owned(), who.id().0)
}

#[tokio::test]
async fn those_a_claim_concerns_are_told_once_each_by_letter() {
    let app = TestApp::start().await;
    home_head(&app).await;
    let (broker, officer) = (app.sign_in(Broker).await, app.sign_in(Officer).await);
    let pot = add_pot(&broker, "Opportunity fund", 9_000).await;
    let (commitment, put_aside) = reserve(pot);
    ask(&broker, put_aside).await;
    ask(&broker, Change::Commit { commitment }).await;
    let visit = Change::Draw {
        commitment,
        half_days: HalfDays(20),
        visit: None,
    };
    ask(&broker, visit).await;
    assert_eq!(waits(&app).await, []);
    // Ten days at £350: above what is looked at in any case.
    let amount = Pence::pounds(3_500);
    let release = Change::Release {
        pot,
        commitment,
        amount,
    };
    let base = broker.get("/api/money").await.done::<MoneyPage>().seq;
    let body =
        json!({ "id": Uuid::new_v4(), "base": base, "why": "Report accepted", "change": release });
    for _ in 0..2 {
        let page: MoneyPage = broker.post("/api/money/changes", &body).await.done();
        assert_eq!(page.pots[0].held.at(Place::Released), amount);
    }
    // The head of the leader's school, and whoever is to look at it; not who made it.
    let told = waits(&app).await;
    let kinds: Vec<&str> = told.iter().map(|one| one.0.as_str()).collect();
    assert_eq!(kinds, ["claim", "released"]);
    assert_eq!(told[0], of("claim", Officer));
    // Looked at: it waits no more.
    let claim = broker.get("/api/money").await.done::<MoneyPage>().claims[0].id;
    let found = domain::support::money::Looked {
        in_order: true,
        words: "On the school’s own record".to_owned(),
    };
    ask(&officer, Change::LookAt { claim, found }).await;
    assert!(waits(&app).await.iter().all(|one| one.0 != "claim"));
    // Asked back: a second person is told, and who asked is told of the answer.
    let id = ClawBackId(Uuid::new_v4());
    let back = Change::AskBack {
        id,
        pot,
        commitment,
        amount: Pence::pounds(350),
    };
    ask(&broker, back).await;
    assert!(waits(&app).await.contains(&of("asked_back", Officer)));
    ask(&officer, Change::AnswerBack { id, approved: true }).await;
    let after = waits(&app).await;
    assert!(after.iter().all(|one| one.0 != "asked_back"), "{after:?}");
    assert!(after.contains(&of("answered", Broker)));
    assert!(after.iter().any(|one| one.0 == "goes_back"));
}

#[tokio::test]
async fn that_an_invoice_was_paid_is_told_to_the_head_whose_school_it_is() {
    let app = TestApp::start().await;
    let (broker, officer) = (app.sign_in(Broker).await, app.sign_in(Officer).await);
    let (commitment, mut put_aside) = reserve(PotId(Uuid::new_v4()));
    if let Change::Reserve { payers, .. } = &mut put_aside {
        (payers.pots, payers.school) = (Vec::new(), true);
    }
    ask(&broker, put_aside).await;
    let id = domain::schools::InvoiceId(Uuid::new_v4());
    let invoice = domain::support::money::NewInvoice {
        id,
        party: Party::School(d::vale_one()),
        commitment: Some(commitment),
        amount: Pence::pounds(3_500),
        issued: d::today(),
    };
    let page = ask(&broker, Change::Invoice { invoice }).await;
    let paid = |page: &MoneyPage| page.invoices.iter().any(|one: &Invoice| one.paid.is_some());
    assert!(!paid(&page));
    assert_eq!(waits(&app).await, [of("invoice", Head)]);
    assert!(paid(&ask(&officer, Change::Pay { invoice: id }).await));
    assert_eq!(waits(&app).await, [of("invoice", Head), of("paid", Head)]);
}
