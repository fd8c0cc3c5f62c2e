//! A meeting worked by hand on a slow machine: what a chair does in a quarter of an hour, and how long the
//! screen took to answer each press. The test walks it, `cargo xtask bench room` prints the figures.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use crate::browser::Browser;
use crate::served::Served;

/// How much slower than this machine the tablet of a school is.
pub const SLOWER: u32 = 4;

const A_LETTER: Duration = Duration::from_millis(100);

/// Keeps every press and what it took, from the press to the next frame that was painted. Shorter than
/// sixteen milliseconds is within one frame, and not told by the browser. A frame in which nothing is seen to
/// change is not presented, and the press then waits for one that is: where the next frame was drawn is stamped
/// beside it, and the shorter counts.
const WATCH: &str = "
window.answers = new Map();
const drawn = new Map();
const at = (name, start) => name + Math.round(start);
for (const name of ['keydown', 'keypress', 'keyup', 'pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click'])
  addEventListener(name, (event) => requestAnimationFrame(() => setTimeout(() =>
    drawn.set(at(name, event.timeStamp), performance.now() - event.timeStamp))), true);
new PerformanceObserver((seen) => setTimeout(() => {
  for (const one of seen.getEntries()) {
    if (!one.interactionId) continue;
    const took = Math.min(one.duration, drawn.get(at(one.name, one.startTime)) ?? one.duration);
    const before = window.answers.get(one.interactionId);
    if (before && before.took >= took) continue;
    const place = one.target ? one.target.tagName + (one.target.id ? '#' + one.target.id : '') : 'gone';
    window.answers.set(one.interactionId, { took: Math.round(took), what: one.name + ' on ' + place +
      ': waited ' + Math.round(one.processingStart - one.startTime) + ', worked ' + Math.round(one.processingEnd - one.processingStart) });
  }
}, 100)).observe({ type: 'event', durationThreshold: 16, buffered: false });";

/// All that took longer than a frame, longest first, and how many presses there were.
const SEEN: &str = "
const kept = [...window.answers.values()].sort((a, b) => b.took - a.took);
return [performance.interactionCount || kept.length, kept.map((one) => [one.took, one.what])];";

/// How the screen answered.
pub struct Answers {
    pub presses: usize,
    /// Milliseconds and what was pressed, longest first; those within one frame are not among them.
    pub slow: Vec<(f64, String)>,
}

impl Answers {
    /// The longest of all presses, milliseconds.
    pub fn worst(&self) -> f64 {
        self.slow.first().map_or(16.0, |(took, _)| *took)
    }

    /// What 98 of 100 presses took at most: how the web measures interaction to next paint.
    pub fn most(&self) -> f64 {
        self.slow
            .get(self.presses / 50)
            .map_or(16.0, |(took, _)| *took)
    }
}

/// Walks the chair's part of a meeting with the processor slowed, and tells how the screen answered.
///
/// # Errors
/// When the page does not do what was pressed.
pub async fn worked(served: &Served) -> Result<Answers> {
    let chair = Browser::in_the_meeting(served, "Helen Marsh").await?;
    chair.find("#value-I30").await?;
    chair.slowed(SLOWER).await?;
    chair.driver.execute(WATCH, Vec::new()).await?;
    values(&chair).await?;
    dialogs(&chair).await?;
    words(&chair).await?;
    steps(&chair).await?;
    decisions(&chair).await?;
    // What was seen is told a moment after.
    tokio::time::sleep(Duration::from_millis(400)).await;
    let seen = chair.driver.execute(SEEN, Vec::new()).await?;
    let (presses, slow) = seen.convert().context("what was watched")?;
    chair.slowed(1).await?;
    chair.quit().await?;
    Ok(Answers { presses, slow })
}

/// Letter by letter, as fast as a good typist: ten a second.
async fn typed(chair: &Browser, text: &str) -> Result<()> {
    for letter in text.chars() {
        chair.press(letter.to_string()).await?;
        tokio::time::sleep(A_LETTER).await;
    }
    Ok(())
}

