//! One screen that follows a meeting and comes back whenever it is cut off, as the app does.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use domain::api::MeetingEvent;
use domain::meetings::{Change, Recorded};
use tokio_util::sync::CancellationToken;

use crate::app::Browser;
use crate::events::Feed;

/// What all listeners share.
#[derive(Clone)]
pub struct Shared {
    pub stop: CancellationToken,
    /// Streams open now.
    pub open: Arc<AtomicUsize>,
    /// Streams that ended without a goodbye.
    pub cut: Arc<AtomicUsize>,
    /// Since when texts that are numbers say, in microseconds, when they were sent.
    pub since: Instant,
    /// The last change anybody has to have heard before they may go.
    pub last: Arc<AtomicU64>,
}

impl Shared {
    pub fn new() -> Self {
        Self {
            stop: CancellationToken::new(),
            open: Arc::default(),
            cut: Arc::default(),
            since: Instant::now(),
            last: Arc::default(),
        }
    }

    /// Waits until so many streams are open.
    ///
    /// # Errors
    /// When they are not within so long.
    pub async fn wait_open(&self, streams: usize, within: Duration) -> Result<Duration> {
        let started = Instant::now();
        while self.open.load(Ordering::Relaxed) < streams {
            ensure!(
                started.elapsed() < within,
                "only {} of {streams} streams are open after {within:?}",
                self.open.load(Ordering::Relaxed)
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(started.elapsed())
    }
}

impl Default for Shared {
    fn default() -> Self {
        Self::new()
    }
}

/// What one screen saw.
#[derive(Default)]
pub struct Heard {
    /// Changes in order, each once.
    pub changes: Vec<Recorded>,
    /// From sent to heard, for texts that say when they were sent.
    pub took: Vec<Duration>,
}

/// Follows until told to stop and everything up to the last change was heard.
///
/// # Errors
/// When a change is missing between two that came.
pub async fn follow(browser: Browser, path: String, shared: Shared) -> Result<Heard> {
    let mut heard = Heard::default();
    let mut tries = 0_u64;
    loop {
        let seen = heard.changes.last().map_or(0, |one| one.seq);
        let Ok(mut feed) = Feed::try_open(&browser, &path, Some(&seen.to_string())).await else {
            if finished(&heard, &shared) {
                return Ok(heard);
            }
            tries += 1;
            tokio::time::sleep(Duration::from_millis(100 + 37 * (tries % 20))).await;
            continue;
        };
        ensure!(feed.status != 401, "somebody who follows was signed out");
        if feed.status != 200 {
            tries += 1;
            tokio::time::sleep(Duration::from_millis(200 + 37 * (tries % 20))).await;
            continue;
        }
        shared.open.fetch_add(1, Ordering::Relaxed);
        let end = hear(&mut feed, &mut heard, &shared).await;
        shared.open.fetch_sub(1, Ordering::Relaxed);
        match end? {
            End::Done => return Ok(heard),
            End::Bye => {}
            End::Cut => {
                shared.cut.fetch_add(1, Ordering::Relaxed);
            }
        }
        // As the app does: not all at once.
        tries += 1;
        tokio::time::sleep(Duration::from_millis(300 + 131 * (tries % 13))).await;
    }
}

enum End {
    Done,
    Bye,
    Cut,
}

async fn hear(feed: &mut Feed, heard: &mut Heard, shared: &Shared) -> Result<End> {
    loop {
        let event = tokio::select! {
            event = feed.next(Duration::from_secs(60)) => event,
            () = shared.stop.cancelled(), if heard_all(heard, shared) => return Ok(End::Done),
        };
        let now = Instant::now();
        let Some(event) = event else {
            return Ok(if finished(heard, shared) {
                End::Done
            } else {
                End::Cut
            });
        };
        match event.name.as_str() {
            "change" => {
                let MeetingEvent::Change(recorded) = serde_json::from_str(&event.data)? else {
                    bail!("a change is something else: {}", event.data);
                };
                let seen = heard.changes.last().map_or(0, |one| one.seq);
                ensure!(
                    recorded.seq == seen + 1,
                    "after change {seen} came change {}",
                    recorded.seq
                );
                if let Change::Point { text, .. } = &recorded.change
                    && let Ok(sent) = text.parse::<u64>()
                {
                    let sent = shared.since + Duration::from_micros(sent);
                    heard.took.push(now.saturating_duration_since(sent));
                }
                heard.changes.push(*recorded);
            }
            "bye" => return Ok(End::Bye),
            _ => {}
        }
        if finished(heard, shared) {
            return Ok(End::Done);
        }
    }
}

fn heard_all(heard: &Heard, shared: &Shared) -> bool {
    heard.changes.last().map_or(0, |one| one.seq) >= shared.last.load(Ordering::Relaxed)
}

fn finished(heard: &Heard, shared: &Shared) -> bool {
    shared.stop.is_cancelled() && heard_all(heard, shared)
}
