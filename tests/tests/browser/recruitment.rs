//! Rounds of recruitment: a governor applies, their head gives a word, an officer opens a round and shortlists.

use anyhow::Result;
use tests::browser::Browser;
use tests::served::Served;
use thirtyfour::prelude::*;

use crate::pages::{Faults, look};

/// Presses a button of the applicant whose entry holds these words.
async fn press(browser: &Browser, applicant: &str, button: &str) -> Result<()> {
    let path = format!(
        "//ul[contains(@class, 'applicants')]/li[contains(., '{applicant}')]//button[normalize-space(.)='{button}']"
    );
    browser.within(".applicants", applicant).await?;
    let found = browser.driver.find(By::XPath(path)).await?;
    let center = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
    browser
        .driver
        .execute(center, vec![found.to_json()?])
        .await?;
    found.click().await?;
    Ok(())
}

#[tokio::test]
async fn a_head_gives_their_word_and_an_officer_books_the_interview() -> Result<()> {
    let served = Served::demo().await?;
    let mut faults = Faults::default();
    let governor = Browser::of(&served, "Owen Tranter").await?;
    governor.driver.goto(served.url("/support")).await?;
    governor.click_text("a", "Recruitment of leaders").await?;
    governor.within(".applicants", "Owen Tranter").await?;
    governor.within(".applicants", "Not given yet").await?;
    let text = governor.text().await?;
    anyhow::ensure!(
        !text.contains("Attendance lead"),
        "another applicant is read"
    );
    look(&governor, "recruitment-applicant", &mut faults).await?;

    let head = Browser::of(&served, "Rashida Dalal").await?;
    head.driver.goto(served.url("/")).await?;
    head.within(".tasks", "The school’s word on an application")
        .await?;
    head.driver.goto(served.url("/leaders/recruitment")).await?;
    press(&head, "Owen Tranter", "Give the school’s word").await?;
    head.click_text("button", "Record it").await?;
    head.within(".step-form", "Say yes or no").await?;
    head.click("#supports label:first-of-type").await?;
    head.find("#words")
        .await?
        .send_keys("The board can spare a day a month.")
        .await?;
    look(&head, "recruitment-word", &mut faults).await?;
    head.click_text("button", "Record it").await?;
    head.within(".applicants", "The board can spare a day a month.")
        .await?;

    let officer = Browser::of(&served, "Pearl Okafor").await?;
    officer.driver.goto(served.url("/leaders")).await?;
    officer.click_text("a", "Recruitment").await?;
    officer.heading("Recruitment of leaders").await?;
    officer.within(".pipeline", "Shortlisted").await?;
    officer.within(".short-table", "Days short").await?;
    look(&officer, "recruitment", &mut faults).await?;
    press(&officer, "Attendance lead", "Book the interview").await?;
    officer.click("#on label:nth-of-type(2)").await?;
    officer.find("#place").await?.send_keys("The hub").await?;
    officer.click_text("button", "Record it").await?;
    officer
        .within(".step-form", "Choose at least two people to interview")
        .await?;
    for name in ["Helen Marsh", "Imran Siddle"] {
        let path = format!("//fieldset[@id='by']//button[normalize-space(.)='{name}']");
        officer.driver.find(By::XPath(path)).await?.click().await?;
    }
    officer.click_text("button", "Record it").await?;
    officer.gone(".step-form").await?;
    officer
        .within(".applicants", "with Helen Marsh and Imran Siddle")
        .await?;

    // Who is to interview says what ties them.
    let lead = Browser::of(&served, "Helen Marsh").await?;
    lead.driver.goto(served.url("/leaders/recruitment")).await?;
    press(&lead, "Attendance lead", "Say what ties you to them").await?;
    lead.click("#ties label:first-of-type").await?;
    lead.click_text("button", "Record it").await?;
    lead.within(".applicants", "Helen Marsh: nothing ties them")
        .await?;
    for browser in [governor, head, officer, lead] {
        browser.quit().await?;
    }
    faults.none()
}
