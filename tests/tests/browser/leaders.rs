//! Leaders: somebody is added and matched; somebody takes days back and the plan follows.

use anyhow::{Result, ensure};
use tests::browser::Browser;
use tests::served::Served;
use thirtyfour::prelude::*;

use crate::pages::{Faults, look};

/// Writes over what a field holds.
async fn write(browser: &Browser, field: &str, text: &str) -> Result<()> {
    let element = browser.find(field).await?;
    browser.click(field).await?;
    element.send_keys(Key::Control + "a").await?;
    element.send_keys(text).await?;
    Ok(())
}

/// A day in a field of the browser's own.
async fn day(browser: &Browser, field: &str, day: &str) -> Result<()> {
    let element = browser.find(field).await?;
    browser
        .driver
        .execute(
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', { bubbles: true }));",
            vec![element.to_json()?, day.into()],
        )
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_broker_adds_a_leader_who_is_then_matched() -> Result<()> {
    let served = Served::demo().await?;
    let broker = Browser::of(&served, "Imran Siddle").await?;
    let mut faults = Faults::default();
    broker.driver.goto(served.url("/leaders")).await?;
    broker.find(".leader-table tbody tr").await?;
    broker.click_text("a", "Add a leader").await?;
    broker.heading("Add a leader").await?;
    // What is missing is said beside its field, and nothing that was written is lost.
    write(&broker, "#name", "Nia Okoro").await?;
    broker.click_text("button", "Add the leader").await?;
    broker
        .within(".problem-summary", "Say which school is theirs")
        .await?;
    write(&broker, "#home", "Copley Bridge Primary").await?;
    write(&broker, "#district", "Calderbrook").await?;
    write(&broker, "#body", "Calder Teaching School Hub").await?;
    for (word, area) in [
        ("budget", "Finance"),
        ("maths", "Mathematics"),
        ("persistent", "Persistent and severe absence"),
    ] {
        write(&broker, "#areas", word).await?;
        broker.click_text("button", &format!("Add {area}")).await?;
        broker.within(".chosen-list", &area.to_lowercase()).await?;
    }
    broker.click_text("label", "Primary").await?;
    write(&broker, "#yearly", "60").await?;
    write(&broker, "#at-once", "5").await?;
    day(
        &broker,
        "#declared",
        &tests::district::in_days(300).to_string(),
    )
    .await?;
    day(
        &broker,
        "#checks",
        &tests::district::in_days(300).to_string(),
    )
    .await?;
    look(&broker, "leader-form", &mut faults).await?;
    broker.click_text("button", "Add the leader").await?;
    broker.heading("Nia Okoro").await?;
    broker.within("aside", "May be matched").await?;
    broker
        .within(".record-history", "Imran Siddle added them")
        .await?;
    broker.driver.goto(served.url("/brokerage")).await?;
    broker.heading("proved").await?;
    let plan = broker.plan().await?;
    ensure!(
        plan.iter().any(|row| row.contains("Nia Okoro")),
        "she is in the plan: {plan:?}"
    );
    for (page, heading, there) in [
        ("/leaders/terms", "Capacity by term", ".term-table tbody tr"),
        (
            "/leaders/fairness",
            "Who gets the work",
            ".share-table tbody tr",
        ),
        ("/leaders", "Leaders", ".leader-types tbody tr"),
    ] {
        broker.driver.goto(served.url(page)).await?;
        broker.heading(heading).await?;
        broker.find(there).await?;
        look(&broker, &page.replace('/', "-")[1..], &mut faults).await?;
    }
    broker.quit().await?;
    faults.none()
}

#[tokio::test]
async fn a_leader_takes_days_back_and_the_board_of_a_broker_follows() -> Result<()> {
    let served = Served::demo().await?;
    let broker = Browser::of(&served, "Imran Siddle").await?;
    broker.driver.goto(served.url("/brokerage")).await?;
    broker.heading("proved").await?;
    let matched = |plan: &[String]| plan.iter().any(|row| row.contains("Amir Qureshi"));
    ensure!(matched(&broker.plan().await?), "he is in the plan at first");
    let amir = Browser::of(&served, "Amir Qureshi").await?;
    let mut faults = Faults::default();
    amir.driver.goto(served.url("/leaders")).await?;
    amir.click_text("a", "Your own page").await?;
    amir.heading("Amir Qureshi").await?;
    look(&amir, "leader", &mut faults).await?;
    amir.click("#change-record").await?;
    amir.find("#yearly").await?;
    ensure!(
        !amir
            .text()
            .await?
            .contains("Safeguarding checks confirmed until"),
        "checks are not his to say"
    );
    write(&amir, "#yearly", "2").await?;
    amir.click_text("button", "Record the change").await?;
    amir.within(".problem-summary", "of this year are agreed already")
        .await?;
    write(&amir, "#yearly", "6").await?;
    write(&amir, "#why", "My own school needs me until the summer.").await?;
    amir.click_text("button", "Record the change").await?;
    amir.within(".record-history", "from 15 days to 6 days")
        .await?;
    amir.within(".record-history", "My own school needs me")
        .await?;
    look(&amir, "leader-changed", &mut faults).await?;
    let mut still = true;
    for _ in 0..60 {
        still = matched(&broker.plan().await?);
        if !still {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    }
    ensure!(!still, "the open board follows by itself");
    amir.quit().await?;
    broker.quit().await?;
    faults.none()
}

#[tokio::test]
async fn what_two_people_wrote_meanwhile_stands_side_by_side_and_ones_own_can_be_kept() -> Result<()>
{
    let served = Served::demo().await?;
    let broker = Browser::of(&served, "Imran Siddle").await?;
    let officer = Browser::of(&served, "Pearl Okafor").await?;
    for browser in [&broker, &officer] {
        browser.driver.goto(served.url("/leaders")).await?;
        browser.click_text("a", "Amir Qureshi").await?;
        browser.heading("Amir Qureshi").await?;
        browser.click("#change-record").await?;
    }
    write(&officer, "#post", "Head of mathematics").await?;
    write(&officer, "#at-once", "2").await?;
    officer.click_text("button", "Record the change").await?;
    officer
        .within(".record-history", "Head of mathematics")
        .await?;
    write(&broker, "#post", "Assistant head").await?;
    write(&broker, "#bodies", "Tenterfield Trust").await?;
    broker.click_text("button", "Add the organisation").await?;
    broker.click_text("button", "Record the change").await?;
    broker
        .within(".problem-summary", "Head of mathematics")
        .await?;
    broker.settle().await?;
    broker.picture("leader-meanwhile").await?;
    broker
        .click_text("button", "Keep mine, on top of theirs")
        .await?;
    broker.gone(".problem-summary:not([hidden])").await?;
    let written = broker.find("#post").await?.value().await?;
    ensure!(written.as_deref() == Some("Assistant head"), "{written:?}");
    // What they alone changed is in the form too.
    let theirs = broker.find("#at-once").await?.value().await?;
    ensure!(theirs.as_deref() == Some("2"), "{theirs:?}");
    broker.click_text("button", "Record the change").await?;
    broker
        .within(
            ".record-history",
            "from Head of mathematics to Assistant head",
        )
        .await?;
    broker.quit().await?;
    officer.quit().await
}

#[tokio::test]
async fn what_more_schools_would_leave_short_is_seen_as_fast_as_their_number_is_typed() -> Result<()>
{
    let served = Served::demo().await?;
    let mut faults = Faults::default();
    // Whoever sees categories starts from the schools on their way down; others from a few.
    for (who, starts) in [("Pearl Okafor", None), ("Imran Siddle", Some("3"))] {
        let browser = Browser::of(&served, who).await?;
        browser.driver.goto(served.url("/leaders/terms")).await?;
        browser.within("#ahead", "Looking ahead").await?;
        let field = browser.find("#ahead-schools").await?;
        if let Some(starts) = starts {
            ensure!(field.prop("value").await?.as_deref() == Some(starts));
        } else {
            browser
                .within(
                    ".ahead .section-head",
                    "suggested for a more serious category",
                )
                .await?;
        }
        let words = async |number: &str| -> Result<String> {
            field.send_keys(Key::Control + "a").await?;
            field.send_keys(number).await?;
            browser.settle().await?;
            Ok(browser.find(".ahead-words").await?.text().await?)
        };
        let none = words("0").await?;
        ensure!(none.starts_with("As things stand"), "{none}");
        let many = words("40").await?;
        ensure!(
            many.starts_with("If 40 more schools need support in"),
            "{many}"
        );
        ensure!(many.contains("days short"), "{many}");
        ensure!(none != many);
        browser.find(".ahead tbody td strong").await?;
        // In another term it is short there.
        let term = browser.find("#ahead-term").await?;
        term.send_keys("Sum").await?;
        browser.within(".ahead-words", "in summer").await?;
        look(
            &browser,
            &format!("leaders-ahead-{}", starts.unwrap_or("seen")),
            &mut faults,
        )
        .await?;
        browser.quit().await?;
    }
    faults.none()
}
