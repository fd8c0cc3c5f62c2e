//! The strategic board's report on a page and on paper, and a community's analysis that becomes a request.

use anyhow::{Result, ensure};
use tests::browser::Browser;
use tests::served::Served;

use crate::pages::{Faults, look};

#[tokio::test]
async fn the_board_reads_what_support_came_to_and_a_small_count_is_not_published() -> Result<()> {
    let served = Served::demo().await?;
    let mut faults = Faults::default();
    let officer = Browser::of(&served, "Pearl Okafor").await?;
    officer.driver.goto(served.url("/district")).await?;
    officer.click_text("a", "The board’s report").await?;
    officer.within(".strategic", "helped, with").await?;
    officer.within(".strategic", "out of 4").await?;
    officer.within(".public-form", "not shown").await?;
    look(&officer, "strategic", &mut faults).await?;
    officer.quit().await?;
    faults.none()
}

#[tokio::test]
async fn a_communitys_analysis_becomes_a_request_in_one_step() -> Result<()> {
    let served = Served::demo().await?;
    let lead = Browser::of(&served, "Helen Marsh").await?;
    lead.driver.goto(served.url("/district")).await?;
    lead.click_text("a", "Upper Vale").await?;
    lead.heading("Upper Vale").await?;
    lead.click_text("a", "Ask for support").await?;
    lead.heading("Ask for support").await?;
    let priority = lead.find("#priority").await?.prop("value").await?;
    ensure!(
        priority
            .as_deref()
            .is_some_and(|words| words.contains("of Upper Vale")),
        "{priority:?}"
    );
    let chosen = lead
        .find("input[name=\"recipient\"]:checked + .word")
        .await?
        .text()
        .await?;
    ensure!(chosen == "Schools of our partnership", "{chosen}");
    lead.quit().await
}
