//! What stands between a person and the server: a line that is down, slow, or lets only some of it through,
//! and a slow machine.

use anyhow::Result;
use thirtyfour::cdp::domains::network::NetworkConditions;

use super::Browser;

impl Browser {
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

    /// A processor so many times slower than this machine's; 1 is its own.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn slowed(&self, times: u32) -> Result<()> {
        self.cdp(
            "Emulation.setCPUThrottlingRate",
            serde_json::json!({ "rate": times }),
        )
        .await
    }

    /// Lets nothing through whose address matches one of these patterns, as some networks do.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn hold_back(&self, patterns: &[&str]) -> Result<()> {
        self.driver.cdp().network().enable().await?;
        self.cdp(
            "Network.setBlockedURLs",
            serde_json::json!({ "urls": patterns }),
        )
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
}
