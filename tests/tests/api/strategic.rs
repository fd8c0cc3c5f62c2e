//! The strategic board's report: who reads how much of it, and that it counts what was done.

use domain::api::StrategicPage;
use tests::app::TestApp;
use tests::district::Who;

use Who::{Broker, Head, Lead, Leader, Officer};

#[tokio::test]
async fn the_boards_report_is_for_those_who_read_the_district_and_a_year_that_is_none_is_refused() {
    let app = TestApp::start().await;
    let officer = app.sign_in(Officer).await;
    let page: StrategicPage = officer.get("/api/strategic").await.done();
    assert!(page.whole && page.report.cases == 0 && page.year == page.this_year);
    let lead: StrategicPage = app.sign_in(Lead).await.get("/api/strategic").await.done();
    assert!(!lead.whole);
    for who in [Broker, Head, Leader] {
        assert_eq!(
            app.sign_in(who).await.get("/api/strategic").await.status,
            403,
            "{who:?}"
        );
    }
    assert_eq!(officer.get("/api/strategic?year=1066").await.status, 422);
    let book = officer.get("/api/strategic/export.xlsx").await;
    assert_eq!(book.status, 200);
    assert!(
        book.headers["content-disposition"]
            .to_str()
            .unwrap()
            .contains(".xlsx")
    );
}
