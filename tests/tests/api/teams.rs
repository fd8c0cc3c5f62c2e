//! Teams over HTTP: put up in one go, met whole, a case for each part, joined.

use domain::api::{BrokeragePage, CasePage, SupportPage};
use domain::brokerage::{Need, Pair, Refusal};
use domain::schools::{LeaderId, NeedId};
use domain::support::{StageKind, Step};
use serde_json::{Value, json};
use server::db::{self, brokerage};
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use uuid::Uuid;

use crate::brokerage::best;
use crate::support::{accept, go, leader_in, see};

const LEAD: NeedId = NeedId(Uuid::from_u128(700));

fn part(number: u128) -> NeedId {
    NeedId(Uuid::from_u128(700 + number))
}

fn specialist(number: u128, days: u32) -> Value {
    json!({"id": part(number), "area": d::area(), "half_days": days * 2})
}

/// A lead for Vale One with these specialists.
fn team(with: &[Value]) -> Value {
    json!({"id": LEAD, "draft": d::draft(d::vale_one(), 4, 6), "with": with})
}

/// With so many leaders who have days to spare, beside the two there are.
async fn with_leaders(app: &TestApp, more: u128) {
    let mut tx = app.pool().begin().await.unwrap();
    db::enter(&mut tx, d::here()).await.unwrap();
    for number in 1..=2 + more {
        let leader = d::leader(number, &format!("Leader Number {number}"), 40);
        brokerage::put_leader(&mut tx, d::here(), &leader)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

async fn board(browser: &Browser) -> BrokeragePage {
    browser.get("/api/brokerage").await.done()
}

/// Who is given to the parts of the team.
fn given(pairs: &[Pair]) -> Vec<LeaderId> {
    let parts = [LEAD, part(1), part(2)];
    let of = |pair: &&Pair| parts.contains(&pair.need);
    pairs.iter().filter(of).map(|pair| pair.leader).collect()
}

/// The case of each part, the lead's first.
async fn cases(broker: &Browser) -> Vec<CasePage> {
    let all: SupportPage = broker.get("/api/support").await.done();
    let mut found = Vec::new();
    for row in all.cases {
        let page: CasePage = broker
            .get(&format!("/api/support/{}", row.case.id))
            .await
            .done();
        found.push(page);
    }
    let mut of_team: Vec<CasePage> = Vec::new();
    for id in [LEAD, part(1), part(2)] {
        of_team.extend(
            found
                .iter()
                .filter(|page| page.case.need == Some(id))
                .cloned(),
        );
    }
    of_team
}

#[tokio::test]
async fn a_case_has_several_leaders_and_each_is_asked_for_consent() {
    let app = TestApp::start().await;
    with_leaders(&app, 2).await;
    let (broker, head) = (app.sign_in(Who::Broker).await, app.sign_in(Who::Head).await);
    let asked = team(&[specialist(1, 3), specialist(2, 4)]);
    assert_eq!(head.post("/api/needs", &asked).await.status, 201);
    assert_eq!(head.post("/api/needs", &asked).await.status, 200, "once");
    let page = board(&broker).await;
    let of: Vec<&Need> = page
        .needs
        .iter()
        .filter(|need| need.draft.of == Some(LEAD))
        .collect();
    assert_eq!(of.len(), 2);
    assert!(of.iter().all(|need| need.draft.urn == d::vale_one()));
    let three = given(&best(&page));
    assert_eq!(three.len(), 3, "whole");
    assert!(three[0] != three[1] && three[0] != three[2] && three[1] != three[2]);

    accept(&broker).await;
    let joined = cases(&broker).await;
    assert_eq!(joined.len(), 3, "a case for each part");
    for (at, page) in joined.iter().enumerate() {
        assert_eq!(page.case.stage_kind(), StageKind::Asked);
        let others: Vec<_> = page.team.iter().map(|one| (one.lead, one.case)).collect();
        let of = |other: usize| (other == 0, Some(joined[other].case.id));
        let expected: Vec<_> = (0..3).filter(|other| *other != at).map(of).collect();
        assert_eq!(others, expected, "each names the others");
        assert!(page.team.iter().all(|one| one.leader.is_some()));
    }
    // A leader reads who else comes once they have said yes.
    let lead = joined[0].case.helper.clone().unwrap().leader;
    let leader = leader_in(&app, lead).await;
    let mine: CasePage = see(&leader, &joined[0]).await;
    assert_eq!(mine.team.len(), 2);
    assert!(
        mine.team
            .iter()
            .all(|one| one.leader.is_none() && one.case.is_none())
    );

    // A no from one brings the reserve for that part, and not one of the team.
    let second = joined[1].case.helper.clone().unwrap().leader;
    let no = Step::Decline {
        why: "No Fridays this term.".to_owned(),
    };
    let now = go(&head, &joined[1], no).await;
    let third = now
        .case
        .helper
        .clone()
        .expect("the reserve is asked")
        .leader;
    assert!(third != second && !three.iter().any(|one| *one == third && third != second));
    assert_eq!(
        see(&broker, &joined[0]).await.case.stage_kind(),
        StageKind::Asked
    );
    assert_eq!(
        see(&broker, &joined[2]).await.case.helper.unwrap().leader,
        three[2]
    );
}

#[tokio::test]
async fn a_team_that_cannot_be_whole_is_left_and_nobody_is_agreed_for_two_parts() {
    let app = TestApp::start().await;
    let (broker, head) = (app.sign_in(Who::Broker).await, app.sign_in(Who::Head).await);
    // Three parts, two leaders.
    with_leaders(&app, 0).await;
    let asked = team(&[specialist(1, 1), specialist(2, 1)]);
    assert_eq!(head.post("/api/needs", &asked).await.status, 201);
    let page = board(&broker).await;
    assert_eq!(given(&best(&page)), []);
    accept(&broker).await;
    assert!(cases(&broker).await.is_empty());
    // A specialist who comes to an agreed lead is another.
    with_leaders(&app, 1).await;
    accept(&broker).await;
    let lead = cases(&broker).await[0].case.helper.clone().unwrap().leader;
    let later = json!({"id": part(3), "draft": {
        "of": LEAD, "urn": d::vale_one(), "area": d::area(), "half_days": 2, "tier": 4,
        "from": d::in_days(7), "to": d::in_days(60),
    }});
    assert_eq!(head.post("/api/needs", &later).await.status, 201);
    let page = board(&broker).await;
    let pin = |leader| {
        let pair = Pair {
            need: part(3),
            leader,
        };
        json!({"id": Uuid::new_v4(), "base": page.revision, "change": {"kind": "pin", "pair": pair}})
    };
    let problem = broker
        .post("/api/brokerage/changes", &pin(lead))
        .await
        .problem();
    assert_eq!(problem.status, 409);
    assert!(
        problem.title.contains("Leads this team already"),
        "{}",
        problem.title
    );
    let in_team = Refusal::InTeam {
        area: d::area(),
        lead: true,
    };
    assert!(problem.title.contains(&in_team.words()));
}

#[tokio::test]
async fn where_the_lead_is_withdrawn_the_team_goes_with_it() {
    let app = TestApp::start().await;
    with_leaders(&app, 2).await;
    let (broker, head) = (app.sign_in(Who::Broker).await, app.sign_in(Who::Head).await);
    let asked = team(&[specialist(1, 3), specialist(2, 4)]);
    assert_eq!(head.post("/api/needs", &asked).await.status, 201);
    accept(&broker).await;
    let joined = cases(&broker).await;
    let why = Step::Withdraw {
        why: "The school joins a trust.".to_owned(),
    };
    go(&broker, &joined[0], why).await;
    for page in &joined[1..] {
        let now = see(&broker, page).await;
        assert_eq!(now.case.stage_kind(), StageKind::Withdrawn);
        let last = now
            .history
            .iter()
            .max_by_key(|event| event.revision)
            .unwrap();
        assert!(last.words.contains("the team with it"), "{}", last.words);
    }
    let page = board(&broker).await;
    assert!(!page.needs.iter().any(|need| need.lead() == LEAD));
    let held: u32 = page.leaders.iter().map(|leader| leader.deployments).sum();
    assert_eq!(held, 2, "days are let go, but for the other two needs");
}

#[tokio::test]
async fn a_team_is_refused_with_everything_that_is_wrong_with_it() {
    let app = TestApp::start().await;
    let (broker, head) = (app.sign_in(Who::Broker).await, app.sign_in(Who::Head).await);
    let fields = |reply: tests::app::Reply| {
        let problem = reply.problem();
        assert_eq!(problem.status, 422);
        let fields = problem.fields.into_iter();
        fields.map(|one| one.field).collect::<Vec<_>>()
    };
    let mut wrong = team(&[
        specialist(1, 0),
        json!({"id": part(2), "area": "juggling", "half_days": 2}),
    ]);
    wrong["draft"]["half_days"] = json!(0);
    let reply = head.post("/api/needs", &wrong).await;
    assert_eq!(
        fields(reply),
        ["half_days", "specialist-1-half_days", "specialist-2-area"]
    );
    let many: Vec<Value> = (1..=7).map(|number| specialist(number, 1)).collect();
    assert_eq!(
        fields(head.post("/api/needs", &team(&many)).await),
        ["with"]
    );
    let beside = |of: NeedId, urn, tier: u8| {
        let mut draft = serde_json::to_value(d::draft(urn, tier, 2)).unwrap();
        draft["of"] = json!(of);
        json!({"id": Uuid::new_v4(), "draft": draft})
    };
    let nowhere = beside(part(9), d::vale_one(), 4);
    assert_eq!(fields(head.post("/api/needs", &nowhere).await), ["of"]);
    assert_eq!(
        head.post("/api/needs", &team(&[specialist(1, 2)]))
            .await
            .status,
        201
    );
    for (of, urn, tier) in [
        (part(1), d::vale_one(), 4),
        (LEAD, d::vale_two(), 4),
        (LEAD, d::vale_one(), 3),
    ] {
        let reply = broker.post("/api/needs", &beside(of, urn, tier)).await;
        assert_eq!(fields(reply), ["of"]);
    }
    // Nothing of what was refused is there.
    assert_eq!(board(&broker).await.needs.len(), 4);
    // Nor is there a way in for whoever knows nothing of the school.
    let leader = app.sign_in(Who::Leader).await;
    let reply = leader
        .post("/api/needs", &beside(LEAD, d::vale_one(), 4))
        .await;
    assert_eq!(reply.status, 404);
}
