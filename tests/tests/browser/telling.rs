//! "Never a surprise": from the room's decision to the head's own screen.

use anyhow::Result;
use tests::browser::Browser;
use tests::served::Served;
use thirtyfour::Key;

#[tokio::test]
async fn a_head_reads_what_was_decided_once_somebody_has_told_them() -> Result<()> {
    let served = Served::demo().await?;
    let chair = Browser::of(&served, "Helen Marsh").await?;
    let head = Browser::start().await?;
    let school = chair
        .school_url(&served.url("/schools"), "Millbeck Primary")
        .await?;
    chair.enter_meeting(&served, "Millbeck Primary").await?;
    chair.find("#value-I30").await?;
    chair.find(".agree button.primary").await?.click().await?;
    chair.within("nav.agenda header", "9 decided").await?;
    // By key: what was just agreed is still offered to go back to, over the foot of the agenda.
    let close = chair.find(".agenda-foot button").await?;
    close.send_keys(Key::Enter + "").await?;
    chair
        .find("dialog[open] button.primary")
        .await?
        .click()
        .await?;
    chair.says("This meeting is closed").await?;

    head.sit(&served, "Rashida Dalal").await?;
    head.driver.goto(&school).await?;
    head.heading("Millbeck Primary").await?;
    head.says("not yours to see").await?;

    chair.driver.goto(&school).await?;
    chair.within(".told", "Not yet").await?;
    let record = chair.find(".told button").await?;
    record.click().await?;
    chair.within(".told", "how the head was told").await?;
    chair
        .find("#how")
        .await?
        .send_keys("By telephone, this afternoon.")
        .await?;
    chair.picture("told-not-yet").await?;
    chair.find(".told button").await?.click().await?;
    chair.within(".told", "Helen Marsh").await?;
    chair.picture("told").await?;
    chair.accessible().await?;

    head.driver.refresh().await?;
    head.within(".stands", "Priority 3").await?;
    head.quit().await?;
    chair.quit().await
}
