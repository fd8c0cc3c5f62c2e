//! What a hand does on the pages of rules, and how they are looked at.

use anyhow::{Context, Result};
use tests::browser::{Browser, LAPTOP, NARROW};
use thirtyfour::components::SelectElement;
use thirtyfour::{By, Key, WebElement};

use crate::pages::Faults;

const WALL: (u32, u32) = (1920, 1080);

/// Takes an option of a list as a person does.
pub async fn choose(browser: &Browser, css: &str, words: &str) -> Result<()> {
    let list = SelectElement::new(&browser.find(css).await?).await?;
    list.select_by_exact_text(words)
        .await
        .with_context(|| format!("{words} in {css}"))?;
    Ok(())
}

pub async fn chosen(browser: &Browser, css: &str) -> Result<String> {
    let list = SelectElement::new(&browser.find(css).await?).await?;
    Ok(list.first_selected_option().await?.text().await?)
}

/// Writes over what stands in a field and leaves it.
pub async fn write(browser: &Browser, css: &str, words: &str) -> Result<()> {
    let field = browser.find(css).await?;
    field.send_keys(Key::Control + "a").await?;
    field.send_keys(words + Key::Tab).await?;
    Ok(())
}

pub async fn movers(browser: &Browser) -> Result<Vec<WebElement>> {
    Ok(browser
        .driver
        .find_all(By::Css(".moved-table tbody th a"))
        .await?)
}

/// The id of what has the focus.
pub async fn focused(browser: &Browser) -> Result<String> {
    let element = browser.driver.active_element().await?;
    Ok(element.attr("id").await?.unwrap_or_default())
}

/// Looks at a part of the page in every way.
pub async fn look_at(browser: &Browser, name: &str, css: &str, faults: &mut Faults) -> Result<()> {
    for (way, size, theme) in [
        ("light", LAPTOP, "light"),
        ("dark", LAPTOP, "dark"),
        ("narrow", NARROW, "light"),
        ("wall", WALL, "light"),
    ] {
        browser.size(size).await?;
        browser.prefers(theme).await?;
        browser.settle().await?;
        browser
            .driver
            .execute(
                "document.querySelector(arguments[0]).scrollIntoView({ block: 'start', behavior: 'instant' })",
                vec![css.into()],
            )
            .await?;
        browser.picture(&format!("{name}-{way}")).await?;
        let what = format!("{name}, {way}");
        faults.add(&what, browser.fits().await);
        faults.add(&what, browser.accessible().await);
    }
    browser.size(LAPTOP).await
}
