//! The brokerage board: trying somebody else, what each of two plans gives up, and going back.

use anyhow::{Result, ensure};
use tests::browser::Browser;
use tests::served::Served;

#[tokio::test]
async fn two_plans_stand_side_by_side_and_one_can_go_back() -> Result<()> {
    let served = Served::demo().await?;
    let broker = Browser::of(&served, "Imran Siddle").await?;
    broker.driver.goto(served.url("/brokerage")).await?;
    broker.heading("proved").await?;
    let before = broker.plan().await?;
    broker
        .find_text("button", "Compare plans")
        .await?
        .click()
        .await?;
    broker
        .within(".compare-plans", "The plan now is the plan that was kept")
        .await?;
    // A need that others could meet too.
    broker
        .find_text("*[self::a or self::button]", "Carr Side Primary")
        .await?
        .click()
        .await?;
    // Somebody else is tried from "why not": pinned, and the whole plan solved again.
    broker.find_text("button", "Try").await?.click().await?;
    broker.within(".what-moved", "by the pin").await?;
    broker.within(".prices", "pin").await?;
    broker.within(".compare-plans", "Gives up").await?;
    broker.find(".compare-plans tbody tr").await?;
    let after = broker.plan().await?;
    ensure!(before != after, "the pin moves the plan");
    broker.settle().await?;
    broker.picture("brokerage-compared").await?;
    broker.accessible().await?;
    broker
        .find_text("button", "Go back to it")
        .await?
        .click()
        .await?;
    broker
        .within(".compare-plans", "The plan now is the plan that was kept")
        .await?;
    ensure!(broker.plan().await? == before, "the plan is as it was");
    broker.quit().await
}
