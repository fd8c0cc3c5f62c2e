//! Many people write in one meeting while the server and Postgres are killed in turn; every writer sends
//! again until it is told, as the app does, and some send everything twice. Afterwards the log is held
//! against what was acknowledged.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use domain::api::Unread;
use domain::meetings::{Before, Change, Recorded, Refusal};
use domain::schools::{ChangeId, Finding, MeetingId, Urn};
use serde_json::{Value, json};
use server::db::{self, log};
use server::postgres::{self, cluster::Cluster};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::crowd::{changes, events, officers, open_meeting};
use super::listener::{Shared, follow};
use crate::app::{Browser, Reply};
use crate::district as d;
use crate::served::Served;

pub struct Size {
    pub people: usize,
    pub writes: usize,
    /// How often something is killed, evenly over the writes.
    pub kills: usize,
}

/// How long a writer waits for an answer.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Written {
    people: usize,
    /// Changes acknowledged, each found once in the log.
    pub acknowledged: usize,
    /// Values somebody else was quicker with.
    pub conflicts: usize,
    pub servers_killed: usize,
    pub databases_killed: usize,
    took: Duration,
}

impl std::fmt::Display for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "writers: {} people, {} changes acknowledged in {} s, server killed {} times, Postgres {} times: none \
             lost, none doubled, none out of order; {} times somebody else was quicker and both values were told",
            self.people,
            self.acknowledged,
            self.took.as_secs(),
            self.servers_killed,
            self.databases_killed,
            self.conflicts,
        )
    }
}

/// What all writers share.
#[derive(Clone)]
struct Work {
    meeting: MeetingId,
    /// Acknowledged so far.
    done: Arc<AtomicUsize>,
    wanted: usize,
}

/// What one writer was told.
#[derive(Default)]
struct Told {
    acknowledged: Vec<(ChangeId, u64)>,
    conflicts: usize,
}

/// # Errors
/// When a change that was acknowledged is lost, doubled or out of order, or a screen that follows differs.
pub async fn run(size: &Size) -> Result<Written> {
    let folder = PathBuf::from(format!("/tmp/alongside-soak-{}", Uuid::new_v4().simple()));
    let cluster = {
        let folder = folder.clone();
        tokio::task::spawn_blocking(move || Cluster::start(&folder)).await??
    };
    postgres::make_database(&cluster.url("postgres"), "alongside").await?;
    let url = cluster.url("alongside");
    let (_, app) = postgres::prepare(&url).await?;
    let pool = db::pool(app, &server::Config::default());
    d::fill(&pool).await?;
    let served = Served::over(&url).await?;
    let people = officers(&pool, &served.url(""), size.people + 2).await?;
    let meeting = open_meeting(&people[0]).await?;
    let shared = Shared::new();
    let screens: Vec<_> = people[size.people..]
        .iter()
        .map(|browser| tokio::spawn(follow(browser.clone(), events(meeting), shared.clone())))
        .collect();
    let work = Work {
        meeting,
        done: Arc::default(),
        wanted: size.writes,
    };
    let awake: Vec<_> = people[size.people..]
        .iter()
        .map(|browser| tokio::spawn(stay_signed_in(browser.clone(), shared.stop.clone())))
        .collect();
    let started = Instant::now();
    let writers: Vec<_> = people[..size.people]
        .iter()
        .enumerate()
        .map(|(number, browser)| tokio::spawn(write(browser.clone(), number, work.clone())))
        .collect();
    let stop = CancellationToken::new();
    // After so many writes each time, and then no more.
    let due = (1..=size.kills)
        .map(|kill| kill * size.writes / (size.kills + 1))
        .collect();
    let nemesis = tokio::spawn(kill_in_turn(
        served,
        cluster,
        work.done.clone(),
        due,
        stop.clone(),
    ));
    let mut told = Vec::new();
    for writer in writers {
        told.push(writer.await??);
    }
    let took = started.elapsed();
    stop.cancel();
    let killed = nemesis.await??;
    let kept = kept(&pool, meeting).await?;
    let conflicts = told.iter().map(|one| one.conflicts).sum();
    check(&kept, &told)?;
    shared
        .last
        .store(u64::try_from(kept.len())?, Ordering::Relaxed);
    shared.stop.cancel();
    for one in awake {
        one.await?;
    }
    for screen in screens {
        ensure!(
            screen.await??.changes == kept,
            "a screen that followed saw something else"
        );
    }
    drop(killed.served);
    drop(killed.cluster);
    let _best_effort = std::fs::remove_dir_all(&folder);
    Ok(Written {
        people: size.people,
        acknowledged: kept.len(),
        conflicts,
        servers_killed: killed.servers,
        databases_killed: killed.databases,
        took,
    })
}

