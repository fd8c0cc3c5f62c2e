//! Taking a made-up person's chair, as a visitor does.

use anyhow::Result;

use super::Browser;
use crate::served::Served;

impl Browser {
    /// A window of somebody who is signed in.
    ///
    /// # Errors
    /// When Chromium does not start, or nobody has that name.
    pub async fn of(served: &Served, name: &str) -> Result<Self> {
        let browser = Self::start().await?;
        browser.sit(served, name).await?;
        Ok(browser)
    }

    /// A window of somebody in this term's meeting of the Upper Vale, at Millbeck Primary.
    ///
    /// # Errors
    /// As [`Browser::of`], or when the meeting is not theirs.
    pub async fn in_the_meeting(served: &Served, name: &str) -> Result<Self> {
        let browser = Self::of(served, name).await?;
        browser.enter_meeting(served, "Millbeck Primary").await?;
        Ok(browser)
    }

    /// Takes the chair of a made-up person, by the one click a visitor makes.
    ///
    /// # Errors
    /// When nobody has that name.
    pub async fn sit(&self, served: &Served, name: &str) -> Result<()> {
        self.driver.goto(served.url("/sign-in")).await?;
        self.find(".sign-in-people").await?;
        // Those behind "more people" are listed too.
        self.driver
            .execute("document.querySelectorAll('.sign-in-people details').forEach((one) => one.open = true)", Vec::new())
            .await?;
        self.find_text("button", name).await?.click().await?;
        self.says("Sign out").await?;
        self.find("main:not(:has(.sign-in-people)) h1").await?;
        Ok(())
    }

    /// Opens this term's meeting of the Upper Vale at a school.
    ///
    /// # Errors
    /// When it is not theirs to see, or has no such school.
    pub async fn enter_meeting(&self, served: &Served, school: &str) -> Result<()> {
        self.driver.goto(served.url("/meetings")).await?;
        self.find_text("a", "Upper Vale").await?.click().await?;
        self.find("nav.agenda").await?;
        self.find_text("a", school).await?.click().await?;
        self.heading(school).await
    }
}
