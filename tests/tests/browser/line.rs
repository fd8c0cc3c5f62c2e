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
async fn ten_changes_made_offline_arrive_in_order_and_the_one_that_meets_another_shows_both()
-> Result<()> {
    let served = Served::demo().await?;
    let chair = Browser::in_the_meeting(&served, "Helen Marsh").await?;
    let officer = Browser::in_the_meeting(&served, "Pearl Okafor").await?;
    // The first half with both on the line.
    note(&officer, "Said before").await?;
    chair.within(".points", "Said before").await?;
    chair.type_value("I42", "21").await?;
    officer.row_says("I42", "21%").await?;

    officer.offline(true).await?;
    officer.type_value("I30", "7.1").await?;
    for nth in 2..=5 {
        note(&officer, &format!("Change {nth} of ten")).await?;
    }
    officer.type_value("I42", "22").await?;
    officer.press("j").await?;
    for nth in 7..=10 {
        note(&officer, &format!("Change {nth} of ten")).await?;
    }
    officer
        .says("Saved on this device only, 10 changes")
        .await?;
    // Meanwhile the other changes one of the same values, and goes on with the meeting.
    chair.type_value("I30", "5.4").await?;
    chair.row_settled("I30").await?;
    note(&chair, "Said meanwhile").await?;

    officer.offline(false).await?;
    officer.says("Live").await?;
    chair.row_says("I42", "22%").await?;
    officer.press("k").await?;
    officer.heading("Millbeck Primary").await?;
    for said in ["7.1%", "5.4%", "Helen Marsh", "Neither is chosen yet"] {
        officer.within(".conflict", said).await?;
    }
    let both = officer.find(".conflict").await?.text().await?;
    let times = both.matches(':').count();
    ensure!(times >= 4, "each with the time it was said: {both}");
    officer.picture("conflict-of-ten").await?;
    officer.accessible().await?;
    chair.row_says("I30", "5.4%").await?;
    let shown = officer
        .driver
        .find_all(thirtyfour::By::Css(".conflict"))
        .await?;
    ensure!(shown.len() == 1, "{} conflicts", shown.len());
    // Everything else stands, once and in the order it was made.
    let nine = said_by(&officer, "Pearl Okafor").await?;
    let mut expected: Vec<String> = (2..=5).map(|nth| format!("Change {nth} of ten")).collect();
    expected.push("I42 2200".to_owned());
    expected.extend((7..=10).map(|nth| format!("Change {nth} of ten")));
    ensure!(nine == expected, "{nine:?}");
    // And the tenth once somebody chose.
    officer.click_text("button", "Keep yours").await?;
    chair.row_says("I30", "7.1%").await?;
    officer.gone(".conflict").await?;
    officer.row_settled("I30").await?;
    let ten = said_by(&officer, "Pearl Okafor").await?;
    expected.push("I30 710".to_owned());
    ensure!(ten == expected, "{ten:?}");
    chair.quit().await?;
    officer.quit().await
}

/// Adds a point to the school shown.
async fn note(person: &Browser, text: &str) -> Result<()> {
    let field = person.find("#point").await?;
    field.send_keys(text).await?;
    field.send_keys(thirtyfour::Key::Enter + "").await?;
    person.within(".points", text).await?;
    field.send_keys(thirtyfour::Key::Escape + "").await?;
    Ok(())
}

/// The points and values the server keeps from one person since they were both on the line, in its order.
async fn said_by(reader: &Browser, name: &str) -> Result<Vec<String>> {
    let said = reader
        .driver
        .execute_async(
            "const [name, done] = arguments;
             fetch('/api' + location.pathname).then((answer) => answer.json()).then((page) =>
               page.changes.filter((one) => one.by.name === name)
                 .map(({ change }) => change.kind === 'point' ? change.text :
                   change.kind === 'record' ? change.indicator + ' ' + JSON.stringify(change.finding).replace(/[^0-9]/g, '') : '')
                 .filter((words) => words)).then((all) => done(all.slice(all.indexOf('Said before') + 1)));",
            vec![name.into()],
        )
        .await?;
    Ok(said.convert()?)
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
