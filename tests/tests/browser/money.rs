//! Money: a pot is added and filled, something is put aside, more than there is is refused in words, what
//! was released is clawed back by a second person, and the sums on screen agree.

use anyhow::{Result, ensure};
use domain::support::money::Pence;
use tests::browser::Browser;
use tests::served::Served;
use thirtyfour::prelude::*;

use crate::pages::{Faults, look};

async fn write(browser: &Browser, field: &str, text: &str) -> Result<()> {
    browser.click(field).await?;
    let element = browser.find(field).await?;
    element.send_keys(Key::Control + "a").await?;
    element.send_keys(text).await?;
    Ok(())
}

/// Chooses in a list by what it says.
async fn choose(browser: &Browser, list: &str, words: &str) -> Result<()> {
    let list = browser.find(list).await?;
    for option in list.find_all(By::Tag("option")).await? {
        if option.text().await?.contains(words) {
            option.click().await?;
            return Ok(());
        }
    }
    anyhow::bail!("no {words} to choose")
}

/// The figures of a pot's row: came in, available, reserved, committed, drawn, released.
async fn figures(browser: &Browser, pot: &str) -> Result<Vec<i64>> {
    browser.find_text("tr", pot).await?;
    // All at once: the page may be drawn again between two cells.
    let cells = browser
        .driver
        .execute(
            "const row = Array.from(document.querySelectorAll('.pot-table tbody tr'))
               .find((row) => row.textContent.includes(arguments[0]));
             return Array.from(row.querySelectorAll('td.number'), (cell) => cell.textContent.trim());",
            vec![pot.into()],
        )
        .await?;
    let cells: Vec<String> = cells.convert()?;
    let all = cells
        .iter()
        .map(|cell| Pence::read(cell).unwrap_or_default().0)
        .collect();
    Ok(all)
}

