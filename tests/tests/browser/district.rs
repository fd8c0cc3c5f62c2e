//! The district and each partnership, as an officer, a lead and a head meet them.

use anyhow::{Context, Result, ensure};
use tests::browser::Browser;
use tests::served::Served;
use thirtyfour::{By, Key};

use crate::pages::{Faults, look};
use crate::schools::wide;

#[tokio::test]
async fn pages_of_the_district_are_accessible_and_fit() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::of(&served, "Pearl Okafor").await?;
    let mut faults = Faults::default();
    browser.driver.goto(served.url("/district")).await?;
    browser.find(".moved-matrix").await?;
    wide(&browser, "district", &mut faults).await?;
    browser
        .find(".moved-chart .section-head button")
        .await?
        .click()
        .await?;
    browser.find(".moved-list tbody tr").await?;
    look(&browser, "district-list", &mut faults).await?;
    browser.quit().await?;
    faults.none()
}

#[tokio::test]
async fn an_officer_walks_from_the_district_to_a_school_left_behind() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::of(&served, "Pearl Okafor").await?;
    browser.press("gd").await?;
    browser.heading("Airedale Vale").await?;
    browser
        .within(".district .facts-line", "212 schools")
        .await?;
    browser
        .within(".left-behind", "Four schools have no category")
        .await?;
    browser
        .within(".left-behind", "Two schools are in no partnership")
        .await?;
    browser.within(".left-behind", "was due").await?;
    browser.within(".left-behind", "none on record").await?;
    browser.within(".left-behind", "nothing asked for").await?;
    // The rest of a long list is a press away.
    let more = browser.find(".gap details.more summary").await?;
    more.focus().await?;
    browser.press(Key::Enter + "").await?;
    browser.find(".gap details.more[open] li a").await?;
    let link = browser.find(".gap li a").await?;
    let name = link.text().await?;
    link.focus().await?;
    browser.press(Key::Enter + "").await?;
    browser.heading(&name).await?;
    browser.quit().await
}

#[tokio::test]
async fn a_lead_sees_the_partnerships_they_lead_and_a_head_none_of_it() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::of(&served, "Helen Marsh").await?;
    browser.driver.goto(served.url("/district")).await?;
    browser.heading("Upper Vale and Skelder").await?;
    browser
        .within(".left-behind", "Every school is in a partnership")
        .await?;
    let lines = browser
        .driver
        .find_all(By::Css(".partnership-lines tbody th a"))
        .await?;
    ensure!(lines.len() == 2, "{} partnerships", lines.len());
    browser.sign_out().await?;
    browser.sit(&served, "Rashida Dalal").await?;
    let links = browser.find(".navigation").await?.text().await?;
    ensure!(!links.contains("District"), "a head reads: {links}");
    browser.driver.goto(served.url("/district")).await?;
    browser.heading("Not your page").await?;
    browser.quit().await
}
