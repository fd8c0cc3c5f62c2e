//! Early and statutory action: an officer gives a notice, the school's governors read it and speak to it.

use anyhow::Result;
use tests::browser::Browser;
use tests::served::Served;
use thirtyfour::prelude::*;

use crate::pages::{Faults, look};

async fn write(browser: &Browser, field: &str, text: &str) -> Result<()> {
    let element = browser.find(field).await?;
    element.send_keys(Key::Control + "a").await?;
    element.send_keys(text).await?;
    Ok(())
}

#[tokio::test]
async fn a_notice_is_given_read_by_the_governors_and_spoken_to() -> Result<()> {
    let served = Served::demo().await?;
    let mut faults = Faults::default();
    let officer = Browser::of(&served, "Lewis Coldwether").await?;
    officer.driver.goto(served.url("/statutory")).await?;
    officer
        .within(".statutory-table", "Warning notice in force")
        .await?;
    look(&officer, "statutory-list", &mut faults).await?;
    // A school of the list, with everything that was done.
    let link = officer.find(".statutory-table tbody th a").await?;
    link.send_keys(Key::Enter + "").await?;
    officer.within(".history", "Concerns set out").await?;
    look(&officer, "statutory-action", &mut faults).await?;
    // Another school: Millbeck, where nothing was done yet.
    officer
        .driver
        .goto(served.url("/schools?find=Millbeck"))
        .await?;
    officer.click_text("a", "Millbeck Primary").await?;
    officer.heading("Millbeck Primary").await?;
    officer
        .click_text("a", "Early and statutory action")
        .await?;
    officer.within("#stands", "No action").await?;
    officer.click_text("button", "Set out concerns").await?;
    write(
        &officer,
        "#why",
        "Attendance, and what the link officer saw.",
    )
    .await?;
    officer
        .click_text("form//button", "Set out concerns")
        .await?;
    officer.within("#stands", "Early action").await?;
    officer
        .click_text("button", "Give a warning notice")
        .await?;
    officer
        .click_text("form//button", "Give a warning notice")
        .await?;
    officer
        .within(".step-form", "Choose at least one ground")
        .await?;
    officer
        .click_text("form//button", "The safety of pupils")
        .await?;
    write(&officer, "#matters", "Two locked doors.").await?;
    write(&officer, "#required", "Open them, and say who checks.").await?;
    officer
        .click_text("form//button", "Appoint additional governors")
        .await?;
    look(&officer, "statutory-notice-form", &mut faults).await?;
    officer
        .click_text("form//button", "Give a warning notice")
        .await?;
    officer.within("#stands", "Warning notice in force").await?;
    let page = officer.driver.current_url().await?;
    officer.click_text("a", "The notice as a document").await?;
    officer.within(".notice", "section 60(2)(c)").await?;
    look(&officer, "statutory-notice", &mut faults).await?;
    let governor = Browser::of(&served, "Owen Tranter").await?;
    governor.driver.goto(page.as_str()).await?;
    governor
        .within("#stands", "Warning notice in force")
        .await?;
    governor
        .click_text("button", "Say what the governing body thinks")
        .await?;
    write(&governor, "#words", "Both were opened on Monday.").await?;
    governor
        .click_text("form//button", "Say what the governing body thinks")
        .await?;
    governor.within(".history", "Both were opened").await?;
    governor.quit().await?;
    officer.driver.goto(page.as_str()).await?;
    officer
        .within(".waits", "Answer the governing body")
        .await?;
    officer.quit().await?;
    faults.none()
}
