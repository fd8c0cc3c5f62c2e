//! Rules written on screen: an indicator of one's own, a condition of a category, points; who moves by name,
//! adopted with a minute; and what cannot be a rule says why and stays as it was written.

use anyhow::{Result, ensure};
use tests::browser::Browser;
use tests::served::Served;
use thirtyfour::{By, Key};

use crate::pages::Faults;
use crate::rules_hand::{choose, chosen, look_at, movers, write};

#[tokio::test]
async fn an_officer_adds_an_indicator_changes_a_category_and_adopts_both() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::of(&served, "Pearl Okafor").await?;
    let mut faults = Faults::default();
    browser.driver.goto(served.url("/rules")).await?;
    browser
        .find("a.rules-row[href='/rules?at=new-indicator']")
        .await?
        .send_keys(Key::Enter + "")
        .await?;
    browser.heading("An indicator of your own").await?;

    // What is missing is said beside its field, and the hand is put there.
    browser.click(".own-form button.primary").await?;
    browser.within("#own-name-problem", "name").await?;
    browser.find("#own-name:focus").await?;
    write(&browser, "#own-name", "Pupil voice: do you feel safe").await?;
    write(&browser, "#own-short", "Pupil voice").await?;
    choose(&browser, "#own-area", "Safeguarding and concerns").await?;
    write(&browser, "#own-line-low", "70").await?;
    write(&browser, "#own-line-medium", "eighty").await?;
    write(&browser, "#own-line-high", "90").await?;
    browser.click(".own-form button.primary").await?;
    browser.within("#own-line-low-problem", "“eighty”").await?;
    write(&browser, "#own-line-medium", "80").await?;
    browser.click(".own-form button.primary").await?;
    browser
        .within("#own-line-low-problem", "Lower is worse")
        .await?;
    let kept = browser
        .find("#own-line-medium")
        .await?
        .prop("value")
        .await?;
    ensure!(kept.as_deref() == Some("80"), "{kept:?}");
    look_at(&browser, "rules-own", ".own-form", &mut faults).await?;
    write(&browser, "#own-line-low", "90").await?;
    write(&browser, "#own-line-high", "70").await?;
    let add = browser.find(".own-form button.primary").await?;
    add.send_keys(Key::Enter + "").await?;
    browser.heading("Pupil voice: do you feel safe").await?;
    browser
        .within(".own-section", "pupil_voice_do in the template")
        .await?;
    browser.says("Nobody has a value of it yet").await?;
    browser
        .within(".rules-changes", "high 70% or lower, medium 80% or lower")
        .await?;
    look_at(&browser, "rules-own-added", ".own-section", &mut faults).await?;

    // Its words change, its id stays.
    browser.click("#change-own").await?;
    write(&browser, "#own-short", "Safe, say pupils").await?;
    browser.click(".own-form button.primary").await?;
    browser
        .within(".rules-row[aria-current]", "Safe, say pupils")
        .await?;

    // A judgement is added and taken away again.
    browser
        .find("a.rules-row[href='/rules?at=new-indicator']")
        .await?
        .send_keys(Key::Enter + "")
        .await?;
    browser.heading("An indicator of your own").await?;
    write(&browser, "#own-name", "Reading culture").await?;
    choose(&browser, "#own-area", "Teaching and self-evaluation").await?;
    choose(&browser, "#own-unit", "A judgement from a list").await?;
    write(&browser, "#own-answer-0", "strong").await?;
    browser.click(".own-form button.primary").await?;
    browser
        .within("#own-answer-0-problem", "at least two")
        .await?;
    write(&browser, "#own-answer-3", "absent").await?;
    look_at(&browser, "rules-own-judgement", ".own-form", &mut faults).await?;
    browser.click(".own-form button.primary").await?;
    browser.heading("Reading culture").await?;
    browser.within(".judgement-table", "absent").await?;
    browser.click_text("button", "Take it away").await?;
    browser.gone(".own-section").await?;

    // A category asks for less: by keyboard, and at once it is said who moves.
    browser
        .find("a.rules-row[href='/rules?at=the-categories']")
        .await?
        .send_keys(Key::Enter + "")
        .await?;
    browser
        .find("#rule-P3-1")
        .await?
        .send_keys(Key::Enter + "")
        .await?;
    browser.find("#words-P3-1").await?;
    browser.find("#words-P3-1:focus").await?;
    choose(
        &browser,
        ".rule-editor [aria-label='How serious']",
        "medium or worse",
    )
    .await?;
    browser.find(".moved-table tbody th a").await?;
    ensure!(!movers(&browser).await?.is_empty(), "nobody moves");
    browser
        .within(".rules-changes", "the risk is medium or worse")
        .await?;
    look_at(&browser, "rules-condition", "#band-P3", &mut faults).await?;
    browser.click_text("button", "Done").await?;
    browser.find("#rule-P3-1:focus").await?;

    // A new rule, by the indicator of one's own; not tried until it says all it must.
    browser.click("#add-rule-P4").await?;
    write(&browser, "#words-P4-6", "children say they are not safe").await?;
    browser
        .within(".rule-editor", "Choose what it looks at")
        .await?;
    choose(&browser, "#add-P4-6-0", "Pupil voice: do you feel safe").await?;
    choose(&browser, ".rule-editor [aria-label='How serious']", "high").await?;
    browser
        .within(
            ".rules-changes",
            "a new rule, “children say they are not safe”",
        )
        .await?;
    browser.click_text("button", "Done").await?;
    browser
        .within("#band-P4", "Safe, say pupils is high")
        .await?;

    // Who is asked for a second reader, and from where on.
    ensure!(chosen(&browser, "#second-reader").await? == "Priority 4");
    choose(
        &browser,
        "#second-reader",
        "Priority 3 and what is more serious",
    )
    .await?;
    let twice = "for Priority 3 and what is more serious, was for Priority 4";
    browser.within(".rules-changes", twice).await?;
    look_at(
        &browser,
        "rules-second-reader",
        ".second-reader",
        &mut faults,
    )
    .await?;

    // Its name and words.
    browser.click("#band-P1 .band-words summary").await?;
    write(&browser, "#word-P1", "Priority 2").await?;
    browser
        .within("#word-P1-problem", "another category has this name")
        .await?;
    let kept = browser.find("#word-P1").await?.prop("value").await?;
    ensure!(kept.as_deref() == Some("Priority 2"), "{kept:?}");
    write(&browser, "#word-P1", "Priority one").await?;
    browser.within("#band-P1 h2", "Priority one").await?;
    look_at(&browser, "rules-category-words", "#band-P1", &mut faults).await?;

    browser
        .find("#why")
        .await?
        .send_keys("Pupils told us what inspections did not.")
        .await?;
    browser.click(".rules-adopt button.primary").await?;
    browser.within(".rules-versions", "Version 6").await?;
    browser
        .within(".rules-versions", "children say they are not safe")
        .await?;
    let school = browser
        .school_url(&served.url("/schools"), "Millbeck Primary")
        .await?;
    browser.driver.goto(school).await?;
    browser.heading("Millbeck Primary").await?;
    browser
        .within(".indicator-section", "Pupil voice: do you feel safe")
        .await?;

    // In the next meeting it is asked, and counts once somebody says it.
    browser.sign_out().await?;
    browser.sit(&served, "Helen Marsh").await?;
    browser.driver.goto(served.url("/meetings")).await?;
    write(&browser, "#title", "Spring review").await?;
    browser.click_text("button", "Open the meeting").await?;
    browser.find("nav.agenda").await?;
    browser.click_text("a", "Bobbin Bank Primary").await?;
    browser.heading("Bobbin Bank Primary").await?;
    browser.row_says("pupil_voice_do", "not collected").await?;
    browser.type_value("pupil_voice_do", "65").await?;
    browser.row_settled("pupil_voice_do").await?;
    browser.row_says("pupil_voice_do", "High").await?;
    browser
        .within("main", "Children say they are not safe: ")
        .await?;
    browser.picture("meeting-own-indicator").await?;
    faults.add(
        "a meeting with an own indicator",
        browser.accessible().await,
    );
    browser.quit().await?;
    faults.none()
}

