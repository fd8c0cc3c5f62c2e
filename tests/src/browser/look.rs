//! The page as it is looked at: how large, light or dark, on paper; its picture; whether everybody can use it.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::Browser;

/// How large a window is, CSS pixels.
pub const LAPTOP: (u32, u32) = (1440, 900);
pub const NARROW: (u32, u32) = (320, 900);
pub const PROJECTOR: (u32, u32) = (1280, 720);

impl Browser {
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

    /// Keeps a picture of the page below the folder of pictures.
    pub async fn picture(&self, name: &str) -> Result<()> {
        let folder = pictures();
        std::fs::create_dir_all(&folder)?;
        self.driver
            .screenshot(&folder.join(format!("{name}.png")))
            .await?;
        Ok(())
    }

    /// Makes the picture the README shows, so that it cannot go stale. CI writes nothing: there it must be
    /// in place. Either way the run says where it had become another picture.
    ///
    /// # Errors
    /// When the picture is missing in CI, or cannot be written.
    pub async fn readme_picture(&self, name: &str) -> Result<()> {
        let path = crate::here().join("pictures").join(format!("{name}.png"));
        let now = self.driver.screenshot_as_png().await?;
        let before = std::fs::metadata(&path).map_or(0, |file| file.len());
        let size = u64::try_from(now.len())?;
        if size.abs_diff(before) > before / 5 {
            // Past the test's own capture: a test that passes is to be heard here.
            writeln!(
                std::io::stderr(),
                "{}: {} kB before, {} kB now. Look at it.",
                path.display(),
                before / 1024,
                size / 1024
            )?;
        }
        if std::env::var_os("ALONGSIDE_CI").is_none() {
            std::fs::write(&path, now).with_context(|| path.display().to_string())?;
        } else if before == 0 {
            bail!(
                "{} is missing: run the tests here and commit it",
                path.display()
            );
        }
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

/// Where pictures go: beside the build, or where ALONGSIDE_PICTURES says.
pub fn pictures() -> PathBuf {
    std::env::var("ALONGSIDE_PICTURES").map_or_else(
        |_| {
            std::env::var("CARGO_TARGET_DIR")
                .map_or_else(|_| crate::here().join("../target"), PathBuf::from)
                .join("pictures")
        },
        PathBuf::from,
    )
}
