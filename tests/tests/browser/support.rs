//! Support: a school asks and a broker answers; three people consent; a visit is recorded under a thumb, and
//! without a line.

use anyhow::{Result, ensure};
use tests::browser::Browser;
use tests::served::Served;
use thirtyfour::prelude::*;

use crate::pages::{Faults, look};

/// Writes over what a field holds.
pub async fn write(browser: &Browser, field: &str, text: &str) -> Result<()> {
    let element = browser.find(field).await?;
    element.send_keys(Key::Control + "a").await?;
    element.send_keys(text).await?;
    Ok(())
}

/// A field holds these words.
async fn holds(browser: &Browser, field: &str, words: &str) -> Result<()> {
    let holds = browser.find(field).await?.prop("value").await?;
    ensure!(holds.as_deref() == Some(words), "{field} holds {holds:?}");
    Ok(())
}

/// Goes to the first case of a list that stands so.
pub async fn open_first(
    browser: &Browser,
    served: &Served,
    list: &str,
    stands: &str,
) -> Result<()> {
    browser.driver.goto(served.url(list)).await?;
    browser.find(".case-table tbody tr").await?;
    let rows = browser
        .driver
        .find_all(By::Css(".case-table tbody tr"))
        .await?;
    for row in rows {
        if row.text().await?.contains(stands) {
            let link = row.find(By::Css("th a")).await?;
            link.send_keys(Key::Enter + "").await?;
            browser.find("#stands").await?;
            return Ok(());
        }
    }
    anyhow::bail!("no case stands at “{stands}”")
}

#[tokio::test]
async fn a_school_asks_a_broker_scopes_it_and_it_stands_on_the_board() -> Result<()> {
    let served = Served::demo().await?;
    let head = Browser::of(&served, "Rashida Dalal").await?;
    let mut faults = Faults::default();
    head.driver.goto(served.url("/support")).await?;
    head.click_text("a", "Ask for support").await?;
    head.heading("Ask for support").await?;
    head.click_text("button", "Send the request").await?;
    head.within(".problem-summary", "Say what you have tried")
        .await?;
    look(&head, "support-request", &mut faults).await?;
    write(&head, "#area", "maths").await?;
    write(&head, "#priority", "Priority 3: number").await?;
    write(&head, "#tried", "A new scheme and a day of training.").await?;
    write(&head, "#outcome", "Quick recall in years 3 and 4.").await?;
    head.click_text("button", "Send the request").await?;
    head.within("#stands", "Asked for").await?;
    let case = head.driver.current_url().await?;
    let broker = Browser::of(&served, "Imran Siddle").await?;
    broker.within(".tasks", "Answer the request").await?;
    broker.picture("support-today").await?;
    broker.driver.goto(case.as_str()).await?;
    broker.within(".waits", "Answer the request").await?;
    broker.click_text("button", "Take it on").await?;
    broker.within("#stands", "Being scoped").await?;
    // The head has it open, and sees it without asking.
    head.within("#stands", "Being scoped").await?;
    broker.click_text("button", "Agree the scope").await?;
    broker
        .within(".step-form", "Say what you talked about")
        .await?;
    write(
        &broker,
        "#talked",
        "An hour with the head and the subject lead.",
    )
    .await?;
    broker.click_text("button", "Agree the scope").await?;
    broker.within("#stands", "Looking for somebody").await?;
    broker
        .within(".history", "Agreed the scope: 6 days")
        .await?;
    look(&broker, "support-case", &mut faults).await?;
    // It is a need like any other now.
    broker.driver.goto(served.url("/brokerage")).await?;
    broker.says("Millbeck Primary").await?;
    // The school sees whose turn it is.
    head.load_again().await?;
    head.within(".waits", "Find somebody").await?;
    broker.quit().await?;
    head.quit().await?;
    faults.none()
}

#[tokio::test]
async fn what_is_new_in_a_case_waits_while_somebody_writes_and_takes_no_word_away() -> Result<()> {
    let served = Served::demo().await?;
    let imran = Browser::of(&served, "Imran Siddle").await?;
    open_first(&imran, &served, "/support", "Asked for").await?;
    let case = imran.driver.current_url().await?;
    imran
        .click_text("summary", "Ask the school a question")
        .await?;
    write(&imran, "#question", "Which year groups first?").await?;
    imran
        .click_text("summary", "Point to another offer")
        .await?;
    write(&imran, "#offer", "The hub’s phonics morning, by telephone").await?;
    let carys = Browser::of(&served, "Carys Whinfell").await?;
    carys.driver.goto(case.as_str()).await?;
    carys.click_text("button", "Take it on").await?;
    carys.within("#stands", "Being scoped").await?;
    imran
        .within(".newer", "New in this case meanwhile. Carys Whinfell")
        .await?;
    imran.within("#stands", "Asked for").await?;
    holds(&imran, "#offer", "The hub’s phonics morning, by telephone").await?;
    let mut faults = Faults::default();
    look(&imran, "support-newer", &mut faults).await?;
    imran.click_text("button", "Show it").await?;
    imran.within("#stands", "Being scoped").await?;
    // What can still be sent stands open with every word; what cannot is there to copy.
    imran.within(".turn", "Which year groups first?").await?;
    holds(&imran, "#offer", "The hub’s phonics morning, by telephone").await?;
    imran.click_text("button", "Point to another offer").await?;
    imran.within("#stands", "Shown another offer").await?;
    imran.quit().await?;
    carys.quit().await?;
    faults.none()
}

