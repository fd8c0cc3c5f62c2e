//! A school says what it is, its partner speaks beside it, an audit is commissioned over its head, and what the
//! authority does stands in one log.

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

/// The address of the file of the first school of somebody's caseload.
async fn first_file(browser: &Browser, served: &Served, school: &str) -> Result<String> {
    browser.driver.goto(served.url("/caseload")).await?;
    browser.within(".caseload-table", school).await?;
    browser.click_text("a", school).await?;
    browser.heading(school).await?;
    Ok(browser.driver.current_url().await?.to_string())
}

#[tokio::test]
async fn the_head_writes_the_self_evaluation_and_the_partner_speaks_beside_it() -> Result<()> {
    let served = Served::demo().await?;
    let mut faults = Faults::default();
    let head = Browser::of(&served, "Rashida Dalal").await?;
    let file = first_file(&head, &served, "Millbeck Primary").await?;
    head.click_text("a", "Self-evaluation").await?;
    head.heading("Self-evaluation").await?;
    head.within(".evaluation-table", "sees it less well")
        .await?;
    head.within(".evaluation-table", "said of an earlier version")
        .await?;
    look(&head, "evaluation-head", &mut faults).await?;
    // What is being written outlasts the page.
    head.click_text("button", "Write: Governance").await?;
    write(
        &head,
        "#strengths",
        "Link visits are written up, four this term.",
    )
    .await?;
    head.within(".form-foot", "Kept on this device").await?;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    head.load_again().await?;
    head.click_text("button", "Write: Governance").await?;
    head.within(".form-foot", "As you left it").await?;
    let kept = head.find("#strengths").await?.prop("value").await?;
    ensure!(
        kept.as_deref() == Some("Link visits are written up, four this term."),
        "{kept:?}"
    );
    write(&head, "#improve", "Asking for figures before the meeting.").await?;
    head.click_text("button", "Put it in the self-evaluation")
        .await?;
    head.within(".step-form", "Choose a judgement").await?;
    head.click_text("label", "Needs attention").await?;
    look(&head, "evaluation-form", &mut faults).await?;
    head.click_text("button", "Put it in the self-evaluation")
        .await?;
    head.within(
        "#section-governance",
        "Asking for figures before the meeting",
    )
    .await?;
    // Its partner sees it and speaks beside it.
    let partner = Browser::of(&served, "Amir Qureshi").await?;
    partner.driver.goto(format!("{file}/evaluation")).await?;
    partner
        .within("#section-governance", "four this term")
        .await?;
    partner.click_text("button", "Moderate: Governance").await?;
    partner
        .click_text("section[@id='section-governance']//label", "Urgent")
        .await?;
    partner
        .click_text("button", "Put it beside the school’s")
        .await?;
    partner
        .within("#section-governance", "Say what you saw that differs")
        .await?;
    write(&partner, "#words", "Two of nine governors came in October.").await?;
    partner
        .click_text("button", "Put it beside the school’s")
        .await?;
    partner
        .within("#section-governance", "Two of nine governors")
        .await?;
    look(&partner, "evaluation-partner", &mut faults).await?;
    partner.quit().await?;
    // Help with it is a kind of support.
    head.click_text("a", "Ask for help with it").await?;
    head.heading("Ask for support").await?;
    let kind = head.find("#kind").await?.prop("value").await?;
    ensure!(kind.as_deref() == Some("self_evaluation"), "{kind:?}");
    head.click_text("button", "Plan for improvement").await?;
    look(&head, "ask-tagged", &mut faults).await?;
    head.quit().await?;
    faults.none()
}

#[tokio::test]
async fn an_audit_is_commissioned_over_a_schools_head_and_stands_in_its_log() -> Result<()> {
    let served = Served::demo().await?;
    let mut faults = Faults::default();
    let head = Browser::of(&served, "Rashida Dalal").await?;
    let file = first_file(&head, &served, "Millbeck Primary").await?;
    let officer = Browser::of(&served, "Pearl Okafor").await?;
    officer.driver.goto(file.clone()).await?;
    officer.heading("Millbeck Primary").await?;
    officer
        .click_text("button", "Commission an audit without consent")
        .await?;
    write(&officer, "#auditor", "Westfold Associates").await?;
    write(
        &officer,
        "#about",
        "Whether leaders know what children can do.",
    )
    .await?;
    let from = officer.find("#told").await?.prop("value").await?;
    write_day(&officer, "#from", &from.unwrap_or_default()).await?;
    officer.click_text("button", "Commission it").await?;
    officer
        .within(".audits", "Say what the serious concerns are")
        .await?;
    look(&officer, "audit-form", &mut faults).await?;
    write(
        &officer,
        "#why",
        "Three years of falling results, and no way in.",
    )
    .await?;
    officer.click_text("button", "Commission it").await?;
    officer
        .within(".audits", "without the school’s consent")
        .await?;
    // The head finds it on their first page, reads why, and has a word on it.
    head.driver.goto(served.url("/")).await?;
    head.says("An external audit is commissioned").await?;
    head.driver.goto(file.clone()).await?;
    head.within(".audits", "no way in").await?;
    head.click_text("button", "The school’s word on it").await?;
    write(&head, "#words", "You were shown round in September.").await?;
    head.click_text("button", "Put it beside the audit").await?;
    head.within(".audits", "shown round in September").await?;
    look(&head, "audit-head", &mut faults).await?;
    head.quit().await?;
    // All of it is one log, and each kind alone.
    officer.driver.goto(format!("{file}/log")).await?;
    officer.heading("Log").await?;
    officer
        .within(".log-lines", "commissioned without consent")
        .await?;
    officer.click_text("button", "Write a line").await?;
    officer.click_text("label", "Challenge").await?;
    write(&officer, "#words", "Met the chair about the audit.").await?;
    officer.click_text("button", "Put it in the log").await?;
    officer.within(".log-lines", "Met the chair").await?;
    look(&officer, "school-log", &mut faults).await?;
    officer
        .driver
        .goto(format!("{file}/log?kind=intervene"))
        .await?;
    officer
        .within(".log-lines", "commissioned without consent")
        .await?;
    let others = officer
        .driver
        .find_all(thirtyfour::By::Css(
            ".log-lines li:not([data-kind=intervene])",
        ))
        .await?;
    ensure!(others.is_empty(), "{} lines of other kinds", others.len());
    officer.quit().await?;
    faults.none()
}

/// Writes a day as the browser's own field wants it.
async fn write_day(browser: &Browser, field: &str, day: &str) -> Result<()> {
    let script = "const field = document.querySelector(arguments[0]); field.value = arguments[1]; \
                  field.dispatchEvent(new Event('input', {bubbles: true}));";
    let arguments = vec![field.into(), day.into()];
    browser.driver.execute(script, arguments).await?;
    Ok(())
}

#[tokio::test]
async fn visits_by_key_to_improvement_are_found_on_the_caseload() -> Result<()> {
    let served = Served::demo().await?;
    let mut faults = Faults::default();
    let officer = Browser::of(&served, "Pearl Okafor").await?;
    officer
        .driver
        .goto(served.url("/caseload?show=all"))
        .await?;
    officer.find(".caseload-table tbody tr").await?;
    officer
        .click_text(
            "div[contains(@class,'key-chips')]//button",
            "Tracking pupils",
        )
        .await?;
    officer.find(".key-chips [aria-pressed=true]").await?;
    let address = officer.driver.current_url().await?.to_string();
    ensure!(address.contains("key=tracking"), "{address}");
    look(&officer, "caseload-keys", &mut faults).await?;
    officer.quit().await?;
    faults.none()
}
