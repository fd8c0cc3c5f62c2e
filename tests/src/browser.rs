//! A real browser, driven as a person drives one: by what is on the screen and by the keyboard.

mod line;
mod look;
mod seat;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use thirtyfour::prelude::*;

/// How long something may take to show: long, as two cores run two browsers, a server and its database.
const PATIENCE: Duration = Duration::from_secs(30);

/// One window of Chromium, in a profile of its own.
pub struct Browser {
    pub driver: WebDriver,
    service: Child,
    port: u16,
}

pub use look::{LAPTOP, NARROW, PROJECTOR, pictures};

impl Browser {
    /// Starts a driver and a window.
    ///
    /// # Errors
    /// When Chromium or its driver is missing or does not start within 20 seconds.
    pub async fn start() -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let driver_path =
            std::env::var("ALONGSIDE_CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let mut service = Command::new(&driver_path)
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{driver_path} did not start: install chromium-driver"))?;
        let mut capabilities = DesiredCapabilities::chrome();
        if let Ok(binary) = std::env::var("ALONGSIDE_CHROMIUM") {
            capabilities.set_binary(&binary)?;
        }
        for argument in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--force-prefers-reduced-motion",
            "--hide-scrollbars",
            "--window-size=1440,900",
        ] {
            capabilities.add_arg(argument)?;
        }
        let url = format!("http://127.0.0.1:{port}");
        for _ in 0..100 {
            if let Ok(driver) = WebDriver::new(&url, capabilities.clone()).await {
                let browser = Self {
                    driver,
                    service,
                    port,
                };
                browser.size(LAPTOP).await?;
                return Ok(browser);
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        service.kill()?;
        bail!("Chromium did not start")
    }

    /// Ends the session and the driver.
    ///
    /// # Errors
    /// When the driver is gone already.
    pub async fn quit(self) -> Result<()> {
        self.driver.clone().quit().await?;
        Ok(())
    }

    fn close_window(&self) -> Result<()> {
        let mut line = TcpStream::connect(("127.0.0.1", self.port))?;
        line.set_read_timeout(Some(Duration::from_secs(10)))?;
        write!(
            line,
            "DELETE /session/{} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
            self.driver.session_id()
        )?;
        line.read_to_string(&mut String::new())?;
        Ok(())
    }

    async fn cdp(&self, command: &str, params: serde_json::Value) -> Result<()> {
        self.driver.cdp().send_raw(command, params).await?;
        Ok(())
    }

    /// The first element a CSS selector finds, waited for.
    ///
    /// # Errors
    /// When there is none in time; says what the page shows instead.
    pub async fn find(&self, css: &str) -> Result<WebElement> {
        let found = self
            .driver
            .query(By::Css(css))
            .wait(PATIENCE, Duration::from_millis(50))
            .first()
            .await;
        match found {
            Ok(element) => Ok(element),
            Err(_) => bail!("no {css} on the page, which says:\n{}", self.text().await?),
        }
    }

    /// The first element holding exactly this text, waited for.
    ///
    /// # Errors
    /// When there is none in time.
    pub async fn find_text(&self, tag: &str, text: &str) -> Result<WebElement> {
        let path = format!(
            "//{tag}[normalize-space(.)=\"{text}\" or contains(normalize-space(.), \"{text}\")]"
        );
        let found = self
            .driver
            .query(By::XPath(path.as_str()))
            .wait(PATIENCE, Duration::from_millis(50))
            .first()
            .await;
        match found {
            Ok(element) => Ok(element),
            Err(_) => bail!(
                "no {tag} saying “{text}” on the page, which says:\n{}",
                self.text().await?
            ),
        }
    }

    /// Presses on the first element a CSS selector finds, in the middle of the window: as a person does who
    /// scrolls a thing out from under what stands at the edges.
    ///
    /// # Errors
    /// When there is none, or it cannot be pressed.
    pub async fn click(&self, css: &str) -> Result<()> {
        self.press_on(self.find(css).await?).await
    }

    /// Presses on the first element of a kind that says this.
    ///
    /// # Errors
    /// When there is none, or it cannot be pressed.
    pub async fn click_text(&self, tag: &str, text: &str) -> Result<()> {
        self.press_on(self.find_text(tag, text).await?).await
    }

    async fn press_on(&self, element: WebElement) -> Result<()> {
        self.driver
            .execute(
                "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })",
                vec![element.to_json()?],
            )
            .await?;
        element.click().await?;
        Ok(())
    }

    /// All the text of the page.
    pub async fn text(&self) -> Result<String> {
        Ok(self.driver.find(By::Css("body")).await?.text().await?)
    }

    /// Waits until the page says this.
    ///
    /// # Errors
    /// When it does not in time.
    pub async fn says(&self, words: &str) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if self.text().await.is_ok_and(|text| text.contains(words)) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bail!(
            "the page never said “{words}”, but:\n{}",
            self.text().await?
        )
    }

