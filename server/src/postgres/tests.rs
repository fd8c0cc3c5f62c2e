//! Against the machine's own Postgres.

use std::path::PathBuf;

use sqlx::{ConnectOptions, Connection, Executor};

use super::cluster::Cluster;
use super::*;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        Self(PathBuf::from(format!(
            "/tmp/alongside-{name}-{}",
            std::process::id()
        )))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn the_private_cluster_keeps_what_was_committed_when_it_is_killed() {
    let folder = Folder::new("killed");
    let cluster = Cluster::start(&folder.0).unwrap();
    let url = cluster.url("postgres");
    let mut conn = PgConnectOptions::from_str(&url)
        .unwrap()
        .connect()
        .await
        .unwrap();
    conn.execute("create table said (word text)").await.unwrap();
    conn.execute("insert into said values ('saved')")
        .await
        .unwrap();

    let killed = cluster.postmaster().unwrap();
    std::process::Command::new("sh")
        .args(["-c", &format!("kill -KILL {killed}")])
        .status()
        .unwrap();
    while cluster.postmaster().is_some() {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(cluster.ensure_running().unwrap());
    assert_ne!(cluster.postmaster(), Some(killed));

    let mut conn = PgConnectOptions::from_str(&url)
        .unwrap()
        .connect()
        .await
        .unwrap();
    let word: String = sqlx::query_scalar("select word from said")
        .fetch_one(&mut conn)
        .await
        .unwrap();
    assert_eq!(word, "saved");
}

#[tokio::test]
async fn the_last_to_leave_stops_the_cluster() {
    let folder = Folder::new("shared");
    let first = Cluster::start(&folder.0).unwrap();
    let second = Cluster::start(&folder.0).unwrap();
    assert_eq!(first.postmaster(), second.postmaster());
    drop(first);
    assert!(second.postmaster().is_some());
    let data = folder.0.join("data/postmaster.pid");
    drop(second);
    assert!(!data.exists(), "Postgres went on running");
}

#[tokio::test]
async fn nobody_connects_without_the_password() {
    let folder = Folder::new("password");
    let cluster = Cluster::start(&folder.0).unwrap();
    let options = PgConnectOptions::from_str(&cluster.url("postgres")).unwrap();
    assert!(options.clone().connect().await.is_ok());
    let refused = options
        .password("guessed")
        .connect()
        .await
        .unwrap_err()
        .to_string();
    assert!(refused.contains("password"), "{refused}");
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &std::fs::metadata(folder.0.join("password"))
            .unwrap()
            .permissions(),
    );
    assert_eq!(mode & 0o777, 0o600);
}

#[tokio::test]
async fn two_servers_that_start_at_once_prepare_one_database() {
    let folder = Folder::new("prepare");
    let cluster = Cluster::start(&folder.0).unwrap();
    make_database(&cluster.url("postgres"), "alongside")
        .await
        .unwrap();
    make_database(&cluster.url("postgres"), "alongside")
        .await
        .unwrap();
    let url = cluster.url("alongside");
    let (one, two) = tokio::join!(prepare(&url), prepare(&url));
    let (_, app) = one.unwrap();
    two.unwrap();

    let mut conn = app.connect().await.unwrap();
    let owned: i64 =
        sqlx::query_scalar("select count(*) from pg_class where relowner = current_user::regrole")
            .fetch_one(&mut conn)
            .await
            .unwrap();
    assert_eq!(owned, 0);
    let refused = conn
        .execute("create table mine (x int)")
        .await
        .unwrap_err()
        .to_string();
    assert!(refused.contains("permission denied"), "{refused}");
}

#[tokio::test]
async fn a_database_that_may_lose_what_it_saved_is_refused() {
    let folder = Folder::new("durability");
    let cluster = Cluster::start(&folder.0).unwrap();
    let url = cluster.url("postgres");
    prepare(&url).await.unwrap();
    let options = PgConnectOptions::from_str(&url).unwrap();
    let mut conn = options.connect().await.unwrap();
    for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
        for (value, refused) in [("off", true), ("on", false)] {
            conn.execute(AssertSqlSafe(format!(
                "alter system set {setting} = {value}"
            )))
            .await
            .unwrap();
            conn.execute("select pg_reload_conf()").await.unwrap();
            // A reload is heard of within moments.
            let mut said = String::new();
            for _ in 0..100 {
                said = prepare(&url)
                    .await
                    .err()
                    .map_or_else(String::new, |it| it.to_string());
                if said.is_empty() != refused {
                    break;
                }
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
            assert_eq!(
                said.contains(&format!("{setting} off")),
                refused,
                "{setting} {value}: {said}"
            );
        }
    }
    conn.close().await.unwrap();
}

#[tokio::test]
async fn an_app_role_that_may_step_round_row_level_security_is_refused() {
    let folder = Folder::new("bypass");
    let cluster = Cluster::start(&folder.0).unwrap();
    let url = cluster.url("postgres");
    let mut conn = PgConnectOptions::from_str(&url)
        .unwrap()
        .connect()
        .await
        .unwrap();
    conn.execute("create role alongside_app login bypassrls")
        .await
        .unwrap();
    let reason = prepare(&url).await.unwrap_err().to_string();
    assert!(reason.contains("nobypassrls"), "{reason}");
}

#[test]
fn the_apps_password_follows_the_owners_whatever_the_database() {
    let one = app_password("postgres://owner:secret@localhost/one?host=/tmp");
    assert_eq!(
        one,
        app_password("postgres://owner:secret@localhost/two?host=/tmp")
    );
    assert_ne!(
        one,
        app_password("postgres://owner:other@localhost/one?host=/tmp")
    );
    assert!(!one.contains("secret"));
}
