//! Own views first: hidden on every screen, chosen by each, and shown together.

use anyhow::{Result, ensure};
use tests::browser::{Browser, LAPTOP, NARROW, PROJECTOR};
use tests::served::Served;

/// What the rules make of Millbeck, in the words of the page.
const SUGGESTED: [&str; 3] = ["Priority 3", "Risk high", "Would be"];

async fn nothing_suggested(browser: &Browser, css: &str) -> Result<()> {
    let text = browser.find(css).await?.text().await?;
    for words in SUGGESTED {
        ensure!(!text.contains(words), "{css} says {words}:\n{text}");
    }
    Ok(())
}

#[tokio::test]
async fn views_of_ones_own_come_before_the_suggestion_on_every_screen() -> Result<()> {
    let served = Served::demo().await?;
    let chair = Browser::in_the_meeting(&served, "Helen Marsh").await?;
    let officer = Browser::in_the_meeting(&served, "Pearl Okafor").await?;
    let wall = Browser::of(&served, "Helen Marsh").await?;
    let address = chair.driver.current_url().await?.to_string();
    let meeting = address.split('?').next().unwrap_or_default().to_owned();
    wall.size(PROJECTOR).await?;
    wall.driver.goto(format!("{meeting}/projector")).await?;
    wall.within(".wall", "Millbeck Primary").await?;
    chair.within(".rules-suggest", "Priority 3").await?;

    chair.press("v").await?;
    for person in [&chair, &officer] {
        person.within(".rules-suggest", "Own views first").await?;
        person.within(".own-views", "Nobody has chosen yet").await?;
        person.gone(".decision-rest").await?;
        nothing_suggested(person, ".meeting-centre").await?;
    }
    wall.within(".wall-standing", "Own views first").await?;
    nothing_suggested(&wall, ".wall").await?;
    chair
        .within(".agenda-row[aria-current]", "own views first")
        .await?;

    // Enter agrees to nothing that is hidden; a digit is one's own view.
    chair.press("\u{e007}").await?;
    chair.heading("Millbeck Primary").await?;
    officer.press("2").await?;
    officer.within(".own-views", "You have chosen").await?;
    chair.within(".own-views", "1 has chosen").await?;
    wall.within(".wall-standing", "1 has chosen").await?;
    chair.press("3").await?;
    officer.within(".own-views", "2 have chosen").await?;
    officer.picture("own-views").await?;
    officer.accessible().await?;
    wall.picture("own-views-wall").await?;
    wall.accessible().await?;
    officer.prefers("dark").await?;
    officer.picture("own-views-dark").await?;
    officer.size(NARROW).await?;
    officer.fits().await?;
    officer.picture("own-views-320").await?;
    officer.prefers("light").await?;
    officer.size(LAPTOP).await?;
    // After coming back one knows that one has chosen, and still sees nothing.
    officer.load_again().await?;
    officer.within(".own-views", "You have chosen").await?;
    officer.within(".own-views", "2 have chosen").await?;
    nothing_suggested(&officer, ".meeting-centre").await?;

    chair.press("v").await?;
    for person in [&chair, &officer] {
        person
            .within(".spread", "One of two chose as the rules suggest")
            .await?;
        person.within(".rules-suggest", "Priority 3").await?;
        person.find(".otherwise").await?;
    }
    wall.within(".wall-spread", "Priority 2: one · Priority 3: one")
        .await?;
    wall.within(".wall-standing", "Priority 3").await?;
    chair.find(".decision-rest").await?;
    chair.picture("own-views-shown").await?;
    chair.accessible().await?;
    chair.fits().await?;
    wall.picture("own-views-wall-shown").await?;
    wall.fits().await?;
    chair.prefers("dark").await?;
    chair.picture("own-views-shown-dark").await?;
    chair.prefers("light").await?;
    chair.size(NARROW).await?;
    chair.fits().await?;
    chair.picture("own-views-shown-320").await?;
    chair.quit().await?;
    officer.quit().await?;
    wall.quit().await
}
