//! The loop is closed on screen: who pays is named and the money is seen on the case; what a visit found stands on
//! the page of the school and in its next meeting; the district reads who is without help; a letter is answered
//! by somebody who has no account.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use tests::browser::Browser;
use tests::served::Served;
use thirtyfour::prelude::*;

use crate::pages::{Faults, look};
use crate::support::{open_first, write};

#[tokio::test]
async fn who_pays_is_named_and_the_case_says_where_its_money_is() -> Result<()> {
    let served = Served::demo().await?;
    let broker = Browser::of(&served, "Imran Siddle").await?;
    let mut faults = Faults::default();
    open_first(&broker, &served, "/support", "Being scoped").await?;
    broker.find("#talked").await?;
    write(&broker, "#talked", "An hour with the head.").await?;
    write(&broker, "#measures", "Year 4 tables check.").await?;
    broker.click_text("button", "Hub support fund").await?;
    look(&broker, "case-who-pays", &mut faults).await?;
    broker.click_text("button", "Agree the scope").await?;
    broker.within("#stands", "Looking for somebody").await?;
    broker.within(".history", "Agreed the scope").await?;
    open_first(&broker, &served, "/support", "Under way").await?;
    broker.within("aside .case-money", "£").await?;
    look(&broker, "case-money", &mut faults).await?;
    // The leader who helps reads nothing of it.
    let leader = Browser::of(&served, "Amir Qureshi").await?;
    open_first(&leader, &served, "/support", "Under way").await?;
    ensure!(
        leader
            .driver
            .find_all(By::Css(".case-money"))
            .await?
            .is_empty(),
        "a leader reads of money"
    );
    leader.quit().await?;
    broker.quit().await?;
    faults.none()
}

#[tokio::test]
async fn support_is_evidence_at_the_school_and_in_its_meeting_and_the_district_reads_how_promptly()
-> Result<()> {
    let served = Served::demo().await?;
    let officer = Browser::of(&served, "Pearl Okafor").await?;
    let mut faults = Faults::default();
    officer.driver.goto(served.url("/district")).await?;
    officer
        .within(".prompt-times", "From flag to decision")
        .await?;
    officer.within(".prompt-times", "working day").await?;
    look(&officer, "district-prompt", &mut faults).await?;
    open_first(&officer, &served, "/support", "Under way").await?;
    officer.find(".facts-line a").await?.click().await?;
    officer.within(".support-since", "days given").await?;
    look(&officer, "school-support", &mut faults).await?;
    // In the meeting, wherever a school of it has support.
    let chair = Browser::in_the_meeting(&served, "Helen Marsh").await?;
    let names: Vec<String> = {
        let mut all = Vec::new();
        for link in chair.driver.find_all(By::Css("nav.agenda a")).await? {
            all.push(link.attr("href").await?.unwrap_or_default());
        }
        all
    };
    let mut found = false;
    for href in names.into_iter().filter(|href| href.contains("school=")) {
        let page = if href.starts_with("http") {
            href
        } else {
            served.url(&href)
        };
        chair.driver.goto(page).await?;
        chair.find("main h1").await?;
        if !chair
            .driver
            .find_all(By::Css(".support-given .support-since"))
            .await?
            .is_empty()
        {
            found = true;
            break;
        }
    }
    ensure!(found, "no school of the meeting has support");
    chair
        .within(".support-given", "Support since the last meeting")
        .await?;
    look(&chair, "meeting-support", &mut faults).await?;
    chair.quit().await?;
    officer.quit().await?;
    faults.none()
}

/// The link in a letter that asks this.
async fn link(served: &Served, asks: &str) -> Result<String> {
    for _ in 0..200 {
        let folder: PathBuf = served.letters();
        let letters = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        for one in letters {
            let text = std::fs::read_to_string(one.path()).unwrap_or_default();
            let text = text
                .replace("\r\n", "\n")
                .replace("=\n", "")
                .replace("=3D", "=");
            let mut lines = text.lines();
            if lines.any(|line| line.contains(asks))
                && let Some(link) = lines.next()
            {
                return Ok(link.trim().to_owned());
            }
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    anyhow::bail!("no letter asks “{asks}”")
}

#[tokio::test]
async fn somebody_without_an_account_answers_by_the_link_of_a_letter() -> Result<()> {
    let served = Served::demo().await?;
    let broker = Browser::of(&served, "Imran Siddle").await?;
    let mut faults = Faults::default();
    broker.driver.goto(served.url("/brokerage")).await?;
    broker.find("main table").await?;
    broker
        .find(".board-head .button.primary:not([aria-disabled])")
        .await?;
    broker.click_text("button", "Propose to schools").await?;
    broker
        .find("dialog[open] button.primary")
        .await?
        .click()
        .await?;
    let link = link(&served, "Your answer about support")
        .await
        .context("the letter")?;
    let anybody = Browser::start().await?;
    anybody.driver.goto(&link).await?;
    anybody.find("main form button").await?;
    look(&anybody, "answer-by-link", &mut faults).await?;
    // Opened twice, nothing is decided; pressed, it is.
    anybody.load_again().await?;
    anybody.click_text("button", "Say yes").await?;
    anybody.within("main", "Your answer is recorded").await?;
    anybody.driver.goto(&link).await?;
    anybody.within("main", "You have answered").await?;
    let admin = Browser::of(&served, "Joy Tremlett").await?;
    admin.driver.goto(served.url("/mail")).await?;
    admin
        .within("main", "Every letter that was due has gone out")
        .await?;
    look(&admin, "letters", &mut faults).await?;
    admin.quit().await?;
    anybody.quit().await?;
    broker.quit().await?;
    faults.none()
}
