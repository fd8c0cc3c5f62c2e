//! A live feed, read event by event.

use std::time::Duration;

use axum::body::Bytes;
use futures::StreamExt;
use reqwest::{Method, Response};
use tokio::time::timeout;

use crate::app::Browser;

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Event {
    pub name: String,
    pub id: Option<u64>,
    pub data: String,
}

/// An open feed.
pub struct Feed {
    stream: std::pin::Pin<Box<dyn futures::Stream<Item = reqwest::Result<Bytes>> + Send>>,
    text: String,
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
}

impl Feed {
    /// Opens a feed, with the headers a browser that comes back would send.
    pub async fn open(browser: &Browser, path: &str, last_event_id: Option<&str>) -> Self {
        Self::try_open(browser, path, last_event_id)
            .await
            .expect("the server answers")
    }

    /// # Errors
    /// Where nothing answers.
    pub async fn try_open(
        browser: &Browser,
        path: &str,
        last_event_id: Option<&str>,
    ) -> reqwest::Result<Self> {
        let mut request = browser.request(Method::GET, path);
        if let Some(id) = last_event_id {
            request = request.header("Last-Event-ID", id);
        }
        let response: Response = request.send().await?;
        Ok(Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            stream: Box::pin(response.bytes_stream()),
            text: String::new(),
        })
    }

    /// The next event; `None` when the feed has ended.
    ///
    /// # Panics
    /// When nothing comes in so long.
    pub async fn next(&mut self, within: Duration) -> Option<Event> {
        let deadline = tokio::time::Instant::now() + within;
        loop {
            if let Some(end) = self.text.find("\n\n") {
                let block: String = self.text.drain(..end + 2).collect();
                if let Some(event) = read(&block) {
                    return Some(event);
                }
                continue;
            }
            let left = deadline.saturating_duration_since(tokio::time::Instant::now());
            match timeout(left, self.stream.next()).await {
                Ok(Some(Ok(bytes))) => self.text.push_str(&String::from_utf8_lossy(&bytes)),
                Ok(Some(Err(_)) | None) => return None,
                Err(_) => panic!("nothing came within {within:?}"),
            }
        }
    }

    /// The next event of this name.
    pub async fn next_named(&mut self, name: &str, within: Duration) -> Option<Event> {
        loop {
            let event = self.next(within).await?;
            if event.name == name {
                return Some(event);
            }
        }
    }
}

fn read(block: &str) -> Option<Event> {
    let mut event = Event::default();
    for line in block.lines() {
        match line.split_once(':') {
            Some(("event", name)) => name.trim().clone_into(&mut event.name),
            Some(("id", id)) => event.id = id.trim().parse().ok(),
            Some(("data", data)) => event.data.push_str(data.trim_start()),
            _ => {}
        }
    }
    (!event.name.is_empty()).then_some(event)
}
