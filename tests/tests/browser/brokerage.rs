//! The brokerage board: trying somebody else, what each of two plans gives up, and going back.

use anyhow::{Result, ensure};
use tests::browser::Browser;
use tests::served::Served;

#[tokio::test]
async fn two_plans_stand_side_by_side_and_one_can_go_back() -> Result<()> {
    let served = Served::demo().await?;
    let broker = Browser::of(&served, "Imran Siddle").await?;
    broker.driver.goto(served.url("/brokerage")).await?;
    broker.heading("proved").await?;
    let before = broker.plan().await?;
    broker
        .find_text("button", "Compare plans")
        .await?
        .click()
        .await?;
    broker
        .within(".compare-plans", "The plan now is the plan that was kept")
        .await?;
    // A need that others could meet too.
    broker
        .find_text("*[self::a or self::button]", "Carr Side Primary")
        .await?
        .click()
        .await?;
    // Somebody else is tried from "why not": pinned, and the whole plan solved again.
    broker.find_text("button", "Try").await?.click().await?;
    broker.within(".what-moved", "by the pin").await?;
    broker.within(".prices", "pin").await?;
    broker.within(".compare-plans", "Gives up").await?;
    broker.find(".compare-plans tbody tr").await?;
    let after = broker.plan().await?;
    ensure!(before != after, "the pin moves the plan");
    broker.settle().await?;
    broker.picture("brokerage-compared").await?;
    broker.accessible().await?;
    broker
        .find_text("button", "Go back to it")
        .await?
        .click()
        .await?;
    broker
        .within(".compare-plans", "The plan now is the plan that was kept")
        .await?;
    ensure!(broker.plan().await? == before, "the plan is as it was");
    broker.quit().await
}

#[tokio::test]
async fn a_need_nobody_has_says_what_would_make_it_possible_and_that_can_be_tried() -> Result<()> {
    let served = Served::demo().await?;
    let broker = Browser::of(&served, "Imran Siddle").await?;
    broker.driver.goto(served.url("/brokerage")).await?;
    broker.heading("proved").await?;
    let before = broker.plan().await?;
    let met = broker.find(".claim p").await?.text().await?;
    broker.click(".need-row:has(.unmet) .school a").await?;
    let possible = ".possible .answers li";
    broker.within(possible, "would take it").await?;
    broker.settle().await?;
    broker.picture("brokerage-possible").await?;
    // Of those that are only tried: somebody would have to give more, or the school ask for less.
    broker
        .find(".possible button[aria-label*='gave'], .possible button[aria-label*='would do']")
        .await?
        .send_keys(thirtyfour::Key::Enter + "")
        .await?;
    broker.within(".trial", "nothing of it is so").await?;
    ensure!(
        broker.find(".claim p").await?.text().await? != met,
        "one more need is met while it is tried"
    );
    let propose = broker.find_text("button", "Propose to schools").await?;
    ensure!(
        propose.attr("aria-disabled").await?.as_deref() == Some("true"),
        "what is only tried cannot be proposed"
    );
    broker.settle().await?;
    broker.picture("brokerage-tried").await?;
    broker.accessible().await?;
    broker
        .find_text("button", "Back to the plan as it is")
        .await?
        .send_keys(thirtyfour::Key::Enter + "")
        .await?;
    broker.gone(".trial").await?;
    ensure!(broker.plan().await? == before, "the plan is as it was");
    broker.quit().await
}

#[tokio::test]
async fn a_tie_by_way_of_a_trust_is_said_waived_with_a_reason_and_taken_back() -> Result<()> {
    let served = Served::demo().await?;
    let officer = Browser::of(&served, "Pearl Okafor").await?;
    officer.driver.goto(served.url("/brokerage")).await?;
    officer.heading("proved").await?;
    officer
        .find_text("*[self::a or self::button]", "Tarn Hill Primary")
        .await?
        .click()
        .await?;
    let blocked = ".why-not .answers";
    officer
        .within(blocked, "worked for Lanternway Learning Trust")
        .await?;
    officer
        .within(blocked, "which runs Tarn Hill Primary")
        .await?;
    officer.settle().await?;
    officer.picture("brokerage-conflict").await?;
    officer
        .find("button[aria-label='Waive the rule that stops Marcus Bell']")
        .await?
        .click()
        .await?;
    // Why is asked for before anything is done.
    officer
        .find_text("button", "Waive it")
        .await?
        .click()
        .await?;
    officer.within("dialog .field-problem", "Say why").await?;
    officer
        .find("dialog #reason")
        .await?
        .send_keys("Left that trust; nobody else has the days.")
        .await?;
    officer.settle().await?;
    officer.picture("brokerage-waive").await?;
    officer.accessible().await?;
    officer
        .find_text("button", "Waive it")
        .await?
        .click()
        .await?;
    officer.within(".what-moved", "by the waiver").await?;
    // Now the pair can be tried, and says what it rests on.
    officer
        .find("button[aria-label^='Try Marcus Bell']")
        .await?
        .click()
        .await?;
    officer.within(".given", "Waived by Pearl Okafor").await?;
    officer.within(".need-row[data-selected]", "waived").await?;
    officer.settle().await?;
    officer.picture("brokerage-waived").await?;
    officer.accessible().await?;
    officer
        .find_text("button", "Take the waiver back")
        .await?
        .click()
        .await?;
    officer
        .within(".what-moved", "by taking back a waiver")
        .await?;
    officer.within(blocked, "worked for Lanternway").await?;
    officer.quit().await
}