#[tokio::test]
async fn a_category_nobody_could_reach_is_refused_with_why_and_what_was_written_stays() -> Result<()>
{
    let served = Served::demo().await?;
    let browser = Browser::of(&served, "Pearl Okafor").await?;
    let mut faults = Faults::default();
    browser
        .driver
        .goto(served.url("/rules?at=the-categories"))
        .await?;
    browser.click("#rule-P1-0").await?;
    // Priority 1 asks less and less, until nothing would be left for priority 2.
    for place in [1, 2, 2] {
        let remove = format!(".rule-editor [aria-label='Remove condition {place}']");
        browser.click(&remove).await?;
        browser.settle().await?;
    }
    let asks = browser.find(".rule-asks").await?;
    let shown = asks.find_all(By::Css(".rule-condition")).await?.len();
    ensure!(shown == 1, "{shown} conditions");
    let how = ".rule-editor [aria-label='How serious']";
    ensure!(chosen(&browser, how).await? == "at low or better");
    let before = browser.find(".counts-table").await?.text().await?;
    choose(&browser, how, "at medium or better").await?;
    browser
        .within(
            ".rule-editor .field-problem",
            "Priority 2 cannot be reached: whatever is found",
        )
        .await?;
    ensure!(chosen(&browser, how).await? == "at medium or better");
    ensure!(browser.find(".counts-table").await?.text().await? == before);
    look_at(&browser, "rules-refused", "#band-P1", &mut faults).await?;

    // Somebody who goes on writing goes on from there; who does not, drops it.
    write(&browser, "#words-P1-0", "anything but high risk").await?;
    browser
        .within(".rule-editor .field-problem", "cannot be reached")
        .await?;
    browser
        .click_text("button", "Drop what is not tried")
        .await?;
    browser.gone(".rule-editor .field-problem").await?;
    ensure!(chosen(&browser, how).await? == "at low or better");
    browser.quit().await?;
    faults.none()
}