/// Waits until a pot's row says this; the five places always make what came in.
async fn stands(browser: &Browser, pot: &str, wanted: [i64; 6]) -> Result<()> {
    let mut seen = Vec::new();
    for _ in 0..60 {
        // A row that is just being drawn again is looked at once more.
        let Ok(now) = figures(browser, pot).await else {
            continue;
        };
        seen = now;
        ensure!(
            seen.len() == 6 && seen[0] == seen[1..].iter().sum::<i64>(),
            "the sums agree: {seen:?}"
        );
        if seen == wanted.map(|pounds| pounds * 100) {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    anyhow::bail!("{pot} stands at {seen:?} and not at {wanted:?}")
}

/// What is written of a piece of support.
async fn record(browser: &Browser, what: &str, happened: &str, why: &str) -> Result<()> {
    browser.click_text("button", &format!("for {what}")).await?;
    choose(browser, "#happened", happened).await?;
    write(browser, "#why", why).await?;
    Ok(())
}

/// Opens the answer to one of the things to be seen to.
async fn answer(browser: &Browser, line: &str) -> Result<()> {
    for item in browser.driver.find_all(By::Css(".seen-to li")).await? {
        if item.text().await?.contains(line) {
            let button = item.find(By::Css("button")).await?;
            button.scroll_into_view().await?;
            button.click().await?;
            return Ok(());
        }
    }
    anyhow::bail!("nothing to be seen to says {line}")
}

#[tokio::test]
async fn a_broker_adds_a_pot_and_the_sums_agree_to_the_claw_back() -> Result<()> {
    let served = Served::demo().await?;
    let broker = Browser::of(&served, "Imran Siddle").await?;
    let mut faults = Faults::default();
    broker.driver.goto(served.url("/")).await?;
    broker.find("main h1").await?;
    broker.press("gf").await?;
    broker.heading("Money").await?;
    broker.find(".pot-table tbody tr").await?;
    look(&broker, "money", &mut faults).await?;

    broker.click_text("a", "Add a pot").await?;
    broker.heading("Add a pot").await?;
    write(&broker, "#pot-name", "Reading fund").await?;
    broker.click_text("button", "Add the pot").await?;
    broker
        .within(".field-problem", "Write a sum of money")
        .await?;
    write(&broker, "#pot-amount", "2,000").await?;
    broker.click_text("button", "Add the pot").await?;
    broker.within(".field-problem", "Say why").await?;
    write(&broker, "#why", "Letter of 2 November").await?;
    broker.click_text("button", "Add the pot").await?;
    broker
        .within(".field-problem", "Write who gives it")
        .await?;
    write(&broker, "#pot-funder", "Airedale Trust Fund").await?;
    look(&broker, "money-new", &mut faults).await?;
    broker.click_text("button", "Add the pot").await?;
    broker.heading("Reading fund").await?;
    broker.within(".lead", "nothing has come in").await?;

    broker
        .click_text("summary", "Record money that came in")
        .await?;
    write(&broker, "#amount", "2,500").await?;
    write(&broker, "#why", "Bank statement").await?;
    broker.click_text("button", "Record it").await?;
    broker
        .within(
            ".field-problem",
            "£2,000 were awarded and £0 of them are in",
        )
        .await?;
    write(&broker, "#amount", "2000").await?;
    broker.click_text("button", "Record it").await?;
    broker
        .within(".lead", "of £2,000, £2,000 available")
        .await?;
    broker.within(".ledger-table", "Bank statement").await?;

    broker.driver.goto(served.url("/money/put-aside")).await?;
    broker.heading("Put money aside").await?;
    write(&broker, "#what", "Early reading by hand").await?;
    write(&broker, "#recipient", "Lark Edge Primary").await?;
    choose(&broker, "#leader-type", "Local leader of education").await?;
    write(&broker, "#days", "4½").await?;
    broker
        .within(
            ".what-it-costs",
            "£2,025, of which £1,721.25 to the leader’s school and £303.75 to the broker",
        )
        .await?;
    choose(&broker, "#pots", "Reading fund").await?;
    write(&broker, "#why", "Matched by telephone").await?;
    broker.click_text("button", "Put it aside").await?;
    broker
        .within(
            ".field-problem",
            "It costs £2,025, and Reading fund has £2,000 available: £25 short",
        )
        .await?;
    look(&broker, "money-put-aside", &mut faults).await?;
    write(&broker, "#days", "4").await?;
    broker.click_text("button", "Put it aside").await?;
    broker.heading("Reading fund").await?;
    broker
        .within(".ledger-table", "Reserved: Early reading by hand")
        .await?;

    broker.driver.goto(served.url("/money")).await?;
    stands(&broker, "Reading fund", [2_000, 200, 1_800, 0, 0, 0]).await?;
    record(
        &broker,
        "Early reading by hand",
        "All have signed",
        "Agreement",
    )
    .await?;
    broker.click_text("button", "Record it").await?;
    stands(&broker, "Reading fund", [2_000, 200, 0, 1_800, 0, 0]).await?;
    record(
        &broker,
        "Early reading by hand",
        "A visit used days",
        "Two visits",
    )
    .await?;
    write(&broker, "#days", "2").await?;
    look(&broker, "money-record", &mut faults).await?;
    broker.click_text("button", "Record it").await?;
    stands(&broker, "Reading fund", [2_000, 200, 0, 900, 900, 0]).await?;
    record(
        &broker,
        "Early reading by hand",
        "A report was accepted",
        "Final report",
    )
    .await?;
    broker.click_text("button", "Record it").await?;
    stands(&broker, "Reading fund", [2_000, 200, 0, 900, 0, 900]).await?;
    record(
        &broker,
        "Early reading by hand",
        "Ask released money back",
        "One visit was not made",
    )
    .await?;
    write(&broker, "#amount", "450").await?;
    broker.click_text("button", "Record it").await?;
    broker
        .within(".seen-to", "£450 of Early reading by hand")
        .await?;

    // Whoever asked cannot say yes; somebody else can.
    answer(&broker, "£450 of Early reading by hand").await?;
    write(&broker, "#why", "It is clear").await?;
    broker.click_text("button", "Record it").await?;
    broker
        .within(
            ".seen-to .field-problem",
            "Somebody else must say yes or no",
        )
        .await?;
    stands(&broker, "Reading fund", [2_000, 200, 0, 900, 0, 900]).await?;
    let officer = Browser::of(&served, "Pearl Okafor").await?;
    officer.driver.goto(served.url("/money")).await?;
    officer.within(".seen-to", "Imran Siddle asked").await?;
    answer(&officer, "£450 of Early reading by hand").await?;
    write(&officer, "#why", "Seen the school’s own record").await?;
    officer.click_text("button", "Record it").await?;
    stands(&officer, "Reading fund", [2_000, 650, 0, 900, 0, 450]).await?;
    officer.click_text("a", "Reading fund").await?;
    officer.heading("Reading fund").await?;
    officer
        .within(
            ".ledger-table",
            "Clawed back: £450 of Early reading by hand",
        )
        .await?;
    look(&officer, "money-pot", &mut faults).await?;
    officer.quit().await?;
    broker.quit().await?;
    faults.none()
}

#[tokio::test]
async fn a_head_reads_what_their_school_was_given() -> Result<()> {
    let served = Served::demo().await?;
    let head = Browser::of(&served, "Rashida Dalal").await?;
    let mut faults = Faults::default();
    head.driver.goto(served.url("/money")).await?;
    head.heading("Money").await?;
    head.within(".lead", "No support of your school is paid for here")
        .await?;
    ensure!(
        !head.text().await?.contains("Opportunity"),
        "pots are not theirs to read"
    );
    look(&head, "money-head", &mut faults).await?;
    head.quit().await?;
    faults.none()
}

#[tokio::test]
async fn the_rules_of_a_pot_are_changed_on_its_page_and_stand_there_as_history() -> Result<()> {
    let served = Served::demo().await?;
    let officer = Browser::of(&served, "Pearl Okafor").await?;
    let mut faults = Faults::default();
    officer.driver.goto(served.url("/money")).await?;
    officer.heading("Money").await?;
    officer
        .click_text("a", "Schools forum improvement pot")
        .await?;
    officer.heading("Schools forum improvement pot").await?;
    officer.click_text("summary", "Change the rules").await?;
    officer
        .within(
            ".pot-form [role=status]",
            "would have allowed all that it pays for now",
        )
        .await?;
    write(&officer, "#pot-rate", "400").await?;
    officer
        .within(".pot-form [role=status]", "would not have allowed")
        .await?;
    officer.click_text("button", "Change the rules").await?;
    officer.within(".field-problem", "Say why").await?;
    write(&officer, "#rules-why", "Minutes of the forum, 3 November").await?;
    look(&officer, "money-rules", &mut faults).await?;
    officer.click_text("button", "Change the rules").await?;
    officer
        .within(".pot-history", "Pearl Okafor: a day at most £500, now £400")
        .await?;
    officer
        .within(".pot-history", "Minutes of the forum")
        .await?;
    officer
        .within(".ledger-table", "Rules: a day at most £500, now £400")
        .await?;
    look(&officer, "money-rules-changed", &mut faults).await?;
    faults.none()?;
    officer.quit().await
}
