//! The main job, from a change in a meeting to an accepted match.

use anyhow::{Result, ensure};
use tests::browser::Browser;
use tests::served::Served;
use thirtyfour::Key;

#[tokio::test]
async fn a_change_moves_the_suggestion_before_it_is_sent_and_reaches_the_other_screen() -> Result<()>
{
    let served = Served::demo().await?;
    let chair = Browser::in_the_meeting(&served, "Helen Marsh").await?;
    let officer = Browser::in_the_meeting(&served, "Pearl Okafor").await?;
    chair.says("Priority 3").await?;

    // The deputy is back: the suggestion is seen to move while the list is still open.
    chair.click("#value-I41").await?;
    let list = chair.find("ul[role=listbox]").await?;
    list.send_keys(Key::Home + "").await?;
    chair.find_text("li", "full").await?.click().await?;
    chair.row_says("I41", "full").await?;
    officer.row_says("I41", "full").await?;
    officer.row_says("I41", "H. Marsh").await?;

    // A decision that differs from the suggestion asks for a reason before it can be agreed.
    chair.press("4").await?;
    chair.press("r").await?;
    chair.find(".agree button.primary").await?.click().await?;
    chair.says("Give a reason").await?;
    let reason = chair.find("#reason").await?;
    reason.send_keys("Two reviews without progress.").await?;
    reason.send_keys(Key::Escape + "").await?;
    chair.find(".agree button.primary").await?.click().await?;
    officer.within(".room-says", "Priority 4").await?;
    officer
        .within(".room-says", "Two reviews without progress.")
        .await?;

    // A point raised by one is read by all.
    let point = officer.find("#point").await?;
    point
        .send_keys("Year 6 had eleven children join after Easter.")
        .await?;
    officer
        .find(".point-form button[type=submit]")
        .await?
        .click()
        .await?;
    officer.within(".points", "eleven children").await?;
    chair
        .find_text("a", "Millbeck Primary")
        .await?
        .click()
        .await?;
    chair.within(".points", "eleven children").await?;
    chair.quit().await?;
    officer.quit().await
}

#[tokio::test]
async fn two_people_who_change_one_value_both_see_both() -> Result<()> {
    let served = Served::demo().await?;
    let chair = Browser::in_the_meeting(&served, "Helen Marsh").await?;
    let officer = Browser::in_the_meeting(&served, "Pearl Okafor").await?;
    // The officer's line is down while the chair changes the value, so neither has seen the other's.
    officer.offline(true).await?;
    chair.type_value("I30", "5.4").await?;
    chair.row_says("I30", "5.4%").await?;
    officer.type_value("I30", "7.1").await?;
    officer.says("Saved on this device only").await?;
    officer.offline(false).await?;
    officer.find(".conflict").await?;
    officer.within(".conflict", "5.4%").await?;
    officer.within(".conflict", "7.1%").await?;
    officer.within(".conflict", "Helen Marsh").await?;
    // Nor is it lost when the page is loaded again before anybody chose.
    officer.load_again().await?;
    officer.within(".conflict", "7.1%").await?;
    officer.within(".conflict", "5.4%").await?;
    // Neither was chosen: the record is still the first.
    chair.row_says("I30", "5.4%").await?;
    officer.click_text("button", "Keep yours").await?;
    chair.row_says("I30", "7.1%").await?;
    chair.quit().await?;
    officer.quit().await
}

#[tokio::test]
async fn a_decision_becomes_a_need_and_a_need_a_match() -> Result<()> {
    let served = Served::demo().await?;
    let officer = Browser::of(&served, "Pearl Okafor").await?;
    let millbeck = officer
        .school_url(&served.url("/schools"), "Millbeck Primary")
        .await?;
    let urn = millbeck.rsplit('/').next().unwrap_or_default().to_owned();
    officer
        .driver
        .goto(served.url(&format!("/brokerage?need={urn}&tier=3")))
        .await?;
    officer.find(".need-form").await?;
    officer.find("#area").await?.send_keys("Science").await?;
    let days = officer.find("#half_days").await?;
    days.clear().await?;
    days.send_keys("3").await?;
    officer
        .find_text("button", "Open the need")
        .await?
        .click()
        .await?;
    officer
        .says("is open")
        .await
        .or(officer.says("Millbeck Primary").await)?;

    let broker = Browser::of(&served, "Imran Siddle").await?;
    broker.driver.goto(served.url("/brokerage")).await?;
    broker.heading("proved").await?;
    let before = broker.plan().await?;
    ensure!(
        before.iter().any(|row| row.starts_with("Millbeck Primary")),
        "Millbeck's need is on the board: {before:?}"
    );
    // The first need keeps anybody but the leader it has: the plan is solved again at once.
    let first = broker
        .find("tr.need-row .school a, tr.need-row .school button")
        .await?;
    first.send_keys("x").await?;
    broker.within(".what-moved", "What moved").await?;
    let after = broker.plan().await?;
    ensure!(before != after, "ruling a pair out moves the plan");
    // And what somebody knows better is pinned.
    broker
        .find("tr.need-row .pin-button")
        .await?
        .click()
        .await?;
    broker.within(".prices", "pin").await?;
    broker
        .find_text("button", "Propose to schools")
        .await?
        .click()
        .await?;
    broker
        .find("dialog[open] button.primary")
        .await?
        .click()
        .await?;
    broker.says("reserved").await?;
    broker.quit().await?;
    officer.quit().await
}

#[tokio::test]
async fn a_meeting_is_run_from_the_keyboard_alone() -> Result<()> {
    let served = Served::demo().await?;
    let chair = Browser::in_the_meeting(&served, "Helen Marsh").await?;
    chair.press("?").await?;
    chair.says("add a point").await?;
    chair.press(Key::Escape + "").await?;
    chair.press("n").await?;
    chair.press("Said from the keyboard").await?;
    // Who raised it, whether it is a different view, and the button.
    for _ in 0..3 {
        chair.press(Key::Tab + "").await?;
    }
    chair.press(Key::Enter + "").await?;
    chair.within(".points", "Said from the keyboard").await?;
    chair.press(Key::Escape + "").await?;
    chair
        .driver
        .execute("document.activeElement.blur()", Vec::new())
        .await?;
    chair.press(Key::Enter + "").await?;
    chair.says("Go back to it").await?;
    let heading = chair.find("main h1").await?.text().await?;
    ensure!(heading != "Millbeck Primary", "Enter agrees and goes on");
    chair.press("k").await?;
    chair.quit().await
}
