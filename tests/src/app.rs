//! The server as a test sees it: on a port of its own, over a database of its own, with people who sign
//! in through its own door.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderMap, SET_COOKIE};
use reqwest::{Client, Method};
use serde::Serialize;
use serde::de::DeserializeOwned;
use server::postgres::cluster::Cluster;
use server::{App, Config, postgres};
use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;
use tokio::net::TcpListener;
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;

use crate::district::{self, PASSWORD, Who};

/// A running server with the test district in it.
pub struct TestApp {
    pub address: SocketAddr,
    /// How the app's own role connects.
    pub app: PgConnectOptions,
    /// How the owner of the tables connects.
    pub owner: PgConnectOptions,
    /// The database's address, for a server started as a process.
    pub database_url: String,
    pub state: App,
    client: Client,
}

/// The address of a Postgres that tests may make databases in.
async fn admin_url() -> Result<String> {
    static STARTED: OnceCell<Cluster> = OnceCell::const_new();
    if let Ok(url) = std::env::var("ALONGSIDE_TEST_POSTGRES") {
        return Ok(url);
    }
    let cluster = STARTED
        .get_or_try_init(|| async {
            let folder = PathBuf::from("/tmp/alongside-test-postgres");
            tokio::task::spawn_blocking(move || Cluster::start(&folder))
                .await?
                .map_err(anyhow::Error::from)
        })
        .await?;
    Ok(cluster.url("postgres"))
}

/// The same server, another database.
pub fn in_database(url: &str, name: &str) -> String {
    let (before, query) = url.split_once('?').unwrap_or((url, ""));
    let server = before.rsplit_once('/').map_or(before, |(server, _)| server);
    if query.is_empty() {
        format!("{server}/{name}")
    } else {
        format!("{server}/{name}?{query}")
    }
}

/// A new database with nothing in it.
pub async fn empty_database() -> Result<String> {
    let admin = admin_url().await?;
    let name = format!("test_{}", uuid::Uuid::new_v4().simple());
    postgres::make_database(&admin, &name).await?;
    Ok(in_database(&admin, &name))
}

/// A new database with the schema in it.
pub async fn new_database() -> Result<(String, PgConnectOptions, PgConnectOptions)> {
    let url = empty_database().await?;
    let (owner, app) = postgres::prepare(&url).await?;
    Ok((url, owner, app))
}

impl TestApp {
    /// A server over a new database with the test district.
    pub async fn start() -> Self {
        Self::try_start(Config::default())
            .await
            .expect("the test server starts")
    }

    async fn try_start(config: Config) -> Result<Self> {
        let (database_url, owner, app) = new_database().await?;
        let state = App::new(app.clone(), config, CancellationToken::new())
            .map_err(|error| anyhow::anyhow!("{error}"))?;
        district::fill(&state.pool).await?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let serving = state.clone();
        tokio::spawn(async move { server::serve(listener, serving).await });
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(30))
            .build()?;
        Ok(Self {
            address,
            app,
            owner,
            database_url,
            state,
            client,
        })
    }

    /// The pool of the role that owns nothing.
    pub fn pool(&self) -> &PgPool {
        &self.state.pool
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Somebody who is not signed in.
    pub fn nobody(&self) -> Browser {
        Browser {
            root: self.url(""),
            client: self.client.clone(),
            cookie: None,
        }
    }

    /// Signs a person in with their e-mail address and password.
    pub async fn sign_in(&self, who: Who) -> Browser {
        self.nobody()
            .sign_in(who.email())
            .await
            .expect("the person signs in")
    }
}

/// One person's browser, as far as HTTP goes.
#[derive(Clone)]
pub struct Browser {
    pub root: String,
    client: Client,
    pub cookie: Option<String>,
}

/// What came back.
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    /// The body as a value of this type.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text))
    }

    /// The body, where it was done.
    pub fn done<T: DeserializeOwned>(&self) -> T {
        assert!(
            (200..300).contains(&self.status),
            "{} {}",
            self.status,
            self.text
        );
        self.json()
    }

    pub fn problem(&self) -> domain::api::Problem {
        assert!(self.status >= 400, "{} {}", self.status, self.text);
        let kind = self
            .headers
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok());
        assert_eq!(kind, Some("application/problem+json"), "{}", self.text);
        self.json()
    }
}

impl Browser {
    /// A browser at a server that was started as a process.
    pub fn at(root: &str) -> Self {
        Self {
            root: root.to_owned(),
            client: Client::new(),
            cookie: None,
        }
    }

    /// # Errors
    /// Where the server does not let them in.
    pub async fn sign_in(mut self, email: &str) -> Result<Self> {
        let asked = serde_json::json!({ "email": email, "password": PASSWORD });
        let reply = self
            .send(Method::POST, "/api/session", Some(&asked))
            .await?;
        let set = reply
            .headers
            .get(SET_COOKIE)
            .and_then(|value| value.to_str().ok())
            .with_context(|| format!("no cookie: {} {}", reply.status, reply.text))?;
        self.cookie = set.split(';').next().map(str::to_owned);
        Ok(self)
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send::<()>(Method::GET, path, None)
            .await
            .expect("the server answers")
    }

    pub async fn post(&self, path: &str, body: &impl Serialize) -> Reply {
        self.send(Method::POST, path, Some(body))
            .await
            .expect("the server answers")
    }

    /// # Errors
    /// Where nothing answers.
    pub async fn send<T: Serialize>(
        &self,
        method: Method,
        path: &str,
        body: Option<&T>,
    ) -> Result<Reply> {
        let mut request = self.request(method, path);
        if let Some(body) = body {
            request = request.json(body);
        }
        read(request.send().await?).await
    }

    /// A request with this browser's cookie, to be made otherwise than usual.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.root));
        match &self.cookie {
            Some(cookie) => request.header(COOKIE, cookie),
            None => request,
        }
    }
}

/// # Errors
/// Where the body breaks off.
pub async fn read(response: reqwest::Response) -> Result<Reply> {
    Ok(Reply {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        text: response.text().await?,
    })
}

/// The server as people run it: the one `cargo xtask test` built, or the one beside the tests.
pub fn server_binary() -> PathBuf {
    std::env::var_os("ALONGSIDE_SERVER").map_or_else(
        || {
            let tests = std::env::current_exe().unwrap_or_default();
            let folder = tests.ancestors().nth(2).map(PathBuf::from);
            folder.unwrap_or_default().join("alongside")
        },
        PathBuf::from,
    )
}
