//! The board obeys the pots: who pays is named on it, what a pot does not pay for is refused there in the pot's
//! words, and a plan that would overspend one is refused whole.

use domain::api::{BoardRecorded, BrokeragePage, CasePage, MoneyPage};
use domain::brokerage::pots::{Bill, PotRules, WhoPays};
use domain::brokerage::words::Names;
use domain::brokerage::{HalfDays, Question, Rule, Weights};
use domain::schools::{NeedId, PotId};
use domain::support::money::{Change, Pence, Place, Pot};
use serde_json::{Value, json};
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

use Who::{Broker, Head, Officer};

use crate::brokerage::best;
use crate::money::{add, add_pot, pot};
use crate::support::{asked, go, scope};

async fn board(who: &Browser) -> BrokeragePage {
    who.get("/api/brokerage").await.done()
}

fn from(pots: &[PotId], school: bool) -> WhoPays {
    WhoPays {
        pots: pots.to_vec(),
        school,
    }
}

/// Names who pays for a need, by somebody who looked at the board as it was then.
fn names(base: u64, need: NeedId, pays: &WhoPays) -> Value {
    json!({"id": Uuid::new_v4(), "base": base, "change": {"kind": "pays", "need": need, "pays": pays}})
}

async fn name(who: &Browser, need: NeedId, pays: &WhoPays) -> BoardRecorded {
    let base = board(who).await.revision;
    let body = names(base, need, pays);
    who.post("/api/brokerage/changes", &body).await.done()
}

/// What a broker's own screen says the best plan costs.
fn bill(page: &BrokeragePage) -> Bill {
    let board = page.board();
    Bill::of(&board, &best(page), &board.context(d::today()))
}

fn accept(page: &BrokeragePage) -> Value {
    json!({"id": Uuid::new_v4(), "base": page.revision, "matches": best(page)})
}

async fn held(who: &Browser, pot: PotId) -> domain::support::money::Held {
    let page: MoneyPage = who.get("/api/money").await.done();
    let found = page.pots.iter().find(|one| one.pot.id == pot);
    found.expect("the pot is there").held
}

#[tokio::test]
async fn who_pays_is_named_on_the_board_once_by_who_may_and_put_aside_when_it_is_proposed() {
    let app = TestApp::start().await;
    let (broker, officer) = (app.sign_in(Broker).await, app.sign_in(Officer).await);
    let fund = add_pot(&broker, "Opportunity fund", 50_000).await;
    let before = board(&broker).await;
    assert!(before.pays.is_empty(), "nobody is named yet");
    assert_eq!(before.purse.pots[0].available, Pence::pounds(50_000));
    assert_eq!(bill(&before).unnamed(), bill(&before).whole());
    let pays = from(&[fund], false);
    let asked = names(before.revision, d::need_id(1), &pays);
    let first: BoardRecorded = broker.post("/api/brokerage/changes", &asked).await.done();
    let again: BoardRecorded = broker.post("/api/brokerage/changes", &asked).await.done();
    assert_eq!(first, again, "sent again it is the same");
    let page = board(&broker).await;
    assert_eq!(page.pays, [(d::need_id(1), pays.clone())]);
    // Another who looked before sees both, and nothing of theirs is done.
    let late = officer
        .post(
            "/api/brokerage/changes",
            &names(before.revision, d::need_id(1), &from(&[], true)),
        )
        .await
        .problem();
    assert_eq!(late.status, 409);
    assert_eq!(
        late.detail,
        "They named Opportunity fund; you named the school. Theirs stands."
    );
    // A head names nobody.
    let head = app.sign_in(Head).await;
    let refused = head.post("/api/brokerage/changes", &asked).await;
    assert!(
        refused.status == 403 || refused.status == 404,
        "{}",
        refused.text
    );
    for (pays, words) in [
        (from(&[], false), "say who pays"),
        (from(&[fund, fund], false), "named twice"),
        (from(&[PotId(Uuid::new_v4())], true), "no such pot"),
    ] {
        let body = names(page.revision, d::need_id(1), &pays);
        let problem = broker.post("/api/brokerage/changes", &body).await.problem();
        assert_eq!(problem.status, 422);
        assert_eq!(problem.fields[0].field, "pays");
        assert!(problem.fields[0].reason.contains(words), "{problem:?}");
    }
    // What the board says the match costs is what is put aside, of the named pot alone.
    let cost = bill(&page).costs[&d::need_id(1)].whole;
    let done = broker.post("/api/brokerage/accept", &accept(&page)).await;
    assert_eq!(done.status, 200, "{}", done.text);
    assert_eq!(held(&broker, fund).await.reserved, cost);
    let after = board(&broker).await;
    assert_eq!(
        after.purse.pots[0].available.0,
        Pence::pounds(50_000).0 - cost.0,
        "the board knows what is left"
    );
}

