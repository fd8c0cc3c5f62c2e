//! Many people, signed in without each one's password being hashed.

use anyhow::{Context, Result};
use domain::access::Role;
use domain::schools::{MeetingId, PersonId};
use reqwest::header::{COOKIE, HeaderMap, HeaderValue};
use serde_json::{Value, json};
use server::db::people::{self, NewPerson};
use server::db::{self, sessions};
use server::session;
use sqlx::PgPool;
use uuid::Uuid;

use crate::app::Browser;
use crate::district::{self as d};

/// A database with the test district in it, for servers started as processes.
pub async fn database() -> Result<(String, PgPool)> {
    let (url, _, app) = crate::app::new_database().await?;
    let pool = db::pool(app, &server::Config::default());
    d::fill(&pool).await?;
    Ok((url, pool))
}

/// So many officers of the district, each with a session.
///
/// # Errors
/// When the database does not take them.
pub async fn officers(pool: &PgPool, root: &str, count: usize) -> Result<Vec<Browser>> {
    let mut tx = db::begin(pool, d::here()).await?;
    let mut found = Vec::with_capacity(count);
    let nobody = Browser::at(root);
    for number in 0..count {
        let person = PersonId(Uuid::new_v4());
        let new = NewPerson {
            id: person,
            name: format!("Officer {number}"),
            email: format!("officer.{number}.{}@test.example", person.0.simple()),
            password: None,
            role: Role::Officer,
            about: String::new(),
            leader: None,
            partnerships: Vec::new(),
            schools: Vec::new(),
            chairs: Vec::new(),
        };
        people::put(&mut tx, d::here(), &new).await?;
        let cookie = format!("{}={}", session::COOKIE, person.0.simple());
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_str(&cookie)?);
        let hash = session::presented(&headers).context("a cookie")?;
        let new = sessions::New {
            hash: hash.bytes(),
            person,
            meeting: None,
            minutes: 600,
        };
        sessions::begin(&mut tx, d::here(), &new).await?;
        let mut browser = nobody.clone();
        browser.cookie = Some(cookie);
        found.push(browser);
    }
    tx.commit().await?;
    Ok(found)
}

/// Opens a meeting of the Vale, today.
///
/// # Errors
/// When nobody answers.
pub async fn open_meeting(browser: &Browser) -> Result<MeetingId> {
    let id = MeetingId(Uuid::new_v4());
    let asked = json!({"id": id, "partnership": d::vale(), "title": "Autumn", "on": d::today()});
    let reply = browser
        .send(reqwest::Method::POST, "/api/meetings", Some(&asked))
        .await?;
    anyhow::ensure!(reply.status == 201, "{} {}", reply.status, reply.text);
    Ok(id)
}

/// A point on the record, as a client sends it.
pub fn point(text: &str) -> Value {
    json!({"id": Uuid::new_v4(), "base": 0,
        "change": {"kind": "point", "urn": d::vale_one(), "text": text}})
}

/// Where a meeting's changes are sent.
pub fn changes(id: MeetingId) -> String {
    format!("/api/meetings/{id}/changes")
}

/// Where a meeting is heard.
pub fn events(id: MeetingId) -> String {
    format!("/api/meetings/{id}/events")
}
