//! What happens when things break: killed servers, lost databases.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use domain::api::MeetingPage;
use serde_json::{Value, json};
use server::postgres::{self, cluster::Cluster};
use tests::app::{Browser, TestApp, server_binary};
use tests::district::{self as d, Who};
use tests::events::Feed;
use uuid::Uuid;

use crate::meetings::{changes, open_meeting};

struct Process {
    child: Child,
    root: String,
}

impl Process {
    async fn start(database_url: &str) -> Self {
        Self::launch(|serve| serve.env("DATABASE_URL", database_url)).await
    }

    /// Ends it as a service manager does.
    async fn end(mut self) {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(told.success());
        for _ in 0..200 {
            if self.child.try_wait().unwrap().is_some() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the server did not end");
    }

    async fn launch(with: impl FnOnce(&mut Command) -> &mut Command) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let mut serve = Command::new(server_binary());
        serve
            .args(["serve", "--bind", &format!("127.0.0.1:{port}")])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let child = with(&mut serve)
            .spawn()
            .expect("cargo build --package server makes the server first");
        let root = format!("http://127.0.0.1:{port}");
        let started = Self { child, root };
        started.wait_ready().await;
        started
    }

    async fn wait_ready(&self) {
        let browser = Browser::at(&self.root);
        for _ in 0..200 {
            let reply = browser
                .send::<()>(reqwest::Method::GET, "/health/ready", None)
                .await;
            if reply.is_ok_and(|reply| reply.status == 200) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the server did not start");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// Writes points one after the other until the server does not answer: what was acknowledged, and what
/// was sent without an answer.
async fn write(lead: Browser, path: String, writer: u32) -> (Vec<Value>, Value) {
    let mut kept = Vec::new();
    loop {
        let text = format!("Writer {writer}, point {}", kept.len());
        let point = json!({"kind": "point", "urn": d::vale_one(), "text": text});
        let sent = json!({"id": Uuid::new_v4(), "base": 0, "change": point});
        match lead.send(reqwest::Method::POST, &path, Some(&sent)).await {
            Ok(reply) if reply.status == 200 => kept.push(sent),
            _ => return (kept, sent),
        }
    }
}

#[tokio::test]
async fn what_was_acknowledged_before_kill_9_is_there_after_and_a_repeat_is_no_second() {
    let app = TestApp::start().await;
    let mut process = Process::start(&app.database_url).await;
    let mut lead = Browser::at(&process.root)
        .sign_in(Who::Lead.email())
        .await
        .unwrap();
    let id = open_meeting(&lead).await;
    let mut sent: Vec<String> = Vec::new();
    for round in 0..3 {
        let writers = (0..4).map(|writer| tokio::spawn(write(lead.clone(), changes(id), writer)));
        let writers: Vec<_> = writers.collect();
        tokio::time::sleep(Duration::from_millis(1_200 + 170 * round)).await;
        process.child.kill().unwrap();
        process.child.wait().unwrap();
        process = Process::start(&app.database_url).await;
        lead.root.clone_from(&process.root);
        for writer in writers {
            let (kept, unsure) = writer.await.unwrap();
            assert!(
                !kept.is_empty(),
                "something was acknowledged before the kill"
            );
            // Sent again, as the app does: it may have been recorded, and is not recorded twice.
            let reply = lead.post(&changes(id), &unsure).await;
            assert_eq!(reply.status, 200, "{}", reply.text);
            let ids = kept
                .iter()
                .chain([&unsure])
                .map(|one| one["id"].to_string());
            sent.extend(ids.map(|id| id.trim_matches('"').to_owned()));
        }
    }
    let page: MeetingPage = lead.get(&format!("/api/meetings/{id}")).await.done();
    let mut kept: Vec<String> = page.changes.iter().map(|one| one.id.to_string()).collect();
    let seqs: Vec<u64> = page.changes.iter().map(|one| one.seq).collect();
    assert_eq!(seqs, (1..=seqs.len() as u64).collect::<Vec<u64>>());
    kept.sort();
    sent.sort();
    assert_eq!(kept, sent);
}

#[tokio::test]
async fn a_database_that_dies_is_a_503_within_two_seconds_and_is_found_again() {
    let folder = PathBuf::from(format!("/tmp/alongside-fault-{}", std::process::id()));
    let cluster = {
        let folder = folder.clone();
        tokio::task::spawn_blocking(move || Cluster::start(&folder).unwrap())
            .await
            .unwrap()
    };
    let url = cluster.url("alongside");
    postgres::make_database(&cluster.url("postgres"), "alongside")
        .await
        .unwrap();
    let (_, app) = postgres::prepare(&url).await.unwrap();
    let pool = server::db::pool(app, &server::Config::default());
    d::fill(&pool).await.unwrap();
    pool.close().await;
    let process = Process::start(&url).await;
    let lead = Browser::at(&process.root)
        .sign_in(Who::Lead.email())
        .await
        .unwrap();
    let id = open_meeting(&lead).await;
    let point = json!({"kind": "point", "urn": d::vale_one(), "text": "Said before"});
    let sent = json!({"id": Uuid::new_v4(), "base": 0, "change": point});
    assert_eq!(lead.post(&changes(id), &sent).await.status, 200);

    let postmaster = cluster.postmaster().unwrap().to_string();
    let killed = Command::new("kill")
        .args(["-9", &postmaster])
        .status()
        .unwrap();
    assert!(killed.success());
    // Its children notice within moments.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let point = json!({"kind": "point", "urn": d::vale_one(), "text": "Said while it was away"});
    let unsure = json!({"id": Uuid::new_v4(), "base": 0, "change": point});
    for _ in 0..3 {
        for write in [false, true] {
            let asked = Instant::now();
            let reply = if write {
                lead.post(&changes(id), &unsure).await
            } else {
                lead.get("/api/schools").await
            };
            let took = asked.elapsed();
            assert_eq!(reply.problem().status, 503);
            assert!(reply.headers.contains_key("retry-after"));
            assert!(took < Duration::from_secs(2), "{took:?}");
        }
    }
    let live = lead.get("/health/live").await;
    assert_eq!(live.status, 200);
    assert_eq!(lead.get("/health/ready").await.status, 503);

    let cluster = tokio::task::spawn_blocking(move || {
        // What the dead one left behind goes within moments of its parent.
        for _ in 0..50 {
            if cluster.ensure_running().is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        cluster
    })
    .await
    .unwrap();
    let back = Instant::now();
    while lead.get("/api/schools").await.status != 200 {
        assert!(back.elapsed() < Duration::from_secs(10));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let page: MeetingPage = lead.get(&format!("/api/meetings/{id}")).await.done();
    assert_eq!(page.changes.len(), 1, "what was refused was not half done");
    assert_eq!(lead.post(&changes(id), &unsure).await.status, 200);
    drop(process);
    drop(cluster);
    let _best_effort = std::fs::remove_dir_all(&folder);
}

#[tokio::test]
async fn two_servers_started_at_once_on_an_empty_database_both_serve() {
    let (url, ..) = tests::app::new_database().await.unwrap();
    let name = format!("empty_{}", Uuid::new_v4().simple());
    postgres::make_database(&url, &name).await.unwrap();
    let empty = tests::app::in_database(&url, &name);
    let (one, two) = tokio::join!(Process::start(&empty), Process::start(&empty));
    for server in [&one, &two] {
        let live = Browser::at(&server.root).get("/health/ready").await;
        assert_eq!(live.status, 200);
    }
}

#[tokio::test]
async fn a_private_postgres_that_is_killed_is_started_again_by_the_server_itself() {
    let folder = PathBuf::from(format!("/tmp/alongside-private-{}", std::process::id()));
    let process = Process::launch(|serve| {
        serve
            .env_remove("DATABASE_URL")
            .env("ALONGSIDE_DATA_DIR", &folder)
    })
    .await;
    let nobody = Browser::at(&process.root);
    let postmaster = || {
        let said = std::fs::read_to_string(folder.join("postgres/data/postmaster.pid"))?;
        Ok::<_, std::io::Error>(said.lines().next().unwrap_or_default().to_owned())
    };
    let killed = postmaster().unwrap();
    let kill = Command::new("kill").args(["-9", &killed]).status().unwrap();
    assert!(kill.success());
    let since = Instant::now();
    // Down until the server has found out, then up again, on its own.
    while nobody.get("/health/ready").await.status != 200
        || postmaster().is_ok_and(|now| now == killed)
    {
        assert!(since.elapsed() < Duration::from_secs(30));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    process.end().await;
    assert!(postmaster().is_err(), "it stops with the server");
    let _best_effort = std::fs::remove_dir_all(&folder);
}

#[tokio::test]
async fn a_full_pool_is_a_503_and_the_stream_goes_on() {
    let app = TestApp::start().await;
    let lead = app.sign_in(Who::Lead).await;
    let id = open_meeting(&lead).await;
    let mut feed = Feed::open(&lead, &format!("/api/meetings/{id}/events"), None).await;
    feed.next_named("present", Duration::from_secs(5))
        .await
        .unwrap();
    let mut held = Vec::new();
    while let Ok(Ok(conn)) =
        tokio::time::timeout(Duration::from_secs(1), app.pool().acquire()).await
    {
        held.push(conn);
    }
    let asked = Instant::now();
    assert_eq!(lead.get("/api/schools").await.problem().status, 503);
    assert!(asked.elapsed() < Duration::from_secs(2));
    assert!(
        feed.next_named("beat", Duration::from_secs(10))
            .await
            .is_some()
    );
    drop(held);
    assert_eq!(lead.get("/api/schools").await.status, 200);
}
