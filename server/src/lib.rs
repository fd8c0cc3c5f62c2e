//! The record. One binary: the API, the live feed, the files in and out, and the app it carries.
//!
//! `main → lib → routes → {session, live, db} → domain`. SQL lives in [`db`], URLs in [`routes`].

pub mod assets;
pub mod commands;
pub mod config;
pub mod db;
pub mod demo;
pub mod error;
pub mod export;
pub mod headers;
pub mod import;
pub mod live;
pub mod mail;
pub mod postgres;
pub mod routes;
pub mod scheme;
pub mod session;
pub mod way;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub use config::Config;
pub use error::{Error, Result};

use import::Looks;
use live::Hub;
use session::{Limits, Passwords};

/// Everything a handler may need.
#[derive(Clone)]
pub struct App {
    pub pool: PgPool,
    pub live: Hub,
    pub passwords: Passwords,
    pub limits: Arc<Limits>,
    /// What files would change, between the look and the yes.
    pub looks: Looks,
    pub config: Arc<Config>,
    /// Ends open streams when the server goes away.
    pub stop: CancellationToken,
}

impl App {
    /// Over the database the app's own role connects to.
    ///
    /// # Errors
    /// Where the machine gives no random bytes.
    pub fn new(app: PgConnectOptions, config: Config, stop: CancellationToken) -> Result<Self> {
        let pool = db::pool(app, &config);
        Ok(Self {
            live: Hub::new(pool.clone(), stop.clone()),
            pool,
            passwords: Passwords::new()?,
            limits: Arc::default(),
            looks: Looks::default(),
            config: Arc::new(config),
            stop,
        })
    }
}

/// How long open streams and requests get to end once the server is told to stop.
const FAREWELL: Duration = Duration::from_secs(5);

/// Serves until `app.stop` is cancelled, then says goodbye to open streams and ends.
///
/// # Errors
/// Where the listener fails.
pub async fn serve(listener: TcpListener, app: App) -> anyhow::Result<()> {
    let stop = app.stop.clone();
    let listening = app.live.listen();
    let letters = app.config.mail.clone().map(|post| {
        let (pool, stop) = (app.pool.clone(), app.stop.clone());
        tokio::spawn(async move { mail::run(&pool, &post, &stop).await })
    });
    let service = routes::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let told = stop.clone();
    let serving = axum::serve(listener, service)
        .with_graceful_shutdown(async move { told.cancelled().await });
    let patience = async {
        stop.cancelled().await;
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        ended = serving.into_future() => ended?,
        () = patience => tracing::warn!("some connections did not end in time"),
    }
    listening.abort();
    if let Some(letters) = letters {
        // The letter in hand is finished: otherwise nobody would know whether it went.
        let _late = tokio::time::timeout(FAREWELL, letters).await;
    }
    Ok(())
}
