//! `alongside serve`

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{OnDatabase, Outcome};
use crate::mail::Post;
use crate::postgres::cluster::Cluster;
use crate::postgres::place::data_folder;
use crate::{App, Config};

#[derive(Args)]
pub struct Serve {
    /// Where to listen.
    #[arg(long, env = "ALONGSIDE_BIND", default_value = "127.0.0.1:8080")]
    bind: SocketAddr,
    /// Make the made-up district first, where the database is empty.
    #[arg(long)]
    demo: bool,
    /// How many of our own proxies stand before us.
    #[arg(long, env = "ALONGSIDE_TRUSTED_HOPS", default_value_t = 0)]
    trusted_hops: usize,
    /// The mail server letters are sent by: smtps://USER:PASSWORD@HOST, or smtp://HOST for one on this machine.
    /// Without it they are written as files into the data folder.
    #[arg(long, env = "ALONGSIDE_SMTP", hide_env_values = true)]
    smtp: Option<String>,
    /// Whom letters are from.
    #[arg(
        long,
        env = "ALONGSIDE_MAIL_FROM",
        default_value = "Alongside <alongside@localhost>"
    )]
    mail_from: String,
    /// The address people reach this server at: the links in letters begin with it.
    #[arg(long, env = "ALONGSIDE_URL")]
    url: Option<String>,
    #[command(flatten)]
    database: OnDatabase,
}

pub async fn run(asked: Serve) -> Outcome {
    open_files();
    let database = asked.database.open().await?;
    let root = asked
        .url
        .unwrap_or_else(|| format!("http://{}", asked.bind));
    let folder = match asked.smtp {
        Some(_) => PathBuf::new(),
        None => data_folder().map_err(anyhow::Error::from)?.join("letters"),
    };
    let post = Post::new(asked.smtp.as_deref(), folder, &asked.mail_from, &root)?;
    let config = Config {
        mail: Some(Arc::new(post)),
        trusted_hops: asked.trusted_hops,
        ..Config::default()
    };
    let stop = CancellationToken::new();
    let app = App::new(database.app.clone(), config, stop.clone())?;
    if asked.demo {
        let written = crate::demo::ensure(&app.pool).await?;
        if written == crate::demo::Written::Another {
            println!("{}", super::demo::ANOTHER);
        }
    }
    let listener = TcpListener::bind(asked.bind)
        .await
        .with_context(|| format!("{} cannot be listened to", asked.bind))?;
    println!("Alongside is at http://{}", listener.local_addr()?);
    let cluster = database.cluster.map(Arc::new);
    let kept_up = cluster
        .clone()
        .map(|cluster| tokio::spawn(keep_up(cluster, stop.clone())));
    tokio::spawn(async move {
        told_to_stop().await;
        stop.cancel();
    });
    crate::serve(listener, app).await?;
    if let Some(kept_up) = kept_up {
        kept_up.await.context("the private Postgres")?;
    }
    // Only now: the cluster stops with it.
    drop(cluster);
    Ok(())
}

/// Every stream is an open file: as many as the machine allows, where it allows more than it gives at first.
fn open_files() {
    if let Ok((given, allowed)) = getrlimit(Resource::RLIMIT_NOFILE)
        && let Err(error) = setrlimit(Resource::RLIMIT_NOFILE, allowed, allowed)
    {
        tracing::warn!("no more than {given} connections at once: {error}");
    }
}

/// Starts the private Postgres again when it was killed: nobody else would.
async fn keep_up(cluster: Arc<Cluster>, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
            () = stop.cancelled() => return,
        }
        let cluster = Arc::clone(&cluster);
        match tokio::task::spawn_blocking(move || cluster.ensure_running()).await {
            Ok(Ok(false)) => {}
            Ok(Ok(true)) => tracing::warn!("the private Postgres had ended; it was started again"),
            Ok(Err(refusal)) => tracing::error!("{refusal}"),
            Err(error) => tracing::error!("{error}"),
        }
    }
}

/// Ctrl-C, or the word a service manager sends.
async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _told = interrupt.await;
}
