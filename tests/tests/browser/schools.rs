//! Schools: the table, the same list as a map, and one school on a page.

use std::time::Duration;

use anyhow::{Result, ensure};
use tests::browser::{Browser, PROJECTOR};
use tests::served::Served;
use thirtyfour::{By, Key};

use crate::pages::{Faults, look};

#[tokio::test]
async fn pages_of_schools_are_accessible_and_fit() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::of(&served, "Pearl Okafor").await?;
    let mut faults = Faults::default();
    for (name, page, there) in [
        ("schools", "/schools", "main table tbody tr"),
        ("schools-map", "/schools?view=map", ".map-ways a"),
        ("leaders", "/leaders", "main table"),
        ("brokerage", "/brokerage", "main table"),
    ] {
        browser.driver.goto(served.url(page)).await?;
        browser.find(there).await?;
        wide(&browser, name, &mut faults).await?;
    }
    let school = browser
        .school_url(&served.url("/schools"), "Millbeck Primary")
        .await?;
    browser.driver.goto(school).await?;
    browser.heading("Millbeck Primary").await?;
    wide(&browser, "school", &mut faults).await?;
    browser.quit().await?;
    faults.none()
}

/// Looks at the page in every way, and as large as a projector shows it; the whole of it, too.
pub async fn wide(browser: &Browser, name: &str, faults: &mut Faults) -> Result<()> {
    look(browser, name, faults).await?;
    browser.size(PROJECTOR).await?;
    browser.settle().await?;
    faults.add(&format!("{name}, projector"), browser.fits().await);
    browser.picture(&format!("{name}-projector")).await?;
    for (way, width) in [("long", 1440), ("long-narrow", 320)] {
        browser.size((width, 2600)).await?;
        browser.settle().await?;
        browser.picture(&format!("{name}-{way}")).await?;
    }
    browser.size(tests::browser::LAPTOP).await
}

#[tokio::test]
async fn the_map_is_the_same_list_and_is_walked_from_the_keyboard() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::of(&served, "Pearl Okafor").await?;
    browser.driver.goto(served.url("/schools?band=3")).await?;
    browser.find(".school-table tbody tr").await?;
    let rows = browser
        .driver
        .find_all(By::Css(".school-table tbody tr"))
        .await?
        .len();
    browser.press("m").await?;
    browser.find(".map-ways a").await?;
    let ways = browser.driver.find_all(By::Css(".map-ways a")).await?.len();
    ensure!(
        rows == ways && rows > 2,
        "{rows} rows are {ways} on the map"
    );
    let address = browser.driver.current_url().await?;
    ensure!(address.as_str().contains("view=map"), "{address}");
    ensure!(address.as_str().contains("band=3"), "{address}");
    let stops = browser
        .driver
        .find_all(By::Css(".map-ways a[tabindex='0']"))
        .await?;
    ensure!(stops.len() == 1, "{} stops for Tab", stops.len());
    stops[0].focus().await?;
    let first = browser.focused().await?;
    let mut second = first.clone();
    for arrow in [Key::Right, Key::Left, Key::Down, Key::Up] {
        browser.press(arrow + "").await?;
        second = browser.focused().await?;
        if second != first {
            break;
        }
    }
    ensure!(second != first, "arrows stay at {first}");
    ensure!(second.contains("Priority 4"), "says where it is: {second}");
    browser.picture("schools-map-walked").await?;
    browser.press(Key::Enter + "").await?;
    let name = second.split(" Priority").next().unwrap_or_default();
    browser.heading(name.trim()).await?;
    browser.quit().await
}

#[tokio::test]
async fn sorting_and_filtering_every_column_are_at_once() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::of(&served, "Pearl Okafor").await?;
    browser
        .driver
        .goto(served.url("/schools?columns=all"))
        .await?;
    browser.find(".school-table tbody tr").await?;
    let everything = rows(&browser).await?;
    for (what, act) in [
        (
            "sort by name",
            "document.querySelector('th.name button').click()",
        ),
        (
            "sort by roll",
            "document.querySelector('th.roll button').click()",
        ),
        (
            "sort by absence",
            "document.querySelector('th.absence button').click()",
        ),
        (
            "find “mill”",
            "const find = document.getElementById('find'); find.value = 'mill'; find.dispatchEvent(new Event('input', { bubbles: true }))",
        ),
        (
            "find nothing",
            "const find = document.getElementById('find'); find.value = ''; find.dispatchEvent(new Event('input', { bubbles: true }))",
        ),
    ] {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             const began = performance.now();
             {act};
             requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));"
        );
        let took: f64 = browser
            .driver
            .execute_async(script, Vec::new())
            .await?
            .convert()?;
        println!("{what}: {took:.0} ms to the next frame");
        let fewer = what == "find “mill”";
        let mut found = 0;
        for _ in 0..50 {
            found = rows(&browser).await?;
            if (found < everything) == fewer {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        ensure!(
            found > 0 && (found < everything) == fewer,
            "{what} leaves {found} of {everything}"
        );
    }
    browser.quit().await
}

async fn rows(browser: &Browser) -> Result<usize> {
    Ok(browser
        .driver
        .find_all(By::Css(".school-table tbody tr"))
        .await?
        .len())
}

#[tokio::test]
async fn every_chart_of_a_school_is_a_table_too_and_a_broker_is_sent_none() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::of(&served, "Pearl Okafor").await?;
    let school = browser
        .school_url(&served.url("/schools"), "Millbeck Primary")
        .await?;
    browser.driver.goto(school.as_str()).await?;
    browser
        .within(".course h2", "now suggested Priority 3")
        .await?;
    for chart in [".course", ".support", ".years-chart"] {
        browser
            .find(&format!("{chart} .section-head button"))
            .await?
            .click()
            .await?;
        browser.find(&format!("{chart} table tbody tr")).await?;
    }
    browser
        .within(".course table", "Head not yet in post.")
        .await?;
    browser.within(".years-chart table", "suppressed").await?;
    browser
        .find_text("button", "Sign out")
        .await?
        .click()
        .await?;
    browser.says("Sign in").await?;
    browser.sit(&served, "Imran Siddle").await?;
    browser.driver.goto(school.as_str()).await?;
    browser.heading("Millbeck Primary").await?;
    browser.says("not yours to see").await?;
    let text = browser.text().await?;
    ensure!(
        !text.contains("Priority") && !text.contains("suggested"),
        "a broker reads: {text}"
    );
    browser.quit().await
}
