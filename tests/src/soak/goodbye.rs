//! A server that is told to end while people are in a meeting, and comes back.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::crowd::{changes, database, events, officers, open_meeting, point};
use super::listener::{Shared, follow};
use crate::served::Served;

pub struct Size {
    pub streams: usize,
    pub times: u64,
}

pub struct Gone {
    streams: usize,
    times: u64,
    slowest_end: Duration,
    slowest_back: Duration,
    /// Streams that ended without a goodbye.
    pub cut: usize,
}

impl std::fmt::Display for Gone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "goodbye: {} streams, told to end {} times: gone after {:.1} s at most (want 10), all back {:.1} s \
             after the server was at most (want 5), {} cut without a goodbye, no change missing",
            self.streams,
            self.times,
            self.slowest_end.as_secs_f32(),
            self.slowest_back.as_secs_f32(),
            self.cut,
        )
    }
}

/// # Errors
/// When a screen misses a change, or does not come back.
pub async fn run(size: &Size) -> Result<Gone> {
    let (url, pool) = database().await?;
    let mut served = Served::over(&url).await?;
    let people = officers(&pool, &served.url(""), size.streams.div_ceil(10)).await?;
    let meeting = open_meeting(&people[0]).await?;
    let shared = Shared::new();
    shared.last.store(size.times, Ordering::Relaxed);
    let screens: Vec<_> = (0..size.streams)
        .map(|number| {
            let browser = people[number / 10].clone();
            tokio::spawn(follow(browser, events(meeting), shared.clone()))
        })
        .collect();
    shared
        .wait_open(size.streams, Duration::from_secs(60))
        .await?;
    let (mut slowest_end, mut slowest_back) = (Duration::ZERO, Duration::ZERO);
    for number in 0..size.times {
        let said = people[0]
            .post(
                &changes(meeting),
                &point(&format!("Before goodbye {number}")),
            )
            .await;
        ensure!(said.status == 200, "{} {}", said.status, said.text);
        slowest_end = slowest_end.max(served.end().await?);
        served.again().await?;
        let back = Instant::now();
        shared
            .wait_open(size.streams, Duration::from_secs(60))
            .await?;
        slowest_back = slowest_back.max(back.elapsed());
    }
    shared.stop.cancel();
    for screen in screens {
        let heard = screen.await??;
        ensure!(
            heard.changes.len() == usize::try_from(size.times)?,
            "a screen heard {} of {} changes",
            heard.changes.len(),
            size.times
        );
    }
    Ok(Gone {
        streams: size.streams,
        times: size.times,
        slowest_end,
        slowest_back,
        cut: shared.cut.load(Ordering::Relaxed),
    })
}
