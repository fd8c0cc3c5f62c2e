//! The district and each partnership, as an officer, a lead and a head meet them.

use anyhow::{Result, ensure};
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
    browser.size((1920, 1080)).await?;
    browser.settle().await?;
    browser.picture("district-wall").await?;
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
    browser.heading("Skelder and Upper Vale").await?;
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

#[tokio::test]
async fn a_partnership_is_on_a_page_and_on_a_sheet_of_paper() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::of(&served, "Helen Marsh").await?;
    browser.driver.goto(served.url("/district")).await?;
    browser.click_text("a", "Skelder").await?;
    browser.heading("Skelder").await?;
    let rows = browser
        .driver
        .find_all(By::Css(".area-matrix tbody tr"))
        .await?
        .len();
    browser
        .within(".partnership-page .facts-line", &format!("{rows} schools"))
        .await?;
    browser.within(".area-matrix tfoot", " of ").await?;
    browser.within(".together", "medium or worse in").await?;
    browser
        .within(".community-support", "Given by members")
        .await?;
    browser.within(".trends", "the middle school").await?;
    // To the list of its schools, and back.
    browser.click_text("a", "As a list").await?;
    browser.find(".school-table tbody tr").await?;
    browser.click_text("a", "The partnership on a page").await?;
    browser.find(".area-matrix tbody tr").await?;
    let mut faults = Faults::default();
    wide(&browser, "partnership", &mut faults).await?;
    for table in browser
        .driver
        .find_all(By::Css(".trend .section-head button"))
        .await?
    {
        table.focus().await?;
        browser.press(Key::Enter + "").await?;
    }
    browser.find(".trend table tbody tr").await?;
    faults.add("trends as tables", browser.accessible().await);
    // On one sheet: A4 less its margins, at 96 dots an inch.
    browser.driver.refresh().await?;
    browser.find(".area-matrix tbody tr").await?;
    browser.size((680, 1009)).await?;
    browser.media("print", "light").await?;
    browser.settle().await?;
    let height: i64 = browser
        .driver
        .execute(
            "return document.querySelector('main').scrollHeight",
            Vec::new(),
        )
        .await?
        .convert()?;
    browser.picture("partnership-sheet").await?;
    ensure!(
        height <= 1_009,
        "{height} px of paper, and a sheet has 1,009"
    );
    browser.media("", "light").await?;
    browser.quit().await?;
    faults.none()
}

#[tokio::test]
async fn a_target_is_set_with_a_deadline_and_taken_back_with_a_reason() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::of(&served, "Pearl Okafor").await?;
    browser.driver.goto(served.url("/district")).await?;
    browser
        .within(
            ".targets",
            "Key stage 2 reading, writing, maths at national or better",
        )
        .await?;
    let targets = |browser: &Browser| {
        let driver = browser.driver.clone();
        async move {
            driver
                .find_all(By::Css(".target"))
                .await
                .map(|all| all.len())
        }
    };
    let before = targets(&browser).await?;
    ensure!(before == 3, "{before} targets");
    browser.click(".set-target > summary").await?;
    // What has a target has to give it up first.
    browser.click(".set-target option[value='I30']").await?;
    browser.click(".set-target button").await?;
    browser
        .within(".set-target", "has a target already")
        .await?;
    browser.click(".set-target option[value='I31']").await?;
    browser.click("#target-by-number").await?;
    let number = browser.find("#target-number").await?;
    number.send_keys("twelve").await?;
    browser.click(".set-target button").await?;
    browser.within(".set-target", "Write a number").await?;
    number.send_keys(Key::Control + "a").await?;
    number.send_keys("18").await?;
    let mut faults = Faults::default();
    faults.add("setting a target", browser.accessible().await);
    browser.picture("target-form").await?;
    browser.click(".set-target button").await?;
    browser
        .within(
            ".targets",
            "Persistent absence against national at 18% or better",
        )
        .await?;
    ensure!(targets(&browser).await? == before + 1);
    browser.within(".target", "Set by Pearl Okafor").await?;
    browser.click(".target > div > button.link").await?;
    browser.click(".target .form button").await?;
    browser.within(".target", "say in 1 to 400").await?;
    browser
        .find("#why-back")
        .await?
        .send_keys("The board chose another measure.")
        .await?;
    faults.add("taking a target back", browser.accessible().await);
    browser.click(".target .form button").await?;
    browser.gone(".target:nth-of-type(4)").await?;
    ensure!(targets(&browser).await? == before);
    browser.sign_out().await?;
    browser.sit(&served, "Helen Marsh").await?;
    browser.driver.goto(served.url("/district")).await?;
    browser.find(".target").await?;
    ensure!(
        browser
            .driver
            .find_all(By::Css(".set-target, .target button"))
            .await?
            .is_empty(),
        "a lead reads targets and sets none"
    );
    browser.quit().await?;
    faults.none()
}

#[tokio::test]
async fn schools_like_it_stand_beside_a_school_without_anybodys_category() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::of(&served, "Pearl Okafor").await?;
    let school = browser
        .school_url(&served.url("/schools"), "Millbeck Primary")
        .await?;
    browser.driver.goto(school.as_str()).await?;
    browser
        .within(".similar h2", "eight similar schools")
        .await?;
    browser.find(".dot-strip .own").await?;
    browser.click(".similar .section-head button").await?;
    browser.find(".similar tbody .category-tag").await?;
    let place = browser.find(".similar").await?;
    place.scroll_into_view().await?;
    browser.picture("similar-table").await?;
    browser.click(".similar .section-head button").await?;
    browser.find(".dot-strip .own").await?;
    browser.size((1440, 2600)).await?;
    browser.settle().await?;
    browser.picture("similar").await?;
    browser.sign_out().await?;
    browser.sit(&served, "Rashida Dalal").await?;
    browser.driver.goto(school.as_str()).await?;
    browser.click(".similar .section-head button").await?;
    let row = browser.find(".similar tbody tr:nth-child(2) a").await?;
    let name = row.text().await?;
    let text = browser.find(".similar").await?.text().await?;
    ensure!(!text.contains("Priority"), "a head reads: {text}");
    let mut faults = Faults::default();
    faults.add("schools like it", browser.accessible().await);
    faults.add("schools like it", browser.fits().await);
    row.focus().await?;
    browser.press(Key::Enter + "").await?;
    browser.heading(&name).await?;
    browser.says("not yours to see").await?;
    browser.quit().await?;
    faults.none()
}

#[tokio::test]
async fn what_is_fit_to_publish_names_no_school_and_no_small_count() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::of(&served, "Pearl Okafor").await?;
    browser.driver.goto(served.url("/district")).await?;
    browser.click_text("button", "Fit to publish").await?;
    browser
        .within(".public-form", "Categories of 212 schools")
        .await?;
    // Four are not decided: not shown, nor the next smallest, which would give the four away.
    browser.within(".public-form", "not shown").await?;
    let text = browser.find(".public-form").await?.text().await?;
    ensure!(text.matches("not shown").count() >= 2, "{text}");
    ensure!(
        !text.contains("Primary") && !text.contains("High"),
        "{text}"
    );
    let mut faults = Faults::default();
    look(&browser, "district-public", &mut faults).await?;
    browser.click_text("button", "Fit to publish").await?;
    browser.find(".left-behind").await?;
    browser.quit().await?;
    faults.none()
}
