//! The rules: a line dragged, who would move, a version adopted with its minute, and every page after it.

use anyhow::{Context, Result, ensure};
use tests::browser::Browser;
use tests::served::Served;
use thirtyfour::{By, Key, WebElement};

use crate::pages::{Faults, look};

const HIGH: &str = ".line-handle[aria-label='High line']";

async fn line(browser: &Browser) -> Result<String> {
    let handle = browser.find(HIGH).await?;
    handle
        .attr("aria-valuetext")
        .await?
        .context("says where it is")
}

async fn movers(browser: &Browser) -> Result<Vec<WebElement>> {
    Ok(browser
        .driver
        .find_all(By::Css(".moved-table tbody th a"))
        .await?)
}

#[tokio::test]
async fn pages_of_rules_are_accessible_and_fit() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::of(&served, "Pearl Okafor").await?;
    let mut faults = Faults::default();
    for (name, at, there) in [
        ("rules", "I10", HIGH),
        ("rules-judgement", "I40", ".judgement-table"),
        ("rules-counting", "from-levels", ".tally-table"),
        ("rules-categories", "the-categories", ".band-section"),
    ] {
        browser
            .driver
            .goto(served.url(&format!("/rules?at={at}")))
            .await?;
        browser.find(there).await?;
        browser
            .find(".helped-table, .rules-aside .rules-empty")
            .await?;
        look(&browser, name, &mut faults).await?;
    }
    browser.quit().await?;
    faults.none()
}

#[tokio::test]
async fn a_line_is_moved_a_version_adopted_and_every_page_goes_by_it() -> Result<()> {
    let served = Served::demo().await?;
    // Somebody else has a list open all the while.
    let other = Browser::of(&served, "Helen Marsh").await?;
    other.driver.goto(served.url("/schools")).await?;
    other.find(".school-table tbody tr").await?;

    let browser = Browser::of(&served, "Pearl Okafor").await?;
    browser.driver.goto(served.url("/rules?at=I10")).await?;
    browser.within(".rules-list", "in force since").await?;
    browser
        .find_text("h2", "Where rooms decided otherwise")
        .await?;
    browser.find(".otherwise-table tbody tr").await?;
    ensure!(line(&browser).await?.contains("46%"));
    browser.says("Nothing is changed yet").await?;

    // By key, a step at a time; each is taken back by itself.
    let handle = browser.find(HIGH).await?;
    handle.focus().await?;
    for _ in 0..2 {
        browser.press(Key::Right + "").await?;
    }
    ensure!(line(&browser).await?.contains("48%"));
    browser.within(".rules-chart h2", "from 46% to 48%").await?;
    browser.press("z").await?;
    ensure!(line(&browser).await?.contains("47%"));

    // By hand: one drag is one step.
    let handle = browser.find(&format!("{HIGH} circle")).await?;
    browser
        .driver
        .action_chain()
        .click_and_hold_element(&handle)
        .move_by_offset(60, 0)
        .move_by_offset(60, 0)
        .release()
        .perform()
        .await?;
    let dragged = line(&browser).await?;
    ensure!(!dragged.contains("47%"), "{dragged}");
    let names = movers(&browser).await?;
    ensure!(!names.is_empty(), "nobody moves at {dragged}");
    browser.within(".rules-changes", "Key stage 2").await?;
    browser.picture("rules-tried").await?;
    let mut faults = Faults::default();
    faults.add("a line dragged", browser.accessible().await);
    browser.press("z").await?;
    ensure!(line(&browser).await?.contains("47%"));

    // Typed: what cannot be a line is said, what can be is taken.
    let field = browser.find(".line-field input").await?;
    field.send_keys(Key::Control + "a").await?;
    field.send_keys("forty" + Key::Tab).await?;
    browser.within(".rules-centre", "not a number").await?;
    field.send_keys(Key::Control + "a").await?;
    field.send_keys("58" + Key::Tab).await?;
    ensure!(line(&browser).await?.contains("58%"));
    let mover = movers(&browser).await?;
    let first = mover.first().context("somebody moves")?;
    let school = first.attr("href").await?.context("has a page")?;

    // A reason is asked for before anything is sent.
    let adopt = browser.find(".rules-adopt button.primary").await?;
    adopt.send_keys(Key::Enter + "").await?;
    browser.within(".rules-adopt", "Say why").await?;
    browser
        .find("#why")
        .await?
        .send_keys("Two schools that failed in 2025 sat between 46 and 58 the summer before.")
        .await?;
    let adopt = browser.find(".rules-adopt button.primary").await?;
    adopt.send_keys(Key::Enter + "").await?;
    browser.within(".rules-versions", "Version 6").await?;
    browser
        .within(".rules-versions", "Two schools that failed")
        .await?;
    browser.within(".rules-list", "Version 6").await?;
    browser.picture("rules-adopted").await?;

    // What the other has open is left alone until they say so, and says that it is out of date.
    ensure!(
        other
            .driver
            .find_all(By::Css(".other-rules"))
            .await?
            .is_empty()
    );
    other.find_text("a", "Today").await?.click().await?;
    other
        .within(".other-rules", "Other rules were adopted")
        .await?;
    other.picture("other-rules").await?;
    faults.add("other rules", other.accessible().await);
    faults.add("other rules", other.fits().await);
    other.find(".other-rules button").await?.click().await?;
    other.gone(".other-rules").await?;
    other.quit().await?;

    let method = browser.find(".rules-versions a[href^='/method/']").await?;
    let method = method.attr("href").await?.context("has an address")?;

    // The school's own page goes by it, and anybody may read how it works.
    browser.driver.goto(served.url(&school)).await?;
    browser.within(".years-chart", "58").await?;
    browser.driver.goto(served.url(&method)).await?;
    browser.says("below 58%").await?;
    faults.add("the method page", browser.accessible().await);
    faults.add("the method page", browser.fits().await);
    browser.picture("method").await?;
    browser.quit().await?;
    faults.none()
}

#[tokio::test]
async fn a_lead_may_try_rules_and_not_adopt_them_and_others_see_none() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::of(&served, "Helen Marsh").await?;
    browser.driver.goto(served.url("/rules")).await?;
    browser
        .within(".rules-adopt", "changes nothing for anybody")
        .await?;
    ensure!(
        browser
            .driver
            .find_all(By::Css(".rules-adopt form"))
            .await?
            .is_empty()
    );
    browser.sign_out().await?;
    browser.sit(&served, "Rashida Dalal").await?;
    browser.driver.goto(served.url("/rules")).await?;
    browser.heading("Not your page").await?;
    browser.quit().await
}
