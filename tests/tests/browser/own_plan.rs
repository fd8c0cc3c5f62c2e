//! A school's own plan as a file, who oversees a case, and the library of what worked.

use anyhow::{Result, ensure};
use tests::browser::Browser;
use tests::served::Served;
use thirtyfour::prelude::*;

use crate::pages::{Faults, look};
use crate::support::open_first;

/// A folder of this test alone, gone with it.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new() -> Result<Self> {
        let path = std::env::temp_dir().join(format!("own-plan-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    fn file(&self, name: &str, bytes: &[u8]) -> Result<String> {
        let path = self.0.join(name);
        std::fs::write(&path, bytes)?;
        Ok(path.to_string_lossy().into_owned())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _best_effort = std::fs::remove_dir_all(&self.0);
    }
}

async fn write(browser: &Browser, field: &str, text: &str) -> Result<()> {
    let element = browser.find(field).await?;
    element.send_keys(Key::Control + "a").await?;
    element.send_keys(text).await?;
    Ok(())
}

#[tokio::test]
async fn a_school_sends_its_own_plan_and_a_broker_names_who_oversees_it() -> Result<()> {
    let served = Served::demo().await?;
    let mut faults = Faults::default();
    let folder = Folder::new()?;
    let leader = Browser::of(&served, "Amir Qureshi").await?;
    open_first(&leader, &served, "/support", "Under way").await?;
    let case = leader.driver.current_url().await?.to_string();
    leader.click_text("summary", "Write the plan").await?;
    let page = folder.file("plan.docx", b"<html>not a document</html>")?;
    leader.find("#file").await?.send_keys(page).await?;
    leader
        .within(".plan-form", "This file is not what its name says")
        .await?;
    let plan = folder.file("Our plan 2026.pdf", b"%PDF-1.7 the plan of the school")?;
    leader.find("#file").await?.send_keys(plan).await?;
    leader.within(".kept-file", "Our plan 2026.pdf").await?;
    write(&leader, "#chair", "Hester Loxley").await?;
    leader
        .find_text(
            "select[@id='chair_does']/option",
            "Monitors the improvement",
        )
        .await?
        .click()
        .await?;
    look(&leader, "own-plan-form", &mut faults).await?;
    leader
        .click_text(
            "form[contains(@class,'plan-form')]//button",
            "Write the plan",
        )
        .await?;
    leader
        .find_text("a[@download]", "Our plan 2026.pdf")
        .await?;
    leader
        .within(".plan-offices", "Hester Loxley. Monitors the improvement.")
        .await?;
    leader.quit().await?;
    let broker = Browser::of(&served, "Imran Siddle").await?;
    broker.driver.goto(case).await?;
    broker
        .find_text("a[@download]", "Our plan 2026.pdf")
        .await?;
    broker.click_text("summary", "Name who oversees it").await?;
    write(&broker, "#body", "Ashgrove Trust").await?;
    broker
        .click_text("form//button", "Name who oversees it")
        .await?;
    broker
        .within(".step-form", "Name who answers there")
        .await?;
    write(&broker, "#person", "Its director of schools").await?;
    broker
        .click_text("form//button", "Name who oversees it")
        .await?;
    broker.within(".overseer", "Ashgrove Trust").await?;
    broker
        .within(".overseer", "Checks the final report")
        .await?;
    look(&broker, "overseen-case", &mut faults).await?;
    broker.quit().await?;
    faults.none()
}

#[tokio::test]
async fn what_worked_is_found_by_subject_and_phase() -> Result<()> {
    let served = Served::demo().await?;
    let mut faults = Faults::default();
    let head = Browser::of(&served, "Rashida Dalal").await?;
    head.driver.goto(served.url("/support")).await?;
    head.click_text("a", "What worked").await?;
    head.heading("What worked").await?;
    head.find(".studies li").await?;
    let all = head.driver.find_all(By::Css(".studies > li")).await?.len();
    look(&head, "library", &mut faults).await?;
    let broker = Browser::of(&served, "Imran Siddle").await?;
    broker.driver.goto(served.url("/library")).await?;
    broker.find(".studies li").await?;
    let more = broker
        .driver
        .find_all(By::Css(".studies > li"))
        .await?
        .len();
    ensure!(more >= all, "{more} for a broker, {all} for a head");
    let options = broker
        .find("#area")
        .await?
        .find_all(By::Tag("option"))
        .await?;
    let subject = options[1].text().await?;
    options[1].click().await?;
    broker.within(".studies", &subject).await?;
    let address = broker.driver.current_url().await?.to_string();
    ensure!(address.contains("area="), "{address}");
    write(&broker, "#find", "nothing is called this").await?;
    broker.says("None of them").await?;
    broker.quit().await?;
    head.quit().await?;
    faults.none()
}
