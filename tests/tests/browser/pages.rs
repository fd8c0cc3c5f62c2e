//! Every page, as each of the people who see it: no axe violation, nothing wider than the window, and
//! a picture to look at, light, dark, narrow and on paper.

use anyhow::{Context, Result};
use tests::browser::{Browser, LAPTOP, NARROW, PROJECTOR};
use tests::served::Served;

/// Faults of many pages are told together.
#[derive(Default)]
pub(crate) struct Faults(Vec<String>);

impl Faults {
    pub(crate) fn add(&mut self, what: &str, result: Result<()>) {
        if let Err(error) = result {
            self.0.push(format!("{what}: {error:#}"));
        }
    }

    pub(crate) fn none(self) -> Result<()> {
        anyhow::ensure!(self.0.is_empty(), "{}", self.0.join("\n\n"));
        Ok(())
    }
}

/// Looks at the page that is open in every way.
pub(crate) async fn look(browser: &Browser, name: &str, faults: &mut Faults) -> Result<()> {
    for (way, size, theme) in [
        ("light", LAPTOP, "light"),
        ("dark", LAPTOP, "dark"),
        ("narrow", NARROW, "light"),
    ] {
        browser.size(size).await?;
        browser.prefers(theme).await?;
        browser.settle().await?;
        let what = format!("{name}, {way}");
        browser.picture(&format!("{name}-{way}")).await?;
        faults.add(&what, browser.fits().await);
        faults.add(&what, browser.accessible().await);
    }
    browser.size((794, 1123)).await?;
    browser.media("print", "light").await?;
    browser.settle().await?;
    browser.picture(&format!("{name}-print")).await?;
    browser.media("", "light").await?;
    browser.size(LAPTOP).await
}

#[tokio::test]
async fn every_page_of_an_officer_is_accessible_and_fits() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::start().await?;
    let mut faults = Faults::default();
    browser.driver.goto(served.url("/sign-in")).await?;
    browser.find(".sign-in-people").await?;
    look(&browser, "sign-in", &mut faults).await?;
    browser.sit(&served, "Pearl Okafor").await?;
    for (name, page, there) in [
        ("today", "/", "main h1"),
        ("schools", "/schools", "main table tbody tr"),
        ("meetings", "/meetings", "main h1"),
        ("brokerage", "/brokerage", "main table"),
        ("leaders", "/leaders", "main table"),
        ("import", "/import", "main h1"),
    ] {
        browser.driver.goto(served.url(page)).await?;
        browser.find(there).await.with_context(|| name)?;
        look(&browser, name, &mut faults).await?;
    }
    let school = browser
        .school_url(&served.url("/schools"), "Millbeck Primary")
        .await?;
    browser.driver.goto(school).await?;
    browser.heading("Millbeck Primary").await?;
    look(&browser, "school", &mut faults).await?;
    browser.enter_meeting(&served, "Millbeck Primary").await?;
    look(&browser, "meeting-officer", &mut faults).await?;
    browser.quit().await?;
    faults.none()
}

#[tokio::test]
async fn the_public_page_of_the_rules_is_accessible_and_fits() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::start().await?;
    let mut faults = Faults::default();
    browser.driver.goto(served.url("/method/999")).await?;
    browser.find("main h1").await?;
    look(&browser, "method", &mut faults).await?;
    browser.quit().await?;
    faults.none()
}

#[tokio::test]
async fn the_meeting_and_its_projector_are_accessible_and_fit() -> Result<()> {
    let served = Served::demo().await?;
    let browser = Browser::in_the_meeting(&served, "Helen Marsh").await?;
    let mut faults = Faults::default();
    browser.settle().await?;
    browser.readme_picture("meeting").await?;
    look(&browser, "meeting", &mut faults).await?;
    let address = browser.driver.current_url().await?;
    let projector = format!(
        "{}/projector",
        address.as_str().split('?').next().unwrap_or_default()
    );
    browser.driver.goto(projector).await?;
    browser.within(".wall h1", "Millbeck Primary").await?;
    browser.within(".wall-foot", "Live").await?;
    browser.size(PROJECTOR).await?;
    browser.settle().await?;
    browser.picture("projector").await?;
    faults.add("projector", browser.accessible().await);
    browser.quit().await?;
    faults.none()
}

#[tokio::test]
async fn every_role_lands_on_a_page_of_its_own_and_is_offered_nothing_it_may_not_do() -> Result<()>
{
    let served = Served::demo().await?;
    let browser = Browser::start().await?;
    let mut faults = Faults::default();
    for (name, sees, never) in [
        ("Imran Siddle", "Brokerage", "Meetings"),
        ("Rashida Dalal", "Schools", "Import"),
    ] {
        browser.sit(&served, name).await?;
        let bar = browser.find("header").await?.text().await?;
        anyhow::ensure!(
            bar.contains(sees) && !bar.contains(never),
            "{name} is offered: {bar}"
        );
        faults.add(name, browser.accessible().await);
        browser
            .picture(&format!(
                "today-{}",
                name.split(' ').next().unwrap_or_default().to_lowercase()
            ))
            .await?;
        browser
            .find_text("button", "Sign out")
            .await?
            .click()
            .await?;
        browser.says("Sign in").await?;
    }
    browser.quit().await?;
    faults.none()
}
