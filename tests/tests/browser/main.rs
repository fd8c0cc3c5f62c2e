//! The product in a real browser, over a real database: journeys by pointer and keyboard, two screens
//! in one meeting, the line cut and the server killed, every page looked at and asked of axe.

mod brokerage;
mod import;
mod journey;
mod line;
mod pages;
mod room;
mod schools;
mod telling;

use anyhow::Result;
use tests::browser::Browser;
use tests::served::Served;

/// Takes the chair of a made-up person, by the one click a visitor makes.
async fn sit(browser: &Browser, served: &Served, name: &str) -> Result<()> {
    browser.driver.goto(served.url("/sign-in")).await?;
    let more = browser.find(".sign-in-people").await?;
    browser
        .says(name.split(' ').next().unwrap_or(name))
        .await
        .ok();
    // Everybody is listed; those behind "more people" are clicked all the same.
    browser
        .driver
        .execute("document.querySelectorAll('.sign-in-people details').forEach((one) => one.open = true)", Vec::new())
        .await?;
    drop(more);
    browser.find_text("button", name).await?.click().await?;
    browser.find("main h1").await?;
    browser.says("Sign out").await
}

/// Opens this term's meeting of the Upper Vale at a school.
async fn enter_meeting(browser: &Browser, served: &Served, school: &str) -> Result<()> {
    browser.driver.goto(served.url("/meetings")).await?;
    browser.find_text("a", "Upper Vale").await?.click().await?;
    browser.find("nav.agenda").await?;
    browser.find_text("a", school).await?.click().await?;
    browser.heading(school).await
}