#[tokio::test]
async fn points_are_weighed_on_screen_and_every_school_is_counted_again() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::of(&served, "Helen Marsh").await?;
    let mut faults = Faults::default();
    browser
        .driver
        .goto(served.url("/rules?at=from-levels"))
        .await?;
    browser.find(".tally-table").await?;
    choose(&browser, "#start-from", "Opportunity Area literacy list").await?;
    browser.says("The most there can be is 8.").await?;
    write(&browser, "#weight-A3", "two").await?;
    browser.within("#weight-A3-problem", "whole number").await?;
    write(&browser, "#weight-A3", "2").await?;
    browser.says("The most there can be is 9.").await?;
    write(&browser, "#sum-L2", "2").await?;
    browser
        .within("#sum-L2-problem", "end before they begin")
        .await?;
    let kept = browser.find("#sum-L2").await?.prop("value").await?;
    ensure!(kept.as_deref() == Some("2"), "{kept:?}");
    look_at(&browser, "rules-points", ".rules-centre", &mut faults).await?;
    write(&browser, "#sum-L2", "5").await?;
    browser.gone("#sum-L2-problem").await?;
    browser.within(".rules-centre", "Points").await?;
    browser.quit().await?;
    faults.none()
}

#[tokio::test]
async fn what_was_decided_before_and_several_indicators_are_asked_without_a_form_of_code()
-> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::of(&served, "Pearl Okafor").await?;
    let mut faults = Faults::default();
    browser
        .driver
        .goto(served.url("/rules?at=the-categories"))
        .await?;
    choose(&browser, "#start-from", "Improving schools, primary").await?;
    browser.within("#band-W2", "Vulnerable").await?;
    browser.click("#rule-W2-1").await?;
    browser
        .within(".rule-editor", "it was last decided")
        .await?;
    let most = "#W2-1-0-on-track-at-no-more-than-so-many";
    write(&browser, most, "few").await?;
    browser
        .within(&format!("{most}-problem"), "whole number")
        .await?;
    write(&browser, most, "2").await?;
    look_at(&browser, "rules-before", "#band-W2", &mut faults).await?;
    browser.click_text("button", "Done").await?;
    browser
        .within("#band-W2", "on track at no more than two reviews in a row")
        .await?;

    browser.click("#rule-W3-0").await?;
    browser
        .click(".rule-editor [aria-label='Without Ofsted grade']")
        .await?;
    choose(&browser, "#add-W3-0-0", "Governance").await?;
    look_at(&browser, "rules-indicators", "#band-W3", &mut faults).await?;
    // It reads as the others do, and what one looks at is changed as easily.
    browser.within(".rule-editor", "any of").await?;
    choose(&browser, "#looks-W3-0-0", "The risk").await?;
    choose(&browser, "#looks-W3-0-0", "Indicators").await?;
    browser
        .within(".rule-editor", "Choose what it looks at")
        .await?;
    browser
        .click_text("button", "Drop what is not tried")
        .await?;
    browser.press(Key::Escape + "").await?;
    browser.quit().await?;
    faults.none()
}
