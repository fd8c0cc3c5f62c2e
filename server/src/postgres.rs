//! The database we stand on: whose it is, whether it keeps what it says it kept, and who may do what in it.
//!
//! Two roles. The *owner* (the role of `DATABASE_URL`, or of the private cluster) runs migrations. The app connects as
//! [`APP_ROLE`], which owns nothing and cannot step round row-level security; its password follows from the owner's, so
//! several servers over one database agree on it without being told.

pub mod binaries;
pub mod cluster;
pub mod place;
#[cfg(test)]
mod tests;

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use std::str::FromStr;

use cluster::Cluster;

/// The role the app's pool connects as.
pub const APP_ROLE: &str = "alongside_app";

/// A database that is durable, migrated and ready for the app.
pub struct Database {
    /// For migrations and nothing else.
    pub owner: PgConnectOptions,
    /// For the pool.
    pub app: PgConnectOptions,
    /// The private cluster, where there is one: keep it alive as long as the pool.
    pub cluster: Option<Cluster>,
}

/// Opens `database_url`, or database `name` of the private cluster where there is none, and brings it up to date.
///
/// # Errors
/// A sentence to show: Postgres missing, settings that would lose what was saved, a migration that failed.
pub async fn open(database_url: Option<&str>, name: &str) -> anyhow::Result<Database> {
    let (url, cluster) = match database_url {
        Some(url) => (url.to_owned(), None),
        None => {
            let cluster = tokio::task::spawn_blocking(|| {
                Cluster::start(&place::data_folder()?.join("postgres"))
            })
            .await??;
            let url = cluster.url(name);
            make_database(&cluster.url("postgres"), name).await?;
            (url, Some(cluster))
        }
    };
    let (owner, app) = prepare(&url).await?;
    Ok(Database {
        owner,
        app,
        cluster,
    })
}

/// Checks durability, makes the app's role, migrates. Safe to run from several servers at once: the second waits.
/// Returns how to connect as owner and as app.
pub async fn prepare(url: &str) -> anyhow::Result<(PgConnectOptions, PgConnectOptions)> {
    let owner =
        PgConnectOptions::from_str(url).context("DATABASE_URL is not a Postgres address")?;
    let app = as_app(&owner, url);
    let mut conn = owner
        .connect()
        .await
        .context("the database does not answer")?;
    check_durability(&mut conn).await?;
    // One server at a time, until this connection closes. The migrator takes a second lock, of its own.
    sqlx::query("select pg_advisory_lock(hashtext('alongside prepare'))")
        .execute(&mut conn)
        .await?;
    make_app_role(&mut conn, &app, url).await?;
    // Before Postgres 15 anybody may make tables in `public`; the app's role is to own nothing.
    sqlx::query("revoke create on schema public from public")
        .execute(&mut conn)
        .await?;
    sqlx::migrate!()
        .run(&mut conn)
        .await
        .context("the database could not be brought up to date; it is as it was before")?;
    conn.close().await?;
    let mut conn = app
        .connect()
        .await
        .context("the app's role cannot connect")?;
    check_durability(&mut conn).await?;
    conn.close().await?;
    Ok((owner, app))
}

/// Refuses a database that may lose what it said it had saved.
pub async fn check_durability(conn: &mut PgConnection) -> anyhow::Result<()> {
    for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
        let value: String = sqlx::query_scalar("select current_setting($1)")
            .bind(setting)
            .fetch_one(&mut *conn)
            .await?;
        if value == "off" {
            bail!(
                "refusing to start: the database has {setting} off, so a power cut could lose decisions that were shown as saved. \
                 Set {setting} to on and start again"
            );
        }
    }
    Ok(())
}

/// Makes database `name` where it does not exist. `url` is any other database of the same server.
pub async fn make_database(url: &str, name: &str) -> anyhow::Result<()> {
    let mut conn = PgConnectOptions::from_str(url)?
        .connect()
        .await
        .context("the database does not answer")?;
    let made = sqlx::query(AssertSqlSafe(format!(
        "create database \"{}\"",
        name.replace('"', "\"\"")
    )))
    .execute(&mut conn)
    .await;
    conn.close().await?;
    match made {
        Err(sqlx::Error::Database(refused))
            if matches!(refused.code().as_deref(), Some("42P04" | "23505")) =>
        {
            Ok(())
        }
        other => other
            .map(|_| ())
            .with_context(|| format!("the database {name} could not be made")),
    }
}

/// The same database as the app's role.
fn as_app(owner: &PgConnectOptions, url: &str) -> PgConnectOptions {
    owner
        .clone()
        .username(APP_ROLE)
        .password(&app_password(url))
}

/// Follows from the owner's secret, and gives nothing of it away.
fn app_password(url: &str) -> String {
    let secret = url
        .split_once("://")
        .and_then(|(_, rest)| rest.rsplit_once('@'))
        .map_or("", |(credentials, _)| credentials);
    let sum = Sha256::digest(format!("{APP_ROLE} of {secret}"));
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn make_app_role(
    conn: &mut PgConnection,
    app: &PgConnectOptions,
    url: &str,
) -> anyhow::Result<()> {
    let known: Option<(bool, bool)> =
        sqlx::query_as("select rolsuper, rolbypassrls from pg_roles where rolname = $1")
            .bind(APP_ROLE)
            .fetch_optional(&mut *conn)
            .await?;
    match known {
        Some((true, _) | (_, true)) => bail!(
            "refusing to start: the role {APP_ROLE} is a superuser or may step round row-level security. \
             Run: alter role {APP_ROLE} nosuperuser nobypassrls"
        ),
        Some(_) => {
            if let Ok(open) = app.connect().await {
                open.close().await?;
                return Ok(());
            }
        }
        None => {}
    }
    let password = app_password(url);
    // Roles belong to the whole server and advisory locks to one database: two servers may well meet here.
    let make = format!(
        "do $$ begin
           if exists (select from pg_roles where rolname = '{APP_ROLE}') then
             alter role {APP_ROLE} login password '{password}';
           else
             create role {APP_ROLE} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password '{password}';
           end if;
         exception when duplicate_object or unique_violation then null; end $$"
    );
    for turn in 0.. {
        match sqlx::query(AssertSqlSafe(make.clone()))
            .execute(&mut *conn)
            .await
        {
            Ok(_) => break,
            // "tuple concurrently updated": the other one is setting the same password.
            Err(sqlx::Error::Database(it))
                if turn < 20 && it.code().as_deref() == Some("XX000") =>
            {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
            Err(error) => {
                return Err(error).with_context(|| format!("the role {APP_ROLE} could not be made: the role of DATABASE_URL needs createrole"));
            }
        }
    }
    Ok(())
}