/// Listening alone is no sign of life: somebody who only follows looks at something now and then.
async fn stay_signed_in(browser: Browser, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_mins(5)) => {}
            () = stop.cancelled() => return,
        }
        // While the server is away there is another time.
        let _answered = browser
            .send::<()>(reqwest::Method::GET, "/api/session", None)
            .await;
    }
}

async fn kept(pool: &PgPool, meeting: MeetingId) -> Result<Vec<Recorded>> {
    let mut tx = db::begin(pool, d::here()).await?;
    let kept = log::changes_since(&mut tx, meeting, 0).await?;
    let seq: i64 = sqlx::query_scalar("select seq from meeting where id = $1")
        .bind(meeting.0)
        .fetch_one(&mut *tx)
        .await?;
    ensure!(
        usize::try_from(seq)? == kept.len(),
        "the meeting says {seq} changes and has {}",
        kept.len()
    );
    Ok(kept)
}

/// Holds the log against what was acknowledged.
fn check(kept: &[Recorded], told: &[Told]) -> Result<()> {
    let mut values: BTreeMap<Urn, (Option<Finding>, u64)> = BTreeMap::new();
    let mut by_id = BTreeMap::new();
    for (at, one) in kept.iter().enumerate() {
        ensure!(
            one.seq == u64::try_from(at)? + 1,
            "number {} stands in place {}",
            one.seq,
            at + 1
        );
        ensure!(
            by_id.insert(one.id, one.seq).is_none(),
            "{} stands twice",
            one.id
        );
        if let Change::Record { urn, finding, .. } = &one.change {
            let before = values.get(urn).and_then(|(finding, _)| *finding);
            let names = match &one.from {
                Some(Before::Finding(finding)) => Some(*finding),
                _ => None,
            };
            ensure!(
                before.is_none() || names == before,
                "change {} does not name what it replaced",
                one.seq
            );
            values.insert(*urn, (Some(*finding), one.seq));
        }
    }
    let mut acknowledged = 0;
    for writer in told {
        let mut last = 0;
        for (id, seq) in &writer.acknowledged {
            acknowledged += 1;
            match by_id.get(id) {
                None => bail!("change {seq} was acknowledged and is lost"),
                Some(kept) => ensure!(kept == seq, "change {kept} was acknowledged as {seq}"),
            }
            ensure!(*seq > last, "a writer's changes stand out of order");
            last = *seq;
        }
    }
    ensure!(
        acknowledged == kept.len(),
        "{} changes were acknowledged, {} are kept",
        acknowledged,
        kept.len()
    );
    Ok(())
}

