//! Who came for a school, said in the room: by one key, by one press, by a name; on the other screen at once, both
//! values where two said it, in the minutes by name, and on the wall not at all.

use anyhow::{Result, ensure};
use tests::browser::Browser;
use tests::served::Served;
use thirtyfour::{By, Key};

use crate::pages::{Faults, look};

const HERE: &str = "button[aria-pressed='true']";

#[tokio::test]
async fn the_room_says_by_one_key_that_the_chair_of_governors_is_here_and_the_minutes_have_both()
-> Result<()> {
    let served = Served::demo().await?;
    let mut faults = Faults::default();
    let chair = Browser::in_the_meeting(&served, "Helen Marsh").await?;
    let officer = Browser::in_the_meeting(&served, "Pearl Okafor").await?;
    chair.within("#holds-head", "Rashida Dalal").await?;
    chair.within(&format!("#holds-head {HERE}"), "Here").await?;
    chair.within("#holds-chair", "Owen Tranter").await?;
    officer.press("o").await?;
    chair
        .within(&format!("#holds-chair {HERE}"), "Here")
        .await?;
    officer.press("o").await?;
    chair
        .within(&format!("#holds-chair {HERE}"), "Sent word")
        .await?;
    // Somebody stood for him.
    officer
        .click_text("div[@id='holds-chair']//button", "Represented")
        .await?;
    officer
        .find("#stood-chair")
        .await?
        .send_keys("Ida Thackray, vice chair" + Key::Enter)
        .await?;
    chair.within("#holds-chair", "By Ida Thackray").await?;
    chair
        .find_text(
            "select[@id='does-chair']/option",
            "Monitors the improvement",
        )
        .await?
        .click()
        .await?;
    // One's own last change is taken back with one press.
    chair
        .click_text("div[@id='holds-chair']//button", "undo")
        .await?;
    chair
        .within("#does-chair option:checked", "not said")
        .await?;
    chair
        .find_text(
            "select[@id='does-chair']/option",
            "Monitors the improvement",
        )
        .await?
        .click()
        .await?;
    chair
        .find("#holds-chair button[aria-label^='undo']")
        .await?;
    look(&chair, "who-came", &mut faults).await?;
    chair
        .find("#does-chair")
        .await?
        .send_keys(Key::Escape + "")
        .await?;

    // Two say it otherwise: both stand there until one is chosen.
    officer.offline(true).await?;
    officer
        .find_text("select[@id='does-head']/option", "Leads the work")
        .await?
        .click()
        .await?;
    officer.says("Saved on this device only").await?;
    chair.press("y").await?;
    chair
        .within(&format!("#holds-head {HERE}"), "Sent word")
        .await?;
    officer.offline(false).await?;
    officer.within("#holds-head .conflict", "Sent word").await?;
    officer
        .within("#holds-head .conflict", "leads the work")
        .await?;
    faults.add("two-values-of-the-head", officer.accessible().await);
    officer
        .click_text("div[@id='holds-head']//button", "Keep theirs")
        .await?;
    officer.gone(".conflict").await?;

    // Nobody's name is on the wall.
    let wall = Browser::in_the_meeting(&served, "Helen Marsh").await?;
    let meeting = wall.driver.current_url().await?.to_string();
    let id = meeting.split('?').next().unwrap_or_default();
    wall.driver.goto(format!("{id}/projector")).await?;
    wall.heading("Millbeck Primary").await?;
    let text = wall.text().await?;
    for name in ["Dalal", "Tranter", "Thackray"] {
        ensure!(!text.contains(name), "{name} is on the wall: {text}");
    }
    wall.quit().await?;

    chair.find(".agree button.primary").await?.click().await?;
    chair.within("nav.agenda header", "9 decided").await?;
    chair.driver.goto(format!("{id}/minutes")).await?;
    for words in [
        "Rashida Dalal, sent word. Accountable for the improvement.",
        "Owen Tranter, represented by Ida Thackray, vice chair. Monitors the improvement.",
        "Led for the school:",
        "Who came for the schools",
    ] {
        chair.within(".minutes", words).await?;
    }
    look(&chair, "minutes-who-came", &mut faults).await?;
    chair.driver.goto(format!("{id}/minutes?for=wider")).await?;
    chair.within(".minutes", "no school is named").await?;
    chair.within(".minutes", "Chairs of governors").await?;
    let page = chair.driver.find(By::Css(".minutes")).await?.text().await?;
    for name in ["Tranter", "Thackray"] {
        ensure!(!page.contains(name), "{name} is in the copy for everybody");
    }
    officer.quit().await?;
    chair.quit().await?;
    faults.none()
}
