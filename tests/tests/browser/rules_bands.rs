//! Categories come and go on screen after decisions exist.

use anyhow::{Result, ensure};
use tests::browser::Browser;
use tests::served::Served;

use crate::pages::Faults;
use crate::rules_hand::{choose, focused, look_at, movers, write};

#[tokio::test]
async fn a_category_is_added_and_one_taken_away_and_what_was_decided_still_says_so() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::of(&served, "Pearl Okafor").await?;
    let mut faults = Faults::default();
    browser
        .driver
        .goto(served.url("/rules?at=the-categories"))
        .await?;
    browser.click("#add-band").await?;
    browser.find("#new-band-word").await?;
    ensure!(focused(&browser).await? == "new-band-word");
    browser.click(".new-band-form button.primary").await?;
    browser
        .within("#new-band-word-problem", "Give it a name")
        .await?;
    write(&browser, "#new-band-word", "Priority 2 plus").await?;
    write(&browser, "#new-band-short", "P2+").await?;
    write(&browser, "#new-band-meaning", "watched term by term").await?;
    write(&browser, "#new-band-when", "the risk is medium or worse").await?;
    choose(&browser, "#new-band-above", "above Priority 2").await?;
    choose(&browser, "#new-band-level", "medium or worse").await?;
    look_at(&browser, "rules-new-band", ".new-band", &mut faults).await?;
    browser.click(".new-band-form button.primary").await?;
    browser
        .within("#band-priority_2_plus h2", "Priority 2 plus")
        .await?;
    ensure!(focused(&browser).await? == "up-priority_2_plus");
    browser
        .within(".rules-changes", "A new category: Priority 2 plus")
        .await?;
    ensure!(!movers(&browser).await?.is_empty(), "schools come into it");

    // What cannot go says why; what can is gone, and the hand has somewhere to be.
    browser.click("#remove-P2").await?;
    browser
        .within("#band-P2 .field-problem", "takes every school")
        .await?;
    browser.click("#remove-P3").await?;
    browser.gone("#band-P3").await?;
    browser
        .within(".rules-changes", "No longer a category: Priority 3")
        .await?;
    browser.within(".moved-table", "Priority 3").await?;
    look_at(&browser, "rules-bands", ".new-band", &mut faults).await?;
    browser
        .find("#why")
        .await?
        .send_keys("Two steps between good and concern were one too few.")
        .await?;
    browser.click(".rules-adopt button.primary").await?;
    browser.within(".rules-versions", "Version 6").await?;

    // Every page says what was decided, though the category is gone.
    let lark = browser
        .school_url(&served.url("/schools"), "Lark Edge Primary")
        .await?;
    browser.within("main table", "under version 5").await?;
    browser.picture("bands-schools").await?;
    faults.add("schools", browser.accessible().await);
    browser.driver.goto(lark).await?;
    browser.within("main", "Priority 3").await?;
    browser.picture("bands-school").await?;
    faults.add("a school", browser.accessible().await);
    browser.driver.goto(served.url("/district")).await?;
    browser.within(".stands-table", "Priority 3").await?;
    browser.picture("bands-district").await?;
    faults.add("the district", browser.accessible().await);
    browser.quit().await?;
    faults.none()
}
