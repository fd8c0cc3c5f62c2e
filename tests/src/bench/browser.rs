//! The same work in Chromium: a page on loopback that loads the domain's wasm and holds the watch.

use std::path::PathBuf;

use anyhow::{Context, Result};
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;

use crate::browser::Browser;

/// The page, open.
pub struct Page {
    browser: Browser,
    server: tokio::task::JoinHandle<()>,
}

const HTML: &str = "<!doctype html><meta charset=utf-8><title>bench</title><script type=module src=/bench.js></script>";
const SCRIPT: &str = "
import init, { England, Task, Ways } from '/in_browser.js';
await init({ module_or_path: '/in_browser_bg.wasm' });
const middle = (times) => times.sort((a, b) => a - b)[times.length >> 1];
const timed = (times, work) => {
  let result, took = [];
  for (let at = 0; at < times; at++) { const start = performance.now(); result = work(); took.push(performance.now() - start); }
  return [middle(took), result];
};
let england;
window.bench = {
  load: (json) => { england = England.read(json); },
  categorise: (times) => timed(times, () => england.categorise()),
  ways: (times) => { const ways = Ways.made(); return [...timed(times, () => ways.all()), ways.count()]; },
  solve: (json, times) => { const task = Task.read(json); return timed(times, () => task.solve()); },
};
document.title = 'ready';
";

impl Page {
    /// Starts Chromium on the page; the wasm is in the folder `cargo xtask bench` names.
    ///
    /// # Errors
    /// When the wasm was not built or Chromium does not start.
    pub async fn open() -> Result<Self> {
        let folder = PathBuf::from(
            std::env::var("ALONGSIDE_BENCH")
                .context("run `cargo xtask bench`: it builds the wasm")?,
        );
        let script = std::fs::read(folder.join("in_browser.js"))?;
        let wasm = std::fs::read(folder.join("in_browser_bg.wasm"))?;
        let answer = |kind: &'static str, body: Vec<u8>| {
            get(move || {
                let body = body.clone();
                async move { ([(CONTENT_TYPE, kind)], body) }
            })
        };
        let app = Router::new()
            .route("/", answer("text/html", HTML.into()))
            .route("/bench.js", answer("text/javascript", SCRIPT.into()))
            .route("/in_browser.js", answer("text/javascript", script))
            .route("/in_browser_bg.wasm", answer("application/wasm", wasm));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let server = tokio::spawn(async move {
            let _ = axum::serve(listener, app).await;
        });
        let browser = Browser::start().await?;
        browser.driver.goto(format!("http://{address}/")).await?;
        for _ in 0..100 {
            if browser.driver.title().await? == "ready" {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        Ok(Self { browser, server })
    }

    pub async fn load_england(&self, json: &str) -> Result<()> {
        self.browser
            .driver
            .execute("window.bench.load(arguments[0])", vec![json.into()])
            .await?;
        Ok(())
    }

    /// Median milliseconds of so many runs, and what came of the last.
    pub async fn categorise(&self, times: u32) -> Result<(f64, String)> {
        let answer = self
            .browser
            .driver
            .execute(
                "return window.bench.categorise(arguments[0])",
                vec![times.into()],
            )
            .await?;
        Ok(answer.convert()?)
    }

    /// The same for what would move a school; and of how many schools.
    pub async fn ways(&self, times: u32) -> Result<(f64, String, f64)> {
        let answer = self
            .browser
            .driver
            .execute("return window.bench.ways(arguments[0])", vec![times.into()])
            .await?;
        Ok(answer.convert()?)
    }

    pub async fn solve(&self, json: &str, times: u32) -> Result<(f64, String)> {
        let answer = self
            .browser
            .driver
            .execute(
                "return window.bench.solve(arguments[0], arguments[1])",
                vec![json.into(), times.into()],
            )
            .await?;
        Ok(answer.convert()?)
    }

    pub async fn close(self) -> Result<()> {
        self.browser.quit().await?;
        self.server.abort();
        Ok(())
    }
}
