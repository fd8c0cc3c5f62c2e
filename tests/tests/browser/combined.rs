//! One report of a school's support: from its file to a page that prints, and what the school does not read of it.

use anyhow::Result;
use tests::browser::Browser;
use tests::served::Served;

use crate::pages::{Faults, look};

#[tokio::test]
async fn all_the_support_of_a_year_is_on_one_page_and_the_school_reads_no_pot() -> Result<()> {
    let served = Served::demo().await?;
    let mut faults = Faults::default();
    let head = Browser::of(&served, "Rashida Dalal").await?;
    let school = head
        .school_url(&served.url("/schools"), "Millbeck Primary")
        .await?;
    head.driver
        .goto(school.replace("/schools/", "/caseload/"))
        .await?;
    head.click_text("a", "All support of a year").await?;
    head.within(".combined-report h1", "Support, ").await?;
    head.within(".combined-report", "Millbeck Primary").await?;
    look(&head, "combined-report-head", &mut faults).await?;

    let broker = Browser::of(&served, "Imran Siddle").await?;
    broker.driver.goto(served.url("/money")).await?;
    broker.click_text("a", "Hub support fund").await?;
    broker.within(".pot-schools", "Primary").await?;
    broker.click(".pot-schools a").await?;
    broker.within(".combined-money", "Spent").await?;
    broker.within(".combined-money", "In all").await?;
    look(&broker, "combined-report", &mut faults).await?;
    head.quit().await?;
    broker.quit().await?;
    faults.none()
}
