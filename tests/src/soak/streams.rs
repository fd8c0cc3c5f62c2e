//! Every authority meeting at once: thousands of open streams over many meetings.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::centile;
use super::crowd::{changes, database, events, officers, open_meeting, point};
use super::listener::{Shared, follow};
use crate::served::Served;

/// Streams a person has open here; one may have a dozen.
const EACH: usize = 10;

pub struct Size {
    pub streams: usize,
    pub meetings: usize,
    /// Over all meetings, in turn.
    pub changes: u64,
    pub a_second: u64,
}

pub struct Held {
    streams: usize,
    opened: Duration,
    /// Bytes of memory a stream.
    each: u64,
    /// Streams the server cut.
    pub cut: usize,
    /// Changes heard, over all streams.
    pub heard: usize,
    median: Duration,
    ninety_ninth: Duration,
}

impl std::fmt::Display for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "streams: {} open after {:.1} s, {} kB of memory each (want 100), {} cut by the server, {} changes \
             heard, none missing; sent to heard, ms: median {}, 99th {}",
            self.streams,
            self.opened.as_secs_f32(),
            self.each / 1_024,
            self.cut,
            self.heard,
            self.median.as_millis(),
            self.ninety_ninth.as_millis(),
        )
    }
}

/// # Errors
/// When a stream misses a change, or cannot be opened.
pub async fn run(size: &Size) -> Result<Held> {
    let (url, pool) = database().await?;
    let served = Served::over(&url).await?;
    let people = officers(&pool, &served.url(""), size.streams.div_ceil(EACH)).await?;
    let mut meetings = Vec::new();
    for _ in 0..size.meetings {
        meetings.push(open_meeting(&people[0]).await?);
    }
    let before = served.memory()?;
    // Each meeting hears its own share of the changes.
    let each = size.changes / u64::try_from(size.meetings)?;
    let shared = Shared::new();
    shared.last.store(each, Ordering::Relaxed);
    let started = Instant::now();
    let mut listening = Vec::with_capacity(size.streams);
    for number in 0..size.streams {
        let browser = people[number / EACH].clone();
        let path = events(meetings[number % size.meetings]);
        listening.push(tokio::spawn(follow(browser, path, shared.clone())));
        // As fast as doors are opened, not all in one moment.
        if number % 50 == 49 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    shared
        .wait_open(size.streams, Duration::from_secs(180))
        .await?;
    let opened = started.elapsed();
    tokio::time::sleep(Duration::from_secs(3)).await;
    let started = Instant::now();
    for number in 0..each * u64::try_from(size.meetings)? {
        let due = started + Duration::from_micros(1_000_000 * number / size.a_second);
        tokio::time::sleep_until(due.into()).await;
        let at = usize::try_from(number)?;
        let meeting = meetings[at % size.meetings];
        let now = u64::try_from(shared.since.elapsed().as_micros())?;
        let reply = people[at % people.len()]
            .post(&changes(meeting), &point(&now.to_string()))
            .await;
        ensure!(reply.status == 200, "{} {}", reply.status, reply.text);
    }
    let after = served.memory()?;
    let cut = shared.cut.load(Ordering::Relaxed);
    shared.stop.cancel();
    let mut took = Vec::new();
    for one in listening {
        let heard = one.await??;
        ensure!(
            heard.changes.len() == usize::try_from(each)?,
            "a stream heard {} of {each} changes",
            heard.changes.len()
        );
        took.extend_from_slice(&heard.took);
    }
    took.sort_unstable();
    Ok(Held {
        streams: size.streams,
        opened,
        each: after.saturating_sub(before) / u64::try_from(size.streams)?,
        cut,
        heard: took.len(),
        median: centile(&took, 50),
        ninety_ninth: centile(&took, 99),
    })
}