#[tokio::test]
async fn what_a_pot_does_not_pay_for_is_refused_on_the_board_in_its_words() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Broker).await;
    let rules = PotRules {
        most_day_rate: Some(Pence::pounds(100)),
        ..PotRules::default()
    };
    let mean = Pot {
        rules,
        ..pot("Small rate fund", 50_000)
    };
    let mean = add(&broker, mean).await;
    let before = board(&broker).await;
    let seen = accept(&before);
    let pair = *best(&before)
        .iter()
        .find(|pair| pair.need == d::need_id(1))
        .unwrap();
    name(&broker, pair.need, &from(&[mean], false)).await;
    let page = board(&broker).await;
    let on = page.board();
    let context = on.context(d::today());
    let question = Question::of(&on, &Weights::default(), &context);
    let refusal = &question.refusals(pair)[0];
    assert_eq!(refusal.rule(), Rule::H10);
    assert!(
        refusal
            .words()
            .starts_with("Small rate fund pays £100 a day at most")
    );
    assert!(!best(&page).contains(&pair));
    // The plan from before is refused, and says why that pair is not in it any more.
    let problem = broker.post("/api/brokerage/accept", &seen).await.problem();
    assert_eq!(problem.status, 409);
    assert!(
        problem.detail.contains(&refusal.words()),
        "{}",
        problem.detail
    );
    // Nobody pins past it, and nobody waives it for one match.
    let pin = json!({"id": Uuid::new_v4(), "base": page.revision, "change": {"kind": "pin", "pair": pair}});
    let problem = broker.post("/api/brokerage/changes", &pin).await.problem();
    assert!(
        problem.title.contains(&refusal.words()),
        "{}",
        problem.title
    );
    let waive = json!({"id": Uuid::new_v4(), "base": page.revision, "change": {"kind": "waive", "waiver": {
        "need": pair.need, "leader": pair.leader, "rule": "H10", "by": "funder", "name": "", "reason": "Because."}}});
    let officer = app.sign_in(Officer).await;
    assert_eq!(
        officer.post("/api/brokerage/changes", &waive).await.status,
        403
    );
    // The school pays instead: they may come again.
    name(&broker, pair.need, &from(&[], true)).await;
    assert_eq!(best(&board(&broker).await), best(&before));
}

#[tokio::test]
async fn a_plan_that_would_overspend_a_pot_is_refused_whole_in_the_words_of_the_board() {
    let app = TestApp::start().await;
    let broker = app.sign_in(Broker).await;
    let costs: Vec<i64> = bill(&board(&broker).await)
        .costs
        .values()
        .map(|cost| cost.whole.0)
        .collect();
    assert_eq!(costs.len(), 2);
    // Enough for either, a penny short of both.
    let there = Pence(costs[0] + costs[1] - 1);
    let tight = Pot {
        amount: there,
        ..pot("Tight fund", 1)
    };
    let tight = add(&broker, tight).await;
    for need in [1, 2] {
        name(&broker, d::need_id(need), &from(&[tight], false)).await;
    }
    let page = board(&broker).await;
    assert_eq!(best(&page).len(), 2, "each alone can be paid for");
    let said = bill(&page).refusal(Names(&page.board())).unwrap();
    assert!(said.contains("£0.01 short"), "{said}");
    let problem = broker
        .post("/api/brokerage/accept", &accept(&page))
        .await
        .problem();
    assert_eq!(problem.status, 422);
    assert_eq!(problem.fields[0].field, "pays");
    assert_eq!(problem.fields[0].reason, said);
    let after = board(&broker).await;
    assert!(after.needs.iter().all(|need| need.matched.is_none()));
    assert_eq!(held(&broker, tight).await.reserved, Pence::ZERO);
    // The school pays the rest of one: now it can be proposed.
    name(&broker, d::need_id(2), &from(&[tight], true)).await;
    let page = board(&broker).await;
    let done = broker.post("/api/brokerage/accept", &accept(&page)).await;
    assert_eq!(done.status, 200, "{}", done.text);
    assert_eq!(held(&broker, tight).await.available, Pence::ZERO);
}

