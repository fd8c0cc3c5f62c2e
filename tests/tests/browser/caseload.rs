//! Caseloads: an officer names somebody, that person writes a note under a thumb, the head answers for it, and
//! the year's report is compiled.

use anyhow::{Result, ensure};
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

async fn choose(browser: &Browser, field: &str, words: &str) -> Result<()> {
    let options = browser
        .find(field)
        .await?
        .find_all(By::Tag("option"))
        .await?;
    for option in options {
        if option.text().await?.contains(words) {
            option.click().await?;
            return Ok(());
        }
    }
    anyhow::bail!("{field} has no “{words}”")
}

#[tokio::test]
async fn somebody_is_named_writes_a_note_and_the_head_answers_for_it() -> Result<()> {
    let served = Served::demo().await?;
    let mut faults = Faults::default();
    let officer = Browser::of(&served, "Pearl Okafor").await?;
    officer
        .driver
        .goto(served.url("/caseload?show=all"))
        .await?;
    officer.find(".caseload-table tbody tr").await?;
    look(&officer, "caseload", &mut faults).await?;
    officer
        .driver
        .goto(served.url("/caseload?show=unnamed"))
        .await?;
    officer.within(".caseload-table", "Nobody").await?;
    let link = officer.find(".caseload-table tbody th a").await?;
    let school = link.text().await?;
    link.send_keys(Key::Enter + "").await?;
    officer.heading(&school).await?;
    officer.within("aside", "Nobody is named").await?;
    officer
        .click_text("button", "Name somebody: Link officer")
        .await?;
    officer.click_text("button", "Name them").await?;
    officer.within(".step-form", "Choose somebody").await?;
    choose(&officer, "#person", "Amir Qureshi").await?;
    officer.click_text("button", "Name them").await?;
    officer
        .within("#stands", "Link officer Amir Qureshi")
        .await?;
    look(&officer, "caseload-file", &mut faults).await?;
    let file = officer.driver.current_url().await?;
    // Who was named sees it among their own, and writes a note on a phone.
    let leader = Browser::of(&served, "Amir Qureshi").await?;
    leader.driver.goto(served.url("/caseload")).await?;
    leader.within(".caseload-table", &school).await?;
    leader.size((390, 844)).await?;
    leader.driver.goto(format!("{file}/note")).await?;
    leader.heading(&school).await?;
    leader.click_text("button", "Save note").await?;
    leader
        .within("#about", "Say what you saw of at least one section")
        .await?;
    leader.click_text("button", "Teaching").await?;
    write(
        &leader,
        "#about-teaching",
        "Clear explanations in four lessons.",
    )
    .await?;
    write(&leader, "#request", "A reading lead for a term.").await?;
    leader.within(".visit-head", "Saved on this device").await?;
    // The last letter is kept a moment after it is written.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    leader.load_again().await?;
    leader.find("#about-teaching").await?;
    let kept = leader.find("#about-teaching").await?.prop("value").await?;
    ensure!(
        kept.as_deref() == Some("Clear explanations in four lessons."),
        "{kept:?}"
    );
    leader.picture("caseload-note").await?;
    look(&leader, "caseload-note", &mut faults).await?;
    leader.click_text("button", "Save note").await?;
    leader.within(".visits", "Clear explanations").await?;
    leader.within(".section-strip", "not visited").await?;
    officer.load_again().await?;
    officer
        .within(".waits", "A reading lead for a term")
        .await?;
    officer
        .click_text("button", "Answer for the leadership team")
        .await?;
    write(&officer, "#words", "From January, two days a month.").await?;
    officer.click_text("button", "Record the answer").await?;
    officer.within(".visits", "From January").await?;
    leader.quit().await?;
    officer.quit().await?;
    faults.none()
}

#[tokio::test]
async fn the_head_reads_the_file_and_the_year_is_compiled_into_a_report() -> Result<()> {
    let served = Served::demo().await?;
    let mut faults = Faults::default();
    let head = Browser::of(&served, "Rashida Dalal").await?;
    head.driver.goto(served.url("/caseload")).await?;
    let link = head.find(".caseload-table tbody th a").await?;
    link.send_keys(Key::Enter + "").await?;
    head.heading("Millbeck Primary").await?;
    head.click_text("button", "It is not right").await?;
    write(&head, "#words", "It was two lessons, not four.").await?;
    head.click_text("button", "Say what is not right").await?;
    head.within(".visits", "two lessons, not four").await?;
    look(&head, "caseload-head", &mut faults).await?;
    head.click_text("a", "Annual report").await?;
    head.within(".annual-report", "What the year came to")
        .await?;
    head.within(".annual-report", "No visit was about this section")
        .await?;
    head.click_text("button", "The school’s word on it").await?;
    write(&head, "#words", "We recognise our school in it.").await?;
    head.click_text("button", "Put it under the report").await?;
    head.within(".annual-report", "We recognise our school")
        .await?;
    look(&head, "caseload-report", &mut faults).await?;
    head.quit().await?;
    faults.none()
}

#[tokio::test]
async fn a_caseload_is_handed_over_and_another_way_is_adopted() -> Result<()> {
    let served = Served::demo().await?;
    let mut faults = Faults::default();
    let officer = Browser::of(&served, "Pearl Okafor").await?;
    officer
        .driver
        .goto(served.url("/caseload/hand-over"))
        .await?;
    officer.heading("Hand a caseload over").await?;
    choose(&officer, "#of", "Joan Petrie").await?;
    choose(&officer, "#to", "Lewis Coldwether").await?;
    officer.says("schools are handed over").await?;
    look(&officer, "caseload-hand-over", &mut faults).await?;
    officer.click_text("button", "Hand over").await?;
    officer.find(".caseload-table tbody tr").await?;
    let joan = Browser::of(&served, "Joan Petrie").await?;
    joan.driver.goto(served.url("/caseload")).await?;
    joan.says("You are named for no school").await?;
    joan.quit().await?;
    officer.driver.goto(served.url("/caseload/way")).await?;
    officer.heading("Way of working").await?;
    look(&officer, "caseload-way", &mut faults).await?;
    officer
        .click_text("button", "School Improvement Partners")
        .await?;
    write(&officer, "#why", "From September").await?;
    officer.click_text("button", "Adopt it").await?;
    officer.says("adopted by Pearl Okafor").await?;
    officer
        .says("External audit, with the leadership team")
        .await?;
    officer.quit().await?;
    faults.none()
}
