//! The line is cut, the server is killed, wasm is not there: nothing said to be saved is lost, and the
//! page says where things stand.

use anyhow::{Result, ensure};
use tests::browser::Browser;
use tests::served::Served;

#[tokio::test]
async fn changes_made_offline_are_kept_said_to_be_so_and_arrive_when_the_line_is_back() -> Result<()>
{
    let served = Served::demo().await?;
    let chair = Browser::in_the_meeting(&served, "Helen Marsh").await?;
    let officer = Browser::in_the_meeting(&served, "Pearl Okafor").await?;
    chair.offline(true).await?;
    chair.type_value("I30", "5.4").await?;
    chair.says("Saved on this device only").await?;
    chair.row_says("I30", "5.4%").await?;
    officer.row_says("I30", "6.3%").await?;
    chair.offline(false).await?;
    chair.says("Live").await?;
    officer.row_says("I30", "5.4%").await?;
    chair.quit().await?;
    officer.quit().await
}

#[tokio::test]
async fn a_killed_server_loses_nothing_that_was_said_to_be_saved() -> Result<()> {
    let mut served = Served::demo().await?;
    let chair = Browser::in_the_meeting(&served, "Helen Marsh").await?;
    chair.type_value("I30", "5.4").await?;
    chair.says("saved").await?;
    chair.row_settled("I30").await?;
    served.kill()?;
    // And one more while it is gone: it waits, and says so.
    chair.type_value("I42", "22").await?;
    chair.says("Saved on this device only").await?;
    served.again().await?;
    chair.says("Live").await?;
    chair.row_settled("I42").await?;
    chair.driver.refresh().await?;
    chair.row_says("I30", "5.4%").await?;
    chair.row_says("I42", "22%").await?;
    chair.quit().await
}

#[tokio::test]
async fn changes_that_waited_while_the_page_was_loaded_again_are_put_back_and_sent() -> Result<()> {
    let served = Served::demo().await?;
    let chair = Browser::in_the_meeting(&served, "Helen Marsh").await?;
    let officer = Browser::in_the_meeting(&served, "Pearl Okafor").await?;
    // What is read goes through and what is written does not, so that the page can be loaded again.
    chair.hold_back(&["*/changes"]).await?;
    chair.type_value("I30", "5.4").await?;
    chair.type_value("I42", "22").await?;
    chair.says("Saved on this device only, 2 changes").await?;
    chair.load_again().await?;
    chair.heading("Millbeck Primary").await?;
    chair.row_says("I30", "5.4%").await?;
    chair.row_says("I42", "22%").await?;
    chair.says("Saved on this device only, 2 changes").await?;
    officer.row_says("I30", "6.3%").await?;
    chair.hold_back(&[]).await?;
    officer.row_says("I30", "5.4%").await?;
    officer.row_says("I42", "22%").await?;
    chair.says("Live").await?;
    // Each was sent once, and nothing is left to put back.
    chair.row_settled("I30").await?;
    chair.row_settled("I42").await?;
    chair.load_again().await?;
    chair.row_says("I30", "5.4%").await?;
    chair.says("Live").await?;
    chair.quit().await?;
    officer.quit().await
}

#[tokio::test]
async fn where_a_network_holds_streams_back_the_meeting_is_asked_for_instead() -> Result<()> {
    let served = Served::demo().await?;
    let chair = Browser::in_the_meeting(&served, "Helen Marsh").await?;
    let officer = Browser::of(&served, "Pearl Okafor").await?;
    officer.hold_back(&["*/events?after=*"]).await?;
    officer.enter_meeting(&served, "Millbeck Primary").await?;
    officer.says("Live").await?;
    chair.type_value("I30", "5.4").await?;
    officer.row_says("I30", "5.4%").await?;
    officer.type_value("I42", "22").await?;
    chair.row_says("I42", "22%").await?;
    chair.quit().await?;
    officer.quit().await
}

#[tokio::test]
async fn without_wasm_a_plain_page_says_so_signs_in_and_lists_schools() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::start().await?;
    browser.without_wasm().await?;
    browser.driver.goto(served.url("/")).await?;
    browser.says("plain").await?;
    browser.driver.goto(served.url("/plain")).await?;
    browser.find("form").await?;
    browser.accessible().await?;
    browser.fits().await?;
    let text = browser.text().await?;
    ensure!(
        !text.contains("Millbeck"),
        "nothing of a school before signing in"
    );
    browser.quit().await
}