#[tokio::test]
async fn of_a_plan_and_a_return_at_once_one_has_the_money() {
    let app = TestApp::start().await;
    let (broker, officer) = (app.sign_in(Broker).await, app.sign_in(Officer).await);
    let whole = bill(&board(&broker).await).whole();
    let tight = Pot {
        amount: whole,
        ..pot("Tight fund", 1)
    };
    let tight = add(&broker, tight).await;
    for need in [1, 2] {
        name(&broker, d::need_id(need), &from(&[tight], false)).await;
    }
    let page = board(&broker).await;
    let book: MoneyPage = officer.get("/api/money").await.done();
    let back = json!({"id": Uuid::new_v4(), "base": book.seq, "why": "Asked for by the funder", "change": Change::Return {
        pot: tight,
        from: Place::Available,
        commitment: None,
        amount: whole,
    }});
    let plan = accept(&page);
    let (planned, returned) = tokio::join!(
        broker.post("/api/brokerage/accept", &plan),
        officer.post("/api/money/changes", &back)
    );
    let done = [planned.status, returned.status]
        .iter()
        .filter(|status| **status == 200)
        .count();
    assert_eq!(done, 1, "{} {}", planned.text, returned.text);
    let held = held(&broker, tight).await;
    assert!(held.adds_up());
    assert_eq!(held.available, Pence::ZERO);
}

#[tokio::test]
async fn a_case_and_the_board_name_the_same_payers() {
    let app = TestApp::start().await;
    let (head, broker) = (app.sign_in(Head).await, app.sign_in(Broker).await);
    let fund = add_pot(&broker, "Opportunity fund", 50_000).await;
    let other = add_pot(&broker, "Second fund", 50_000).await;
    let page = asked(&head).await;
    let page = go(&broker, &page, domain::support::Step::Take).await;
    let mut step = scope(&page);
    if let domain::support::Step::Scope { scope, .. } = &mut step {
        scope.pays = Some(from(&[fund], false));
        scope.half_days = HalfDays(4);
    }
    let page = go(&broker, &page, step).await;
    let need = page.case.need.unwrap();
    let pays = |page: &BrokeragePage| {
        let found = page.pays.iter().find(|(of, _)| *of == need);
        found.map(|(_, pays)| pays.clone())
    };
    // Its scope said who pays: the board says so.
    assert_eq!(pays(&board(&broker).await), Some(from(&[fund], false)));
    // Named anew on the board: the case says so, by whom and when.
    name(&broker, need, &from(&[other], true)).await;
    let url = format!("/api/support/{}", page.case.id);
    let page: CasePage = broker.get(&url).await.done();
    assert_eq!(page.case.pays, Some(from(&[other], true)));
    let last = page.history.last().unwrap();
    assert!(last.words.contains("said who pays"), "{}", last.words);
    // And the other way round; who had the board open hears of it.
    let before = board(&broker).await.revision;
    let fund_again = domain::support::Step::Fund {
        pays: from(&[fund], false),
    };
    go(&broker, &page, fund_again).await;
    let now = board(&broker).await;
    assert_eq!(pays(&now), Some(from(&[fund], false)));
    assert!(now.revision > before);
}
