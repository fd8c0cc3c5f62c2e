//! The record of a visit as somebody makes it in the car park: by thumb and by keyboard, at the pace of a hand. The
//! test walks both, `cargo xtask bench room` prints the seconds.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::served::Served;

/// What a thumb takes from one thing it hits to the next.
const TAP: Duration = Duration::from_millis(800);
/// A letter under a thumb: some forty words a minute.
const THUMBED: Duration = Duration::from_millis(300);
/// A key of a keyboard, ten letters a second at its best.
const KEY: Duration = Duration::from_millis(120);

/// The record, and what is agreed next.
const DONE: &str = "Marked twelve books; ten of twelve agreed.";
const NEXT: &str = "Moderate year 5";

/// Seconds it took.
pub struct Seconds {
    pub thumb: u64,
    pub keyboard: u64,
}

/// Records a visit each way, to the case with the record in it.
///
/// # Errors
/// When the form does not take it.
pub async fn seconds(served: &Served) -> Result<Seconds> {
    Ok(Seconds {
        thumb: by_thumb(served).await?,
        keyboard: by_keyboard(served).await?,
    })
}

/// Opens the form for the first case of this leader that is under way.
async fn form(served: &Served, leader: &str) -> Result<Browser> {
    let browser = Browser::of(served, leader).await?;
    browser.driver.goto(served.url("/support")).await?;
    browser.find(".case-table tbody tr").await?;
    for row in browser
        .driver
        .find_all(By::Css(".case-table tbody tr"))
        .await?
    {
        if row.text().await?.contains("Under way") {
            let link = row.find(By::Css("th a")).await?;
            let case = link.prop("href").await?.context("a case has an address")?;
            browser.driver.goto(format!("{case}/visit")).await?;
            browser.find("#done").await?;
            return Ok(browser);
        }
    }
    bail!("{leader} has no case under way")
}

async fn by_thumb(served: &Served) -> Result<u64> {
    let leader = form(served, "Amir Qureshi").await?;
    leader.size((390, 844)).await?;
    let started = Instant::now();
    let tap = async |tag: &str, text: &str| -> Result<()> {
        tokio::time::sleep(TAP).await;
        leader.click_text(tag, text).await
    };
    tap("label", "Video").await?;
    tap("label", "½ day").await?;
    for css in [".chip-line .chip", ".visit-objective label"] {
        tokio::time::sleep(TAP).await;
        leader.click(css).await?;
    }
    tap("label", "Attention").await?;
    for (field, text) in [("#done", DONE), ("#next", NEXT)] {
        tokio::time::sleep(TAP).await;
        leader.click(field).await?;
        for letter in text.chars() {
            tokio::time::sleep(THUMBED).await;
            leader.press(letter.to_string()).await?;
        }
    }
    tap("button", "Save record").await?;
    leader.within(".visits", DONE).await?;
    let took = started.elapsed().as_secs();
    leader.quit().await?;
    Ok(took)
}

/// Presses Tab until what has the focus is what is meant.
async fn tab_to(browser: &Browser, css: &str) -> Result<()> {
    for _ in 0..60 {
        tokio::time::sleep(KEY).await;
        browser.press(Key::Tab + "").await?;
        let there = browser
            .driver
            .execute(
                "return document.activeElement.matches(arguments[0])",
                vec![css.into()],
            )
            .await?;
        if there.convert::<bool>()? {
            return Ok(());
        }
    }
    bail!("Tab does not come to {css}")
}

async fn by_keyboard(served: &Served) -> Result<u64> {
    let leader = form(served, "Marcus Bell").await?;
    let started = Instant::now();
    let press = async |key: Key| -> Result<()> {
        tokio::time::sleep(KEY).await;
        leader.press(key + "").await
    };
    tab_to(&leader, "[name=mode]").await?;
    press(Key::Right).await?;
    tab_to(&leader, "[name=length]").await?;
    press(Key::Right).await?;
    tab_to(&leader, ".chip-line .chip").await?;
    press(Key::Space).await?;
    tab_to(&leader, ".visit-objective input[type=checkbox]").await?;
    press(Key::Space).await?;
    tab_to(&leader, ".visit-objective input[type=radio]").await?;
    press(Key::Right).await?;
    for (field, text) in [("#done", DONE), ("#next", NEXT)] {
        tab_to(&leader, field).await?;
        for letter in text.chars() {
            tokio::time::sleep(KEY).await;
            leader.press(letter.to_string()).await?;
        }
    }
    tab_to(&leader, ".visit-foot button").await?;
    press(Key::Enter).await?;
    leader.within(".visits", DONE).await?;
    let took = started.elapsed().as_secs();
    leader.quit().await?;
    Ok(took)
}