/// Writes one thing after the other; each is sent until it is answered.
async fn write(browser: Browser, number: usize, work: Work) -> Result<Told> {
    let mut told = Told::default();
    let mut base = 0;
    let mut at = number;
    while work.done.load(Ordering::Relaxed) < work.wanted {
        at += 1;
        let value = at.is_multiple_of(3);
        let change = if value {
            json!({"kind": "record", "urn": d::vale_one(), "indicator": "I10",
                "finding": {"known": {"number": 1_000 + at % 9_000}}})
        } else {
            json!({"kind": "point", "urn": d::vale_two(), "text": format!("Writer {number}, {at}")})
        };
        let sent =
            json!({"id": Uuid::new_v4(), "base": if value { base } else { 0 }, "change": change});
        // A quarter of what is sent is sent twice at once, as a nervous network does.
        match until_answered(&browser, &work, &sent, at.is_multiple_of(4)).await? {
            Answer::Kept(recorded) => {
                if value {
                    base = recorded.seq;
                }
                told.acknowledged.push((recorded.id, recorded.seq));
                let done = work.done.fetch_add(1, Ordering::Relaxed) + 1;
                if done.is_multiple_of(10_000) {
                    println!("writers: {done} changes acknowledged");
                }
            }
            Answer::Stale(theirs) => {
                told.conflicts += 1;
                base = theirs;
            }
        }
    }
    Ok(told)
}

enum Answer {
    Kept(Box<Recorded>),
    /// Somebody else was quicker: the version that stands.
    Stale(u64),
}

async fn until_answered(
    browser: &Browser,
    work: &Work,
    sent: &Value,
    twice: bool,
) -> Result<Answer> {
    let path = changes(work.meeting);
    // An answer that never comes is no answer: the change goes again, under the same name.
    let post = || async {
        tokio::time::timeout(
            PATIENCE,
            browser.send(reqwest::Method::POST, &path, Some(sent)),
        )
        .await
        .ok()?
        .ok()
        .and_then(answer)
    };
    loop {
        if twice {
            let (one, two) = tokio::join!(post(), post());
            if let (Some(Answer::Kept(one)), Some(Answer::Kept(two))) = (&one, &two) {
                ensure!(one == two, "sent twice, it was answered in two ways");
            }
            if let Some(answer) = one.or(two) {
                return Ok(answer);
            }
        } else if let Some(answer) = post().await {
            return Ok(answer);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// What a reply says; `None`: nothing yet, send again.
fn answer(reply: Reply) -> Option<Answer> {
    match reply.status {
        200 => Some(Answer::Kept(Box::new(reply.json()))),
        409 => {
            let refusal = reply.problem().refusal.as_ref().and_then(Unread::read);
            match refusal {
                Some(Refusal::Stale { theirs }) => Some(Answer::Stale(theirs.seq)),
                other => panic!("refused: {other:?} {}", reply.text),
            }
        }
        503 | 429 => None,
        other => panic!("{other} {}", reply.text),
    }
}

/// What is left when the killing is over: a server and a Postgres that run.
struct Killed {
    served: Served,
    cluster: Arc<Cluster>,
    servers: usize,
    databases: usize,
}

async fn kill_in_turn(
    served: Served,
    cluster: Cluster,
    done: Arc<AtomicUsize>,
    due: Vec<usize>,
    stop: CancellationToken,
) -> Result<Killed> {
    let mut killed = Killed {
        served,
        cluster: Arc::new(cluster),
        servers: 0,
        databases: 0,
    };
    for due in due {
        while done.load(Ordering::Relaxed) < due {
            tokio::select! {
                () = tokio::time::sleep(Duration::from_millis(5)) => {}
                () = stop.cancelled() => return Ok(killed),
            }
        }
        if killed.servers <= killed.databases {
            killed.served.kill()?;
            killed.served.again().await?;
            killed.servers += 1;
        } else {
            let postmaster = killed.cluster.postmaster().context("no Postgres runs")?;
            let status = Command::new("kill")
                .args(["-9", &postmaster.to_string()])
                .status()?;
            ensure!(status.success(), "Postgres could not be killed");
            let cluster = Arc::clone(&killed.cluster);
            // What the dead one left behind goes within moments of its parent.
            tokio::task::spawn_blocking(move || {
                for _ in 0..50 {
                    std::thread::sleep(Duration::from_millis(200));
                    if cluster.ensure_running().is_ok() {
                        return Ok(());
                    }
                }
                bail!("Postgres could not be started again")
            })
            .await??;
            killed.databases += 1;
        }
    }
    Ok(killed)
}
