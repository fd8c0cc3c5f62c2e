//! Minutes that write themselves: from what is said in the room to signed minutes, with a second screen that
//! takes the chair on the way.

use anyhow::Result;
use tests::browser::Browser;
use tests::served::Served;
use thirtyfour::Key;

use crate::pages::{Faults, look};

#[tokio::test]
async fn the_chair_changes_hands_and_the_minutes_are_signed() -> Result<()> {
    let served = Served::demo().await?;
    let lead = Browser::in_the_meeting(&served, "Helen Marsh").await?;
    let officer = Browser::in_the_meeting(&served, "Pearl Okafor").await?;
    officer
        .within(".decision-bar", "Helen Marsh is in the chair")
        .await?;

    // What became of last time's action, somebody's different view, somebody who leaves the room.
    lead.within(".carried", "attendance on Fridays").await?;
    lead.find(".done-form button")
        .await?
        .send_keys(Key::Enter + "")
        .await?;
    lead.within(".carried", "Done.").await?;
    officer.within(".carried", "Done.").await?;
    officer.press("n").await?;
    officer
        .find("#point")
        .await?
        .send_keys("The figures do not bear it out.")
        .await?;
    officer
        .find(".point-form input[type=checkbox]")
        .await?
        .click()
        .await?;
    officer
        .find_text("button", "Add the point")
        .await?
        .click()
        .await?;
    lead.within(".points", "P. Okafor").await.ok();
    lead.within(".points", "sees it otherwise").await?;
    lead.find_text("button", "Somebody leaves for it")
        .await?
        .click()
        .await?;
    lead.find("#leaves")
        .await?
        .send_keys("Rashida Dalal")
        .await?;
    lead.find("#leaves-why")
        .await?
        .send_keys("Her own school" + Key::Enter)
        .await?;
    officer
        .within(".recused", "Rashida Dalal has left the room")
        .await?;
    lead.picture("meeting-recused").await?;

    // Set aside, and taken up again by the other.
    lead.find_text("button", "Set it aside")
        .await?
        .click()
        .await?;
    officer.within("nav.agenda", "Set aside").await?;
    officer
        .find_text("button", "Take it up again")
        .await?
        .click()
        .await?;

    // Somebody is put down who has no account.
    lead.find(".presence summary").await?.click().await?;
    lead.find("#put-down")
        .await?
        .send_keys("Tamsin Asante, head" + Key::Enter)
        .await?;
    lead.within(".in-the-room", "Tamsin Asante").await?;
    lead.picture("meeting-attendance").await?;
    lead.accessible().await?;
    lead.find(".presence summary").await?.click().await?;

    officer
        .find_text("button", "Take the chair")
        .await?
        .click()
        .await?;
    lead.within(".decision-bar", "Pearl Okafor is in the chair")
        .await?;
    lead.accessible().await?;
    officer.find(".agree button.primary").await?.click().await?;
    officer.within("nav.agenda header", "9 decided").await?;
    let close = officer.find(".agenda-foot button").await?;
    close.send_keys(Key::Enter + "").await?;
    officer
        .find("dialog[open] button.primary")
        .await?
        .click()
        .await?;
    officer.says("This meeting is closed").await?;

    officer
        .find_text("a", "Minutes so far")
        .await?
        .send_keys(Key::Enter + "")
        .await?;
    officer
        .heading("Minutes: Upper Vale partnership, autumn review")
        .await?;
    for words in [
        "Helen Marsh, then Pearl Okafor",
        "Tamsin Asante, head",
        "The figures do not bear it out.",
        "Rashida Dalal: Her own school",
        "Actions of earlier meetings",
        "not signed yet",
    ] {
        officer.within(".minutes", words).await?;
    }
    let mut faults = Faults::default();
    look(&officer, "minutes", &mut faults).await?;
    officer
        .find("#sign-note")
        .await?
        .send_keys("Item 1: read May for March.")
        .await?;
    officer
        .find_text("button", "Sign the minutes")
        .await?
        .click()
        .await?;
    officer.within(".signature", "Pearl Okafor").await?;
    officer.within(".signature", "read May for March").await?;
    officer.picture("minutes-signed").await?;
    faults.add("signed", officer.accessible().await);
    officer
        .find_text("a", "A copy for everybody")
        .await?
        .send_keys(Key::Enter + "")
        .await?;
    officer.within(".minutes", "no school is named").await?;
    let text = officer.text().await?;
    assert!(!text.contains("Millbeck"), "{text}");
    faults.none()?;
    lead.quit().await?;
    officer.quit().await
}

#[tokio::test]
async fn the_papers_of_a_meeting_are_a_page_a_school() -> Result<()> {
    let served = Served::demo().await?;
    let lead = Browser::of(&served, "Helen Marsh").await?;
    lead.driver.goto(served.url("/meetings")).await?;
    lead.find_text("a", "papers")
        .await?
        .send_keys(Key::Enter + "")
        .await?;
    lead.within(".papers", "in the order of the agenda").await?;
    lead.within(".papers", "Millbeck Primary").await?;
    lead.within(".papers", "Would be").await?;
    assert!(
        !lead.text().await?.contains("phased return"),
        "what is about a person is in no paper"
    );
    let mut faults = Faults::default();
    look(&lead, "papers", &mut faults).await?;
    faults.none()?;
    lead.quit().await
}
