//! The school's voice and the room's second thoughts, on the page of a school: what people know, what the
//! school contests and replies, and a decision against the rules that waits for a second person.

use anyhow::Result;
use tests::browser::Browser;
use tests::served::Served;
use thirtyfour::{By, Key};

use crate::pages::{Faults, look};

#[tokio::test]
async fn what_is_known_is_written_down_read_in_the_room_and_taken_back() -> Result<()> {
    let served = Served::demo().await?;
    let officer = Browser::of(&served, "Pearl Okafor").await?;
    let school = officer
        .school_url(&served.url("/schools"), "Millbeck Primary")
        .await?;
    officer.driver.goto(&school).await?;
    officer.within(".known", "Three things people know").await?;
    officer.within(".known", "About a person").await?;
    officer
        .click_text("summary", "Write down what is known")
        .await?;
    // Nothing written: the reason stands at the field, and nothing is lost.
    officer
        .find("#known-source")
        .await?
        .send_keys("Admissions")
        .await?;
    officer
        .find_text("button", "Write it down")
        .await?
        .click()
        .await?;
    officer
        .within(".known .form", "Write what is known")
        .await?;
    officer
        .find("#known-text")
        .await?
        .send_keys("Two families have asked for places since Monday.")
        .await?;
    officer
        .find_text("button", "Write it down")
        .await?
        .click()
        .await?;
    officer.within(".known", "Four things people know").await?;
    officer.within(".known", "Two families have asked").await?;
    let mut faults = Faults::default();
    look(&officer, "school-known", &mut faults).await?;
    faults.none()?;

    officer.click_text("button", "Take it back").await?;
    officer
        .find(".known .row-form input")
        .await?
        .send_keys("It was the school next door." + Key::Enter)
        .await?;
    officer.within(".known", "Three things people know").await?;
    officer
        .within(".known", "One entry no longer counts")
        .await?;

    // The lead of the partnership reads what is about the school, not what is about a person; the room
    // reads it too, and what is said there is on the page afterwards.
    let lead = Browser::in_the_meeting(&served, "Helen Marsh").await?;
    lead.within(".what-is-known", "new to English").await?;
    assert!(!lead.text().await?.contains("phased return"));
    lead.press("i").await?;
    lead.find("#know")
        .await?
        .send_keys("The clerk has left.")
        .await?;
    lead.find("#know-source")
        .await?
        .send_keys("Governor services" + Key::Enter)
        .await?;
    lead.within(".what-is-known", "The clerk has left.").await?;
    lead.picture("meeting-known").await?;
    lead.accessible().await?;
    lead.driver.goto(&school).await?;
    lead.within(".known", "The clerk has left.").await?;
    assert!(!lead.text().await?.contains("phased return"));
    lead.quit().await?;
    officer.quit().await
}

#[tokio::test]
async fn a_head_contests_a_value_and_replies_and_the_officer_settles_it() -> Result<()> {
    let served = Served::demo().await?;
    let head = Browser::of(&served, "Rashida Dalal").await?;
    let school = head
        .school_url(&served.url("/schools"), "Millbeck Primary")
        .await?;
    head.driver.goto(&school).await?;
    head.click_text("summary", "Contest a value").await?;
    let choice = head.find("#contest-value").await?;
    choice.send_keys("Overall absence").await?;
    head.find("#contest-why")
        .await?
        .send_keys("The flu in March is in it twice.")
        .await?;
    head.find_text("button", "Contest it")
        .await?
        .click()
        .await?;
    head.within(".contests", "The school contests one value")
        .await?;
    head.within(".contests", "The flu in March").await?;
    head.find("#reply-text")
        .await?
        .send_keys("We are grateful for the deputy next door.")
        .await?;
    head.find_text("button", "Send them").await?.click().await?;
    head.within(".reply", "grateful for the deputy").await?;
    let mut faults = Faults::default();
    look(&head, "school-head", &mut faults).await?;

    let officer = Browser::of(&served, "Pearl Okafor").await?;
    officer.says("A value is contested").await?;
    officer.driver.goto(&school).await?;
    officer.within(".indicator-table", "contested").await?;
    officer.within(".reply", "grateful for the deputy").await?;
    officer
        .find_text("label", "The right value is another")
        .await?
        .click()
        .await?;
    officer
        .find(".contests .row-form input[inputmode]")
        .await?
        .send_keys("5.8")
        .await?;
    officer
        .find_text("button", "Settle it")
        .await?
        .click()
        .await?;
    officer.within(".contests .row-form", "Say why").await?;
    officer
        .find(".contests .row-form .field[data-voice] input")
        .await?
        .send_keys("Counted again: twice, indeed.")
        .await?;
    look(&officer, "school-contested", &mut faults).await?;
    officer
        .find_text("button", "Settle it")
        .await?
        .click()
        .await?;
    officer.within(".contests", "Corrected to 5.8%").await?;
    officer.within(".indicator-table", "5.8%").await?;
    head.driver.goto(&school).await?;
    head.within(".contests", "Counted again").await?;
    faults.none()?;
    head.quit().await?;
    officer.quit().await
}

#[tokio::test]
async fn a_second_person_approves_what_the_room_decided_against_the_rules() -> Result<()> {
    let served = Served::demo().await?;
    let officer = Browser::of(&served, "Pearl Okafor").await?;
    officer.says("Needs a second person").await?;
    officer
        .find_text("a", "Approve or send back")
        .await?
        .click()
        .await?;
    officer
        .within(".stands", "Nobody else has approved it yet")
        .await?;
    officer.picture("school-waits").await?;
    // Sent back without a word: the reason is asked for.
    officer
        .find_text("button", "Send it back")
        .await?
        .click()
        .await?;
    officer.within(".second", "why it goes back").await?;
    officer.accessible().await?;
    officer
        .find_text("button", "Approve it")
        .await?
        .click()
        .await?;
    officer
        .within(".stands", "approved by Pearl Okafor")
        .await?;
    let gone = officer.driver.find_all(By::Css(".second")).await?;
    assert!(gone.is_empty());
    officer.picture("school-approved").await?;
    officer.quit().await
}