#[tokio::test]
async fn the_days_are_shared_evenly_where_a_broker_asks_and_what_that_changes_is_said() -> Result<()>
{
    let served = Served::demo().await?;
    let broker = Browser::of(&served, "Imran Siddle").await?;
    broker.driver.goto(served.url("/brokerage")).await?;
    broker.heading("proved").await?;
    let met = broker.find(".claim p").await?.text().await?;
    broker.find(".evenly input").await?.send_keys(" ").await?;
    broker.within(".evenly", "more even").await?;
    ensure!(
        broker.find(".claim p").await?.text().await? == met,
        "as many needs, and as good a fit"
    );
    broker.settle().await?;
    broker.picture("brokerage-even").await?;
    broker.accessible().await?;
    broker.quit().await
}

#[tokio::test]
async fn a_team_is_put_up_from_the_form_planned_whole_and_agreed() -> Result<()> {
    let served = Served::demo().await?;
    let broker = Browser::of(&served, "Imran Siddle").await?;
    broker.driver.goto(served.url("/brokerage")).await?;
    broker.heading("proved").await?;
    broker.click_text("button", "Open a need").await?;
    broker
        .find("dialog #urn")
        .await?
        .send_keys("Millbeck")
        .await?;
    let school = broker
        .find("#need-schools option[value*='Millbeck']")
        .await?;
    let school = school.attr("value").await?.unwrap_or_default();
    broker.find("dialog #urn").await?.clear().await?;
    broker.find("dialog #urn").await?.send_keys(&school).await?;
    broker
        .find("dialog #area")
        .await?
        .send_keys("Writing")
        .await?;
    broker
        .find("dialog #half_days")
        .await?
        .send_keys("4")
        .await?;
    broker.click_text("button", "Add a specialist").await?;
    // Without an area and days it is refused, at its own fields.
    broker.click_text("button", "Open the need").await?;
    broker
        .within("dialog .specialist", "Choose what this specialist is for")
        .await?;
    broker
        .find("#specialist-1-area")
        .await?
        .send_keys("Mathematics")
        .await?;
    broker
        .find("#specialist-1-half_days")
        .await?
        .send_keys("2")
        .await?;
    broker.settle().await?;
    broker.picture("brokerage-team-form").await?;
    broker.accessible().await?;
    broker.click_text("button", "Open the need").await?;
    broker.within(".plan .team-words", "Team of 2").await?;
    broker.within(".team-beside", "Team of 2").await?;
    broker.find(".need-row[data-part]").await?;
    broker.settle().await?;
    for (name, theme) in [("brokerage-team", "light"), ("brokerage-team-dark", "dark")] {
        broker.prefers(theme).await?;
        broker.picture(name).await?;
        broker.accessible().await?;
    }
    broker.media("print", "light").await?;
    broker.within(".plan .team-words", "Team of 2").await?;
    broker.picture("brokerage-team-paper").await?;
    broker.media("", "light").await?;
    broker.size((320, 800)).await?;
    broker.fits().await?;
    broker.picture("brokerage-team-320").await?;
    broker.size((1280, 900)).await?;
    broker.click_text("button", "Propose to schools").await?;
    broker.click("dialog[open] .button.primary").await?;
    broker.within(".agreed", "Proposed already").await?;
    broker.quit().await
}

#[tokio::test]
async fn who_pays_is_named_by_keyboard_and_a_pot_says_whom_it_does_not_pay() -> Result<()> {
    let served = Served::demo().await?;
    let broker = Browser::of(&served, "Imran Siddle").await?;
    broker.driver.goto(served.url("/brokerage")).await?;
    broker.heading("proved").await?;
    broker
        .within(".plan-costs", "What the plan costs: £")
        .await?;
    broker.within(".claim p", "£").await?;
    // A pot was named for this one, and pays less a day than some leaders cost.
    broker.click_text("a", "Ember Street Primary").await?;
    broker
        .within(
            ".who-pays",
            "Schools forum improvement pot. The match costs",
        )
        .await?;
    broker.click_text("button", "more leaders").await?;
    broker
        .within(
            ".why-not .answers",
            "Schools forum improvement pot pays £500 a day at most, and this is £550",
        )
        .await?;
    broker.settle().await?;
    broker.picture("brokerage-pots").await?;
    broker.accessible().await?;
    // Nobody is named for this one: it is said, and done by keyboard.
    broker.click_text("a", "Carr Side Primary").await?;
    broker
        .within(".who-pays", "Nobody is named to pay. The match costs £")
        .await?;
    let before = broker.plan().await?;
    let enter = || thirtyfour::Key::Enter + "";
    broker
        .find(".who-pays > .link")
        .await?
        .send_keys(enter())
        .await?;
    broker
        .find_text("button", "Name them")
        .await?
        .send_keys(enter())
        .await?;
    broker
        .within(".who-pays .field-problem", "Say who pays")
        .await?;
    broker
        .find_text("button", "The school itself")
        .await?
        .send_keys(" ")
        .await?;
    broker.within(".who-pays form", "The school.").await?;
    broker.settle().await?;
    broker.picture("brokerage-who-pays").await?;
    broker.accessible().await?;
    broker
        .find_text("button", "Name them")
        .await?
        .send_keys(enter())
        .await?;
    broker
        .within(".who-pays p", "The school. The match costs £")
        .await?;
    broker
        .within(".what-moved", "naming who pays for Carr Side")
        .await?;
    ensure!(
        broker.plan().await? == before,
        "the school pays: nothing moves"
    );
    ensure!(
        broker.focused().await?.contains("Who pays for Carr Side"),
        "the keys stay there"
    );
    broker.accessible().await?;
    broker.quit().await
}
