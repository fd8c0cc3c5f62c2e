//! A whole meeting: opened, run and signed without a mouse, while somebody follows, a wall shows, the line goes
//! twice and the server is killed once. Nothing is typed twice.

use anyhow::{Result, ensure};
use tests::browser::Browser;
use tests::served::Served;
use thirtyfour::Key;

/// How many schools the page says are decided.
async fn decided(browser: &Browser) -> Result<usize> {
    let said = browser.find("nav.agenda header").await?.text().await?;
    let count = said
        .split('·')
        .nth(1)
        .and_then(|part| part.split_whitespace().next())
        .and_then(|count| count.parse().ok());
    Ok(count.unwrap_or_default())
}

/// Agrees with the suggestion and goes on, so many times, with one key.
async fn agree(chair: &Browser, schools: usize) -> Result<()> {
    for _ in 0..schools {
        let before = decided(chair).await?;
        chair
            .driver
            .execute("document.activeElement.blur()", Vec::new())
            .await?;
        chair.press(Key::Enter + "").await?;
        chair
            .within("nav.agenda header", &format!("{} decided", before + 1))
            .await?;
    }
    Ok(())
}

/// Says something of the school on the screen, by key alone.
async fn say(chair: &Browser, text: &str) -> Result<()> {
    chair.press("n").await?;
    chair.press(text.to_owned()).await?;
    for _ in 0..3 {
        chair.press(Key::Tab + "").await?;
    }
    chair.press(Key::Enter + "").await?;
    chair.within(".points", text).await?;
    chair.press(Key::Escape + "").await
}

#[tokio::test]
async fn a_meeting_of_two_dozen_schools_is_run_without_a_mouse_through_cuts_and_a_crash()
-> Result<()> {
    let mut served = Served::demo().await?;
    let chair = Browser::of(&served, "Helen Marsh").await?;
    chair.driver.goto(served.url("/meetings")).await?;
    chair
        .find("#title")
        .await?
        .send_keys("Spring review" + Key::Enter)
        .await?;
    chair.find("nav.agenda").await?;
    chair.says("Live").await?;
    let meeting = chair.driver.current_url().await?.to_string();
    let meeting = meeting.split('?').next().unwrap_or_default().to_owned();
    let officer = Browser::of(&served, "Pearl Okafor").await?;
    officer.driver.goto(&meeting).await?;
    officer.within("nav.agenda header", "0 decided").await?;
    let wall = Browser::of(&served, "Helen Marsh").await?;
    wall.driver.goto(format!("{meeting}/projector")).await?;

    say(&chair, "Said before anything went wrong").await?;
    agree(&chair, 2).await?;

    // The line goes: what is done is kept on the device, said to be so, and sent when it is back.
    chair.offline(true).await?;
    agree(&chair, 2).await?;
    say(&chair, "Said while the line was down").await?;
    chair.says("Saved on this device only").await?;
    officer.within("nav.agenda header", "2 decided").await?;
    chair.offline(false).await?;
    chair.says("Live").await?;
    officer.within("nav.agenda header", "4 decided").await?;

    // The server is killed with the meeting open.
    served.kill()?;
    agree(&chair, 1).await?;
    chair.says("Saved on this device only").await?;
    served.again().await?;
    chair.says("Live").await?;
    officer.within("nav.agenda header", "5 decided").await?;

    // The second browser loses its line for a while, and catches up.
    officer.offline(true).await?;
    agree(&chair, 2).await?;
    officer.offline(false).await?;
    officer.within("nav.agenda header", "7 decided").await?;

    // Those without anything to discuss are agreed together; what is left, one by one.
    chair.press_shifted('a').await?;
    chair
        .within("dialog[open]", "decided as the rules suggest")
        .await?;
    chair
        .find("dialog[open] button.primary")
        .await?
        .send_keys(Key::Enter + "")
        .await?;
    chair.gone("dialog[open]").await?;
    let total: usize = chair
        .find("nav.agenda header")
        .await?
        .text()
        .await?
        .split(" schools")
        .next()
        .and_then(|before| before.split_whitespace().last()?.parse().ok())
        .unwrap_or_default();
    ensure!(total >= 20, "{total} schools are on the agenda");
    let left = total - decided(&chair).await?;
    agree(&chair, left).await?;
    let all = format!("{total} decided");
    officer.within("nav.agenda header", &all).await?;
    wall.find("main h1").await?;
    chair.picture("whole-meeting").await?;
    wall.picture("whole-meeting-wall").await?;

    chair
        .find(".agenda-foot button")
        .await?
        .send_keys(Key::Enter + "")
        .await?;
    chair
        .find("dialog[open] button.primary")
        .await?
        .send_keys(Key::Enter + "")
        .await?;
    for person in [&chair, &officer] {
        person.says("This meeting is closed").await?;
    }
    chair
        .find_text("a", "Minutes so far")
        .await?
        .send_keys(Key::Enter + "")
        .await?;
    chair.heading("Minutes: Spring review").await?;
    for said in [
        "Said before anything went wrong",
        "Said while the line was down",
    ] {
        chair.within(".minutes", said).await?;
        let times = chair.text().await?.matches(said).count();
        ensure!(times == 1, "“{said}” stands {times} times");
    }
    chair
        .find_text("button", "Sign the minutes")
        .await?
        .send_keys(Key::Enter + "")
        .await?;
    chair.within(".signature", "Helen Marsh").await?;
    wall.quit().await?;
    officer.quit().await?;
    chair.quit().await
}
