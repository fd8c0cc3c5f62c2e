//! What people wait for: a change to be painted on somebody else's screen, and the first page on a slow line.

use std::time::Duration;

use anyhow::{Context, Result};
use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::served::Served;

/// What a school's line gives on a bad day: kilobits a second each way, milliseconds there and back.
const SLOW_LINE: (i32, u32) = (1_600, 150);

/// Stamps the moment Enter is pressed.
const STAMP_ENTER: &str = "
addEventListener('keydown', (event) => { if (event.key === 'Enter') window.pressed = Date.now(); }, true);";

/// Stamps the moment after which the watched value is on screen.
const STAMP_PAINT: &str = "
window.wanted = ''; window.painted = 0;
const look = () => {
  if (window.painted || !window.wanted || !document.querySelector('#value-I30')?.textContent.includes(window.wanted)) return;
  requestAnimationFrame(() => setTimeout(() => { window.painted = window.painted || Date.now(); }));
};
new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });";

/// Milliseconds from Enter on one screen to the value painted on the other: (median, worst) of so many changes.
///
/// # Errors
/// When the made-up district cannot be served, or a change does not arrive within ten seconds.
pub async fn commit_to_paint(served: &Served, changes: u32) -> Result<(i64, i64)> {
    let chair = Browser::in_the_meeting(served, "Helen Marsh").await?;
    let officer = Browser::in_the_meeting(served, "Pearl Okafor").await?;
    chair.driver.execute(STAMP_ENTER, Vec::new()).await?;
    officer.driver.execute(STAMP_PAINT, Vec::new()).await?;
    let mut took = Vec::new();
    for at in 0..changes {
        // Never a round number, which is written without its nought.
        let value = format!("{}.{}", 5 + at % 4, 1 + at % 9);
        officer
            .driver
            .execute(
                "window.painted = 0; window.wanted = arguments[0]",
                vec![format!("{value}%").into()],
            )
            .await?;
        chair.type_value("I30", &value).await?;
        took.push(arrived(&officer).await? - number(&chair, "return window.pressed").await?);
        chair.row_settled("I30").await?;
    }
    chair.quit().await?;
    officer.quit().await?;
    took.sort_unstable();
    Ok((
        took[took.len() / 2],
        *took.last().context("no change was made")?,
    ))
}

/// Moves a line so many times, each once the last was painted; milliseconds of each, to the end of the
/// frame that shows it.
const MOVE_A_LINE: &str = "
const [times, done] = arguments;
const line = document.querySelector(\".line-handle[aria-label='High line']\");
const took = [];
const next = () => {
  if (took.length === times) { took.sort((a, b) => a - b); done([took[times >> 1], took[times - 1]]); return; }
  requestAnimationFrame(async () => {
    const start = performance.now();
    line.dispatchEvent(new KeyboardEvent('keydown', { key: took.length % 20 < 10 ? 'ArrowRight' : 'ArrowLeft', bubbles: true, cancelable: true }));
    // What follows from a change is worked out in small tasks after it.
    for (let turn = 0; turn < 50; turn++) await null;
    document.body.getBoundingClientRect();
    const spent = performance.now() - start;
    requestAnimationFrame(() => setTimeout(() => { took.push(spent); next(); }));
  });
};
next();";

/// Milliseconds a line of the rules takes to be moved, laid out with everything that moves with it: (median,
/// worst) of so many.
///
/// # Errors
/// When the made-up district cannot be served.
pub async fn line_moved(served: &Served, times: u32) -> Result<(f64, f64)> {
    let officer = Browser::of(served, "Pearl Okafor").await?;
    officer.driver.goto(served.url("/rules?at=I10")).await?;
    officer.find(".helped-table").await?;
    let took = officer
        .driver
        .execute_async(MOVE_A_LINE, vec![times.into()])
        .await?
        .convert()?;
    officer.quit().await?;
    Ok(took)
}

async fn arrived(browser: &Browser) -> Result<i64> {
    for _ in 0..1_000 {
        let painted = number(browser, "return window.painted").await?;
        if painted > 0 {
            return Ok(painted);
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    anyhow::bail!("a change never arrived on the other screen")
}

/// Milliseconds from an empty cache on a slow line: to the sign-in page ready to type in, and to the
/// meeting ready to work in for somebody signed in.
///
/// # Errors
/// When a page does not come within a minute.
pub async fn slow_start(served: &Served) -> Result<(i64, i64)> {
    let visitor = Browser::start().await?;
    let sign_in = slowly(&visitor, &served.url("/sign-in"), "form button.primary").await?;
    visitor.quit().await?;
    let chair = Browser::in_the_meeting(served, "Helen Marsh").await?;
    let address = chair.driver.current_url().await?.to_string();
    let meeting = slowly(&chair, &address, "#value-I30").await?;
    chair.quit().await?;
    Ok((sign_in, meeting))
}

async fn slowly(browser: &Browser, address: &str, ready: &str) -> Result<i64> {
    browser.driver.goto("about:blank").await?;
    browser.forget_files().await?;
    browser.throttle(SLOW_LINE.0, SLOW_LINE.1).await?;
    let started = std::time::Instant::now();
    browser.driver.goto(address).await?;
    browser
        .driver
        .query(By::Css(ready))
        .wait(Duration::from_secs(60), Duration::from_millis(50))
        .first()
        .await?;
    Ok(i64::try_from(started.elapsed().as_millis())?)
}

async fn number(browser: &Browser, script: &str) -> Result<i64> {
    Ok(browser
        .driver
        .execute(script, Vec::new())
        .await?
        .convert::<i64>()?)
}