#[tokio::test]
async fn a_question_is_answered_and_the_request_comes_back() -> Result<()> {
    let served = Served::demo().await?;
    let head = Browser::of(&served, "Theo Amberley").await?;
    head.within(".tasks", "Answer the broker’s question")
        .await?;
    head.click_text("a", "Send it again").await?;
    head.within(".asked-back", "years 3 and 4").await?;
    write(&head, "#cohort", "Years 3 and 4").await?;
    head.click_text("button", "Send the request").await?;
    head.within("#stands", "Asked for").await?;
    head.says("Years 3 and 4").await?;
    head.quit().await
}

#[tokio::test]
async fn a_visit_is_recorded_under_a_thumb() -> Result<()> {
    let served = Served::demo().await?;
    let leader = Browser::of(&served, "Amir Qureshi").await?;
    let mut faults = Faults::default();
    leader.size((390, 844)).await?;
    open_first(&leader, &served, "/support", "Under way").await?;
    let school = leader.find("main h1").await?.text().await?;
    leader.click_text("a", "Record a visit or a call").await?;
    leader.heading(&school).await?;
    // At most six answers on the page.
    let parts = leader.driver.find_all(By::Css(".visit-part")).await?.len();
    ensure!(parts <= 6, "{parts} parts");
    leader.click_text("button", "Save record").await?;
    leader.says("Say in a line what was done").await?;
    leader.click_text("label", "Video").await?;
    leader.click_text("label", "¼ day").await?;
    leader.click(".chip-line .chip").await?;
    leader.click(".visit-objective label").await?;
    leader.click_text("label", "Attention").await?;
    leader
        .find("#done")
        .await?
        .send_keys("Marked twelve books; agreement ten of twelve.")
        .await?;
    leader
        .find("#next")
        .await?
        .send_keys("English lead moderates year 5")
        .await?;
    leader
        .within(".visit-head small", "Saved on this device")
        .await?;
    leader.picture("visit-phone").await?;
    // What was written is there after the page was loaded again.
    leader.load_again().await?;
    leader.heading(&school).await?;
    leader.find("#next").await?;
    let kept = leader.driver.find(By::Css("#done")).await?;
    let mut text = String::new();
    for _ in 0..50 {
        text = kept.prop("value").await?.unwrap_or_default();
        if !text.is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    ensure!(text.starts_with("Marked twelve books"), "{text}");
    look(&leader, "visit", &mut faults).await?;
    leader.size((390, 844)).await?;
    leader.click_text("button", "Save record").await?;
    leader.within(".visits", "Marked twelve books").await?;
    leader.within(".visits", "Attention").await?;
    leader.quit().await?;
    faults.none()
}

#[tokio::test]
async fn two_visits_without_a_line_wait_on_the_device_and_arrive_when_it_is_back() -> Result<()> {
    let served = Served::demo().await?;
    let leader = Browser::of(&served, "Marcus Bell").await?;
    open_first(&leader, &served, "/support", "Under way").await?;
    let case = leader.driver.current_url().await?;
    let before = leader.driver.find_all(By::Css(".visits > li")).await?.len();
    for words in ["The first from the train.", "The second from the train."] {
        leader.click_text("a", "Record a visit or a call").await?;
        leader.find("#done").await?.send_keys(words).await?;
        leader
            .within(".visit-head small", "Saved on this device")
            .await?;
        leader.offline(true).await?;
        leader.click_text("button", "Save record").await?;
        leader
            .within(".on-device", "saved on this device only")
            .await?;
        // The case is still there to write about.
        leader.find(".case-table tbody tr").await?;
        let row = leader.find(&format!("a[href='{}']", case.path())).await?;
        row.send_keys(Key::Enter + "").await?;
        leader.find("#stands").await?;
    }
    leader.offline(false).await?;
    // Wherever in the app somebody is, what waits is sent.
    leader.driver.goto(served.url("/")).await?;
    let mut text = String::new();
    for _ in 0..20 {
        leader.driver.goto(case.as_str()).await?;
        leader.find(".visits").await?;
        text = leader.text().await?;
        if text.contains("The first from") && text.contains("The second from") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    }
    for words in ["The first from the train.", "The second from the train."] {
        ensure!(text.contains(words), "{text}");
    }
    let after = leader.driver.find_all(By::Css(".visits > li")).await?.len();
    ensure!(after == before + 2, "{after} visits, {before} before");
    leader.quit().await
}

#[tokio::test]
async fn the_list_of_cases_is_found_in_sorted_and_fits() -> Result<()> {
    let served = Served::demo().await?;
    let broker = Browser::of(&served, "Imran Siddle").await?;
    let mut faults = Faults::default();
    broker.driver.goto(served.url("/support")).await?;
    broker.find(".case-table tbody tr").await?;
    look(&broker, "support", &mut faults).await?;
    broker.click_text("button", "Not agreed yet").await?;
    broker.within(".case-table", "Waiting for consent").await?;
    ensure!(broker.driver.current_url().await?.query() == Some("show=before"));
    write(&broker, "#find", "millbeck").await?;
    broker.within(".case-table", "Millbeck Primary").await?;
    let rows = broker
        .driver
        .find_all(By::Css(".case-table tbody tr"))
        .await?
        .len();
    ensure!(rows == 1, "{rows} rows");
    // A case that is over shows all of it.
    open_first(&broker, &served, "/support?show=over", "Case study").await?;
    broker.says("What the school says it was worth").await?;
    look(&broker, "support-over", &mut faults).await?;
    broker.quit().await?;
    faults.none()
}

#[tokio::test]
async fn a_record_is_made_by_thumb_alone_and_by_keyboard_alone() -> Result<()> {
    let served = Served::demo().await?;
    let took = tests::record::seconds(&served).await?;
    println!("{} s by thumb, {} s by keyboard", took.thumb, took.keyboard);
    Ok(())
}