/// Numbers typed, a judgement chosen from its list, the last of them taken back.
async fn values(chair: &Browser) -> Result<()> {
    for (indicator, number) in [
        ("I30", "5.4"),
        ("I42", "22"),
        ("I30", "9.8"),
        ("I42", "31.5"),
    ] {
        chair.click(&format!("#value-{indicator}")).await?;
        chair.find(".number-editor input").await?;
        // What is there is selected once the field is drawn.
        chair.settle().await?;
        typed(chair, number).await?;
        chair.press(Key::Enter + "").await?;
        chair.row_says(indicator, &format!("{number}%")).await?;
    }
    chair.click("#value-I41").await?;
    let list = chair.find("ul[role=listbox]").await?;
    list.send_keys(Key::Home + "").await?;
    chair.find_text("li", "full").await?.click().await?;
    chair.row_says("I41", "full").await
}

/// Every dialog the chair opens, and back.
async fn dialogs(chair: &Browser) -> Result<()> {
    chair.press("?").await?;
    chair.within("dialog[open]", "add a point").await?;
    chair.press(Key::Escape + "").await?;
    chair.gone("dialog[open]").await?;
    chair.press_shifted('a').await?;
    chair
        .within("dialog[open]", "decided as the rules suggest")
        .await?;
    chair.click_text("button", "Not yet").await?;
    chair.gone("dialog[open]").await?;
    chair.click(".agenda-foot button").await?;
    chair
        .within("dialog[open]", "have not been decided")
        .await?;
    chair.click_text("button", "Not yet").await?;
    chair.gone("dialog[open]").await?;
    chair.press("c").await?;
    chair.within(".beside thead", "Millbeck Primary").await?;
    chair.press(Key::Escape + "").await?;
    chair.gone(".beside").await
}

/// A point and an action, written letter by letter.
async fn words(chair: &Browser) -> Result<()> {
    chair.press("n").await?;
    typed(chair, "Eleven children came after Easter").await?;
    chair.press(Key::Enter + "").await?;
    chair.within(".points", "Eleven children").await?;
    chair.press(Key::Escape + "").await?;
    chair.press("a").await?;
    typed(chair, "Ask the trust for its figures").await?;
    chair.press(Key::Tab + "").await?;
    typed(chair, "P. Okafor").await?;
    chair.press(Key::Enter + "").await?;
    chair
        .within(".meeting-actions", "Ask the trust for its figures")
        .await?;
    chair.press(Key::Escape + "").await
}

/// Through the schools with one key, and back.
async fn steps(chair: &Browser) -> Result<()> {
    for (key, times) in [("j", 8), ("k", 8)] {
        for _ in 0..times {
            let before = chair.find("main h1").await?.text().await?;
            chair.press(key).await?;
            for _ in 0..100 {
                if chair.find("main h1").await?.text().await? != before {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            ensure!(
                chair.find("main h1").await?.text().await? != before,
                "{key} goes to another school"
            );
        }
    }
    chair.heading("Millbeck Primary").await
}

/// One decision otherwise than suggested, with its reason; one as suggested; a dozen together.
async fn decisions(chair: &Browser) -> Result<()> {
    chair.press("4").await?;
    chair.press("r").await?;
    let reason = chair.find("#reason").await?;
    reason.click().await?;
    typed(chair, "Two reviews without progress.").await?;
    chair.press(Key::Enter + "").await?;
    chair.within("nav.agenda header", "9 decided").await?;
    chair
        .driver
        .execute("document.activeElement.blur()", Vec::new())
        .await?;
    chair.press(Key::Enter + "").await?;
    chair.within("nav.agenda header", "10 decided").await?;
    chair.press_shifted('a').await?;
    let agree = chair.find("dialog[open] button.primary").await?;
    agree.send_keys(Key::Enter + "").await?;
    chair.within("nav.agenda header", "22 decided").await
}
