//! A real browser, driven as a person drives one: by what is on the screen and by the keyboard.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use thirtyfour::cdp::domains::network::NetworkConditions;
use thirtyfour::prelude::*;

/// One window of Chromium, in a profile of its own.
pub struct Browser {
    pub driver: WebDriver,
    service: Child,
}

/// How large a window is, CSS pixels.
pub const LAPTOP: (u32, u32) = (1440, 900);
pub const NARROW: (u32, u32) = (320, 900);
pub const PROJECTOR: (u32, u32) = (1280, 720);

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
            "--window-size=1440,900",
        ] {
            capabilities.add_arg(argument)?;
        }
        let url = format!("http://127.0.0.1:{port}");
        for _ in 0..100 {
            if let Ok(driver) = WebDriver::new(&url, capabilities.clone()).await {
                let browser = Self { driver, service };
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
    pub async fn quit(mut self) -> Result<()> {
        self.driver.clone().quit().await?;
        self.service.kill()?;
        self.service.wait()?;
        Ok(())
    }

    /// Makes the page this large, whatever the window's own least width is.
    pub async fn size(&self, (width, height): (u32, u32)) -> Result<()> {
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            serde_json::json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
        )
        .await
    }

    /// "light" or "dark", as the reader's system prefers.
    pub async fn prefers(&self, theme: &str) -> Result<()> {
        self.media("", theme).await
    }

    /// As it would be on paper ("print") or on screen ("").
    pub async fn media(&self, media: &str, theme: &str) -> Result<()> {
        self.cdp(
            "Emulation.setEmulatedMedia",
            serde_json::json!({ "media": media, "features": [
                { "name": "prefers-color-scheme", "value": theme },
                { "name": "prefers-reduced-motion", "value": "reduce" },
            ]}),
        )
        .await
    }

    async fn cdp(&self, command: &str, params: serde_json::Value) -> Result<()> {
        self.driver.cdp().send_raw(command, params).await?;
        Ok(())
    }

    /// Pulls the plug, or puts it back.
    pub async fn offline(&self, offline: bool) -> Result<()> {
        self.line(NetworkConditions {
            offline,
            ..NetworkConditions::default()
        })
        .await
    }

    /// A line of so many kilobits a second each way, and so many milliseconds.
    pub async fn throttle(&self, kilobits: i32, latency: u32) -> Result<()> {
        let throughput = kilobits * 125;
        self.line(NetworkConditions {
            latency,
            download_throughput: throughput,
            upload_throughput: throughput,
            ..NetworkConditions::default()
        })
        .await
    }

    /// Empties the browser's cache of files; who is signed in stays so.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn forget_files(&self) -> Result<()> {
        self.cdp("Network.clearBrowserCache", serde_json::json!({}))
            .await
    }

    async fn line(&self, conditions: NetworkConditions) -> Result<()> {
        let cdp = self.driver.cdp();
        cdp.network().enable().await?;
        cdp.network().emulate_network_conditions(conditions).await?;
        Ok(())
    }

    /// The first element a CSS selector finds, waited for.
    ///
    /// # Errors
    /// When there is none within ten seconds; says what the page shows instead.
    pub async fn find(&self, css: &str) -> Result<WebElement> {
        let found = self
            .driver
            .query(By::Css(css))
            .wait(Duration::from_secs(10), Duration::from_millis(50))
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
    /// When there is none within ten seconds.
    pub async fn find_text(&self, tag: &str, text: &str) -> Result<WebElement> {
        let path = format!(
            "//{tag}[normalize-space(.)=\"{text}\" or contains(normalize-space(.), \"{text}\")]"
        );
        let found = self
            .driver
            .query(By::XPath(path.as_str()))
            .wait(Duration::from_secs(10), Duration::from_millis(50))
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

    /// All the text of the page.
    pub async fn text(&self) -> Result<String> {
        Ok(self.driver.find(By::Css("body")).await?.text().await?)
    }

    /// Waits until the page says this.
    ///
    /// # Errors
    /// When it does not within fifteen seconds.
    pub async fn says(&self, words: &str) -> Result<()> {
        for _ in 0..150 {
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
    /// When it does not within fifteen seconds.
    pub async fn heading(&self, words: &str) -> Result<()> {
        self.within("main h1", words).await
    }

    /// Waits until this part of the page says this.
    ///
    /// # Errors
    /// When it does not within fifteen seconds.
    pub async fn within(&self, css: &str, words: &str) -> Result<()> {
        let mut said = String::new();
        for _ in 0..150 {
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
    /// When it does not within fifteen seconds.
    pub async fn row_says(&self, indicator: &str, words: &str) -> Result<()> {
        self.within(&format!("tr:has(#value-{indicator})"), words)
            .await
    }

    /// Waits until nothing of an indicator's row is on its way any more.
    ///
    /// # Errors
    /// When it still is after fifteen seconds.
    pub async fn row_settled(&self, indicator: &str) -> Result<()> {
        for _ in 0..150 {
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
        self.find(&format!("#value-{indicator}"))
            .await?
            .click()
            .await?;
        let field = self.find(".number-editor input").await?;
        field.clear().await?;
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

    /// Takes WebAssembly away from every page opened from now on.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn without_wasm(&self) -> Result<()> {
        self.cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            serde_json::json!({ "source": "delete window.WebAssembly" }),
        )
        .await
    }

    /// Keeps a picture of the page below the folder of pictures.
    pub async fn picture(&self, name: &str) -> Result<()> {
        let folder = pictures();
        std::fs::create_dir_all(&folder)?;
        self.driver
            .screenshot(&folder.join(format!("{name}.png")))
            .await?;
        Ok(())
    }

    /// Every violation axe-core finds on the page, of any impact.
    ///
    /// # Errors
    /// When there is one, each with the rule, the place and what to do.
    pub async fn accessible(&self) -> Result<()> {
        let path = std::env::var("ALONGSIDE_AXE").context("ALONGSIDE_AXE names axe.min.js")?;
        let source = std::fs::read_to_string(path)?;
        self.driver.execute(source, Vec::new()).await?;
        let result = self
            .driver
            .execute_async(
                "const done = arguments[arguments.length - 1];
                 axe.run(document, { resultTypes: ['violations'] }).then(
                   (found) => done(found.violations.map((one) =>
                     one.id + ' (' + one.impact + '): ' + one.help + '\\n' +
                     one.nodes.slice(0, 4).map((node) => '    ' + node.html.slice(0, 200) + '\\n      ' + (node.any.concat(node.all, node.none)[0] || {}).message).join('\\n'))),
                   (error) => done(['axe: ' + error]));",
                Vec::new(),
            )
            .await?;
        let violations: Vec<String> = result.convert()?;
        if violations.is_empty() {
            Ok(())
        } else {
            bail!(
                "{} at {}:\n{}",
                "axe",
                self.driver.current_url().await?,
                violations.join("\n")
            )
        }
    }

    /// Nothing runs out of the page sideways.
    ///
    /// # Errors
    /// When the page is wider than its window.
    pub async fn fits(&self) -> Result<()> {
        let wide = self
            .driver
            .execute("return document.documentElement.scrollWidth - document.documentElement.clientWidth", Vec::new())
            .await?
            .convert::<i64>()?;
        if wide > 1 {
            bail!(
                "{} is {wide} px wider than the window",
                self.driver.current_url().await?
            );
        }
        Ok(())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A test that failed leaves no driver behind; one that ended well has none.
        let _ = self.service.kill();
    }
}

/// Where pictures go: beside the build, or where ALONGSIDE_PICTURES says.
pub fn pictures() -> PathBuf {
    std::env::var("ALONGSIDE_PICTURES").map_or_else(
        |_| {
            std::env::var("CARGO_TARGET_DIR")
                .map_or_else(
                    |_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target"),
                    PathBuf::from,
                )
                .join("pictures")
        },
        PathBuf::from,
    )
}
