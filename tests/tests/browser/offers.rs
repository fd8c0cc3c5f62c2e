//! Offers and organisations: a head offers, a broker points another school to it, and the last place is gone.

use anyhow::Result;
use tests::browser::Browser;
use tests::served::Served;
use thirtyfour::prelude::*;

use crate::pages::{Faults, look};

#[tokio::test]
async fn a_head_offers_a_place_and_a_broker_points_another_school_to_it() -> Result<()> {
    let served = Served::demo().await?;
    let mut faults = Faults::default();
    let head = Browser::of(&served, "Theo Amberley").await?;
    head.driver.goto(served.url("/support")).await?;
    head.click_text("a", "Offers").await?;
    head.within(".lead", "offers are open").await?;
    look(&head, "offers", &mut faults).await?;
    head.click_text("button", "Put up an offer").await?;
    head.click_text("button", "Record it").await?;
    head.within(".step-form", "Choose who offers it").await?;
    head.click("#by option:nth-of-type(3)").await?;
    head.click_text("button", "Record it").await?;
    head.within(".step-form", "Say in a line what is offered")
        .await?;
    head.find("#title")
        .await?
        .send_keys("Writing journals in year 4")
        .await?;
    let writing = "//fieldset[@id='areas']//button[normalize-space(.)='Writing']";
    head.driver.find(By::XPath(writing)).await?.click().await?;
    look(&head, "offer-form", &mut faults).await?;
    head.find("#places").await?.send_keys("1").await?;
    head.find("#contact")
        .await?
        .send_keys("Theo Amberley")
        .await?;
    head.click_text("button", "Record it").await?;
    head.within(".offers", "Writing journals in year 4").await?;
    head.within(".offers", "1 of 1 places left").await?;

    let broker = Browser::of(&served, "Imran Siddle").await?;
    case(&served, &broker, "Tenter Croft").await?;
    broker
        .within(
            ".offers-that-fit",
            "Writing journals in year 4, Bobbin Mill",
        )
        .await?;
    broker.within(".offers-that-fit", "the last place").await?;
    look(&broker, "offers-beside-a-case", &mut faults).await?;
    let press =
        "//ul[contains(@class, 'offers-that-fit')]/li[contains(., 'Writing journals')]//button";
    broker.driver.find(By::XPath(press)).await?.click().await?;
    broker.within("#stands", "Shown another offer").await?;
    broker
        .within(
            ".turn",
            "Writing journals in year 4, by Bobbin Mill Primary",
        )
        .await?;
    // Another case that asks for the same: the last place is gone, and says so.
    case(&served, &broker, "Millbeck").await?;
    broker.click_text("summary", "about the same thing").await?;
    broker.within(".main-column .more", "No place left").await?;

    head.load_again().await?;
    head.click_text("button", "No place left").await?;
    head.within(".offers", "Tenter Croft Primary").await?;
    head.quit().await?;
    broker.quit().await?;
    faults.none()
}

/// The page of a school's case.
async fn case(served: &Served, browser: &Browser, school: &str) -> Result<()> {
    browser
        .driver
        .goto(served.url(&format!("/support?find={}", school.replace(' ', "%20"))))
        .await?;
    browser.click_text("a", school).await?;
    browser.heading(school).await
}

#[tokio::test]
async fn who_belongs_to_what_is_read_by_all_and_written_by_a_broker() -> Result<()> {
    let served = Served::demo().await?;
    let mut faults = Faults::default();
    let broker = Browser::of(&served, "Imran Siddle").await?;
    broker.driver.goto(served.url("/leaders")).await?;
    broker.click_text("a", "Organisations").await?;
    broker
        .within(".organisation-table", "Vale Teaching School Hub")
        .await?;
    look(&broker, "organisations", &mut faults).await?;
    broker.click_text("a", "Vale Teaching School Hub").await?;
    broker.heading("Vale Teaching School Hub").await?;
    broker
        .within(".activity", "Building leadership capacity")
        .await?;
    look(&broker, "organisation", &mut faults).await?;
    broker.click_text("button", "A school leaves").await?;
    broker.click("#school option:nth-of-type(2)").await?;
    broker.click_text("button", "Record it").await?;
    broker.within(".step-form", "Say why it ends").await?;
    broker.find("#why").await?.send_keys("Its trust.").await?;
    broker.click_text("button", "Record it").await?;
    broker.gone(".step-form").await?;
    broker
        .within(".organisation-page", "Heronsgate High")
        .await?;
    broker.click_text("summary", "Who wrote what").await?;
    broker.within("aside", "belonged to it until").await?;

    let head = Browser::of(&served, "Theo Amberley").await?;
    let school = head
        .school_url(&served.url("/schools"), "Bobbin Mill Primary")
        .await?;
    head.driver.goto(school).await?;
    head.within(".belongs-line", "leads Hollin Teaching Alliance")
        .await?;
    head.click_text("a", "Hollin Teaching Alliance").await?;
    head.heading("Hollin Teaching Alliance").await?;
    let page = head.text().await?;
    anyhow::ensure!(!page.contains("A school joins"), "a head writes of none");
    head.quit().await?;
    broker.quit().await?;
    faults.none()
}
