//! One report of all the support a school had in a year: each part by whom it may be read, and money by who keeps it.

use domain::api::{CasePage, CombinedPage, PotLedger};
use domain::support::money::{Pence, WhoPays, YearKind};
use domain::support::{Part, Step};
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};

use Who::{Administrator, Broker, Governor, Head, Lead, Officer, OtherLead, Stranger};

use crate::money::add_pot;
use crate::support::{accept, asked, go, home_head, leader_in, scope, see, terms, visit};

async fn read(browser: &Browser, year: i32) -> CombinedPage {
    let path = format!("/api/support/combined/{}?year={year}", d::vale_one());
    browser.get(&path).await.done()
}

#[tokio::test]
async fn one_report_holds_the_cases_and_grants_of_a_year_as_far_as_each_may_read() {
    let app = TestApp::start().await;
    let home = home_head(&app).await;
    let (head, broker) = (app.sign_in(Head).await, app.sign_in(Broker).await);
    let fund = add_pot(&broker, "Opportunity fund", 5_000).await;
    let page = asked(&head).await;
    let page = go(&broker, &page, Step::Take).await;
    let mut step = scope(&page);
    if let Step::Scope { scope, .. } = &mut step {
        scope.pays = Some(WhoPays {
            pots: vec![fund],
            school: false,
        });
    }
    let page = go(&broker, &page, step).await;
    accept(&broker).await;
    let page = see(&broker, &page).await;
    let leader = leader_in(&app, page.case.helper.as_ref().unwrap().leader).await;
    go(&head, &page, Step::Agree).await;
    let page = go(&leader, &page, Step::Agree).await;
    go(&broker, &page, terms(&page)).await;
    for browser in [&home, &head] {
        go(browser, &page, Step::Sign).await;
    }
    let page = go(&broker, &page, Step::Sign).await;
    let page = go(&leader, &page, visit(4)).await;
    // A second request of the same school, which nothing is agreed of.
    let second = asked(&head).await;
    let year = YearKind::Academic.of(d::today());

    let all = read(&broker, year).await;
    let holds = |page: &CombinedPage, of: &CasePage| {
        page.report.cases.iter().any(|one| one.id == of.case.id)
    };
    assert!(holds(&all, &page) && holds(&all, &second));
    assert_eq!(all.report.visits, 1);
    let one = all
        .report
        .cases
        .iter()
        .find(|one| one.id == page.case.id)
        .unwrap();
    assert_eq!((one.part, one.visits.len()), (Part::Broker, 1));
    assert!(one.objectives.is_empty() && one.evaluation.is_none());
    let money = all.report.money.as_ref().unwrap();
    assert_eq!(money.spent(), Pence::pounds(350));
    assert_eq!(money.pots[0].name, "Opportunity fund");
    assert_eq!(money.pots[0].carried, Pence::ZERO);

    // The school reads what is spent, and of no pot.
    for who in [Head, Governor] {
        let theirs = read(&app.sign_in(who).await, year).await;
        let money = theirs.report.money.as_ref().unwrap();
        assert!(money.pots.is_empty(), "{who:?}");
        assert_eq!(money.spent(), Pence::pounds(350), "{who:?}");
        assert!(holds(&theirs, &page) && holds(&theirs, &second), "{who:?}");
    }
    // Who leads the partnership reads the support and no money.
    let lead = app.sign_in(Lead).await;
    let path = format!("/api/support/combined/{}?year={year}", d::vale_one());
    let text = lead.get(&path).await;
    assert_eq!(text.status, 200);
    assert!(!text.text.contains("Opportunity fund"), "{}", text.text);
    let theirs: CombinedPage = text.json();
    assert!(theirs.report.money.is_none());
    assert!(theirs.report.cases.iter().all(|one| one.money.is_none()));
    // The leader reads their own case, the head who lends them days and money and nothing of the school.
    let theirs = read(&leader, year).await;
    assert!(holds(&theirs, &page) && !holds(&theirs, &second));
    assert!(theirs.report.money.is_none());
    assert!(theirs.report.cases.iter().all(|one| one.money.is_none()));
    let lends = read(&home, year).await;
    assert!(holds(&lends, &page) && !holds(&lends, &second));
    assert!(lends.report.cases.iter().all(|one| one.closed));
    assert!(lends.report.money.is_none());

    // Another year holds nothing of it; who has no part in it is told of nothing.
    assert!(read(&broker, year - 3).await.report.cases.is_empty());
    assert_eq!(read(&broker, i32::MAX).await.report.cases.len(), 0);
    for (who, status) in [(OtherLead, 404), (Stranger, 404), (Administrator, 404)] {
        let reply = app.sign_in(who).await.get(&path).await;
        assert_eq!(reply.status, status, "{who:?}");
    }
    // The pot names the schools it pays for.
    let officer = app.sign_in(Officer).await;
    let ledger: PotLedger = officer.get(&format!("/api/money/pots/{fund}")).await.done();
    let named: Vec<_> = ledger.paid.iter().map(|one| one.urn).collect();
    assert_eq!(named, [d::vale_one()]);
}
