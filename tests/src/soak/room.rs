//! Many screens in one meeting: from a change being sent to every other screen having it.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::centile;
use super::crowd::{changes, database, events, officers, open_meeting, point};
use super::listener::{Heard, Shared, follow};
use crate::served::Served;

#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub people: usize,
    pub changes: u64,
    pub a_second: u64,
    /// With two, changes are made through one and heard through the other.
    pub servers: usize,
}

/// How long changes took to be everywhere.
pub struct Took {
    size: Size,
    median: Duration,
    ninety_ninth: Duration,
    worst: Duration,
    pub heard: usize,
}

impl std::fmt::Display for Took {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Size {
            people,
            changes,
            a_second,
            servers,
        } = self.size;
        write!(
            f,
            "room: {people} people, {changes} changes at {a_second} a second, through {servers} server(s): \
             sent to heard, ms: median {} (want 150), 99th {} (want 1,000), worst {}; {} heard, none missing",
            self.median.as_millis(),
            self.ninety_ninth.as_millis(),
            self.worst.as_millis(),
            self.heard,
        )
    }
}

/// # Errors
/// When a screen misses a change, or hears one twice or out of order.
pub async fn run(size: &Size) -> Result<Took> {
    let (url, pool) = database().await?;
    let one = Served::over(&url).await?;
    let two = match size.servers {
        1 => None,
        _ => Some(Served::over(&url).await?),
    };
    let heard_at = two.as_ref().unwrap_or(&one);
    let writers = officers(&pool, &one.url(""), 4).await?;
    let meeting = open_meeting(&writers[0]).await?;
    let people = officers(&pool, &heard_at.url(""), size.people).await?;
    let shared = Shared::new();
    shared.last.store(size.changes, Ordering::Relaxed);
    let screens: Vec<_> = people
        .into_iter()
        .map(|browser| tokio::spawn(follow(browser, events(meeting), shared.clone())))
        .collect();
    shared
        .wait_open(size.people, Duration::from_secs(60))
        .await?;
    // Everybody has been told who is there.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let started = Instant::now();
    let mut sent = Vec::new();
    for number in 0..size.changes {
        let due = started + Duration::from_micros(1_000_000 * number / size.a_second);
        tokio::time::sleep_until(due.into()).await;
        let writer = writers[usize::try_from(number)? % writers.len()].clone();
        let since = shared.since;
        sent.push(tokio::spawn(async move {
            let now = u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX);
            writer
                .post(&changes(meeting), &point(&now.to_string()))
                .await
        }));
    }
    for reply in sent {
        let reply = reply.await?;
        ensure!(reply.status == 200, "{} {}", reply.status, reply.text);
    }
    shared.stop.cancel();
    let mut took = Vec::new();
    let mut first: Option<Heard> = None;
    for screen in screens {
        let heard = screen.await??;
        ensure!(
            heard.changes.len() == usize::try_from(size.changes)?,
            "a screen heard {} of {} changes",
            heard.changes.len(),
            size.changes
        );
        took.extend_from_slice(&heard.took);
        match &first {
            Some(first) => ensure!(first.changes == heard.changes, "two screens differ"),
            None => first = Some(heard),
        }
    }
    took.sort_unstable();
    Ok(Took {
        size: *size,
        median: centile(&took, 50),
        ninety_ninth: centile(&took, 99),
        worst: centile(&took, 100),
        heard: took.len(),
    })
}