    /// Presses keys where the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        self.driver.action_chain().send_keys(keys).perform().await?;
        Ok(())
    }

    /// Presses a key with Shift held.
    pub async fn press_shifted(&self, key: char) -> Result<()> {
        self.driver
            .action_chain()
            .key_down(Key::Shift)
            .send_keys(key.to_string())
            .key_up(Key::Shift)
            .perform()
            .await?;
        Ok(())
    }

    /// Loads the page again, whatever it asks before it is left.
    pub async fn load_again(&self) -> Result<()> {
        self.driver.refresh().await.ok();
        // A page with changes waiting asks first; it is answered yes.
        self.driver.accept_alert().await.ok();
        Ok(())
    }

    /// What has the focus, as its accessible text or value.
    pub async fn focused(&self) -> Result<String> {
        let element = self.driver.active_element().await?;
        let text = element.text().await?;
        Ok(if text.is_empty() {
            element.attr("aria-label").await?.unwrap_or_default()
        } else {
            text
        })
    }

    /// Waits until the page's heading says this.
    ///
    /// # Errors
    /// When it does not in time.
    pub async fn heading(&self, words: &str) -> Result<()> {
        self.within("main h1", words).await
    }

    /// Waits until this part of the page says this.
    ///
    /// # Errors
    /// When it does not in time.
    pub async fn within(&self, css: &str, words: &str) -> Result<()> {
        let mut said = String::new();
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            for element in self.driver.find_all(By::Css(css)).await? {
                said = element.text().await.unwrap_or_default();
                if said.contains(words) {
                    return Ok(());
                }
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bail!(
            "{css} never said “{words}”, but:\n{said}\nand the page:\n{}",
            self.text().await?
        )
    }

    /// Waits until the row of an indicator says this.
    ///
    /// # Errors
    /// When it does not in time.
    pub async fn row_says(&self, indicator: &str, words: &str) -> Result<()> {
        self.within(&format!("tr:has(#value-{indicator})"), words)
            .await
    }

    /// Waits until the row of an indicator that can no longer be changed says this.
    ///
    /// # Errors
    /// When it does not in time.
    pub async fn row_of(&self, indicator: &str, words: &str) -> Result<()> {
        self.within(&format!("tr:has(#source-{indicator})"), words)
            .await
    }

    /// Waits until there is no such element.
    ///
    /// # Errors
    /// When there still is after that time.
    pub async fn gone(&self, css: &str) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if self.driver.find_all(By::Css(css)).await?.is_empty() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bail!("{css} is still there, on the page:\n{}", self.text().await?)
    }

    /// Signs out and waits until that is so.
    ///
    /// # Errors
    /// When nobody was signed in.
    pub async fn sign_out(&self) -> Result<()> {
        self.find_text("button", "Sign out").await?.click().await?;
        self.find(".sign-in-people").await?;
        Ok(())
    }

    /// Waits until nothing of an indicator's row is on its way any more.
    ///
    /// # Errors
    /// When it still is after that time.
    pub async fn row_settled(&self, indicator: &str) -> Result<()> {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            let row = self.find(&format!("tr:has(#value-{indicator})")).await?;
            if row.attr("data-state").await?.as_deref() != Some("pending") {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bail!("the value of {indicator} is still on its way")
    }

    /// Changes a measured value by typing.
    ///
    /// # Errors
    /// When there is no such value to change.
    pub async fn type_value(&self, indicator: &str, number: &str) -> Result<()> {
        self.click(&format!("#value-{indicator}")).await?;
        // What is there is selected, so that typing takes its place.
        let field = self.find(".number-editor input").await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(number).await?;
        field.send_keys(Key::Enter + "").await?;
        Ok(())
    }

    /// The address of a school's page, found in the table of schools.
    ///
    /// # Errors
    /// When the table has no such school.
    pub async fn school_url(&self, schools: &str, name: &str) -> Result<String> {
        self.driver
            .goto(format!("{schools}?find={}", name.replace(' ', "+")))
            .await?;
        let link = self.find_text("a", name).await?;
        link.prop("href").await?.context("a link has an address")
    }

    /// The plan as the table has it: school and leader of each need.
    ///
    /// # Errors
    /// When there is no plan on the page.
    pub async fn plan(&self) -> Result<Vec<String>> {
        let rows = self
            .driver
            .execute(
                "return Array.from(document.querySelectorAll('tr.need-row'), (row) =>
                   [row.querySelector('.school'), row.querySelector('.area'), row.querySelector('.leader-name')]
                     .map((cell) => cell ? cell.textContent.trim() : 'nobody').join(', '))",
                Vec::new(),
            )
            .await?;
        Ok(rows.convert()?)
    }

    /// Lets two frames pass, so that what was just changed is drawn.
    ///
    /// # Errors
    /// When the page is gone.
    pub async fn settle(&self) -> Result<()> {
        self.driver
            .execute_async(
                "const done = arguments[arguments.length - 1];
                 requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true), 60)));",
                Vec::new(),
            )
            .await?;
        Ok(())
    }
}

impl Drop for Browser {
    /// A test that failed leaves neither driver nor Chromium behind. Asked for by hand: the driver's own way
    /// needs the runtime that is just being torn down, and waits two minutes for it.
    fn drop(&mut self) {
        if self.driver.clone().leak().is_ok() {
            let _ = self.close_window();
        }
        let _ = self.service.kill();
        let _ = self.service.wait();
    }
}
