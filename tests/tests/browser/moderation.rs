//! What helps a room to be fair and on time: similar schools side by side, a nudge that cuts nothing, words
//! that arrive while it sits, and keys that can be turned off.

use anyhow::{Result, ensure};
use tests::browser::{Browser, LAPTOP, NARROW, PROJECTOR};
use tests::served::Served;
use thirtyfour::Key;

#[tokio::test]
async fn similar_schools_stand_side_by_side_and_escape_puts_them_away() -> Result<()> {
    let served = Served::demo().await?;
    let chair = Browser::in_the_meeting(&served, "Helen Marsh").await?;
    chair.gone(".beside").await?;
    chair.press("c").await?;
    chair.within(".beside thead", "Millbeck Primary").await?;
    let columns = chair.driver.find_all(css(".beside thead th")).await?;
    ensure!(columns.len() == 4, "{} schools", columns.len());
    chair.within(".beside tbody", "Overall absence").await?;
    // The decision is not covered: it can be made with the panel open.
    chair.find(".decision-bar .agree button.primary").await?;
    for (size, name) in [
        (LAPTOP, "beside"),
        (PROJECTOR, "beside-1080"),
        (NARROW, "beside-320"),
    ] {
        chair.size(size).await?;
        chair.fits().await?;
        chair.picture(name).await?;
    }
    chair.accessible().await?;
    chair.size(LAPTOP).await?;
    chair.prefers("dark").await?;
    chair.picture("beside-dark").await?;
    chair.prefers("light").await?;
    chair.accessible().await?;
    chair.press(Key::Escape + "").await?;
    chair.gone(".beside").await?;
    chair.heading("Millbeck Primary").await?;
    // A school that is decided says so beside another one.
    chair.press("r").await?;
    chair.press("4").await?;
    let reason = chair.find("#reason").await?;
    reason.send_keys("Two reviews without progress.").await?;
    reason.send_keys(Key::Enter + "").await?;
    chair.says("Go back to it").await?;
    chair.click_text("button", "Go back to it").await?;
    chair.heading("Millbeck Primary").await?;
    chair.within(".room-says", "second reader").await?;
    chair.click_text("button", "Beside similar schools").await?;
    chair.within(".beside thead", "decided today").await?;
    chair.quit().await
}

#[tokio::test]
async fn the_chair_alone_is_nudged_past_the_minutes_that_were_planned() -> Result<()> {
    let served = Served::demo().await?;
    let chair = Browser::in_the_meeting(&served, "Helen Marsh").await?;
    let officer = Browser::in_the_meeting(&served, "Pearl Okafor").await?;
    // The demonstration opens some minutes into Millbeck, and six were planned.
    let planned = chair.find("#planned-minutes").await?;
    ensure!(
        planned.prop("value").await?.as_deref() == Some("6"),
        "as the scheme says"
    );
    planned.clear().await?;
    planned.send_keys("1").await?;
    planned.send_keys(Key::Tab + "").await?;
    chair.within(".nudge", "1 was planned").await?;
    chair.within(".nudge", "schools left to discuss").await?;
    officer.gone(".nudge").await?;
    officer.within(".item-of", "min").await?;
    chair.picture("nudge").await?;
    chair.accessible().await?;
    // None planned: nothing is said.
    planned.clear().await?;
    planned.send_keys(Key::Tab + "").await?;
    chair.gone(".nudge").await?;
    officer.gone("#planned-minutes").await?;
    chair.quit().await?;
    officer.quit().await
}

