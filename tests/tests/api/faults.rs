//! What happens when things break: killed servers, lost databases.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use domain::api::MeetingPage;
use serde_json::json;
use server::postgres::{self, cluster::Cluster};
use tests::app::{Browser, TestApp};
use tests::district::{self as d, Who};
use tests::events::Feed;
use tests::served::Served;
use uuid::Uuid;

use crate::meetings::{changes, open_meeting};

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
    let served = Served::over(&url).await.unwrap();
    let lead = Browser::at(&served.url(""))
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
    drop(served);
    drop(cluster);
    let _best_effort = std::fs::remove_dir_all(&folder);
}

#[tokio::test]
async fn two_servers_started_at_once_on_an_empty_database_both_serve() {
    let (url, ..) = tests::app::new_database().await.unwrap();
    let name = format!("empty_{}", Uuid::new_v4().simple());
    postgres::make_database(&url, &name).await.unwrap();
    let empty = tests::app::in_database(&url, &name);
    let (one, two) = tokio::join!(Served::over(&empty), Served::over(&empty));
    for server in [one.unwrap(), two.unwrap()] {
        let live = Browser::at(&server.url("")).get("/health/ready").await;
        assert_eq!(live.status, 200);
    }
}

#[tokio::test]
async fn a_private_postgres_that_is_killed_is_started_again_by_the_server_itself() {
    let folder = PathBuf::from(format!("/tmp/alongside-private-{}", std::process::id()));
    let mut served = Served::private(&folder).await.unwrap();
    let nobody = Browser::at(&served.url(""));
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
    served.end().await.unwrap();
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
