//! The letter to a school: a draft for those who decide, issued once the school was told and has answered,
//! read by its head, and appealed against.

use anyhow::Result;
use tests::browser::Browser;
use tests::served::Served;
use thirtyfour::Key;

use crate::pages::{Faults, look};

#[tokio::test]
async fn a_letter_is_issued_read_by_the_head_and_appealed() -> Result<()> {
    let served = Served::demo().await?;
    let officer = Browser::of(&served, "Pearl Okafor").await?;
    let head = Browser::of(&served, "Rashida Dalal").await?;
    let school = officer
        .school_url(&served.url("/schools"), "Millbeck Primary")
        .await?;
    head.driver.goto(format!("{school}/letter")).await?;
    head.says("There is nothing").await.ok();
    assert!(!head.text().await?.contains("What follows"));

    officer.driver.goto(&school).await?;
    officer
        .find_text("a", "The letter to the school")
        .await?
        .send_keys(Key::Enter + "")
        .await?;
    officer
        .heading("Millbeck Primary: the category of your school")
        .await?;
    officer.within(".letter", "it can be issued").await?;
    officer.within(".letter", "is in Priority 2").await?;
    let mut faults = Faults::default();
    look(&officer, "letter", &mut faults).await?;
    officer
        .find_text("button", "Issue the letter")
        .await?
        .send_keys(Key::Enter + "")
        .await?;
    officer.within(".letter", "Issued by Pearl Okafor").await?;

    head.driver.goto(&school).await?;
    head.find_text("a", "The letter about the last decision")
        .await?
        .send_keys(Key::Enter + "")
        .await?;
    head.heading("Millbeck Primary: the category of your school")
        .await?;
    // Nothing written: the reason stands at the field.
    let appeal = head.find_text("button", "Appeal").await?;
    appeal.send_keys(Key::Enter + "").await?;
    head.within(".letter", "Write 1 to").await?;
    head.find("#appeal")
        .await?
        .send_keys("The results were of nine pupils.")
        .await?;
    head.find_text("button", "Appeal")
        .await?
        .send_keys(Key::Enter + "")
        .await?;
    head.within(".letter", "The school has appealed").await?;
    head.picture("letter-appealed").await?;
    faults.add("appealed", head.accessible().await);
    faults.none()?;
    head.quit().await?;
    officer.quit().await
}