#[tokio::test]
async fn the_year_says_what_is_missing_and_sets_what_is_not_set() -> Result<()> {
    let served = Served::demo().await?;
    let chair = Browser::of(&served, "Helen Marsh").await?;
    chair.driver.goto(served.url("/meetings")).await?;
    chair
        .within(".meeting-year", "a meeting every term")
        .await?;
    chair.within(".meeting-year", "Data hypotheses").await?;
    for (size, name) in [
        (LAPTOP, "year"),
        (PROJECTOR, "year-1080"),
        (NARROW, "year-320"),
    ] {
        chair.size(size).await?;
        chair.fits().await?;
        chair.picture(name).await?;
    }
    chair.size(LAPTOP).await?;
    chair.prefers("dark").await?;
    chair.picture("year-dark").await?;
    chair.accessible().await?;
    chair.prefers("light").await?;
    chair.accessible().await?;
    chair.click_text("button", "Set this meeting").await?;
    let title = chair.find("#title").await?;
    let filled = title.prop("value").await?.unwrap_or_default();
    ensure!(filled == "Skelder, autumn", "filled in: {filled}");
    let purpose = chair.find("#purpose").await?;
    purpose.send_keys("Data").await?;
    chair.click_text("button", "Open the meeting").await?;
    chair.within("nav.agenda", "Data hypotheses").await?;
    let text = chair.find("#suppose").await?;
    text.send_keys("Two teachers left in the spring.").await?;
    text.send_keys(Key::Enter + "").await?;
    chair.within(".hypotheses", "Two teachers left").await?;
    chair.click_text("button", "Confirmed").await?;
    chair.within(".hypotheses .settled", "Confirmed").await?;
    chair.picture("hypotheses").await?;
    chair.accessible().await?;
    chair.quit().await
}

#[tokio::test]
async fn words_of_the_school_arrive_in_the_room_as_they_are_sent() -> Result<()> {
    let served = Served::demo().await?;
    let officer = Browser::in_the_meeting(&served, "Pearl Okafor").await?;
    let address = officer.driver.current_url().await?.to_string();
    let urn = address.rsplit('=').next().unwrap_or_default().to_owned();
    let head = Browser::of(&served, "Rashida Dalal").await?;
    head.driver
        .goto(served.url(&format!("/schools/{urn}")))
        .await?;
    head.find("#reply-text")
        .await?
        .send_keys("The deputy is back on Monday.")
        .await?;
    head.click_text("button", "Send them").await?;
    officer
        .within(".own-words", "Arrived since the meeting opened")
        .await?;
    officer
        .within(".own-words", "The deputy is back on Monday.")
        .await?;
    officer.picture("arrived").await?;
    officer.accessible().await?;
    head.quit().await?;
    officer.quit().await
}

#[tokio::test]
async fn single_letters_can_be_turned_off_and_stay_off_for_this_person() -> Result<()> {
    let served = Served::demo().await?;
    let chair = Browser::in_the_meeting(&served, "Helen Marsh").await?;
    chair.press("?").await?;
    chair
        .find("dialog[open] input[type=checkbox]")
        .await?
        .click()
        .await?;
    chair
        .within("dialog[open]", "They are off for you in this browser")
        .await?;
    chair.picture("keys-off").await?;
    chair.accessible().await?;
    chair.press(Key::Escape + "").await?;
    chair.gone("dialog[open]").await?;
    chair.load_again().await?;
    chair.heading("Millbeck Primary").await?;
    for key in ["j", "c", "v", "4", "?"] {
        chair.press(key).await?;
    }
    chair.heading("Millbeck Primary").await?;
    chair.gone(".beside").await?;
    chair.gone(".own-views").await?;
    chair.gone("dialog[open]").await?;
    chair.gone("#reason").await?;
    // Buttons and Enter stay.
    chair.click_text("button", "Beside similar schools").await?;
    chair.find(".beside").await?;
    chair.press(Key::Escape + "").await?;
    chair.gone(".beside").await?;
    // Somebody else at the same device has their own.
    chair.driver.goto(served.url("/")).await?;
    chair.sign_out().await?;
    chair.sit(&served, "Pearl Okafor").await?;
    chair.enter_meeting(&served, "Millbeck Primary").await?;
    chair.press("c").await?;
    chair.find(".beside").await?;
    chair.quit().await
}

fn css(selector: &str) -> thirtyfour::By {
    thirtyfour::By::Css(selector.to_owned())
}
